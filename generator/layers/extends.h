#pragma once
// Private to layers/: the paths that a file's `extends` names.
#include "diag/diagnostic.h"
#include "document/node.h"

#include <string>
#include <string_view>
#include <vector>

namespace formwork {

struct Extended {
  std::string path;  // from the workspace root
  Span span{};
};

/// What `root` (the map of the file `path`) extends, in written order; false if any of it is FW2006
/// or FW2008.
[[nodiscard]] bool read_extends(Node root, const std::string& path, std::vector<Extended>& out,
                                Diagnostics& diagnostics);

/// `relative` as seen from the folder of `path`, in one spelling from the root; empty if it leaves
/// the root.
[[nodiscard]] std::string resolve_path(std::string_view path, std::string_view relative);

}  // namespace formwork
