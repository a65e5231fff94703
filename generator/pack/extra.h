#pragma once
// Files of a team's own that specs copy beside the packs' outputs (`extra:`).
#include "pack/pack.h"

#include <string>
#include <vector>

namespace formwork {

struct ExtraFile {
  std::string
      output;        // below the environment's folder; begins with its target: "kubernetes/a.yaml"
  std::string file;  // in the workspace
  SourceId source = 0;  // its text
  Span span{};          // the entry of the spec that says so
};

/// Adds a pack that gives each of `files` to the environments whose `extra` has it. A change of a
/// file is told of as one of an overlay. `files` has no two of the same output and file.
void add_extra_files(const std::vector<ExtraFile>& files, const FunctionTable& functions,
                     const SourceMap& sources, PackSet& set, Diagnostics& diagnostics);

}  // namespace formwork
