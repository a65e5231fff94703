// What the index says of single paths.
#include "store/git_handles.h"
#include "store/git_tree.h"

#include <fmt/format.h>

#include <sys/stat.h>

namespace formwork {
namespace {

// Whether the index says of `st` what git itself would take for unchanged: same times, size and
// inode, and written before the index was (else the file may have changed within the same tick).
bool looks_unchanged(const git_index_entry& entry, const struct stat& st, const char* index_path) {
  struct stat index {};
  if (index_path == nullptr || ::stat(index_path, &index) != 0) return false;
  const auto seconds = static_cast<std::int32_t>(st.st_mtim.tv_sec);
  if (entry.mtime.seconds != seconds || seconds >= index.st_mtim.tv_sec) return false;
  return entry.mtime.nanoseconds == static_cast<std::uint32_t>(st.st_mtim.tv_nsec) &&
         entry.file_size == static_cast<std::uint32_t>(st.st_size) &&
         entry.ino == static_cast<std::uint32_t>(st.st_ino);
}

Result<GitRepository::State> compare(const GitHandle& handle, const git_index_entry& entry,
                                     const std::string& top, const char* index_path) {
  using State = GitRepository::State;
  struct stat st {};
  // `git add -N` records a name without bytes.
  if ((entry.flags_extended & GIT_INDEX_ENTRY_INTENT_TO_ADD) != 0 ||
      ::lstat((top + entry.path).c_str(), &st) != 0 || !S_ISREG(st.st_mode) ||
      (entry.mode & 0170000U) != 0100000U) {
    return State::unstaged;
  }
  const bool executable = (st.st_mode & S_IXUSR) != 0;
  if (handle.tracks_modes && ((entry.mode & 0111U) != 0) != executable) return State::unstaged;
  if (looks_unchanged(entry, st, index_path)) return State::clean;
  git_oid id;
  if (git_repository_hashfile(&id, handle.repository.get(), entry.path, GIT_OBJECT_BLOB, nullptr) !=
      0) {
    return failure(git_error(
        fmt::format("`{}` cannot be compared with the index: {}", entry.path, git_reason())));
  }
  return git_oid_equal(&id, &entry.id) != 0 ? State::clean : State::unstaged;
}

}  // namespace

Result<GitRepository::State> GitRepository::state(const std::string& path) const {
  const GitHandle& handle = *impl_->handle;
  const std::string full = handle.full(path);
  {
    const std::scoped_lock lock(handle.mutex);
    const char* top = git_repository_workdir(handle.repository.get());
    if (top == nullptr) {
      return failure(git_error("the git repository is bare: it has no working tree"));
    }
    git_index* raw = nullptr;
    const int status = git_repository_index(&raw, handle.repository.get());
    const GitIndex index(raw);
    if (status != 0 || git_index_read(raw, 0) != 0) {
      return failure(git_error(fmt::format("the git index cannot be read: {}", git_reason())));
    }
    if (const git_index_entry* entry =
            git_index_get_bypath(raw, full.c_str(), GIT_INDEX_STAGE_NORMAL)) {
      return compare(handle, *entry, top, git_index_path(raw));
    }
    if (git_index_find(nullptr, raw, full.c_str()) == 0) return State::unstaged;  // unmerged
  }
  const auto ignored = is_ignored(path);
  if (!ignored) return failure(ignored.error());
  return *ignored ? State::ignored : State::untracked;
}

std::vector<std::string> GitRepository::submodules() const {
  const GitHandle& handle = *impl_->handle;
  const std::scoped_lock lock(handle.mutex);
  std::vector<std::string> out;
  git_index* raw = nullptr;
  const int status = git_repository_index(&raw, handle.repository.get());
  const GitIndex index(raw);
  if (status != 0 || git_index_read(raw, 0) != 0) return out;
  for (std::size_t i = 0; i < git_index_entrycount(raw); ++i) {
    const git_index_entry* entry = git_index_get_byindex(raw, i);
    const std::string_view path = entry->path;
    if (entry->mode == GIT_FILEMODE_COMMIT && path.starts_with(handle.prefix))
      out.push_back(handle.mount + std::string(path.substr(handle.prefix.size())));
  }
  return out;
}

std::optional<std::string> GitRepository::submodule_around(const std::string& path) const {
  const GitHandle& handle = *impl_->handle;
  const std::scoped_lock lock(handle.mutex);
  git_index* raw = nullptr;
  const int status = git_repository_index(&raw, handle.repository.get());
  const GitIndex index(raw);
  if (status != 0 || git_index_read(raw, 0) != 0) return std::nullopt;
  const std::string full = handle.full(path) + "/";
  for (std::size_t end = full.find('/'); end != std::string::npos; end = full.find('/', end + 1)) {
    const std::string folder = full.substr(0, end);
    const git_index_entry* entry =
        git_index_get_bypath(raw, folder.c_str(), GIT_INDEX_STAGE_NORMAL);
    if (entry != nullptr && entry->mode == GIT_FILEMODE_COMMIT) return folder;
  }
  return std::nullopt;
}

bool GitRepository::is_left_out(const std::string& path) const {
  const GitHandle& handle = *impl_->handle;
  const std::scoped_lock lock(handle.mutex);
  git_index* raw = nullptr;
  const int status = git_repository_index(&raw, handle.repository.get());
  const GitIndex index(raw);
  if (status != 0 || git_index_read(raw, 0) != 0) return false;
  const git_index_entry* entry =
      git_index_get_bypath(raw, handle.full(path).c_str(), GIT_INDEX_STAGE_NORMAL);
  return entry != nullptr && (entry->flags_extended & GIT_INDEX_ENTRY_SKIP_WORKTREE) != 0;
}

std::optional<bool> GitRepository::executable_as_stored(const std::string& path) const {
  const GitHandle& handle = *impl_->handle;
  if (handle.tracks_modes) return std::nullopt;
  const std::scoped_lock lock(handle.mutex);
  git_index* raw = nullptr;
  const int status = git_repository_index(&raw, handle.repository.get());
  const GitIndex index(raw);
  if (status != 0 || git_index_read(raw, 0) != 0) return std::nullopt;
  const git_index_entry* entry =
      git_index_get_bypath(raw, handle.full(path).c_str(), GIT_INDEX_STAGE_NORMAL);
  if (entry == nullptr) return std::nullopt;
  return (entry->mode & 0111U) != 0;
}

Result<bool> GitRepository::is_ignored(const std::string& path) const {
  const GitHandle& handle = *impl_->handle;
  const std::scoped_lock lock(handle.mutex);
  int ignored = 0;
  if (git_ignore_path_is_ignored(&ignored, handle.repository.get(), handle.full(path).c_str()) !=
      0) {
    return failure(git_error(fmt::format("the git ignore rules cannot be read: {}", git_reason())));
  }
  return ignored != 0;
}

}  // namespace formwork
