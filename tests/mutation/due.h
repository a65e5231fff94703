#pragma once
// What `check` owes after inputs have moved, worked out from what a compile would write.
#include "checker.h"
#include "mutations.h"

#include <map>
#include <string>
#include <vector>

namespace formwork::mutation {

using Files = std::map<std::string, FixtureTree::Entry>;

/// What must be found, one a line: every output whose bytes are not those that are committed, by
/// the id `stale`, and the lock of a unit all of whose outputs are right.
[[nodiscard]] std::string due(const Workspace& ws, const Files& compiled, const char* stale);

/// What was found, without what a change announces besides (an address that disappears).
[[nodiscard]] std::string told(std::vector<Finding> findings);

}  // namespace formwork::mutation
