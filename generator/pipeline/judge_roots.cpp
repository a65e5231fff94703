#include "pipeline/judge_roots.h"

#include "pipeline/group_proof.h"
#include "pipeline/resources.h"
#include "pipeline/root_memory.h"
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
    const std::string path = rule_file(root, object, roots);
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

/// What `--verify=full` holds against each other: roots that were folded, and the same recalled.
void compare_recalled(RecalledRoots& recalled, const Roots& roots, UnitOutput& out) {
  UnitOutput other;
  write_recalled(recalled, roots.own(), other);
  const auto same = [](const LockResource& a, const LockResource& b) {
    return a.type == b.type && a.name == b.name && a.digest == b.digest;
  };
  for (const auto& [root, records] : out.lock.resources) {
    const LockResources& found = other.lock.resources[root];
    if (records.size() == found.size() && std::equal(records.begin(), records.end(), found.begin(),
                                                     [&](const auto& a, const auto& b) {
                                                       return a.first == b.first &&
                                                              same(a.second, b.second);
                                                     }))
      continue;
    out.diagnostics.add(make(Code::FW8900, root,
                             fmt::format("the resources of `{}` are recalled differently", root),
                             "please report it"));
  }
}

}  // namespace

std::string rule_file(const Root& root, const Object& object, const Roots& roots) {
  // A root's own resources are found by their file, those of modules by the root.
  const bool module = object.name.starts_with("module.") || object.name.starts_with("data.module.");
  return module ? root.path : roots.path(object.body.span());
}

void judge_roots(const Inputs& inputs, const Value& spec, Roots& roots, const SourceMap& sources,
                 Verifier* verifier, UnitOutput& out) {
  RootMemory& memory = inputs.module_files->memory();
  const bool remembers = remembers_roots(inputs) && roots.inputs().usable() &&
                         (verifier == nullptr || !verifier->lists_parity());
  std::unique_ptr<RecalledRoots> recalled;
  if (remembers) recalled = recall_roots(memory, roots, spec, verifier != nullptr);
  const GroupKeys groups = verifier != nullptr ? group_keys(spec.node()) : GroupKeys();
  if (recalled && !groups_hold(groups, *recalled)) recalled.reset();
  const bool full = verifier != nullptr && verifier->mode() == VerifyMode::full;
  if (recalled && !full) {
    write_recalled(*recalled, roots.own(), out);
    return roots.recall(std::move(recalled));
  }
  Diagnostics found;
  const std::size_t before = out.diagnostics.size();
  out.resources_known = roots.fold(inputs, sources, found);
  // What does not parse was told of its file.
  if (!out.diagnostics.has_errors()) out.diagnostics.append(std::move(found));
  for (const Root& root : roots.all()) {
    LockResources records = records_of(record_shapes(root));
    if (!records.empty()) out.lock.resources.emplace(root.path, std::move(records));
    if (auto moves = moves_of(root, roots.sources()); !moves.empty())
      out.moves.emplace(root.path, std::move(moves));
    if (verifier == nullptr) continue;
    ask_rules(root, roots, spec, sources, *verifier, out);
    prove_groups(groups, root, roots, sources, out.diagnostics);
  }
  if (recalled) compare_recalled(*recalled, roots, out);
  if (verifier == nullptr) return;
  const auto has = [&](LanguageId id) {
    return std::any_of(roots.all().begin(), roots.all().end(),
                       [&](const Root& root) { return root.language == id; });
  };
  static const std::vector<const parity::Table*> kNone;
  const bool both = has(LanguageId::hcl) && has(LanguageId::bicep);
  const auto& tables = both ? inputs.module_files->tables(inputs, sources, out.diagnostics) : kNone;
  if (both) {
    out.parity = compare_roots(roots, tables, out.waivers, sources, verifier->lists_parity(),
                               out.diagnostics);
  }
  const bool passed = out.resources_known && out.diagnostics.size() == before;
  if (!recalled && remembers && passed && memory.wants(roots.inputs().key())) {
    if (auto traced = trace_roots(roots, spec, verifier, tables))
      memory.remember(roots.inputs().key(), std::move(traced));
  }
}

}  // namespace formwork
