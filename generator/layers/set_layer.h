#pragma once
// Private to layers/: what `--set` arguments say, as a layer.
#include "layers/layers.h"

#include <memory>
#include <string>
#include <vector>

namespace formwork {

/// `sets` ("a.b=value") as a layer whose source is called `--set` and holds one argument a line. A
/// value is text, unless it is `null` or begins with a bracket or quote: then it is YAML. A later
/// argument wins over an earlier one. Nothing if one of them is FW2009 or the kinds they ask for
/// differ (FW2004).
[[nodiscard]] std::unique_ptr<Layer> set_layer(const std::vector<std::string>& sets,
                                               SourceMap& sources, Diagnostics& diagnostics);

}  // namespace formwork
