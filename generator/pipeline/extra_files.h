#pragma once
// The files that specs list under `extra`.
#include "pipeline/inputs.h"

namespace formwork {

/// Reads each file that an environment's `extra` names, once, and adds its outputs to the packs.
/// FW6034 where there is none, at the entry; FW6xxx where two outputs would have one path. False
/// after an error.
bool add_extra_files(const Tree& tree, Inputs& inputs, SourceMap& sources,
                     Diagnostics& diagnostics);

}  // namespace formwork
