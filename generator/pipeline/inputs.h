#pragma once
// Source to values: layers, merge, schema, defaults, computed fields, packs. The first half of the
// story.
#include "layers/layers.h"
#include "pack/pack.h"
#include "pipeline/built_files.h"
#include "pipeline/value_digests.h"
#include "pipeline/workspace.h"
#include "rules/rules.h"
#include "schema/schema.h"

#include <deque>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace formwork {

class ModuleFiles;

struct LoadOptions {
  std::vector<std::string> environments{};                  // globs; empty: all
  std::vector<std::string> sets{};                          // --set, only where nothing is written
  std::function<void(const Presentation&)> presentation{};  // told as soon as it is known
  bool every_pack = false;    // also templates that no environment has a target for
  bool from_texts = false;    // the built-in schema and packs, too: not what the build made of them
  bool any_compiler = false;  // whatever `requires` says: of a base, which was checked by another
  std::function<unsigned()> jobs{};  // how many threads, asked after that; empty: one
};

/// One environment, typed and filled.
struct Environment {
  std::string name;
  std::vector<const Layer*> layers;
  Document document{};
  Filled filled{};
  std::vector<Waiver> waivers;
  std::vector<std::string> targets;
  int rank = 0;                 // of its tier: production 2, staging 1, development 0, preview -1
  std::uint64_t structure = 0;  // equal for documents of one structure
};

/// The repository of the application, where it has one of its own: a folder of the workspace that
/// is a checkout of it.
struct ApplicationRepository {
  std::string folder;    // empty: there is none
  bool present = false;  // whether the folder is there
  Document shared{};     // as of Inputs, for what goes there
};

/// Everything the second half needs; immutable once loaded, shared by all threads.
struct Inputs {
  Workspace workspace;
  std::unique_ptr<LayerLoader> loader;  // owns the layers
  std::deque<Layer> pins;               // the built-in pins and the workspace's, lowest first
  std::deque<Layer> profiles;           // of the languages that come with formwork and are used
  std::optional<Schema> schema;
  PackSet packs;
  BuiltFiles built;                           // that the environments list
  std::deque<Environment> environments;       // by name
  Document shared{};                          // root of the shared unit: {environments, reference}
  ApplicationRepository application;          // that the reference environment names
  std::string reference;                      // name of the environment behind `reference`
  std::shared_ptr<ModuleFiles> module_files;  // of all roots; read when it is first asked for
  /// What was hashed already: shared by the units of a run.
  std::unique_ptr<ValueDigests> digests = std::make_unique<ValueDigests>();
};

/// The schema alone (for `schema`, the reference page and editors).
[[nodiscard]] Schema load_schema(SourceMap& sources);

/// Runs the first half for every environment. All errors of a stage are collected; nothing if there
/// was any.
[[nodiscard]] std::optional<Inputs> load_inputs(const Tree& tree, const LoadOptions& options,
                                                SourceMap& sources, Diagnostics& diagnostics);

}  // namespace formwork
