#include "store/recovery.h"

#include "base/sha256.h"
#include "files/safe_path.h"
#include "store/block.h"

#include <fmt/format.h>

#include <cerrno>
#include <fcntl.h>
#include <set>

namespace formwork {
namespace {

constexpr std::string_view kSuffix = ".tmp";
constexpr std::size_t kPage = 4096;

// Whether the bytes at a path that a killed run was about to make are what that run wrote: all of
// them, none yet, or a first part. The kernel gives up a killed write at the border of a page.
// Anything else may be somebody's work (or the journal may be forged): it stays and `check` reports
// it as an orphan.
bool is_leftover(const std::string& bytes, const LockOut& journaled) {
  if (bytes.size() % kPage == 0) return true;
  return journaled.digest && sha256(bytes).hex() == *journaled.digest;
}

// What a lock's digest is of: the file, or its block.
std::string digest_of(const std::string& path, const std::string& bytes, const LockOut& record) {
  if (!record.block) return sha256(bytes).hex();
  const auto style = comment_style(path);
  return style ? sha256(find_block(bytes, *style).inside).hex() : std::string();
}

}  // namespace

std::string temporary_tag(const std::string& lock_path) {
  return fmt::format(".formwork-{}-", sha256(lock_path).hex().substr(0, 8));
}

std::string temporary_name(const std::string& tag, std::size_t index) {
  return fmt::format("{}{}{}", tag, index, kSuffix);
}

Lock read_lock_at(const Tree& tree, const std::string& path) {
  const auto info = tree.info(path);
  if (!info || info->size > kMostRead) return {};
  auto bytes = tree.read(path);
  if (!bytes) return {};
  SourceMap sources;
  Diagnostics ignored;
  Lock lock = read_lock(sources.add(path, std::move(*bytes)), sources, ignored);
  for (auto& [name, output] : lock.outputs)
    output.span = {};  // the text does not outlive this call
  for (auto& [root, resources] : lock.resources) {
    for (auto& [address, resource] : resources) resource.span = {};
  }
  return lock;
}

std::vector<std::string> interrupted(const Tree& tree, const std::string& lock_path) {
  std::vector<std::string> out;
  for (const auto& [path, output] : read_lock_at(tree, lock_path + ".new").outputs) {
    // A file of others is exchanged whole: what that run did not write is somebody's edit.
    const auto bytes = output.block ? tree.read(path) : Result<std::string>(std::string());
    if (!output.block || (bytes && digest_of(path, *bytes, output) == output.digest))
      out.push_back(path);
  }
  return out;
}

Lock resume(const Tree& tree, const std::string& lock_path, Lock lock) {
  const Lock journal = read_lock_at(tree, lock_path + ".new");
  for (const auto& [path, written] : journal.outputs) {
    const auto bytes = tree.read(path);
    if (!bytes) continue;
    const std::string found = digest_of(path, *bytes, written);
    // Not begun, or not by that run. A file with a block is never half written: it is exchanged.
    if (written.block ? found != written.digest : !is_leftover(*bytes, written)) continue;
    LockOut& record = lock.outputs[path];
    if (record.digest == found) continue;
    const bool whole = found == written.digest;
    record.digest = whole ? written.digest : std::nullopt;
    record.executable = written.executable;
    record.block = written.block;
  }
  return lock;
}

Result<void> remove_empty_folders(DiskCalls& calls, Folders& folders, std::string folder,
                                  const std::string& stop) {
  while (!folder.empty() && folder != stop) {
    const auto fd = folders.enter(folder_of(folder), Folders::Absent::leave);
    if (!fd) return failure(fd.error());
    // Where the folder is gone, go on with its parent: an earlier run was killed between the two.
    if (*fd >= 0 && calls.remove_folder(*fd, name_of(folder)) != 0 && errno != ENOENT) {
      if (errno == ENOTEMPTY || errno == EEXIST || errno == EBUSY) return {};
      return failure(disk_error(folder, "remove", errno));
    }
    folder = folder_of(folder);
  }
  return {};
}

std::optional<Diagnostic> fill_file(DiskCalls& calls, Folders& folders, int fd,
                                    std::string_view bytes, mode_t mode, const std::string& path,
                                    bool sync) {
  int error = 0;
  while (!bytes.empty() &&
         error == 0) {  // a short write is followed by another one, which gives the reason
    const ssize_t n = calls.write(fd, bytes.data(), bytes.size());
    if (n > 0) {
      bytes.remove_prefix(static_cast<std::size_t>(n));
    } else if (n == 0) {
      error = ENOSPC;
    } else if (errno != EINTR) {
      error = errno;
    }
  }
  // The mode to the bit, whatever umask and default ACL say; asked once a folder where they say
  // nothing.
  mode_t& granted = folders.granted();
  if (error == 0 && (mode & ~granted) != 0) {
    struct stat st {};
    if (calls.status(fd, &st) != 0) {
      error = errno;
    } else if ((st.st_mode & 0777U) == mode) {
      granted |= mode;
    } else if (calls.change_mode(fd, mode) != 0) {
      error = errno;
    }
  }
  if (error == 0 && sync && calls.sync(fd) != 0) error = errno;
  // Where close(2) fails with EINTR the descriptor is gone all the same; with EIO the bytes may be.
  if (calls.close(fd) != 0 && error == 0 && errno != EINTR) error = errno;
  if (error != 0) return disk_error(path, "write", error);
  return std::nullopt;
}

namespace {

// One recovery. `journal_` and `old_` are the lock that was being written and the one before it.
class Recovery {
 public:
  Recovery(DiskCalls& calls, Folders& folders, const Tree& tree, const WritePlan& plan)
      : calls_(calls),
        folders_(folders),
        tree_(tree),
        plan_(plan),
        journal_(read_lock_at(tree, plan.lock_path + ".new")),
        old_(read_lock_at(tree, plan.lock_path)) {
    home_ = folder_of(plan.lock_path);
    lock_name_ = name_of(plan.lock_path);
    touched_.insert(home_);
    for (const Lock* lock : {&journal_, &old_}) {
      for (const auto& [path, output] : lock->outputs) touched_.emplace(folder_of(path));
    }
  }

  Result<void> run() {
    if (auto done = remove_temporaries(); !done) return done;
    if (auto done = remove_leftovers(); !done) return done;
    for (const std::string& folder : touched_) {
      if (auto done = remove_empty_folders(calls_, folders_, folder, home_); !done) return done;
    }
    if (auto done = settle(); !done) return done;
    return remove(home_, lock_name_ + ".new");
  }

 private:
  [[nodiscard]] bool is_temporary(const std::string& name) const {
    return name.starts_with(tag_) && name.ends_with(kSuffix);
  }

  Result<void> remove(const std::string& folder, const std::string& name) {
    const auto fd = folders_.enter(folder, Folders::Absent::leave);
    if (!fd) return failure(fd.error());
    if (*fd >= 0 && calls_.remove(*fd, name.c_str()) != 0 && errno != ENOENT) {
      return failure(disk_error(folder.empty() ? name : folder + "/" + name, "remove", errno));
    }
    return {};
  }

  Result<void> remove_temporaries() {
    for (const std::string& folder : touched_) {
      const auto fd = folders_.enter(folder, Folders::Absent::leave);
      if (!fd) return failure(fd.error());
      if (*fd < 0) continue;
      const auto entries = tree_.list(folder);
      if (!entries) return failure(entries.error());
      for (const FolderEntry& entry : *entries) {
        if (entry.kind == FileKind::folder || !is_temporary(entry.name)) continue;
        if (auto done = remove(folder, entry.name); !done) return done;
      }
    }
    return {};
  }

  Result<void> remove_leftovers() {
    Lock known = journal_;
    known.outputs.insert(old_.outputs.begin(), old_.outputs.end());
    for (const auto& [path, output] : known.outputs) {
      const auto before = old_.outputs.find(path);
      const bool has_predecessor = before != old_.outputs.end() && before->second.digest;
      // A file with a block is somebody's, whatever became of the block.
      if (has_predecessor || output.block || plan_.lock.outputs.contains(path)) continue;
      const auto bytes = tree_.read(path);
      if (bytes && is_leftover(*bytes, output) && plan_.ours && plan_.ours(path, *bytes)) {
        if (auto done = remove(std::string(folder_of(path)), name_of(path)); !done) return done;
      }
    }
    return {};
  }

  // The lock names what is on disk now.
  Result<void> settle() {
    Lock lock = resume(tree_, plan_.lock_path, old_);
    if (lock.version.empty()) lock.version = journal_.version;
    const std::string bytes = write_lock(lock);
    if (bytes == write_lock(old_) || lock.outputs.empty()) return {};
    const auto home = folders_.enter(home_, Folders::Absent::leave);
    if (!home) return failure(home.error());
    const std::string name = temporary_name(tag_, 0);
    const int fd = calls_.open(*home, name.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW, 0644);
    if (fd < 0) return failure(disk_error(plan_.lock_path, "write", errno));
    auto error = fill_file(calls_, folders_, fd, bytes, 0644, plan_.lock_path, true);
    if (!error && calls_.rename(*home, name.c_str(), *home, lock_name_.c_str()) != 0) {
      error = disk_error(plan_.lock_path, "write", errno);
    }
    if (!error) return {};
    calls_.remove(*home, name.c_str());
    return failure(std::move(*error));
  }

  DiskCalls& calls_;
  Folders& folders_;
  const Tree& tree_;
  const WritePlan& plan_;
  Lock journal_, old_;
  std::string home_, lock_name_;
  std::string tag_ = temporary_tag(plan_.lock_path);
  std::set<std::string> touched_;  // folders in which the killed run may have worked
};

}  // namespace

Result<void> recover(DiskCalls& calls, Folders& folders, const Tree& tree, const WritePlan& plan) {
  return Recovery(calls, folders, tree, plan).run();
}

}  // namespace formwork
