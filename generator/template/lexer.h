#pragma once
// Template text to items: literal text and tags, with the lines of statement tags already taken
// out.
#include "base/source_map.h"
#include "base/span.h"
#include "diag/diagnostic.h"

#include <cstdint>
#include <string_view>
#include <vector>

namespace formwork::tmpl {

enum class ItemKind : std::uint8_t {
  literal,    // bytes that are printed as they stand
  output,     // <%= expr %>
  raw,        // <%= raw(expr) %>: `body` is the argument
  statement,  // <% if … %>
};

/// A comment gives no item, or an empty literal that is `alone`: the line it stood on vanished.
struct Item {
  ItemKind kind = ItemKind::literal;
  Span span{};          // the literal bytes, or the whole tag
  Span body{};          // a tag's text without delimiters and blanks around it
  bool alone = false;   // its line holds nothing else but statement tags: the line is not printed
  bool single = false;  // `alone`, and the only tag of its line
  std::uint32_t column = 0;  // blanks before the first tag of an `alone` line
};

/// All items of a template. Errors: FW5101 unclosed tag, FW5114 raw not alone, FW5117 refused
/// bytes.
[[nodiscard]] std::vector<Item> lex(SourceId source, const SourceMap& sources,
                                    Diagnostics& diagnostics);

/// `raw(x)`, whole: the offsets of `x` in `text`; {0, 0} if `text` is something else.
struct Range {
  std::size_t begin = 0, end = 0;
};
[[nodiscard]] Range raw_argument(std::string_view text);

/// Where a quoted string that opens at `text[at]` ends (past its quote); npos if it does not close
/// on its line.
[[nodiscard]] std::size_t string_end(std::string_view text, std::size_t at);

}  // namespace formwork::tmpl
