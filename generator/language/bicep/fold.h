#pragma once
// Bicep folded into the resources it would deploy, as far as they are known: parameters and their
// defaults, parameter files, variables, functions, imports, modules, conditions and loops.
#include "language/fold/configuration.h"

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace formwork::fold {
class Trace;
}

namespace formwork::lang::bicep {

struct File;

/// Files that many roots share: each is parsed when it is first asked for, once. Thread-safe.
class ModuleLibrary {
 public:
  /// Every SourceMap that a folding is given must hold the same texts under the same ids and paths
  /// as `sources`, which outlives the library.
  ModuleLibrary(const std::vector<SourceId>& files, const SourceMap& sources);
  ~ModuleLibrary();
  /// Null if the file is not known or does not parse.
  [[nodiscard]] const File* file(const std::string& path) const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

/// Resources of the root and of all modules as `bicep/<type>` (existing ones `bicep/existing`) by
/// their addresses: `module.network.vnet`, `module.apps[0].app`, `kv::secret`; `bicep/output` of
/// the root; a module whose file is not in the configuration (`br/public:…`) as `bicep/module`.
/// Where a loop is not known, one instance stands for all: `subnet[*]`; a condition that is not
/// known stays as `condition`, what a false one guards is left out. Resources' names, types and API
/// versions are known to one another, nothing else of them. Bodies have type and apiVersion first.
///
/// The file that is deployed: `root` if it is a file, else what the first parameter file of
/// `values` uses, else `main.bicep` of the folder `root`. Nothing if it is not there or a file does
/// not parse (FW6010). Files that the configuration lacks come from `library`.
/// `trace`: is told how the values come about (fold/trace.h).
[[nodiscard]] std::optional<fold::Folded> fold_configuration(
    const fold::Configuration& configuration, const SourceMap& sources, Diagnostics& diagnostics,
    const ModuleLibrary* library = nullptr, fold::Trace* trace = nullptr);

}  // namespace formwork::lang::bicep
