#include "store/put_files.h"

#include "files/safe_path.h"
#include "store/folders.h"
#include "store/recovery.h"

#include <fmt/format.h>

#include <cerrno>
#include <fcntl.h>

namespace formwork {
namespace {

class Put {
 public:
  Put(DiskCalls& calls, Folders& folders) : calls_(calls), folders_(folders) {}

  std::optional<Diagnostic> run(const std::vector<NewFile>& files) {
    places_.reserve(files.size());
    std::optional<Diagnostic> error;
    for (std::size_t i = 0; i < files.size() && !error; ++i) error = stage(files[i], i);
    for (std::size_t i = 0; i < places_.size() && !error; ++i) error = place(places_[i]);
    if (error) take_back(*error);
    // The old bytes, or second names of what is new.
    for (const Place& one : places_)
      if (!one.kept) remove(one.path(), one.temporary);
    if (error) remove_folders();
    return error;
  }

 private:
  struct Place {
    const NewFile* file;
    std::string temporary;
    bool replaces = false;  // something stood there
    bool done = false, for_good = false;
    bool kept = false;  // the temporary file has the only copy of what stood there
    [[nodiscard]] const std::string& path() const { return file->path; }
  };

  static Diagnostic in_the_way(const std::string& path, mode_t mode) {
    return make(Code::FW7012, path,
                fmt::format("`{}` is {}; a file is expected", path,
                            S_ISLNK(mode)   ? "a link"
                            : S_ISDIR(mode) ? "a folder"
                                            : "a device, FIFO or socket"),
                S_ISLNK(mode) ? "formwork writes through no link: replace it by the file it "
                                "points to, and run it again"
                              : "move it away and run it again");
  }

  static Diagnostic exists(const std::string& path) {
    return make(Code::FW8007, path, fmt::format("`{}` exists", path),
                "remove it first; nothing is overwritten");
  }

  // The new bytes, beside where they belong.
  std::optional<Diagnostic> stage(const NewFile& file, std::size_t index) {
    if (const auto why = unsafe_path(file.path)) {
      return make(Code::FW7011, file.path,
                  fmt::format("`{}` is not a path below the root: {}", file.path, *why));
    }
    const auto folder = folders_.enter(folder_of(file.path), Folders::Absent::make);
    if (!folder) return folder.error();
    Place here{&file, temporary_name(temporary_tag(file.path), index)};
    mode_t mode = 0644;
    struct stat st {};
    if (calls_.status_at(*folder, name_of(file.path), &st) == 0) {
      if (!S_ISREG(st.st_mode)) return in_the_way(file.path, st.st_mode);
      if (!file.replaces) return exists(file.path);
      here.replaces = true;
      mode = st.st_mode & 0777U;
    } else if (errno != ENOENT) {
      return disk_error(file.path, "look at", errno);
    }
    const int flags = O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW;
    int fd = calls_.open(*folder, here.temporary.c_str(), flags, mode);
    // Of a run that was killed: its name is formwork's own.
    if (fd < 0 && errno == EEXIST && calls_.remove(*folder, here.temporary.c_str()) == 0)
      fd = calls_.open(*folder, here.temporary.c_str(), flags, mode);
    if (fd < 0) return disk_error(file.path, "write", errno);
    places_.push_back(std::move(here));
    return fill_file(calls_, folders_, fd, file.bytes, mode, file.path, true);
  }

  std::optional<Diagnostic> place(Place& one) {
    const auto folder = folders_.enter(folder_of(one.path()), Folders::Absent::leave);
    if (!folder) return folder.error();
    const char* from = one.temporary.c_str();
    const char* to = name_of(one.path());
    // The old bytes go to the temporary name, so that they can come back; a second name fails where
    // somebody was quicker.
    const int moved =
        one.replaces ? calls_.exchange(*folder, from, to) : calls_.link(*folder, from, *folder, to);
    one.done = moved == 0;
    if (one.done) return std::nullopt;
    if (errno == EEXIST) return exists(one.path());
    // A file system that has neither.
    const bool unsupported = errno == EINVAL || errno == ENOSYS || errno == ENOTSUP ||
                             errno == EPERM || errno == EMLINK || errno == ENOENT;
    if (!unsupported || calls_.rename(*folder, from, *folder, to) != 0)
      return disk_error(one.path(), "write", errno);
    one.done = true;
    one.for_good = one.replaces;
    return std::nullopt;
  }

  void take_back(Diagnostic& error) {
    for (auto one = places_.rbegin(); one != places_.rend(); ++one) {
      if (!one->done || one->for_good) continue;
      if (!one->replaces) {
        remove(one->path(), name_of(one->path()));
        continue;
      }
      const auto folder = folders_.enter(folder_of(one->path()), Folders::Absent::leave);
      one->kept = !folder || *folder < 0 ||
                  calls_.exchange(*folder, one->temporary.c_str(), name_of(one->path())) != 0;
      if (one->kept)
        error.message +=
            fmt::format("; what stood in `{}` is in `{}` beside it", one->path(), one->temporary);
    }
  }

  void remove(const std::string& path, const std::string& name) {
    const auto folder = folders_.enter(folder_of(path), Folders::Absent::leave);
    if (folder && *folder >= 0) calls_.remove(*folder, name.c_str());
  }

  void remove_folders() {
    for (auto made = folders_.made.rbegin(); made != folders_.made.rend(); ++made) {
      const auto folder = folders_.enter(folder_of(*made), Folders::Absent::leave);
      if (folder && *folder >= 0) calls_.remove_folder(*folder, name_of(*made));
    }
  }

  DiskCalls& calls_;
  Folders& folders_;
  std::vector<Place> places_{};
};

}  // namespace

std::optional<Diagnostic> put_files(const std::string& root, const std::vector<NewFile>& files,
                                    DiskCalls* calls) {
  if (calls == nullptr) calls = &DiskCalls::system();
  auto folders = Folders::open(*calls, root);
  if (!folders) return folders.error();
  return Put(*calls, *folders).run(files);
}

}  // namespace formwork
