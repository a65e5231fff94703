#pragma once
// Source expressions, typed: the grammar of CSP3 section 2.3.1, to the letter.
#include "csp/csp.h"

#include <string>
#include <string_view>
#include <vector>

namespace formwork::csp {

enum class SourceKind : unsigned char {
  none,     // 'none'
  keyword,  // 'self', 'unsafe-inline', …
  nonce,
  hash,
  scheme,
  host,
  invalid,  // fits no production: it matches nothing
};

struct Source {
  SourceKind kind = SourceKind::invalid;
  std::string text{};       // as written
  std::string keyword{};    // lower case, without quotes
  std::string scheme{};     // lower case; of scheme and host sources, empty where there is none
  std::string host{};       // lower case: `*`, `*.a.example`, `a.example`
  std::string port{};       // `*`, a decimal without leading zeros, empty where there is none
  std::string path{};       // as written; empty where there is none
  std::string algorithm{};  // of a hash: sha256, sha384, sha512
  std::string value{};      // of a nonce as written; of a hash in base64, whichever alphabet it had
};

[[nodiscard]] Source parse_source(std::string_view text);

/// The value of a directive as a source list.
struct SourceList {
  std::vector<Source> sources;
  /// True for one that holds this keyword, without quotes and in lower case.
  [[nodiscard]] bool has(std::string_view keyword) const;
  /// True for one that holds a nonce or a hash.
  [[nodiscard]] bool has_nonce_or_hash() const;
};
[[nodiscard]] SourceList parse_sources(const Directive& directive);

}  // namespace formwork::csp
