// https://www.w3.org/TR/CSP3/#framework-directive-source-list
#include "csp/source.h"

#include "base/text.h"
#include "csp/grammar.h"

#include <algorithm>
#include <array>
#include <optional>

namespace formwork::csp {
namespace {

bool is_alpha(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

bool is_host_char(char c) {
  return is_alpha(c) || is_digit(c) || c == '-';
}

bool is_hex(char c) {
  return is_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

/// base64-value = 1*( ALPHA / DIGIT / "+" / "/" / "-" / "_" )*2( "=" )
bool is_base64_value(std::string_view text) {
  for (int i = 0; i < 2 && text.ends_with('='); ++i) text.remove_suffix(1);
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
    return is_alpha(c) || is_digit(c) || c == '+' || c == '/' || c == '-' || c == '_';
  });
}

/// host-part = "*" / [ "*." ] 1*host-char *( "." 1*host-char ) [ "." ]
bool is_host_part(std::string_view text) {
  if (text == "*") return true;
  if (text.starts_with("*.")) text.remove_prefix(2);
  if (text.ends_with('.')) text.remove_suffix(1);
  const auto labels = split(text, '.');
  return std::all_of(labels.begin(), labels.end(), [](std::string_view label) {
    return !label.empty() && std::all_of(label.begin(), label.end(), is_host_char);
  });
}

/// path-absolute of RFC 3986, without `;` and `,`: "/" [ segment-nz *( "/" segment ) ]
bool is_path_part(std::string_view text) {
  constexpr std::string_view kOthers = "-._~!$&'()*+=:@/";
  if (!text.starts_with('/') || text.starts_with("//")) return false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (c == '%') {
      if (i + 2 >= text.size() || !is_hex(text[i + 1]) || !is_hex(text[i + 2])) return false;
      i += 2;
    } else if (!is_alpha(c) && !is_digit(c) && kOthers.find(c) == std::string_view::npos) {
      return false;
    }
  }
  return true;
}

/// port-part = 1*DIGIT / "*"; a number is compared as one.
std::optional<std::string> port_part(std::string_view text) {
  if (text == "*") return "*";
  if (text.empty() || !std::all_of(text.begin(), text.end(), is_digit)) return {};
  const std::size_t first = std::min(text.find_first_not_of('0'), text.size() - 1);
  return std::string(text.substr(first));
}

/// `'…'`: keyword, nonce or hash.
Source quoted(std::string_view text) {
  Source out{.text = std::string(text)};
  const std::string_view inner = text.substr(1, text.size() - 2);
  const std::string low = lower(inner);
  if (low == "none") {
    out.kind = SourceKind::none;
  } else if (is_keyword(low)) {
    out.kind = SourceKind::keyword;
  } else if (low.starts_with("nonce-") && is_base64_value(inner.substr(6))) {
    out.kind = SourceKind::nonce;
    out.value = inner.substr(6);
    return out;
  } else if (is_hash(text) && is_base64_value(inner.substr(7))) {
    out.kind = SourceKind::hash;
    out.algorithm = low.substr(0, 6);
    out.value = inner.substr(7);
    std::replace(out.value.begin(), out.value.end(), '-', '+');
    std::replace(out.value.begin(), out.value.end(), '_', '/');
    return out;
  } else {
    return out;
  }
  out.keyword = low;
  return out;
}

Source host_source(std::string_view text) {
  Source out{.text = std::string(text)};
  std::string_view rest = text;
  if (const std::size_t at = rest.find("://"); at != std::string_view::npos) {
    if (!is_scheme(rest.substr(0, at + 1))) return out;
    out.scheme = lower(rest.substr(0, at));
    rest.remove_prefix(at + 3);
  }
  const std::size_t slash = std::min(rest.find('/'), rest.size());
  const std::string_view path = rest.substr(slash);
  if (!path.empty() && !is_path_part(path)) return out;
  rest = rest.substr(0, slash);
  if (const std::size_t colon = rest.find(':'); colon != std::string_view::npos) {
    const auto port = port_part(rest.substr(colon + 1));
    if (!port) return out;
    out.port = *port;
    rest = rest.substr(0, colon);
  }
  if (!is_host_part(rest)) return out;
  out.kind = SourceKind::host;
  out.host = lower(rest);
  out.path = path;
  return out;
}

}  // namespace

Source parse_source(std::string_view text) {
  if (text.size() > 2 && text.front() == '\'' && text.back() == '\'') return quoted(text);
  if (is_scheme(text)) {
    return {.kind = SourceKind::scheme,
            .text = std::string(text),
            .scheme = lower(text.substr(0, text.size() - 1))};
  }
  return host_source(text);
}

bool SourceList::has(std::string_view keyword) const {
  return std::any_of(sources.begin(), sources.end(), [&](const Source& s) {
    return s.kind == SourceKind::keyword && s.keyword == keyword;
  });
}

bool SourceList::has_nonce_or_hash() const {
  return std::any_of(sources.begin(), sources.end(), [](const Source& s) {
    return s.kind == SourceKind::nonce || s.kind == SourceKind::hash;
  });
}

SourceList parse_sources(const Directive& directive) {
  SourceList out;
  out.sources.reserve(directive.values.size());
  for (const std::string& value : directive.values) out.sources.push_back(parse_source(value));
  return out;
}

}  // namespace formwork::csp
