#pragma once
// The Bicep formatter's layout of a file: two blanks a level, one blank around operators and after
// colons, lines of at most 120 columns where they can be broken, at most one empty line.
#include <string>
#include <string_view>

namespace formwork::lang::bicep {

/// `text` as `bicep format` prints it. A text that does not parse is given back as it is.
[[nodiscard]] std::string layout(std::string text);
/// The same for a file that is known to be a parameter file, or not to be one.
[[nodiscard]] std::string layout(std::string text, bool parameters);

}  // namespace formwork::lang::bicep
