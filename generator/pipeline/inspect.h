#pragma once
// A unit held against a tree: rendered now (R), found there (D), recorded in the lock (L). compile,
// check and plan all stand on this. Bytes are compared while they are rendered; only digests are
// kept.
#include "drift/compare.h"
#include "files/tree.h"
#include "pipeline/kept_text.h"
#include "pipeline/unit.h"

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace formwork {

/// One path of a unit.
struct FileFact {
  FileState state;
  Verdict verdict = Verdict::clean;
  std::size_t artifact =
      SIZE_MAX;  // index into UnitOutput::artifacts; SIZE_MAX: no longer an output
  FileKind kind = FileKind::absent;  // what stands there
  bool wrong_mode = false;           // a link, a folder, or the executable bit differs
  bool unknown = false;              // a stranger in a folder that is owned whole
  bool proven = false;               // no output any more, and more than the lock says it was ours
  bool damaged = false;              // the marks of its block do not fit each other
  std::uint64_t unread = 0;          // the size of a file that is far too large to be read
  KeptText kept{};  // the rendered bytes, where they must be written and may be kept
};

struct UnitReport {
  Unit unit;
  UnitOutput output;
  bool lock_present = false;  // as a text that can be read
  FileKind lock_kind = FileKind::absent;
  bool lock_executable = false;
  bool journal_present = false;  // of a killed run
  SourceId lock_source = 0;
  std::optional<Lock> old;  // where it differs from what it would be now
  MovedInputs moved;
  std::vector<FileFact> files;           // outputs by path, then orphans by path
  std::vector<std::string> interrupted;  // paths a killed run was writing
  bool lock_differs = false;             // the lock's bytes are not what they would be now
  /// The records that were found.
  [[nodiscard]] const Lock& locked() const { return old ? *old : output.lock; }
  /// Of reading the lock: check reports them. Compile overwrites the lock, but not where it is of a
  /// newer formwork (DR016).
  Diagnostics lock_diagnostics;
};

/// Renders and compares. Diagnostics of rendering, verifying and rules are in `output.diagnostics`.
/// `kept`: null where nothing will be written. `alike`: as in render_unit.
[[nodiscard]] UnitReport inspect(const Inputs& inputs, Unit unit, const Tree& tree,
                                 SourceMap& sources, Verifier* verifier, KeptBytes* kept = nullptr,
                                 const Alike* alike = nullptr);

/// Does so for all units on `jobs` threads; results in the order of `units`. `progress` is called
/// with the number of units done, from any thread, never twice at once.
[[nodiscard]] std::vector<UnitReport> inspect_all(const Inputs& inputs,
                                                  const std::vector<Unit>& units, const Tree& tree,
                                                  SourceMap& sources, Verifier* verifier,
                                                  unsigned jobs,
                                                  const std::function<void(std::size_t)>& progress,
                                                  KeptBytes* kept = nullptr);

/// The first folder on the way to `path` that is a link; empty if there is none.
[[nodiscard]] std::string linked_folder(const Tree& tree, const std::string& path);

}  // namespace formwork
