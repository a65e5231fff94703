#include "csp/hashes.h"

#include "csp/grammar.h"
#include "csp/match.h"

#include <algorithm>

namespace formwork::csp {
namespace {

/// The directive that governs `kind`, as one of scripts or styles alone; null if there is none.
Directive* own_directive(Policy& policy, const std::string& kind) {
  const Directive* governs = governing(policy, kind);
  if (governs == nullptr) return nullptr;
  const auto place = [&](std::string_view name) {
    return std::find_if(policy.directives.begin(), policy.directives.end(),
                        [&](const Directive& d) { return d.name == name; });
  };
  if (governs->name != "default-src") return &*place(governs->name);
  Directive own{kind.substr(0, kind.rfind('-')), governs->values};  // script-src, style-src
  const auto before = std::find_if(policy.directives.begin(), policy.directives.end(),
                                   [&](const Directive& d) { return d.name > own.name; });
  return &*policy.directives.insert(before, std::move(own));
}

}  // namespace

Policy with_hashes(Policy policy, const InlineHashes& hashes) {
  for (const auto& [kind, sources] : hashes) {
    const Directive* governs = governing(policy, kind);
    if (governs == nullptr || sources.empty()) continue;
    if (kind.ends_with("-attr") && !parse_sources(*governs).has("unsafe-hashes")) continue;
    std::vector<std::string>& values = own_directive(policy, kind)->values;
    std::erase_if(values, [](const std::string& value) { return lower(value) == "'none'"; });
    for (const std::string& source : sources) {
      if (std::find(values.begin(), values.end(), source) == values.end()) values.push_back(source);
    }
  }
  return policy;
}

}  // namespace formwork::csp
