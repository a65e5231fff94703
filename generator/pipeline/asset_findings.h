#pragma once
// What is wrong with built files: held against the policy, against each other, against the lock.
#include "pipeline/inspect.h"

#include <vector>

namespace formwork {

/// FW4017 for each inline script, style, event handler and `javascript:` link of a built HTML file
/// that the policy of an environment listing it blocks. DR027 where an `integrity` in such a file
/// is not that of the built file it is for. The findings join those of the first unit that has
/// them.
void judge_built_files(const Inputs& inputs, std::vector<UnitReport>& reports);

/// DR027 for each built file that is not the one the unit's lock recorded.
void report_moved_assets(const UnitReport& report, Diagnostics& diagnostics);

/// What an edited output says of built files otherwise than they are: a note for each.
[[nodiscard]] std::vector<Note> integrity_notes(const Inputs& inputs, const UnitReport& report,
                                                std::string_view rendered, std::string_view found);

}  // namespace formwork
