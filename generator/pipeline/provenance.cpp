#include "pipeline/provenance.h"

#include "template/trace.h"

#include <algorithm>
#include <iterator>
#include <set>

namespace formwork {

namespace {

std::uint32_t line_at(std::string_view text, std::uint32_t offset) {
  const auto end = text.begin() + std::min<std::ptrdiff_t>(offset, std::ssize(text));
  return 1 + static_cast<std::uint32_t>(std::count(text.begin(), end, '\n'));
}

std::uint32_t begin_of(Node node) {
  return node.key_span().valid() ? node.key_span().begin : node.span().begin;
}

// The way, by index, to the last node that begins on `line` or before it.
void find_line(Node node, std::string_view text, std::uint32_t line,
               std::vector<std::size_t>& way) {
  std::size_t index = 0, last = SIZE_MAX;
  Node found;
  for (const Node child : node) {
    if (line_at(text, begin_of(child)) <= line) {
      last = index;
      found = child;
    }
    ++index;
  }
  if (!found) return;
  way.push_back(last);
  find_line(found, text, line, way);
}

// JSON is printed anew, from what the text of the template says: of a line of it the value that
// begins there is looked for in that text. The line there; 0 where it cannot be told.
std::uint32_t line_before(const Artifact& artifact, std::string_view printed, std::string_view text,
                          std::uint32_t line) {
  SourceMap sources;
  Diagnostics none;
  const Language& json = *language(artifact.row->language);
  const auto read = [&](std::string_view of) {
    const SourceId id = sources.add(artifact.path, std::string(of));
    return json.parse(id, sources, artifact.row->dialect, none);
  };
  const auto after = read(printed), before = read(text);
  if (!after || !before) return 0;
  std::vector<std::size_t> way;
  find_line(after->root(), printed, line, way);
  Node node = before->root();
  for (const std::size_t index : way) {
    if (index >= node.size()) return 0;
    node = node.at(index);
  }
  return way.empty() ? 1 : line_at(text, begin_of(node));
}

}  // namespace

LineOrigin line_origin(const Artifact& artifact, const Rendered& rendered, std::uint32_t line,
                       const SourceMap& sources) {
  if (artifact.row->language != LanguageId::json || !artifact.row->compiled) {
    const LineTrace trace = trace_line(rendered, line, sources);
    return {trace.origin, trace.nodes};
  }
  Document scratch;
  Rendered before;
  if (render_artifact(artifact, sources, scratch, nullptr, Trace::pieces, before)) return {};
  const std::uint32_t there = line_before(artifact, rendered.text, before.text, line);
  if (there == 0) return {};
  const LineTrace trace = trace_line(before, there, sources);
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
