#pragma once
// A Terraform configuration folded into the instances it would have: variables and their defaults,
// locals, modules, count, for_each and dynamic blocks.
#include "language/fold/configuration.h"

#include <optional>

namespace formwork::lang::hcl {

/// `resource` and `data` blocks of the root and of all modules as `terraform/<type>` and
/// `terraform/data/<type>` by their addresses (`module.vault["a"].azurerm_key_vault.this`);
/// `terraform/provider`, `terraform/terraform` and `terraform/output` of the root; a module whose
/// folder is not in the configuration as `terraform/module`. Where count or for_each is not known,
/// one instance stands for all: `azurerm_subnet.this[*]`. References to resources are known as far
/// as their configuration says. Nothing if a file does not parse (FW6006).
[[nodiscard]] std::optional<fold::Folded> fold_configuration(
    const fold::Configuration& configuration, const SourceMap& sources, Diagnostics& diagnostics);

}  // namespace formwork::lang::hcl
