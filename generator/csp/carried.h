#pragma once
// The policy read back out of what was emitted: which headers an edge would send, found in the
// parsed output, and held against what the spec says.
#include "csp/edge.h"

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace formwork::csp {

/// How a parsed output is read: as it stands, or, of a shape, with its holes bound.
struct Reading {
  /// The text of a scalar; nothing where it is known only after deployment.
  std::function<std::optional<std::string>(Node)> text;
  std::function<std::string(std::string_view)> key;
};
/// As it stands: nothing is known of Kind::unknown and Kind::hole.
[[nodiscard]] const Reading& as_it_stands();

/// A header that a response gets.
struct Header {
  std::string name;                  // lower case
  std::optional<std::string> value;  // nothing: not known before deployment
  Node node{};                       // the value's
};

/// A place of an output where responses get headers: a rule of a route, a route of Front Door, a
/// file's global headers. `policies`: those among them that carry a policy, in order.
struct Carrier {
  std::string place{};  // for messages: "rules[0]", "route `web`", "globalHeaders"
  std::string name{};   // of a rule set, as the cloud has it, where it is known
  Node node{};
  std::vector<Header> policies{};
  std::vector<Header> others{};  // the rest, in order
  bool partial = false;  // what is not here comes from elsewhere: only what is here is judged
  /// Of a route of Front Door, which gets the headers of the rule set `name`, if of one alone.
  bool of_route = false;
  /// The domains that a route answers for; nothing where they are not known.
  std::optional<std::vector<std::string>> hosts{};
};

/// An object of an output, as readers give it (language/language.h).
struct OutputObject {
  std::string_view type{}, name{};
  Node body{};
};

/// The carriers of an HTTPRoute: each rule that forwards requests.
[[nodiscard]] std::vector<Carrier> gateway_carriers(Node route, const Reading& read);
/// The carrier of a ConfigMap that ingress-nginx is told to take headers from (`custom-headers`).
[[nodiscard]] std::vector<Carrier> ingress_nginx_carriers(Node config_map, const Reading& read);
/// The carrier of an Ingress of the AWS Load Balancer Controller: the attributes of its listener
/// for HTTPS.
[[nodiscard]] std::vector<Carrier> alb_carriers(Node ingress, const Reading& read);
/// The carriers of a `staticwebapp.config.json`: its global headers, and each route with a policy
/// of its own, which would win there.
[[nodiscard]] std::vector<Carrier> static_web_apps_carriers(Node config, const Reading& read);
/// The carriers of Front Door in a folded configuration: each rule set, with the actions of its
/// rules carried out in their order, and each route, with those of the rule sets that it uses: ids
/// are not known before a deployment, but which resource's they are. `objects` are of Terraform
/// (`terraform/azurerm_…`) or Bicep (`bicep/Microsoft.Cdn/…`).
[[nodiscard]] std::vector<Carrier> front_door_carriers(const std::vector<OutputObject>& objects,
                                                       const Reading& read);

/// What the spec wants at every edge; an empty policy: none.
struct Expected {
  std::string header{};  // Content-Security-Policy, or …-Report-Only
  std::string policy{};
  Node node{};  // the value of the spec that says so
  /// A second policy, sent beside an enforced one and only reported on; empty: none.
  std::string tried{};
  /// The security headers beside it, by name in lower case; nothing where the manifest names none.
  std::optional<std::map<std::string, std::string>> others{};
};

/// The header of `others` that is a second policy becomes `tried`: a manifest's `headers` name it
/// among the headers beside the policy.
void take_tried(Expected& expected);

/// Why a carrier does not say what the spec says; nothing where it does: one header of that name,
/// equal in meaning, likewise the one that is tried beside it, and no other policy.
[[nodiscard]] std::optional<std::string> divergence(const Carrier& carrier,
                                                    const Expected& expected);

/// A security header that a carrier sends in another meaning than the spec, or not, or more than
/// once, or without being asked to.
struct HeaderDivergence {
  std::string name{};  // "Referrer-Policy"
  std::string why{};
  Node node{};  // the value's
};
[[nodiscard]] std::vector<HeaderDivergence> header_divergences(const Carrier& carrier,
                                                               const Expected& expected);

}  // namespace formwork::csp
