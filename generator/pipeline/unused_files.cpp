#include "pipeline/unused_files.h"

#include "base/text.h"

#include <fmt/format.h>

#include <algorithm>
#include <string>

namespace formwork {
namespace {

constexpr const char* kFolders[] = {"releases", "bindings"};

// A spec without a name that none extends: a misspelt `metadata.name` would make an environment
// vanish unseen.
void report_specs(const Inputs& inputs, Diagnostics& diagnostics) {
  for (const std::string& path : inputs.workspace.bases) {
    const bool used = std::any_of(
        inputs.environments.begin(), inputs.environments.end(), [&](const Environment& env) {
          return std::any_of(env.layers.begin(), env.layers.end(),
                             [&](const Layer* l) { return l->path == path; });
        });
    if (used) continue;
    if (path.ends_with(".yml")) {
      diagnostics.add(make(Code::FW8009, path, fmt::format("`{}` is not read", path),
                           fmt::format("an environment ends in `.yaml`: rename it to `{}.yaml`",
                                       path.substr(0, path.size() - 4))));
      continue;
    }
    diagnostics.add(
        make(Code::FW8009, path,
             fmt::format("`{}` has no `metadata.name`, and no environment extends it", path),
             "give it a name to make it an environment, or remove it"));
  }
}

// What stands in `folder` under no environment's name.
void report_layers(const Tree& tree, const std::string& folder,
                   const std::vector<std::string>& names, Diagnostics& diagnostics) {
  const auto entries = tree.list(folder);
  if (!entries) return;  // told before
  for (const FolderEntry& entry : *entries) {
    const bool yaml = entry.name.ends_with(".yaml");
    if ((!yaml && !entry.name.ends_with(".yml")) || entry.name.starts_with('.')) continue;
    const std::string stem = entry.name.substr(0, entry.name.rfind('.'));
    const bool known = std::find(names.begin(), names.end(), stem) != names.end();
    if (known && yaml) continue;
    const std::string path = fmt::format("{}/{}", folder, entry.name);
    if (known) {
      diagnostics.add(
          make(Code::FW8009, path, fmt::format("`{}` is not read", printable(path)),
               fmt::format("it must end in `.yaml`: rename it to `{}/{}.yaml`", folder, stem)));
      continue;
    }
    const auto near = nearest(stem, names);
    diagnostics.add(make(Code::FW8009, path,
                         fmt::format("`{}` is not read: no environment is called `{}`",
                                     printable(path), printable(stem)),
                         near ? fmt::format("did you mean `{}/{}.yaml`?", folder, *near)
                              : fmt::format("remove it; there are: {}", join(names, ", "))));
  }
}

}  // namespace

void report_unused_files(const Tree& tree, const Inputs& inputs, Diagnostics& diagnostics) {
  report_specs(inputs, diagnostics);
  for (const char* folder : kFolders)
    report_layers(tree, folder, inputs.workspace.names, diagnostics);
}

bool check_layer_folders(const Tree& tree, Diagnostics& diagnostics) {
  bool good = true;
  for (const char* folder : kFolders) {
    if (const auto entries = tree.list(folder); !entries) {
      diagnostics.add(entries.error());
      good = false;
    }
  }
  return good;
}

}  // namespace formwork
