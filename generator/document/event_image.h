#pragma once
// Events as bytes, for texts that are read when formwork is built: schemas, manifests, rules.
// Reading one again from its image takes a fifteenth of the time of reading its text.
#include "base/source_map.h"
#include "diag/diagnostic.h"
#include "document/events.h"

#include <optional>
#include <string>
#include <string_view>

namespace formwork {

/// About four bytes an event. Not a format to keep: one build writes it and reads it.
[[nodiscard]] std::string encode_events(const Events& events);

/// What `encode_events` was given. `text` is the text that was read; it must outlive the result.
[[nodiscard]] Events decode_events(std::string_view image, std::string_view text);

/// The image of a text that parse_yaml accepts, yaml-cpp's opinion included; nothing, and findings,
/// where it does not.
[[nodiscard]] std::optional<std::string> image_of(SourceId source, const SourceMap& sources,
                                                  Diagnostics& diagnostics);

/// The Document that parse_yaml made of `source` when `image` was made of it.
[[nodiscard]] Document document_of(std::string_view image, SourceId source,
                                   const SourceMap& sources);

}  // namespace formwork
