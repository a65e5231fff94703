// Front Door's rule sets, as Terraform and Bicep fold them.
#include "base/text.h"
#include "csp/carried.h"
#include "csp/grammar.h"
#include "csp/references.h"
#include "csp/response.h"
#include "csp/security_headers.h"

#include <fmt/format.h>

#include <algorithm>
#include <string>

namespace formwork::csp {
namespace {

/// Where the two languages say the same thing.
struct Words {
  std::string_view set, rule, route, domain;  // types of objects
  std::string_view order, stops, conditions;  // of a rule, as paths
  std::string_view of;                        // of a rule: its set
  std::string_view sets, domains;             // of a route
  std::string_view host;                      // of a domain
};
constexpr Words kTerraform{"terraform/azurerm_cdn_frontdoor_rule_set",
                           "terraform/azurerm_cdn_frontdoor_rule",
                           "terraform/azurerm_cdn_frontdoor_route",
                           "terraform/azurerm_cdn_frontdoor_custom_domain",
                           "order",
                           "behavior_on_match",
                           "conditions",
                           "cdn_frontdoor_rule_set_id",
                           "cdn_frontdoor_rule_set_ids",
                           "cdn_frontdoor_custom_domain_ids",
                           "host_name"};
constexpr Words kBicep{"bicep/Microsoft.Cdn/profiles/ruleSets",
                       "bicep/Microsoft.Cdn/profiles/ruleSets/rules",
                       "bicep/Microsoft.Cdn/profiles/afdEndpoints/routes",
                       "bicep/Microsoft.Cdn/profiles/customDomains",
                       "properties.order",
                       "properties.matchProcessingBehavior",
                       "properties.conditions",
                       "parent",
                       "properties.ruleSets",
                       "properties.customDomains",
                       "properties.hostName"};

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
  std::string title{};  // for messages; empty where nothing is known
  Node node{};
  std::vector<std::pair<std::int64_t, Node>> rules{};
  const OutputObject* declared = nullptr;  // null: not known which one it is
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

/// The key of an address, `web` of `….this["web"]`; empty if it has none.
std::string key_of(std::string_view address) {
  const std::size_t open = address.rfind("[\"");
  if (open == std::string_view::npos || !address.ends_with("\"]")) return {};
  return std::string(address.substr(open + 2, address.size() - open - 4));
}

std::string name_of(const OutputObject& set, const Reading& read) {
  const Node node = set.body.find("name");
  return node && node.is_scalar() ? read.text(node).value_or("") : std::string();
}

/// What one configuration says in one of the two languages.
class FrontDoor {
 public:
  FrontDoor(const std::vector<OutputObject>& objects, const Reading& read, const Words& words)
      : objects_(objects), read_(read), words_(words), references_(objects) {
    for (const OutputObject& object : objects_) {
      if (object.type == words_.set) declared_.push_back(&object);
      if (object.type == words_.rule) add_rule(object);
    }
    for (RuleSet& set : sets_) {
      std::stable_sort(set.rules.begin(), set.rules.end(),
                       [](const auto& a, const auto& b) { return a.first < b.first; });
    }
    name_sets();
  }

  void append_carriers(std::vector<Carrier>& out) const {
    for (const RuleSet& set : sets_) {
      Response response;
      Stops stops;
      carry_out(set, response, stops);
      if (stops.sometimes) response.blur();
      out.push_back(std::move(response).carrier(
          set.title.empty() ? "a rule set" : fmt::format("rule set `{}`", printable(set.title)),
          set.node));
      if (set.declared != nullptr) out.back().name = name_of(*set.declared, read_);
    }
    for (const OutputObject* set : declared_) {
      if (set_of(*set) != nullptr) continue;
      out.push_back({.place = "a rule set without rules", .node = set->body});
      out.back().name = name_of(*set, read_);
    }
    for (const OutputObject& object : objects_) {
      if (object.type == words_.route) out.push_back(route(object));
    }
  }

 private:
  /// A rule says of which set it is by an id; where that tells nothing, sets are told apart by
  /// keys, or by orders that begin anew.
  void add_rule(const OutputObject& rule) {
    const std::int64_t order = order_of(rule.body, words_);
    const OutputObject* declared =
        references_.find(rule.body.find_path(words_.of), rule, words_.set);
    auto it = sets_.end();
    if (declared != nullptr) {
      it = std::find_if(sets_.begin(), sets_.end(),
                        [&](const RuleSet& set) { return set.declared == declared; });
    } else if (const std::string key = set_in_key(rule.name, order);
               !sets_.empty() && sets_.back().declared == nullptr &&
               (key.empty() ? sets_.back().title.empty() && order > last_
                            : sets_.back().title == key)) {
      it = std::prev(sets_.end());
    }
    if (it == sets_.end()) {
      sets_.push_back({declared != nullptr ? key_of(declared->name) : set_in_key(rule.name, order),
                       rule.body,
                       {},
                       declared});
      it = std::prev(sets_.end());
    }
    it->rules.emplace_back(order, rule.body);
    last_ = order;
  }

  void name_sets() {
    for (std::size_t i = 0; i < sets_.size(); ++i) {
      RuleSet& set = sets_[i];
      if (set.declared == nullptr && !set.title.empty()) {
        const auto of_key =
            std::find_if(declared_.begin(), declared_.end(),
                         [&](const OutputObject* one) { return key_of(one->name) == set.title; });
        if (of_key != declared_.end()) set.declared = *of_key;
      } else if (set.declared == nullptr && declared_.size() == sets_.size()) {
        set.declared = declared_[i];  // both come in the order they are written in
      }
      if (set.title.empty() && set.declared != nullptr) set.title = name_of(*set.declared, read_);
    }
  }

  [[nodiscard]] const RuleSet* set_of(const OutputObject& declared) const {
    const auto it = std::find_if(sets_.begin(), sets_.end(),
                                 [&](const RuleSet& set) { return set.declared == &declared; });
    return it == sets_.end() ? nullptr : &*it;
  }

  /// Whether a rule stops those behind it: always, or on some responses.
  struct Stops {
    bool always = false, sometimes = false;
  };
  void carry_out(const RuleSet& set, Response& response, Stops& out) const {
    for (const auto& [order, rule] : set.rules) {
      const Node behavior = rule.find_path(words_.stops);
      const bool stops = behavior && !behavior.is(Kind::null) && behavior.text() != "Continue";
      const auto actions = actions_of(rule, &words_ == &kTerraform);
      // A resource of Bicep may hang on a condition.
      if (!actions || order < 0 || rule.find("condition")) {
        out.sometimes = out.sometimes || stops;
        response.blur();
        continue;
      }
      const Node conditions = rule.find_path(words_.conditions);
      const bool always = !conditions || (conditions.is(Kind::list) && conditions.size() == 0);
      if (!always) {
        out.sometimes = out.sometimes || stops;
        if (touches_policy(*actions, read_)) response.blur();
        for (const Action& action : *actions) {
          // Not on every response: what is sent is not known.
          const HeaderName name = header_name(action.name, read_);
          if (name && is_security_header(*name)) response.set(name, std::nullopt);
        }
        continue;
      }
      for (const Action& action : *actions) csp::carry_out(action, read_, response);
      out.always = stops;
      if (stops) return;
    }
  }

  [[nodiscard]] Carrier route(const OutputObject& object) const {
    const std::string own = printable(object.name);
    const Node used = object.body.find_path(words_.sets);
    Carrier out{.node = object.body};
    if (!used || used.is(Kind::null) || (used.is(Kind::list) && used.size() == 0)) {
      out.place = fmt::format("`{}`, which uses no rule set,", own);
    } else {
      Response response;
      std::vector<std::string> names;
      bool known = used.is(Kind::list);
      Stops stops;
      for (const Node item : used) {
        const OutputObject* set =
            references_.find(item.is(Kind::map) ? item.find("id") : item, object, words_.set);
        known = known && set != nullptr;
        if (set == nullptr) continue;
        names.push_back(name_of(*set, read_));
        const RuleSet* rules = set_of(*set);
        if (rules != nullptr && !stops.always) carry_out(*rules, response, stops);
      }
      if (!known || stops.sometimes) response.blur();
      out = std::move(response).carrier(
          known
              ? fmt::format("`{}`, which uses rule set `{}`,", own, printable(join(names, "`, `")))
              : fmt::format("`{}`, whose rule sets are known only after deployment,", own),
          used);
      if (known && names.size() == 1) out.name = names.front();
    }
    out.of_route = true;
    out.hosts = hosts_of(object);
    return out;
  }

  [[nodiscard]] std::optional<std::vector<std::string>> hosts_of(const OutputObject& route) const {
    std::vector<std::string> out;
    const Node domains = route.body.find_path(words_.domains);
    if (!domains || domains.is(Kind::null)) return out;
    if (!domains.is(Kind::list)) return {};
    for (const Node item : domains) {
      const OutputObject* domain =
          references_.find(item.is(Kind::map) ? item.find("id") : item, route, words_.domain);
      const Node host = domain == nullptr ? Node() : domain->body.find_path(words_.host);
      const auto name = header_value(host, read_);
      if (!name) return {};
      out.push_back(*name);
    }
    return out;
  }

  const std::vector<OutputObject>& objects_;
  const Reading& read_;
  const Words& words_;
  References references_;
  std::vector<const OutputObject*> declared_{};
  std::vector<RuleSet> sets_{};
  std::int64_t last_ = 0;  // order of the rule before
};

}  // namespace

std::vector<Carrier> front_door_carriers(const std::vector<OutputObject>& objects,
                                         const Reading& read) {
  std::vector<Carrier> out;
  for (const Words* words : {&kTerraform, &kBicep})
    FrontDoor(objects, read, *words).append_carriers(out);
  return out;
}

}  // namespace formwork::csp
