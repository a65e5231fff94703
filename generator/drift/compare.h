#pragma once
// The drift table as one pure function over three optionals, and what a finding says of a
// difference. A file is right if D equals R, whatever the lock says; the lock only names the cause
// (docs/adr/0010).
#include "base/sha256.h"
#include "diag/diagnostic.h"
#include "store/lock.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace formwork {

/// Which recorded inputs of the unit differ from today's.
struct MovedInputs {
  struct Moved {
    std::string path;  // value: "services.api.scale.min"; in: "overlays/…"
    Span span{};       // where it stands today; not valid if it is gone
  };
  std::vector<Moved> values;
  std::vector<Moved> inputs;
  std::vector<Moved> assets;  // built files
  /// Built-in files that overlays stand in for: no output is made of them, but whoever wrote the
  /// overlay wants to know.
  std::vector<Moved> built_ins;
  bool version = false;
  std::string locked_version;
  [[nodiscard]] bool any() const {
    return version || !values.empty() || !inputs.empty() || !assets.empty();
  }
};

/// Compares what the lock recorded with what this run read: changed, come or gone; by path. Spans
/// are the caller's to fill in.
[[nodiscard]] MovedInputs moved_inputs(const Lock& lock, const Lock& now);

/// R, D and L of one output path. A digest is 64 hex digits or absent.
struct FileState {
  std::string path;
  std::optional<Digest> rendered;  // R; absent: no longer an output
  std::optional<Digest> found;     // D; absent: no file
  std::optional<LockOut> locked;   // L; absent: no record
  std::optional<bool>
      executable{};  // what R wants; where it is given, a record that says otherwise is behind
};

/// A row of the table. `merged`: the record's digest is null after a merge or a killed run, the
/// file is ours and is not what the spec renders. `gone`: a record without output and file.
enum class Verdict : std::uint8_t {
  clean,
  lock_behind,
  stale_spec,
  stale_template,
  stale_compiler,
  edited,
  forged,
  stale_and_edited,
  missing,
  not_compiled,
  orphan,
  stranger,
  gone,
  merged
};

/// The row of the table (behaviour: section 3). Pure.
[[nodiscard]] Verdict judge(const FileState& file, const MovedInputs& moved);
/// The DR id of a row; none for `clean`.
[[nodiscard]] std::optional<Code> code_of(Verdict verdict);
/// Whether `compile` may replace or remove the file without being told to: whatever is ours and
/// unedited.
[[nodiscard]] bool may_overwrite(Verdict verdict);

/// Whether somebody changed the file, as far as the lock tells.
[[nodiscard]] bool hand_made(Verdict verdict);

/// A unified diff (3 lines of context) from `expected` to `found`, at most `max_lines`; for details
/// and `plan --diff`. What cannot be printed is escaped. Time and memory are bounded however much
/// differs.
[[nodiscard]] std::string unified_diff(std::string_view expected, std::string_view found,
                                       std::string_view path, std::size_t max_lines = 60);
/// 1-based line of the first difference; 0 if there is none.
[[nodiscard]] std::uint32_t first_difference(std::string_view expected, std::string_view found);

/// True if both are equal once CRLF is folded and a BOM dropped (DR012).
[[nodiscard]] bool equal_but_line_ends(std::string_view expected, std::string_view found);
/// Line of the first git conflict marker, 0 if none (DR013).
[[nodiscard]] std::uint32_t conflict_marker(std::string_view text);

}  // namespace formwork
