#include "pipeline/orphans.h"

#include "store/block.h"

#include <algorithm>

namespace formwork {
namespace {

bool is_below(std::string_view path, std::string_view folder) {
  return path.size() > folder.size() && path.starts_with(folder) && path[folder.size()] == '/';
}

}  // namespace

bool may_be_ours(const Inputs& inputs, const Unit& unit, std::string_view path) {
  if (unit.environment != nullptr) return is_below(path, "infra/" + unit.name);
  if (!unit.folder.empty()) return is_below(path, unit.folder);
  if (!inputs.application.folder.empty() && is_below(path, inputs.application.folder)) return false;
  const auto& names = inputs.workspace.names;
  return std::none_of(names.begin(), names.end(),
                      [&](const std::string& name) { return is_below(path, "infra/" + name); });
}

bool is_terraforms(std::string_view name, FileKind kind) {
  if (kind == FileKind::folder) return name == ".terraform";
  return kind == FileKind::regular &&
         (name == ".terraform.lock.hcl" || name == ".terraform.tfstate.lock.info" ||
          name == "crash.log" || name.ends_with(".tfplan") || name.ends_with(".tfstate") ||
          name.ends_with(".tfstate.backup"));
}

OurFiles::OurFiles(const Inputs& inputs, const Unit& unit) : inputs_(inputs), unit_(unit) {
  // What an environment owned before a target was taken out of its spec is still ours.
  std::vector<std::string> targets;
  for (const Pack& pack : inputs.packs.packs)
    targets.insert(targets.end(), pack.targets.begin(), pack.targets.end());
  Document scratch;
  EvalContext context{scratch};
  PlanInput input = plan_input(unit);
  input.targets = std::move(targets);
  owned_ = owned_folders(inputs.packs, input, context);
}

bool OurFiles::wrote(std::string_view path, std::string_view bytes) const {
  if (!may_be_ours(inputs_, unit_, path) ||
      is_terraforms(path.substr(path.rfind('/') + 1), FileKind::regular) ||
      path.find("/.terraform/") != std::string_view::npos)
    return false;
  if (std::any_of(owned_.begin(), owned_.end(),
                  [&](const std::string& folder) { return is_below(path, folder); }))
    return true;
  const auto style = comment_style(path);
  return style && has_mark(bytes, *style);
}

Orphan fate_of(const Inputs& inputs, const Unit& unit, const FileFact& fact) {
  if (!may_be_ours(inputs, unit, fact.state.path)) return Orphan::elsewhere;
  if (!fact.proven) return Orphan::unproven;
  const bool unedited = fact.state.locked && fact.state.locked->digest &&
                        *fact.state.locked->digest == fact.state.found->hex();
  return unedited ? Orphan::removed : Orphan::edited;
}

}  // namespace formwork
