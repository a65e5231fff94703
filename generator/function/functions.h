#pragma once
// The builtin pure functions of expressions. They know values, never paths of the spec.
#include "expr/expr.h"

namespace formwork {

[[nodiscard]] const FunctionTable& builtin_functions();

}  // namespace formwork
