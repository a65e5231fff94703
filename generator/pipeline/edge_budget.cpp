// How long a policy may be at an edge, and where the spec makes it longest.
#include "pipeline/edge_proof.h"
#include "pipeline/policies.h"

#include <fmt/format.h>

namespace formwork {
namespace {

/// Where the spec's own text has most of the policy, which is computed from it.
Span longest_directive(const Environment* env, Node policy, Span otherwise) {
  if (env == nullptr) return otherwise;
  Node longest;
  for (const Node node : lists_behind(*env, policy)) {
    if (!longest || node.span().end - node.span().begin > longest.span().end - longest.span().begin)
      longest = node;
  }
  return longest ? longest.key_span() : otherwise;
}

}  // namespace

csp::Expected tried_of(const Environment& env, const csp::Expected& expected) {
  csp::Expected out{"Content-Security-Policy-Report-Only", expected.tried, {}};
  const Node root = env.document.root();
  out.node = root.find_path("edge.csp.tried");
  if (out.node && out.node.text() == expected.tried) return out;
  for (const Node host : root.find_path("edge.hosts")) {
    if (const Node own = host.find_path("csp.tried"); own && own.text() == expected.tried)
      out.node = own;
  }
  return out;
}

namespace {

void tell_budget(const Artifact& artifact, const csp::OverBudget& over, const SentPolicy& sent,
                 std::string_view what, Span span, Diagnostics& diagnostics) {
  const std::size_t beyond = over.bytes > over.limit ? over.bytes - over.limit : 1;
  Diagnostic d = make(Code::FW4011, artifact.path,
                      fmt::format("{}{} has {} bytes, {} more than {} takes", what,
                                  sent.hosts.empty() ? "" : fmt::format(" of `{}`", sent.host()),
                                  over.bytes, beyond, sent.edge->title));
  d.span = span;
  d.notes.push_back({{}, artifact.path, fmt::format("{} bytes fit here", over.limit)});
  const bool file = what.starts_with("the file");
  d.help = over.ways_out.empty() ? (file ? "say less in this file" : "name fewer sources")
                                 : "this would save";
  for (std::size_t i = 0; i < over.ways_out.size(); ++i)
    d.help += (i == 0 ? " " : "; ") + over.ways_out[i];
  diagnostics.add(std::move(d));
}

}  // namespace

void check_budget(const Artifact& artifact, std::size_t bytes, const Environment* env,
                  const SentPolicy& sent, Diagnostics& diagnostics) {
  const csp::Edge* edge = sent.edge;
  const csp::Expected& expected = sent.expected;
  const csp::Policy policy = csp::parse(expected.policy);
  auto over = csp::over_budget(*edge, policy);
  const bool file = !over && edge->file_bytes != 0 && bytes > edge->file_bytes;
  if (file) over = csp::OverBudget{bytes, edge->file_bytes, csp::ways_out(policy)};
  if (over) {
    tell_budget(artifact, *over, sent,
                file ? "the file with the content security policy" : "the content security policy",
                longest_directive(env, expected.node, artifact.row->csp.shared.policy.span()),
                diagnostics);
  }
  if (expected.tried.empty() || file) return;
  if ((over = csp::over_budget(*edge, csp::parse(expected.tried)))) {
    const Node tried = env == nullptr ? Node() : tried_of(*env, expected).node;
    tell_budget(artifact, *over, sent, "the content security policy that is tried",
                longest_directive(env, tried, artifact.row->csp.shared.policy.span()), diagnostics);
  }
}

}  // namespace formwork
