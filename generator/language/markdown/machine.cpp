#include "language/markdown/machine.h"

#include "language/scalar.h"

namespace formwork::lang::markdown {
namespace {

constexpr unsigned kLongestRun = 15;

TagContext refuse(const char* why) {
  TagContext context;
  context.refusal = why;
  return context;
}

}  // namespace

void Machine::newline() {
  // Inline code ends with its paragraph.
  if (blank_line && (mode == Mode::code || mode == Mode::code_ticks || mode == Mode::tag ||
                     mode == Mode::destination)) {
    mode = Mode::text;
  }
  if (mode == Mode::escape || mode == Mode::bracket || mode == Mode::angle) mode = Mode::text;
  line_start = blank_line = true;
  table = false;
  indent = 0;
}

void Machine::step_text(char c) {
  const bool at_start = line_start;
  if (is_blank(c)) {
    if (at_start) ++indent;
    return;
  }
  line_start = false;
  switch (c) {
    case '\\':
      mode = Mode::escape;
      return;
    case '`':
      mode = Mode::ticks;
      run = 1;
      fence = at_start ? '`' : '\0';
      return;
    case '~':
      if (!at_start) return;
      mode = Mode::ticks;
      run = 1;
      fence = '~';
      return;
    case '|':
      if (at_start) table = true;
      return;
    case ']':
      mode = Mode::bracket;
      return;
    case '<':
      mode = Mode::angle;
      run = 1;
      return;
    default:
      return;
  }
}

void Machine::step_angle(char c) {
  // <, <!, <!-, <!--
  if ((run == 1 && c == '!') || ((run == 2 || run == 3) && c == '-')) {
    if (++run == 4) {
      mode = Mode::comment;
      run = 0;
    }
    return;
  }
  mode = run > 1 || is_alpha(c) || c == '/' || c == '?' ? Mode::tag : Mode::text;
  if (mode == Mode::text)
    step_text(c);
  else if (c == '>')
    mode = Mode::text;
}

void Machine::step(char c) {
  if (c == '\r') return;
  if (mode == Mode::ticks && c != (fence == '~' ? '~' : '`')) {
    const bool block = fence != '\0' && run >= 3 && indent < 4;
    if (block) {
      mode = Mode::fence_info;
      opened = run;
    } else if (fence == '~') {
      mode = Mode::text;
    } else {
      mode = Mode::code;
      opened = run;
    }
  }
  if (mode == Mode::code_ticks && c != '`') mode = run == opened ? Mode::text : Mode::code;
  if (mode == Mode::fence_ticks && c != fence && !is_blank(c)) {
    mode = c == '\n' && run >= opened ? Mode::text : Mode::fence;
  }
  if (c == '\n') {
    if (mode == Mode::fence_info) mode = Mode::fence;
    newline();
    return;
  }
  if (!is_blank(c)) blank_line = false;
  switch (mode) {
    case Mode::text:
      step_text(c);
      return;
    case Mode::escape:
      mode = Mode::text;
      return;
    case Mode::ticks:
    case Mode::code_ticks:
      if (run < kLongestRun) ++run;
      return;
    case Mode::code:
      if (c == '`') {
        mode = Mode::code_ticks;
        run = 1;
      }
      return;
    case Mode::fence_info:
      return;
    case Mode::fence:
      if (line_start && c == fence) {
        mode = Mode::fence_ticks;
        run = 1;
      }
      if (!is_blank(c)) line_start = false;
      return;
    case Mode::fence_ticks:
      if (c == fence && run < kLongestRun) ++run;
      return;
    case Mode::bracket:
      mode = c == '(' ? Mode::destination : Mode::text;
      if (mode == Mode::text) step_text(c);
      return;
    case Mode::destination:
      if (c == ')') mode = Mode::text;
      return;
    case Mode::angle:
      step_angle(c);
      return;
    case Mode::tag:
      if (c == '>') mode = Mode::text;
      return;
    case Mode::comment:
      run = c == '-' ? (run < 2 ? run + 1 : 2) : 0;
      if (c == '>' && run == 0 && opened == 2) mode = Mode::text;
      opened = run;
      return;
  }
}

TagContext Machine::classify() const {
  TagContext context;
  context.indent = indent;
  context.flow = table;
  const auto at = [&context](Place place) {
    context.place = place;
    return context;
  };
  switch (mode) {
    case Mode::text:
    case Mode::bracket:
      return at(Place::prose);
    case Mode::code:
    case Mode::fence:
      return at(Place::quoted);
    case Mode::ticks:
      if (fence == '~' || (fence == '`' && run >= 3)) break;
      return at(Place::quoted);
    case Mode::code_ticks:
      return run == opened ? at(Place::prose) : at(Place::quoted);
    case Mode::destination:
      return at(Place::word);
    case Mode::comment:
      return at(Place::comment);
    case Mode::escape:
      return refuse("a backslash directly before a tag");
    case Mode::angle:
      return refuse("a `<` directly before a tag could open an HTML tag; write `&lt;`");
    case Mode::tag:
      return refuse(
          "an HTML tag has no safe place for a value; use Markdown, or a link `[text](<%= x %>)`");
    case Mode::fence_info:
    case Mode::fence_ticks:
      break;
  }
  return refuse("the line of a code fence has no safe place for a value");
}

void Machine::after_tag(Place /*place*/) {
  switch (mode) {
    case Mode::ticks:
      mode = Mode::code;
      opened = run;
      break;
    case Mode::code_ticks:
      mode = run == opened ? Mode::text : Mode::code;
      break;
    case Mode::bracket:
      mode = Mode::text;
      break;
    case Mode::comment:
      run = opened = 0;
      break;
    default:
      break;
  }
  line_start = blank_line = false;
}

std::string_view Machine::describe() const {
  switch (mode) {
    case Mode::text:
    case Mode::bracket:
      return "within prose";
    case Mode::escape:
      return "after a backslash";
    case Mode::ticks:
    case Mode::code:
    case Mode::code_ticks:
      return "within a code span";
    case Mode::fence_info:
    case Mode::fence:
    case Mode::fence_ticks:
      return "within a code block";
    case Mode::destination:
      return "within a link's destination";
    case Mode::angle:
    case Mode::tag:
      return "within an HTML tag";
    case Mode::comment:
      return "within a comment";
  }
  return {};
}

}  // namespace formwork::lang::markdown
