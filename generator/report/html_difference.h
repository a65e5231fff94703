#pragma once
// A unified difference as two columns.
#include <string>
#include <string_view>

namespace formwork {

/// `unified` (what drift/compare.h makes) as a table: `left` and `right` are the headings of its
/// sides, the `-` and the `+` lines. What changed within a line is marked. Text that is no such
/// difference becomes a block of its own.
[[nodiscard]] std::string html_difference(std::string_view unified, std::string_view left,
                                          std::string_view right);

}  // namespace formwork
