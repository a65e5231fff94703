#pragma once
// Network prefixes, IPv4 and IPv6 alike: 4 or 16 bytes and a length.
#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace formwork::function {

struct Prefix {
  std::array<std::uint8_t, 16> bytes{};  // IPv4: the first four
  int bits = 32;                         // of an address: 32 or 128
  int length = 0;
};

/// `10.0.0.0/16`, `fd00::/48`. Nothing if it is no prefix; bits past the length are kept: see
/// `has_host_bits`.
[[nodiscard]] std::optional<Prefix> parse_prefix(std::string_view text);
[[nodiscard]] bool has_host_bits(const Prefix& prefix);
/// The address in its canonical text (RFC 5952 for IPv6), without the length.
[[nodiscard]] std::string address_text(const Prefix& prefix);
/// Adds `number` at the bits [from, from + count); the caller has made sure that it fits.
void set_bits(Prefix& prefix, int from, int count, std::uint64_t number);

}  // namespace formwork::function
