#pragma once
// Where formwork reads from, nothing is written: a pack that names such a path would overwrite the
// very spec it is compiled from.
#include "pipeline/inputs.h"
#include "pipeline/unit.h"

#include <vector>

namespace formwork {

/// FW6042 for rows and owned folders of the manifests whose text alone says so: in the folders of
/// specs, overlays, releases and bindings, in `.formwork`, at `formwork.yaml` or `pins.yaml`.
void refuse_input_places(const Inputs& inputs, Diagnostics& diagnostics);

/// The same of a unit's paths once they are known, and of every file that a layer was read from.
void refuse_input_places(const Inputs& inputs, const Unit& unit,
                         const std::vector<Artifact>& artifacts, Diagnostics& diagnostics);

}  // namespace formwork
