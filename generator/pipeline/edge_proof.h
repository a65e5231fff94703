#pragma once
// The proof that every edge carries the policy of the spec: it is read back out of what was
// rendered and compared in meaning.
#include "csp/carried.h"
#include "pipeline/inputs.h"
#include "pipeline/roots.h"
#include "pipeline/sent_policy.h"
#include "pipeline/verify.h"

namespace formwork {

/// What the `csp:` of its row says for one artifact: the policy that all hosts share, or the one
/// of the file's own host, then those of single hosts. Empty where the artifact carries none.
[[nodiscard]] std::vector<SentPolicy> carried_policies(const Artifact& artifact,
                                                       EvalContext& context);

/// The policy that is tried beside `expected`, as one of its own, with where the spec says it.
[[nodiscard]] csp::Expected tried_of(const Environment& env, const csp::Expected& expected);

/// FW4011 where the policy, the one that is tried beside it, or the file of `bytes` that holds
/// them, is longer than the edge takes: at the longest directive of the spec. `env` is null for the
/// shared unit.
void check_budget(const Artifact& artifact, std::size_t bytes, const Environment* env,
                  const SentPolicy& policy, Diagnostics& diagnostics);

/// DR020 where an artifact does not carry its policies, or a security header beside them. Front
/// Door is proven on the folded root, see below. `artifact` was verified before, and not laid out
/// yet.
void prove_policies(const Artifact& artifact, const Rendered& rendered, const Value& spec,
                    const std::vector<SentPolicy>& policies, Verifier& verifier,
                    Diagnostics& diagnostics);

/// The same of what was parsed already, in the tree as well.
void prove_parsed(const Artifact& artifact, const Verifier::Parsed& parsed,
                  const std::vector<SentPolicy>& policies, Diagnostics& diagnostics);

/// DR020 where a carrier does not send what `policies` have for it: the first is the one that hosts
/// share. `origin`: where findings point. `path`: the output, or the root.
void judge_carriers(const csp::Edge& edge, const std::vector<csp::Carrier>& carriers,
                    std::string_view path, const std::vector<SentPolicy>& policies,
                    const std::function<Span(Node)>& origin, Diagnostics& out);

/// What was parsed, with its holes bound; `parsed` is to live as long.
[[nodiscard]] csp::Reading reading_of(const Verifier::Parsed& parsed);

/// An artifact that carries policies to Front Door, whose headers are made by modules.
struct FoldedEdge {
  const Artifact* artifact = nullptr;
  std::vector<SentPolicy> policies{};
};

/// DR020 for each rule set and route of the folded roots: the module's actions carried out
/// (docs/csp.md). Where none of `edges` stands in a root, its routes are held against `spec`.
/// `roots` are folded, or recalled; where something is found they are folded.
void prove_folded(const Inputs& inputs, Roots& roots, const std::vector<FoldedEdge>& edges,
                  Node spec, const SourceMap& sources, Diagnostics& diagnostics);

/// The same of roots that are folded; `place` says where findings point.
void prove_roots(const Roots& roots, const std::vector<FoldedEdge>& edges, Node spec,
                 const std::function<Span(Node)>& place, Diagnostics& diagnostics);

/// Where an artifact that was parsed sets headers, with its holes bound. Not of edges that are
/// folded.
[[nodiscard]] std::vector<csp::Carrier> carriers_of(const csp::Edge& edge,
                                                    const Verifier::Parsed& parsed);
/// Where the folded root sets headers at Front Door.
[[nodiscard]] std::vector<csp::Carrier> carriers_of(const Root& root);
/// True if the edge of `artifact`, whose headers modules make, stands in the root at `root`.
[[nodiscard]] bool stands_in(const std::string& artifact, const std::string& root);

/// True of the edges that are proven so.
[[nodiscard]] bool is_folded_edge(std::string_view edge);

}  // namespace formwork
