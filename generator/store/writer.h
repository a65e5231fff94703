#pragma once
// Writes a unit's outputs all or nothing, with the new lock as the journal:
//   formwork.lock.new -> new files, and temporary files beside those that are replaced -> exchange
//   each -> orphans set aside -> the lock by rename -> what was set aside is removed.
// Until the rename everything is taken back where something fails. A killed run is finished by the
// next. Only the lock is synced: outputs can be compiled again (docs/adr/0008).
#include "diag/result.h"
#include "files/tree.h"
#include "store/lock.h"

#include <atomic>
#include <functional>
#include <string>
#include <vector>

namespace formwork {

class DiskCalls;

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
  /// Whether a file that a killed run may have begun is formwork's. The journal and the lock that
  /// name it may be forged: where this says no, or is not set, it stays.
  std::function<bool(std::string_view path, std::string_view bytes)> ours;
  const std::atomic<bool>* stop =
      nullptr;  // set by a signal handler: everything is taken back, FW7013
};

struct WriteReport {
  std::size_t written = 0, removed = 0;
  bool lock_written = false;
};

/// Holds the workspace's lock file (.formwork/guard) for the life of the object; FW7010 names the
/// holder. What it made goes with it unless `keep` was called: a run that is refused leaves
/// nothing.
class WorkspaceGuard {
 public:
  [[nodiscard]] static Result<WorkspaceGuard> acquire(const std::string& root);
  WorkspaceGuard(WorkspaceGuard&& other) noexcept;
  WorkspaceGuard& operator=(WorkspaceGuard&&) = delete;
  ~WorkspaceGuard();
  void keep() { made_folder_ = made_ignore_ = made_file_ = false; }

 private:
  explicit WorkspaceGuard(int top) : top_(top) {}
  void take(int fd);
  int top_;  // the workspace
  int fd_ = -1;
  bool made_folder_ = false, made_ignore_ = false, made_file_ = false;
};

/// What would stop `write_unit` before its first byte: an unsafe path (FW7011), a link or file
/// where a folder belongs (FW7012). Asked for all units before the first is written; writes
/// nothing.
[[nodiscard]] std::optional<Diagnostic> preflight(const std::string& root, const WritePlan& plan);

/// Writes one unit below `root`. On an error the old tree is whole and temporary files are gone,
/// FW70xx; where even that fails (FW7014) the journal stays and the next run finishes. Never writes
/// through a link. Needs the WorkspaceGuard. Units may be written by threads of their own.
[[nodiscard]] Result<WriteReport> write_unit(const std::string& root, const WritePlan& plan,
                                             DiskCalls* calls = nullptr);

/// Paths a killed run was writing (from `<lock_path>.new`); empty if none was killed.
[[nodiscard]] std::vector<std::string> interrupted(const Tree& tree, const std::string& lock_path);

/// `lock` as the next run must judge by it after a killed one: what that run wrote is ours, be it
/// whole (its digest) or cut short (bytes unknown). `lock` itself where no run was killed.
[[nodiscard]] Lock resume(const Tree& tree, const std::string& lock_path, Lock lock);

}  // namespace formwork
