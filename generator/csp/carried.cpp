#include "csp/carried.h"

#include "base/text.h"
#include "csp/grammar.h"
#include "csp/response.h"
#include "csp/security_headers.h"

#include <fmt/format.h>

#include <algorithm>

namespace formwork::csp {

namespace {

/// The header of a second policy.
constexpr std::string_view kTried = "content-security-policy-report-only";

}  // namespace

const Reading& as_it_stands() {
  static const Reading kPlain{[](Node node) -> std::optional<std::string> {
                                if (node.is(Kind::unknown) || node.is(Kind::hole)) return {};
                                return std::string(node.text());
                              },
                              [](std::string_view key) { return std::string(key); }};
  return kPlain;
}

std::vector<Carrier> gateway_carriers(Node route, const Reading& read) {
  std::vector<Carrier> out;
  const Node rules = route.find_path("spec.rules");
  if (!rules) return out;
  std::size_t index = 0;
  for (const Node rule : rules) {
    const std::size_t number = index++;
    if (!rule.find("backendRefs")) continue;
    Response response;
    const Node filters = rule.find("filters");
    if (filters) {
      for (const Node filter : filters) {
        const Node modifier = filter.find("responseHeaderModifier");
        if (!modifier) continue;
        // Gateway API leaves the order within one filter open; names stand in one list only.
        if (const Node list = modifier.find("set")) {
          for (const Node item : list)
            response.set(header_name(item.find("name"), read),
                         header_value(item.find("value"), read), item.find("value"));
        }
        if (const Node list = modifier.find("add")) {
          for (const Node item : list)
            response.add(header_name(item.find("name"), read),
                         header_value(item.find("value"), read), item.find("value"));
        }
        if (const Node list = modifier.find("remove")) {
          for (const Node item : list) response.remove(header_name(item, read));
        }
      }
    }
    out.push_back(std::move(response).carrier(fmt::format("`rules[{}]`", number), rule));
  }
  return out;
}

std::vector<Carrier> static_web_apps_carriers(Node config, const Reading& read) {
  const auto carrier = [&](std::string place, Node node, Node headers) {
    Response response;
    if (headers.is(Kind::map)) {
      for (const Node header : headers)
        response.add(lower(read.key(header.key())), header_value(header, read), header);
    }
    return std::move(response).carrier(std::move(place), node);
  };
  std::vector<Carrier> out;
  const Node global = config.find("globalHeaders");
  out.push_back(carrier("`globalHeaders`", global ? global : config, global));
  const Node routes = config.find("routes");
  if (!routes.is(Kind::list)) return out;
  std::size_t index = 0;
  for (const Node route : routes) {
    Carrier own = carrier(fmt::format("`routes[{}]`", index), route, route.find("headers"));
    own.partial = true;
    const bool known = std::any_of(own.others.begin(), own.others.end(), [](const Header& header) {
      return is_security_header(header.name);
    });
    if (!own.policies.empty() || known) out.push_back(std::move(own));
    ++index;
  }
  return out;
}

namespace {

/// Of the headers of one name; at least one is there.
std::optional<std::string> divergence_of(const std::vector<const Header*>& sent,
                                         const std::string& name, std::string_view policy) {
  if (sent.size() > 1) return fmt::format("`{}` is sent {} times", name, sent.size());
  const auto& value = sent.front()->value;
  if (!value) return "what is sent is known only after deployment";
  const auto found = parse_list(*value);
  if (found.size() > 1) return fmt::format("{} policies are sent in one header", found.size());
  const auto changes = differences(parse(policy), found.empty() ? Policy() : found.front());
  if (changes.empty()) return {};
  return "it differs in meaning: " + join(changes, ", ");
}

}  // namespace

void take_tried(Expected& expected) {
  if (!expected.others) return;
  const auto it = expected.others->find(std::string(kTried));
  if (it == expected.others->end()) return;
  expected.tried = std::move(it->second);
  expected.others->erase(it);
}

std::optional<std::string> divergence(const Carrier& carrier, const Expected& expected) {
  const std::string name = lower(expected.header);
  if (carrier.partial && carrier.policies.empty()) return {};
  if (expected.policy.empty()) {
    if (carrier.policies.empty()) return {};
    return fmt::format("a policy is sent, and the spec wants none");
  }
  if (carrier.policies.empty()) return "the content security policy is gone";
  std::vector<const Header*> wanted, tried;
  for (const Header& header : carrier.policies) {
    if (header.name == name)
      wanted.push_back(&header);
    else if (!expected.tried.empty() && header.name == kTried)
      tried.push_back(&header);
    else
      return fmt::format("`{}` is sent, and the spec wants `{}`", header.name, name);
  }
  if (wanted.empty() && !carrier.partial) return fmt::format("`{}` is gone", name);
  if (!wanted.empty()) {
    if (auto why = divergence_of(wanted, name, expected.policy)) return why;
  }
  if (expected.tried.empty() || (tried.empty() && carrier.partial)) return {};
  if (tried.empty()) return fmt::format("`{}`, which is tried beside it, is gone", kTried);
  auto why = divergence_of(tried, std::string(kTried), expected.tried);
  if (why) *why = fmt::format("of `{}`, which is tried beside it: {}", kTried, *why);
  return why;
}

std::vector<HeaderDivergence> header_divergences(const Carrier& carrier, const Expected& expected) {
  std::vector<HeaderDivergence> out;
  if (!expected.others) return out;
  std::map<std::string, std::vector<const Header*>> sent;
  for (const Header& header : carrier.others) {
    if (is_security_header(header.name) || expected.others->contains(header.name))
      sent[header.name].push_back(&header);
  }
  if (!carrier.partial) {
    for (const auto& [name, value] : *expected.others) sent[name];
  }
  for (const auto& [name, headers] : sent) {
    const auto wanted = expected.others->find(name);
    const bool known = wanted != expected.others->end();
    const auto add = [&](std::string why) {
      out.push_back(
          {header_title(name), std::move(why), headers.empty() ? Node() : headers[0]->node});
    };
    if (headers.size() > 1) {
      add(fmt::format("it is sent {} times", headers.size()));
    } else if (!headers.empty() && !headers[0]->value) {
      add("its value is known only after deployment");
    } else {
      const auto found = headers.empty() ? std::nullopt : headers[0]->value;
      const HeaderComparison compared =
          compare_header(name, known ? std::optional(wanted->second) : std::nullopt, found);
      if (headers.empty())
        add("it is gone");
      else if (compared.verdict != HeaderVerdict::equal)
        add(compared.why);
    }
  }
  return out;
}

}  // namespace formwork::csp
