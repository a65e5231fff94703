#pragma once
// Writes values into Bicep: literals, texts within quotes, keys, names.
#include "language/scalar.h"

#include <string>
#include <string_view>

namespace formwork::lang::bicep {

[[nodiscard]] EncodeError encode(const Value& value, const EncodeSite& site, std::string& out);

/// Appends the text of a string without its quotes. What `before` and `after` could complete is
/// escaped: `$` at the end, `{` at the start.
void append_escaped(std::string_view text, char before, char after, std::string& out);

}  // namespace formwork::lang::bicep
