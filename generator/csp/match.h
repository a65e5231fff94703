#pragma once
// Whether a request, an element or a URL fits a source list: the matching algorithms of CSP3
// section 6.7 and the fallback lists of 6.8, step by step.
#include "csp/source.h"

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace formwork::csp {

/// The origin of the page, which `'self'` and hosts without a scheme are relative to.
struct Origin {
  std::string scheme = "https";
  std::string host = "self.invalid";
  std::string port{};  // empty: the scheme's default
};

/// A URL as far as matching asks for it.
struct Url {
  std::string scheme = "https";
  std::optional<std::string> host{};  // nothing: null (`data:`); lower case
  bool domain = true;                 // false for an address
  std::string port{};                 // empty: the scheme's default
  std::string path = "/";
  bool redirected = false;  // the redirect count is not 0
};
/// `https://a.example/x`; the path `/` is left out.
[[nodiscard]] std::string to_string(const Url& url);
/// Reads an absolute URL of the form `scheme://host[:port][/path]` or `scheme:rest`.
[[nodiscard]] std::optional<Url> parse_url(std::string_view text);

[[nodiscard]] bool scheme_part_matches(std::string_view a, std::string_view b);
[[nodiscard]] bool host_part_matches(std::string_view pattern, const Url& url);
/// `port`: empty for null.
[[nodiscard]] bool port_part_matches(std::string_view port, const Url& url);
[[nodiscard]] bool path_part_matches(std::string_view a, std::string_view b);

/// "Does url match expression in origin with redirect count?"
[[nodiscard]] bool matches(const Source& source, const Url& url, const Origin& origin);
/// "Does url match source list in origin with redirect count?"; the source that matches, or null.
[[nodiscard]] const Source* match(const SourceList& list, const Url& url, const Origin& origin);

/// A digest as hash sources name it.
struct HashValue {
  std::string algorithm{}, value{};
  friend auto operator<=>(const HashValue&, const HashValue&) = default;
};
/// "Does nonce match source list?"
[[nodiscard]] const Source* match_nonce(const SourceList& list, std::string_view nonce);
/// "Does integrity metadata match source list?" All of it must; of one that matches the source.
[[nodiscard]] const Source* match_integrity(const SourceList& list,
                                            const std::vector<HashValue>& integrity);

enum class InlineType : unsigned char {
  script,
  script_attribute,
  navigation,  // a `javascript:` URL
  style,
  style_attribute,
};
/// "Does a source list allow all inline behavior for type?"; its 'unsafe-inline', or null.
[[nodiscard]] const Source* allows_all_inline(const SourceList& list, InlineType type);

/// An element with code, as far as matching asks for it. `hashes`: its digests.
struct Element {
  std::string nonce{};
  std::vector<HashValue> hashes{};
  bool parser_inserted = true;
};
/// "Does element match source list for type and source?"; the source that matches, or null.
[[nodiscard]] const Source* match_element(const SourceList& list, InlineType type,
                                          const Element& element);

/// "Get the effective directive for inline checks."
[[nodiscard]] std::string_view effective_directive(InlineType type);
/// "Get fetch directive fallback list": itself first; empty for what falls back to nothing.
[[nodiscard]] std::span<const std::string_view> fallback_list(std::string_view directive);
/// The directive of `policy` that governs the effective directive `name`; null if none does.
[[nodiscard]] const Directive* governing(const Policy& policy, std::string_view name);

/// A request for a script, style or anything else that a fetch directive governs.
struct Request {
  std::string_view directive{};  // its effective directive
  Url url{};
  std::string nonce{};
  std::vector<HashValue> integrity{};
  bool parser_inserted = true;
};
/// The pre-request check of `by`, which governs the request: the source that lets it pass, or null.
[[nodiscard]] const Source* match_request(std::string_view by, const SourceList& list,
                                          const Request& request, const Origin& origin);

}  // namespace formwork::csp
