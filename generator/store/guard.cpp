#include "store/folders.h"
#include "store/writer.h"

#include <fmt/format.h>

#include <cerrno>
#include <fcntl.h>
#include <string>
#include <sys/file.h>
#include <unistd.h>
#include <utility>

namespace formwork {
namespace {

// The folder ignores itself, as caches do: a repository stays clean whatever its .gitignore says.
void write_gitignore(int folder) {
  const int fd =
      openat(folder, ".gitignore", O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0644);
  if (fd < 0) return;
  [[maybe_unused]] const ssize_t written = ::write(fd, "*\n", 2);
  close(fd);
}

std::string holder(int fd) {
  char text[32] = {};
  const ssize_t n = pread(fd, text, sizeof text - 1, 0);
  std::string pid(text, n > 0 ? static_cast<std::size_t>(n) : 0);
  pid.resize(std::min(pid.find_first_not_of("0123456789"), pid.size()));
  return pid.empty() ? "another process" : fmt::format("process {}", pid);
}

}  // namespace

Result<WorkspaceGuard> WorkspaceGuard::acquire(const std::string& root) {
  const std::string path = ".formwork/guard";
  auto folders = Folders::open(DiskCalls::system(), root);
  if (!folders) return failure(folders.error());
  const auto folder = folders->enter(".formwork", Folders::Absent::make);
  if (!folder) return failure(folder.error());
  write_gitignore(*folder);
  const int fd =
      openat(*folder, "guard", O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK, 0644);
  if (fd < 0) return failure(disk_error(path, "open", errno));
  WorkspaceGuard guard(fd);
  if (flock(fd, LOCK_EX | LOCK_NB) != 0) {
    if (errno != EWOULDBLOCK) return failure(disk_error(path, "lock", errno));
    return failure(make(Code::FW7010, path, fmt::format("{} is writing this workspace", holder(fd)),
                        "wait until it has ended, then run it again"));
  }
  const std::string pid = fmt::format("{}\n", getpid());
  // Who holds it is a courtesy; the lock itself does not depend on it.
  if (ftruncate(fd, 0) == 0) {
    [[maybe_unused]] const ssize_t written = pwrite(fd, pid.data(), pid.size(), 0);
  }
  return guard;
}

WorkspaceGuard::WorkspaceGuard(WorkspaceGuard&& other) noexcept
    : fd_(std::exchange(other.fd_, -1)) {}

WorkspaceGuard::~WorkspaceGuard() {
  if (fd_ >= 0) close(fd_);
}

}  // namespace formwork
