#include "base/text.h"
#include "store/git_handles.h"
#include "store/ownership.h"

#include <fmt/format.h>

#include <cstdlib>
#include <filesystem>
#include <sys/stat.h>

namespace formwork {
namespace {

void initialise() {
  static const bool once = [] {
    git_libgit2_init();
    // Without these it refuses repositories it can read (partial clones, sparse checkouts).
    const char* extensions[] = {"partialclone", "worktreeconfig"};
    git_libgit2_opts(GIT_OPT_SET_EXTENSIONS, extensions, std::size(extensions));
    // Whose a repository is, is asked in ownership.cpp.
    git_libgit2_opts(GIT_OPT_SET_OWNER_VALIDATION, 0);
    return true;
  }();
  static_cast<void>(once);
}

Diagnostic no_repository(const std::string& folder) {
  return git_error(fmt::format("`{}` is not in a git repository", folder));
}

Diagnostic foreign(const std::string& folder, const std::string& path) {
  const bool plain = path.find_first_not_of(
                         "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789/._-+@") ==
                     std::string::npos;
  return git_error(fmt::format("the git repository around `{}` belongs to another user", folder),
                   fmt::format("if you trust it: `git config --global --add safe.directory {}`",
                               plain ? path : fmt::format("'{}'", printable(path))));
}

Diagnostic open_error(int status, const std::string& folder) {
  const std::string reason = git_reason();
  if (status == GIT_ENOTFOUND) return no_repository(folder);
  if (reason.find("objectformat") != std::string::npos) {
    return git_error("the git repository has SHA-256 objects, which libgit2 cannot read",
                     "check the working tree instead: `formwork check` without --rev and --staged");
  }
  return git_error(
      fmt::format("the git repository around `{}` cannot be read: {}", folder, reason));
}

// The workspace below the top of the working tree; links on the way to it are resolved on both
// sides.
std::string prefix_of(git_repository* repository, const std::string& folder) {
  const char* top = git_repository_workdir(repository);
  if (top == nullptr) return {};
  std::error_code error;
  const auto real_top = std::filesystem::canonical(top, error);
  if (error) return {};
  const auto real_folder = std::filesystem::canonical(folder, error);
  if (error) return {};
  const std::string relative = real_folder.lexically_relative(real_top).generic_string();
  return relative.empty() || relative == "." || relative.starts_with("..") ? "" : relative + "/";
}

// `git commit -- PATH` and `git commit -a` make the next commit in an index of their own and name
// it to their hooks: what `--staged` means there. Relative names are git's, to the folder it runs
// hooks in.
std::optional<Diagnostic> use_index_of_hook(git_repository* repository) {
  const char* file = std::getenv("GIT_INDEX_FILE");
  if (file == nullptr || *file == '\0') return std::nullopt;
  git_index* raw = nullptr;
  const int status = git_index_open(&raw, file);
  const GitIndex index(raw);
  if (status != 0 || git_repository_set_index(repository, raw) != 0) {
    return git_error(
        fmt::format("the index that GIT_INDEX_FILE names cannot be read: {}", git_reason()));
  }
  return std::nullopt;
}

// Whether the index that GIT_INDEX_FILE names lies in this repository.
bool hook_is_of(git_repository* repository) {
  const char* file = std::getenv("GIT_INDEX_FILE");
  if (file == nullptr || *file == '\0') return true;
  std::error_code error;
  const auto own = std::filesystem::canonical(git_repository_path(repository), error);
  if (error) return false;
  return std::filesystem::weakly_canonical(file, error).parent_path() == own;
}

// core.fileMode: whether the executable bit of the working tree means anything.
bool tracks_modes(git_repository* repository) {
  git_config* raw = nullptr;
  if (git_repository_config_snapshot(&raw, repository) != 0) return true;
  const GitOwner<git_config, git_config_free> config(raw);
  int value = 1;
  return git_config_get_bool(&value, raw, "core.filemode") != 0 || value != 0;
}

}  // namespace

bool GitHandle::is_partial() const {
  git_config* config = nullptr;
  if (git_repository_config_snapshot(&config, repository.get()) != 0) return false;
  const GitOwner<git_config, git_config_free> owner(config);
  git_config_iterator* iterator = nullptr;
  if (git_config_iterator_glob_new(&iterator, config,
                                   "^(remote\\..*\\.promisor|extensions\\.partialclone)$") != 0) {
    return false;
  }
  const GitOwner<git_config_iterator, git_config_iterator_free> iterator_owner(iterator);
  git_config_entry* entry = nullptr;
  return git_config_next(&entry, iterator) == 0;
}

Diagnostic git_error(std::string message, std::string help) {
  return make(Code::FW7020, Span{}, std::move(message), std::move(help));
}

std::string git_reason() {
  const ::git_error* last = git_error_last();
  std::string reason =
      last != nullptr && last->message != nullptr ? last->message : "no reason given";
  for (char& c : reason) {
    if (c == '\n' || c == '\r' || c == '\t') c = ' ';
  }
  return printable(reason);
}

Diagnostic git_missing(const GitHandle& handle, const std::string& path) {
  if (handle.is_partial()) {
    return git_error(
        fmt::format("`{}` is not in this partial clone", path),
        "formwork never fetches: make a clone without --filter, or `git checkout` the revision "
        "once, which fetches its files");
  }
  return git_error(fmt::format("the object of `{}` is missing from the git repository", path),
                   "git fsck");
}

GitRepository::GitRepository(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
GitRepository::GitRepository(GitRepository&&) noexcept = default;
GitRepository& GitRepository::operator=(GitRepository&&) noexcept = default;
GitRepository::~GitRepository() = default;

// To make libgit2 ready takes as long as to compile an environment; where there is no repository it
// is not needed.
bool GitRepository::may_be_around(const std::string& folder) {
  std::error_code error;
  const auto start = std::filesystem::canonical(folder, error);
  if (error) return true;  // libgit2 tells what is wrong
  struct stat st {};
  const auto exists = [&](const std::filesystem::path& path) {
    return ::lstat(path.c_str(), &st) == 0;
  };
  for (auto here = start;; here = here.parent_path()) {
    if (exists(here / ".git") || (exists(here / "HEAD") && exists(here / "objects"))) return true;
    if (here == here.parent_path()) return false;
  }
}

Result<GitRepository> GitRepository::open(const std::string& folder, const std::string& mount) {
  std::string start = folder.empty() ? "." : folder;
  if (!mount.empty()) start += "/" + mount;
  if (!may_be_around(start)) return failure(no_repository(start));
  if (!libgit2_problem().empty())
    return failure(git_error(fmt::format("git cannot be asked: {}", libgit2_problem()),
                             "install libgit2 (Debian: libgit2-1.5)"));
  initialise();
  git_repository* repository = nullptr;
  const int status = git_repository_open_ext(&repository, start.c_str(), 0, nullptr);
  if (status != 0) return failure(open_error(status, start));
  auto impl = std::make_unique<Impl>();
  impl->handle = std::make_shared<GitHandle>();
  impl->handle->repository.reset(repository);
  const auto text = [](const char* path) {
    std::string out = path == nullptr ? "" : path;
    while (out.size() > 1 && out.ends_with('/')) out.pop_back();
    return out;
  };
  if (const auto path = foreign_repository(
          {text(git_repository_workdir(repository)), text(git_repository_path(repository))}))
    return failure(foreign(start, *path));
  impl->handle->tracks_modes = tracks_modes(repository);
  impl->handle->prefix = prefix_of(repository, start);
  if (!mount.empty()) impl->handle->mount = mount + "/";
  // The hook of one repository says nothing of the other's index.
  if (!mount.empty() && !hook_is_of(repository)) return GitRepository(std::move(impl));
  if (auto refused = use_index_of_hook(repository)) return failure(std::move(*refused));
  return GitRepository(std::move(impl));
}

Result<std::unique_ptr<GitTree>> GitRepository::revision(const std::string& revision) const {
  const GitHandle& handle = *impl_->handle;
  const std::scoped_lock lock(handle.mutex);
  const std::string shown = printable(revision);
  git_object* found = nullptr;
  const int status = git_revparse_single(&found, handle.repository.get(), revision.c_str());
  const GitObject object(found);
  if (status == GIT_EAMBIGUOUS) {
    return failure(git_error(fmt::format("revision `{}` is ambiguous", shown), "give more digits"));
  }
  if (status == GIT_ENOTFOUND && handle.is_shallow()) {
    return failure(git_error(fmt::format("revision `{}` is not in this shallow clone", shown),
                             "git fetch --unshallow (in GitHub Actions: `fetch-depth: 0`)"));
  }
  if (status != 0 && git_repository_head_unborn(handle.repository.get()) == 1) {
    return failure(git_error(
        fmt::format("there is no revision `{}`: the git repository has no commit yet", shown),
        "commit first, or check the working tree: `formwork check` without --rev"));
  }
  if (status != 0) {
    return failure(
        git_error(fmt::format("unknown revision `{}`", shown), "git fetch, if it is a new one"));
  }
  git_object* peeled = nullptr;
  if (const int peeling = git_object_peel(&peeled, object.get(), GIT_OBJECT_TREE); peeling != 0) {
    const git_object_t type = git_object_type(object.get());
    // A commit or tag leads to a tree, unless a clone without trees left it out.
    if (peeling == GIT_ENOTFOUND && (type == GIT_OBJECT_COMMIT || type == GIT_OBJECT_TAG))
      return failure(git_missing(handle, fmt::format("{}^{{tree}}", shown)));
    return failure(git_error(fmt::format("revision `{}` names a {}, not a commit", shown,
                                         git_object_type2string(git_object_type(object.get())))));
  }
  GitTreeObject tree(reinterpret_cast<git_tree*>(peeled));
  char id[8] = {};
  git_oid_tostr(id, sizeof id, git_object_id(object.get()));
  if (!handle.prefix.empty()) {
    const std::string folder = handle.prefix.substr(0, handle.prefix.size() - 1);
    git_tree_entry* entry = nullptr;
    git_tree* below = nullptr;
    if (git_tree_entry_bypath(&entry, tree.get(), folder.c_str()) == 0) {
      const GitOwner<git_tree_entry, git_tree_entry_free> owner(entry);
      if (git_tree_entry_type(entry) == GIT_OBJECT_TREE &&
          git_tree_lookup(&below, handle.repository.get(), git_tree_entry_id(entry)) != 0) {
        return failure(git_missing(handle, folder));
      }
    }
    tree.reset(below);  // nothing: the workspace did not exist at that revision
  }
  return git_revision_tree(impl_->handle, std::move(tree), fmt::format("revision {}", id));
}

Result<std::unique_ptr<GitTree>> GitRepository::index() const {
  if (git_repository_is_bare(impl_->handle->repository.get()) == 1) {
    return failure(git_error("the git repository is bare: it has no index",
                             "name a revision: `formwork check --rev HEAD`"));
  }
  return git_index_tree(impl_->handle);
}

Result<std::unique_ptr<GitTree>> GitRepository::merge(const std::string& ours,
                                                      const std::string& theirs) const {
  const GitHandle& handle = *impl_->handle;
  git_index* raw = nullptr;
  {
    const std::scoped_lock lock(handle.mutex);
    GitObject commits[2];
    for (const auto& [revision, commit] :
         {std::pair(&ours, &commits[0]), std::pair(&theirs, &commits[1])}) {
      git_object* found = nullptr;
      if (git_revparse_single(&found, handle.repository.get(), revision->c_str()) != 0)
        return failure(git_error(fmt::format("unknown revision `{}`", printable(*revision))));
      const GitObject object(found);
      git_object* peeled = nullptr;
      if (git_object_peel(&peeled, object.get(), GIT_OBJECT_COMMIT) != 0)
        return failure(git_missing(handle, printable(*revision)));
      commit->reset(peeled);
    }
    if (git_merge_commits(&raw, handle.repository.get(),
                          reinterpret_cast<git_commit*>(commits[0].get()),
                          reinterpret_cast<git_commit*>(commits[1].get()), nullptr) != 0) {
      return failure(git_error(fmt::format("the merge cannot be made again: {}", git_reason())));
    }
  }
  const GitIndex index(raw);
  return git_index_tree(impl_->handle, raw);
}

Result<std::string> GitRepository::as_stored(const std::string& path, std::string bytes) const {
  const GitHandle& handle = *impl_->handle;
  const std::scoped_lock lock(handle.mutex);
  git_filter_list* filters = nullptr;
  if (git_filter_list_load(&filters, handle.repository.get(), nullptr, handle.full(path).c_str(),
                           GIT_FILTER_TO_ODB, GIT_FILTER_ALLOW_UNSAFE) != 0) {
    return failure(git_error(
        fmt::format("the git attributes of `{}` cannot be read: {}", path, git_reason())));
  }
  const GitOwner<git_filter_list, git_filter_list_free> owner(filters);
  if (filters == nullptr) return bytes;
  git_buf out = GIT_BUF_INIT;
  if (git_filter_list_apply_to_buffer(&out, filters, bytes.data(), bytes.size()) != 0) {
    return failure(
        git_error(fmt::format("`{}` cannot be read as git stores it: {}", path, git_reason())));
  }
  std::string stored(out.ptr, out.size);
  git_buf_dispose(&out);
  return stored;
}

bool GitRepository::has(std::string_view bytes) const {
  const GitHandle& handle = *impl_->handle;
  const std::scoped_lock lock(handle.mutex);
  git_odb* raw = nullptr;
  git_oid id;
  if (git_repository_odb(&raw, handle.repository.get()) != 0) return false;
  const GitOwner<git_odb, git_odb_free> odb(raw);
  return git_odb_hash(&id, bytes.data(), bytes.size(), GIT_OBJECT_BLOB) == 0 &&
         git_odb_exists(raw, &id) == 1;
}

std::string libgit2_version() {
  if (!libgit2_problem().empty()) return libgit2_problem();
  int major = 0, minor = 0, revision = 0;
  git_libgit2_version(&major, &minor, &revision);
  return fmt::format("{}.{}.{}", major, minor, revision);
}

}  // namespace formwork
