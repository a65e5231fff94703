#include "pipeline/lock_findings.h"

#include "base/text.h"
#include "pipeline/workspace.h"
#include "store/git_tree.h"

#include <fmt/format.h>

#include <algorithm>

namespace formwork {
namespace {

constexpr const char* kCompile = "run `formwork compile` and commit the lock";

bool has(const Diagnostics& diagnostics, Code code) {
  const auto& items = diagnostics.items();
  return std::any_of(items.begin(), items.end(),
                     [&](const Diagnostic& d) { return d.code == code; });
}

// Whether the records differ in what another formwork brings alone: its version, the built-in files
// that overlays stand in for.
bool version_alone(const UnitReport& report) {
  Lock lock = report.locked();
  lock.version = report.output.lock.version;
  if (!report.moved.version) return false;
  for (const MovedInputs::Moved& moved : report.moved.built_ins)
    lock.inputs[moved.path] = report.output.lock.inputs.at(moved.path);
  return write_lock(lock) == write_lock(report.output.lock);
}

}  // namespace

bool lock_is_whole(const UnitReport& report) {
  return report.lock_present && !has(report.lock_diagnostics, Code::DR013) &&
         !has(report.lock_diagnostics, Code::DR015) && !has(report.lock_diagnostics, Code::DR016);
}

bool lock_stored_right(const UnitReport& report, const SourceMap& sources,
                       const CheckOptions& options) {
  if (options.repository == nullptr || !report.lock_present) return false;
  const auto stored = options.repository->as_stored(report.unit.lock_path,
                                                    std::string(sources.text(report.lock_source)));
  return stored && *stored == write_lock(report.output.lock);
}

void report_lock_kind(const UnitReport& report, const CheckOptions& options,
                      Diagnostics& diagnostics) {
  const std::string& path = report.unit.lock_path;
  const char* what = nullptr;
  switch (report.lock_kind) {
    case FileKind::absent:
      break;
    case FileKind::regular:
      if (report.lock_executable) what = "has the executable bit set";
      break;
    case FileKind::link:
      what = "is a link";
      break;
    case FileKind::folder:
      what = "is a folder";
      break;
    case FileKind::other:
      what = "is a device or FIFO";
      break;
  }
  if (what != nullptr && report.lock_kind == FileKind::regular && options.repository != nullptr) {
    const auto stored = options.repository->executable_as_stored(path);
    if (stored && !*stored) what = nullptr;
  }
  if (what != nullptr) {
    diagnostics.add(make(Code::DR011, path, fmt::format("`{}` {}", path, what),
                         report.lock_kind == FileKind::regular
                             ? "run `formwork compile`"
                             : "remove it and run `formwork compile`"));
  }
  if (report.journal_present) {
    Diagnostic d = make(Code::DR006, path, "a compile was killed before it came to its end",
                        "run `formwork compile`, which finishes its work");
    d.notes.push_back({{}, path + ".new", "its journal"});
    diagnostics.add(std::move(d));
  }
}

void report_lock_records(const UnitReport& report, bool explained, const CheckOptions& options,
                         Diagnostics& diagnostics) {
  if (!report.lock_differs || explained) return;
  // A lock of other line ends alone has been told of (DR012).
  if (write_lock(report.locked()) == write_lock(report.output.lock)) return;
  const std::string& path = report.unit.lock_path;
  // Files that an older formwork wrote explain whatever its lock has otherwise.
  const bool stale = std::any_of(report.files.begin(), report.files.end(), [](const FileFact& f) {
    return f.verdict == Verdict::stale_compiler;
  });
  if (stale) return;
  if (!version_alone(report)) {
    diagnostics.add(make(Code::DR006, path,
                         fmt::format("`{}` is not what this compile would record", path),
                         kCompile));
    return;
  }
  Diagnostic d = make(Code::DR003, path,
                      fmt::format("compiled by formwork {}; {} renders the same files",
                                  printable(report.moved.locked_version), compiler_version()),
                      "run `formwork compile` with this version and commit the lock");
  d.severity = options.strict ? Severity::error : Severity::warning;
  diagnostics.add(std::move(d));
}

void report_built_ins(const Inputs& inputs, const UnitReport& report, bool strict,
                      Diagnostics& diagnostics) {
  if (!report.moved.version) return;  // no built-in moves by itself: the record is wrong
  for (const MovedInputs::Moved& moved : report.moved.built_ins) {
    const auto overlay = inputs.packs.overlays.find(moved.path);
    if (overlay == inputs.packs.overlays.end()) continue;
    Diagnostic d = make(
        Code::DR003, overlay->second.path,
        fmt::format("the built-in `{}`, which this file stands in for, is another in formwork {}",
                    moved.path, compiler_version()),
        "take over what is new in it (`formwork templates eject` copies it), then run `formwork "
        "compile`, which notes that you did");
    d.severity = strict ? Severity::error : Severity::warning;
    diagnostics.add(std::move(d));
  }
}

void refuse_newer(const UnitReport& report, const SourceMap& sources, Diagnostics& diagnostics) {
  if (!lock_is_whole(report) || !report.moved.version) return;
  const std::string version = printable(report.moved.locked_version);
  if (is_older(report.moved.locked_version, compiler_version())) return;
  const bool known = is_older(compiler_version(), report.moved.locked_version);
  diagnostics.add(
      Code::DR016, sources.line_span(report.lock_source, 1),
      known ? fmt::format("the lock was written by formwork {}, and this is {}", version,
                          compiler_version())
            : fmt::format("the lock was written by formwork `{}`, which is no version", version),
      known ? fmt::format("use formwork {} or later; to go back, remove the lock and compile with "
                          "`--discard`",
                          version)
            : "remove the lock, then run `formwork compile`");
}

}  // namespace formwork
