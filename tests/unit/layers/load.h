#pragma once
// A workspace in memory, and what loading one of its environments gives.
#include "files/tree.h"
#include "layers/layers.h"

#include <map>
#include <string>
#include <vector>

namespace formwork::testing {

using Files = std::map<std::string, std::string>;

struct Loaded {
  MemoryTree tree;
  SourceMap sources;
  LayerLoader loader;
  Diagnostics diagnostics;
  std::optional<std::vector<const Layer*>> layers;
  std::optional<Document> merged;

  explicit Loaded(Files files, const std::string& name = "prod",
                  const std::vector<std::string>& sets = {})
      : tree(std::move(files)), loader(tree, sources) {
    load(name, sets);
  }
  void load(const std::string& name, const std::vector<std::string>& sets = {}) {
    layers = loader.load("environments", name, sets, diagnostics);
    if (layers) merged = merge(*layers, diagnostics);
  }
  [[nodiscard]] std::vector<std::string> paths() const {
    std::vector<std::string> out;
    if (layers) {
      for (const Layer* layer : *layers) out.push_back(layer->path);
    }
    return out;
  }
  [[nodiscard]] Node at(std::string_view path) const {
    return merged ? merged->root().find_path(path) : Node();
  }
  /// `environments/prod.yaml:2:5`
  [[nodiscard]] std::string place(Span span) const {
    const Position at = sources.begin(span);
    return std::string(sources.path(span.source)) + ":" + std::to_string(at.line) + ":" +
           std::to_string(at.column);
  }
  /// `FW2004 environments/prod.yaml:2:5` for each diagnostic.
  [[nodiscard]] std::vector<std::string> findings() const {
    std::vector<std::string> out;
    for (const Diagnostic& d : diagnostics.sorted(sources)) {
      out.push_back(std::string(info(d.code).id) + " " + (d.span.valid() ? place(d.span) : d.path));
    }
    return out;
  }
};

}  // namespace formwork::testing
