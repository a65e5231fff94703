#pragma once
// What a killed run left behind, and how the next one clears it.
#include "diag/result.h"
#include "files/tree.h"
#include "store/disk_calls.h"
#include "store/folders.h"
#include "store/writer.h"

#include <string>

namespace formwork {

/// What the names of a unit's temporary files have in common, so that units do not meet in a
/// folder.
[[nodiscard]] std::string temporary_tag(const std::string& lock_path);
/// Number `index` of them; short, so that no output's name is too long to have one beside it.
[[nodiscard]] std::string temporary_name(const std::string& tag, std::size_t index);

/// The lock at `path` as far as it can be read; empty where there is none.
[[nodiscard]] Lock read_lock_at(const Tree& tree, const std::string& path);

/// Where a run was killed: removes its temporary files and the files it made that are no longer
/// outputs, lets the lock name what is on disk now, and drops the journal. From there on it is as
/// if that run had come to an end; however many runs are killed in a row, the lock and one journal
/// know what is ours. Removes nothing of which it is not sure: see recovery.cpp.
[[nodiscard]] Result<void> recover(DiskCalls& calls, Folders& folders, const Tree& tree,
                                   const WritePlan& plan);

/// Writes all of `bytes` to `fd`, gives it `mode` and closes it; FW7002 with `path` where any of it
/// fails.
[[nodiscard]] std::optional<Diagnostic> fill_file(DiskCalls& calls, Folders& folders, int fd,
                                                  std::string_view bytes, mode_t mode,
                                                  const std::string& path, bool sync);

/// Removes `folder` and its parents as long as they are empty, up to `stop` or the root.
[[nodiscard]] Result<void> remove_empty_folders(DiskCalls& calls, Folders& folders,
                                                std::string folder, const std::string& stop);

}  // namespace formwork
