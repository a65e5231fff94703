#pragma once
// What git says of a file that nothing but a record gives away to be replaced or removed
// (docs/adr/0031).
#include "pipeline/inspect.h"
#include "store/git_tree.h"
#include "store/lock.h"

#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace formwork {

/// Asks the repository around `root`, or around its folder `mount`, which is opened when something
/// is asked for the first time.
class GitProof {
 public:
  explicit GitProof(std::string root, std::string mount = {})
      : root_(std::move(root)), mount_(std::move(mount)) {}

  /// Whether `bytes`, which stand at `path`, may go because the lock at `lock_path` or its journal
  /// has a record of them. Not where that record is one that git has, and git does not have the
  /// bytes: then somebody else's commit is all that speaks against what is only here. A file in
  /// conflict is of a merge, both of whose sides git has. Where no repository can be read, the
  /// record was made here. May be asked by several threads.
  [[nodiscard]] bool may_go(const std::string& lock_path, const std::string& path,
                            std::string_view bytes);
  /// The same of a file of a unit, if it hangs on its record; true of all others.
  [[nodiscard]] bool may_go(const UnitReport& report, const FileFact& fact, const Tree& tree);

  /// Whether somebody changed a file whose record was merged to "bytes unknown": it is neither a
  /// side of the merge, nor what git makes of both, nor still in conflict. The record says nothing
  /// of it, and git may have these bytes nowhere. False where no repository can be read.
  [[nodiscard]] bool edited_in_merge(const UnitReport& report, const FileFact& fact,
                                     const Tree& tree);

 private:
  void open();
  void find_sides();
  const std::vector<Lock>& committed(const std::string& lock_path);
  [[nodiscard]] bool is_unmerged(const std::string& path) const;
  [[nodiscard]] std::string below_mount(const std::string& path) const;

  std::string root_, mount_;
  std::mutex mutex_;
  bool opened_ = false;
  std::optional<GitRepository> repository_;
  std::unique_ptr<GitTree> head_, index_;           // null where there is none
  std::map<std::string, std::vector<Lock>> locks_;  // by path: what HEAD and the index have
  bool merged_ = false;                             // `sides_` were looked for
  std::vector<std::unique_ptr<GitTree>> sides_;     // what an unedited file may be, after a merge
};

}  // namespace formwork
