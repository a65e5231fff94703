#pragma once
// What the spec itself says of its policy: the least score, and the order of a roll-out.
#include "pipeline/inspect.h"

#include <vector>

namespace formwork {

/// FW4014 where a policy scores less than the environment's `min_score`; FW4015 where production
/// enforces a policy that no staging environment enforces, or blocks by it what staging lets pass.
/// Hosts, hashes and nonces that either names are left out of that, since each environment has its
/// own; nothing is said where either tier is missing. The findings join those of their units;
/// waivers that match are marked used.
void judge_policies(std::vector<UnitReport>& reports);

}  // namespace formwork
