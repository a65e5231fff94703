#pragma once
// Output paths with tags: compile one, and judge what a file system would refuse.
#include "pack/pack.h"

namespace formwork {

/// Compiles `text`, which stands at `span`. Tags take identifier, enumeration or integer (FW6031).
[[nodiscard]] std::optional<PathPattern> compile_path(std::string_view text, Span span,
                                                      const Scope& scope,
                                                      const FunctionTable& functions,
                                                      TypeTable& types, Diagnostics& diagnostics);

/// The language of a file by the ending of its name; text where that tells none.
[[nodiscard]] LanguageId language_of(std::string_view path);

}  // namespace formwork
