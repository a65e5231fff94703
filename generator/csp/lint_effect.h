#pragma once
// What is written well and yet says nothing where it stands. Private to the room.
#include "csp/lint.h"

#include <vector>

namespace formwork::csp {

/// Misspelt flags of a sandbox, keywords, nonces and hashes where only URLs are asked about, hashes
/// of a length that no digest has, values of directives that take none or one.
[[nodiscard]] std::vector<Lint> without_effect(const Policy& policy);

}  // namespace formwork::csp
