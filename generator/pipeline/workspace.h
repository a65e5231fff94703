#pragma once
// formwork.yaml and what it names: where specs and overlays are, which compiler may read them.
#include "base/source_map.h"
#include "diag/diagnostic.h"
#include "files/tree.h"
#include "layers/layers.h"

#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace formwork {

/// How commands show their results, as far as formwork.yaml says; flags and FORMWORK_ variables go
/// before it.
struct Presentation {
  std::optional<std::string> format, color;
  std::optional<bool> progress;
  std::optional<unsigned> jobs;
};

struct Workspace {
  std::string specs = "environments";
  std::string overlays = "overlays";  // need not exist
  std::string requires_text;          // ">=0.1 <0.2"; empty: any
  Presentation presentation;
  std::vector<std::string> names;  // environments, by name
  std::vector<std::string> bases;  // the other specs, by path
};

/// Reads formwork.yaml and finds the environments: each `<specs>/*.yaml` whose own text has
/// `metadata.name`. FW8002 where there is no workspace, FW8003 where this compiler does not satisfy
/// `requires`. The specs stay with `loader`. `found`, if given, is called as soon as formwork.yaml
/// is sound, so that what is wrong with the specs is shown as it says; then `jobs`, if given, says
/// on how many threads they are parsed. `any_compiler`: whatever `requires` says.
[[nodiscard]] std::optional<Workspace> load_workspace(
    const Tree& tree, SourceMap& sources, LayerLoader& loader, Diagnostics& diagnostics,
    const std::function<void(const Presentation&)>& found, const std::function<unsigned()>& jobs,
    bool any_compiler = false);
/// The same where the specs' own content is of no further use.
[[nodiscard]] std::optional<Workspace> load_workspace(
    const Tree& tree, SourceMap& sources, Diagnostics& diagnostics,
    const std::function<void(const Presentation&)>& found = {}, bool any_compiler = false);

/// True if `version` ("0.1.0") satisfies every part of `constraint` (">=0.1 <0.2", "=1.4.2",
/// "1.4"). Nothing if the constraint cannot be read.
[[nodiscard]] std::optional<bool> satisfies(std::string_view version, std::string_view constraint);

/// True if both are versions of three numbers and `version` is below `other`.
[[nodiscard]] bool is_older(std::string_view version, std::string_view other);

/// The version of this compiler.
[[nodiscard]] std::string_view compiler_version();

}  // namespace formwork
