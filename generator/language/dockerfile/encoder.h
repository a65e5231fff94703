#pragma once
#include "language/scalar.h"

#include <string>

namespace formwork::lang::docker {

[[nodiscard]] EncodeError encode(const Value& value, const EncodeSite& site, std::string& out);

}  // namespace formwork::lang::docker
