#pragma once
// What is built into the binary: packs, schemas, reference specs, the pages of `explain CODE`.
#include "base/source_map.h"
#include "diag/diagnostic.h"
#include "document/node.h"

#include <optional>
#include <string_view>
#include <vector>

namespace formwork {

struct EmbeddedFile {
  std::string_view path;  // from the root of the source tree: "templates/kubernetes/pack.yaml"
  std::string_view bytes;
  std::string_view events;  // of schemas, manifests and rules: what encode_events made of it
};

/// Sorted by path. The definition is generated when formwork is built.
[[nodiscard]] const std::vector<EmbeddedFile>& embedded_files();

/// The bytes of one of them; empty if there is none of that path.
[[nodiscard]] std::string_view embedded(std::string_view path);

/// Those whose path begins with `prefix`, in order.
[[nodiscard]] std::vector<EmbeddedFile> embedded_below(std::string_view prefix);

/// A schema, a manifest or a file of rules, from its text as parse_yaml reads it, or, where the
/// text is the embedded one of its path, from what the build read.
[[nodiscard]] std::optional<Document> parse_data(SourceId source, const SourceMap& sources,
                                                 Diagnostics& diagnostics);

}  // namespace formwork
