#include "pack/extra.h"

#include "pack/path_pattern.h"

#include <fmt/format.h>

#include <algorithm>

namespace formwork {
namespace {

constexpr std::string_view kFolder = "templates/extra/";  // as overlays are known

}  // namespace

void add_extra_files(const std::vector<ExtraFile>& files, const FunctionTable& functions,
                     const SourceMap& sources, PackSet& set, Diagnostics& diagnostics) {
  if (files.empty()) return;
  Pack pack;
  pack.name = "extra";
  pack.description = "Files of the specs' `extra`.";
  pack.folder = "extra";  // no file of a pack: each is an input of its own outputs alone
  const Scope scope(set.environment);
  for (const ExtraFile& one : files) {
    ArtifactRow row;
    row.id = "extra:" + one.file;
    row.span = one.span;
    row.file = std::string(kFolder) + one.file;
    row.plain = one.source;
    row.language = language_of(one.output);
    row.target = one.output.substr(0, one.output.find('/'));
    if (row.target == "kubernetes") row.dialect = Dialect::kubernetes;
    if (std::find(pack.targets.begin(), pack.targets.end(), row.target) == pack.targets.end())
      pack.targets.push_back(row.target);
    // Neither has quotes or tags in it: the schema keeps both to names.
    auto output = compile_path("infra/<%= metadata.name %>/" + one.output, one.span, scope,
                               functions, set.types, diagnostics);
    auto when =
        compile_expr(fmt::format("(lookup(extra, \"{}\") ?? \"\") == \"{}\"", one.output, one.file),
                     one.span, scope, functions, set.types, diagnostics);
    if (!output || !when) continue;
    row.output = std::move(*output);
    row.when = std::move(*when);
    pack.artifacts.push_back(std::move(row));
    set.overlays.emplace(std::string(kFolder) + one.file,
                         Overlay{one.file, {}, sha256(sources.text(one.source))});
  }
  set.packs.push_back(std::move(pack));
}

}  // namespace formwork
