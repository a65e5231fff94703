#pragma once
// Bicep folded into the resources it would deploy, as far as they are known: parameters and their
// defaults, parameter files, variables, functions, imports, modules, conditions and loops.
#include "language/fold/configuration.h"

#include <optional>

namespace formwork::lang::bicep {

/// Resources of the root and of all modules as `bicep/<type>` (existing ones `bicep/existing`) by
/// their addresses: `module.network.vnet`, `module.apps[0].app`, `kv::secret`; `bicep/output` of
/// the root; a module whose file is not in the configuration (`br/public:…`) as `bicep/module`.
/// Where a loop is not known, one instance stands for all: `subnet[*]`; a condition that is not
/// known stays as `condition`, what a false one guards is left out. Resources' names, types and API
/// versions are known to one another, nothing else of them. Bodies have type and apiVersion first.
///
/// The file that is deployed: `root` if it is a file, else what the first parameter file of
/// `values` uses, else `main.bicep` of the folder `root`. Nothing if it is not there or a file does
/// not parse (FW6010).
[[nodiscard]] std::optional<fold::Folded> fold_configuration(
    const fold::Configuration& configuration, const SourceMap& sources, Diagnostics& diagnostics);

}  // namespace formwork::lang::bicep
