#pragma once
// The words of CSP3: which directives there are and what their values are. Private to the room.
#include <string>
#include <string_view>
#include <vector>

namespace formwork::csp {

enum class Values : unsigned char {
  sources,  // a serialized source list: fetch directives, base-uri, form-action, frame-ancestors
  tokens,   // compared without case: sandbox
  exact,    // compared as written: report-to, report-uri, trusted-types
  none,     // takes no value: upgrade-insecure-requests
};

struct DirectiveRule {
  std::string_view name;
  Values values = Values::sources;
  std::string_view deprecated{};  // what to write instead; empty if it is current
};

[[nodiscard]] const std::vector<DirectiveRule>& directive_rules();
/// `name` in lower case; null if CSP does not know it.
[[nodiscard]] const DirectiveRule* find_directive(std::string_view name);

[[nodiscard]] std::string lower(std::string_view text);
/// "Split a string on ASCII whitespace": no empty parts.
[[nodiscard]] std::vector<std::string_view> split_white_space(std::string_view text);
/// "Percent-decode": `%` without two hexadecimal digits stays.
[[nodiscard]] std::string percent_decoded(std::string_view text);
/// `'nonce-…'`, `'sha256-…'`, any case.
[[nodiscard]] bool is_nonce(std::string_view source);
[[nodiscard]] bool is_hash(std::string_view source);
/// `https:`, `data:`.
[[nodiscard]] bool is_scheme(std::string_view source);
/// True for a keyword of source lists, in lower case and without its quotes; not for `none`.
[[nodiscard]] bool is_keyword(std::string_view word);
/// `127.0.0.1`, `[::1]`: a host that is no domain.
[[nodiscard]] bool is_address(std::string_view host);
/// True for a keyword, nonce or hash that lacks its single quotes: a browser takes it for a host.
[[nodiscard]] bool lacks_quotes(std::string_view source);

}  // namespace formwork::csp
