#include "base/text.h"
#include "cli/csp.h"
#include "store/git_tree.h"

#include <fmt/format.h>

#include <algorithm>

namespace formwork {
namespace {

bool selected(const std::vector<std::string>& globs, const std::string& name) {
  return globs.empty() || std::any_of(globs.begin(), globs.end(), [&](const std::string& glob) {
           return glob_match(glob, name);
         });
}

/// Says of findings that they are of the base, not of what is checked.
void blame_base(Session& session, Diagnostics&& found, const std::string& revision) {
  for (Diagnostic& d : found.items())
    d.notes.push_back({{}, "", fmt::format("in `{}`, which `--base` names", printable(revision))});
  session.diagnostics.append(std::move(found));
}

}  // namespace

bool open_base(Session& session, const Tree& here, PolicyBase& base) {
  const Tree* tree = &here;
  if (!base.revision.empty()) {
    const auto repository = GitRepository::open(session.options.folder);
    auto found = repository ? repository->revision(base.revision)
                            : Result<std::unique_ptr<Tree>>(failure(repository.error()));
    if (!found) {
      session.diagnostics.add(found.error());
      return false;
    }
    base.tree = std::move(*found);
    tree = base.tree.get();
  }
  // Another formwork may have checked it: what it says is read as it is read now.
  Diagnostics found;
  const auto workspace = load_workspace(*tree, session.sources, found, {}, true);
  if (!workspace) {
    const auto here_yet = tree->info("formwork.yaml");
    if (here_yet && here_yet->kind == FileKind::absent) return false;  // nothing was enforced yet
    blame_base(session, std::move(found), base.revision);
    return false;
  }
  LoadOptions load_options;
  load_options.any_compiler = true;
  for (const std::string& name : workspace->names) {
    if (base.environment.empty() ? selected(session.options.environments, name)
                                 : name == base.environment)
      load_options.environments.push_back(name);
  }
  if (load_options.environments.empty()) {
    if (base.environment.empty()) return false;
    const auto near = nearest(base.environment, workspace->names);
    session.diagnostics.add(
        make(Code::FW8005, std::string(),
             fmt::format("no environment is called `{}`", printable(base.environment)),
             near ? fmt::format("did you mean `{}`?", *near)
                  : fmt::format("there are: {}", join(workspace->names, ", "))));
    return false;
  }
  load_options.jobs = [&session] { return session.jobs(); };
  Diagnostics loading;
  base.inputs = load_inputs(*tree, load_options, session.sources, loading);
  if (!base.inputs) {
    blame_base(session, std::move(loading), base.revision);
    return false;
  }
  return true;
}

std::optional<PolicySide> base_side(Session& session, const PolicyBase& base,
                                    const std::string& environment) {
  for (const Unit& unit : units_of(*base.inputs, true)) {
    if (unit.name != environment) continue;
    PolicySide out;
    out.title = base.environment.empty() ? fmt::format("`{}`", base.revision)
                : base.revision.empty()  ? fmt::format("`{}`", environment)
                                         : fmt::format("`{}` at `{}`", environment, base.revision);
    Diagnostics found;
    out.sent = sent_policies(*base.inputs, unit, found);
    if (found.has_errors()) {
      blame_base(session, std::move(found), base.revision);
      return std::nullopt;
    }
    return out;
  }
  return std::nullopt;
}

}  // namespace formwork
