#include "function/names.h"

#include "base/sha256.h"
#include "base/text.h"
#include "function/function_groups.h"

#include <algorithm>

namespace formwork::function {
namespace {

constexpr std::size_t kSuffix = 6;

bool is_letter(char c) {
  return c >= 'a' && c <= 'z';
}
bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

/// Lower case; what is neither letter nor digit becomes one hyphen, none at the ends.
void append_part(std::string& out, std::string_view part, bool hyphens) {
  bool gap = !out.empty() && hyphens;
  for (char c : part) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    if (is_letter(c) || is_digit(c)) {
      if (gap) out += '-';
      gap = false;
      out += c;
    } else {
      gap = hyphens && !out.empty();
    }
  }
}

Value call(EvalContext& context, Arguments a) {
  const NameRule* rule = find_name_rule(a[0].text());
  if (rule == nullptr) {
    std::vector<std::string> kinds;
    for (const NameRule& known : name_rules()) kinds.emplace_back(known.kind);
    const auto near = nearest(a[0].text(), kinds);
    return fail(context, "there is no naming rule for `" + printable(a[0].text()) + "`",
                near ? "did you mean `" + *near + "`?" : "");
  }
  std::vector<std::string_view> parts;
  for (const Value& part : a.subspan(1)) parts.push_back(part.text());
  const std::string made = name_for(*rule, parts);
  if (made.size() < rule->shortest) {
    return fail(context, "`" + made + "` is too short: a " + std::string(rule->kind) +
                             " has at least " + std::to_string(rule->shortest) + " characters");
  }
  return keep(context, made);
}

}  // namespace

// Abbreviations:
// https://learn.microsoft.com/azure/cloud-adoption-framework/ready/azure-best-practices/resource-abbreviations
// Lengths, characters, scopes:
// https://learn.microsoft.com/azure/azure-resource-manager/management/resource-name-rules Where a
// service allows more (capitals, `_`, `.`) names keep to letters, digits and hyphens all the same;
// lengths past 80 are held to 80, which is what its consumers show.
const std::vector<NameRule>& name_rules() {
  static const std::vector<NameRule> kRules = {
      {"action-group", "ag", 1, 80},
      {"aks-cluster", "aks", 1, 54},  // 63, but it begins a host name, too
      {"api-management", "apim", 1, 50, true, true},
      {"app-configuration", "appcs", 5, 50, true, true},
      {"app-service", "app", 2, 60, true, true},
      {"app-service-plan", "asp", 1, 40},
      {"application-gateway", "agw", 1, 80},
      {"application-insights", "appi", 1, 80},
      {"bastion", "bas", 1, 80},
      {"container-app", "ca", 2, 32},
      {"container-app-job", "caj", 2, 32},
      {"container-apps-environment", "cae", 2, 60},
      {"container-registry", "cr", 5, 50, false, true},
      {"cosmos-db", "cosmos", 3, 44, true, true},
      {"data-collection-endpoint", "dce", 3, 44},
      {"data-collection-rule", "dcr", 3, 64},
      {"event-hubs", "evhns", 6, 50, true, true},
      {"firewall", "afw", 1, 80},
      {"front-door", "afd", 5, 64},
      {"front-door-endpoint", "fde", 2, 46},
      {"front-door-policy", "fdfp", 1, 80, false},
      {"function-app", "func", 2, 32, true, true},
      {"key-vault", "kv", 3, 24, true, true},
      {"load-balancer", "lbe", 1, 80},
      {"log-analytics", "log", 4, 63},
      {"managed-identity", "id", 3, 80},
      {"managed-redis", "amr", 1, 60, true, true},
      {"monitor-workspace", "amw", 4, 63},
      {"mysql-server", "mysql", 3, 63, true, true},
      {"nat-gateway", "ng", 1, 80},
      {"network-security-group", "nsg", 1, 80},
      {"postgres-server", "psql", 3, 63, true, true},
      {"private-endpoint", "pep", 2, 64},
      {"prometheus-rule-group", "prg", 1, 80},
      {"public-ip", "pip", 1, 80},
      {"recovery-vault", "rsv", 2, 50},
      {"redis-cache", "redis", 1, 63, true, true},
      {"resource-group", "rg", 1, 80},
      {"route-table", "rt", 1, 80},
      {"service-bus", "sbns", 6, 50, true, true},
      {"sql-server", "sql", 1, 63, true, true},
      {"static-web-app", "stapp", 2, 40},
      {"storage-account", "st", 3, 24, false, true},
      {"subnet", "snet", 1, 80},
      {"virtual-network", "vnet", 2, 64},
      {"waf-policy", "waf", 1, 80},
  };
  return kRules;
}

const NameRule* find_name_rule(std::string_view kind) {
  const auto& rules = name_rules();
  const auto it =
      std::find_if(rules.begin(), rules.end(), [&](const NameRule& r) { return r.kind == kind; });
  return it == rules.end() ? nullptr : &*it;
}

std::string name_for(const NameRule& rule, const std::vector<std::string_view>& parts) {
  std::string out(rule.abbreviation);
  std::string all;
  for (const std::string_view part : parts) {
    append_part(out, part, rule.hyphens);
    all += part;
    all += '\0';
  }
  if (!rule.global && out.size() <= rule.longest) return out;
  const std::string suffix = (rule.hyphens ? "-" : "") + sha256(all).hex().substr(0, kSuffix);
  out.resize(std::min(out.size(), rule.longest - suffix.size()));
  while (out.ends_with('-')) out.pop_back();
  return out + suffix;
}

void add_name_functions(std::vector<Function>& out) {
  static const TypeRef kKind = [] {
    std::vector<std::string> kinds;
    for (const NameRule& rule : name_rules()) kinds.emplace_back(rule.kind);
    return choice(std::move(kinds));
  }();
  Function& f = add(out, "name_for(kind, part, …)", {kKind, string()}, identifier(), call,
                    "a resource name by the Cloud Adoption Framework and the service's own rule");
  f.variadic = true;
}

}  // namespace formwork::function
