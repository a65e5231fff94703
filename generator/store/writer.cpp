#include "store/writer.h"

#include "files/safe_path.h"
#include "store/folders.h"
#include "store/recovery.h"

#include <fmt/format.h>

#include <cerrno>
#include <fcntl.h>

namespace formwork {
namespace {

// What a file system says that has no exchange or no second names: NFS, FAT, some FUSE.
bool is_unsupported(int error) {
  return error == EINVAL || error == ENOSYS || error == ENOTSUP || error == EPERM ||
         error == EMLINK;
}

std::optional<Diagnostic> check_paths(const WritePlan& plan) {
  const auto check = [](const std::string& path) -> std::optional<Diagnostic> {
    const auto why = unsafe_path(path);
    if (!why) return std::nullopt;
    return make(Code::FW7011, path,
                fmt::format("`{}` is not a path below the root: {}", path, *why));
  };
  if (auto found = check(plan.lock_path)) return found;
  for (const OutputFile& file : plan.files) {
    if (auto found = check(file.path)) return found;
  }
  for (const std::string& path : plan.remove) {
    if (auto found = check(path)) return found;
  }
  return std::nullopt;
}

// Walks to every folder that will be written in, making none.
std::optional<Diagnostic> check_folders(Folders& folders, const WritePlan& plan) {
  std::string last;
  std::optional<Diagnostic> error;
  const auto check = [&](const std::string& path) {
    const std::string_view folder = folder_of(path);
    if (folder == last) return true;  // they come sorted, or nearly so
    last = folder;
    if (auto fd = folders.enter(folder, Folders::Absent::leave); !fd) error = std::move(fd.error());
    return !error;
  };
  if (!check(plan.lock_path)) return error;
  for (const OutputFile& file : plan.files) {
    if (!check(file.path)) return error;
  }
  for (const std::string& path : plan.remove) {
    if (!check(path)) return error;
  }
  return std::nullopt;
}

// One call of write_unit. Members that begin with "did" or hold lists say what there is to take
// back.
class Transaction {
 public:
  Transaction(DiskCalls& calls, Folders& folders, const Tree& tree, const WritePlan& plan)
      : calls_(calls), folders_(folders), tree_(tree), plan_(plan) {
    home_ = folder_of(plan.lock_path);
    lock_name_ = name_of(plan.lock_path);
    journal_name_ = lock_name_ + ".new";
  }

  Result<WriteReport> run() {
    const auto journal = tree_.info(plan_.lock_path + ".new");
    if (!journal) return failure(journal.error());
    if (journal->kind != FileKind::absent) {
      if (auto done = recover(calls_, folders_, tree_, plan_); !done) return failure(done.error());
    }
    const auto there = tree_.info(plan_.lock_path);
    const bool large = there && there->size > kMostRead;
    const auto old = large ? Result<std::string>(std::string()) : tree_.read(plan_.lock_path);
    had_lock_ = old.has_value();
    const std::string bytes = write_lock(plan_.lock);
    if (plan_.files.empty() && plan_.remove.empty() && had_lock_ && *old == bytes) {
      return report_;
    }
    if (auto error = prepare(bytes)) return failure(roll_back(std::move(*error)));
    return finish();
  }

 private:
  struct Place {
    const std::string* path;  // of the plan, which outlives us
    std::string temporary{};
    [[nodiscard]] std::string_view folder() const { return folder_of(*path); }
    [[nodiscard]] const char* name() const { return name_of(*path); }
  };

  // ---- up to the commit: whatever fails is taken back -----------------------------------------

  std::optional<Diagnostic> prepare(const std::string& lock_bytes) {
    if (auto error = write_journal(lock_bytes)) return error;
    for (std::size_t i = 0; i < plan_.files.size(); ++i) {
      if (plan_.stop != nullptr && *plan_.stop) return stopped();
      const auto bytes = plan_.bytes(i);
      if (!bytes) return bytes.error();
      if (auto error = put(plan_.files[i], i, *bytes)) return error;
    }
    if (plan_.stop != nullptr && *plan_.stop) return stopped();
    for (const Place& place : staged_) {
      if (auto error = swap(place)) return error;
    }
    for (std::size_t i = 0; i < plan_.remove.size(); ++i) {
      if (auto error = set_aside(plan_.remove[i], plan_.files.size() + i)) return error;
    }
    return commit();
  }

  Diagnostic stopped() const {
    return make(Code::FW7013, plan_.lock_path, "stopped by a signal; nothing was changed");
  }

  std::optional<Diagnostic> write_journal(const std::string& bytes) {
    const auto folder = folders_.enter(home_, Folders::Absent::make);
    if (!folder) return folder.error();
    const int fd = make_file(*folder, journal_name_.c_str(), 0644);
    if (fd < 0) return disk_error(plan_.lock_path + ".new", "write", errno);
    did_journal_ = true;
    return fill_file(calls_, folders_, fd, bytes, 0644, plan_.lock_path + ".new", true);
  }

  int make_file(int folder, const char* name, mode_t mode) {
    const int flags = O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW;
    return calls_.open(folder, name, flags, mode);
  }

  std::optional<Diagnostic> put(const OutputFile& file, std::size_t index, std::string_view bytes) {
    const mode_t mode = file.executable ? 0755 : 0644;
    Place place{&file.path};
    const auto folder = folders_.enter(place.folder(), Folders::Absent::make);
    if (!folder) return folder.error();
    int fd = make_file(*folder, place.name(), mode);
    if (fd >= 0) {
      made_.push_back(place);
    } else if (errno == EEXIST) {
      struct stat st {};
      if (calls_.status_at(*folder, place.name(), &st) != 0) {
        return disk_error(file.path, "look at", errno);
      }
      if (auto error = refuse_kind(st.st_mode, file.path)) return error;
      place.temporary = temporary_name(tag_, index);
      fd = make_file(*folder, place.temporary.c_str(), mode);
      if (fd < 0 && errno == EEXIST && calls_.remove(*folder, place.temporary.c_str()) == 0) {
        fd = make_file(*folder, place.temporary.c_str(), mode);
      }
      if (fd >= 0) staged_.push_back(place);
    }
    if (fd < 0) return disk_error(file.path, "write", errno);
    ++report_.written;
    return fill_file(calls_, folders_, fd, bytes, mode, file.path, false);
  }

  // Files and links may be replaced (whoever made the plan has judged them); nothing else may.
  static std::optional<Diagnostic> refuse_kind(mode_t mode, const std::string& path) {
    if (S_ISREG(mode) || S_ISLNK(mode)) return std::nullopt;
    return make(Code::FW7012, path,
                fmt::format("`{}` is {}; a file is expected", path,
                            S_ISDIR(mode) ? "a folder" : "a device, FIFO or socket"),
                "move it away and run it again");
  }

  // The old bytes go to the temporary name, so that they can come back.
  std::optional<Diagnostic> swap(const Place& place) {
    const auto folder = folders_.enter(place.folder(), Folders::Absent::leave);
    if (!folder) return folder.error();
    if (calls_.exchange(*folder, place.temporary.c_str(), place.name()) == 0) {
      swapped_.push_back(place);
      return std::nullopt;
    }
    if (!is_unsupported(errno) && errno != ENOENT) return disk_error(*place.path, "replace", errno);
    // A file system without exchange (NFS, some FUSE): each file is old or new, but cannot come
    // back. Or the old file went away meanwhile: then it is a new one.
    const bool vanished = errno == ENOENT;
    if (calls_.rename(*folder, place.temporary.c_str(), *folder, place.name()) != 0) {
      return disk_error(*place.path, "replace", errno);
    }
    if (vanished) made_.push_back(place);
    replaced_for_good_ |= !vanished;
    return std::nullopt;
  }

  std::optional<Diagnostic> set_aside(const std::string& path, std::size_t index) {
    Place place{&path};
    const auto folder = folders_.enter(place.folder(), Folders::Absent::leave);
    if (!folder) return folder.error();
    if (*folder < 0) return std::nullopt;
    struct stat st {};
    if (calls_.status_at(*folder, place.name(), &st) != 0) {
      if (errno == ENOENT) return std::nullopt;
      return disk_error(path, "look at", errno);
    }
    if (auto error = refuse_kind(st.st_mode, path)) return error;
    place.temporary = temporary_name(tag_, index);
    if (calls_.rename(*folder, place.name(), *folder, place.temporary.c_str()) != 0) {
      return disk_error(path, "remove", errno);
    }
    aside_.push_back(place);
    ++report_.removed;
    return std::nullopt;
  }

  // ---- the commit -----------------------------------------------------------------------------

  // One rename. Where old bytes still lie under temporary names, the journal must outlive it, or a
  // run that is killed right after would leave them for good: then the lock and the journal change
  // places (the journal names the old outputs from there on), or the lock becomes a second name of
  // the journal.
  std::optional<Diagnostic> commit() {
    const auto folder = folders_.enter(home_, Folders::Absent::leave);
    if (!folder) return folder.error();
    const char* journal = journal_name_.c_str();
    const char* lock = lock_name_.c_str();
    if (!swapped_.empty() || !aside_.empty()) {
      const int done = had_lock_ ? calls_.exchange(*folder, journal, lock)
                                 : calls_.link(*folder, journal, *folder, lock);
      if (done == 0) {
        journal_stays_ = true;
        return std::nullopt;
      }
      if (!is_unsupported(errno)) return disk_error(plan_.lock_path, "write", errno);
      // Neither is there: let go of the orphans first. From here on there is no way back.
      for (const Place& place : aside_) {
        replaced_for_good_ = true;
        if (!remove(place.folder(), place.temporary.c_str())) {
          return disk_error(*place.path, "remove", errno);
        }
        if (auto gone = remove_empty_folders(calls_, folders_, std::string(place.folder()), home_);
            !gone) {
          return gone.error();
        }
      }
    }
    if (calls_.rename(*folder, journal, *folder, lock) != 0) {
      return disk_error(plan_.lock_path, "write", errno);
    }
    return std::nullopt;
  }

  // ---- after the commit: only forward ---------------------------------------------------------

  Result<WriteReport> finish() {
    std::optional<Diagnostic> error;
    for (const std::vector<Place>* places : {&swapped_, &aside_}) {
      for (const Place& place : *places) {
        if (!remove(place.folder(), place.temporary.c_str())) {
          error = disk_error(*place.path, "remove", errno);
        }
      }
    }
    for (const Place& place : aside_) {
      if (auto gone = remove_empty_folders(calls_, folders_, std::string(place.folder()), home_);
          !gone) {
        error = gone.error();
      }
    }
    if (!error && journal_stays_ && !remove(home_, journal_name_.c_str())) {
      error = disk_error(plan_.lock_path + ".new", "remove", errno);
    }
    if (error) {
      return failure(
          make(Code::FW7014, error->path,
               fmt::format("everything was written, but old files are left: {}", error->message),
               "run `formwork compile` again; it clears them"));
    }
    report_.lock_written = true;
    return report_;
  }

  // ---- back -----------------------------------------------------------------------------------

  bool remove(std::string_view folder, const char* name) {
    const auto fd = folders_.enter(folder, Folders::Absent::leave);
    if (!fd) return false;
    return *fd < 0 || calls_.remove(*fd, name) == 0 || errno == ENOENT;
  }

  Diagnostic roll_back(Diagnostic cause) {
    bool whole = !replaced_for_good_;
    for (auto place = aside_.rbegin(); place != aside_.rend(); ++place) {
      const auto fd = folders_.enter(place->folder(), Folders::Absent::leave);
      whole = fd && *fd >= 0 &&
              calls_.rename(*fd, place->temporary.c_str(), *fd, place->name()) == 0 && whole;
    }
    for (auto place = swapped_.rbegin(); place != swapped_.rend(); ++place) {
      const auto fd = folders_.enter(place->folder(), Folders::Absent::leave);
      whole = fd && *fd >= 0 &&
              calls_.exchange(*fd, place->temporary.c_str(), place->name()) == 0 && whole;
    }
    // A swap that could not be undone has the only copy of the old bytes under its temporary name.
    if (whole || swapped_.empty()) {
      for (const Place& place : staged_)
        whole = remove(place.folder(), place.temporary.c_str()) && whole;
    }
    for (const Place& place : made_) whole = remove(place.folder(), place.name()) && whole;
    if (whole && did_journal_) whole = remove(home_, journal_name_.c_str());
    for (auto folder = folders_.made.rbegin(); folder != folders_.made.rend(); ++folder) {
      const auto fd = folders_.enter(folder_of(*folder), Folders::Absent::leave);
      if (fd && *fd >= 0)
        calls_.remove_folder(*fd, name_of(*folder));  // another unit may be in it by now
    }
    if (whole) return cause;
    return make(Code::FW7014, cause.path,
                fmt::format("{}; what was written before could not be taken back", cause.message),
                "mend the cause and run `formwork compile` again; it finishes the work");
  }

  DiskCalls& calls_;
  Folders& folders_;
  const Tree& tree_;
  const WritePlan& plan_;
  std::string home_, lock_name_, journal_name_;
  std::string tag_ = temporary_tag(plan_.lock_path);
  WriteReport report_;

  bool had_lock_ = false;
  bool did_journal_ = false, journal_stays_ = false;
  bool replaced_for_good_ = false;  // something cannot come back
  std::vector<Place> made_;         // files where none was
  std::vector<Place> staged_;       // new bytes under a temporary name, beside what they replace
  std::vector<Place>
      swapped_;  // of those, the ones in their place: the old bytes are under the temporary name
  std::vector<Place> aside_;  // orphans under a temporary name
};

}  // namespace

std::optional<Diagnostic> preflight(const std::string& root, const WritePlan& plan) {
  if (auto error = check_paths(plan)) return error;
  auto folders = Folders::open(DiskCalls::system(), root);
  if (!folders) return folders.error();
  return check_folders(*folders, plan);
}

Result<WriteReport> write_unit(const std::string& root, const WritePlan& plan, DiskCalls* calls) {
  if (calls == nullptr) calls = &DiskCalls::system();
  if (auto error = check_paths(plan)) return failure(std::move(*error));
  auto folders = Folders::open(*calls, root);
  if (!folders) return failure(folders.error());
  if (auto error = check_folders(*folders, plan)) return failure(std::move(*error));
  const auto tree = disk_tree(root);
  return Transaction(*calls, *folders, *tree, plan).run();
}

}  // namespace formwork
