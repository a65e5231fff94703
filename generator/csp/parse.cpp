// https://www.w3.org/TR/CSP3/#parse-serialized-policy
#include "base/text.h"
#include "csp/csp.h"
#include "csp/grammar.h"

#include <algorithm>
#include <unordered_set>

namespace formwork::csp {
namespace {

bool is_ascii(std::string_view text) {
  return std::all_of(text.begin(), text.end(),
                     [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

}  // namespace

const Directive* Policy::find(std::string_view name) const {
  const auto it = std::find_if(directives.begin(), directives.end(),
                               [&](const Directive& d) { return d.name == name; });
  return it == directives.end() ? nullptr : &*it;
}

Policy parse(std::string_view serialized) {
  Policy policy;
  std::unordered_set<std::string> seen;
  for (const std::string_view token : split(serialized, ';')) {
    const std::vector<std::string_view> parts = split_white_space(token);
    if (parts.empty() || !is_ascii(token)) continue;
    std::string name = lower(parts.front());
    if (!seen.insert(name).second) continue;  // the first of a name wins
    policy.directives.push_back({std::move(name), {parts.begin() + 1, parts.end()}});
  }
  return policy;
}

std::vector<Policy> parse_list(std::string_view serialized) {
  std::vector<Policy> policies;
  for (const std::string_view part : split(serialized, ',')) {
    Policy policy = parse(part);
    if (!policy.directives.empty()) policies.push_back(std::move(policy));
  }
  return policies;
}

std::string serialize(const Policy& policy) {
  std::string out;
  for (const Directive& directive : policy.directives) {
    if (!out.empty()) out += "; ";
    out += directive.name;
    for (const std::string& value : directive.values) out += ' ' + value;
  }
  return out;
}

}  // namespace formwork::csp
