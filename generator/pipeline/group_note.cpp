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

// What a differing file is told by: paths of the values on lines that are not there any more, and
// those lines themselves, of either side. A value that is computed on its way into an output
// (`services.api.container_app`) has another path there, but it is called by its key.
struct Differing {
  std::set<std::string> paths;
  std::vector<std::string_view> lines;
};

bool is_word(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

bool has_word(std::string_view line, std::string_view word) {
  for (std::size_t at = line.find(word); at != std::string_view::npos;
       at = line.find(word, at + 1)) {
    const std::size_t end = at + word.size();
    if ((at == 0 || !is_word(line[at - 1])) && (end == line.size() || !is_word(line[end])))
      return true;
  }
  return false;
}

// Adds the lines from `begin` to `end`, and the one before them where it names what they are the
// value of: an item of a container's environment has its name and its value on two.
void add_lines(const std::vector<std::string_view>& all, std::size_t begin, std::size_t end,
               std::vector<std::string_view>& out) {
  if (begin > 0 && begin < end && has_word(all[begin], "value") && has_word(all[begin - 1], "name"))
    --begin;
  for (std::size_t i = begin; i < end; ++i) out.push_back(all[i]);
}

Differing differing(const Rendered& rendered, std::string_view found, const SourceMap& sources) {
  Differing out;
  const auto before = lines_of(rendered.text), after = lines_of(found);
  for (const Change& change : changes(before, after)) {
    for (std::size_t line = change.a_begin; line < change.a_end; ++line) {
      const LineTrace trace = trace_line(rendered, static_cast<std::uint32_t>(line + 1), sources);
      for (const Node node : trace.nodes) out.paths.insert(node.path());
    }
    add_lines(before, change.a_begin, change.a_end, out.lines);
    add_lines(after, change.b_begin, change.b_end, out.lines);
  }
  return out;
}

bool is_on(const std::vector<std::string_view>& lines, std::string_view key) {
  return std::any_of(lines.begin(), lines.end(),
                     [&](std::string_view line) { return has_word(line, key); });
}

}  // namespace

std::vector<Note> group_notes(Node spec, const Rendered& rendered, std::string_view found,
                              const std::vector<MovedInputs::Moved>& moved,
                              const SourceMap& sources) {
  std::vector<Note> out;
  const Node groups = spec.find_path("config.groups");
  if (!groups || groups.size() == 0) return out;
  Differing differ = differing(rendered, found, sources);
  for (const MovedInputs::Moved& one : moved) differ.paths.insert(one.path);
  for (const Node group : by_key(groups)) {
    std::vector<std::string> keys;
    for (const Node path : group.is(Kind::map) ? group.find("paths") : group) {
      const Node value = spec.find_path(path.text());
      if (differ.paths.contains(std::string(path.text())) ||
          (value && is_on(differ.lines, value.key())))
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
