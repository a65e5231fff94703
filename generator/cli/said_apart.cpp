#include "cli/said_apart.h"

#include <fmt/format.h>

#include <set>

namespace formwork {
namespace {

void leaves(Node node, std::set<std::string>& out) {
  for (const Node child : node) {
    if (child.is(Kind::map))
      leaves(child, out);
    else
      out.insert(child.path());
  }
}

bool is_set(Node at, std::string_view path) {
  for (const Node child : at) {
    if (child.path() == path) return true;
    if (child.is(Kind::map) && is_set(child, path)) return true;
  }
  return false;
}

}  // namespace

std::vector<std::string> said_apart(const Inputs& inputs, const Environment& env) {
  std::set<std::string> paths;
  for (const std::string& name : inputs.workspace.names) {
    const Layer* own = inputs.loader->find(fmt::format("{}/{}.yaml", inputs.workspace.specs, name));
    if (own != nullptr) leaves(own->document.root(), paths);
  }
  std::vector<std::string> out;
  for (const std::string& path : paths) {
    // What makes the file a spec, and the name, which is another one already.
    const bool is_head = path == "apiVersion" || path == "kind" || path == "metadata.name" ||
                         path.starts_with("extends");
    if (!is_head && is_set(env.document.root(), path)) out.push_back(path);
  }
  return out;
}

}  // namespace formwork
