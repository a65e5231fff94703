#include "files/safe_path.h"
#include "files/tree.h"

#include <fmt/format.h>

namespace formwork {

Result<FileInfo> Tree::look(const std::string& path, std::string& bytes) const {
  bytes.clear();
  auto found = info(path);
  if (!found || found->kind != FileKind::regular || found->size > kMostRead) return found;
  auto text = read(path);
  if (!text) return failure(std::move(text).error());
  bytes = std::move(*text);
  return found;
}

Result<FileInfo> MemoryTree::info(const std::string& path) const {
  if (const auto it = files_.find(path); it != files_.end()) {
    return FileInfo{FileKind::regular, false, it->second.size()};
  }
  const std::string prefix = path.empty() ? "" : path + "/";
  const auto below = files_.lower_bound(prefix);
  if (below != files_.end() && below->first.starts_with(prefix)) return FileInfo{FileKind::folder};
  return FileInfo{};
}

Result<std::string> MemoryTree::read(const std::string& path) const {
  if (const auto it = files_.find(path); it != files_.end()) return it->second;
  return failure(make(Code::FW7001, path, fmt::format("`{}` does not exist", path)));
}

Result<std::vector<FolderEntry>> MemoryTree::list(const std::string& path) const {
  if (files_.contains(path))
    return failure(make(Code::FW7012, path, fmt::format("`{}` is no folder", path)));
  const std::string prefix = path.empty() ? "" : path + "/";
  std::vector<FolderEntry> out;
  for (auto it = files_.lower_bound(prefix); it != files_.end() && it->first.starts_with(prefix);
       ++it) {
    const std::string rest = it->first.substr(prefix.size());
    const std::size_t slash = rest.find('/');
    std::string name = rest.substr(0, slash);
    if (!out.empty() && out.back().name == name) continue;
    out.push_back(
        {std::move(name), slash == std::string::npos ? FileKind::regular : FileKind::folder});
  }
  return out;
}

}  // namespace formwork
