#pragma once
// What is built into the binary: packs, schemas, reference specs, the pages of `explain CODE`.
#include "files/tree.h"

#include <string_view>
#include <vector>

namespace formwork {

struct EmbeddedFile {
  std::string_view path;  // from the root of the source tree: "templates/kubernetes/pack.yaml"
  std::string_view bytes;
};

/// Sorted by path. The definition is generated when formwork is built.
[[nodiscard]] const std::vector<EmbeddedFile>& embedded_files();

/// The bytes of one of them; empty if there is none of that path.
[[nodiscard]] std::string_view embedded(std::string_view path);

/// Those whose path begins with `prefix`, in order.
[[nodiscard]] std::vector<EmbeddedFile> embedded_below(std::string_view prefix);

}  // namespace formwork
