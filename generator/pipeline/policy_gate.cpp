#include "pipeline/policy_gate.h"

#include "base/text.h"
#include "csp/lint.h"
#include "csp/live.h"
#include "pipeline/policies.h"

#include <fmt/format.h>

#include <algorithm>

namespace formwork {
namespace {

constexpr int kProduction = 2, kStaging = 1;

const csp::Expected* first_enforced(const UnitReport& report) {
  for (const SentPolicy& one : report.output.policies) {
    if (!enforced(one.expected).empty()) return &one.expected;
  }
  return nullptr;
}

std::string at_host(const SentPolicy& policy) {
  return policy.hosts.empty() ? std::string() : fmt::format(" at `{}`", policy.host());
}

Span mode_of(const Environment& env) {
  const Node mode = env.document.root().find_path("edge.csp.mode");
  return mode && layer_of(env.layers, mode.span().source) != nullptr ? mode.span() : Span{};
}

Diagnostic& add(UnitReport& report, Span span, std::string message, std::string help) {
  Diagnostic d = make(Code::FW4015, span, std::move(message), std::move(help));
  const Node name = report.unit.document->root().find_path("metadata.name");
  if (!d.span.valid() && name) d.span = name.span();
  return report.output.diagnostics.add(std::move(d));
}

/// What production blocks and staging, which enforces a policy too, does not.
void compare_tiers(UnitReport& production, const SentPolicy& sent, const UnitReport& staging,
                   const csp::Expected& tried) {
  const csp::Expected& policy = sent.expected;
  const auto more = weakenings(
      csp::compare({csp::parse(policy.policy)}, {csp::parse(tried.policy)}, {.names = false}));
  for (const csp::Weakening& w : more) {
    const std::string source = w.source.empty() ? "gone" : w.source;
    if (waived("FW4015", w.directive, source, production.output.waivers)) continue;
    add(production, place_of(*production.unit.environment, policy, w.directive, {}),
        fmt::format("`{}`{} enforces what `{}` has not tried: there the policy {}",
                    production.unit.name, at_host(sent), staging.unit.name, csp::told(w)),
        fmt::format("take it to `{}` first, or waive FW4015 for `{}#{}`", staging.unit.name,
                    w.directive, source));
  }
}

void judge_rollout(UnitReport& production, const std::vector<UnitReport*>& staging) {
  const csp::Expected* policy = first_enforced(production);
  if (policy == nullptr) return;
  const auto tried = std::find_if(staging.begin(), staging.end(), [](const UnitReport* report) {
    return first_enforced(*report) != nullptr;
  });
  if (tried != staging.end()) {
    for (const SentPolicy& one : distinct(production.output.policies)) {
      const SentPolicy* there = counterpart((*tried)->output.policies, one);
      if (enforced(one.expected).empty() || there == nullptr) continue;
      // A host that staging only reports for has been tried by the policy that it enforces.
      const bool enforces = !enforced(there->expected).empty();
      compare_tiers(production, one, **tried,
                    enforces ? there->expected : *first_enforced(**tried));
    }
    return;
  }
  const UnitReport& first = *staging.front();
  if (waived("FW4015", "policy", first.unit.name, production.output.waivers)) return;
  Diagnostic& d =
      add(production, mode_of(*production.unit.environment),
          fmt::format("`{}` enforces a content security policy that `{}` does not enforce",
                      production.unit.name, first.unit.name),
          fmt::format("set `edge.csp.mode: enforce` in `{}` first: off, report-only, enforce, and "
                      "staging before production",
                      first.unit.name));
  if (const Span span = mode_of(*first.unit.environment); span.valid())
    d.notes.push_back({span, "", "it is set here"});
}

/// What would raise the score: the lint names only what is written.
std::string way_up(const UnitReport& report, const SentPolicy& sent, int score) {
  if (sent.expected.policy.empty() || enforced(sent.expected).empty()) {
    return fmt::format("set `{}: enforce`, or ask for 75 until then",
                       sent.hosts.empty() ? "edge.csp.mode" : "edge.hosts.<host>.csp.mode");
  }
  if (score >= 105)
    return "more than 105 is for `default-src: [\"'none'\"]`, with a directive for each kind of "
           "thing that pages load";
  return fmt::format("`formwork csp lint {}` names what takes it down", report.unit.name);
}

void judge_score(UnitReport& report) {
  const Node least = report.unit.document->root().find_path("edge.csp.min_score");
  if (!least.is(Kind::integer)) return;
  for (const SentPolicy& one : distinct(report.output.policies)) {
    const csp::Score found =
        csp::score(csp::parse(one.expected.policy), csp::is_enforced(one.expected.header));
    if (found.value >= least.as_int() ||
        waived("FW4014", one.path, one.edge->id, report.output.waivers))
      continue;
    report.output.diagnostics.add(
        Code::FW4014, least.span(),
        fmt::format("the content security policy of `{}`{} scores {}, and {} is due: {}",
                    report.unit.name, at_host(one), found.value, least.as_int(), found.reason),
        way_up(report, one, found.value));
  }
}

}  // namespace

void judge_policies(std::vector<UnitReport>& reports) {
  std::vector<UnitReport*> staging;
  for (UnitReport& report : reports) {
    const Environment* env = report.unit.environment;
    if (env == nullptr || report.output.policies.empty()) continue;
    judge_score(report);
    if (env->rank == kStaging) staging.push_back(&report);
  }
  if (staging.empty()) return;
  for (UnitReport& report : reports) {
    const Environment* env = report.unit.environment;
    if (env != nullptr && env->rank == kProduction) judge_rollout(report, staging);
  }
}

}  // namespace formwork
