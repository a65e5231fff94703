#include "csp/grammar.h"

#include <algorithm>
#include <array>

namespace formwork::csp {
namespace {

bool is_scheme_char(char c) {
  return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '+' || c == '-' || c == '.';
}

constexpr std::array<std::string_view, 9> kKeywords = {"self",
                                                       "none",
                                                       "unsafe-inline",
                                                       "unsafe-eval",
                                                       "strict-dynamic",
                                                       "unsafe-hashes",
                                                       "report-sample",
                                                       "wasm-unsafe-eval",
                                                       "inline-speculation-rules"};

constexpr std::array<std::string_view, 4> kPrefixes = {"nonce-", "sha256-", "sha384-", "sha512-"};

bool starts(std::string_view source, std::string_view prefix) {
  return lower(source).starts_with(prefix);
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

bool lacks_quotes(std::string_view source) {
  const std::string word = lower(source);
  return std::find(kKeywords.begin(), kKeywords.end(), word) != kKeywords.end() ||
         std::any_of(kPrefixes.begin(), kPrefixes.end(),
                     [&](std::string_view prefix) { return word.starts_with(prefix); });
}

}  // namespace formwork::csp
