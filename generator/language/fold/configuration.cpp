#include "language/fold/configuration.h"

#include "base/text.h"

namespace formwork::fold {

std::optional<std::string> join_folder(std::string_view folder, std::string_view path) {
  std::vector<std::string> parts;
  for (const std::string_view both : {folder, path}) {
    for (const std::string_view part : split(both, '/')) {
      if (part.empty() || part == ".") continue;
      if (part != "..") {
        parts.emplace_back(part);
      } else if (parts.empty()) {
        return {};
      } else {
        parts.pop_back();
      }
    }
  }
  return join(parts, "/");
}

}  // namespace formwork::fold
