#pragma once
// How the scalars of a spec read as numbers and booleans: decimal only, one way to write each value
// (docs/schema-profile.md, "Scalars"). Whatever YAML 1.1 would take as well is refused with the
// text to write.
#include "document/node.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace formwork {

/// `-?(0|[1-9][0-9]*)` that fits in 64 bits; `-0` is no integer.
[[nodiscard]] std::optional<std::int64_t> read_integer(std::string_view text);
/// An integer, or one with `.[0-9]+`; finite.
[[nodiscard]] std::optional<double> read_decimal(std::string_view text);

/// What some reader of YAML takes `text` for, and how it is written here.
struct Reading {
  std::string canonical;  // "true", "16", "1000"; empty where there is no way to write it (.nan)
  std::string says;       // "`0x10` is hexadecimal"; empty where `canonical` says it all
};
/// `yes`, `On`, `TRUE`, `n`, … : the boolean another reader takes it for.
[[nodiscard]] std::optional<Reading> other_boolean(std::string_view text);
/// `1_000`, `010`, `0x10`, `0o17`, `0b1`, `12:30`, `1e3`, `+1`, `.5`, `5.`, `-0`, `.inf`, `.nan`.
[[nodiscard]] std::optional<Reading> other_number(std::string_view text);

/// One text for each value, the same for equal values only: 1 and 1.0 are equal, maps have no
/// order.
[[nodiscard]] std::string canonical(Node node);

/// A value as a message or a table shows it: on one line, unprintable characters escaped, at most
/// `limit` bytes.
[[nodiscard]] std::string show(Node node, std::size_t limit = 60);
[[nodiscard]] std::string shorten(std::string_view text, std::size_t limit = 60);

/// "a, b or c", each in back-quotes.
[[nodiscard]] std::string quoted_list(const std::vector<std::string>& words,
                                      std::size_t limit = 12);

}  // namespace formwork
