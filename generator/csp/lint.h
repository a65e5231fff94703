#pragma once
// What weakens a policy, by kind, and the score it gets.
#include "csp/csp.h"

#include <span>
#include <string_view>

namespace formwork::csp {

/// A kind of finding. docs/csp.md prints the table.
struct LintKind {
  std::string_view id;
  Severity severity;
  std::string_view meaning;
  std::string_view evaluator;  // what Google's csp-evaluator calls it; empty: it has no such kind
};
[[nodiscard]] std::span<const LintKind> lint_kinds();

/// One finding of the lint.
struct Lint {
  std::string id;         // of its kind
  std::string directive;  // empty where one is missing
  std::string value;      // empty where the directive itself is meant
  std::string message;
  Severity severity = Severity::warning;
  std::string help{};
};
/// In the order of the directives, then what is missing, then what has no effect.
[[nodiscard]] std::vector<Lint> lint(const Policy& policy);
/// The same of a text, with what parsing drops: directives that repeat, or are not ASCII.
[[nodiscard]] std::vector<Lint> lint_text(std::string_view serialized);

/// The score of MDN's HTTP Observatory: 100 for a site, and what its content security policy adds
/// or takes. `enforced` is false where it is only reported on.
struct Score {
  int value = 0;
  std::string_view reason{};  // Observatory's name of the result, in our words
};
[[nodiscard]] Score score(const Policy& policy, bool enforced = true);

}  // namespace formwork::csp
