#pragma once
// An output's text that nobody but this reader sees: JSON is printed from what was read.
#include "document/yaml.h"

namespace formwork {

/// As `parse_yaml_output`, but yaml-cpp is not asked whether it reads the same.
[[nodiscard]] std::optional<Document> parse_yaml_alone(SourceId source, const SourceMap& sources,
                                                       YamlSchema schema, Diagnostics& diagnostics);

}  // namespace formwork
