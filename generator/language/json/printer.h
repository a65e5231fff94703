#pragma once
// Prints a tree as JSON (RFC 8259): two blanks a level, keys in written order, one entry a line.
#include "document/node.h"

#include <optional>
#include <string>
#include <string_view>

namespace formwork::lang {

/// The text with a final line end, or nothing for a value that JSON has no form for (not a finite
/// number).
[[nodiscard]] std::optional<std::string> print_json(Node node);

/// Appends `text`, valid UTF-8, as a JSON string with its quotes.
void append_json_string(std::string_view text, std::string& out);

}  // namespace formwork::lang
