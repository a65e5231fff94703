#pragma once
// Prints a tree as JSON (RFC 8259): two blanks a level, keys in written order, one entry a line.
#include "document/node.h"
#include "expr/value.h"

#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace formwork::lang {

/// The text with a final line end, or nothing for a value that JSON has no form for (not a finite
/// number).
[[nodiscard]] std::optional<std::string> print_json(Node node);

/// Appends what stands for a leaf or key with the marks of holes, on a line that is `indent` blanks
/// in. False: it cannot be printed.
using MarkedText =
    std::function<bool(std::string_view marked, std::size_t indent, std::string& out)>;

/// The same for a parsed shape.
[[nodiscard]] std::optional<std::string> print_json(Node node, const MarkedText& marked);

/// Appends a value whose line is `indent` blanks in. False where JSON has no form for it.
[[nodiscard]] bool append_json(const Value& value, std::size_t indent, std::string& out);

/// Appends `text`, valid UTF-8, as it stands within the quotes of a JSON string.
void append_json_text(std::string_view text, std::string& out);

/// The same with its quotes.
void append_json_string(std::string_view text, std::string& out);

}  // namespace formwork::lang
