#pragma once
// A configuration as its files, and what is known of it: the same for Terraform (hcl/module.h) and
// Bicep.
#include "base/source_map.h"
#include "diag/diagnostic.h"
#include "language/language.h"

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace formwork::fold {

struct Configuration {
  /// The folder that is deployed; a key of `folders`.
  std::string root{};
  /// Folders without a slash at the end, as modules name them from one another
  /// ("infra/prod/terraform"), and the files of each. A module whose folder is not here is opaque.
  std::map<std::string, std::vector<SourceId>> folders{};
  /// `.tfvars` or `.bicepparam` files; of two values of one variable the later file's counts.
  std::vector<SourceId> values{};
};

/// What would be deployed, as far as it is known: instances by address, modules' as well. Bodies
/// live in `document`; what is not known is of Kind::unknown and holds the expression it hangs on.
struct Folded {
  std::unique_ptr<Document> document = std::make_unique<Document>();
  std::vector<Object> objects{};
};

/// `a/b` and `../c` make `a/c`; nothing if the path leaves the root.
[[nodiscard]] std::optional<std::string> join_folder(std::string_view folder,
                                                     std::string_view path);

}  // namespace formwork::fold
