#include "pipeline/judge_roots.h"

#include "pipeline/resources.h"
#include "pipeline/root_parity.h"

#include <fmt/format.h>

#include <algorithm>

namespace formwork {
namespace {

/// Findings of rules, each led to the template or the pack's module, and to the spec.
void ask_rules(const Root& root, const Roots& roots, const Value& spec, const SourceMap& sources,
               Verifier& verifier, UnitOutput& out) {
  Diagnostics found;
  for (const Object& object : root.folded.objects) {
    if (!is_folded_type(object.type)) continue;
    // Its own resources are found by their file, those of modules by the root.
    const bool module =
        object.name.starts_with("module.") || object.name.starts_with("data.module.");
    const std::string path = module ? root.path : roots.path(object.body.span());
    const std::size_t before = found.size();
    verifier.judge(object, path, spec, out.waivers, found);
    if (found.size() == before) continue;
    const RootPlace at = roots.place(object.body.span(), sources);
    for (std::size_t i = before; i < found.size(); ++i) {
      Diagnostic& d = found.items()[i];
      d.span = at.span;
      for (const RootPlace::Value& value : at.values)
        d.notes.push_back({value.span, "", fmt::format("from `{}`", value.name)});
    }
  }
  out.diagnostics.append(std::move(found));
}

}  // namespace

void judge_roots(const Inputs& inputs, const Value& spec, Roots& roots, const SourceMap& sources,
                 Verifier* verifier, UnitOutput& out) {
  Diagnostics found;
  out.resources_known = roots.fold(inputs, sources, found);
  // What does not parse was told of its file.
  if (!out.diagnostics.has_errors()) out.diagnostics.append(std::move(found));
  for (const Root& root : roots.all()) {
    LockResources records = records_of(root);
    if (!records.empty()) out.lock.resources.emplace(root.path, std::move(records));
    if (auto moves = moves_of(root, roots.sources()); !moves.empty())
      out.moves.emplace(root.path, std::move(moves));
    if (verifier != nullptr) ask_rules(root, roots, spec, sources, *verifier, out);
  }
  const auto has = [&](LanguageId id) {
    return std::any_of(roots.all().begin(), roots.all().end(),
                       [&](const Root& root) { return root.language == id; });
  };
  if (verifier == nullptr || !has(LanguageId::hcl) || !has(LanguageId::bicep)) return;
  const auto& tables = inputs.module_files->tables(inputs, sources, out.diagnostics);
  out.parity =
      compare_roots(roots, tables, out.waivers, sources, verifier->lists_parity(), out.diagnostics);
}

}  // namespace formwork
