#include "rules/secrets.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <utility>

namespace formwork {
namespace {

using Accepts = bool (*)(char);

bool alnum(char c) {
  return std::isalnum(static_cast<unsigned char>(c)) != 0;
}
bool word(char c) {
  return alnum(c) || c == '_';
}
bool upper_alnum(char c) {
  return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}
bool base64url(char c) {
  return word(c) || c == '-';
}
bool token(char c) {
  return base64url(c) || c == '.';
}

// A prefix its issuer reserves, then at least `least` characters of the token's alphabet.
struct Format {
  std::string_view kind, prefix;
  Accepts accepts;
  std::size_t least;
};

// https://docs.github.com/authentication/keeping-your-account-and-data-secure/about-authentication-to-github
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html
// https://docs.stripe.com/keys  https://docs.gitlab.com/security/tokens
// https://api.slack.com/authentication/token-types
constexpr std::array<Format, 21> kFormats = {{
    {"AWS access key id", "AKIA", upper_alnum, 16},
    {"AWS temporary access key id", "ASIA", upper_alnum, 16},
    {"GitHub token", "ghp_", alnum, 36},
    {"GitHub token", "gho_", alnum, 36},
    {"GitHub token", "ghu_", alnum, 36},
    {"GitHub token", "ghs_", alnum, 36},
    {"GitHub token", "ghr_", alnum, 36},
    {"GitHub fine-grained token", "github_pat_", word, 40},
    {"GitLab token", "glpat-", base64url, 20},
    {"Slack token", "xoxb-", base64url, 20},
    {"Slack token", "xoxp-", base64url, 20},
    {"Slack token", "xapp-", base64url, 20},
    {"Stripe secret key", "sk_live_", alnum, 20},
    {"Stripe restricted key", "rk_live_", alnum, 20},
    {"Google API key", "AIza", base64url, 35},
    {"npm token", "npm_", alnum, 36},
    {"Docker Hub token", "dckr_pat_", base64url, 20},
    {"HashiCorp Vault token", "hvs.", base64url, 24},
    {"SendGrid key", "SG.", token, 40},
    {"Azure storage key", "AccountKey=", [](char c) { return alnum(c) || c == '+' || c == '/'; },
     40},
    {"Shopify token", "shpat_", alnum, 32},
}};

std::size_t run(std::string_view text, std::size_t from, Accepts accepts) {
  std::size_t end = from;
  while (end < text.size() && accepts(text[end])) ++end;
  return end - from;
}

// After the line that closes the key that begins at `at`; the end of the text if none does.
std::size_t private_key_end(std::string_view text, std::size_t at) {
  constexpr std::string_view kClose = "PRIVATE KEY-----";
  const std::size_t line = text.find("-----END ", at);
  const std::size_t close = line == std::string_view::npos ? line : text.find(kClose, line);
  return close == std::string_view::npos ? text.size() : close + kClose.size();
}

std::optional<SecretMatch> private_key(std::string_view text, std::size_t from) {
  constexpr std::string_view kBegin = "-----BEGIN ";
  for (std::size_t at = text.find(kBegin, from); at != std::string_view::npos;
       at = text.find(kBegin, at + 1)) {
    const std::string_view line =
        text.substr(at, std::min<std::size_t>(64, text.find('\n', at) - at));
    if (line.find("PRIVATE KEY") != std::string_view::npos)
      return SecretMatch{"private key", at, private_key_end(text, at) - at};
  }
  return std::nullopt;
}

// header.payload.signature of a signed JSON Web Token (RFC 7519): both first parts begin with the
// base64 of `{"`.
std::optional<SecretMatch> web_token(std::string_view text, std::size_t from) {
  for (std::size_t at = text.find("eyJ", from); at != std::string_view::npos;
       at = text.find("eyJ", at + 1)) {
    if (at != 0 && token(text[at - 1])) continue;
    const std::size_t head = run(text, at, base64url);
    const std::size_t second = at + head + 1;
    if (head < 12 || second >= text.size() || text[second - 1] != '.' ||
        text.substr(second, 3) != "eyJ")
      continue;
    const std::size_t body = run(text, second, base64url);
    const std::size_t third = second + body + 1;
    if (third >= text.size() || text[third - 1] != '.') continue;
    const std::size_t signature = run(text, third, base64url);
    if (signature >= 16) return SecretMatch{"JSON web token", at, third + signature - at};
  }
  return std::nullopt;
}

// scheme://user:password@host, unless the password is a reference: ${…}, $(…), <…>, {{…}}, or
// blanked out.
std::optional<SecretMatch> address_password(std::string_view text, std::size_t from) {
  for (std::size_t at = text.find("://", from); at != std::string_view::npos;
       at = text.find("://", at + 3)) {
    const std::size_t begin = at + 3;
    const std::size_t end = std::min(text.find_first_of("/?# \t\n\"'`,", begin), text.size());
    const std::string_view authority = text.substr(begin, end - begin);
    const std::size_t host = authority.rfind('@');
    const std::size_t colon = authority.find(':');
    if (host == std::string_view::npos || colon == std::string_view::npos || colon >= host)
      continue;
    const std::string_view password = authority.substr(colon + 1, host - colon - 1);
    const bool reference = password.empty() ||
                           password.find_first_of("${<%") != std::string_view::npos ||
                           password.find_first_not_of("*xX.") == std::string_view::npos;
    if (!reference)
      return SecretMatch{"password in an address", begin + colon + 1, password.size()};
  }
  return std::nullopt;
}

std::optional<SecretMatch> issued(std::string_view text, const Format& format, std::size_t from) {
  for (std::size_t at = text.find(format.prefix, from); at != std::string_view::npos;
       at = text.find(format.prefix, at + 1)) {
    if (at != 0 && word(text[at - 1])) continue;
    const std::size_t size = run(text, at + format.prefix.size(), format.accepts);
    if (size >= format.least) return SecretMatch{format.kind, at, format.prefix.size() + size};
  }
  return std::nullopt;
}

template <typename Find>
void collect(std::vector<SecretMatch>& out, const Find& next) {
  for (auto found = next(0); found; found = next(found->begin + found->size)) out.push_back(*found);
}

}  // namespace

std::optional<SecretMatch> find_secret(std::string_view text) {
  for (const Format& format : kFormats) {
    if (auto found = issued(text, format, 0)) return found;
  }
  if (auto found = private_key(text, 0)) return found;
  if (auto found = web_token(text, 0)) return found;
  return address_password(text, 0);
}

std::vector<SecretMatch> find_secrets(std::string_view text) {
  std::vector<SecretMatch> out;
  for (const Format& format : kFormats)
    collect(out, [&](std::size_t from) { return issued(text, format, from); });
  collect(out, [&](std::size_t from) { return private_key(text, from); });
  collect(out, [&](std::size_t from) { return web_token(text, from); });
  collect(out, [&](std::size_t from) { return address_password(text, from); });
  std::sort(out.begin(), out.end(), [](const SecretMatch& a, const SecretMatch& b) {
    return std::pair(a.begin, a.size) < std::pair(b.begin, b.size);
  });
  return out;
}

}  // namespace formwork
