#include "files/safe_path.h"
#include "files/tree.h"

#include <fmt/format.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <dirent.h>
#include <fcntl.h>
#include <linux/openat2.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

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
  void release() { fd_ = -1; }

 private:
  int fd_;
};

FileKind kind_of(mode_t mode) {
  if (S_ISREG(mode)) return FileKind::regular;
  if (S_ISDIR(mode)) return FileKind::folder;
  if (S_ISLNK(mode)) return FileKind::link;
  return FileKind::other;
}

// One step at a time, for kernels and sandboxes without openat2(2). Links are spliced into the
// path, so what is opened at last has none; another process that swaps a folder for a link
// meanwhile is not met.
int open_by_steps(int root, const std::string& path, int flags, bool links_too) {
  std::string now = path;
  for (int links = 0; links < 40; ++links) {
    bool spliced = false;
    for (std::size_t end = 0; end != std::string::npos && !spliced;) {
      end = now.find('/', end == 0 ? 0 : end + 1);
      const bool last = end == std::string::npos;
      if (last && (flags & O_NOFOLLOW) != 0) break;
      const std::string part = now.substr(0, end);
      std::string target(4096, '\0');
      const ssize_t n = readlinkat(root, part.c_str(), target.data(), target.size());
      if (n < 0) continue;  // no link, or nothing there: openat will tell
      if (!links_too) {
        errno = ELOOP;
        return -1;
      }
      target.resize(static_cast<std::size_t>(n));
      const auto there = link_target(part, target);
      if (!there) {
        errno = EXDEV;
        return -1;
      }
      now = last ? *there : *there + now.substr(end);
      if (now.empty()) now = ".";
      spliced = true;
    }
    if (!spliced) return openat(root, now.c_str(), flags);
  }
  errno = ELOOP;
  return -1;
}

// Opens `path` below `root`; a link that leaves it fails with EXDEV. Without `links_too` any link
// on the way fails with ELOOP.
int open_beneath(int root, const std::string& path, int flags, bool links_too) {
  const std::string name = path.empty() ? "." : path;
  if (name.front() == '/' || name == ".." || name.starts_with("../")) {
    errno = EXDEV;
    return -1;
  }
  open_how how{};
  how.flags = static_cast<std::uint64_t>(flags);
  how.resolve = RESOLVE_BENEATH | RESOLVE_NO_MAGICLINKS;
  if (!links_too) how.resolve |= RESOLVE_NO_SYMLINKS;
  for (int attempt = 0; attempt < 8; ++attempt) {  // EAGAIN: a rename raced with a `..` in a link
    const long fd = syscall(SYS_openat2, root, name.c_str(), &how, sizeof how);
    if (fd >= 0) return static_cast<int>(fd);
    if (errno == ENOSYS || errno == EPERM) break;
    if (errno != EAGAIN && errno != EINTR) return -1;
  }
  return open_by_steps(root, name, flags, links_too);
}

bool is_absent(int error) {
  return error == ENOENT || error == ENOTDIR;
}

class DiskTree : public Tree {
 public:
  explicit DiskTree(const std::string& root)
      : root_(open(root.c_str(), O_PATH | O_DIRECTORY | O_CLOEXEC)), root_error_(errno) {}

  [[nodiscard]] Result<FileInfo> info(const std::string& path) const override {
    const Descriptor fd(open_below(path, O_PATH | O_NOFOLLOW));
    struct stat st {};
    if (fd.get() < 0 || fstat(fd.get(), &st) != 0) {
      if (is_absent(errno)) return FileInfo{};
      return failure(error_for(path, "look at", errno));
    }
    return FileInfo{kind_of(st.st_mode), (st.st_mode & S_IXUSR) != 0,
                    static_cast<std::uint64_t>(st.st_size)};
  }

  [[nodiscard]] Result<std::string> read(const std::string& path) const override {
    // O_NONBLOCK: opening a FIFO must not wait for a writer.
    const Descriptor fd(open_below(path, O_RDONLY | O_NONBLOCK | O_NOCTTY));
    if (fd.get() < 0) {
      if (is_absent(errno)) {
        return failure(make(Code::FW7001, path, fmt::format("`{}` does not exist", path)));
      }
      if (errno == ENXIO) return failure(not_a_file(path));  // a socket
      return failure(error_for(path, "read", errno));
    }
    struct stat st {};
    if (fstat(fd.get(), &st) != 0) return failure(error_for(path, "read", errno));
    if (!S_ISREG(st.st_mode)) return failure(not_a_file(path));
    std::string bytes;
    if (!read_all(fd.get(), static_cast<std::size_t>(st.st_size), bytes))
      return failure(error_for(path, "read", errno));
    return bytes;
  }

  // One open where the file can be read, as nearly all can; what is odd is asked step by step. What
  // lies behind a linked folder is a link, whatever it is there: git has the link alone.
  [[nodiscard]] Result<FileInfo> look(const std::string& path, std::string& bytes) const override {
    const Descriptor fd(open_below(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY, false));
    if (fd.get() < 0) {
      bytes.clear();
      if (is_absent(errno)) return FileInfo{};
      if (errno == ELOOP) {
        auto behind = info(path);
        if (behind && behind->kind != FileKind::absent) behind->kind = FileKind::link;
        return behind;
      }
      return Tree::look(path, bytes);
    }
    struct stat st {};
    if (fstat(fd.get(), &st) != 0) return failure(error_for(path, "look at", errno));
    const FileInfo found{kind_of(st.st_mode), (st.st_mode & S_IXUSR) != 0,
                         static_cast<std::uint64_t>(st.st_size)};
    if (found.kind != FileKind::regular) return found;
    if (found.size > kMostRead) {
      bytes.clear();
      return found;
    }
    if (!read_all(fd.get(), static_cast<std::size_t>(st.st_size), bytes))
      return failure(error_for(path, "read", errno));
    return found;
  }

  [[nodiscard]] Result<std::vector<FolderEntry>> list(const std::string& path) const override {
    std::vector<FolderEntry> out;
    Descriptor fd(open_below(path, O_RDONLY | O_DIRECTORY));
    DIR* dir = fd.get() < 0 ? nullptr : fdopendir(fd.get());
    if (dir == nullptr) {
      if (errno == ENOENT) return out;
      if (errno == ENOTDIR) return failure(not_a_folder(path));
      return failure(error_for(path, "list", errno));
    }
    fd.release();
    errno = 0;
    while (const dirent* entry = readdir(dir)) {
      const std::string name = entry->d_name;
      if (name == "." || name == "..") continue;
      FileKind kind = FileKind::other;
      switch (entry->d_type) {
        case DT_REG:
          kind = FileKind::regular;
          break;
        case DT_DIR:
          kind = FileKind::folder;
          break;
        case DT_LNK:
          kind = FileKind::link;
          break;
        case DT_UNKNOWN:
          if (const auto known = info(path.empty() ? name : path + "/" + name)) kind = known->kind;
          break;
        default:
          break;
      }
      out.push_back({name, kind});
      errno = 0;
    }
    const int error = errno;
    closedir(dir);
    if (error != 0) return failure(error_for(path, "list", error));
    std::sort(out.begin(), out.end(),
              [](const FolderEntry& a, const FolderEntry& b) { return a.name < b.name; });
    return out;
  }

  [[nodiscard]] std::string name() const override { return "working tree"; }

 private:
  // `errno` says why not.
  static bool read_all(int fd, std::size_t size, std::string& bytes) {
    // One byte more than the size says: a read that stops at the size has met the end.
    bytes.resize(size + 1);
    std::size_t done = 0;
    while (true) {
      const ssize_t n = ::read(fd, bytes.data() + done, bytes.size() - done);
      if (n < 0) {
        if (errno == EINTR) continue;
        return false;
      }
      done += static_cast<std::size_t>(n);
      if (n == 0 || (done == size && size != 0)) break;          // the size of a file in /proc is 0
      if (done == bytes.size()) bytes.resize(bytes.size() * 2);  // it grows while it is read
    }
    bytes.resize(done);
    return true;
  }

  [[nodiscard]] int open_below(const std::string& path, int flags, bool links_too = true) const {
    if (root_.get() < 0) {
      errno = root_error_;
      return -1;
    }
    return open_beneath(root_.get(), path, flags | O_CLOEXEC, links_too);
  }

  [[nodiscard]] static Diagnostic not_a_file(const std::string& path) {
    return make(Code::FW7003, path, fmt::format("`{}` is not a regular file", path));
  }

  // A folder that is not there need not be; a file in its place would pass for one.
  [[nodiscard]] static Diagnostic not_a_folder(const std::string& path) {
    return make(Code::FW7012, path,
                fmt::format("`{}`, or what it should lie in, is no folder", path),
                "a file, FIFO, device or socket stands there: move it away, or put the folder in "
                "its place");
  }

  [[nodiscard]] static Diagnostic error_for(const std::string& path, const char* what, int error) {
    if (error == EXDEV) {
      return make(Code::FW7004, path,
                  fmt::format("`{}` leads out of the workspace through a link", path),
                  "replace the link by the file or folder it points to");
    }
    return make(
        Code::FW7002, path,
        fmt::format("cannot {} `{}`: {}", what, path.empty() ? "." : path, std::strerror(error)));
  }

  Descriptor root_;
  int root_error_;
};

}  // namespace

std::unique_ptr<Tree> disk_tree(std::string root) {
  return std::make_unique<DiskTree>(root.empty() ? "." : root);
}

}  // namespace formwork
