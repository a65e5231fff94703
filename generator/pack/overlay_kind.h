#pragma once
// What may stand in an overlay folder: plain files, where the packs have files, and folders.
#include "diag/diagnostic.h"
#include "files/tree.h"

#include <optional>
#include <string>
#include <string_view>

namespace formwork {

/// Why `entry` cannot be part of an overlay, at `path` in `tree` and `inside` the packs
/// ("kubernetes/deployment.yaml"): a FIFO or device, a folder for a pack's file or the reverse
/// (FW7003, FW7012), a link (FW6032). Passed over, each would leave the built-in file in force.
[[nodiscard]] std::optional<Diagnostic> odd_overlay(const Tree& tree, const FolderEntry& entry,
                                                    const std::string& path,
                                                    std::string_view inside);

}  // namespace formwork
