#pragma once
#include "expr/expr.h"

namespace formwork {

/// A node of the context's scratch Document that stands for `original`, of whatever Document: a map
/// or list of such nodes is read as one of what they stand for, which is nowhere copied.
[[nodiscard]] NodeId stand_in(EvalContext& context, Node original);

}  // namespace formwork
