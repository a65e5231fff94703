#pragma once
// Private to pipeline/: the layers that come with formwork, below those of the workspace: the pins,
// and the profiles of the languages that services are built in.
#include "pipeline/inputs.h"

namespace formwork {

/// The built-in pins and `pins.yaml` of the workspace, into `inputs.pins`; false if one is broken.
[[nodiscard]] bool load_pins(const Tree& tree, Inputs& inputs, SourceMap& sources,
                             Diagnostics& diagnostics);

/// The profiles that come with formwork, of the languages that `layers` build services in or
/// change. One is read when the first environment needs it. Not thread-safe.
[[nodiscard]] std::vector<const Layer*> profiles_of(const std::vector<const Layer*>& layers,
                                                    Inputs& inputs, SourceMap& sources,
                                                    Diagnostics& diagnostics);

}  // namespace formwork
