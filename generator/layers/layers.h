#pragma once
// Which layers make an environment, and their merge: extends chain, the file, releases/, bindings/,
// --set.
#include "base/source_map.h"
#include "diag/diagnostic.h"
#include "document/node.h"
#include "document/origins.h"
#include "files/tree.h"

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace formwork {

enum class LayerKind : std::uint8_t { extends, environment, release, binding, set };

struct Layer {
  LayerKind kind = LayerKind::environment;
  std::string path;  // from the workspace root; "--set" for the last kind
  SourceId source = 0;
  Document document{};
};

/// A file that a layer may come from.
struct LayerFile {
  std::string path;
  LayerKind kind = LayerKind::environment;
};

/// Parses each file once however many environments extend it. Not thread-safe.
class LayerLoader {
 public:
  LayerLoader(const Tree& tree, SourceMap& sources);
  ~LayerLoader();
  /// Reads `files` ahead, in order, and parses them on `jobs` threads; those that do not exist are
  /// passed over. An `environment` without `metadata.name` is a layer that others extend.
  void read_all(const std::vector<LayerFile>& files, unsigned jobs);
  /// What was read of `path`; null where it is no layer: `problems` says why.
  [[nodiscard]] const Layer* find(const std::string& path) const;
  [[nodiscard]] const Diagnostics& problems(const std::string& path) const;
  /// The layers of environment `name`, lowest first: its `extends:` (paths relative to the naming
  /// file, depth at most 16, no cycle), `<specs>/<name>.yaml`, then the workspace's
  /// `releases/<name>.yaml` and `bindings/<name>.yaml` where these exist, then one layer of `sets`
  /// ("a.b=value"). Missing or broken ones are FW20xx.
  [[nodiscard]] std::optional<std::vector<const Layer*>> load(const std::string& specs,
                                                              const std::string& name,
                                                              const std::vector<std::string>& sets,
                                                              Diagnostics& diagnostics);

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

/// Maps merge by key; scalars and lists are replaced whole; `null` removes an inherited key, and
/// stays null where there is none to remove (the schema refuses it there); a change of kind is
/// FW2004 with both places. The result keeps each value's span, key span and `replaced()`; a map
/// has the place of the highest layer that writes to it, releases and bindings apart. `extends` is
/// dropped. With one layer the result equals it; an empty layer changes nothing.
/// `removed`, if given, receives what `null` removed and nothing set again.
[[nodiscard]] std::optional<Document> merge(const std::vector<const Layer*>& layers,
                                            Diagnostics& diagnostics,
                                            std::vector<RemovedKey>* removed = nullptr);

/// The layer a source belongs to; nothing for schema defaults.
[[nodiscard]] const Layer* layer_of(const std::vector<const Layer*>& layers, SourceId source);

}  // namespace formwork
