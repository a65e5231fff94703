// How each byte of a Dockerfile moves its context machine; what a tag may do there is in
// machine.cpp.
#include "language/dockerfile/machine.h"
#include "language/scalar.h"

#include <utility>

namespace formwork::lang::docker {

std::string_view Machine::newline() {
  switch (mode) {
    case Mode::line_start:
      return {};
    case Mode::comment:
      mode = std::exchange(resume, Mode::line_start);
      continued = mode != Mode::line_start;
      return {};
    default:
      break;
  }
  if (backslash || continued) {
    // The next line carries on, within quotes as well.
    if (mode == Mode::escape) mode = Mode::dquoted;
    continued = true;
    backslash = false;
    return {};
  }
  *this = Machine{.preamble = false};
  return {};
}

/// The first byte of an instruction's arguments.
std::string_view Machine::begin_arguments(char c) {
  switch (instruction) {
    case Instruction::run:
    case Instruction::healthcheck:
      if (c == '-') {  // --mount=…, --interval=…
        mode = Mode::strict;
        return {};
      }
      if (instruction == Instruction::healthcheck) {
        mode = Mode::instruction;
        word = add_letter(kNoLetters, c);
        return {};
      }
      [[fallthrough]];
    case Instruction::cmd:
    case Instruction::entrypoint:
      if (c == '[') {
        mode = Mode::json;
        return {};
      }
      mode = Mode::shell;
      sh = {};
      return sh.step(c);
    case Instruction::shell:
    case Instruction::add:
    case Instruction::copy:
    case Instruction::volume:
      if (c == '[') {
        mode = Mode::json;
        return {};
      }
      [[fallthrough]];
    case Instruction::expose:
    case Instruction::from:
    case Instruction::stopsignal:
    case Instruction::user:
    case Instruction::workdir:
      mode = Mode::strict;
      if (c == '<') return "a here-document is read only after RUN";
      track_dollar(c, false);
      return {};
    case Instruction::arg:
    case Instruction::env:
    case Instruction::label:
      mode = Mode::name;
      return {};
    case Instruction::none:
    case Instruction::maintainer:
    case Instruction::onbuild:
      mode = Mode::opaque;
      return {};
  }
  return {};
}

void Machine::track_dollar(char c, bool escaped) {
  if (c == '$' && !escaped) {
    dollar = true;
    brace = false;
  } else if (dollar && c == '{' && !brace) {
    brace = true;
  } else if (dollar && (brace ? c == '}' : !is_word(c))) {
    dollar = brace = false;
  }
}

void Machine::step_comment(char c) {
  const bool letter = is_alpha(c) || is_digit(c);
  switch (directive) {
    case 0:
      directive = is_blank(c) ? 0 : letter ? 1 : 3;
      return;
    case 1:
      directive = letter ? 1 : is_blank(c) ? 2 : 3;
      return;
    case 2:
      directive = is_blank(c) ? 2 : 3;
      return;
    default:
      return;
  }
}

/// `joins`: the byte is a line end that Docker takes out, with the backslash before it.
std::string_view Machine::step_shell(char c, bool joins) {
  if (joins) {
    const bool escaped = sh.mode == shell::Mode::escape || sh.mode == shell::Mode::dquoted_escape ||
                         sh.mode == shell::Mode::ansi_escape;
    return escaped ? sh.step(c) : std::string_view();
  }
  return sh.step(c);
}

std::string_view Machine::step_json(char c) {
  switch (mode) {
    case Mode::json_escape:
      mode = Mode::json_string;
      return {};
    case Mode::json_string:
      if (c == '\\')
        mode = Mode::json_escape;
      else if (c == '"')
        mode = Mode::json_end;
      return {};
    case Mode::json:
      if (c == '"')
        mode = Mode::json_string;
      else if (c == ']')
        mode = Mode::ended;
      return {};
    default:
      if (c == ',')
        mode = Mode::json;
      else if (c == ']')
        mode = Mode::ended;
      else if (!is_blank(c) && c != '\\')
        return "a comma or `]` is due";
      return {};
  }
}

/// ENV, ARG, LABEL: `NAME=value NAME="value"`.
std::string_view Machine::step_value(char c) {
  switch (mode) {
    case Mode::name:
      if (c == '=')
        mode = Mode::value_start;
      else if (is_blank(c) && instruction != Instruction::arg)
        mode = Mode::opaque;  // ENV NAME value
      return {};
    case Mode::value_start:
    case Mode::value:
      if (is_blank(c))
        mode = Mode::arguments;
      else if (c == '"')
        mode = Mode::dquoted;
      else if (c == '\'')
        mode = Mode::single;
      else
        mode = Mode::value;
      track_dollar(c, false);
      return {};
    case Mode::dquoted:
      if (c == '\\')
        mode = Mode::escape;
      else if (c == '"')
        mode = Mode::value;
      track_dollar(c, false);
      return {};
    case Mode::escape:
      mode = Mode::dquoted;
      return {};
    case Mode::single:
      if (c == '\'') mode = Mode::value;
      return {};
    default:
      if (is_blank(c))
        mode = Mode::arguments;
      else if (c != '\\')
        return "text directly after a value; put all of it into one tag, or into double quotes";
      return {};
  }
}

std::string_view Machine::step(char c) {
  if (c == '\r') return {};
  if (mode == Mode::shell && sh.mode == shell::Mode::here_body) {
    const auto error = sh.step(c);
    if (sh.mode != shell::Mode::here_body) *this = Machine{.preamble = false};
    return error;
  }
  if (c == '\n') {
    if (mode == Mode::shell) {
      const bool joins = backslash || continued;
      if (const auto error = step_shell(c, joins); !error.empty()) return error;
      if (sh.mode == shell::Mode::here_body && !joins) return {};
    }
    return newline();
  }
  if (mode == Mode::comment) {
    step_comment(c);
    return {};
  }
  if (continued) {
    if (is_blank(c)) return {};
    if (c == '#') {
      resume = mode;
      mode = Mode::comment;
      directive = 3;
      return {};
    }
    continued = false;
  }
  const bool escaped = backslash;
  if (c == '\\')
    backslash = !backslash;
  else if (!is_blank(c))
    backslash = false;
  switch (mode) {
    case Mode::line_start:
      if (c == '#') {
        mode = Mode::comment;
        directive = preamble ? 0 : 3;
      } else if (!is_blank(c)) {
        mode = Mode::instruction;
        preamble = false;
        word = add_letter(kNoLetters, c);
      }
      return {};
    case Mode::instruction:
      if (is_blank(c)) {
        const bool check = instruction == Instruction::healthcheck;
        instruction = instruction_of(word);
        mode = check && instruction != Instruction::cmd ? Mode::opaque : Mode::arguments;
      } else {
        word = add_letter(word, c);
      }
      return {};
    case Mode::arguments:
      if (is_blank(c) || c == '\\') return {};
      return begin_arguments(c);
    case Mode::strict_start:
    case Mode::strict:
      if (is_blank(c)) {
        // After options the command itself.
        const bool command =
            instruction == Instruction::run || instruction == Instruction::healthcheck;
        mode = command ? Mode::arguments : Mode::strict_start;
        dollar = brace = false;
        return {};
      }
      if (mode == Mode::strict_start && c == '<') return "a here-document is read only after RUN";
      mode = Mode::strict;
      track_dollar(c, escaped);
      return {};
    case Mode::name:
    case Mode::value_start:
    case Mode::value:
    case Mode::dquoted:
    case Mode::escape:
    case Mode::single:
    case Mode::value_end:
      return step_value(c);
    case Mode::json:
    case Mode::json_string:
    case Mode::json_escape:
    case Mode::json_end:
      return step_json(c);
    case Mode::ended:
      if (!is_blank(c) && c != '\\') return "text after the closing bracket";
      return {};
    case Mode::shell:
      return step_shell(c, false);
    case Mode::opaque:
    case Mode::comment:
      return {};
  }
  return {};
}

}  // namespace formwork::lang::docker
