#pragma once
// Files that a person asks for once and then keeps (`init`, `new`, `bind`, `templates eject`): no
// unit owns them and no lock records them. They are written as outputs are: through no link, all or
// none, each old or new and never half.
#include "diag/result.h"
#include "store/disk_calls.h"

#include <optional>
#include <string>
#include <vector>

namespace formwork {

struct NewFile {
  std::string path;  // from the root
  std::string bytes;
  bool replaces = false;  // a file that stands there; where it is false, nothing may
};

/// Writes `files` below `root`, which must exist: new bytes go to temporary files beside them, then
/// each takes its place by one rename. On an error nothing has changed: FW7011 a path that is
/// unsafe, FW7012 a link, folder or device on the way or in the place, FW8007 a file that stands
/// there and is not to be replaced, FW7002 what the system said. A replaced file keeps its mode.
[[nodiscard]] std::optional<Diagnostic> put_files(const std::string& root,
                                                  const std::vector<NewFile>& files,
                                                  DiskCalls* calls = nullptr);

}  // namespace formwork
