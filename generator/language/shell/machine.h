#pragma once
// The context machine of POSIX shell and bash: a tag is one whole word, outside quotes,
// substitutions and here-documents. The Dockerfile machine runs it for RUN, CMD and ENTRYPOINT.
#include "language/language.h"

#include <cstdint>
#include <string_view>

namespace formwork::lang::shell {

enum class Mode : std::uint8_t {
  word_start,  // between words: after a blank, an operator, at the start of a line
  word,
  assign,  // after the `=` of NAME=value or --flag=value
  escape,  // after a backslash outside quotes
  single,  // '…'
  ansi,    // $'…'
  ansi_escape,
  dquoted,  // "…"
  dquoted_escape,
  dollar,  // `$`, outside or inside double quotes
  comment,
  less,           // `<`: a redirection, or the first of `<<`
  here_operator,  // `<<`: the delimiter follows
  here_word,
  here_body,
  after_tag,
};

/// Registers of the machine. `levels` is a stack of what encloses: substitutions, expansions,
/// back-quotes.
struct Machine {
  Mode mode = Mode::word_start;
  bool in_dquotes = false;    // mode dollar: it stands within double quotes
  bool here_pending = false;  // a here-document begins with the next line
  bool here_tabs = false;     // `<<-`: tabs before its delimiter do not count
  unsigned depth = 0;
  std::uint32_t levels = 0;
  std::uint32_t here_delimiter = 0;  // hash
  std::uint32_t here_line = 0;       // hash of the line so far

  /// One byte; an error text if tags cannot be followed past it.
  std::string_view step(char c);
  [[nodiscard]] TagContext classify() const;
  void after_tag();
  /// Everything is closed: a file may end here.
  [[nodiscard]] bool complete() const;
  [[nodiscard]] std::string_view describe() const;
  /// Modes that join: in and between words.
  [[nodiscard]] bool between_words() const {
    return mode == Mode::word_start || mode == Mode::word || mode == Mode::after_tag;
  }

 private:
  enum Level : std::uint32_t { substitution = 1, brace = 2, backquote = 3, arithmetic = 4 };
  std::string_view push(Level level, bool from_dquotes);
  void pop();
  [[nodiscard]] Level top() const { return static_cast<Level>(levels & 7U); }
  [[nodiscard]] bool top_from_dquotes() const { return (levels & 8U) != 0; }
  std::string_view step_code(char c);
  std::string_view step_dollar(char c);
  std::string_view step_here(char c);
  void newline();
};

}  // namespace formwork::lang::shell
