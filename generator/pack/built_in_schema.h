#pragma once
// The schemas in the binary: of specs, of manifests and of formwork.yaml. The build compiles them
// and keeps what came of it as an image; a run reads that
// (docs/adr/0034-built-in-schemas-and-packs-are-images.md).
#include "base/source_map.h"
#include "diag/diagnostic.h"
#include "schema/schema.h"

#include <array>
#include <optional>
#include <string>
#include <string_view>

namespace formwork {

enum class BuiltInSchema : std::uint8_t { environment, pack, workspace };
inline constexpr std::array<BuiltInSchema, 3> kBuiltInSchemas = {
    BuiltInSchema::environment, BuiltInSchema::pack, BuiltInSchema::workspace};
[[nodiscard]] std::string_view name(BuiltInSchema which);

/// Compiles its embedded texts, which `sources` takes. FW30xx where they are wrong.
[[nodiscard]] std::optional<Schema> compile_schema(BuiltInSchema which, SourceMap& sources,
                                                   const FunctionTable& functions,
                                                   Diagnostics& diagnostics);
/// What came of that, as bytes.
[[nodiscard]] std::optional<std::string> schema_image(BuiltInSchema which, SourceMap& sources,
                                                      const FunctionTable& functions,
                                                      Diagnostics& diagnostics);
/// The same schema from its image, which outlives it; `sources` takes the texts that its spans
/// mean.
[[nodiscard]] Schema schema_of(BuiltInSchema which, std::string_view image, SourceMap& sources,
                               const FunctionTable& functions);

}  // namespace formwork
