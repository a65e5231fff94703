#pragma once
// The words of HCL native syntax (hclsyntax/spec.md of github.com/hashicorp/hcl, "Lexical
// Elements"): shared by the reader and by the layout pass.
#include <cstdint>
#include <string_view>
#include <vector>

namespace formwork::lang::hcl {

enum class TokenKind : std::uint8_t {
  end,
  newline,
  comment,  // without its line end
  identifier,
  number,
  open_quote,
  close_quote,
  literal,             // text within quotes or a heredoc
  open_heredoc,        // `<<EOT` or `<<-EOT` and its line end
  close_heredoc,       // the closing word with the blanks before it
  open_interpolation,  // `${`, `${~`
  open_directive,      // `%{`, `%{~`
  close_sequence,      // `}`, `~}` of either
  open_brace,
  close_brace,
  open_bracket,
  close_bracket,
  open_parenthesis,
  close_parenthesis,
  dot,
  comma,
  ellipsis,
  colon,
  double_colon,
  question,
  equal,
  equal_equal,
  not_equal,
  less,
  less_equal,
  greater,
  greater_equal,
  both,
  either,
  bang,
  plus,
  minus,
  star,
  slash,
  percent,
  arrow,
  quoted_newline,  // a line end within quotes: always wrong
  invalid,         // a character that HCL does not use
};

struct Token {
  TokenKind kind = TokenKind::end;
  std::uint32_t begin = 0, end = 0;
};

/// Cuts all of `text` into tokens; the last is `end`. Never fails: what is wrong becomes `invalid`
/// or `quoted_newline`. A byte order mark is skipped. Marks of shapes (U+E000 n U+E001) are
/// identifiers.
[[nodiscard]] std::vector<Token> lex(std::string_view text);

/// +1 for a token that opens a bracket or a sequence, -1 for one that closes it.
[[nodiscard]] int bracket_change(TokenKind kind);

}  // namespace formwork::lang::hcl
