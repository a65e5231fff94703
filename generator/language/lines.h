#pragma once
// Outputs that are read line by line: plain text, shell, Markdown. The root is the list of their
// lines.
#include "language/language.h"

#include <cstddef>
#include <optional>

namespace formwork::lang {

/// The lines as strings, those with marks as holes. Characters that hide or control are FW6004.
[[nodiscard]] std::optional<Document> parse_lines(SourceId source, const SourceMap& sources,
                                                  Diagnostics& diagnostics);

/// Reports hidden and control characters of a text (FW6004) and bytes that are not UTF-8 (FW6004).
/// `from`: the first byte that is looked at.
void check_characters(SourceId source, const SourceMap& sources, Diagnostics& diagnostics,
                      std::size_t from = 0);

/// Why `text` may not stand on one line of a file without escapes, or nothing.
[[nodiscard]] std::optional<std::string> refuse_hidden(std::string_view text,
                                                       std::string_view where);

}  // namespace formwork::lang
