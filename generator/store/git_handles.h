#pragma once
// What the files of this room that ask git share of libgit2; no other file may include it.
#include "store/git_tree.h"
#include "store/libgit2.h"

#include <memory>
#include <mutex>
#include <string>

namespace formwork {

template <const auto& Free>
struct GitFree {
  template <class T>
  void operator()(T* object) const {
    Free(object);
  }
};
template <class T, const auto& Free>
using GitOwner = std::unique_ptr<T, GitFree<Free>>;
using GitObject = GitOwner<git_object, git_object_free>;
using GitIndex = GitOwner<git_index, git_index_free>;
using GitTreeObject = GitOwner<git_tree, git_tree_free>;

/// The repository, shared with the trees out of it.
struct GitHandle {
  GitOwner<git_repository, git_repository_free> repository;
  std::string prefix;        // of the workspace below the top of the repository: "" or "a/b/"
  std::string mount;         // that paths begin with and the repository does not know: "" or "app/"
  bool tracks_modes = true;  // core.fileMode
  mutable std::mutex mutex;  // libgit2: one thread at a time for each repository

  /// The path in the repository of one that a caller names.
  [[nodiscard]] std::string full(std::string_view path) const {
    if (path.starts_with(mount)) path.remove_prefix(mount.size());
    return prefix + std::string(path);
  }
  [[nodiscard]] bool is_shallow() const { return git_repository_is_shallow(repository.get()) == 1; }
  [[nodiscard]] bool is_partial() const;
};

struct GitRepository::Impl {
  std::shared_ptr<GitHandle> handle;
};

/// FW7020; `message` must be one line.
[[nodiscard]] Diagnostic git_error(std::string message, std::string help = {});
/// What libgit2 said last, made printable.
[[nodiscard]] std::string git_reason();
/// FW7020 for an object that is not in the repository.
[[nodiscard]] Diagnostic git_missing(const GitHandle& handle, const std::string& path);

[[nodiscard]] std::unique_ptr<GitTree> git_revision_tree(std::shared_ptr<GitHandle> handle,
                                                         GitTreeObject tree, std::string name);
[[nodiscard]] Result<std::unique_ptr<GitTree>> git_index_tree(std::shared_ptr<GitHandle> handle);
/// Of an index in memory.
[[nodiscard]] std::unique_ptr<GitTree> git_index_tree(std::shared_ptr<GitHandle> handle,
                                                      git_index* index);

}  // namespace formwork
