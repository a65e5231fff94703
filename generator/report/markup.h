#pragma once
// Text in XML 1.0 and HTML.
#include <string>
#include <string_view>

namespace formwork {

/// `text` as character data: what cannot be printed, and so
/// whatever XML 1.0 cannot hold at all, is written as `\u{1b}`; `& < > " '` are entities.
[[nodiscard]] std::string markup(std::string_view text);
/// The same as the value of a quoted attribute, where a reader would make blanks of line ends.
[[nodiscard]] std::string attribute(std::string_view text);

}  // namespace formwork
