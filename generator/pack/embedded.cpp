#include "pack/embedded.h"

#include <algorithm>

namespace formwork {

std::string_view embedded(std::string_view path) {
  const auto& files = embedded_files();
  const auto it =
      std::lower_bound(files.begin(), files.end(), path,
                       [](const EmbeddedFile& file, std::string_view p) { return file.path < p; });
  return it != files.end() && it->path == path ? it->bytes : std::string_view();
}

std::vector<EmbeddedFile> embedded_below(std::string_view prefix) {
  std::vector<EmbeddedFile> out;
  for (const EmbeddedFile& file : embedded_files()) {
    if (file.path.starts_with(prefix)) out.push_back(file);
  }
  return out;
}

}  // namespace formwork
