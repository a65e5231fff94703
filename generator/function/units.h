#pragma once
// Durations and Kubernetes quantities, read exactly: no floating point.
#include <cstdint>
#include <optional>
#include <string_view>

namespace formwork::function {

/// Milliseconds of `90d`, `1h30m`, `500ms`: units w d h m s ms, each at most once, from large to
/// small (as Prometheus writes durations, without years). Nothing if it is no duration or does not
/// fit.
[[nodiscard]] std::optional<std::int64_t> parse_duration(std::string_view text);

/// A quantity as Kubernetes reads it (apimachinery, resource.Quantity) times `scale`: `250m`,
/// `0.5`, `128Mi`, `1e3`.
struct Quantity {
  std::int64_t value = 0;
  bool exact = true;  // false: rounded up to the next whole number
};
[[nodiscard]] std::optional<Quantity> parse_quantity(std::string_view text, std::int64_t scale);

}  // namespace formwork::function
