#include "language/hcl/machine.h"

namespace formwork::lang::hcl {
namespace {

TagContext refuse(const char* why) {
  TagContext context;
  context.refusal = why;
  return context;
}

}  // namespace

bool Machine::in_interpolation() const {
  for (unsigned i = 0; i < depth; ++i) {
    if (static_cast<Level>(levels >> (2 * i) & 3U) == Level::interpolation) return true;
  }
  return false;
}

TagContext Machine::classify() const {
  TagContext context;
  context.indent = indent;
  context.flow = top() == Level::bracket;
  const auto at = [&context](Place place) {
    context.place = place;
    return context;
  };
  switch (mode) {
    case Mode::item:
    case Mode::header:
    case Mode::header_word:
    case Mode::label:
      return at(Place::name);
    case Mode::key:
      return at(in_interpolation() ? Place::name : Place::key);
    case Mode::operand:
      return at(in_interpolation() ? Place::name : Place::value);
    case Mode::word:
      return at(Place::name);
    case Mode::quoted:
      return at(Place::quoted);
    case Mode::comment:
      return at(Place::comment);
    case Mode::sigil:
      return refuse(
          "`$` or `%` directly before a tag could open an interpolation; make it part of the "
          "value: "
          "`\"$\" ~ x`");
    case Mode::escape:
      return refuse("a backslash directly before a tag");
    case Mode::ended:
      return refuse("an operator or a comma is due before a tag");
    case Mode::after_value:
      return refuse(
          "a tag directly after a value; join both in one tag (`a ~ b`), or quote them: "
          "`\"<%= a %><%= b %>\"`");
    case Mode::after_key:
      return refuse("a tag directly after a key; `=` is due");
    case Mode::slash:
    case Mode::less:
      return refuse("a blank is due between the operator and the tag");
    case Mode::block_comment:
    case Mode::block_comment_star:
      return refuse("a block comment has no end that a value could not write; use `#`");
    case Mode::here_operator:
    case Mode::here_word:
    case Mode::here_body:
      return refuse(
          "a heredoc has no escape for its own end; give the whole text as the value: `name = <%= "
          "text %>`");
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
    case Place::name:
      if (mode == Mode::item || mode == Mode::header)
        mode = Mode::header_word;
      else if (mode == Mode::operand || mode == Mode::key)
        mode = Mode::word;
      return;
    case Place::quoted:
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
      return "where a block or attribute begins";
    case Mode::header:
    case Mode::header_word:
      return "in the head of a block or attribute";
    case Mode::label:
      return "within a label";
    case Mode::key:
      return "before a key of an object";
    case Mode::operand:
      return "before a value";
    case Mode::word:
      return "within a word";
    case Mode::ended:
    case Mode::after_value:
      return "after a value";
    case Mode::after_key:
      return "after a key";
    case Mode::quoted:
    case Mode::escape:
    case Mode::sigil:
      return "within a quoted string";
    case Mode::comment:
      return "within a comment";
    case Mode::slash:
    case Mode::less:
      return "after an operator";
    case Mode::block_comment:
    case Mode::block_comment_star:
      return "within a block comment";
    case Mode::here_operator:
    case Mode::here_word:
    case Mode::here_body:
      return "within a heredoc";
  }
  return {};
}

}  // namespace formwork::lang::hcl
