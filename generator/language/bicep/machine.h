#pragma once
// The context machine of Bicep (github.com/Azure/bicep, docs/grammar.md): where in a declaration,
// expression, object or string the text stands, byte by byte.
#include "language/language.h"

#include <cstdint>
#include <string_view>

namespace formwork::lang::bicep {

enum class Mode : std::uint8_t {
  item,         // at the start of a line: a declaration may begin
  head,         // after its first word: names and types, before `=`
  key,          // in an object: a key or a nested resource may begin
  key_word,     // within its first word
  after_word,   // behind it: `:`, or the name of a nested resource
  operand,      // in an expression: an operand is due
  word,         // an identifier, number or reference
  ended,        // after an operand: an operator or the end of the expression
  after_value,  // after a value tag: only the end, an operator, a comma or a closing bracket
  after_key,    // after a key tag: `:`
  open_quote,   // directly after a `'` that opens a string
  open_quotes,  // after `''`: an empty string, or two of three
  quoted,
  escape,   // after a backslash in it
  unicode,  // within `\u{…}`
  sigil,    // after `$` in it
  dollars,  // `$` before `'''`
  multi,    // within `'''`
  multi_end,
  comment,
  slash,  // `/`: division, `//` or `/*`
  block_comment,
  block_comment_star,
  directive,  // `#disable-next-line …`
};

enum class Level : std::uint8_t { object, bracket, interpolation, multi_interpolation };

/// Counts of Machine::run stop here.
inline constexpr std::uint8_t kRun = 200;
/// Mode word: what the word is so far; `i` is 1.
inline constexpr std::uint8_t kIn = 2;
inline constexpr std::uint8_t kOther = 3;

/// Registers of the machine. What encloses is a stack of levels, two bits each.
struct Machine {
  Mode mode = Mode::item;
  bool counting = true;       // only blanks on this line so far
  Mode before = Mode::ended;  // modes slash, comment, directive: what comes back
  unsigned depth = 0;
  std::uint32_t levels = 0;
  std::int32_t indent = 0;        // of the line
  std::uint8_t dollar_count = 0;  // of the multi-line string that is open
  std::uint8_t run = 0;  // modes dollars, multi: of `$` or `'` just seen. Mode word: is it `in`
  bool run_of_dollars = false;

  std::string_view step(char c);
  [[nodiscard]] TagContext classify() const;
  void after_tag(Place place);
  [[nodiscard]] std::string_view describe() const;
  [[nodiscard]] bool in_object() const { return depth != 0 && top() == Level::object; }
  [[nodiscard]] bool in_bracket() const { return depth != 0 && top() == Level::bracket; }
  [[nodiscard]] bool in_interpolation() const;
  /// An expression has ended here, or one may begin: states that join within brackets.
  [[nodiscard]] bool between_operands() const {
    return mode == Mode::operand || mode == Mode::ended || mode == Mode::after_value ||
           mode == Mode::word;
  }

 private:
  [[nodiscard]] Level top() const { return static_cast<Level>(levels & 3U); }
  std::string_view push(Level level, Mode next);
  std::string_view close(char c);
  std::string_view newline();
  std::string_view comment_begins(Mode back);
  std::string_view step_start(char c);
  std::string_view step_operand(char c);
  std::string_view step_ended(char c);
  std::string_view step_quoted(char c);
  std::string_view step_multi(char c);
};

}  // namespace formwork::lang::bicep
