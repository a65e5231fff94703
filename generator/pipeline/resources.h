#pragma once
// What the lock holds of the resources a unit's roots would make, and what becomes of those it held
// before (DR019).
#include "drift/addresses.h"
#include "pipeline/inspect.h"
#include "pipeline/roots.h"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace formwork {

/// A record whose name and body may hold values that a trace gives (Kind::hole).
struct RecordShape {
  struct Piece {
    std::string literal{};
    std::optional<std::size_t> step{};  // then its value, quoted if it is a string
  };
  std::string address{};
  std::string type{};
  Piece name{};
  std::vector<Piece> body{};  // canonical text
};

/// The `res` records of a root, by address: its managed resources, modules whose folder is not
/// known as `module`. Digests leave out what Terraform is told to ignore
/// (`lifecycle.ignore_changes`).
[[nodiscard]] std::vector<RecordShape> record_shapes(const Root& root);
/// `run` gives the values of steps; null where there are none.
[[nodiscard]] LockResources records_of(const std::vector<RecordShape>& shapes,
                                       fold::Trace::Run* run = nullptr);

/// The `moved` and `removed` blocks of a Terraform root and its modules, addresses from the root.
/// `trace` is told what texts of the root they stand on.
[[nodiscard]] std::vector<AddressMove> moves_of(const Root& root, const SourceMap& sources,
                                                fold::Trace* trace = nullptr);

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
