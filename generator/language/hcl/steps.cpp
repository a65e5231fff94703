// How each byte moves HCL's context machine; its verdicts are in machine.cpp.
#include "language/hcl/machine.h"
#include "language/scalar.h"

namespace formwork::lang::hcl {
namespace {

constexpr unsigned kLevels = 16;
constexpr std::uint32_t kHashStart = 0x011C9DC5U;  // FNV-1a in 31 bits

std::uint32_t hash(std::uint32_t h, char c) {
  return ((h ^ static_cast<unsigned char>(c)) * 16777619U) & 0x7FFFFFFFU;
}

/// Bytes of an identifier or number; letters beyond ASCII are identifiers in HCL.
bool is_part(char c) {
  return is_word(c) || c == '-' || static_cast<unsigned char>(c) >= 0x80;
}

}  // namespace

std::string_view Machine::push(Level level, Mode next) {
  if (depth == kLevels) return "brackets and blocks nest deeper than 16 levels";
  ++depth;
  levels = levels << 2U | static_cast<std::uint32_t>(level);
  mode = next;
  return {};
}

std::string_view Machine::close(char c) {
  if (depth == 0) return "a closing bracket without its opening one";
  const Level level = top();
  if ((c == '}') == (level == Level::bracket))
    return "the closing bracket is not the one that is due";
  --depth;
  levels >>= 2U;
  switch (level) {
    case Level::body:
      mode = Mode::item;
      break;
    case Level::object:
    case Level::bracket:
      mode = Mode::ended;
      break;
    case Level::interpolation:
      mode = Mode::quoted;
      break;
  }
  return {};
}

std::string_view Machine::newline() {
  counting = true;
  indent = 0;
  switch (top()) {
    case Level::body:
      mode = Mode::item;
      return {};
    case Level::object:
      // An operator at the line's end carries on; else the next entry begins.
      if (mode != Mode::operand) mode = Mode::key;
      return {};
    case Level::bracket:
    case Level::interpolation:
      return {};
  }
  return {};
}

std::string_view Machine::step(char c) {
  if (c == '\r') return {};
  if (counting && c != '\n') {
    if (is_blank(c) && mode != Mode::here_body) {
      ++indent;
      return {};
    }
    counting = false;
  }
  switch (mode) {
    case Mode::item:
    case Mode::header:
    case Mode::header_word:
    case Mode::label:
      return step_item(c);
    case Mode::key:
    case Mode::operand:
      return step_operand(c);
    case Mode::word:
      if (is_part(c) || c == '.') return {};
      mode = Mode::ended;
      return step_ended(c);
    case Mode::ended:
    case Mode::after_value:
    case Mode::after_key:
      return step_ended(c);
    case Mode::quoted:
    case Mode::escape:
    case Mode::sigil:
      return step_quoted(c);
    case Mode::comment:
      if (c != '\n') return {};
      mode = operand_due ? Mode::operand : Mode::ended;
      return newline();
    case Mode::slash:
      if (c == '/') {
        mode = Mode::comment;
      } else if (c == '*') {
        mode = Mode::block_comment;
      } else {
        mode = Mode::operand;
        return step_operand(c);
      }
      return {};
    case Mode::block_comment:
      if (c == '*') mode = Mode::block_comment_star;
      return {};
    case Mode::block_comment_star:
      if (c == '/') {
        if (top() == Level::body && !operand_due)
          mode = Mode::item;
        else
          mode = operand_due ? Mode::operand : Mode::ended;
      } else if (c != '*') {
        mode = Mode::block_comment;
      }
      return {};
    case Mode::less:
      if (c != '<') {
        mode = Mode::operand;
        return step_operand(c);
      }
      mode = Mode::here_operator;
      return {};
    case Mode::here_operator:
    case Mode::here_word:
    case Mode::here_body:
      return step_here(c);
  }
  return {};
}

/// Bodies: `name = …`, `type "label" label {`.
std::string_view Machine::step_item(char c) {
  if (mode == Mode::label) {
    if (c == '"') mode = Mode::header;
    return {};
  }
  if (is_part(c)) {
    mode = Mode::header_word;
    return {};
  }
  const bool began = mode != Mode::item;
  if (mode == Mode::header_word) mode = Mode::header;
  switch (c) {
    case '\n':
      return newline();
    case '=':
      if (!began) return "an attribute has no name";
      mode = Mode::operand;
      return {};
    case '{':
      return push(Level::body, Mode::item);
    case '}':
      return close(c);
    case '"':
      if (began) mode = Mode::label;
      return {};
    case '#':
      mode = Mode::comment;
      operand_due = false;
      return {};
    case '/':
      mode = Mode::slash;
      operand_due = false;
      return {};
    default:
      return {};
  }
}

std::string_view Machine::step_operand(char c) {
  if (is_part(c) && !(c == '-' && mode == Mode::operand)) {
    mode = Mode::word;
    return {};
  }
  switch (c) {
    case '\n':
      return newline();
    case '"':
      mode = Mode::quoted;
      return {};
    case '{':
      return push(Level::object, Mode::key);
    case '[':
    case '(':
      return push(Level::bracket, Mode::operand);
    case ']':
    case ')':
    case '}':
      return close(c);
    case ',':
      if (top() == Level::object) mode = Mode::key;
      return {};
    case '#':
      operand_due = mode == Mode::operand;
      mode = Mode::comment;
      return {};
    case '/':
      operand_due = mode == Mode::operand;
      mode = Mode::slash;
      return {};
    case '<':
      mode = Mode::less;
      return {};
    default:
      return {};
  }
}

std::string_view Machine::step_ended(char c) {
  if (is_blank(c)) return {};
  if (mode == Mode::after_key) {
    if (c != '=' && c != ':') return "a tag here is a key and needs `=` after it";
    mode = Mode::operand;
    return {};
  }
  const bool tag = mode == Mode::after_value;
  switch (c) {
    case '\n':
      return newline();
    case ']':
    case ')':
    case '}':
      return close(c);
    case ',':
      mode = top() == Level::object ? Mode::key : Mode::operand;
      return {};
    case '#':
      mode = Mode::comment;
      operand_due = false;
      return {};
    default:
      break;
  }
  if (tag && (is_part(c) || c == '"' || c == '.' || c == '[' || c == '(' || c == '{')) {
    return "text directly after a value; put all of it into one tag (`a ~ \"text\"`), or quote the "
           "whole: "
           "`\"<%= a %>text\"`";
  }
  if (c == '/') {
    mode = Mode::slash;
    operand_due = false;
    return {};
  }
  if (is_part(c) && c != '-') {
    mode = Mode::word;  // for x in y, a label of a dynamic block
    return {};
  }
  switch (c) {
    case '.':
      mode = Mode::word;
      return {};
    case '[':
    case '(':
      return push(Level::bracket, Mode::operand);
    case '"':
      mode = Mode::quoted;
      return {};
    case '{':
      return push(Level::object, Mode::key);
    default:
      mode = Mode::operand;
      return {};  // an operator, `=`, `:`, `?`
  }
}

std::string_view Machine::step_quoted(char c) {
  if (mode == Mode::escape) {
    mode = Mode::quoted;
    return {};
  }
  if (mode == Mode::sigil && c == '{') {
    if (doubled) {
      mode = Mode::quoted;
      return {};
    }
    return push(Level::interpolation, Mode::operand);
  }
  if (c == '$' || c == '%') {
    doubled = mode == Mode::sigil;
    mode = Mode::sigil;
    return {};
  }
  mode = c == '\\' ? Mode::escape : c == '"' ? Mode::ended : Mode::quoted;
  return {};
}

std::string_view Machine::step_here(char c) {
  if (mode == Mode::here_operator) {
    if (c == '-') return {};  // `<<-`
    mode = Mode::here_word;
    here_delimiter = kHashStart;
  }
  if (mode == Mode::here_word) {
    if (c == '\n') {
      mode = Mode::here_body;
      here_line = kHashStart;
    } else if (!is_blank(c)) {
      here_delimiter = hash(here_delimiter, c);
    }
    return {};
  }
  if (c != '\n') {
    // Blanks before the delimiter do not count, whether `<<-` or `<<`.
    if (!is_blank(c) || here_line != kHashStart) here_line = hash(here_line, c);
    return {};
  }
  const bool ends = here_line == here_delimiter;
  here_line = kHashStart;
  if (!ends) return {};
  mode = Mode::ended;
  return newline();
}

}  // namespace formwork::lang::hcl
