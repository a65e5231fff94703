#pragma once
// SHA-256 (FIPS 180-4) by OpenSSL's libcrypto.
#include <array>
#include <cstdint>
#include <string>
#include <string_view>

namespace formwork {

/// A SHA-256 digest. The strong type keeps digests and their hexadecimal text apart.
struct Digest {
  std::array<std::uint8_t, 32> bytes{};
  /// All 64 lower-case hexadecimal digits.
  [[nodiscard]] std::string hex() const;
  /// The first 12, as the lock's `in` and `value` records hold them.
  [[nodiscard]] std::string short_hex() const { return hex().substr(0, 12); }
  friend bool operator==(const Digest&, const Digest&) = default;
  friend auto operator<=>(const Digest&, const Digest&) = default;
};

[[nodiscard]] Digest sha256(std::string_view bytes);

/// "OpenSSL 3.0.17 …": the library in use, for bug reports.
[[nodiscard]] std::string libcrypto_version();

/// Incremental form, for output that is never held whole.
class Sha256 {
 public:
  Sha256();
  Sha256(const Sha256&) = delete;
  Sha256& operator=(const Sha256&) = delete;
  void update(std::string_view bytes);
  /// The digest of everything since construction or the last `finish`; starts anew.
  [[nodiscard]] Digest finish();

 private:
  std::array<std::uint64_t, 14> state_;  // OpenSSL's SHA256_CTX
};

}  // namespace formwork
