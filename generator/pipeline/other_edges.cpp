#include "pipeline/other_edges.h"

#include "csp/security_headers.h"

#include <algorithm>
#include <iterator>
#include <set>

namespace formwork {
namespace {

/// True of what the unit reads that all environments share.
bool is_shared(Node spec) {
  return spec.find("environments").is(Kind::map) && !spec.find("edge");
}

/// What `edge.csp` says, or the `csp` of a host. `headers`: those beside it.
SentPolicy policy_of(const csp::Edge& edge, Node csp, Node headers) {
  SentPolicy out{&edge};
  out.expected.header = csp.find("header").text();
  out.expected.node = csp.find("text");
  if (csp.find("mode").text() != "off") out.expected.policy = out.expected.node.text();
  out.expected.others.emplace();
  for (const Node header : headers) {
    if (header.is_scalar() && !header.is(Kind::null))
      out.expected.others->emplace(csp::lower_name(header.key()), header.text());
  }
  csp::take_tried(out.expected);
  return out;
}

/// The policies of an environment, whatever carries them: the one that all hosts share first.
std::vector<SentPolicy> policies_of_environment(const csp::Edge& edge, Node spec) {
  const Node shared = spec.find_path("edge.csp");
  if (!shared.is(Kind::map)) return {};
  std::vector<SentPolicy> out{policy_of(edge, shared, spec.find_path("edge.headers.values"))};
  for (const Node host : spec.find_path("edge.hosts")) {
    const Node own = host.find("csp");
    if (!own.is(Kind::map)) continue;
    out.push_back(policy_of(edge, own, own.find("headers")));
    out.back().hosts.emplace_back(host.find("domain").text());
  }
  return out;
}

/// Those of a spec. Of all environments with hosts, for the unit that they share: each policy is
/// then for the hosts that are sent it.
std::vector<SentPolicy> policies_of(const csp::Edge& edge, Node spec) {
  if (!is_shared(spec)) return policies_of_environment(edge, spec);
  std::vector<SentPolicy> out;
  for (const Node environment : spec.find("environments")) {
    const Node hosts = environment.find_path("edge.hosts");
    if (!hosts.is(Kind::map) || hosts.size() == 0) continue;
    std::vector<SentPolicy> own = policies_of_environment(edge, environment);
    if (own.empty()) continue;
    for (const Node host : hosts) {
      if (!host.find("csp").is(Kind::map))
        own.front().hosts.emplace_back(host.find("domain").text());
    }
    if (own.front().hosts.empty()) own.erase(own.begin());
    std::move(own.begin(), own.end(), std::back_inserter(out));
  }
  return out;
}

/// Those of them that one of `hosts` is sent.
std::vector<SentPolicy> policies_for(const std::vector<SentPolicy>& policies,
                                     const std::vector<std::string>& hosts) {
  std::vector<SentPolicy> out;
  for (const SentPolicy& one : policies) {
    if (std::any_of(hosts.begin(), hosts.end(), [&](const std::string& host) {
          return std::find(one.hosts.begin(), one.hosts.end(), host) != one.hosts.end();
        }))
      out.push_back(one);
  }
  return out;
}

/// One of `policies` has to be sent; whatever differs is told of the shared one.
void judge_any(const csp::Edge& edge, const std::vector<csp::Carrier>& carriers,
               std::string_view path, const std::vector<SentPolicy>& policies,
               const std::function<Span(Node)>& origin, Diagnostics& out) {
  Diagnostics first;
  for (const SentPolicy& policy : policies) {
    Diagnostics found;
    judge_carriers(edge, carriers, path, {policy}, origin, found);
    if (found.empty()) return;
    if (first.empty()) first = std::move(found);
  }
  out.append(std::move(first));
}

/// What no environment's unit writes, for `hosts`: the policies of those that some environment has;
/// else that of any.
void judge_for_hosts(const csp::Edge& edge, const std::vector<csp::Carrier>& carriers,
                     std::string_view path, const std::vector<SentPolicy>& policies,
                     const std::vector<std::string>& hosts, const std::function<Span(Node)>& origin,
                     Diagnostics& out) {
  const auto wanted = policies_for(policies, hosts);
  if (wanted.empty()) return judge_any(edge, carriers, path, policies, origin, out);
  for (const SentPolicy& policy : wanted)
    judge_carriers(edge, carriers, path, {policy}, origin, out);
}

bool is_static_web_app(const Artifact& artifact) {
  constexpr std::string_view kName = "/staticwebapp.config.json";
  return artifact.path.ends_with(kName) || artifact.path == kName.substr(1);
}

void prove_route(const OtherEdge& route, const std::vector<SentPolicy>& sent,
                 Diagnostics& diagnostics) {
  const auto first = [&](const auto& is) -> const SentPolicy* {
    const auto it = std::find_if(sent.begin(), sent.end(), [&](const SentPolicy& one) {
      return one.edge == route.edge && is(one.hosts);
    });
    return it == sent.end() ? nullptr : &*it;
  };
  using Hosts = std::vector<std::string>;
  const SentPolicy* shared = first([](const Hosts& hosts) { return hosts.empty(); });
  std::set<const SentPolicy*> wanted;
  if (route.hosts.empty()) wanted.insert(shared);
  for (const std::string& host : route.hosts) {
    const SentPolicy* own = first([&](const Hosts& hosts) {
      return std::find(hosts.begin(), hosts.end(), host) != hosts.end();
    });
    wanted.insert(own != nullptr ? own : shared);
  }
  wanted.erase(nullptr);
  const std::function<Span(Node)> origin = [&](Node) { return route.span; };
  for (const SentPolicy* policy : wanted)
    judge_carriers(*policy->edge, route.carriers, route.path, {*policy}, origin, diagnostics);
}

/// True of a rule set that says something of security; others (a cache, a redirect) may be there.
bool says_something(const csp::Carrier& carrier) {
  return !carrier.policies.empty() ||
         std::any_of(carrier.others.begin(), carrier.others.end(),
                     [](const csp::Header& one) { return csp::is_security_header(one.name); });
}

}  // namespace

bool may_be_edge(const Artifact& artifact, std::string_view text) {
  return is_static_web_app(artifact) || (artifact.row->dialect == Dialect::kubernetes &&
                                         text.find("HTTPRoute") != std::string_view::npos);
}

void read_other_edges(const Artifact& artifact, const Verifier::Parsed& parsed,
                      std::vector<OtherEdge>& out) {
  if (is_static_web_app(artifact)) {
    const csp::Edge* edge = csp::find_edge("static-web-apps");
    out.push_back({edge, artifact.path, carriers_of(*edge, parsed), {}, {}});
    out.back().span = parsed.origin(parsed.root.at(0));
    return;
  }
  const csp::Reading reading = reading_of(parsed);
  for (const Object& object : *parsed.objects) {
    if (parsed.key(object.type) != "kubernetes/HTTPRoute") continue;  // a kind may be a value
    OtherEdge route{csp::find_edge("gateway"),
                    artifact.path,
                    csp::gateway_carriers(object.body, reading),
                    {},
                    {}};
    if (route.carriers.empty()) continue;
    for (const Node host : object.body.find_path("spec.hostnames"))
      route.hosts.push_back(reading.text(host).value_or(""));
    route.span = parsed.origin(object.body);
    out.push_back(std::move(route));
  }
}

void find_other_edges(const Artifact& artifact, const Rendered& rendered, const Value& spec,
                      Verifier& verifier, std::vector<OtherEdge>& out) {
  if (!may_be_edge(artifact, rendered.text)) return;
  verifier.read(artifact, rendered, spec,
                [&](const Verifier::Parsed& parsed) { read_other_edges(artifact, parsed, out); });
}

void prove_other_edges(const std::vector<OtherEdge>& edges, const std::vector<SentPolicy>& sent,
                       Node spec, Diagnostics& diagnostics) {
  for (const OtherEdge& one : edges) {
    const bool route = one.edge->id == "gateway";
    const std::function<Span(Node)> origin = [&](Node) { return one.span; };
    if (route && !is_shared(spec)) {
      prove_route(one, sent, diagnostics);
    } else {
      judge_for_hosts(*one.edge, one.carriers, one.path, policies_of(*one.edge, spec), one.hosts,
                      origin, diagnostics);
    }
  }
}

void prove_other_front_door(std::vector<csp::Carrier> carriers, std::string_view root, Node spec,
                            const std::function<Span(Node)>& place, Diagnostics& diagnostics) {
  if (carriers.empty()) return;
  const csp::Edge* edge = csp::find_edge("front-door");
  const std::vector<SentPolicy> policies = policies_of(*edge, spec);
  if (policies.empty()) return;
  std::set<std::string> used;
  std::vector<csp::Carrier> sets;
  for (csp::Carrier& carrier : carriers) {
    if (!carrier.of_route) {
      if (says_something(carrier)) sets.push_back(std::move(carrier));
      continue;
    }
    // What its rule set sends is judged here, where it is known to whom.
    used.insert(std::exchange(carrier.name, {}));
    if (is_shared(spec))
      judge_for_hosts(*edge, {carrier}, root, policies,
                      carrier.hosts.value_or(std::vector<std::string>()), place, diagnostics);
    else
      judge_carriers(*edge, {carrier}, root, policies, place, diagnostics);
  }
  for (const csp::Carrier& set : sets) {
    if (set.name.empty() || !used.contains(set.name))
      judge_any(*edge, {set}, root, policies, place, diagnostics);
  }
}

}  // namespace formwork
