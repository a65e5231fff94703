#pragma once
// The built-in packs where there is no workspace: their rules are asked for wherever findings are
// read.
#include "pack/pack.h"
#include "schema/schema.h"

#include <optional>

namespace formwork {

/// Manifests and rules; no template is compiled.
[[nodiscard]] std::optional<PackSet> load_built_in_packs(const Schema& schema, SourceMap& sources,
                                                         Diagnostics& diagnostics);

}  // namespace formwork
