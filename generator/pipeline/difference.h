#pragma once
// What `check` says of a file whose bytes are not what the spec renders: where the first difference
// is, why, and what mends it.
#include "pipeline/check.h"
#include "pipeline/edge_note.h"

namespace formwork {

/// One unit, looked at by `check`.
struct Checked {
  const Inputs& inputs;
  const UnitReport& report;
  const Tree& tree;
  SourceMap& sources;
  const CheckOptions& options;
  CommittedEdges& edges;
};

/// The finding of `fact`, whose verdict is one of a file that differs.
void report_difference(const Checked& checked, const FileFact& fact, Diagnostics& diagnostics);

/// Notes in `d` which moved inputs the file of `fact` reads.
void add_causes(const Checked& checked, const FileFact& fact, Diagnostic& d);

}  // namespace formwork
