#pragma once
// A Terraform configuration folded into the instances it would have: variables and their defaults,
// locals, modules, count, for_each and dynamic blocks.
#include "language/fold/configuration.h"

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace formwork::fold {
class Trace;
}

namespace formwork::lang::hcl {

/// Modules that many roots share: each folder is parsed when it is first asked for, once.
/// Thread-safe.
class ModuleLibrary {
 public:
  /// `folders` as in a Configuration. Every SourceMap that a folding is given must hold the same
  /// texts under the same ids as `sources`, which outlives the library.
  ModuleLibrary(std::map<std::string, std::vector<SourceId>> folders, const SourceMap& sources);
  ~ModuleLibrary();
  /// Null if the folder is not known or a file of it does not parse.
  [[nodiscard]] const struct Module* module(const std::string& folder) const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

/// `resource` and `data` blocks of the root and of all modules as `terraform/<type>` and
/// `terraform/data/<type>` by their addresses (`module.vault["a"].azurerm_key_vault.this`);
/// `terraform/provider`, `terraform/terraform` and `terraform/output` of the root; a module whose
/// folder is not in the configuration as `terraform/module`. Where count or for_each is not known,
/// one instance stands for all: `azurerm_subnet.this[*]`. References to resources are known as far
/// as their configuration says. `moved` and `removed` blocks of all modules are `terraform/moved`
/// and `terraform/removed` by the module's address. Nothing if a file does not parse (FW6006).
/// Folders that the configuration lacks come from `library`. `trace`: is told how the values come
/// about (fold/trace.h).
[[nodiscard]] std::optional<fold::Folded> fold_configuration(
    const fold::Configuration& configuration, const SourceMap& sources, Diagnostics& diagnostics,
    const ModuleLibrary* library = nullptr, fold::Trace* trace = nullptr);

}  // namespace formwork::lang::hcl
