#pragma once
// Files that look as if they counted and do not: a misspelt name would change nothing, unseen.
#include "pipeline/inputs.h"

namespace formwork {

/// FW8009 for specs that are no environment and that none extends, and for releases and bindings of
/// no environment, with the nearest name.
void report_unused_files(const Tree& tree, const Inputs& inputs, Diagnostics& diagnostics);

/// FW7012 where `releases` or `bindings` is no folder: what it was to hold would be passed over.
/// False after an error.
[[nodiscard]] bool check_layer_folders(const Tree& tree, Diagnostics& diagnostics);

}  // namespace formwork
