#include "pipeline/policies.h"

#include "base/text.h"
#include "csp/live.h"
#include "csp/source.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

namespace formwork {
namespace {

/// What a source is called where a directive restricts nothing any more.
constexpr std::string_view kGone = "gone";
/// The policy as a whole, in a waiver.
constexpr std::string_view kWhole = "policy";

const csp::Expected* base_of(const PolicySide& base, const SentPolicy& head) {
  const SentPolicy* other = nullptr;
  for (const SentPolicy& one : base.sent) {
    if (one.edge == head.edge && one.path == head.path) return &one.expected;
    if (other == nullptr || (other->edge != head.edge && one.edge == head.edge)) other = &one;
  }
  return other == nullptr ? nullptr : &other->expected;
}

class Reporter {
 public:
  Reporter(const PolicySide& base, const Environment& env, const std::vector<Waiver>& waivers,
           Diagnostics& out)
      : base_(base), env_(env), waivers_(waivers), out_(out) {}

  void judge(const SentPolicy& head) {
    const csp::Expected* was = base_of(base_, head);
    if (was == nullptr) return;
    const auto before = csp_policies(*was);
    const auto after = csp_policies(head.expected);
    if (before.empty()) return;  // nothing was enforced, nothing can get weaker
    if (after.empty()) return whole(*was, head);
    for (const csp::Weakening& w : weakenings(csp::compare(before, after))) {
      if (!is_rebuilt(before.front(), w)) weakened(*was, head, w);
    }
  }

 private:
  // Where hashes of built files were allowed, that of a file which was built anew is no more: the
  // code itself stands in the same change, for whoever reviews it.
  [[nodiscard]] bool is_rebuilt(const csp::Policy& was, const csp::Weakening& w) const {
    const csp::Directive* governs = was.find(w.directive);
    if (governs == nullptr || !csp::parse_sources(*governs).has_nonce_or_hash()) return false;
    bool found = false;
    for_each_built(env_.document.root(), [&](std::string_view, Node file) {
      for (const Node kind : file.find("hashes")) {
        for (const Node source : kind) found = found || source.text() == w.source;
      }
    });
    return found;
  }

  static std::vector<csp::Policy> csp_policies(const csp::Expected& expected) {
    return enforced(expected);
  }

  Diagnostic* add(const SentPolicy& head, std::string_view directive, std::string_view source,
                  std::string message, std::string help) {
    const std::string name(source.empty() ? kGone : source);
    // Edges of an environment have one policy: each loss is told once.
    if (!told_.insert({std::string(directive), name}).second) return nullptr;
    if (waived("DR021", directive, name, waivers_)) return nullptr;
    Diagnostic d = make(Code::DR021, place_of(env_, head.expected, directive, source),
                        std::move(message), std::move(help));
    if (!d.span.valid()) d.path = head.path;
    d.severity = env_.rank == 2 ? Severity::error : Severity::warning;
    return &out_.add(std::move(d));
  }

  void whole(const csp::Expected& was, const SentPolicy& head) {
    const bool reported = !head.expected.policy.empty();
    Diagnostic* d =
        add(head, kWhole, reported ? "report-only" : "off",
            fmt::format("the content security policy of `{}` is {}, and was enforced in {}",
                        env_.name, reported ? "only reported on" : "no longer sent", base_.title),
            fmt::format("enforce it, or waive DR021 for `{}#{}`", kWhole,
                        reported ? "report-only" : "off"));
    if (d != nullptr) d->notes.push_back({{}, "", "it was: " + was.policy});
  }

  void weakened(const csp::Expected& was, const SentPolicy& head, const csp::Weakening& w) {
    const bool gone = w.source.empty();
    Diagnostic* d =
        add(head, w.directive, w.source,
            fmt::format("the content security policy of `{}` is weaker than in {}: it now {}",
                        env_.name, base_.title, csp::told(w)),
            fmt::format("{}, or waive DR021 for `{}#{}` with a reason and a last day",
                        gone ? fmt::format("write `{}` again", w.directive)
                             : fmt::format("take `{}` out of `{}`", w.source, w.directive),
                        w.directive, gone ? kGone : std::string_view(w.source)));
    if (d == nullptr) return;
    if (const csp::Policy before = csp::parse(was.policy);
        const auto* old = before.find(w.directive))
      d->notes.push_back({{}, "", fmt::format("it was: {} {}", old->name, join(old->values, " "))});
    if (w.where.size() > 1) d->notes.push_back({{}, "", "for " + join(w.where, ", ")});
  }

  const PolicySide& base_;
  const Environment& env_;
  const std::vector<Waiver>& waivers_;
  Diagnostics& out_;
  std::set<std::pair<std::string, std::string>> told_{};
};

}  // namespace

std::vector<SentPolicy> sent_policies(const Inputs& inputs, const Unit& unit,
                                      Diagnostics& diagnostics) {
  std::vector<SentPolicy> out;
  Document scratch;
  EvalContext planning{scratch};
  const PlanInput input{unit.kind, Value::of(unit.document->root()), unit.targets};
  for (const Artifact& artifact : plan(inputs.packs, input, planning, diagnostics)) {
    const csp::Edge* edge = csp::find_edge(artifact.row->csp_edge);
    if (edge == nullptr) continue;
    EvalContext context{scratch};
    Frame frame = artifact.frame;
    out.push_back({edge, artifact.path, expected_policy(*artifact.row, frame, context)});
    if (context.error) diagnostics.add(*context.error);
  }
  return out;
}

std::vector<SentPolicy> distinct(const std::vector<SentPolicy>& sent) {
  std::vector<SentPolicy> out;
  for (const SentPolicy& one : sent) {
    const bool known = std::any_of(out.begin(), out.end(), [&](const SentPolicy& other) {
      return other.expected.header == one.expected.header &&
             other.expected.others == one.expected.others &&
             csp::same_meaning(csp::parse(other.expected.policy), csp::parse(one.expected.policy));
    });
    if (!known) out.push_back(one);
  }
  return out;
}

std::vector<csp::Policy> enforced(const csp::Expected& expected) {
  if (expected.policy.empty() || !csp::is_enforced(expected.header)) return {};
  return {csp::parse(expected.policy)};
}

Span place_of(const Environment& env, const csp::Expected& expected, std::string_view directive,
              std::string_view source) {
  if (!expected.node) return {};
  const auto* const reads = env.filled.reads.find(expected.node.id());
  if (reads == nullptr) return {};
  for (const NodeId id : *reads) {
    const Node node = env.document.node(id);
    if (!node || !node.is(Kind::list) || node.key() != directive) continue;
    if (layer_of(env.layers, node.span().source) == nullptr) continue;
    for (const Node item : node) {
      if (item.is_scalar() && item.text() == source) return item.span();
    }
    return node.key_span();
  }
  return {};
}

void report_weakened(const PolicySide& base, const Environment& env,
                     const std::vector<SentPolicy>& head, const std::vector<Waiver>& waivers,
                     Diagnostics& diagnostics) {
  Reporter reporter(base, env, waivers, diagnostics);
  for (const SentPolicy& one : head) reporter.judge(one);
}

void warn_weakened(const UnitReport& report, Diagnostics& diagnostics) {
  if (report.unit.environment == nullptr || !report.old) return;
  PolicySide base{"the lock", {}};
  for (const SentPolicy& one : report.output.policies) {
    const auto was = report.old->policies.find({std::string(one.edge->id), one.path});
    if (was == report.old->policies.end()) continue;
    base.sent.push_back({one.edge, one.path, {one.expected.header, was->second, {}}});
  }
  Diagnostics found;
  report_weakened(base, *report.unit.environment, report.output.policies, report.output.waivers,
                  found);
  for (Diagnostic& d : found.items()) d.severity = Severity::warning;
  diagnostics.append(std::move(found));
}

}  // namespace formwork
