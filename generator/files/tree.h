#pragma once
// The outside world, read-only, behind one interface: disk, memory (tests), git index, git
// revision.
#include "diag/result.h"

#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace formwork {

enum class FileKind : std::uint8_t { absent, regular, folder, link, other };

struct FileInfo {
  FileKind kind = FileKind::absent;
  bool executable = false;
  std::uint64_t size = 0;
};

struct FolderEntry {
  std::string name;
  FileKind kind = FileKind::absent;
};

/// A tree of files. Paths are relative to its root, with '/', without leading "./"; "" is the root.
/// Implementations never follow a link that leaves the root and never block on FIFOs or devices.
class Tree {
 public:
  virtual ~Tree() = default;
  /// What stands at `path`; `absent` where nothing does (not an error). Links are not followed.
  [[nodiscard]] virtual Result<FileInfo> info(const std::string& path) const = 0;
  /// The bytes of a regular file. FW7001 absent, FW7003 not a regular file, FW7002 otherwise.
  [[nodiscard]] virtual Result<std::string> read(const std::string& path) const = 0;
  /// `info` and `read` in one: what stands at `path` and, where that is a regular file, its bytes
  /// in `bytes`, whose memory is used again. Errors are theirs. Of a file of more than 64
  /// MiB the size alone is given: no output of formwork's is so large, and `bytes` is empty.
  [[nodiscard]] virtual Result<FileInfo> look(const std::string& path, std::string& bytes) const;
  /// Entries of a folder, by name bytes; none where it is absent, FW7012 where it is no folder.
  [[nodiscard]] virtual Result<std::vector<FolderEntry>> list(const std::string& path) const = 0;
  /// How messages call it: "working tree", "index", "revision 1a2b3c4".
  [[nodiscard]] virtual std::string name() const = 0;
};

/// For tests and for `--stdout`.
class MemoryTree : public Tree {
 public:
  MemoryTree() = default;
  explicit MemoryTree(std::map<std::string, std::string> files) : files_(std::move(files)) {}
  void set(std::string path, std::string bytes) { files_[std::move(path)] = std::move(bytes); }
  void remove(const std::string& path) { files_.erase(path); }
  [[nodiscard]] const std::map<std::string, std::string>& files() const { return files_; }
  [[nodiscard]] Result<FileInfo> info(const std::string& path) const override;
  [[nodiscard]] Result<std::string> read(const std::string& path) const override;
  [[nodiscard]] Result<std::vector<FolderEntry>> list(const std::string& path) const override;
  [[nodiscard]] std::string name() const override { return "memory"; }

 private:
  std::map<std::string, std::string> files_;
};

/// The folder `root` on disk. The only reader of the file system outside store/.
[[nodiscard]] std::unique_ptr<Tree> disk_tree(std::string root);

}  // namespace formwork
