#include "language/bicep/machine.h"

#include "language/scalar.h"

namespace formwork::lang::bicep {
namespace {

constexpr unsigned kLevels = 16;

TagContext refuse(const char* why) {
  TagContext context;
  context.refusal = why;
  return context;
}

}  // namespace

std::string_view Machine::push(Level level, Mode next) {
  if (depth == kLevels) return "brackets nest deeper than 16 levels";
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
    case Level::object:
    case Level::bracket:
      mode = Mode::ended;
      break;
    case Level::interpolation:
      mode = Mode::quoted;
      break;
    case Level::multi_interpolation:
      mode = Mode::multi;
      run = 0;
      break;
  }
  return {};
}

bool Machine::in_interpolation() const {
  for (unsigned i = 0; i < depth; ++i) {
    const auto level = static_cast<Level>(levels >> (2 * i) & 3U);
    if (level == Level::interpolation || level == Level::multi_interpolation) return true;
  }
  return false;
}

std::string_view Machine::newline() {
  counting = true;
  indent = 0;
  if (depth == 0) {
    mode = Mode::item;
    return {};
  }
  switch (top()) {
    case Level::object:
      mode = Mode::key;
      return {};
    case Level::bracket:
      mode = Mode::operand;
      return {};
    case Level::interpolation:
    case Level::multi_interpolation:
      return "a line ends within an expression of a string";
  }
  return {};
}

std::string_view Machine::comment_begins(Mode back) {
  before = back;
  mode = Mode::slash;
  return {};
}

std::string_view Machine::step(char c) {
  if (c == '\r') return {};
  if (counting && c != '\n') {
    if (is_blank(c) && mode != Mode::multi) {
      ++indent;
      return {};
    }
    counting = false;
  }
  switch (mode) {
    case Mode::item:
    case Mode::head:
    case Mode::key:
    case Mode::key_word:
    case Mode::after_word:
      return step_start(c);
    case Mode::operand:
      return step_operand(c);
    case Mode::word:
      if (is_word(c) || c == '.') {
        run = run == 1 && c == 'n' ? kIn : kOther;
        return {};
      }
      mode = run == kIn && is_blank(c) ? Mode::operand : Mode::ended;
      run = 0;
      return mode == Mode::operand ? std::string_view() : step_ended(c);
    case Mode::ended:
    case Mode::after_value:
    case Mode::after_key:
      return step_ended(c);
    case Mode::open_quote:
      mode = Mode::quoted;
      if (c == '\'') {
        mode = Mode::open_quotes;
        return {};
      }
      return step_quoted(c);
    case Mode::open_quotes:
      if (c == '\'') {
        if (dollar_count != 0 && in_interpolation())
          return "a multi-line string within another; name it with `var`";
        dollar_count = 0;
        mode = Mode::multi;
        run = 0;
        return {};
      }
      mode = Mode::ended;
      return step_ended(c);
    case Mode::quoted:
    case Mode::escape:
    case Mode::unicode:
    case Mode::sigil:
      return step_quoted(c);
    case Mode::dollars:
    case Mode::multi:
    case Mode::multi_end:
      return step_multi(c);
    case Mode::comment:
    case Mode::directive:
      if (c != '\n') return {};
      mode = before;
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
      if (c == '/')
        mode = before;
      else if (c != '*')
        mode = Mode::block_comment;
      return {};
  }
  return {};
}

TagContext Machine::classify() const {
  TagContext context;
  context.indent = indent;
  context.flow = in_interpolation();
  const auto at = [&context](Place place) {
    context.place = place;
    return context;
  };
  switch (mode) {
    case Mode::item:
    case Mode::head:
    case Mode::key_word:
    case Mode::after_word:
    case Mode::word:
      return at(Place::name);
    case Mode::key:
      return at(in_interpolation() ? Place::name : Place::key);
    case Mode::operand:
      return at(in_interpolation() ? Place::name : Place::value);
    case Mode::open_quote:
    case Mode::quoted:
      return at(Place::quoted);
    case Mode::comment:
      return at(Place::comment);
    case Mode::sigil:
      return refuse(
          "`$` directly before a tag could open an interpolation; make it part of the value: "
          "`\"$\" "
          "~ x`");
    case Mode::escape:
    case Mode::unicode:
      return refuse("within an escape; write the character as part of the value");
    case Mode::ended:
    case Mode::open_quotes:
    case Mode::multi_end:
      return refuse("an operator or a comma is due before a tag");
    case Mode::after_value:
      return refuse(
          "a tag directly after a value; join both in one tag (`a ~ b`), or quote them: "
          "`'<%= a %><%= b %>'`");
    case Mode::after_key:
      return refuse("a tag directly after a key; `:` is due");
    case Mode::slash:
      return refuse("a blank is due between the operator and the tag");
    case Mode::block_comment:
    case Mode::block_comment_star:
      return refuse("a block comment has no end that a value could not write; use `//`");
    case Mode::dollars:
    case Mode::multi:
      return refuse(
          "a multi-line string has no escape for its own end; give the whole text as the value: "
          "`name: <%= text %>`");
    case Mode::directive:
      return refuse("the codes of a directive are written out");
  }
  return refuse("no tag may stand here");
}

void Machine::after_tag(Place place) {
  counting = false;
  switch (place) {
    case Place::value:
      mode = Mode::after_value;
      return;
    case Place::key:
      mode = Mode::after_key;
      return;
    case Place::quoted:
      mode = Mode::quoted;
      return;
    case Place::name:
      if (mode == Mode::item || mode == Mode::after_word)
        mode = Mode::head;
      else if (mode == Mode::operand || mode == Mode::key)
        mode = Mode::word;
      if (mode == Mode::word) run = kOther;
      return;
    case Place::lines:
    case Place::comment:
    case Place::word:
    case Place::prose:
      return;
  }
}

std::string_view Machine::describe() const {
  switch (mode) {
    case Mode::item:
      return "where a declaration begins";
    case Mode::head:
    case Mode::after_word:
      return "in the head of a declaration";
    case Mode::key:
      return "before a key of an object";
    case Mode::key_word:
      return "within a key";
    case Mode::operand:
      return "before a value";
    case Mode::word:
      return "within a word";
    case Mode::ended:
    case Mode::open_quotes:
    case Mode::after_value:
    case Mode::multi_end:
      return "after a value";
    case Mode::after_key:
      return "after a key";
    case Mode::open_quote:
    case Mode::quoted:
    case Mode::escape:
    case Mode::unicode:
    case Mode::sigil:
      return "within a string";
    case Mode::dollars:
    case Mode::multi:
      return "within a multi-line string";
    case Mode::comment:
      return "within a comment";
    case Mode::slash:
      return "after an operator";
    case Mode::block_comment:
    case Mode::block_comment_star:
      return "within a block comment";
    case Mode::directive:
      return "within a directive";
  }
  return {};
}

}  // namespace formwork::lang::bicep
