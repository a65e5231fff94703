#include "layers/extends.h"

#include "base/text.h"
#include "files/safe_path.h"

#include <fmt/format.h>

namespace formwork {

std::string resolve_path(std::string_view path, std::string_view relative) {
  const std::size_t slash = path.rfind('/');
  std::vector<std::string> parts;
  const auto walk = [&](std::string_view text) {
    for (const std::string_view part : split(text, '/')) {
      if (part.empty() || part == ".") continue;
      if (part != "..") {
        parts.emplace_back(part);
      } else if (parts.empty()) {
        return false;
      } else {
        parts.pop_back();
      }
    }
    return true;
  };
  if (slash != std::string_view::npos && !walk(path.substr(0, slash))) return {};
  if (!walk(relative)) return {};
  return join(parts, "/");
}

bool read_extends(Node root, const std::string& path, std::vector<Extended>& out,
                  Diagnostics& diagnostics) {
  const Node extends = root.find("extends");
  if (!extends) return true;
  std::vector<Node> entries;
  if (extends.is(Kind::list)) {
    entries.assign(extends.begin(), extends.end());
  } else {
    entries.push_back(extends);
  }
  bool good = true;
  for (const Node entry : entries) {
    if (!entry.is(Kind::scalar)) {
      diagnostics.add(Code::FW2006, entry.span().size() == 0 ? extends.key_span() : entry.span(),
                      fmt::format("`extends` holds a {}, a path is expected", name(entry.kind())),
                      "write `extends: [base.yaml]`");
      good = false;
      continue;
    }
    const std::string text(entry.text());
    const bool relative = !text.empty() && !text.starts_with('/');
    std::string resolved = relative ? resolve_path(path, text) : std::string();
    if (resolved.empty() || unsafe_path(resolved)) {
      diagnostics.add(Code::FW2008, entry.span(),
                      fmt::format("`{}` is not a path below the workspace", printable(text)),
                      "write the path from this file's folder to the other file, with `/`");
      good = false;
      continue;
    }
    out.push_back({std::move(resolved), entry.span()});
  }
  return good;
}

}  // namespace formwork
