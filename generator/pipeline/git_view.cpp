#include "pipeline/git_view.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <string>
#include <vector>

namespace formwork {

void report_git_view(const UnitReport& report, const GitRepository& repository,
                     Diagnostics& diagnostics) {
  std::map<GitRepository::State, std::vector<std::string>> paths;
  for (const FileFact& fact : report.files) {
    if (fact.wrong_mode || (fact.verdict != Verdict::clean && fact.verdict != Verdict::lock_behind))
      continue;
    const auto state = repository.state(fact.state.path);
    if (state && *state != GitRepository::State::clean) paths[*state].push_back(fact.state.path);
  }
  if (report.lock_present && !report.lock_differs) {
    const auto state = repository.state(report.unit.lock_path);
    if (state && *state != GitRepository::State::clean)
      paths[*state].push_back(report.unit.lock_path);
  }
  for (const auto& [state, found] : paths) {
    const char* what = "";
    std::string help =
        found.size() == 1 ? fmt::format("run `git add {}`", found[0]) : "run `git add` on them";
    switch (state) {
      case GitRepository::State::clean:
        continue;
      case GitRepository::State::untracked:
        what = "not tracked by git";
        break;
      case GitRepository::State::ignored:
        what = "ignored by git";
        help = "mend `.gitignore`, then " + help;
        break;
      case GitRepository::State::unstaged:
        what = "right, but not as staged";
        break;
    }
    constexpr std::size_t kShown = 5;
    Diagnostic d = make(Code::DR017, found[0],
                        found.size() == 1 ? fmt::format("`{}` is {}", found[0], what)
                                          : fmt::format("{} outputs of `{}` are {}", found.size(),
                                                        report.unit.name, what),
                        help);
    for (std::size_t i = 1; i < found.size() && i < kShown; ++i)
      d.notes.push_back({{}, found[i], "so is this one"});
    if (found.size() > kShown)
      d.notes.push_back({{}, "", fmt::format("and {} more", found.size() - kShown)});
    diagnostics.add(std::move(d));
  }
}

void report_submodules(const UnitReport& report, const GitRepository& repository,
                       Diagnostics& diagnostics) {
  for (const std::string& folder : repository.submodules()) {
    const std::string below = folder + "/";
    bool output = false, told = false;
    for (const FileFact& fact : report.files) {
      output = output || fact.state.path.starts_with(below);
      told = told || (fact.state.path == folder && fact.kind == FileKind::folder);
    }
    if (told) continue;  // DR011: a folder stands at an output's path
    const std::string help = fmt::format("take it out of git: `git rm --cached {}`", folder);
    if (output) {
      diagnostics.add(make(Code::DR011, folder,
                           fmt::format("`{}` is a git submodule, and git has nothing of what is "
                                       "written there",
                                       folder),
                           help));
      continue;
    }
    const bool owned = std::any_of(
        report.output.owned.begin(), report.output.owned.end(), [&](const std::string& one) {
          return folder.starts_with(one) && (folder == one || folder[one.size()] == '/');
        });
    if (owned) {
      diagnostics.add(make(Code::DR009, folder,
                           fmt::format("`{}` is a git submodule, in a folder that formwork owns "
                                       "whole",
                                       folder),
                           help));
    }
  }
}

}  // namespace formwork
