#pragma once
// Edges that no row of a manifest declares: files of one's own (`extra:`), templates of a pack of
// one's own. They are held against what the spec says, like all others.
#include "pipeline/edge_proof.h"

namespace formwork {

/// An HTTPRoute, or a `staticwebapp.config.json`, of an artifact whose row names no policy.
struct OtherEdge {
  const csp::Edge* edge = nullptr;
  std::string path{};
  std::vector<csp::Carrier> carriers{};  // their nodes may be gone
  std::vector<std::string> hosts{};      // of an HTTPRoute
  Span span{};
};
/// Appends those that serve users. `artifact` was verified before, and not laid out yet.
void find_other_edges(const Artifact& artifact, const Rendered& rendered, const Value& spec,
                      Verifier& verifier, std::vector<OtherEdge>& out);
/// The same of what was parsed already, in the tree as well, if its text says that it may be one.
[[nodiscard]] bool may_be_edge(const Artifact& artifact, std::string_view text);
void read_other_edges(const Artifact& artifact, const Verifier::Parsed& parsed,
                      std::vector<OtherEdge>& out);
/// DR020. An HTTPRoute has to send the policy that the environment's own routes `sent` to its
/// hosts, or share; nothing is asked of it where the environment has no such routes. A static web
/// app does not say for which host it is: it has to send the shared policy of `spec`, or that of a
/// host. In the unit that environments share, a route has to send the policies that its hosts have
/// in the environments that name them, or that of any.
void prove_other_edges(const std::vector<OtherEdge>& edges, const std::vector<SentPolicy>& sent,
                       Node spec, Diagnostics& diagnostics);

/// DR020 for each route of Front Door among the `carriers` of the folded root at `root` that does
/// not send the policies of its hosts, as `spec` has them, and for rule sets that no route there
/// uses and that send none of them.
void prove_other_front_door(std::vector<csp::Carrier> carriers, std::string_view root, Node spec,
                            const std::function<Span(Node)>& place, Diagnostics& diagnostics);

}  // namespace formwork
