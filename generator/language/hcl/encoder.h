#pragma once
// Writes values as HCL literals that Terraform and OpenTofu read back as that very value.
#include "language/scalar.h"

#include <string>
#include <string_view>

namespace formwork::lang::hcl {

[[nodiscard]] EncodeError encode(const Value& value, const EncodeSite& site, std::string& out);

/// Appends the text of a quoted template (hclsyntax/spec.md, "Template Expressions") without its
/// quotes. What `before` and `after` could complete is escaped: `$` and `%` at the end, `{` at the
/// start.
void append_escaped(std::string_view text, char before, char after, std::string& out);

}  // namespace formwork::lang::hcl
