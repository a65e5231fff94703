#include "store/folders.h"
#include "store/writer.h"

#include <fmt/format.h>

#include <cerrno>
#include <fcntl.h>
#include <string>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>
#include <utility>

namespace formwork {
namespace {

constexpr const char* kFolder = ".formwork";
constexpr const char* kIgnore = ".gitignore";
constexpr const char* kName = "guard";
constexpr const char* kPath = ".formwork/guard";

// The folder ignores itself, as caches do: a repository stays clean whatever its .gitignore says.
bool write_gitignore(int folder) {
  const int fd =
      openat(folder, kIgnore, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0644);
  if (fd < 0) return false;
  [[maybe_unused]] const ssize_t written = ::write(fd, "*\n", 2);
  close(fd);
  return true;
}

// Whether `fd` is still what stands there under the guard's name: who held it may have taken it
// away.
bool is_there(int folder, int fd) {
  struct stat here {};
  struct stat open {};
  return fstatat(folder, kName, &here, AT_SYMLINK_NOFOLLOW) == 0 && fstat(fd, &open) == 0 &&
         here.st_ino == open.st_ino && here.st_dev == open.st_dev;
}

std::string holder(int fd) {
  char text[32] = {};
  const ssize_t n = pread(fd, text, sizeof text - 1, 0);
  std::string pid(text, n > 0 ? static_cast<std::size_t>(n) : 0);
  pid.resize(std::min(pid.find_first_not_of("0123456789"), pid.size()));
  return pid.empty() ? "another process" : fmt::format("process {}", pid);
}

Diagnostic odd() {
  return make(Code::FW7012, kPath,
              fmt::format("`{}` is a link, folder, FIFO or socket; a file is expected", kPath),
              "remove it and run it again");
}

}  // namespace

Result<WorkspaceGuard> WorkspaceGuard::acquire(const std::string& root) {
  auto folders = Folders::open(DiskCalls::system(), root);
  if (!folders) return failure(folders.error());
  const int top =
      openat(AT_FDCWD, root.empty() ? "." : root.c_str(), O_PATH | O_DIRECTORY | O_CLOEXEC);
  WorkspaceGuard guard(top);
  constexpr int kMostTries = 8;  // each is another run that ended between two of our calls
  for (int i = 0; i < kMostTries; ++i) {
    if (auto back = folders->enter("", Folders::Absent::leave); !back) return failure(back.error());
    const auto folder = folders->enter(kFolder, Folders::Absent::make);
    if (!folder) return failure(folder.error());
    guard.made_folder_ = guard.made_folder_ || !folders->made.empty();
    guard.made_ignore_ = write_gitignore(*folder) || guard.made_ignore_;
    constexpr int kFlags = O_RDWR | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK;
    int fd = openat(*folder, kName, kFlags | O_CREAT | O_EXCL, 0644);
    guard.made_file_ = fd >= 0;
    if (fd < 0 && errno == EEXIST) fd = openat(*folder, kName, kFlags);
    if (fd < 0 && errno == ENOENT) continue;
    if (fd < 0 && (errno == ELOOP || errno == EISDIR || errno == ENXIO)) return failure(odd());
    if (fd < 0) return failure(disk_error(kPath, "open", errno));
    guard.take(fd);
    struct stat st {};
    if (fstat(fd, &st) == 0 && !S_ISREG(st.st_mode)) return failure(odd());
    if (flock(fd, LOCK_EX | LOCK_NB) != 0) {
      guard.made_file_ = false;  // another run has it already
      if (errno != EWOULDBLOCK) return failure(disk_error(kPath, "lock", errno));
      return failure(make(Code::FW7010, kPath,
                          fmt::format("{} is writing this workspace", holder(fd)),
                          "wait until it has ended, then run it again"));
    }
    if (!is_there(*folder, fd)) continue;
    const std::string pid = fmt::format("{}\n", getpid());
    // Who holds it is a courtesy; the lock itself does not depend on it.
    if (ftruncate(fd, 0) == 0) {
      [[maybe_unused]] const ssize_t written = pwrite(fd, pid.data(), pid.size(), 0);
    }
    return guard;
  }
  return failure(make(Code::FW7010, kPath, "other runs are writing this workspace",
                      "wait until they have ended, then run it again"));
}

void WorkspaceGuard::take(int fd) {
  if (fd_ >= 0) close(fd_);
  fd_ = fd;
}

WorkspaceGuard::WorkspaceGuard(WorkspaceGuard&& other) noexcept
    : top_(std::exchange(other.top_, -1)),
      fd_(std::exchange(other.fd_, -1)),
      made_folder_(std::exchange(other.made_folder_, false)),
      made_ignore_(std::exchange(other.made_ignore_, false)),
      made_file_(std::exchange(other.made_file_, false)) {}

WorkspaceGuard::~WorkspaceGuard() {
  // While it is held nobody else can hold it; who opened it meanwhile sees that it is gone.
  if (top_ >= 0 && (made_file_ || made_folder_)) {
    const int folder = openat(top_, kFolder, O_PATH | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    if (folder >= 0) {
      if (made_file_ && fd_ >= 0 && is_there(folder, fd_)) unlinkat(folder, kName, 0);
      if (made_folder_ && made_ignore_ && faccessat(folder, kName, F_OK, 0) != 0)
        unlinkat(folder, kIgnore, 0);
      close(folder);
    }
    if (made_folder_) unlinkat(top_, kFolder, AT_REMOVEDIR);  // only where it is empty
  }
  if (fd_ >= 0) close(fd_);
  if (top_ >= 0) close(top_);
}

}  // namespace formwork
