#pragma once
// The strict reader: YAML 1.2 less anchors, aliases, tags, directives, explicit and complex keys
// (docs/yaml.md). It settles structure and places; every syntax error is found here, at its
// narrowest place.
#include "diag/diagnostic.h"
#include "document/events.h"
#include "document/yaml.h"

#include <optional>

namespace formwork {

struct ReaderOptions {
  YamlLimits limits{};
  bool many_documents = false;
  bool hole_marks = false;  // an escape may give U+E000 or U+E001
  bool alone = false;       // yaml-cpp is not asked
};

/// The events of `text`, which has passed scan(). Nothing if there was an error; all errors that
/// can be told apart are reported, at most one of syntax. `text` must outlive the result.
[[nodiscard]] std::optional<Events> read_events(SourceId source, std::string_view text,
                                                const ReaderOptions& options,
                                                Diagnostics& diagnostics);

}  // namespace formwork
