#include "tool/tool.h"

#include <algorithm>
#include <array>
#include <set>

namespace formwork::tool {
namespace {

bool terraform_file(std::string_view path) {
  return path.ends_with(".tf");
}
bool bicep_file(std::string_view path) {
  return path.ends_with(".bicepparam") || path.ends_with("/main.bicep");
}
bool kustomization(std::string_view path) {
  return path.ends_with("/kustomization.yaml");
}

constexpr std::array<Tool, 4> kTools = {{
    {"terraform", "folders of `.tf` files, by `terraform validate`", terraform_file, false,
     judge_terraform},
    {"tofu", "the same, by `tofu validate`", terraform_file, false, judge_terraform},
    {"bicep", "`.bicepparam` files and what they use, else `main.bicep`, by `bicep build`",
     bicep_file, true, judge_bicep},
    {"kubectl", "`kustomization.yaml` and what it names, by `kubectl kustomize`", kustomization,
     false, judge_kubectl},
}};

}  // namespace

std::span<const Tool> tools() {
  return kTools;
}

const Tool* find_tool(std::string_view name) {
  const auto it =
      std::find_if(kTools.begin(), kTools.end(), [&](const Tool& t) { return t.name == name; });
  return it == kTools.end() ? nullptr : &*it;
}

std::vector<Root> roots(const Tool& tool, const std::vector<std::string>& outputs) {
  std::set<std::pair<std::string, std::string>> found;  // folder, file
  std::set<std::string> with_parameters;
  for (const std::string& path : outputs) {
    if (!tool.starts_at(path)) continue;
    const std::size_t slash = path.rfind('/');
    const std::string folder = slash == std::string::npos ? "" : path.substr(0, slash);
    found.emplace(folder, tool.by_file ? path.substr(slash + 1) : std::string());
    if (path.ends_with(".bicepparam")) with_parameters.insert(folder);
  }
  std::vector<Root> out;
  for (const auto& [folder, file] : found) {
    // What a parameter file uses is built with it.
    if (file == "main.bicep" && with_parameters.contains(folder)) continue;
    out.push_back({folder, file});
  }
  return out;
}

}  // namespace formwork::tool
