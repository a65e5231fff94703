#include "csp/compare.h"

#include "csp/cases.h"

#include <algorithm>
#include <set>
#include <utility>

namespace formwork::csp {
namespace {

using Side = std::vector<Governor>;  // one for each policy

bool requires_trusted_types(const std::vector<Policy>& policies) {
  return std::any_of(policies.begin(), policies.end(), [](const Policy& policy) {
    const Directive* directive = policy.find("require-trusted-types-for");
    return directive != nullptr && std::find(directive->values.begin(), directive->values.end(),
                                             "'script'") != directive->values.end();
  });
}

Side governors(const Matter& matter, const std::vector<Policy>& policies, bool trusted_types) {
  Side out;
  for (const Policy& policy : policies) {
    const Directive* directive = matter.find(policy);
    if (directive == nullptr) continue;
    out.push_back({directive, parse_sources(*directive), trusted_types});
  }
  return out;
}

/// What a side says of a case. Where several policies let it pass, the first is named.
struct Answer {
  bool allowed = true;
  std::string_view by{}, source{};
};

Answer ask(const Side& side, const Case& one) {
  Answer out;
  for (const Governor& governor : side) {
    const Pass pass = one.ask(governor);
    if (!pass) return {false, governor.directive->name, {}};
    if (out.by.empty()) out = {true, governor.directive->name, *pass};
  }
  return out;
}

/// The directives as they are, but for order and repeats.
bool same_lists(const Side& a, const Side& b) {
  const auto key = [](const Governor& g) {
    return std::pair(g.directive->name,
                     std::set<std::string>(g.directive->values.begin(), g.directive->values.end()));
  };
  return a.size() == b.size() &&
         std::equal(a.begin(), a.end(), b.begin(), [&](const Governor& x, const Governor& y) {
           return key(x) == key(y) && x.trusted_types == y.trusted_types;
         });
}

Verdict verdict_of(bool more, bool less) {
  if (more && less) return Verdict::incomparable;
  if (more) return Verdict::weaker;
  return less ? Verdict::stricter : Verdict::equal;
}

class Witnesses {
 public:
  void add(const Case& one, const Answer& allowed, const Answer& denied) {
    if (!seen_.insert({std::string(allowed.by), std::string(allowed.source)}).second) return;
    out_.push_back(
        {one.text(), std::string(allowed.by), std::string(allowed.source), std::string(denied.by)});
  }
  [[nodiscard]] std::vector<Witness> take() && { return std::move(out_); }

 private:
  std::set<std::pair<std::string, std::string>> seen_{};
  std::vector<Witness> out_{};
};

DirectiveComparison compare(const Matter& matter, const Side& base, const Side& head) {
  DirectiveComparison out{.directive = std::string(matter.directive)};
  if (same_lists(base, head)) return out;
  std::vector<const Governor*> all;
  for (const Governor& governor : head) all.push_back(&governor);
  for (const Governor& governor : base) all.push_back(&governor);
  Witnesses gained, lost;
  for (const Case& one : matter.cases(all)) {
    const Answer was = ask(base, one);
    const Answer is = ask(head, one);
    if (is.allowed && !was.allowed) gained.add(one, is, was);
    if (was.allowed && !is.allowed) lost.add(one, was, is);
  }
  out.gained = std::move(gained).take();
  out.lost = std::move(lost).take();
  out.verdict = verdict_of(!out.gained.empty(), !out.lost.empty());
  return out;
}

}  // namespace

std::string_view name(Verdict verdict) {
  switch (verdict) {
    case Verdict::equal:
      return "equal";
    case Verdict::stricter:
      return "stricter";
    case Verdict::weaker:
      return "weaker";
    case Verdict::incomparable:
      return "incomparable";
  }
  return {};
}

Comparison compare(const std::vector<Policy>& base, const std::vector<Policy>& head,
                   const CompareOptions& options) {
  const CaseOptions case_options{options.origin, options.names, base.size() > 1 || head.size() > 1};
  const bool base_types = requires_trusted_types(base);
  const bool head_types = requires_trusted_types(head);
  Comparison out;
  bool more = false, less = false;
  for (const Matter& matter : all_matters(case_options)) {
    out.directives.push_back(
        compare(matter, governors(matter, base, base_types), governors(matter, head, head_types)));
    more = more || !out.directives.back().gained.empty();
    less = less || !out.directives.back().lost.empty();
  }
  out.verdict = verdict_of(more, less);
  return out;
}

std::vector<Weakening> weakenings(const Comparison& comparison) {
  std::vector<Weakening> out;
  for (const DirectiveComparison& one : comparison.directives) {
    for (const Witness& witness : one.gained) {
      const std::string& directive = witness.by.empty() ? witness.denied_by : witness.by;
      const auto it = std::find_if(out.begin(), out.end(), [&](const Weakening& w) {
        return w.directive == directive && w.source == witness.source;
      });
      if (it == out.end())
        out.push_back({directive, witness.source, witness.text, {one.directive}});
      else
        it->where.push_back(one.directive);
    }
  }
  return out;
}

}  // namespace formwork::csp
