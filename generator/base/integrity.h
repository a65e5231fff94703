#pragma once
// Digests as browsers are told them: the hash expressions of Subresource Integrity
// (https://www.w3.org/TR/SRI/) and the hash sources of CSP3, by OpenSSL's libcrypto.
#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace formwork {

/// The algorithms of the specification, weakest first.
enum class HashAlgorithm : std::uint8_t { sha256, sha384, sha512 };

/// `sha384-…`: the algorithm and the digest of `bytes` in base64 (RFC 4648, padded).
[[nodiscard]] std::string hash_expression(HashAlgorithm algorithm, std::string_view bytes);

/// What `hash_expression` gives by each algorithm.
using HashExpressions = std::array<std::string, 3>;
[[nodiscard]] HashExpressions hash_expressions(std::string_view bytes);

/// SRI, section 3.3.4: whether a file matches `metadata`, the value of an `integrity` attribute. Of
/// its hashes the strongest algorithm alone counts; unknown ones and options are passed over, and
/// where no hash is left every file matches.
[[nodiscard]] bool matches_integrity(const HashExpressions& file, std::string_view metadata);

/// The hashes of `metadata` by the strongest algorithm among them, as hash expressions in base64;
/// those of unknown algorithms, and options, are passed over.
[[nodiscard]] std::vector<std::string> strongest_hashes(std::string_view metadata);

}  // namespace formwork
