#pragma once
// The context machine of Dockerfiles (docs.docker.com/reference/dockerfile). RUN, CMD and
// ENTRYPOINT are shell's, in their exec form JSON's; all other instructions have places of their
// own.
#include "language/dockerfile/instruction.h"
#include "language/language.h"
#include "language/shell/machine.h"

#include <cstdint>
#include <string_view>

namespace formwork::lang::docker {

enum class Mode : std::uint8_t {
  line_start,
  instruction,   // its word
  arguments,     // blanks after it; the first byte decides
  strict_start,  // words without quotes: FROM, COPY, USER, …
  strict,
  name,         // ENV, ARG, LABEL: the name before `=`
  value_start,  // after `=`
  value,        // plain text of the value
  dquoted,
  escape,
  single,
  value_end,  // after a tag or quotes
  json,       // in [ ], between strings
  json_string,
  json_escape,
  json_end,  // after a string or tag in [ ]
  ended,     // after ]
  opaque,    // ONBUILD, MAINTAINER: no tags
  comment,
  shell,
};

struct Machine {
  Mode mode = Mode::line_start;
  Instruction instruction = Instruction::none;
  bool preamble = true;    // before the first instruction: `# name=value` is a directive
  bool backslash = false;  // the last byte but blanks: the next line continues
  bool continued = false;  // only blanks on this line, which continues the one before
  bool dollar = false;     // within the name of a variable: `$NA`, `${NA`
  bool brace = false;      // … in `${ }`
  std::uint8_t directive =
      0;  // comment in the preamble: 0 blanks, 1 a word, 2 blanks after it, 3 no directive
  Mode resume = Mode::line_start;  // comment between continued lines: the mode to come back to
  std::uint32_t word = 0;          // mode instruction: its letters so far (instruction.h)
  shell::Machine sh{};

  std::string_view step(char c);
  [[nodiscard]] TagContext classify() const;
  void after_tag(Place place);
  [[nodiscard]] std::string_view describe() const;

 private:
  std::string_view newline();
  std::string_view begin_arguments(char c);
  std::string_view step_json(char c);
  std::string_view step_value(char c);
  std::string_view step_shell(char c, bool joins);
  void step_comment(char c);
  void track_dollar(char c, bool escaped);
};

}  // namespace formwork::lang::docker
