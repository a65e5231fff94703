#pragma once
// Drift as diagnostics: what differs, why (which input moved, with its line), and the command that
// mends it.
#include "pipeline/inspect.h"

namespace formwork {

class GitProof;
class GitRepository;

struct CheckOptions {
  bool strict = false;         // DR003 is an error where no file differs, too
  bool explain_causes = true;  // template and spec lines in notes
  /// What git makes of bytes and of right files (DR017) is asked of it; null: of nobody.
  const GitRepository* repository = nullptr;
  /// Says what `compile` would not touch; null: a record counts as one made here.
  GitProof* git = nullptr;
};

/// The findings of one unit.
void report_drift(const Inputs& inputs, const UnitReport& report, const Tree& tree,
                  SourceMap& sources, const CheckOptions& options, Diagnostics& diagnostics);

/// DR009 for each `infra/<name>` with a lock that no environment owns: its spec was removed,
/// renamed or lost its name.
void report_abandoned(const Inputs& inputs, const Tree& tree, Diagnostics& diagnostics);

}  // namespace formwork
