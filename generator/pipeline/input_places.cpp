#include "pipeline/input_places.h"

#include "base/letter_case.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>

namespace formwork {
namespace {

bool is_in(std::string_view path, std::string_view folder) {
  return path.size() > folder.size() && path[folder.size()] == '/' &&
         equal_but_case(path.substr(0, folder.size()), folder);
}

/// "environments" of "./environments/".
std::string_view plain(std::string_view folder) {
  while (folder.starts_with("./")) folder.remove_prefix(2);
  while (folder.ends_with('/')) folder.remove_suffix(1);
  return folder == "." ? std::string_view() : folder;
}

struct Place {
  std::string_view path;
  std::string_view what;
};

constexpr Place kFiles[] = {{"formwork.yaml", "it makes the workspace"},
                            {"pins.yaml", "the workspace's pins are read from it"}};
constexpr Place kFolders[] = {{".formwork", "`.formwork` is formwork's own"},
                              {"releases", "releases are read from `releases`"},
                              {"bindings", "bindings are read from `bindings`"}};

constexpr std::string_view kBuiltIn = "templates/";  // of layers that formwork brings along

bool is_spec(std::string_view path, std::string_view specs) {
  const std::size_t slash = path.rfind('/');
  const std::string_view folder =
      slash == std::string_view::npos ? std::string_view() : path.substr(0, slash);
  // Outputs go below `infra`, and specs may lie in it: only what would be read as one is refused.
  if (specs.empty() || equal_but_case(specs, "infra"))
    return equal_but_case(folder, specs) && (path.ends_with(".yaml") || path.ends_with(".yml"));
  return equal_but_case(path, specs) || is_in(path, specs);
}

/// Why nothing may be written at `path`; nothing if it may.
std::optional<std::string> why_not(const Workspace& workspace, std::string_view path) {
  for (const Place& file : kFiles)
    if (equal_but_case(path, file.path)) return std::string(file.what);
  for (const Place& folder : kFolders)
    if (equal_but_case(path, folder.path) || is_in(path, folder.path))
      return std::string(folder.what);
  if (is_spec(path, plain(workspace.specs)))
    return fmt::format("specs are read from `{}`", workspace.specs);
  const std::string_view overlays = plain(workspace.overlays);
  if (!overlays.empty() && (equal_but_case(path, overlays) || is_in(path, overlays)))
    return fmt::format("overlays are read from `{}`", workspace.overlays);
  return std::nullopt;
}

// What is known of a path before it is expanded: all of it, or the folders it begins with, with a
// name in the last one.
std::string known_part(const PathPattern& pattern) {
  std::string out;
  for (const PathPattern::Part& part : pattern.parts) {
    if (part.expr) {
      out.resize(out.rfind('/') + 1);
      return out.empty() ? out : out + "_";
    }
    out += part.text;
  }
  return out;
}

void refuse(std::string_view path, const std::string& why, Span span, Diagnostics& diagnostics) {
  diagnostics.add(Code::FW6042, span, fmt::format("`{}` cannot be an output: {}", path, why),
                  "give it a path where formwork reads nothing from, such as `infra/…`");
}

void refuse_owned(const Workspace& workspace, const std::vector<PathPattern>& folders,
                  Diagnostics& diagnostics) {
  for (const PathPattern& folder : folders) {
    const std::string path = known_part(folder);
    if (path.empty()) continue;
    auto why = plain(path).empty() ? std::optional<std::string>("it is the workspace itself")
                                   : why_not(workspace, path);
    for (const std::string_view inside :
         {plain(workspace.specs), plain(workspace.overlays), std::string_view("releases"),
          std::string_view("bindings")})
      if (!why && is_in(inside, path)) why = fmt::format("`{}` lies in it", inside);
    if (why)
      diagnostics.add(Code::FW6042, folder.span,
                      fmt::format("`{}` cannot be owned whole: {}", path, *why),
                      "name a folder that holds outputs alone");
  }
}

}  // namespace

void refuse_input_places(const Inputs& inputs, Diagnostics& diagnostics) {
  const Workspace& workspace = inputs.workspace;
  for (const Pack& pack : inputs.packs.packs) {
    for (const ArtifactRow& row : pack.artifacts) {
      const std::string path = known_part(row.output);
      if (const auto why = why_not(workspace, path)) {
        std::string shown;
        for (const PathPattern::Part& part : row.output.parts) shown += part.expr ? "…" : part.text;
        refuse(shown, *why, row.output.span, diagnostics);
      }
    }
    refuse_owned(workspace, pack.owns, diagnostics);
    refuse_owned(workspace, pack.owns_shared, diagnostics);
    for (const auto& [target, folders] : pack.owns_by_target)
      refuse_owned(workspace, folders, diagnostics);
  }
}

void refuse_input_places(const Inputs& inputs, const Unit& unit,
                         const std::vector<Artifact>& artifacts, Diagnostics& diagnostics) {
  const auto is_layer_of = [](const Environment& env, std::string_view path) {
    return std::any_of(env.layers.begin(), env.layers.end(), [&](const Layer* layer) {
      return equal_but_case(layer->path, path) && !layer->path.starts_with(kBuiltIn);
    });
  };
  for (const Artifact& artifact : artifacts) {
    const std::string& path = artifact.path;
    auto why = why_not(inputs.workspace, path);
    if (!why && (path.ends_with(".yaml") || path.ends_with(".yml"))) {
      const bool read = unit.environment != nullptr
                            ? is_layer_of(*unit.environment, path)
                            : std::any_of(inputs.environments.begin(), inputs.environments.end(),
                                          [&](const auto& env) { return is_layer_of(env, path); });
      if (read) why = "a spec extends it";
    }
    if (why) refuse(path, *why, artifact.row->output.span, diagnostics);
  }
}

}  // namespace formwork
