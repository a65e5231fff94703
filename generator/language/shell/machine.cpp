#include "language/shell/machine.h"

#include "language/scalar.h"

namespace formwork::lang::shell {
namespace {

constexpr unsigned kLevels = 8;  // four bits each

// FNV-1a in 24 bits: it is kept where a negative number means "no here-document".
constexpr std::uint32_t kHashStart = 0x1C9DC5U;
std::uint32_t hash(std::uint32_t h, char c) {
  return ((h ^ static_cast<unsigned char>(c)) * 16777619U) & 0xFFFFFFU;
}

bool ends_word(char c) {
  return is_blank(c) || c == '\n' || c == ';' || c == '&' || c == '|' || c == '<' || c == '>' ||
         c == '(' || c == ')';
}

TagContext refuse(const char* why) {
  TagContext context;
  context.refusal = why;
  return context;
}

}  // namespace

std::string_view Machine::push(Level level, bool from_dquotes) {
  if (depth == kLevels) return "substitutions nest deeper than 8 levels";
  ++depth;
  levels = levels << 4U | (from_dquotes ? 8U : 0U) | level;
  return {};
}

void Machine::pop() {
  mode = top_from_dquotes() ? Mode::dquoted : Mode::word;
  --depth;
  levels >>= 4U;
}

void Machine::newline() {
  mode = Mode::word_start;
  if (here_pending) {
    here_pending = false;
    mode = Mode::here_body;
    here_line = kHashStart;
  }
}

std::string_view Machine::step_dollar(char c) {
  if (c == '(') {
    mode = Mode::word_start;
    return push(substitution, in_dquotes);
  }
  if (c == '{') {
    mode = Mode::word;
    return push(brace, in_dquotes);
  }
  if (c == '\'' && !in_dquotes) {
    mode = Mode::ansi;
    return {};
  }
  mode = in_dquotes ? Mode::dquoted : Mode::word;
  if (c == '$') return {};  // $$, the process id
  return step(c);
}

std::string_view Machine::step_here(char c) {
  if (mode == Mode::here_operator) {
    if (c == '<') {  // here-string
      mode = Mode::word_start;
    } else if (c == '-') {
      here_tabs = true;
    } else if (c == '\n') {
      return "a here-document has no delimiter";
    } else if (!is_blank(c)) {
      mode = Mode::here_word;
      here_delimiter = kHashStart;
      return step_here(c);
    }
    return {};
  }
  if (mode == Mode::here_word) {
    if (!ends_word(c)) {
      if (c != '\'' && c != '"' && c != '\\') here_delimiter = hash(here_delimiter, c);
      return {};
    }
    here_pending = true;
    mode = Mode::word_start;
    return step_code(c);
  }
  if (c != '\n') {
    if (c != '\t' || !here_tabs || here_line != kHashStart) here_line = hash(here_line, c);
    return {};
  }
  if (here_line == here_delimiter) {
    mode = Mode::word_start;
    here_tabs = false;
  }
  here_line = kHashStart;
  return {};
}

/// Text that is neither quoted nor a comment.
std::string_view Machine::step_code(char c) {
  switch (c) {
    case '\n':
      newline();
      return {};
    case '\\':
      mode = Mode::escape;
      return {};
    case '"':
      mode = Mode::dquoted;
      return {};
    case '\'':
      // Within "${…}" it is no quote.
      if (!(depth != 0 && top() == brace && top_from_dquotes())) mode = Mode::single;
      return {};
    case '$':
      mode = Mode::dollar;
      in_dquotes = false;
      return {};
    case '`':
      if (depth != 0 && top() == backquote) {
        pop();
        return {};
      }
      mode = Mode::word_start;
      return push(backquote, false);
    case '}':
      if (depth != 0 && top() == brace)
        pop();
      else
        mode = Mode::word;
      return {};
    case '(':
      if (depth == 0 || top() == brace) {
        mode = Mode::word_start;
        return {};
      }
      {
        // `$((`: within arithmetic `<<` shifts.
        const bool shift =
            (mode == Mode::word_start && top() == substitution) || top() == arithmetic;
        mode = Mode::word_start;
        return push(shift ? arithmetic : substitution, false);
      }
    case ')':
      if (depth != 0 && (top() == substitution || top() == arithmetic))
        pop();
      else
        mode = Mode::word_start;
      return {};
    case '<':
      if (depth != 0 && top() == arithmetic) return {};
      mode = Mode::less;
      return {};
    case '#':
      if (mode == Mode::word_start) mode = Mode::comment;
      return {};
    case '=':
      mode = mode == Mode::word ? Mode::assign : Mode::word;
      return {};
    default:
      mode = ends_word(c) ? Mode::word_start : Mode::word;
      return {};
  }
}

std::string_view Machine::step(char c) {
  if (c == '\r') return {};
  switch (mode) {
    case Mode::word_start:
    case Mode::word:
    case Mode::assign:
      return step_code(c);
    case Mode::after_tag:
      if (!ends_word(c) && !(c == '`' && depth != 0)) {
        return "a tag is a whole word; join the parts in one tag: `<%= a ~ \"text\" %>`";
      }
      return step_code(c);
    case Mode::escape:
      mode = c == '\n' ? Mode::word_start : Mode::word;
      return {};
    case Mode::single:
      if (c == '\'') mode = Mode::word;
      return {};
    case Mode::ansi:
      if (c == '\\')
        mode = Mode::ansi_escape;
      else if (c == '\'')
        mode = Mode::word;
      return {};
    case Mode::ansi_escape:
      mode = Mode::ansi;
      return {};
    case Mode::dquoted:
      if (c == '"') {
        mode = Mode::word;
      } else if (c == '\\') {
        mode = Mode::dquoted_escape;
      } else if (c == '$') {
        mode = Mode::dollar;
        in_dquotes = true;
      } else if (c == '`') {
        // Closing a back-quote that was opened within these quotes is pop's business.
        mode = Mode::word_start;
        return push(backquote, true);
      }
      return {};
    case Mode::dquoted_escape:
      mode = Mode::dquoted;
      return {};
    case Mode::dollar:
      return step_dollar(c);
    case Mode::comment:
      if (c == '\n') newline();
      return {};
    case Mode::less:
      if (c == '<') {
        if (here_pending) return "a second here-document on one line";
        mode = Mode::here_operator;
        here_tabs = false;
        return {};
      }
      mode = Mode::word_start;
      if (c == '(' && depth == 0) return push(substitution, false);
      return step_code(c);
    case Mode::here_operator:
    case Mode::here_word:
    case Mode::here_body:
      return step_here(c);
  }
  return {};
}

TagContext Machine::classify() const {
  TagContext context;
  if (mode == Mode::comment) {
    context.place = Place::comment;
    return context;
  }
  if (mode == Mode::here_operator || mode == Mode::here_word || mode == Mode::here_body) {
    return refuse(
        "a here-document has no quoting for a value; assign it before, `NAME=<%= x %>`, and expand "
        "$NAME");
  }
  if (depth != 0) {
    return refuse(
        "within a substitution a value would be read again; assign it before, `NAME=<%= x %>`, and "
        "use "
        "\"$NAME\"");
  }
  switch (mode) {
    case Mode::word_start:
    case Mode::assign:
    case Mode::less:
      context.place = Place::word;
      return context;
    case Mode::single:
    case Mode::ansi:
    case Mode::ansi_escape:
    case Mode::dquoted:
    case Mode::dquoted_escape:
      return refuse("leave the quotes out: a tag is a whole word and brings its own");
    case Mode::escape:
      return refuse("a backslash directly before a tag");
    case Mode::word:
    case Mode::dollar:
      return refuse("a tag is a whole word; join the parts in one tag: `<%= \"text\" ~ a %>`");
    case Mode::after_tag:
      return refuse("two tags side by side; join them in one: `<%= a ~ b %>`");
    case Mode::comment:
    case Mode::here_operator:
    case Mode::here_word:
    case Mode::here_body:
      break;
  }
  return refuse("no tag may stand here");
}

void Machine::after_tag() {
  if (mode != Mode::comment) mode = Mode::after_tag;
}

bool Machine::complete() const {
  return depth == 0 && !here_pending &&
         (between_words() || mode == Mode::assign || mode == Mode::comment ||
          (mode == Mode::dollar && !in_dquotes));
}

std::string_view Machine::describe() const {
  if (depth != 0) return "within a substitution";
  switch (mode) {
    case Mode::word_start:
      return "between words";
    case Mode::word:
      return "within a word";
    case Mode::assign:
      return "after `=`";
    case Mode::escape:
      return "after a backslash";
    case Mode::single:
    case Mode::ansi:
    case Mode::ansi_escape:
      return "within single quotes";
    case Mode::dquoted:
    case Mode::dquoted_escape:
      return "within double quotes";
    case Mode::dollar:
      return "after `$`";
    case Mode::comment:
      return "within a comment";
    case Mode::less:
      return "after `<`";
    case Mode::here_operator:
    case Mode::here_word:
    case Mode::here_body:
      return "within a here-document";
    case Mode::after_tag:
      return "after a word";
  }
  return {};
}

}  // namespace formwork::lang::shell
