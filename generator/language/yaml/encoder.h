#pragma once
// Writes values as YAML that every reader of 1.1 and 1.2 reads back as that very value.
#include "language/scalar.h"

#include <string>
#include <string_view>

namespace formwork::lang::yaml {

[[nodiscard]] EncodeError encode(const Value& value, const EncodeSite& site, std::string& out);

/// True if `text` is the same string to every reader without quotes: `[A-Za-z][A-Za-z0-9_./-]*` and
/// no word of YAML 1.1 or 1.2 for null, booleans and special numbers.
[[nodiscard]] bool is_plain(std::string_view text);

/// The same for values in block style, which may also be a path (`/healthz`), an address or image
/// with `:` or `@` inside, or a quantity (`512Mi`).
[[nodiscard]] bool is_plain_value(std::string_view text);

/// Appends the text with the escapes of a double-quoted scalar (YAML 1.2.2, section 5.7), without
/// quotes.
void append_escaped(std::string_view text, std::string& out);

}  // namespace formwork::lang::yaml
