#pragma once
// What the build compiled the built-in schemas and packs to; see pack/built_in_schema.h. The
// definitions are generated when formwork is built.
#include <string_view>

namespace formwork {

[[nodiscard]] std::string_view environment_schema_image();
[[nodiscard]] std::string_view pack_schema_image();
[[nodiscard]] std::string_view workspace_schema_image();
/// See pack/image.h; empty for a pack that is not built in.
[[nodiscard]] std::string_view pack_image_of(std::string_view pack);

}  // namespace formwork
