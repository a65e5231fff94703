// https://www.w3.org/TR/CSP3/#matching-algorithms
#include "csp/match.h"

#include "base/text.h"
#include "csp/grammar.h"

#include <algorithm>
#include <array>

namespace formwork::csp {
namespace {

std::string_view default_port(std::string_view scheme) {
  if (scheme == "http" || scheme == "ws") return "80";
  if (scheme == "https" || scheme == "wss") return "443";
  if (scheme == "ftp") return "21";
  return {};
}

/// Step 4 of matching an expression: `'self'`.
bool matches_self(const Url& url, const Origin& origin) {
  if (!url.host || *url.host != origin.host) return false;
  // Same origin: scheme, host and port.
  if (url.scheme == origin.scheme && url.port == origin.port) return true;
  const bool both_default = url.port.empty() && origin.port.empty();
  if (url.port != origin.port && !both_default) return false;
  return url.scheme == "https" || url.scheme == "wss" ||
         (origin.scheme == "http" && (url.scheme == "http" || url.scheme == "ws"));
}

}  // namespace

std::string to_string(const Url& url) {
  std::string out = url.scheme + ":";
  if (!url.host) return out;
  out += "//" + *url.host;
  if (!url.port.empty()) out += ":" + url.port;
  if (url.path != "/") out += url.path;
  return out;
}

std::optional<Url> parse_url(std::string_view text) {
  const std::size_t colon = text.find(':');
  if (colon == std::string_view::npos || !is_scheme(text.substr(0, colon + 1))) return {};
  Url out{.scheme = lower(text.substr(0, colon))};
  text.remove_prefix(colon + 1);
  if (!text.starts_with("//")) {
    out.path = text;
    return out;
  }
  text.remove_prefix(2);
  const std::size_t end = std::min(text.find_first_of("/?#"), text.size());
  std::string_view host = text.substr(0, end);
  std::string_view path = text.substr(end);
  path = path.substr(0, path.find_first_of("?#"));
  out.path = path.empty() ? "/" : std::string(path);
  const std::size_t bracket = host.starts_with('[') ? host.find(']') : 0;
  if (bracket == std::string_view::npos) return {};
  if (const std::size_t port = host.find(':', bracket); port != std::string_view::npos) {
    out.port = host.substr(port + 1);
    if (out.port == default_port(out.scheme)) out.port.clear();
    host = host.substr(0, port);
  }
  out.host = lower(host);
  out.domain = !is_address(*out.host);
  return out;
}

bool scheme_part_matches(std::string_view a, std::string_view b) {
  if (a == b) return true;
  if (a == "http") return b == "https";
  if (a == "ws") return b == "wss" || b == "http" || b == "https";
  return a == "wss" && b == "https";
}

bool host_part_matches(std::string_view pattern, const Url& url) {
  if (!url.host || !url.domain) return false;
  if (pattern == "*") return true;
  if (pattern.starts_with("*.")) return url.host->ends_with(pattern.substr(1));
  return pattern == *url.host;
}

bool port_part_matches(std::string_view port, const Url& url) {
  if (port == "*" || port == url.port) return true;
  return url.port.empty() && port == default_port(url.scheme);
}

bool path_part_matches(std::string_view a, std::string_view b) {
  if (a.empty()) return true;
  if (a == "/" && b.empty()) return true;
  const bool exact = !a.ends_with('/');
  auto pieces = split(a, '/');
  const auto others = split(b, '/');
  if (pieces.size() > others.size()) return false;
  if (exact && pieces.size() != others.size()) return false;
  if (!exact) pieces.pop_back();
  return std::equal(pieces.begin(), pieces.end(), others.begin(),
                    [](std::string_view one, std::string_view other) {
                      return percent_decoded(one) == percent_decoded(other);
                    });
}

bool matches(const Source& source, const Url& url, const Origin& origin) {
  if (source.text == "*") {
    // A web socket is asked for with the scheme of HTTP: step 1 of "establish a WebSocket
    // connection" (https://websockets.spec.whatwg.org/#websocket-opening-handshake).
    static constexpr std::array<std::string_view, 4> kHttp = {"http", "https", "ws", "wss"};
    return std::find(kHttp.begin(), kHttp.end(), url.scheme) != kHttp.end() ||
           url.scheme == origin.scheme;
  }
  if (source.kind == SourceKind::keyword)
    return source.keyword == "self" && matches_self(url, origin);
  if (source.kind != SourceKind::scheme && source.kind != SourceKind::host) return false;
  if (!source.scheme.empty() && !scheme_part_matches(source.scheme, url.scheme)) return false;
  if (source.kind == SourceKind::scheme) return true;
  if (!url.host) return false;
  if (source.scheme.empty() && !scheme_part_matches(origin.scheme, url.scheme)) return false;
  return host_part_matches(source.host, url) && port_part_matches(source.port, url) &&
         (source.path.empty() || url.redirected || path_part_matches(source.path, url.path));
}

const Source* match(const SourceList& list, const Url& url, const Origin& origin) {
  const auto it = std::find_if(list.sources.begin(), list.sources.end(),
                               [&](const Source& s) { return matches(s, url, origin); });
  return it == list.sources.end() ? nullptr : &*it;
}

const Source* match_nonce(const SourceList& list, std::string_view nonce) {
  if (nonce.empty()) return nullptr;
  const auto it = std::find_if(list.sources.begin(), list.sources.end(), [&](const Source& s) {
    return s.kind == SourceKind::nonce && s.value == nonce;
  });
  return it == list.sources.end() ? nullptr : &*it;
}

const Source* match_integrity(const SourceList& list, const std::vector<HashValue>& integrity) {
  const Source* found = nullptr;
  for (const HashValue& one : integrity) {
    const auto it = std::find_if(list.sources.begin(), list.sources.end(), [&](const Source& s) {
      return s.kind == SourceKind::hash && s.algorithm == one.algorithm && s.value == one.value;
    });
    if (it == list.sources.end()) return nullptr;
    if (found == nullptr) found = &*it;
  }
  return found;
}

const Source* allows_all_inline(const SourceList& list, InlineType type) {
  const bool script = type == InlineType::script || type == InlineType::script_attribute ||
                      type == InlineType::navigation;
  const Source* found = nullptr;
  for (const Source& s : list.sources) {
    if (s.kind == SourceKind::nonce || s.kind == SourceKind::hash) return nullptr;
    if (s.kind != SourceKind::keyword) continue;
    if (script && s.keyword == "strict-dynamic") return nullptr;
    if (s.keyword == "unsafe-inline" && found == nullptr) found = &s;
  }
  return found;
}

const Source* match_element(const SourceList& list, InlineType type, const Element& element) {
  if (const Source* all = allows_all_inline(list, type)) return all;
  const bool whole = type == InlineType::script || type == InlineType::style;
  if (whole) {
    if (const Source* nonce = match_nonce(list, element.nonce)) return nonce;
  }
  if (!whole && !list.has("unsafe-hashes")) return nullptr;
  for (const Source& s : list.sources) {
    if (s.kind == SourceKind::keyword && s.keyword == "strict-dynamic" &&
        type == InlineType::script && !element.parser_inserted)
      return &s;
    if (s.kind != SourceKind::hash) continue;
    for (const HashValue& hash : element.hashes) {
      if (s.algorithm == hash.algorithm && s.value == hash.value) return &s;
    }
  }
  return nullptr;
}

std::string_view effective_directive(InlineType type) {
  switch (type) {
    case InlineType::script:
    case InlineType::navigation:
      return "script-src-elem";
    case InlineType::script_attribute:
      return "script-src-attr";
    case InlineType::style:
      return "style-src-elem";
    case InlineType::style_attribute:
      return "style-src-attr";
  }
  return {};
}

std::span<const std::string_view> fallback_list(std::string_view directive) {
  using Row = std::array<std::string_view, 4>;
  static constexpr std::array<Row, 12> kRows = {{
      {"script-src-elem", "script-src", "default-src", {}},
      {"script-src-attr", "script-src", "default-src", {}},
      {"style-src-elem", "style-src", "default-src", {}},
      {"style-src-attr", "style-src", "default-src", {}},
      {"worker-src", "child-src", "script-src", "default-src"},
      {"connect-src", "default-src", {}, {}},
      {"manifest-src", "default-src", {}, {}},
      {"object-src", "default-src", {}, {}},
      {"frame-src", "child-src", "default-src", {}},
      {"media-src", "default-src", {}, {}},
      {"font-src", "default-src", {}, {}},
      {"img-src", "default-src", {}, {}},
  }};
  for (const Row& row : kRows) {
    if (row.front() != directive) continue;
    const auto end = std::find(row.begin(), row.end(), std::string_view());
    return {row.begin(), end};
  }
  return {};
}

const Directive* governing(const Policy& policy, std::string_view name) {
  for (const std::string_view one : fallback_list(name)) {
    if (const Directive* found = policy.find(one)) return found;
  }
  return nullptr;
}

const Source* match_request(std::string_view by, const SourceList& list, const Request& request,
                            const Origin& origin) {
  // `default-src` and `child-src` run the check of the effective directive, with their own value.
  const std::string_view check = by == "default-src" || by == "child-src" ? request.directive : by;
  if (check.starts_with("script-src")) {  // "Script directives pre-request check"
    if (const Source* nonce = match_nonce(list, request.nonce)) return nonce;
    if (const Source* hash = match_integrity(list, request.integrity)) return hash;
    for (const Source& s : list.sources) {
      if (s.kind == SourceKind::keyword && s.keyword == "strict-dynamic")
        return request.parser_inserted ? nullptr : &s;
    }
  } else if (check.starts_with("style-src")) {
    if (const Source* nonce = match_nonce(list, request.nonce)) return nonce;
  }
  return match(list, request.url, origin);
}

}  // namespace formwork::csp
