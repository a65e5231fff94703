#pragma once
// A scan that goes over what most texts consist of, eight bytes at a time.
#include <cstddef>
#include <string_view>

namespace formwork {

/// Where, from `from` on, the first byte stands that is not printable ASCII or that is escaped
/// between double quotes, in JSON (RFC 8259 section 7) as in YAML (1.2.2 section 5.7): `"` and `\`.
/// The size of `text` if there is none.
[[nodiscard]] std::size_t unescaped_until(std::string_view text, std::size_t from);

}  // namespace formwork
