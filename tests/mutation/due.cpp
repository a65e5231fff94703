#include "due.h"

#include <algorithm>

namespace formwork::mutation {

std::string due(const Workspace& ws, const Files& compiled, const char* stale) {
  std::vector<std::string> lines;
  std::map<std::string, bool> wrong;  // by lock
  const auto tell = [&](const char* id, const std::string& path) {
    lines.push_back(std::string(id) + " " + path + "\n");
    wrong[ws.lock_of(path)] = true;
  };
  for (const auto& [path, entry] : compiled) {
    if (path.ends_with("formwork.lock")) continue;
    if (!ws.tree.has(path)) {
      tell("DR008", path);
    } else if (ws.tree.at(path).bytes != entry.bytes) {
      tell(stale, path);
    } else if (ws.tree.at(path).executable != entry.executable) {
      tell("DR011", path);
    }
  }
  std::vector<std::string> files = ws.outputs;
  files.insert(files.end(), ws.blocks.begin(), ws.blocks.end());
  for (const std::string& path : files) {
    if (compiled.contains(path)) continue;
    const std::string lock = ws.lock_of(path);
    if (compiled.contains(lock)) {
      tell("DR009", path);
    } else if (!wrong[lock]) {
      tell("DR009", lock);  // of all that an environment left which is none any more
      wrong[lock] = true;
    }
  }
  for (const std::string& lock : ws.locks) {
    if (!wrong[lock] && ws.tree.at(lock).bytes != compiled.at(lock).bytes)
      lines.push_back("DR006 " + lock + "\n");
  }
  std::sort(lines.begin(), lines.end());
  std::string out;
  for (const std::string& line : lines) out += line;
  return out;
}

std::string told(std::vector<Finding> findings) {
  std::erase_if(findings, [](const Finding& f) { return f.id == "DR019"; });
  return shown(findings);
}

}  // namespace formwork::mutation
