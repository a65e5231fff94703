#pragma once
// Reads a text as a spec would be read, and keeps what the tests look at.
#include "base/source_map.h"
#include "diag/diagnostic.h"
#include "document/yaml.h"

#include <string>
#include <vector>

namespace formwork::testing {

struct Read {
  SourceMap sources;
  SourceId source = 0;
  Diagnostics diagnostics;
  std::optional<Document> document;

  explicit Read(std::string text, const YamlLimits& limits = {})
      : source(sources.add("spec.yaml", std::move(text))),
        document(parse_yaml(source, sources, diagnostics, limits)) {}
  Read(std::string text, YamlSchema schema)
      : source(sources.add("output.yaml", std::move(text))),
        document(parse_yaml_output(source, sources, schema, diagnostics)) {}

  [[nodiscard]] Node root() const { return document ? document->root() : Node(); }
  [[nodiscard]] Node at(std::string_view path) const { return root().find_path(path); }
  /// `FW1003 2:5` for each diagnostic, in order of place.
  [[nodiscard]] std::vector<std::string> findings() const {
    std::vector<std::string> out;
    for (const Diagnostic& d : diagnostics.sorted(sources)) {
      const Position at = sources.begin(d.span);
      out.push_back(std::string(info(d.code).id) + " " + std::to_string(at.line) + ":" +
                    std::to_string(at.column));
    }
    return out;
  }
  /// The text under a span.
  [[nodiscard]] std::string_view under(Span span) const { return sources.text(span); }
};

}  // namespace formwork::testing
