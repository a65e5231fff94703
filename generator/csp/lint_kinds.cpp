// The kinds of the lint, and what only the text of a policy shows.
#include "base/text.h"
#include "csp/grammar.h"
#include "csp/lint.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <set>

namespace formwork::csp {

std::span<const LintKind> lint_kinds() {
  using enum Severity;
  static constexpr std::array<LintKind, 41> kKinds = {{
      // How it is written.
      {"duplicate-directive", error, "a directive is there twice; browsers take the first", ""},
      {"not-ascii", error, "a directive that is not ASCII, which browsers drop", ""},
      {"unknown-directive", error, "a name that is no directive", "UNKNOWN_DIRECTIVE"},
      {"missing-semicolon", error, "the name of a directive among sources", "MISSING_SEMICOLON"},
      {"unquoted-keyword", error, "a keyword, nonce or hash without its quotes", "INVALID_KEYWORD"},
      {"invalid-keyword", error, "something in quotes that is no keyword, nonce or hash",
       "INVALID_KEYWORD"},
      {"invalid-source", error, "something that is no source expression", ""},
      {"none-with-others", warning, "`'none'` beside other sources", ""},
      {"without-effect", warning, "a value that says nothing where it stands", ""},
      {"nonce-length", warning, "a nonce of less than 8 characters", "NONCE_LENGTH"},
      {"nonce-charset", warning, "a nonce that is not of base64", "NONCE_CHARSET"},
      {"static-nonce", warning, "a nonce in a policy that is always the same", ""},
      {"deprecated-directive", warning, "a directive that browsers no longer follow",
       "DEPRECATED_DIRECTIVE"},
      // What lets code in.
      {"unsafe-inline", error, "any inline script", "SCRIPT_UNSAFE_INLINE"},
      {"scheme-source", error, "`data:`, `http:` or `https:` where code comes from",
       "PLAIN_URL_SCHEMES"},
      {"wildcard-source", error, "every host where code comes from", "PLAIN_WILDCARD"},
      {"bypassable-host", error, "a host that serves scripts for whoever asks",
       "SCRIPT_ALLOWLIST_BYPASS"},
      {"plugin-host", error, "a host that served plug-ins", "OBJECT_ALLOWLIST_BYPASS"},
      {"missing-script-src", error, "nothing restricts scripts", "MISSING_DIRECTIVES"},
      {"missing-object-src", error, "nothing restricts plug-ins", "MISSING_DIRECTIVES"},
      {"missing-base-uri", warning, "nothing restricts `<base>`", "MISSING_DIRECTIVES"},
      {"missing-frame-ancestors", warning, "any site may frame the page", ""},
      {"missing-form-action", warning, "forms may be sent anywhere", ""},
      {"unsafe-eval", warning, "texts as code", "SCRIPT_UNSAFE_EVAL"},
      {"unsafe-hashes", warning, "hashes for event handlers", "SCRIPT_UNSAFE_HASHES"},
      {"unsafe-inline-style", warning, "any inline style", ""},
      {"broad-source", warning, "a whole scheme, or every host, elsewhere", ""},
      {"plain-http", warning, "a URL without encryption", "SRC_HTTP"},
      {"plain-scheme", warning, "`http:`, `ws:` or `ws://`", ""},
      {"ip-source", warning, "an address instead of a host", "IP_SOURCE"},
      {"strict-dynamic-alone", warning, "`'strict-dynamic'` without nonce or hash",
       "STRICT_DYNAMIC_NOT_STANDALONE"},
      // What could be better.
      {"self-source", note, "`'self'` for scripts", "SCRIPT_ALLOWLIST_BYPASS"},
      {"unproven-host", note, "another host for scripts", "SCRIPT_ALLOWLIST_BYPASS"},
      {"object-source", note, "plug-ins at all", "OBJECT_ALLOWLIST_BYPASS"},
      {"no-strict-dynamic", note, "hosts for scripts, without `'strict-dynamic'`",
       "STRICT_DYNAMIC"},
      {"no-inline-fallback", note, "no `'unsafe-inline'` for old browsers beside nonces or hashes",
       "UNSAFE_INLINE_FALLBACK"},
      {"no-host-fallback", note, "no hosts for old browsers beside `'strict-dynamic'`",
       "ALLOWLIST_FALLBACK"},
      {"ignored-source", note, "a source that another one overrides", "IGNORED"},
      {"no-trusted-types", note, "Trusted Types are not required for scripts",
       "REQUIRE_TRUSTED_TYPES_FOR_SCRIPTS"},
      {"missing-reporting", note, "violations are reported to nobody",
       "REPORTING_DESTINATION_MISSING"},
      {"report-to-only", note, "`report-to` without `report-uri`", "REPORT_TO_ONLY"},
  }};
  return kKinds;
}

std::vector<Lint> lint_text(std::string_view serialized) {
  std::vector<Lint> out;
  std::set<std::string> seen;
  for (const std::string_view token : split(serialized, ';')) {
    const auto words = split_white_space(token);
    if (words.empty()) continue;
    const std::string name = lower(words.front());
    if (std::any_of(token.begin(), token.end(),
                    [](char c) { return static_cast<unsigned char>(c) > 0x7f; })) {
      out.push_back(
          {"not-ascii",
           name,
           {},
           fmt::format("`{}` holds what is not ASCII, and browsers drop it", printable(name)),
           Severity::error,
           "write hosts in their `xn--` form, paths percent-encoded"});
    } else if (!seen.insert(name).second) {
      out.push_back(
          {"duplicate-directive",
           name,
           {},
           fmt::format("`{}` is there twice, and browsers take the first", printable(name)),
           Severity::error,
           "write one with the sources of both"});
    }
  }
  for (Lint& finding : lint(parse(serialized))) out.push_back(std::move(finding));
  return out;
}

}  // namespace formwork::csp
