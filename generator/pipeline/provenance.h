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

}  // namespace formwork
