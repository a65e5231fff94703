#pragma once
// What `compile` was told to write over or to remove, and that is nowhere: a misspelt path would be
// passed over.
#include "pipeline/compile.h"

namespace formwork {

/// A warning for each `--discard` and `--adopt` that fits no output and no file that was one.
void tell_unmatched(const std::vector<UnitReport>& reports, const CompileOptions& options,
                    Diagnostics& diagnostics);

}  // namespace formwork
