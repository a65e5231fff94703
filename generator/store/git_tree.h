#pragma once
// Trees out of git, by libgit2 (its only user): a revision, the index; and what DR017 asks of a
// path.
#include "diag/result.h"
#include "files/tree.h"

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace formwork {

/// A repository around the workspace. Never runs hooks, filters or the network.
class GitRepository {
 public:
  /// Finds the repository that contains `folder`. FW7020 with one line that says why not: none,
  /// foreign-owned, SHA-256, partial clone.
  [[nodiscard]] static Result<GitRepository> open(const std::string& folder);
  GitRepository(GitRepository&&) noexcept;
  GitRepository& operator=(GitRepository&&) noexcept;
  ~GitRepository();

  /// The tree of `revision` (anything git rev-parse takes that names a commit or tree), below the
  /// workspace folder.
  [[nodiscard]] Result<std::unique_ptr<Tree>> revision(const std::string& revision) const;
  [[nodiscard]] Result<std::unique_ptr<Tree>> index() const;
  /// The bytes git would store for the working file (autocrlf, text attributes applied).
  [[nodiscard]] Result<std::string> as_stored(const std::string& path, std::string bytes) const;

  enum class State : std::uint8_t { clean, untracked, ignored, unstaged };
  /// Of a path that exists in the working tree.
  [[nodiscard]] Result<State> state(const std::string& path) const;
  [[nodiscard]] Result<bool> is_ignored(const std::string& path) const;

 private:
  struct Impl;
  explicit GitRepository(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace formwork
