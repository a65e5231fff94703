#pragma once
// The functions of libgit2 that this room calls, under their own names, out of a library that is
// loaded when git is first asked: with it come fourteen others (ssh, TLS, Kerberos), and most runs
// have no question to git (ADR 0062). Only git_handles.h may include this.
#include <git2.h>
#include <git2/sys/repository.h>

#include <atomic>
#include <string>

namespace formwork {

/// Loads libgit2 once. Empty if it is there; else why not, in one line.
[[nodiscard]] const std::string& libgit2_problem();

/// The address of a function of libgit2. Ends the process where there is none: whoever calls one
/// has asked libgit2_problem before, and every release of this soname has them all.
[[nodiscard]] void* libgit2_function(const char* name);

/// One function of libgit2, looked up by the first call.
template <class F>
class GitFunction {
 public:
  explicit GitFunction(const char* name) : name_(name) {}
  template <class... Arguments>
  auto operator()(Arguments... arguments) const {
    F* function = function_.load(std::memory_order_relaxed);
    if (function == nullptr) {
      function = reinterpret_cast<F*>(libgit2_function(name_));
      function_.store(function, std::memory_order_relaxed);
    }
    return function(arguments...);
  }

 private:
  const char* name_;
  mutable std::atomic<F*> function_{nullptr};
};

// Within this namespace they hide what git2.h declares.
#define FORMWORK_GIT_FUNCTION(name) inline const GitFunction<decltype(::name)> name{#name};
FORMWORK_GIT_FUNCTION(git_blob_free)
FORMWORK_GIT_FUNCTION(git_blob_lookup)
FORMWORK_GIT_FUNCTION(git_blob_rawcontent)
FORMWORK_GIT_FUNCTION(git_blob_rawsize)
FORMWORK_GIT_FUNCTION(git_buf_dispose)
FORMWORK_GIT_FUNCTION(git_config_free)
FORMWORK_GIT_FUNCTION(git_config_get_bool)
FORMWORK_GIT_FUNCTION(git_config_iterator_free)
FORMWORK_GIT_FUNCTION(git_config_iterator_glob_new)
FORMWORK_GIT_FUNCTION(git_config_multivar_iterator_new)
FORMWORK_GIT_FUNCTION(git_config_next)
FORMWORK_GIT_FUNCTION(git_config_open_ondisk)
FORMWORK_GIT_FUNCTION(git_error_last)
FORMWORK_GIT_FUNCTION(git_filter_list_apply_to_buffer)
FORMWORK_GIT_FUNCTION(git_filter_list_free)
FORMWORK_GIT_FUNCTION(git_filter_list_load)
FORMWORK_GIT_FUNCTION(git_ignore_path_is_ignored)
FORMWORK_GIT_FUNCTION(git_index_entry_stage)
FORMWORK_GIT_FUNCTION(git_index_entrycount)
FORMWORK_GIT_FUNCTION(git_index_find)
FORMWORK_GIT_FUNCTION(git_index_free)
FORMWORK_GIT_FUNCTION(git_index_get_byindex)
FORMWORK_GIT_FUNCTION(git_index_get_bypath)
FORMWORK_GIT_FUNCTION(git_index_open)
FORMWORK_GIT_FUNCTION(git_index_path)
FORMWORK_GIT_FUNCTION(git_index_read)
FORMWORK_GIT_FUNCTION(git_libgit2_init)
FORMWORK_GIT_FUNCTION(git_libgit2_opts)
FORMWORK_GIT_FUNCTION(git_libgit2_shutdown)
FORMWORK_GIT_FUNCTION(git_libgit2_version)
FORMWORK_GIT_FUNCTION(git_merge_commits)
FORMWORK_GIT_FUNCTION(git_object_free)
FORMWORK_GIT_FUNCTION(git_object_id)
FORMWORK_GIT_FUNCTION(git_object_peel)
FORMWORK_GIT_FUNCTION(git_object_type)
FORMWORK_GIT_FUNCTION(git_object_type2string)
FORMWORK_GIT_FUNCTION(git_odb_exists)
FORMWORK_GIT_FUNCTION(git_odb_free)
FORMWORK_GIT_FUNCTION(git_odb_hash)
FORMWORK_GIT_FUNCTION(git_odb_read_header)
FORMWORK_GIT_FUNCTION(git_oid_equal)
FORMWORK_GIT_FUNCTION(git_oid_tostr)
FORMWORK_GIT_FUNCTION(git_repository_config_snapshot)
FORMWORK_GIT_FUNCTION(git_repository_free)
FORMWORK_GIT_FUNCTION(git_repository_hashfile)
FORMWORK_GIT_FUNCTION(git_repository_head_unborn)
FORMWORK_GIT_FUNCTION(git_repository_index)
FORMWORK_GIT_FUNCTION(git_repository_is_bare)
FORMWORK_GIT_FUNCTION(git_repository_is_shallow)
FORMWORK_GIT_FUNCTION(git_repository_odb)
FORMWORK_GIT_FUNCTION(git_repository_open_ext)
FORMWORK_GIT_FUNCTION(git_repository_path)
FORMWORK_GIT_FUNCTION(git_repository_set_index)
FORMWORK_GIT_FUNCTION(git_repository_workdir)
FORMWORK_GIT_FUNCTION(git_revparse_single)
FORMWORK_GIT_FUNCTION(git_tree_entry_byindex)
FORMWORK_GIT_FUNCTION(git_tree_entry_bypath)
FORMWORK_GIT_FUNCTION(git_tree_entry_filemode)
FORMWORK_GIT_FUNCTION(git_tree_entry_free)
FORMWORK_GIT_FUNCTION(git_tree_entry_id)
FORMWORK_GIT_FUNCTION(git_tree_entry_name)
FORMWORK_GIT_FUNCTION(git_tree_entry_type)
FORMWORK_GIT_FUNCTION(git_tree_entrycount)
FORMWORK_GIT_FUNCTION(git_tree_free)
FORMWORK_GIT_FUNCTION(git_tree_id)
FORMWORK_GIT_FUNCTION(git_tree_lookup)
#undef FORMWORK_GIT_FUNCTION

}  // namespace formwork
