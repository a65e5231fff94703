#include "fixture_tree.h"

#include "files/safe_path.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>

namespace formwork::mutation {

namespace fs = std::filesystem;

FixtureTree FixtureTree::load(const std::string& root) {
  FixtureTree out;
  for (const auto& file : fs::recursive_directory_iterator(root)) {
    if (!file.is_regular_file() || file.is_symlink()) continue;
    std::ifstream in(file.path(), std::ios::binary);
    const bool executable =
        (file.status().permissions() & fs::perms::owner_exec) != fs::perms::none;
    const std::string path = file.path().lexically_relative(root).generic_string();
    if (path.starts_with(".formwork/")) continue;  // of runs on this machine
    out.set(path, {FileKind::regular, executable, {std::istreambuf_iterator<char>(in), {}}});
  }
  return out;
}

void FixtureTree::store(const std::string& root) const {
  for (const auto& [path, entry] : entries_) {
    const fs::path file = fs::path(root) / path;
    fs::create_directories(file.parent_path());
    if (entry.kind == FileKind::link) {
      fs::create_symlink(entry.bytes, file);
    } else {
      std::ofstream(file, std::ios::binary) << entry.bytes;
      fs::permissions(file, entry.executable ? fs::perms(0755) : fs::perms(0644));
    }
  }
}

Result<FileInfo> FixtureTree::info(const std::string& path) const {
  if (const auto it = entries_.find(path); it != entries_.end()) {
    return FileInfo{it->second.kind, it->second.executable, it->second.bytes.size()};
  }
  const std::string prefix = path.empty() ? "" : path + "/";
  const auto below = entries_.lower_bound(prefix);
  if (below != entries_.end() && below->first.starts_with(prefix))
    return FileInfo{FileKind::folder};
  return FileInfo{};
}

Result<std::string> FixtureTree::read(const std::string& path) const {
  const auto it = entries_.find(path);
  if (it != entries_.end() && it->second.kind == FileKind::regular) return it->second.bytes;
  if (it != entries_.end() && it->second.kind == FileKind::link) {
    const auto target = link_target(path, it->second.bytes);
    return target && *target != path
               ? read(*target)
               : Result<std::string>(failure(make(Code::FW7004, path, "leads out")));
  }
  if (info(path)->kind == FileKind::absent) return failure(make(Code::FW7001, path, "absent"));
  return failure(make(Code::FW7003, path, "not a regular file"));
}

Result<std::vector<FolderEntry>> FixtureTree::list(const std::string& path) const {
  const std::string prefix = path.empty() ? "" : path + "/";
  std::vector<FolderEntry> out;
  for (auto it = entries_.lower_bound(prefix);
       it != entries_.end() && it->first.starts_with(prefix); ++it) {
    const std::size_t slash = it->first.find('/', prefix.size());
    std::string name = it->first.substr(prefix.size(), slash - prefix.size());
    if (!out.empty() && out.back().name == name) continue;
    out.push_back(
        {std::move(name), slash == std::string::npos ? it->second.kind : FileKind::folder});
  }
  std::sort(out.begin(), out.end(), [](const auto& a, const auto& b) { return a.name < b.name; });
  return out;
}

}  // namespace formwork::mutation
