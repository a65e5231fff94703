#pragma once
// A text as JSON writes it, for locks, canonical JSON and whatever else is compared byte by byte.
#include <string>
#include <string_view>

namespace formwork {

/// Appends `text` in quotes, with the shortest escapes (RFC 8259, section 7; RFC 8785, section
/// 3.2.2.2). Anything from U+0020 up but `"` and `\` stays as it is. `text` is UTF-8.
void append_json_string(std::string& out, std::string_view text);

}  // namespace formwork
