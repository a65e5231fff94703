#include "pipeline/provenance.h"

#include "template/trace.h"

namespace formwork {

LineOrigin line_origin(const Artifact&, const Rendered& rendered, std::uint32_t line,
                       const SourceMap& sources) {
  const LineTrace trace = trace_line(rendered, line, sources);
  return {trace.origin, trace.nodes};
}

}  // namespace formwork
