#pragma once
// Terraform's type constraints (developer.hashicorp.com/terraform/language/expressions/
// type-constraints): what a value becomes as a variable of a type.
#include "language/fold/evaluate.h"

namespace formwork::lang::hcl {

/// `value` as the type that `type` spells: texts, numbers and booleans into each other, lists into
/// sets, absent `optional` attributes filled, attributes of no type dropped. Failed if it does not
/// fit; unknown if the type cannot be read.
[[nodiscard]] fold::Datum convert(const fold::Datum& value, const fold::Tree& tree,
                                  fold::ExprId type, fold::Evaluator& evaluator);

}  // namespace formwork::lang::hcl
