#pragma once
// The blanks of a file as `terraform fmt` sets them.
#include <string>
#include <string_view>

namespace formwork::lang::hcl {

/// Indentation by open brackets, blanks between words, `=` and comments at the end of consecutive
/// lines in one column. Only blanks change: line for line, the same words. `terraform fmt` also
/// quotes bare labels and unwraps `"${x}"`; a template is written so in the first place. A text
/// that cannot be cut into words comes back as it is.
[[nodiscard]] std::string lay_out(std::string_view text);

}  // namespace formwork::lang::hcl
