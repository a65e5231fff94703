#pragma once
// Trees out of git, by libgit2 (its only user): a revision, the index; and what DR012 and DR017 ask
// of a path. The working-tree check needs none of this: whatever git repository there is, or none,
// it works.
#include "diag/result.h"
#include "files/tree.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace formwork {

/// A tree of git objects: a file can be recognised without being read.
class GitTree : public Tree {
 public:
  /// Object id (40 hex) of the file at `path`; nothing where no regular file stands there.
  [[nodiscard]] virtual std::optional<std::string> id(const std::string& path) const = 0;
};

/// The id git gives a file with these bytes.
[[nodiscard]] std::string git_blob_id(std::string_view bytes);

/// A repository around the workspace. Never runs hooks, filters of the configuration or the
/// network. Calls from several threads wait for each other.
class GitRepository {
 public:
  /// Finds the repository that contains `folder`. FW7020 with one line that says why not: none,
  /// foreign-owned, SHA-256, an extension libgit2 does not know.
  /// `mount`: a folder below it, whose repository is meant, which may be another; paths begin with
  /// it as ever.
  [[nodiscard]] static Result<GitRepository> open(const std::string& folder,
                                                  const std::string& mount = {});
  /// False only where no repository can be around `folder`: no `.git` in it or above it, nor a bare
  /// one.
  [[nodiscard]] static bool may_be_around(const std::string& folder);
  GitRepository(GitRepository&&) noexcept;
  GitRepository& operator=(GitRepository&&) noexcept;
  ~GitRepository();

  /// The tree of `revision` (anything git rev-parse takes that names a commit or tree), below the
  /// workspace folder. Reading a file that a partial clone lacks is FW7020.
  [[nodiscard]] Result<std::unique_ptr<GitTree>> revision(const std::string& revision) const;
  /// The index as it is now. Reading a path that is unmerged is FW7020; one added with `-N` is
  /// absent.
  [[nodiscard]] Result<std::unique_ptr<GitTree>> index() const;
  /// What git makes of two commits that are merged; a path in conflict is unmerged in it.
  [[nodiscard]] Result<std::unique_ptr<GitTree>> merge(const std::string& ours,
                                                       const std::string& theirs) const;
  /// The bytes git would store for the working file (autocrlf, text and eol attributes applied).
  [[nodiscard]] Result<std::string> as_stored(const std::string& path, std::string bytes) const;

  /// Whether the object store has a file with these bytes, be it of any commit or of the index.
  [[nodiscard]] bool has(std::string_view bytes) const;

  enum class State : std::uint8_t { clean, untracked, ignored, unstaged };
  /// Of a path that exists in the working tree: `clean` if the index holds the very file.
  [[nodiscard]] Result<State> state(const std::string& path) const;
  /// Folders that the index has as submodules, below the workspace's, sorted; none where there is
  /// no index that can be read.
  [[nodiscard]] std::vector<std::string> submodules() const;
  /// The submodule that the workspace's `path` ("" is the workspace) is or lies in, by its path
  /// from the top of the repository.
  [[nodiscard]] std::optional<std::string> submodule_around(const std::string& path) const;
  /// Whether the index has `path` as one that a sparse checkout leaves out of the working tree.
  [[nodiscard]] bool is_left_out(const std::string& path) const;
  /// Whether git has `path` as executable, where it does not look at the file system for it
  /// (core.fileMode is false); nothing where it does, or does not have the path.
  [[nodiscard]] std::optional<bool> executable_as_stored(const std::string& path) const;
  /// A folder's path may end with '/'.
  [[nodiscard]] Result<bool> is_ignored(const std::string& path) const;

 private:
  struct Impl;
  explicit GitRepository(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

/// "1.5.1": the library in use, for bug reports.
[[nodiscard]] std::string libgit2_version();

}  // namespace formwork
