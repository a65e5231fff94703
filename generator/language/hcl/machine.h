#pragma once
// The context machine of HCL native syntax (github.com/hashicorp/hcl, hclsyntax/spec.md) as
// Terraform uses it.
#include "language/language.h"

#include <cstdint>
#include <string_view>

namespace formwork::lang::hcl {

enum class Mode : std::uint8_t {
  item,         // in a body: a block or attribute may begin
  header,       // after the first word of it: labels, `{` or `=`
  header_word,  // within such a word
  label,        // a quoted label
  key,          // in an object: a key may begin
  operand,      // in an expression: an operand is due
  word,         // an identifier, number or reference
  ended,        // after an operand: an operator or the end of the expression
  after_value,  // after a value tag: only the end, a comma or a closing bracket
  after_key,    // after a key tag: `=` or `:`
  quoted,
  escape,  // after a backslash in it
  sigil,   // after `$` or `%` in it
  comment,
  slash,  // `/`: division, `//` or `/*`
  block_comment,
  block_comment_star,
  less,  // `<`: a comparison, or the first of `<<`
  here_operator,
  here_word,
  here_body,
};

enum class Level : std::uint8_t { body, object, bracket, interpolation };

/// Registers of the machine. What encloses is a stack of levels, two bits each.
struct Machine {
  Mode mode = Mode::item;
  bool counting = true;      // only blanks on this line so far
  bool doubled = false;      // mode sigil: two of them, an escape
  bool operand_due = false;  // mode slash, comment: come back to operand, not to ended
  unsigned depth = 0;
  std::uint32_t levels = 0;
  std::int32_t indent = 0;  // of the line
  std::uint32_t here_delimiter = 0, here_line = 0;

  std::string_view step(char c);
  [[nodiscard]] TagContext classify() const;
  void after_tag(Place place);
  [[nodiscard]] std::string_view describe() const;
  [[nodiscard]] Level top() const {
    return depth == 0 ? Level::body : static_cast<Level>(levels & 3U);
  }
  [[nodiscard]] bool in_interpolation() const;
  /// An expression has ended here, or one may begin: states that join within brackets.
  [[nodiscard]] bool between_operands() const {
    return mode == Mode::operand || mode == Mode::ended || mode == Mode::after_value ||
           mode == Mode::word;
  }

 private:
  std::string_view push(Level level, Mode next);
  std::string_view close(char c);
  std::string_view newline();
  std::string_view step_item(char c);
  std::string_view step_operand(char c);
  std::string_view step_ended(char c);
  std::string_view step_quoted(char c);
  std::string_view step_here(char c);
};

}  // namespace formwork::lang::hcl
