#include "pipeline/module_files.h"

#include "pack/embedded.h"
#include "pipeline/inputs.h"
#include "pipeline/root_memory.h"
#include "pipeline/shared_document.h"
#include "pipeline/unit.h"

#include <algorithm>
#include <map>

namespace formwork {

bool is_module_path(std::string_view path) {
  return path.starts_with("modules/") || path.find("/modules/") != std::string_view::npos;
}

std::string folder_of(std::string_view path) {
  const std::size_t slash = path.rfind('/');
  return std::string(path.substr(0, slash == std::string_view::npos ? 0 : slash));
}

ModuleFiles::ModuleFiles() : memory_(std::make_unique<RootMemory>()) {}
ModuleFiles::~ModuleFiles() = default;

const ModuleFiles& ModuleFiles::of(const Inputs& inputs, const SourceMap& sources) {
  std::call_once(once_, [&] { read(inputs, sources); });
  return *this;
}

const std::vector<const parity::Table*>& ModuleFiles::tables(const Inputs& inputs,
                                                             const SourceMap& sources,
                                                             Diagnostics& diagnostics) {
  std::call_once(tables_once_, [&] {
    for (const Pack& pack : inputs.packs.packs) {
      const bool due =
          std::any_of(inputs.environments.begin(), inputs.environments.end(),
                      [&](const Environment& env) { return wanted(pack, env.targets); });
      if (pack.parity == 0 || !due) continue;
      const auto document = parse_data(pack.parity, sources, diagnostics);
      if (!document) continue;
      auto table = parity::load_table(*document, diagnostics);
      if (!table) continue;
      tables_.push_back(table.get());
      owned_tables_.push_back(std::move(table));
    }
  });
  return tables_;
}

void ModuleFiles::read(const Inputs& inputs, const SourceMap& sources) {
  std::map<std::string, std::vector<SourceId>> folders;
  std::vector<SourceId> bicep;
  if (inputs.shared.root()) {
    Document scratch;
    EvalContext context{scratch};
    Diagnostics told_when_shared_is_rendered;
    const auto artifacts = plan(
        inputs.packs, {UnitKind::shared, Value::of(inputs.shared.root()), shared_targets(inputs)},
        context, told_when_shared_is_rendered);
    Rendered rendered;
    Document values;
    for (const Artifact& artifact : artifacts) {
      const LanguageId language = artifact.row->language;
      if ((language != LanguageId::hcl && language != LanguageId::bicep) ||
          !is_module_path(artifact.path))
        continue;
      values.clear();
      if (print_artifact(artifact, sources, values, Trace::no, rendered)) continue;
      const SourceId id = sources_.add(artifact.path, rendered.text);
      origins_.push_back(artifact.row->plain);
      if (language == LanguageId::bicep)
        bicep.push_back(id);
      else if (artifact.path.ends_with(".tf"))
        folders[folder_of(artifact.path)].push_back(id);
    }
  }
  terraform_ = std::make_unique<lang::hcl::ModuleLibrary>(std::move(folders), sources_);
  bicep_ = std::make_unique<lang::bicep::ModuleLibrary>(bicep, sources_);
}

void ModuleFiles::copy_to(SourceMap& sources) const {
  for (SourceId id = 1; id <= origins_.size(); ++id)
    sources.add(std::string(sources_.path(id)), std::string(sources_.text(id)));
}

}  // namespace formwork
