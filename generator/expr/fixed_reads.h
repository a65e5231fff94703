#pragma once
#include "expr/expr.h"

namespace formwork {

/// True if an evaluation reads the same nodes of every Document of one structure, whatever the
/// scalars in it: nothing in `expr` chooses by a value what comes next.
[[nodiscard]] bool has_fixed_reads(const Expr& expr);

}  // namespace formwork
