#pragma once
// Numbers in sentences: `1 file`, `2 files`.
#include <cstddef>
#include <string>
#include <string_view>

namespace formwork {

/// `n` and what is counted, which takes an `s` where there is not one of it.
[[nodiscard]] inline std::string counted(std::size_t n, std::string_view what) {
  return std::to_string(n).append(" ").append(what).append(n == 1 ? "" : "s");
}

}  // namespace formwork
