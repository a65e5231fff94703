#pragma once
// The security headers beside the policy: what their values mean to a browser, and how two values
// compare.
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace formwork::csp {

enum class HeaderVerdict : std::uint8_t {
  equal,
  weaker,     // what is found protects less
  different,  // it protects more, or in another way
};

struct HeaderComparison {
  HeaderVerdict verdict = HeaderVerdict::equal;
  std::string why{};  // "it holds for 300 seconds instead of 31536000"; empty where equal
};

/// True of a header whose meaning is known, in lower case: Strict-Transport-Security (RFC 6797),
/// X-Content-Type-Options, Cross-Origin-Resource-Policy (Fetch), X-Frame-Options,
/// Cross-Origin-Opener-Policy, Cross-Origin-Embedder-Policy (HTML), Referrer-Policy,
/// Permissions-Policy, Reporting-Endpoints (Reporting API).
[[nodiscard]] bool is_security_header(std::string_view name);

/// What `found` means against `expected`; nothing stands for a header that is not sent. `name` in
/// lower case; of a header whose meaning is not known the bytes count.
[[nodiscard]] HeaderComparison compare_header(std::string_view name,
                                              const std::optional<std::string>& expected,
                                              const std::optional<std::string>& found);

/// A name without its case.
[[nodiscard]] std::string lower_name(std::string_view name);

/// The name as the specifications write it: "Referrer-Policy".
[[nodiscard]] std::string header_title(std::string_view name);

}  // namespace formwork::csp
