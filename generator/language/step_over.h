#pragma once
// How a context machine that may refuse a byte runs over the literal text of a template.
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace formwork::lang {

/// `machine.step(byte)` says why a byte cannot be there, or nothing. The first such error, with the
/// offset of its byte in `at`.
template <typename Machine>
[[nodiscard]] std::optional<std::string> step_over(Machine& machine, std::string_view literal,
                                                   std::size_t& at) {
  for (std::size_t i = 0; i < literal.size(); ++i) {
    if (const std::string_view error = machine.step(literal[i]); !error.empty()) {
      at = i;
      return std::string(error);
    }
  }
  return {};
}

}  // namespace formwork::lang
