#include "pipeline/group_note.h"

#include "base/text.h"
#include "drift/lines.h"
#include "template/trace.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <string>

namespace formwork {
namespace {

// Paths of the values on lines that are not there any more.
std::set<std::string> paths_on_changed_lines(const Rendered& rendered, std::string_view found,
                                             const SourceMap& sources) {
  std::set<std::string> out;
  for (const Change& change : changes(lines_of(rendered.text), lines_of(found))) {
    for (std::size_t line = change.a_begin; line < change.a_end; ++line) {
      const LineTrace trace = trace_line(rendered, static_cast<std::uint32_t>(line + 1), sources);
      for (const Node node : trace.nodes) out.insert(node.path());
    }
  }
  return out;
}

}  // namespace

std::vector<Note> group_notes(Node spec, const Rendered& rendered, std::string_view found,
                              const std::vector<MovedInputs::Moved>& moved,
                              const SourceMap& sources) {
  std::vector<Note> out;
  const Node groups = spec.find_path("config.groups");
  if (!groups || groups.size() == 0) return out;
  std::set<std::string> differ = paths_on_changed_lines(rendered, found, sources);
  for (const MovedInputs::Moved& one : moved) differ.insert(one.path);
  for (const Node group : by_key(groups)) {
    std::vector<std::string> keys;
    for (const Node path : group.is(Kind::map) ? group.find("paths") : group) {
      if (differ.contains(std::string(path.text())))
        keys.push_back(fmt::format("`{}`", printable(path.text())));
    }
    if (keys.empty()) continue;
    out.push_back({group.key_span(), "",
                   fmt::format("DR028: the configuration group `{}` differs here: {}",
                               printable(group.key()), join(keys, ", "))});
  }
  return out;
}

}  // namespace formwork
