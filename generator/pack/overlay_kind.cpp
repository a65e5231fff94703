#include "pack/overlay_kind.h"

#include "pack/embedded.h"

#include <fmt/format.h>

namespace formwork {

std::optional<Diagnostic> odd_overlay(const Tree& tree, const FolderEntry& entry,
                                      const std::string& path, std::string_view inside) {
  const std::string built_in = fmt::format("templates/{}", inside);
  switch (entry.kind) {
    case FileKind::folder:
      if (embedded(built_in).empty()) return std::nullopt;
      return make(Code::FW7003, path,
                  fmt::format("`{}` is a folder, and stands in for a file of the pack", path),
                  "put the file in its place; `formwork templates eject` copies the built-in one");
    case FileKind::regular:
      if (embedded_below(built_in + "/").empty()) return std::nullopt;
      return make(
          Code::FW7012, path,
          fmt::format("`{}` is a file, and a folder of that name holds files of the pack", path),
          "remove it, or make it a folder with the files that you overlay");
    case FileKind::other:
      if (tree.name() != "working tree") break;  // git has no devices, but submodules
      return make(Code::FW7003, path,
                  fmt::format("`{}` is a device, FIFO or socket, not a file", path),
                  "an overlay is made of plain files: move it away");
    case FileKind::link:
    case FileKind::absent:
      break;
  }
  return make(Code::FW6032, path, fmt::format("`{}` is a link or a device, not a file", path),
              "an overlay is made of plain files; copy the file into the overlay folder");
}

}  // namespace formwork
