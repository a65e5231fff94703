#include "store/git_tree.h"

#include "files/safe_path.h"
#include "store/git_handles.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

namespace formwork {
namespace {

constexpr int kMaxLinks = 8;

struct Entry {
  git_oid id{};
  FileKind kind = FileKind::absent;
  bool executable = false;
};

FileKind kind_of(unsigned mode) {
  switch (mode & 0170000U) {
    case 0040000U:
      return FileKind::folder;
    case 0100000U:
      return FileKind::regular;
    case 0120000U:
      return FileKind::link;
    default:
      return FileKind::other;  // a submodule
  }
}

Diagnostic no_folder(const std::string& path, FileKind kind) {
  if (kind == FileKind::regular)
    return make(Code::FW7012, path, fmt::format("`{}` is a file; a folder is expected", path),
                "move the file away, or put the folder in its place");
  return make(Code::FW7012, path, fmt::format("`{}` is a git submodule", path),
              "git has nothing of what is in it: put the folder itself there");
}

std::string hex(const git_oid& id) {
  char text[GIT_OID_HEXSZ + 1] = {};
  git_oid_tostr(text, sizeof text, &id);
  return text;
}

// What both trees do once an entry is found.
class ObjectTree : public GitTree {
 public:
  explicit ObjectTree(std::shared_ptr<GitHandle> handle) : handle_(std::move(handle)) {}

  [[nodiscard]] std::optional<std::string> id(const std::string& path) const override {
    const auto entry = find(path);
    if (!entry || entry->kind != FileKind::regular) return std::nullopt;
    return hex(entry->id);
  }

  [[nodiscard]] Result<FileInfo> info(const std::string& path) const override {
    const auto entry = find(path);
    if (!entry) return failure(entry.error());
    FileInfo out{entry->kind, entry->executable, 0};
    if (entry->kind != FileKind::regular) return out;
    const std::scoped_lock lock(handle_->mutex);
    git_odb* raw = nullptr;
    if (git_repository_odb(&raw, handle_->repository.get()) != 0) {
      return failure(git_error(fmt::format("the git objects cannot be read: {}", git_reason())));
    }
    const GitOwner<git_odb, git_odb_free> odb(raw);
    std::size_t size = 0;
    git_object_t type = GIT_OBJECT_INVALID;
    if (git_odb_read_header(&size, &type, raw, &entry->id) != 0)
      return failure(git_missing(*handle_, path));
    out.size = size;
    return out;
  }

  [[nodiscard]] Result<std::string> read(const std::string& path) const override {
    std::string at = path;
    for (int links = 0; links < kMaxLinks; ++links) {
      const auto entry = find(at);
      if (!entry) return failure(entry.error());
      if (entry->kind == FileKind::absent) {
        return failure(
            make(Code::FW7001, path, fmt::format("`{}` does not exist in the {}", path, name())));
      }
      if (entry->kind != FileKind::regular && entry->kind != FileKind::link) break;
      auto bytes = blob(entry->id, at);
      if (!bytes || entry->kind == FileKind::regular) return bytes;
      const auto target = link_target(at, *bytes);
      if (!target) {
        return failure(make(Code::FW7004, path,
                            fmt::format("`{}` leads out of the workspace through a link", path),
                            "replace the link by the file it points to"));
      }
      at = *target;
    }
    return failure(make(Code::FW7003, path, fmt::format("`{}` is not a regular file", path)));
  }

 protected:
  /// What stands at `path`; kind `absent` where nothing does.
  [[nodiscard]] virtual Result<Entry> find(const std::string& path) const = 0;
  [[nodiscard]] const GitHandle& handle() const { return *handle_; }

 private:
  [[nodiscard]] Result<std::string> blob(const git_oid& id, const std::string& path) const {
    const std::scoped_lock lock(handle_->mutex);
    git_blob* raw = nullptr;
    if (git_blob_lookup(&raw, handle_->repository.get(), &id) != 0) {
      return failure(git_missing(*handle_, path));
    }
    const GitOwner<git_blob, git_blob_free> owner(raw);
    return std::string(static_cast<const char*>(git_blob_rawcontent(raw)),
                       static_cast<std::size_t>(git_blob_rawsize(raw)));
  }

  std::shared_ptr<GitHandle> handle_;
};

class RevisionTree : public ObjectTree {
 public:
  RevisionTree(std::shared_ptr<GitHandle> handle, GitTreeObject tree, std::string name)
      : ObjectTree(std::move(handle)), tree_(std::move(tree)), name_(std::move(name)) {}

  [[nodiscard]] Result<std::vector<FolderEntry>> list(const std::string& path) const override {
    std::vector<FolderEntry> out;
    const auto folder = find(path);
    if (!folder) return failure(folder.error());
    if (folder->kind == FileKind::regular || folder->kind == FileKind::other)
      return failure(no_folder(path, folder->kind));
    if (folder->kind != FileKind::folder) return out;
    const std::scoped_lock lock(handle().mutex);
    git_tree* raw = nullptr;
    if (git_tree_lookup(&raw, handle().repository.get(), &folder->id) != 0) {
      return failure(git_missing(handle(), path));
    }
    const GitTreeObject tree(raw);
    for (std::size_t i = 0; i < git_tree_entrycount(raw); ++i) {
      const git_tree_entry* entry = git_tree_entry_byindex(raw, i);
      out.push_back({git_tree_entry_name(entry), kind_of(git_tree_entry_filemode(entry))});
    }
    // git sorts a folder as if its name ended with '/'.
    std::sort(out.begin(), out.end(), [](const auto& a, const auto& b) { return a.name < b.name; });
    return out;
  }

  [[nodiscard]] std::string name() const override { return name_; }

 protected:
  [[nodiscard]] Result<Entry> find(const std::string& path) const override {
    Entry out;
    if (tree_ == nullptr) return out;
    if (path.empty()) {
      out.id = *git_tree_id(tree_.get());
      out.kind = FileKind::folder;
      return out;
    }
    if (unsafe_path(path, kMaxGitPath)) return out;
    const std::scoped_lock lock(handle().mutex);
    git_tree_entry* raw = nullptr;
    const int status = git_tree_entry_bypath(&raw, tree_.get(), path.c_str());
    if (status == GIT_ENOTFOUND) return out;
    if (status != 0) return failure(git_missing(handle(), path));
    const GitOwner<git_tree_entry, git_tree_entry_free> owner(raw);
    out.id = *git_tree_entry_id(raw);
    out.kind = kind_of(git_tree_entry_filemode(raw));
    out.executable = git_tree_entry_filemode(raw) == GIT_FILEMODE_BLOB_EXECUTABLE;
    return out;
  }

 private:
  static constexpr std::size_t kMaxGitPath = 4096;
  GitTreeObject tree_;
  std::string name_;
};

// A copy of the entries below the workspace: the index may be rewritten while it is looked at.
class IndexTree : public ObjectTree {
 public:
  IndexTree(std::shared_ptr<GitHandle> handle, git_index* index) : ObjectTree(std::move(handle)) {
    const std::string& prefix = this->handle().prefix;
    for (std::size_t i = 0; i < git_index_entrycount(index); ++i) {
      const git_index_entry* entry = git_index_get_byindex(index, i);
      const std::string_view path = entry->path;
      if (!path.starts_with(prefix)) continue;
      std::string name(path.substr(prefix.size()));
      if (git_index_entry_stage(entry) != 0) {
        unmerged_.insert(std::move(name));
      } else if ((entry->flags_extended & GIT_INDEX_ENTRY_INTENT_TO_ADD) == 0) {
        entries_[std::move(name)] = {entry->id, kind_of(entry->mode), (entry->mode & 0111U) != 0};
      }
    }
  }

  [[nodiscard]] Result<std::vector<FolderEntry>> list(const std::string& path) const override {
    std::vector<FolderEntry> out;
    if (const auto it = entries_.find(path);
        it != entries_.end() && it->second.kind != FileKind::link)
      return failure(no_folder(path, it->second.kind));
    const std::string prefix = path.empty() ? "" : path + "/";
    for (auto it = entries_.lower_bound(prefix);
         it != entries_.end() && it->first.starts_with(prefix); ++it) {
      const std::size_t slash = it->first.find('/', prefix.size());
      std::string name = it->first.substr(prefix.size(), slash - prefix.size());
      if (!out.empty() && out.back().name == name) continue;
      out.push_back(
          {std::move(name), slash == std::string::npos ? it->second.kind : FileKind::folder});
    }
    std::sort(out.begin(), out.end(), [](const auto& a, const auto& b) { return a.name < b.name; });
    return out;
  }

  [[nodiscard]] std::string name() const override { return "index"; }

 protected:
  [[nodiscard]] Result<Entry> find(const std::string& path) const override {
    if (unmerged_.contains(path)) {
      return failure(git_error(fmt::format("`{}` is unmerged in the index", path),
                               "finish the merge, then `git add` it"));
    }
    if (const auto it = entries_.find(path); it != entries_.end()) return it->second;
    Entry out;
    const std::string prefix = path + "/";
    const auto below = entries_.lower_bound(prefix);
    const bool is_folder = below != entries_.end() && below->first.starts_with(prefix);
    if (path.empty() || is_folder) out.kind = FileKind::folder;
    return out;
  }

 private:
  std::map<std::string, Entry> entries_;
  std::set<std::string> unmerged_;
};

}  // namespace

std::string git_blob_id(std::string_view bytes) {
  if (!libgit2_problem().empty()) return {};
  git_libgit2_init();
  git_oid id{};
  const int status = git_odb_hash(&id, bytes.data(), bytes.size(), GIT_OBJECT_BLOB);
  git_libgit2_shutdown();
  return status == 0 ? hex(id) : std::string();
}

std::unique_ptr<GitTree> git_revision_tree(std::shared_ptr<GitHandle> handle, GitTreeObject tree,
                                           std::string name) {
  return std::make_unique<RevisionTree>(std::move(handle), std::move(tree), std::move(name));
}

std::unique_ptr<GitTree> git_index_tree(std::shared_ptr<GitHandle> handle, git_index* index) {
  return std::make_unique<IndexTree>(std::move(handle), index);
}

Result<std::unique_ptr<GitTree>> git_index_tree(std::shared_ptr<GitHandle> handle) {
  const std::scoped_lock lock(handle->mutex);
  git_index* raw = nullptr;
  const int status = git_repository_index(&raw, handle->repository.get());
  const GitOwner<git_index, git_index_free> index(raw);
  if (status != 0 || git_index_read(raw, 1) != 0) {
    return failure(git_error(
        fmt::format("the git index cannot be read: {}", git_reason()),
        "git sparse-checkout reapply --no-sparse-index, if the index is sparse; git update-index "
        "--no-split-index, if it is split"));
  }
  return std::unique_ptr<GitTree>(std::make_unique<IndexTree>(std::move(handle), raw));
}

}  // namespace formwork
