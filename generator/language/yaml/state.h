#pragma once
// The registers of YAML's context machine; its steps are in steps.cpp, its verdicts in machine.cpp.
#include "language/language.h"
#include "language/second.h"

#include <cstdint>
#include <string_view>

namespace formwork::lang::yaml {

enum class Mode : std::uint8_t {
  line_start,    // only blanks on this line so far
  dash,          // `-`: an item, `---`, or plain text
  item,          // after `- `
  key,           // plain text where a key may be: `name`
  key_colon,     // the colon of `name:`; decides when a blank or line end follows
  value,         // after `name: `
  plain,         // plain scalar that is no key
  single,        // '…'
  single_quote,  // the second ' of it: the end, or half of ''
  dquoted,       // "…"
  escape,        // after \ in it
  quoted_end,    // after a quoted scalar outside flow: a colon may make it a key
  after_value,   // after a value tag
  after_item,    // after a value tag behind `- `
  after_key,     // after a key tag: a colon is due
  after_lines,   // after whole lines
  flow,          // in [] or {}, where an entry, key or value begins
  flow_plain,
  flow_end,  // after an entry, key or value in [] or {}
  comment,
  header,      // after | or >
  body_start,  // block scalar: only blanks on this line so far
  body,        // block scalar: text
};

/// ContextState, unpacked. The registers of the machine, few as they are, fill it to the last bit:
/// - flags: run, mark, blank, then `second` in 5 bits
/// - depth: dialect in the upper 3 bits, below them the nesting of flow collections
/// - indent: column of the node that begins here; line_start, item and body_start count it.
///   Within flow collections one bit a level, 1 for {}
/// - block_indent: in header and body the indent of the parent, else -1
/// - stack: 8 bits the column + 1 of `containers:`, 8 bits that of `env:`, `args:` or `command:`
///   below it, 9 bits KeywordMatch
class Machine {
 public:
  explicit Machine(const ContextState& s)
      : mode(static_cast<Mode>(s.mode)),
        run((s.flags & 1U) != 0),
        mark((s.flags & 2U) != 0),
        blank((s.flags & 4U) != 0),
        second(Second::unpack(static_cast<std::uint8_t>(s.flags >> 3U))),
        dialect(static_cast<Dialect>(s.depth >> 13U)),
        depth(s.depth & 0x1FFFU),
        indent(s.indent),
        block_indent(s.block_indent),
        containers(s.stack >> 24U),
        expanding(s.stack >> 16U & 0xFFU),
        keyword(s.stack & 0x1FFU) {}

  [[nodiscard]] ContextState pack() const {
    ContextState s;
    s.mode = static_cast<std::uint8_t>(mode);
    s.flags = static_cast<std::uint8_t>((run ? 1U : 0U) | (mark ? 2U : 0U) | (blank ? 4U : 0U) |
                                        static_cast<unsigned>(second.pack()) << 3U);
    s.depth = static_cast<std::uint16_t>(static_cast<unsigned>(dialect) << 13U | depth);
    s.indent = indent;
    s.block_indent = block_indent;
    s.stack = containers << 24U | expanding << 16U | keyword;
    return s;
  }

  /// Moves over one byte; an error text if it cannot be here.
  std::string_view step(char c);
  /// How many bytes at the beginning of `text` would leave the machine as it is.
  [[nodiscard]] std::size_t still(std::string_view text) const;

  [[nodiscard]] bool expands() const { return dialect == Dialect::kubernetes && expanding != 0; }
  [[nodiscard]] bool in_map() const { return depth != 0 && (indent & 1) != 0; }
  void end_scalar() { second = {}; }

  Mode mode;
  bool run;    // the value belongs to `run:`
  bool mark;   // in the value of a key: it is `if:`. item: several blanks after the dash. flow:
               // behind a colon
  bool blank;  // the last byte was blank
  Second second;
  Dialect dialect;
  unsigned depth;
  std::int32_t indent, block_indent;
  std::uint32_t containers, expanding, keyword;

 private:
  void newline();
  void begin_node(char c, bool may_be_key);
  void begin_flow(char c);
  void end_key();
  std::string_view step_flow(char c);
  std::string_view step_body(char c);
};

}  // namespace formwork::lang::yaml
