#include "csp/csp.h"
#include "csp/grammar.h"

#include <algorithm>

namespace formwork::csp {
namespace {

/// Keywords and schemes have no case; a host neither; paths, nonces and hashes do. A hash may be
/// written in base64 or base64url (CSP3 section 6.7.3.3, step 4).
std::string normal_source(const std::string& source) {
  if (is_nonce(source) || is_hash(source)) {
    const std::size_t dash = source.find('-') + 1;
    std::string digest = source.substr(dash);
    if (is_hash(source)) {
      std::replace(digest.begin(), digest.end(), '-', '+');
      std::replace(digest.begin(), digest.end(), '_', '/');
    }
    return lower(source.substr(0, dash)) + digest;
  }
  const std::size_t scheme = source.find("://");
  const std::size_t host = scheme == std::string::npos ? 0 : scheme + 3;
  const std::size_t path = std::min(source.find('/', host), source.size());
  if (source.starts_with('\'')) return lower(source);
  return lower(source.substr(0, path)) + source.substr(path);
}

}  // namespace

Policy normal(const Policy& policy) {
  Policy out = policy;
  for (Directive& directive : out.directives) {
    const DirectiveRule* rule = find_directive(directive.name);
    const Values values = rule == nullptr ? Values::exact : rule->values;
    auto& list = directive.values;
    if (values == Values::sources) {
      std::transform(list.begin(), list.end(), list.begin(), normal_source);
    } else if (values == Values::tokens) {
      std::transform(list.begin(), list.end(), list.begin(),
                     [](const std::string& v) { return lower(v); });
    } else if (values == Values::none) {
      list.clear();
    }
    std::sort(list.begin(), list.end());
    list.erase(std::unique(list.begin(), list.end()), list.end());
    if (values != Values::sources) continue;
    // 'none' beside others is ignored, and an empty list matches nothing, as 'none' does
    // (section 6.7.2.3).
    if (list.size() > 1) std::erase(list, "'none'");
    if (list.empty()) list.emplace_back("'none'");
  }
  std::sort(out.directives.begin(), out.directives.end(),
            [](const Directive& a, const Directive& b) { return a.name < b.name; });
  return out;
}

bool same_meaning(const Policy& a, const Policy& b) {
  return normal(a) == normal(b);
}

}  // namespace formwork::csp
