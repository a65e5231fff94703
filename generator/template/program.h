#pragma once
// What a template is compiled to: a flat vector of instructions over stable text. Private to the
// room.
#include "template/template.h"

#include <cstdint>
#include <deque>
#include <string>
#include <vector>

namespace formwork {
namespace tmpl {

enum class OpKind : std::uint8_t {
  segment,  // a: segment
  hole,     // a: site
  raw,      // a: site
  vanish,   // a line of statement tags stood here: blank lines around it shrink. flag: keep those
            // before it
  unless,   // a: condition, b: where to go if it is not true
  jump,     // b: where
  begin_loop,  // a: loop, b: past its end_loop
  end_loop,    // a: loop, b: past its begin_loop
  let,         // a: expression, b: slot
};

struct Instruction {
  OpKind kind = OpKind::segment;
  bool flag = false;
  std::uint32_t a = 0;
  std::uint32_t b = 0;
};

/// Literal text, ready to be copied.
struct Segment {
  const char* data = nullptr;
  std::uint32_t size = 0;
  std::uint32_t lead = 0;    // bytes of whole blank lines at its start
  bool verbatim = false;     // blank lines before it are text of a string or block
  bool closes = false;       // what follows them starts with ] } or )
  std::uint32_t indent = 0;  // into Program::indents; 0 none: written first if a line begins here
  Span origin{};
};

struct LoopCode {
  Expr over{};
  std::uint32_t slot = 0;  // the first variable
  bool pairs = false;      // key in `slot`, value in `slot + 1`
  std::string separator{};
  Span separator_span{};
};

/// What rendering needs of an output tag besides its TagSite.
struct SiteCode {
  EncodeSite encode{};
  std::uint32_t indent = 0;  // as in Segment
  bool verbatim = false;     // as in Segment
  std::string margin{};      // raw: the tag's own indentation
};

}  // namespace tmpl

struct Program {
  std::vector<tmpl::Instruction> ops;
  std::vector<tmpl::Segment> segments;
  std::vector<TagSite> sites;
  std::vector<tmpl::SiteCode> codes;  // by site
  std::vector<Expr> conditions;
  std::vector<Expr> lets;
  std::vector<tmpl::LoopCode> loops;
  std::vector<std::string> indents{""};
  std::deque<std::string> pool;  // text that is not in a source as it is printed
  std::size_t slots = 0;         // frame size, the caller's variables included
  std::uint64_t seed = 0;        // start of the shape's hash
};

/// Where the hash of a template's shapes starts.
[[nodiscard]] constexpr std::uint64_t shape_seed(const TemplateInput& input) {
  return (std::uint64_t{input.source} << 16U) ^ (static_cast<std::uint64_t>(input.language) << 8U) ^
         static_cast<std::uint64_t>(input.dialect);
}

}  // namespace formwork
