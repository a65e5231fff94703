#pragma once
// What the lock holds of the resources a unit's roots would make, and what becomes of those it held
// before (DR019).
#include "drift/addresses.h"
#include "pipeline/inspect.h"
#include "pipeline/roots.h"

#include <map>
#include <string>
#include <vector>

namespace formwork {

/// The `res` records of a root: its managed resources, modules whose folder is not known as
/// `module`. Digests leave out what Terraform is told to ignore (`lifecycle.ignore_changes`).
[[nodiscard]] LockResources records_of(const Root& root);

/// The `moved` and `removed` blocks of a Terraform root and its modules, addresses from the root.
[[nodiscard]] std::vector<AddressMove> moves_of(const Root& root, const SourceMap& sources);

/// What changes in one root of a unit.
struct RootChanges {
  std::string root{};
  std::vector<ResourceChange> changes{};
};

/// Between what the lock records and what is rendered now, by root; roots without a change are left
/// out. Nothing where the lock is what it would be now, or is absent and `first` is false.
[[nodiscard]] std::vector<RootChanges> resource_changes(const UnitReport& report, bool first);

/// DR019: addresses that disappear, and nothing accounts for them; one finding a root. An error in
/// production, else a warning. Waivers of DR019 name `ROOT#ADDRESS`.
void report_losses(const UnitReport& report, Diagnostics& diagnostics);

}  // namespace formwork
