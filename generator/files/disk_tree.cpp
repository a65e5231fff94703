#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

#include "files/tree.h"

#include <fmt/format.h>

namespace formwork {
namespace {

class Descriptor {
 public:
  explicit Descriptor(int fd) : fd_(fd) {}
  ~Descriptor() {
    if (fd_ >= 0) close(fd_);
  }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  [[nodiscard]] int get() const { return fd_; }

 private:
  int fd_;
};

FileKind kind_of(mode_t mode) {
  if (S_ISREG(mode)) return FileKind::regular;
  if (S_ISDIR(mode)) return FileKind::folder;
  if (S_ISLNK(mode)) return FileKind::link;
  return FileKind::other;
}

Diagnostic io_error(const std::string& path, const char* what, int error) {
  return make(Code::FW7002, path, fmt::format("cannot {} `{}`: {}", what, path, std::strerror(error)));
}

class DiskTree : public Tree {
 public:
  explicit DiskTree(std::string root) : root_(std::move(root)) {}

  [[nodiscard]] Result<FileInfo> info(const std::string& path) const override {
    struct stat st {};
    if (lstat(full(path).c_str(), &st) != 0) {
      if (errno == ENOENT || errno == ENOTDIR) return FileInfo{};
      return failure(io_error(path, "look at", errno));
    }
    return FileInfo{kind_of(st.st_mode), (st.st_mode & S_IXUSR) != 0, static_cast<std::uint64_t>(st.st_size)};
  }

  [[nodiscard]] Result<std::string> read(const std::string& path) const override {
    // O_NONBLOCK: opening a FIFO must not wait for a writer.
    const Descriptor fd(open(full(path).c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY));
    if (fd.get() < 0) {
      if (errno == ENOENT || errno == ENOTDIR) {
        return failure(make(Code::FW7001, path, fmt::format("`{}` does not exist", path)));
      }
      return failure(io_error(path, "read", errno));
    }
    struct stat st {};
    if (fstat(fd.get(), &st) != 0) return failure(io_error(path, "read", errno));
    if (!S_ISREG(st.st_mode)) {
      return failure(make(Code::FW7003, path, fmt::format("`{}` is not a regular file", path)));
    }
    std::string bytes(static_cast<std::size_t>(st.st_size), '\0');
    std::size_t done = 0;
    while (true) {
      if (done == bytes.size()) bytes.resize(bytes.size() + 1);  // the read that sees the end
      const ssize_t n = ::read(fd.get(), bytes.data() + done, bytes.size() - done);
      if (n < 0) {
        if (errno == EINTR) continue;
        return failure(io_error(path, "read", errno));
      }
      if (n == 0) break;
      done += static_cast<std::size_t>(n);
    }
    bytes.resize(done);
    return bytes;
  }

  [[nodiscard]] Result<std::vector<FolderEntry>> list(const std::string& path) const override {
    std::vector<FolderEntry> out;
    DIR* dir = opendir(full(path).c_str());
    if (dir == nullptr) {
      if (errno == ENOENT || errno == ENOTDIR) return out;
      return failure(io_error(path, "list", errno));
    }
    while (const dirent* entry = readdir(dir)) {
      const std::string name = entry->d_name;
      if (name == "." || name == "..") continue;
      FileKind kind = FileKind::other;
      switch (entry->d_type) {
        case DT_REG: kind = FileKind::regular; break;
        case DT_DIR: kind = FileKind::folder; break;
        case DT_LNK: kind = FileKind::link; break;
        case DT_UNKNOWN:
          if (const auto known = info(path.empty() ? name : path + "/" + name)) kind = known->kind;
          break;
        default: break;
      }
      out.push_back({name, kind});
    }
    closedir(dir);
    std::sort(out.begin(), out.end(),
              [](const FolderEntry& a, const FolderEntry& b) { return a.name < b.name; });
    return out;
  }

  [[nodiscard]] std::string name() const override { return "working tree"; }

 private:
  [[nodiscard]] std::string full(const std::string& path) const {
    return path.empty() ? root_ : root_ + "/" + path;
  }
  std::string root_;
};

}  // namespace

std::unique_ptr<Tree> disk_tree(std::string root) {
  return std::make_unique<DiskTree>(root.empty() ? "." : std::move(root));
}

}  // namespace formwork
