#pragma once
// The tree of one template file: statements in blocks, before names and places are looked at.
#include "base/source_map.h"
#include "base/span.h"
#include "diag/diagnostic.h"

#include <cstdint>
#include <string>
#include <vector>

namespace formwork::tmpl {

/// A statement tag and what its line does.
struct TagLine {
  Span span{};
  bool alone = false;        // the line vanishes
  bool single = false;       // and holds no other tag
  std::uint32_t column = 0;  // where the tag's line begins
};

struct Statement;
using Block = std::vector<Statement>;

/// One branch of an `if`; the last one may have no condition.
struct Arm {
  TagLine tag{};
  Span condition{};  // not valid: else
  Block body;        // no initialiser: Statement is not complete here
};

enum class StatementKind : std::uint8_t {
  literal,
  vanished,
  output,
  raw,
  condition,
  loop,
  let,
  include
};

struct Statement {
  StatementKind kind = StatementKind::literal;
  TagLine tag{};            // literal: the text
  TagLine end{};            // condition, loop: the `end` tag
  Span expr{};              // output, raw, loop, let: the expression
  Span literal{};           // include: the quoted path; loop: the quoted separator (may be absent)
  Span name{}, name2{};     // loop variables; let: its name
  std::vector<Arm> arms{};  // condition
  Block body{};             // loop
};

/// Parses a whole template. Errors: FW5101-5104, 5113 (blocks nested past 64), 5114, 5117.
[[nodiscard]] Block parse_template(SourceId source, const SourceMap& sources,
                                   Diagnostics& diagnostics);

}  // namespace formwork::tmpl
