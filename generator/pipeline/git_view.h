#pragma once
// What git has of the files that are right.
#include "pipeline/inspect.h"
#include "store/git_tree.h"

namespace formwork {

/// DR017: right on disk, but git would not commit it so. One finding a unit and state: a first
/// compile leaves every output untracked.
void report_git_view(const UnitReport& report, const GitRepository& repository,
                     Diagnostics& diagnostics);

/// Submodules where outputs go, or in a folder that is owned whole: the working tree shows a
/// folder, often an empty one, and git has no file of it. DR011, or DR009 where nothing is written
/// there.
void report_submodules(const UnitReport& report, const GitRepository& repository,
                       Diagnostics& diagnostics);

}  // namespace formwork
