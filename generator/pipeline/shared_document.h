#pragma once
// What the shared units read: a copy of every environment, in one document for each repository.
#include "pipeline/inputs.h"

namespace formwork {

/// Fills `inputs.shared`, `.reference` and `.application`: once, and only where a row of `packs`
/// has a use for it. `tree` is asked whether the application's repository is there; FW8021 where
/// its folder cannot be one.
void make_shared(const Tree& tree, Inputs& inputs, const PackSet& packs, Diagnostics& diagnostics);

}  // namespace formwork
