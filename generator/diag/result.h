#pragma once
// The result of a one-shot operation (open, read, look up). Stages that can find many problems take
// a Diagnostics& instead and return std::optional (docs/adr: sink and optional).
#include "diag/diagnostic.h"

#include <tl/expected.hpp>

namespace formwork {

template <class T>
using Result = tl::expected<T, Diagnostic>;

[[nodiscard]] inline tl::unexpected<Diagnostic> failure(Diagnostic diagnostic) {
  return tl::unexpected<Diagnostic>(std::move(diagnostic));
}

}  // namespace formwork
