// Front Door's rule sets, as Terraform and Bicep fold them.
#include "base/text.h"
#include "csp/carried.h"
#include "csp/grammar.h"
#include "csp/response.h"
#include "csp/security_headers.h"

#include <fmt/format.h>

#include <algorithm>
#include <string>

namespace formwork::csp {
namespace {

/// Where the two languages say the same thing.
struct Words {
  std::string_view set, rule, route;          // types of objects
  std::string_view order, stops, conditions;  // of a rule, as paths
  std::string_view sets;                      // of a route
};
constexpr Words kTerraform{"terraform/azurerm_cdn_frontdoor_rule_set",
                           "terraform/azurerm_cdn_frontdoor_rule",
                           "terraform/azurerm_cdn_frontdoor_route",
                           "order",
                           "behavior_on_match",
                           "conditions",
                           "cdn_frontdoor_rule_set_ids"};
constexpr Words kBicep{"bicep/Microsoft.Cdn/profiles/ruleSets",
                       "bicep/Microsoft.Cdn/profiles/ruleSets/rules",
                       "bicep/Microsoft.Cdn/profiles/afdEndpoints/routes",
                       "properties.order",
                       "properties.matchProcessingBehavior",
                       "properties.conditions",
                       "properties.ruleSets"};

/// A block of Terraform stands alone or in a list.
std::vector<Node> blocks(Node node) {
  if (!node) return {};
  if (!node.is(Kind::list)) return {node};
  return {node.begin(), node.end()};
}

struct Action {
  Node kind{}, name{}, value{};
};

/// What a rule does to response headers; nothing where it is not known.
std::optional<std::vector<Action>> actions_of(Node rule, bool terraform) {
  std::vector<Action> out;
  for (const Node actions : blocks(rule.find_path(terraform ? "actions" : "properties.actions"))) {
    if (!actions.is(Kind::map)) return {};
    if (!terraform) {
      const Node parameters = actions.find("parameters");
      if (!actions.find("name") || actions.find("name").text() != "ModifyResponseHeader") continue;
      if (!parameters.is(Kind::map)) return {};
      out.push_back({parameters.find("headerAction"), parameters.find("headerName"),
                     parameters.find("value")});
      continue;
    }
    for (const Node action : blocks(actions.find("response_header_action"))) {
      if (!action.is(Kind::map)) return {};
      out.push_back(
          {action.find("header_action"), action.find("header_name"), action.find("value")});
    }
  }
  return out;
}

bool touches_policy(const std::vector<Action>& actions, const Reading& read) {
  return std::any_of(actions.begin(), actions.end(), [&](const Action& action) {
    const HeaderName name = header_name(action.name, read);
    return !name || name->starts_with("content-security-policy");
  });
}

void carry_out(const Action& action, const Reading& read, Response& response) {
  const HeaderName name = header_name(action.name, read);
  const std::string kind = header_value(action.kind, read).value_or("");
  if (kind == "Overwrite") return response.set(name, header_value(action.value, read));
  if (kind == "Append") return response.append(name, header_value(action.value, read));
  if (kind == "Delete") return response.remove(name);
  response.blur();
}

/// The rules of one rule set, in the order of `order`.
struct RuleSet {
  std::string name{};
  Node node{};
  std::vector<std::pair<std::int64_t, Node>> rules{};
};

std::int64_t order_of(Node rule, const Words& words) {
  const Node order = rule.find_path(words.order);
  return order.is(Kind::integer) ? order.as_int() : -1;
}

/// `module.front_door.azurerm_cdn_frontdoor_rule.headers["web-2"]` of order 2 is of the set `web`,
/// as the module of ours keys them; empty for others.
std::string set_in_key(std::string_view address, std::int64_t order) {
  const std::string end = fmt::format("-{}\"]", order);
  const std::size_t open = address.rfind("[\"");
  if (open == std::string_view::npos || !address.ends_with(end)) return {};
  return std::string(address.substr(open + 2, address.size() - end.size() - open - 2));
}

/// A rule refers to its set by an id that nothing is known of, so sets are told apart by keys, or
/// by orders that begin anew.
std::vector<RuleSet> rule_sets(const std::vector<OutputObject>& objects, const Words& words) {
  std::vector<RuleSet> out;
  std::int64_t last = 0;
  for (const OutputObject& object : objects) {
    if (object.type != words.rule) continue;
    const std::int64_t order = order_of(object.body, words);
    const std::string key = set_in_key(object.name, order);
    const bool same = !out.empty() && (key.empty() ? out.back().name.empty() && order > last
                                                   : out.back().name == key);
    if (!same) out.push_back({key, object.body, {}});
    out.back().rules.emplace_back(order, object.body);
    last = order;
  }
  for (RuleSet& set : out) {
    std::stable_sort(set.rules.begin(), set.rules.end(),
                     [](const auto& a, const auto& b) { return a.first < b.first; });
  }
  return out;
}

Carrier carrier_of(const RuleSet& set, const Words& words, const Reading& read) {
  Response response;
  for (const auto& [order, rule] : set.rules) {
    const auto actions = actions_of(rule, &words == &kTerraform);
    // A resource of Bicep may hang on a condition.
    if (!actions || order < 0 || rule.find("condition")) {
      response.blur();
      continue;
    }
    const Node conditions = rule.find_path(words.conditions);
    const bool always = !conditions || (conditions.is(Kind::list) && conditions.size() == 0);
    if (!always) {
      if (touches_policy(*actions, read)) response.blur();
      for (const Action& action : *actions) {
        // Not on every response: what is sent is not known.
        const HeaderName name = header_name(action.name, read);
        if (name && is_security_header(*name)) response.set(name, std::nullopt);
      }
    }
    if (always) {
      for (const Action& action : *actions) carry_out(action, read, response);
    }
    const Node stops = rule.find_path(words.stops);
    if (stops && stops.text() != "Continue" && always) break;
  }
  return std::move(response).carrier(
      set.name.empty() ? "a rule set" : fmt::format("rule set `{}`", printable(set.name)),
      set.node);
}

/// `….this["web"]`: of the key `web`.
bool has_key(std::string_view address, std::string_view key) {
  return address.ends_with(fmt::format("[\"{}\"]", key));
}

}  // namespace

std::vector<Carrier> front_door_carriers(const std::vector<OutputObject>& objects,
                                         const Reading& read) {
  std::vector<Carrier> out;
  for (const Words* words : {&kTerraform, &kBicep}) {
    std::vector<RuleSet> sets = rule_sets(objects, *words);
    std::vector<OutputObject> declared;
    for (const OutputObject& object : objects) {
      if (object.type == words->set) declared.push_back(object);
      if (object.type != words->route) continue;
      const Node used = object.body.find_path(words->sets);
      if (!used || (used.is(Kind::list) && used.size() == 0)) {
        out.push_back(
            {.place = fmt::format("`{}`, which uses no rule set,", printable(object.name)),
             .node = object.body});
      }
    }
    for (std::size_t i = 0; i < sets.size(); ++i) {
      const auto name = [&](const OutputObject& set) {
        const Node node = set.body.find("name");
        return node ? read.text(node).value_or("") : std::string();
      };
      // Both come in the order they are written in.
      const bool keyed = !sets[i].name.empty();
      if (!keyed && declared.size() == sets.size()) sets[i].name = name(declared[i]);
      out.push_back(carrier_of(sets[i], *words, read));
      out.back().name = sets[i].name;
      const auto of_key = std::find_if(
          declared.begin(), declared.end(),
          [&](const OutputObject& one) { return keyed && has_key(one.name, sets[i].name); });
      if (of_key != declared.end()) out.back().name = name(*of_key);
    }
    for (std::size_t i = sets.size(); i < declared.size(); ++i)
      out.push_back({.place = "a rule set without rules", .node = declared[i].body});
  }
  return out;
}

}  // namespace formwork::csp
