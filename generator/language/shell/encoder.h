#pragma once
#include "language/scalar.h"

#include <string>
#include <string_view>

namespace formwork::lang::shell {

/// One word: bare if nothing in it means anything to a shell, else in single quotes (POSIX 2.2.2).
[[nodiscard]] EncodeError encode_word(const Value& value, const EncodeSite& site, std::string& out);

}  // namespace formwork::lang::shell
