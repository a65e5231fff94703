#pragma once
// Hashes of inline code, put where browsers look for them.
#include "csp/csp.h"

#include <map>
#include <set>
#include <string>

namespace formwork::csp {

/// Hash sources (`'sha256-…'`) by the directive that rules such code: `script-src-elem`,
/// `script-src-attr`, `style-src-elem`, `style-src-attr`.
using InlineHashes = std::map<std::string, std::set<std::string>>;

/// `policy` with the hashes in whichever of its directives governs each kind of code. `default-src`
/// is not opened: a `script-src` or `style-src` with its sources stands beside it then. Hashes for
/// attributes count beside 'unsafe-hashes' alone, and are left out without it. Where nothing
/// governs a kind, its code is allowed as it is.
[[nodiscard]] Policy with_hashes(Policy policy, const InlineHashes& hashes);

}  // namespace formwork::csp
