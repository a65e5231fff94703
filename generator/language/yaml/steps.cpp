// How each byte moves YAML's context machine.
#include "language/scalar.h"
#include "language/yaml/keyword.h"
#include "language/yaml/state.h"

#include <algorithm>

namespace formwork::lang::yaml {
namespace {

constexpr unsigned kFlowLevels = 30;
// `keyword` in a comment within brackets: an entry, key or value is still due after it.
constexpr std::uint32_t kEntryOpen = 1;

}  // namespace

void Machine::newline() {
  blank = true;
  if (depth != 0) {
    if (mode == Mode::comment) mode = keyword == kEntryOpen ? Mode::flow : Mode::flow_end;
    if (mode == Mode::flow_plain && mark) mode = Mode::flow;
    return;
  }
  end_scalar();
  keyword = KeywordMatch::start();
  mode = Mode::line_start;
  indent = 0;
  run = mark = false;
}

/// A key `name:` is complete; `indent` is its column.
void Machine::end_key() {
  end_scalar();
  const Keyword word = KeywordMatch::result(keyword);
  keyword = KeywordMatch::start();
  run = word == Keyword::run && dialect == Dialect::workflow;
  mark = word == Keyword::if_ && dialect == Dialect::workflow;
  if (dialect != Dialect::kubernetes) return;
  const auto column = static_cast<std::uint32_t>(std::min(indent, 254)) + 1;
  if (expanding != 0 && column <= expanding) expanding = 0;
  if (containers != 0 && column <= containers) containers = expanding = 0;
  switch (word) {
    case Keyword::containers:
    case Keyword::init_containers:
    case Keyword::ephemeral_containers:
      if (containers == 0) containers = column;
      break;
    case Keyword::args:
    case Keyword::command:
    case Keyword::env:
      if (containers != 0 && expanding == 0) expanding = column;
      break;
    case Keyword::none:
    case Keyword::if_:
    case Keyword::run:
      break;
  }
}

void Machine::begin_flow(char c) {
  if (depth == 0) indent = 0;
  ++depth;
  indent = (indent << 1) | (c == '{' ? 1 : 0);
  mode = Mode::flow;
  mark = false;
}

/// The first byte of a node outside flow collections.
void Machine::begin_node(char c, bool may_be_key) {
  blank = false;
  switch (c) {
    case '"':
      mode = Mode::dquoted;
      return;
    case '\'':
      mode = Mode::single;
      return;
    case '[':
    case '{':
      begin_flow(c);
      return;
    case '|':
    case '>':
      // The parent of a block scalar: the map of its key, or the list of its dash.
      block_indent = may_be_key ? std::max(indent - 2, 0) : indent;
      if (may_be_key && indent == 0) block_indent = -1;
      mode = Mode::header;
      return;
    default:
      break;
  }
  if (may_be_key) {
    mode = Mode::key;
    keyword = KeywordMatch::step(KeywordMatch::start(), c);
  } else {
    mode = Mode::plain;
    second.step(dialect, expands(), c);
  }
}

std::size_t Machine::still(std::string_view text) const {
  const bool at_rest = !second.inside && second.progress == 0;
  std::size_t count = 0;
  switch (mode) {
    case Mode::comment:
      return std::min(text.find('\n'), text.size());
    case Mode::dquoted:
      if (!at_rest) return 0;
      while (count < text.size() && (is_word(text[count]) || text[count] == ' ')) ++count;
      return count;
    case Mode::key:
      if (keyword != KeywordMatch::kDead) return 0;
      [[fallthrough]];
    case Mode::plain:
      if (!at_rest || blank) return 0;
      while (count < text.size() && is_word(text[count])) ++count;
      return count;
    default:
      return 0;
  }
}

std::string_view Machine::step(char c) {
  if (c == '\r') return {};
  switch (mode) {
    case Mode::line_start:
    case Mode::item:
      if (c == '\n') {
        newline();
      } else if (is_blank(c)) {
        if (mode == Mode::item && blank) mark = true;  // more than one blank after the dash
        blank = true;
        ++indent;
      } else if (c == '#') {
        mode = Mode::comment;
      } else if (c == '-') {
        mode = Mode::dash;
        keyword = KeywordMatch::kDead;
      } else {
        mark = false;
        begin_node(c, true);
      }
      return {};
    case Mode::dash:
      if (is_blank(c)) {
        mode = Mode::item;
        indent += 2;
        blank = true;
        mark = false;
        keyword = KeywordMatch::start();
      } else if (c == '\n') {
        newline();
      } else {
        blank = false;
        mode = Mode::key;
      }
      return {};
    case Mode::key_colon:
      if (is_blank(c)) {
        end_key();
        mode = Mode::value;
        blank = true;
        return {};
      }
      if (c == '\n') {
        end_key();
        newline();
        return {};
      }
      mode = Mode::key;
      keyword = KeywordMatch::kDead;
      [[fallthrough]];
    case Mode::key:
      if (c == '\n') {
        newline();
      } else if (c == ':') {
        mode = Mode::key_colon;
      } else if (c == '#' && blank) {
        mode = Mode::comment;
      } else {
        blank = is_blank(c);
        keyword = KeywordMatch::step(keyword, c);
        second.step(dialect, expands(), c);
      }
      return {};
    case Mode::value:
      if (c == '\n') {
        newline();
      } else if (c == '#') {
        mode = Mode::comment;
      } else if (!is_blank(c)) {
        begin_node(c, false);
      }
      return {};
    case Mode::plain:
      if (c == '\n') {
        newline();
      } else if (c == '#' && blank) {
        end_scalar();
        mode = Mode::comment;
      } else {
        blank = is_blank(c);
        second.step(dialect, expands(), c);
      }
      return {};
    case Mode::single:
      if (c == '\'') mode = Mode::single_quote;
      return {};
    case Mode::single_quote:
      if (c == '\'') {
        mode = Mode::single;
        return {};
      }
      mode = depth != 0 ? Mode::flow_end : Mode::quoted_end;
      blank = false;
      return step(c);
    case Mode::dquoted:
      if (c == '\\') {
        mode = Mode::escape;
      } else if (c == '"') {
        end_scalar();
        blank = false;
        mode = depth != 0 ? Mode::flow_end : Mode::quoted_end;
      } else {
        second.step(dialect, expands(), c);
      }
      return {};
    case Mode::escape:
      mode = Mode::dquoted;
      second.step(dialect, expands(), c);
      return {};
    case Mode::quoted_end:
    case Mode::after_value:
    case Mode::after_item:
    case Mode::after_lines:
      if (c == '\n') {
        newline();
      } else if (is_blank(c)) {
        blank = true;
      } else if (c == '#' && blank) {
        mode = Mode::comment;
      } else if (c == ':' && mode == Mode::quoted_end) {
        mode = Mode::key_colon;
        keyword = KeywordMatch::kDead;
      } else if (mode == Mode::after_item && c == ':') {
        return "a tag after `- ` is a whole value; to make it a key, put `- ` on the line of "
               "another key, or pass "
               "the whole map as the value";
      } else if (mode == Mode::after_value || mode == Mode::after_item) {
        return "text directly after a value; put all of it into one tag (`a ~ \"text\"`), or quote "
               "the whole: "
               "`\"<%= a %>text\"`";
      } else if (mode == Mode::after_lines) {
        return "whole lines stand alone on their line";
      }
      return {};
    case Mode::after_key:
      if (c == ':') {
        mode = Mode::key_colon;
        keyword = KeywordMatch::kDead;
        return {};
      }
      return "a tag at the start of a line is a key and needs `:` after it; a value goes on the "
             "line of its key: "
             "`key: <%= x %>`";
    case Mode::comment:
      if (c == '\n') newline();
      return {};
    case Mode::flow:
    case Mode::flow_plain:
    case Mode::flow_end:
      return step_flow(c);
    case Mode::header:
      if (c == '\n') {
        mode = Mode::body_start;
        indent = 0;
      }
      return {};
    case Mode::body_start:
    case Mode::body:
      return step_body(c);
  }
  return {};
}

std::string_view Machine::step_flow(char c) {
  switch (c) {
    case '\n':
      newline();
      return {};
    case '[':
    case '{':
      if (mode == Mode::flow_plain) return {};
      if (depth == kFlowLevels) return "brackets nest deeper than 30 levels";
      begin_flow(c);
      return {};
    case ']':
    case '}':
      if (mode == Mode::flow_plain && second.inside) break;
      end_scalar();
      blank = false;
      --depth;
      indent >>= 1;
      mode = depth != 0 ? Mode::flow_end : Mode::quoted_end;
      mark = depth != 0;
      return {};
    case ',':
      if (mode == Mode::flow_plain && second.inside) break;
      end_scalar();
      mode = Mode::flow;
      mark = false;
      return {};
    case ':':
      // `key: value`; "key":value as JSON has it is read too.
      if (mode == Mode::flow_end || (mode == Mode::flow_plain && !second.inside)) {
        if (mode == Mode::flow_end) mode = Mode::flow;
        mark = true;  // a value follows, not a key
        return {};
      }
      break;
    case '"':
      if (mode == Mode::flow) mode = Mode::dquoted;
      return {};
    case '\'':
      if (mode == Mode::flow) mode = Mode::single;
      return {};
    default:
      break;
  }
  if (c == '#' && blank) {
    end_scalar();
    keyword = mode == Mode::flow ? kEntryOpen : KeywordMatch::kDead;
    mode = Mode::comment;
    return {};
  }
  if (is_blank(c)) {
    // A plain key and its colon end at the blank: `{a: b}`.
    if (mode == Mode::flow_plain && mark && !second.inside) mode = Mode::flow;
    blank = true;
    return {};
  }
  blank = false;
  if (mode == Mode::flow_end) {
    return "text directly after a value; put all of it into one tag (`a ~ \"text\"`), or quote the "
           "whole: "
           "`\"<%= a %>text\"`";
  }
  mode = Mode::flow_plain;
  mark = false;
  second.step(dialect, expands(), c);
  return {};
}

std::string_view Machine::step_body(char c) {
  if (c == '\n') {
    mode = Mode::body_start;
    indent = 0;
  } else if (mode == Mode::body_start) {
    if (c == ' ') {
      ++indent;
    } else if (indent <= block_indent) {  // the block scalar has ended
      const std::int32_t column = indent;
      newline();
      indent = column;
      block_indent = -1;
      return step(c);
    } else {
      mode = Mode::body;
    }
  }
  return {};
}

}  // namespace formwork::lang::yaml
