#include "csp/security_headers.h"

#include "base/text.h"
#include "csp/grammar.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <map>
#include <set>
#include <vector>

namespace formwork::csp {
namespace {

using Text = std::optional<std::string>;

HeaderComparison weaker(std::string why) {
  return {HeaderVerdict::weaker, std::move(why)};
}
HeaderComparison different(std::string why) {
  return {HeaderVerdict::different, std::move(why)};
}

// ---- Strict-Transport-Security: RFC 6797, section 6.1 -------------------------------------------

struct Transport {
  std::uint64_t max_age = 0;
  bool subdomains = false, preload = false;
  bool valid = false;  // browsers pass over one that is not
};

Transport transport(const Text& value) {
  Transport out;
  if (!value) return out;
  std::set<std::string> seen;
  bool age = false;
  for (const std::string_view part : split(*value, ';')) {
    const std::string_view directive = trim(part);
    if (directive.empty()) continue;
    const std::size_t equals = directive.find('=');
    const std::string name = lower(trim(directive.substr(0, equals)));
    std::string_view argument =
        equals == std::string_view::npos ? std::string_view() : trim(directive.substr(equals + 1));
    if (!seen.insert(name).second) return {};
    if (argument.size() >= 2 && argument.front() == '"' && argument.back() == '"')
      argument = argument.substr(1, argument.size() - 2);
    if (name == "max-age") {
      const auto [end, error] =
          std::from_chars(argument.data(), argument.data() + argument.size(), out.max_age);
      if (argument.empty() || error != std::errc() || end != argument.data() + argument.size())
        return {};
      age = true;
    }
    out.subdomains = out.subdomains || name == "includesubdomains";
    out.preload = out.preload || name == "preload";
  }
  out.valid = age;
  return out;
}

HeaderComparison compare_transport(const Text& expected, const Text& found) {
  const Transport a = transport(expected), b = transport(found);
  if (a.valid && a.max_age != 0 && (!b.valid || b.max_age == 0))
    return weaker(b.valid ? "`max-age=0` makes browsers forget it" : "browsers pass over it");
  if (b.max_age < a.max_age)
    return weaker(fmt::format("it holds for {} seconds instead of {}", b.max_age, a.max_age));
  if (a.subdomains && !b.subdomains) return weaker("it does not hold for subdomains");
  if (a.valid != b.valid || b.max_age != a.max_age)
    return different(fmt::format("it holds for {} seconds instead of {}", b.max_age, a.max_age));
  if (a.subdomains != b.subdomains) return different("it holds for subdomains as well");
  if (a.preload != b.preload)
    return different(b.preload ? "it asks for the browsers' built-in list"
                               : "it does not ask for the browsers' built-in list");
  return {};
}

// ---- headers with one of a few words ------------------------------------------------------------

/// A word and how much it protects; words of one rank differ.
struct Word {
  std::string_view word;
  int rank;
};

struct Words {
  std::string_view name, title;
  std::vector<Word> words;  // what browsers know
  std::string_view absent;  // what holds without a header, or with another word
  enum class Form : std::uint8_t {
    first,  // the first of a list, without case (Fetch, "determine nosniff")
    last,   // the last one that is known (Referrer Policy, section 8.1)
    all,    // one word, or nothing; without case (HTML, X-Frame-Options)
    item,   // a structured item with parameters (RFC 8941), to the letter
    exact,  // the whole value, to the letter (Fetch, Cross-Origin-Resource-Policy)
  } form;
};

const std::vector<Words>& words_of_headers() {
  static const std::vector<Words> kWords = {
      {"x-content-type-options",
       "X-Content-Type-Options",
       {{"nosniff", 1}, {"", 0}},
       "",
       Words::Form::first},
      {"x-frame-options",
       "X-Frame-Options",
       {{"deny", 2}, {"sameorigin", 1}, {"", 0}},
       "",
       Words::Form::all},
      // By what other sites learn of the address.
      {"referrer-policy",
       "Referrer-Policy",
       {{"no-referrer", 4},
        {"same-origin", 4},
        {"strict-origin", 3},
        {"strict-origin-when-cross-origin", 3},
        {"origin", 2},
        {"origin-when-cross-origin", 2},
        {"no-referrer-when-downgrade", 1},
        {"unsafe-url", 0}},
       "strict-origin-when-cross-origin",
       Words::Form::last},
      {"cross-origin-opener-policy",
       "Cross-Origin-Opener-Policy",
       {{"same-origin", 3},
        {"same-origin-allow-popups", 2},
        {"noopener-allow-popups", 2},
        {"unsafe-none", 0}},
       "unsafe-none",
       Words::Form::item},
      {"cross-origin-embedder-policy",
       "Cross-Origin-Embedder-Policy",
       {{"require-corp", 2}, {"credentialless", 1}, {"unsafe-none", 0}},
       "unsafe-none",
       Words::Form::item},
      {"cross-origin-resource-policy",
       "Cross-Origin-Resource-Policy",
       {{"same-origin", 2}, {"same-site", 1}, {"cross-origin", 0}},
       "cross-origin",
       Words::Form::exact},
  };
  return kWords;
}

Word meaning(const Words& header, const Text& value) {
  const auto known = [&](std::string_view word) {
    const auto it = std::find_if(header.words.begin(), header.words.end(),
                                 [&](const Word& w) { return w.word == word; });
    return it == header.words.end() ? nullptr : &*it;
  };
  const Word* out = nullptr;
  if (value && header.form == Words::Form::exact) out = known(trim(*value));
  if (value && header.form == Words::Form::item)
    out = known(trim(std::string_view(*value).substr(0, value->find(';'))));
  if (value && header.form == Words::Form::first)
    out = known(lower(trim(std::string_view(*value).substr(0, value->find(',')))));
  if (value && (header.form == Words::Form::last || header.form == Words::Form::all)) {
    std::set<std::string> words;
    for (const std::string_view part : split(*value, ',')) {
      const std::string word = lower(trim(part));
      words.insert(word);
      const Word* one = word.empty() ? nullptr : known(word);
      if (one != nullptr) out = one;
    }
    // HTML: of several that differ, browsers deny if one of them is known.
    if (header.form == Words::Form::all && words.size() > 1 && out != nullptr) out = known("deny");
  }
  return out != nullptr ? *out : *known(header.absent);
}

HeaderComparison compare_words(const Words& header, const Text& expected, const Text& found) {
  const Word a = meaning(header, expected), b = meaning(header, found);
  if (a.word == b.word) return {};
  const auto named = [](const Word& word) {
    return word.word.empty() ? std::string("nothing") : fmt::format("`{}`", word.word);
  };
  std::string why = fmt::format("it means {} instead of {}", named(b), named(a));
  return b.rank < a.rank ? weaker(std::move(why)) : different(std::move(why));
}

// ---- Permissions-Policy: a structured dictionary (RFC 8941, section 3.2) ------------------------

using Allowlist = std::set<std::string>;

/// By feature; nothing where browsers refuse to read it, so that nothing is restricted.
std::optional<std::map<std::string, Allowlist>> permissions(std::string_view text) {
  std::map<std::string, Allowlist> out;
  std::size_t at = 0;
  const auto blank = [&] {
    while (at < text.size() && (text[at] == ' ' || text[at] == '\t')) ++at;
  };
  const auto token = [&](std::string& word) {
    if (at < text.size() && text[at] == '"') {
      const std::size_t end = text.find('"', at + 1);
      if (end == std::string_view::npos) return false;
      word = text.substr(at, end + 1 - at);
      at = end + 1;
      return true;
    }
    const std::size_t begin = at;
    while (at < text.size() &&
           std::string_view(" \t,;=()\"").find(text[at]) == std::string_view::npos)
      ++at;
    word = text.substr(begin, at - begin);
    return !word.empty();
  };
  const auto parameters = [&] {  // such as `;report-to=x`, which restrict nothing
    while (at < text.size() && text[at] == ';') {
      ++at;
      blank();
      std::string ignored;
      if (!token(ignored)) return false;
      if (at < text.size() && text[at] == '=') {
        ++at;
        if (!token(ignored)) return false;
      }
    }
    return true;
  };
  for (blank(); at < text.size();) {
    std::string feature, word;
    if (!token(feature) || feature.front() == '"' || feature != lower(feature)) return std::nullopt;
    Allowlist list;
    if (at < text.size() && text[at] == '=') {
      ++at;
      if (at < text.size() && text[at] == '(') {
        ++at;
        for (blank(); at < text.size() && text[at] != ')'; blank()) {
          if (!token(word)) return std::nullopt;
          list.insert(word);
          if (!parameters()) return std::nullopt;
        }
        if (at == text.size()) return std::nullopt;
        ++at;
      } else if (token(word)) {
        list.insert(word);
      } else {
        return std::nullopt;
      }
    } else {
      list.insert("?1");  // a member without value is true, which is no list and allows nothing
    }
    if (!parameters()) return std::nullopt;
    list.erase("?1");
    if (list.contains("*")) list = {"*"};
    out[feature] = std::move(list);  // of several the last counts
    blank();
    if (at == text.size()) break;
    if (text[at++] != ',') return std::nullopt;
    blank();
    if (at == text.size()) return std::nullopt;  // no comma stands at the end
  }
  return out;
}

HeaderComparison compare_permissions(const Text& expected, const Text& found) {
  const auto a = permissions(expected.value_or(""));
  const auto b = permissions(found.value_or(""));
  if (!b) return a && !a->empty() ? weaker("browsers cannot read it") : HeaderComparison{};
  if (!a) return b->empty() ? HeaderComparison{} : different("the spec's cannot be read");
  for (const auto& [feature, list] : *a) {
    const auto other = b->find(feature);
    if (other == b->end()) return weaker(fmt::format("it does not restrict `{}`", feature));
    for (const std::string& one : other->second) {
      if (!list.contains(one) && !list.contains("*"))
        return weaker(fmt::format("it allows `{}` to {}", feature, printable(one)));
    }
  }
  for (const auto& [feature, list] : *b) {
    const auto other = a->find(feature);
    if (other == a->end())
      return different(fmt::format("it names `{}` as well", printable(feature)));
    if (other->second != list) return different(fmt::format("it allows `{}` to fewer", feature));
  }
  return {};
}

// ---- Reporting-Endpoints: a structured dictionary of strings (Reporting API, section 3.2)
// --------

/// By name; nothing where browsers refuse to read it, so that nothing is reported.
std::optional<std::map<std::string, std::string>> endpoints(std::string_view text) {
  std::map<std::string, std::string> out;
  std::size_t at = 0;
  const auto blank = [&] {
    while (at < text.size() && (text[at] == ' ' || text[at] == '\t')) ++at;
  };
  const auto word = [&] {
    const std::size_t begin = at;
    while (at < text.size() &&
           std::string_view(" \t,;=\"").find(text[at]) == std::string_view::npos)
      ++at;
    return std::string(text.substr(begin, at - begin));
  };
  const auto string = [&]() -> std::optional<std::string> {
    if (at == text.size() || text[at] != '"') return std::nullopt;
    std::string value;
    for (++at; at < text.size() && text[at] != '"'; ++at) {
      if (text[at] == '\\' && ++at == text.size()) return std::nullopt;
      value += text[at];
    }
    if (at == text.size()) return std::nullopt;
    ++at;
    return value;
  };
  for (blank(); at < text.size();) {
    const std::string name = word();
    if (name.empty() || name != lower(name)) return std::nullopt;
    std::optional<std::string> url;  // of what is no string browsers take no notice
    if (at < text.size() && text[at] == '=') {
      ++at;
      if (at < text.size() && text[at] == '"') {
        url = string();
        if (!url) return std::nullopt;
      } else if (word().empty()) {
        return std::nullopt;
      }
    }
    while (at < text.size() && text[at] == ';') {  // parameters mean nothing here
      ++at;
      blank();
      if (word().empty()) return std::nullopt;
      if (at == text.size() || text[at] != '=') continue;
      ++at;
      if (at < text.size() && text[at] == '"' ? !string() : word().empty()) return std::nullopt;
    }
    out.erase(name);  // of several the last counts
    if (url) out.emplace(name, std::move(*url));
    blank();
    if (at == text.size()) break;
    if (text[at++] != ',') return std::nullopt;
    blank();
    if (at == text.size()) return std::nullopt;  // no comma stands at the end
  }
  return out;
}

HeaderComparison compare_endpoints(const Text& expected, const Text& found) {
  const auto a = endpoints(expected.value_or("")), b = endpoints(found.value_or(""));
  if (!b) return a && !a->empty() ? weaker("browsers cannot read it") : HeaderComparison{};
  if (!a) return b->empty() ? HeaderComparison{} : different("the spec's cannot be read");
  for (const auto& [name, url] : *a) {
    const auto other = b->find(name);
    if (other == b->end()) return weaker(fmt::format("it has no endpoint `{}`", printable(name)));
    if (other->second != url)
      return different(
          fmt::format("`{}` is `{}` instead of `{}`", name, printable(other->second), url));
  }
  for (const auto& [name, url] : *b) {
    if (!a->contains(name))
      return different(fmt::format("it has the endpoint `{}` as well", printable(name)));
  }
  return {};
}

}  // namespace

bool is_security_header(std::string_view name) {
  return header_title(name) != name;
}

std::string lower_name(std::string_view name) {
  return lower(name);
}

std::string header_title(std::string_view name) {
  if (name == "strict-transport-security") return "Strict-Transport-Security";
  if (name == "permissions-policy") return "Permissions-Policy";
  if (name == "reporting-endpoints") return "Reporting-Endpoints";
  for (const Words& header : words_of_headers()) {
    if (header.name == name) return std::string(header.title);
  }
  return std::string(name);
}

HeaderComparison compare_header(std::string_view name, const Text& expected, const Text& found) {
  if (name == "strict-transport-security") return compare_transport(expected, found);
  if (name == "permissions-policy") return compare_permissions(expected, found);
  if (name == "reporting-endpoints") return compare_endpoints(expected, found);
  for (const Words& header : words_of_headers()) {
    if (header.name == name) return compare_words(header, expected, found);
  }
  if (expected == found) return {};
  return different(!found      ? "it is not sent"
                   : !expected ? "the spec does not send it"
                               : fmt::format("it is `{}`", printable(*found)));
}

}  // namespace formwork::csp
