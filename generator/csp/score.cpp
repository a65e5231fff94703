// The score of MDN's HTTP Observatory for a content security policy: its results in their order,
// the first that holds counts. https://github.com/mdn/mdn-http-observatory
#include "csp/grammar.h"
#include "csp/lint.h"

#include <algorithm>
#include <array>
#include <set>

namespace formwork::csp {
namespace {

using Set = std::set<std::string>;

constexpr std::array<std::string_view, 8> kBroad = {
    "ftp:", "http:", "https:", "*", "http://*", "http://*.*", "https://*", "https://*.*"};

bool is_broad(const std::string& source) {
  return std::find(kBroad.begin(), kBroad.end(), source) != kBroad.end();
}

bool has_broad(const Set& set) {
  return std::any_of(set.begin(), set.end(), is_broad);
}

bool has_open(const Set& set) {
  return has_broad(set) || set.contains("'unsafe-inline'") || set.contains("data:");
}

bool has_proof(const Set& set) {
  return std::any_of(set.begin(), set.end(),
                     [](const std::string& s) { return is_nonce(s) || is_hash(s); });
}

bool is_plain(const std::string& source) {
  return source.starts_with("http:") || source.starts_with("ftp:");
}

bool has_plain(const Set& set) {
  return std::any_of(set.begin(), set.end(), is_plain);
}

Set sources(const Directive& directive) {
  Set out;
  for (const std::string& value : directive.values) out.insert(lower(value));
  if (out.empty()) out.insert("'none'");
  return out;
}

/// Of `name`, else of `default-src`, else everything.
Set governing_sources(const Policy& policy, std::string_view name) {
  const Directive* found = policy.find(name);
  if (found == nullptr) found = policy.find("default-src");
  return found == nullptr ? Set{"*"} : sources(*found);
}

/// Without what a nonce, a hash or 'strict-dynamic' overrides.
Set scripts(const Policy& policy) {
  Set out = governing_sources(policy, "script-src");
  if (!has_proof(out)) return out;
  out.erase("'unsafe-inline'");
  if (!out.contains("'strict-dynamic'")) return out;
  std::erase_if(out, [](const std::string& source) {
    return source == "'self'" ||
           std::any_of(kBroad.begin(), kBroad.end(),
                       [&](std::string_view broad) { return source.starts_with(broad); });
  });
  return out;
}

bool active_is_plain(const Policy& policy, const Set& script) {
  if (has_plain(script)) return true;
  return std::any_of(policy.directives.begin(), policy.directives.end(), [&](const Directive& d) {
    const bool passive = d.name == "img-src" || d.name == "media-src" || d.name == "script-src";
    return !passive &&
           has_plain(d.name == "default-src" && policy.find("script-src") == nullptr ? script
                                                                                     : sources(d));
  });
}

bool passive_is_plain(const Policy& policy) {
  for (const std::string_view name : {"img-src", "media-src"}) {
    const Set set = governing_sources(policy, name);
    if (has_plain(set)) return true;
  }
  return false;
}

}  // namespace

Score score(const Policy& policy, bool enforced) {
  if (!enforced) return {75, "the policy is only reported on"};
  if (policy.directives.empty()) return {75, "there is no policy"};
  const Set script = scripts(policy);
  Set style = governing_sources(policy, "style-src");
  if (has_proof(style)) style.erase("'unsafe-inline'");
  if (script.contains("'strict-dynamic'") && !has_proof(script))
    return {75, "`'strict-dynamic'` has neither nonce nor hash"};
  if (has_open(script)) return {80, "scripts may be inline, from `data:` or from everywhere"};
  if (has_broad(governing_sources(policy, "object-src")))
    return {80, "plug-ins may come from everywhere"};
  if (active_is_plain(policy, script)) return {80, "something active may come without encryption"};
  if (script.contains("'unsafe-eval'") || style.contains("'unsafe-eval'"))
    return {90, "`'unsafe-eval'` turns texts into code"};
  if (passive_is_plain(policy)) return {90, "images or media may come without encryption"};
  if (has_open(style)) return {100, "styles may be inline, from `data:` or from everywhere"};
  const Directive* rest = policy.find("default-src");
  if (rest != nullptr && sources(*rest) == Set{"'none'"})
    return {110, "nothing unsafe, and `default-src 'none'`"};
  return {105, "nothing unsafe"};
}

}  // namespace formwork::csp
