#include "csp/grammar.h"

#include "base/text.h"

#include <algorithm>
#include <array>

namespace formwork::csp {
namespace {

bool is_scheme_char(char c) {
  return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '+' || c == '-' || c == '.';
}

// CSP3 section 2.3.1; `inline-speculation-rules` is of HTML's speculation rules.
constexpr std::array<std::string_view, 14> kKeywords = {"self",
                                                        "unsafe-inline",
                                                        "unsafe-eval",
                                                        "strict-dynamic",
                                                        "unsafe-hashes",
                                                        "report-sample",
                                                        "unsafe-allow-redirects",
                                                        "wasm-unsafe-eval",
                                                        "trusted-types-eval",
                                                        "report-sha256",
                                                        "report-sha384",
                                                        "report-sha512",
                                                        "unsafe-webtransport-hashes",
                                                        "inline-speculation-rules"};

constexpr std::array<std::string_view, 4> kPrefixes = {"nonce-", "sha256-", "sha384-", "sha512-"};

bool starts(std::string_view source, std::string_view prefix) {
  return lower(source).starts_with(prefix);
}

int hex(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

}  // namespace

// CSP3 sections 6.1 to 6.6, and what other specifications add: mixed content, upgrade insecure
// requests, trusted types, reporting.
const std::vector<DirectiveRule>& directive_rules() {
  static const std::vector<DirectiveRule> kRules = {
      {"base-uri"},
      {"block-all-mixed-content", Values::none, "browsers do it unasked"},
      {"child-src"},
      {"connect-src"},
      {"default-src"},
      {"disown-opener", Values::none, "send the header `Cross-Origin-Opener-Policy`"},
      {"font-src"},
      {"form-action"},
      {"frame-ancestors"},
      {"frame-src"},
      {"img-src"},
      {"manifest-src"},
      {"media-src"},
      {"navigate-to", Values::sources, "no browser implements it"},
      {"object-src"},
      {"plugin-types", Values::tokens, "write `object-src 'none'`"},
      {"prefetch-src", Values::sources, "no browser implements it"},
      {"referrer", Values::tokens, "send the header `Referrer-Policy`"},
      {"reflected-xss", Values::tokens, "browsers have no such filter any more"},
      {"report-to", Values::exact},
      {"report-uri", Values::exact},
      {"require-sri-for", Values::tokens, "no browser implements it"},
      {"require-trusted-types-for", Values::exact},
      {"sandbox", Values::tokens},
      {"script-src"},
      {"script-src-attr"},
      {"script-src-elem"},
      {"style-src"},
      {"style-src-attr"},
      {"style-src-elem"},
      {"trusted-types", Values::exact},
      {"upgrade-insecure-requests", Values::none},
      {"webrtc", Values::tokens},
      {"worker-src"},
  };
  return kRules;
}

const DirectiveRule* find_directive(std::string_view name) {
  const auto& rules = directive_rules();
  const auto it =
      std::lower_bound(rules.begin(), rules.end(), name,
                       [](const DirectiveRule& r, std::string_view n) { return r.name < n; });
  return it != rules.end() && it->name == name ? &*it : nullptr;
}

std::string lower(std::string_view text) {
  std::string out(text);
  std::transform(out.begin(), out.end(), out.begin(), [](char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  });
  return out;
}

std::vector<std::string_view> split_white_space(std::string_view text) {
  constexpr std::string_view kWhiteSpace = "\t\n\f\r ";  // Infra: ASCII whitespace
  std::vector<std::string_view> out;
  std::size_t at = text.find_first_not_of(kWhiteSpace);
  while (at != std::string_view::npos) {
    const std::size_t end = std::min(text.find_first_of(kWhiteSpace, at), text.size());
    out.push_back(text.substr(at, end - at));
    at = text.find_first_not_of(kWhiteSpace, end);
  }
  return out;
}

std::string percent_decoded(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '%' && i + 2 < text.size() && hex(text[i + 1]) >= 0 && hex(text[i + 2]) >= 0) {
      out += static_cast<char>(hex(text[i + 1]) * 16 + hex(text[i + 2]));
      i += 2;
    } else {
      out += text[i];
    }
  }
  return out;
}

bool is_nonce(std::string_view source) {
  return starts(source, "'nonce-");
}

bool is_hash(std::string_view source) {
  return starts(source, "'sha256-") || starts(source, "'sha384-") || starts(source, "'sha512-");
}

bool is_scheme(std::string_view source) {
  if (source.size() < 2 || source.back() != ':') return false;
  const std::string scheme = lower(source.substr(0, source.size() - 1));
  return scheme.front() >= 'a' && scheme.front() <= 'z' &&
         std::all_of(scheme.begin(), scheme.end(), is_scheme_char);
}

bool is_keyword(std::string_view word) {
  return std::find(kKeywords.begin(), kKeywords.end(), word) != kKeywords.end();
}

bool is_address(std::string_view host) {
  if (host.starts_with('[')) return true;
  const auto parts = split(host, '.');
  return parts.size() == 4 && std::all_of(parts.begin(), parts.end(), [](std::string_view part) {
           return !part.empty() && part.size() <= 3 &&
                  part.find_first_not_of("0123456789") == std::string_view::npos;
         });
}

bool lacks_quotes(std::string_view source) {
  const std::string word = lower(source);
  return word == "none" || is_keyword(word) ||
         std::any_of(kPrefixes.begin(), kPrefixes.end(),
                     [&](std::string_view prefix) { return word.starts_with(prefix); });
}

}  // namespace formwork::csp
