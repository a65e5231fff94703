// The machine's steps: one byte of a declaration, an expression or a string.
#include "language/bicep/machine.h"
#include "language/scalar.h"

namespace formwork::lang::bicep {

/// Where a declaration, a key or a nested resource begins: `resource name 'type' = …`, `key: …`.
std::string_view Machine::step_start(char c) {
  if (is_word(c)) {
    if (mode == Mode::item || mode == Mode::after_word)
      mode = Mode::head;
    else if (mode == Mode::key)
      mode = Mode::key_word;
    return {};
  }
  const Mode was = mode;
  if (mode == Mode::key_word) mode = Mode::after_word;
  if (is_blank(c)) return {};
  switch (c) {
    case '\n':
      return newline();
    case '@':
      mode = Mode::head;
      return {};
    case '#':
      before = was;
      mode = Mode::directive;
      return {};
    case '/':
      return comment_begins(mode);
    case '}':
    case ']':
    case ')':
      return close(c);
    case ',':
      if (in_object()) mode = Mode::key;
      return {};
    case '\'':
      mode = Mode::open_quote;
      return {};
    case '{':
      return push(Level::object, Mode::key);
    case '[':
    case '(':
      return push(Level::bracket, Mode::operand);
    case '.':
      if (was == Mode::item || was == Mode::key) mode = Mode::operand;  // `...`
      return {};
    default:
      mode = Mode::operand;  // `=`, `:`, an operator; `?` and `:` that carry on from the line above
      return {};
  }
}

std::string_view Machine::step_operand(char c) {
  if (is_word(c)) {
    mode = Mode::word;
    run = kOther;
    return {};
  }
  switch (c) {
    case '\n':
      return newline();
    case '\'':
      mode = Mode::open_quote;
      return {};
    case '$':
      if (dollar_count != 0 && in_interpolation())
        return "a multi-line string within another; name it with `var`";
      mode = Mode::dollars;
      dollar_count = 1;
      run = 0;
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
      if (in_object()) mode = Mode::key;
      return {};
    case '@':
      mode = Mode::head;
      return {};
    case '#':
      before = Mode::operand;
      mode = Mode::directive;
      return {};
    case '/':
      return comment_begins(Mode::operand);
    default:
      return {};
  }
}

std::string_view Machine::step_ended(char c) {
  if (is_blank(c)) return {};
  if (mode == Mode::after_key) {
    if (c != ':') return "a tag here is a key and needs `:` after it";
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
      mode = in_object() ? Mode::key : Mode::operand;
      return {};
    case '/':
      return comment_begins(mode);
    default:
      break;
  }
  if (tag && (is_word(c) || c == '\'' || c == '.' || c == '[' || c == '(' || c == '{')) {
    return "text directly after a value; put all of it into one tag (`a ~ \"text\"`), or quote the "
           "whole: `'<%= a %>text'`";
  }
  if (is_word(c) || c == '.') {
    mode = Mode::word;  // for x in y, existing, as
    run = c == 'i' ? 1 : kOther;
    return {};
  }
  switch (c) {
    case '[':
    case '(':
      return push(Level::bracket, Mode::operand);
    case '\'':
      mode = Mode::open_quote;
      return {};
    case '{':
      return push(Level::object, Mode::key);
    case '$':
      return step_operand(c);
    default:
      mode = Mode::operand;
      return {};  // an operator, `=`, `:`, `?`
  }
}

std::string_view Machine::step_quoted(char c) {
  if (c == '\n') return "a string is not closed on its line";
  if (mode == Mode::unicode) {
    if (c == '}') mode = Mode::quoted;
    return {};
  }
  if (mode == Mode::escape) {
    mode = c == 'u' ? Mode::unicode : Mode::quoted;
    return {};
  }
  if (mode == Mode::sigil && c == '{') return push(Level::interpolation, Mode::operand);
  mode = c == '$' ? Mode::sigil : c == '\\' ? Mode::escape : c == '\'' ? Mode::ended : Mode::quoted;
  return {};
}

std::string_view Machine::step_multi(char c) {
  if (mode == Mode::dollars) {
    if (c == '$' && run == 0) {
      if (dollar_count < kRun) ++dollar_count;
      return {};
    }
    if (c != '\'') return "`$` stands before a multi-line string only";
    if (++run == 3) {
      mode = Mode::multi;
      run = 0;
    }
    return {};
  }
  if (mode == Mode::multi_end) {
    if (c == '\'') return {};  // further quotes belong to the text
    dollar_count = 0;
    mode = Mode::ended;
    return step_ended(c);
  }
  if (c == '\n') {
    counting = true;
    indent = 0;
  }
  if (c == '\'' || c == '$') {
    if (run_of_dollars != (c == '$')) run = 0;
    run_of_dollars = c == '$';
    if (run < kRun) ++run;
    if (c == '\'' && run == 3) mode = Mode::multi_end;
    return {};
  }
  const bool opens = c == '{' && run_of_dollars && dollar_count != 0 && run >= dollar_count;
  run = 0;
  run_of_dollars = false;
  return opens ? push(Level::multi_interpolation, Mode::operand) : std::string_view();
}

}  // namespace formwork::lang::bicep
