#pragma once
// The proof that every edge carries the policy of the spec: it is read back out of what was
// rendered and compared in meaning.
#include "csp/carried.h"
#include "pipeline/inputs.h"
#include "pipeline/verify.h"

namespace formwork {

/// What the row's `csp:` says for one artifact.
[[nodiscard]] csp::Expected expected_policy(const ArtifactRow& row, Frame& frame,
                                            EvalContext& context);

/// FW4011 where the policy, or the file of `bytes` that holds it, is longer than the edge takes: at
/// the longest directive of the spec. `env` is null for the shared unit.
void check_budget(const Artifact& artifact, std::size_t bytes, const Environment* env,
                  const csp::Expected& expected, Diagnostics& diagnostics);

/// DR020 where an artifact does not carry the policy. Front Door is proven on the folded root, see
/// below. `artifact` was verified before, and not laid out yet.
void prove_policy(const Artifact& artifact, const Rendered& rendered, const Value& spec,
                  const csp::Expected& expected, Verifier& verifier, Diagnostics& diagnostics);

/// DR020 for each rule set of Front Door in a folded root (docs/csp.md). `row` names the edge, and
/// is where a finding points that has no better place; `path`: the root's main file.
void prove_folded_policy(const ArtifactRow& row, std::string_view path,
                         const std::vector<Object>& objects, const csp::Expected& expected,
                         Diagnostics& diagnostics);

}  // namespace formwork
