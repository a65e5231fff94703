#include "pack/unused_overlay.h"

#include "base/text.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

namespace formwork {
namespace {

std::string file_name(const std::string& path) {
  return path.substr(path.rfind('/') + 1);
}

bool is_note(const std::string& path) {
  const std::string name = file_name(path);
  return name.starts_with('.') || name.starts_with("README") || name.starts_with("LICENSE");
}

/// The file of the pack that `name` was to be: the one of that name in another folder, else the
/// nearest.
std::optional<std::string> meant(const std::string& name, const std::vector<std::string>& files) {
  std::vector<std::string> same, others;
  for (const std::string& file : files) {
    if (file == name) continue;
    (file_name(file) == file_name(name) ? same : others).push_back(file);
  }
  if (same.size() == 1) return same.front();
  return nearest(name, same.empty() ? others : same);
}

}  // namespace

void report_unused(const std::vector<std::string>& unused, const std::string& overlays,
                   const std::set<std::string>& packs,
                   const std::function<std::vector<std::string>(const std::string&)>& below,
                   Diagnostics& diagnostics) {
  for (const std::string& path : unused) {
    if (is_note(path)) continue;
    const std::size_t slash = path.find('/');
    const std::string pack = path.substr(0, slash);
    const std::string full = overlays + "/" + path;
    std::string message, help;
    if (slash == std::string::npos || !packs.contains(pack)) {
      const auto near = nearest(pack, {packs.begin(), packs.end()});
      message = slash == std::string::npos
                    ? fmt::format("`{}` stands in for nothing: it lies in no pack's folder", full)
                    : fmt::format("`{}` stands in for nothing: no pack is called `{}`", full, pack);
      help = near ? fmt::format("did you mean `{}/{}`?", overlays, *near)
                  : fmt::format("there are: {}; a pack of your own has a `pack.yaml`",
                                join({packs.begin(), packs.end()}, ", "));
    } else {
      const auto near = meant(path.substr(slash + 1), below(pack + "/"));
      message = fmt::format(
          "`{}` stands in for nothing: no built-in file has its path, and nothing in pack `{}` "
          "takes it in",
          full, pack);
      help = near ? fmt::format("did you mean `{}/{}/{}`?", overlays, pack, *near)
                  : "remove it, or take it in: by `include` in a template, or in the `pack.yaml`";
    }
    diagnostics.add(make(Code::FW8009, full, std::move(message), std::move(help)));
  }
}

}  // namespace formwork
