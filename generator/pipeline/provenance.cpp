#include "pipeline/provenance.h"

#include "template/trace.h"

#include <algorithm>
#include <set>

namespace formwork {

LineOrigin line_origin(const Artifact&, const Rendered& rendered, std::uint32_t line,
                       const SourceMap& sources) {
  const LineTrace trace = trace_line(rendered, line, sources);
  return {trace.origin, trace.nodes};
}

std::vector<Node> computed_from(const Environment& env, Node value) {
  std::vector<Node> out;
  std::vector<NodeId> ahead = {value.id()};
  std::set<NodeId> seen = {value.id()};
  while (!ahead.empty()) {
    const auto* const found = env.filled.reads.find(ahead.back());
    ahead.pop_back();
    if (found == nullptr) continue;
    for (const NodeId id : *found) {
      if (!seen.insert(id).second) continue;
      ahead.push_back(id);
      const Node read = env.document.node(id);
      if (!read.is(Kind::map) && layer_of(env.layers, read.span().source) != nullptr)
        out.push_back(read);
    }
  }
  std::sort(out.begin(), out.end(), [](Node a, Node b) { return a.path() < b.path(); });
  return out;
}

}  // namespace formwork
