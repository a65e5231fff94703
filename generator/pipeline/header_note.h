#pragma once
// What an edit did to the security headers beside the policy, in meaning.
#include "csp/carried.h"
#include "diag/diagnostic.h"

#include <string_view>
#include <vector>

namespace formwork {

/// A note for each header of `expected` whose lines in `found` are others than in `rendered`: what
/// it means now, or that it means the same. In any language that carries headers.
[[nodiscard]] std::vector<Note> header_notes(const csp::Expected& expected,
                                             std::string_view rendered, std::string_view found);

}  // namespace formwork
