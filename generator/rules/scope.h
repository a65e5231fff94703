#pragma once
// The names of a rule's expressions. They are variables, not fields of one record, because the
// object lives in the document of its artifact and the spec in its own.
#include "expr/expr.h"
#include "rules/rules.h"

namespace formwork {

/// Slots of a rule's Frame.
enum RuleSlot : std::size_t {
  kRuleRoot,
  kRuleObject,
  kRuleName,
  kRuleType,
  kRuleFile,
  kRuleSpec,
  kRuleSlots
};

/// `object`, `name`, `type`, `file`, `spec`; `spec` is `any` where its type is not known (shared
/// artifacts).
[[nodiscard]] Scope rule_scope(TypeTable& types, TypeRef spec);

/// True if a rule asks for where its object stands, which differs from one artifact to the next.
[[nodiscard]] bool names_place(const Rule& rule);

}  // namespace formwork
