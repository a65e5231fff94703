#pragma once
// Writes a unit's outputs all or nothing, with the new lock as the journal:
//   formwork.lock.new -> files (temporary name + rename where one is replaced) -> orphans removed
//   -> rename lock.
// A killed run is finished or rolled back by the next (`recover`). Only the lock is synced.
#include "diag/result.h"
#include "files/tree.h"
#include "store/lock.h"

#include <functional>
#include <string>
#include <vector>

namespace formwork {

struct OutputFile {
  std::string path;  // from the root
  bool executable = false;
};

/// One unit's work. `bytes(i)` renders file i again; the second pass of two, called in order.
struct WritePlan {
  std::string lock_path;          // "infra/prod/formwork.lock"
  Lock lock;                      // the new one
  std::vector<OutputFile> files;  // only those that differ from the disk
  std::function<Result<std::string_view>(std::size_t)> bytes;
  std::vector<std::string> remove;  // own unedited orphans
};

struct WriteReport {
  std::size_t written = 0, removed = 0;
  bool lock_written = false;
};

/// Holds the workspace's lock file for the life of the object; FW7010 names the holder.
class WorkspaceGuard {
 public:
  [[nodiscard]] static Result<WorkspaceGuard> acquire(const std::string& root);
  WorkspaceGuard(WorkspaceGuard&& other) noexcept;
  WorkspaceGuard& operator=(WorkspaceGuard&&) = delete;
  ~WorkspaceGuard();

 private:
  explicit WorkspaceGuard(int fd) : fd_(fd) {}
  int fd_;
};

/// Writes one unit below `root`. On any error: the old tree whole as far as files were replaced by
/// rename, temporary files gone, FW70xx. Never follows a link out of the root.
[[nodiscard]] Result<WriteReport> write_unit(const std::string& root, const WritePlan& plan);

/// Paths a killed run was writing (from `<lock_path>.new`), which the next compile treats as its
/// own; empty if none.
[[nodiscard]] std::vector<std::string> interrupted(const Tree& tree, const std::string& lock_path);

}  // namespace formwork
