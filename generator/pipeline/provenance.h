#pragma once
// Where a line of an output came from: traced again on demand for one artifact, stored for none.
#include "pipeline/unit.h"

#include <vector>

namespace formwork {

struct LineOrigin {
  Span template_span{};      // the template's bytes behind the line (its first piece)
  std::vector<Node> values;  // spec leaves its tags read, in order, once each
};

/// `rendered` was made with Trace::pieces. `line` is 1-based.
[[nodiscard]] LineOrigin line_origin(const Artifact& artifact, const Rendered& rendered,
                                     std::uint32_t line, const SourceMap& sources);

/// What the user's files set of all that `value`, which the schema computed, was computed from: by
/// path. Nothing for a value that is not computed.
[[nodiscard]] std::vector<Node> computed_from(const Environment& env, Node value);

}  // namespace formwork
