#pragma once
// Whether a repository is this user's, by git's rule and by what git's own configuration says of
// it. libgit2 1.5 knows neither `safe.directory = *` nor a configuration that comes by variables.
// Private to the room.
#include <optional>
#include <string>

namespace formwork {

/// Where a repository lies; empty where it has no such place.
struct RepositoryPaths {
  std::string work_tree, git_folder;
};

/// The path by which git would have to be told that the repository is safe; nothing where it need
/// not be: every part belongs to this user (under sudo, to the caller), or `safe.directory` of the
/// system's or user's configuration, or of GIT_CONFIG_COUNT or `git -c`, names it.
[[nodiscard]] std::optional<std::string> foreign_repository(const RepositoryPaths& paths);

}  // namespace formwork
