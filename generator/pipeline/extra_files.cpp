#include "pipeline/extra_files.h"

#include "files/safe_path.h"
#include "function/functions.h"
#include "pack/extra.h"

#include <fmt/format.h>

#include <map>
#include <optional>
#include <set>
#include <utility>

namespace formwork {
namespace {

std::optional<SourceId> text_of(const Tree& tree, Node entry, SourceMap& sources,
                                Diagnostics& diagnostics) {
  const std::string file(entry.text());
  auto text = unsafe_path(file) ? Result<std::string>(failure(make(Code::FW7001, file, "")))
                                : tree.read(file);
  if (text) return sources.add(file, std::move(*text));
  if (text.error().code == Code::FW7001) {
    diagnostics.add(
        Code::FW6034, entry.span(),
        fmt::format("`{}` is to be copied, and is missing in the {}", file, tree.name()),
        "write it, or take the entry out of `extra`");
  } else {
    diagnostics.add(text.error());
  }
  return std::nullopt;
}

}  // namespace

bool add_extra_files(const Tree& tree, Inputs& inputs, SourceMap& sources,
                     Diagnostics& diagnostics) {
  std::map<std::string, std::optional<SourceId>, std::less<>> texts;
  std::set<std::pair<std::string_view, std::string_view>> known;
  std::vector<ExtraFile> files;
  for (const Environment& env : inputs.environments) {
    for (const Node entry : env.document.root().find("extra")) {
      if (!known.emplace(entry.key(), entry.text()).second) continue;
      auto text = texts.find(entry.text());
      if (text == texts.end()) {
        text = texts.emplace(std::string(entry.text()), text_of(tree, entry, sources, diagnostics))
                   .first;
      }
      if (text->second) {
        files.push_back({std::string(entry.key()), text->first, *text->second, entry.key_span()});
      }
    }
  }
  if (diagnostics.has_errors()) return false;
  add_extra_files(files, builtin_functions(), sources, inputs.packs, diagnostics);
  return !diagnostics.has_errors();
}

}  // namespace formwork
