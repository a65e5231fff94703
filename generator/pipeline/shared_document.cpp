#include "pipeline/shared_document.h"

#include "expr/stand_in.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <string>
#include <vector>

namespace formwork {
namespace {

// What the shared unit of a repository sees beside the environments: which one it is for.
NodeId add_here(Document& out, Repository repository) {
  const NodeId here = out.add_map();
  out.append(here, "application", {}, out.add_bool(repository != Repository::infrastructure));
  out.append(here, "infrastructure", {}, out.add_bool(repository != Repository::application));
  return here;
}

// Whether the unit has an artifact, asked of the environments where they are.
bool any_due(const Inputs& inputs, const Environment& reference, const PackSet& packs,
             Repository repository) {
  Document scratch;
  EvalContext context{scratch};
  const NodeId root = scratch.add_map();
  const NodeId all = scratch.add_map();
  scratch.append(root, "environments", {}, all);
  scratch.append(root, "reference", {}, stand_in(context, reference.document.root()));
  scratch.append(root, "here", {}, add_here(scratch, repository));
  for (const Environment& env : inputs.environments)
    scratch.append(all, env.name, {}, stand_in(context, env.document.root()));
  const PlanInput shared{UnitKind::shared, Value::of(scratch.node(root)), shared_targets(inputs),
                         repository};
  return std::any_of(packs.packs.begin(), packs.packs.end(), [&](const Pack& pack) {
    return std::any_of(pack.artifacts.begin(), pack.artifacts.end(),
                       [&](const ArtifactRow& row) { return is_due(pack, row, shared, context); });
  });
}

/// What the shared unit of a repository reads: {environments, reference, here}. The environments
/// are copied only where it has an artifact.
void fill_shared(const Inputs& inputs, const Environment& reference, const PackSet& packs,
                 Repository repository, Document& out) {
  const NodeId root = out.add_map();
  const NodeId all = out.add_map();
  out.append(root, "environments", {}, all);
  out.append(root, "reference", {}, out.take_in(reference.document));
  out.append(root, "here", {}, add_here(out, repository));
  out.set_root(root);
  if (!any_due(inputs, reference, packs, repository)) return;
  std::size_t nodes = out.count();
  for (const Environment& env : inputs.environments) nodes += env.document.count();
  out.reserve(nodes);
  for (const Environment& env : inputs.environments)
    out.append(all, env.name, {}, out.take_in(env.document));
}

/// The folder that the reference environment names for the application's repository, and whether it
/// is there. FW8021 where it cannot be.
void find_application(const Tree& tree, const Environment& reference, Inputs& inputs,
                      Diagnostics& diagnostics) {
  const Node folder = reference.document.root().find_path("repository.application.folder");
  if (!folder) return;
  const std::string name(folder.text());
  std::vector<std::string> taken{"bindings", "docker", "docs", "infra", "releases"};
  for (const std::string& own : {inputs.workspace.specs, inputs.workspace.overlays})
    taken.push_back(own.substr(0, own.find('/')));
  const auto info = tree.info(name);
  const FileKind kind = info ? info->kind : FileKind::absent;
  std::string why;
  if (std::find(taken.begin(), taken.end(), name) != taken.end())
    why = "is one of the workspace's own folders";
  else if (kind == FileKind::link)
    why = "is a link";
  else if (kind == FileKind::regular)
    why = "is a file";
  if (!why.empty()) {
    diagnostics.add(
        Code::FW8021, folder.span(),
        fmt::format("`{}` cannot be the folder of the application's repository: it {}", name, why),
        "name a folder of its own, a checkout of that repository, in "
        "`repository.application.folder`");
    return;
  }
  inputs.application.folder = name;
  inputs.application.present = kind == FileKind::folder;
}

}  // namespace

std::vector<std::string> shared_targets(const Inputs& inputs) {
  std::set<std::string> all;
  for (const Environment& env : inputs.environments)
    all.insert(env.targets.begin(), env.targets.end());
  return {all.begin(), all.end()};
}

void make_shared(const Tree& tree, Inputs& inputs, const PackSet& packs, Diagnostics& diagnostics) {
  if (inputs.shared.root()) return;
  const Environment* reference = &inputs.environments.front();
  for (const Environment& env : inputs.environments) {
    if (env.rank > reference->rank) reference = &env;
  }
  inputs.reference = reference->name;
  find_application(tree, *reference, inputs, diagnostics);
  const bool two = !inputs.application.folder.empty();
  fill_shared(inputs, *reference, packs, two ? Repository::infrastructure : Repository::both,
              inputs.shared);
  if (inputs.application.present)
    fill_shared(inputs, *reference, packs, Repository::application, inputs.application.shared);
}

}  // namespace formwork
