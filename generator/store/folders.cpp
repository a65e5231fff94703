#include "store/folders.h"

#include <fmt/format.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fcntl.h>

namespace formwork {

std::string_view folder_of(std::string_view path) {
  const std::size_t slash = path.rfind('/');
  return slash == std::string_view::npos ? std::string_view() : path.substr(0, slash);
}

const char* name_of(const std::string& path) {
  return path.c_str() + (path.rfind('/') + 1);
}

Diagnostic disk_error(const std::string& path, std::string_view what, int error) {
  std::string help;
  if (error == ENOSPC || error == EDQUOT) help = "free some space and run it again";
  if (error == EACCES || error == EPERM || error == EROFS) {
    help = "make the folder writable for the user who runs formwork";
  }
  return make(
      Code::FW7002, path,
      fmt::format("cannot {} `{}`: {}", what, path.empty() ? "." : path, std::strerror(error)),
      std::move(help));
}

Result<Folders> Folders::open(DiskCalls& calls, const std::string& root) {
  const int fd = calls.open(AT_FDCWD, root.empty() ? "." : root.c_str(), O_RDONLY | O_DIRECTORY, 0);
  if (fd < 0) return failure(disk_error(root, "open", errno));
  return Folders(calls, fd);
}

Folders::Folders(Folders&& other) noexcept
    : made(std::move(other.made)), calls_(other.calls_), chain_(std::move(other.chain_)) {
  other.chain_.clear();
}

Folders::~Folders() {
  while (!chain_.empty()) leave();
}

void Folders::leave() {
  calls_->close(chain_.back().fd);
  chain_.pop_back();
}

Result<int> Folders::enter(std::string_view folder, Absent absent) {
  const auto is_above = [&](const Step& step) {
    return step.path.empty() || folder == step.path ||
           (folder.starts_with(step.path) && folder[step.path.size()] == '/');
  };
  while (!is_above(chain_.back())) leave();
  while (chain_.back().path.size() != folder.size()) {
    const std::string& above = chain_.back().path;
    const std::size_t begin = above.empty() ? 0 : above.size() + 1;
    const std::size_t end = std::min(folder.find('/', begin), folder.size());
    const auto fd = step_into(std::string(folder.substr(0, end)),
                              std::string(folder.substr(begin, end - begin)), absent);
    if (!fd || *fd < 0) return fd;
  }
  return chain_.back().fd;
}

Result<int> Folders::step_into(const std::string& path, const std::string& name, Absent absent) {
  const int parent = chain_.back().fd;
  const int flags = O_RDONLY | O_DIRECTORY | O_NOFOLLOW;
  int fd = calls_->open(parent, name.c_str(), flags, 0);
  bool is_new = false;
  if (fd < 0 && errno == ENOENT) {
    if (absent == Absent::leave) return -1;
    is_new = calls_->make_folder(parent, name.c_str(), 0755) == 0;
    if (!is_new && errno != EEXIST)
      return failure(disk_error(path, "make", errno));  // else: another unit
    if (is_new) made.push_back(path);
    fd = calls_->open(parent, name.c_str(), flags, 0);
  }
  if (fd < 0) {
    if (errno != ELOOP && errno != ENOTDIR) return failure(disk_error(path, "open", errno));
    return failure(make(
        Code::FW7012, path, fmt::format("`{}` is a link or a file; a folder is expected", path),
        "formwork writes through no link: replace it by a folder, or move the output"));
  }
  chain_.push_back({path, fd, 0});
  struct stat st {};
  if (is_new && calls_->status(fd, &st) == 0 && (st.st_mode & 0777U) != 0755U &&
      calls_->change_mode(fd, (st.st_mode & 07000U) | 0755U) != 0) {
    return failure(disk_error(path, "set the mode of", errno));
  }
  return fd;
}

}  // namespace formwork
