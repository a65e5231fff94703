#pragma once
// What the shared units read: a copy of every environment, in one document for each repository.
#include "pipeline/inputs.h"

#include <string>
#include <vector>

namespace formwork {

/// The targets of what environments share: whatever one of them has, in byte order.
[[nodiscard]] std::vector<std::string> shared_targets(const Inputs& inputs);

/// Fills `inputs.shared`, `.reference` and `.application`: once, and only where a row of `packs`
/// has a use for it. `tree` is asked whether the application's repository is there; FW8021 where
/// its folder cannot be one.
void make_shared(const Tree& tree, Inputs& inputs, const PackSet& packs, Diagnostics& diagnostics);

}  // namespace formwork
