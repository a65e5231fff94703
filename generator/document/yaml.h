#pragma once
// Text to Node: the strict reader of specs, schemas, manifests and rules, and the typed one of
// outputs. Structure and places come from our own reader, and yaml-cpp has to agree with it
// (docs/yaml.md, ADR 0001).
#include "base/source_map.h"
#include "diag/diagnostic.h"
#include "document/node.h"

#include <optional>

namespace formwork {

/// Limits of a spec (behaviour: section 4).
struct YamlLimits {
  std::size_t bytes = std::size_t{1} << 20;
  std::size_t scalar = std::size_t{64} << 10;
  std::size_t keys = 4096;
  std::size_t depth = 64;
};

/// Strict: one document, no anchors, aliases, tags, merge keys, directives, duplicate keys, tabs,
/// unprintable characters (FW10xx). Scalars stay `Kind::scalar`. Every value and key has its exact
/// span. Nothing if there was any error; all of the text are reported.
[[nodiscard]] std::optional<Document> parse_yaml(SourceId source, const SourceMap& sources,
                                                 Diagnostics& diagnostics,
                                                 const YamlLimits& limits = {});

/// Which scalars are more than text when an output is read as its consumer would.
enum class YamlSchema : std::uint8_t {
  core12,      // YAML 1.2 core: GitHub Actions, compose, Prometheus
  kubernetes,  // sigs.k8s.io/yaml: YAML 1.1 booleans (yes, on), numbers as YAML 1.1 reads them
};

/// An output: any number of documents (root is a list of them), resolved to typed scalars by
/// `schema`. Same strictness on duplicate keys and anchors. Scalars that hold hole marks (U+E000 n
/// U+E001) become Kind::hole with the marks in their text; keys keep theirs.
[[nodiscard]] std::optional<Document> parse_yaml_output(SourceId source, const SourceMap& sources,
                                                        YamlSchema schema,
                                                        Diagnostics& diagnostics);

}  // namespace formwork
