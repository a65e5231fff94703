#pragma once
// The writing half: refuses before the first write, then writes each unit with its lock as the
// journal.
#include "pipeline/inspect.h"

namespace formwork {

struct CompileOptions {
  std::string root;
  std::vector<std::string> discard;  // globs: hand edits that may be overwritten
  std::vector<std::string> adopt;    // paths: unmanaged files that become outputs
  unsigned jobs = 1;                 // threads
};

struct CompileSummary {
  std::size_t outputs = 0, written = 0, removed = 0, units = 0;
  struct Kept {
    std::string path;
    std::string why;  // "was edited by hand"
  };
  std::vector<Kept> kept;  // no longer outputs, and not formwork's to remove
};

/// Nothing is written if any unit has an error or an output it must change was edited by hand.
[[nodiscard]] std::optional<CompileSummary> write_all(const Inputs& inputs,
                                                      std::vector<UnitReport>& reports,
                                                      const Tree& tree, SourceMap& sources,
                                                      const CompileOptions& options,
                                                      Diagnostics& diagnostics);

}  // namespace formwork
