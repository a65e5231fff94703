#include "language/yaml/machine.h"

#include "language/yaml/keyword.h"
#include "language/yaml/state.h"

#include <algorithm>

namespace formwork::lang::yaml {
namespace {

TagContext refuse(std::string why) {
  TagContext context;
  context.refusal = std::move(why);
  return context;
}

constexpr std::string_view kQuote =
    "a plain scalar has no escapes; write the whole value as one tag (`key: <%= a ~ \"text\" %>`) "
    "or quote it: "
    "`\"text <%= a %>\"`";
constexpr std::string_view kScript =
    "a value within a script would be read by the shell; pass it through `env:` and use \"$NAME\" "
    "in the script";

/// Within an expression of the dialect, or of `if:`, only a name may stand.
std::optional<TagContext> in_expression(const Machine& m, TagContext context) {
  const bool whole_is_expression = m.mark && m.depth == 0 && m.dialect == Dialect::workflow;
  if (!m.second.inside && !whole_is_expression) return {};
  context.place = Place::name;
  return context;
}

}  // namespace

ContextState start(Dialect dialect) {
  ContextState s;
  s.depth = static_cast<std::uint16_t>(static_cast<unsigned>(dialect) << 13U);
  return s;
}

std::optional<std::string> advance(ContextState& state, std::string_view literal, std::size_t& at) {
  Machine m(state);
  for (std::size_t i = 0; i < literal.size(); ++i) {
    i += m.still(literal.substr(i));
    if (i == literal.size()) break;
    if (const std::string_view error = m.step(literal[i]); !error.empty()) {
      at = i;
      return std::string(error);
    }
  }
  state = m.pack();
  return {};
}

TagContext classify(const ContextState& state) {
  const Machine m(state);
  TagContext c;
  c.indent = m.depth == 0 ? m.indent : 0;
  c.flow = m.depth != 0;
  c.expands = m.expands();
  const auto at = [&c](Place place) {
    c.place = place;
    return c;
  };
  switch (m.mode) {
    case Mode::line_start:
      return at(Place::key);
    case Mode::body_start:
      if (m.indent <= m.block_indent) return at(Place::key);
      [[fallthrough]];
    case Mode::body:
      if (m.run) return refuse(std::string(kScript));
      return refuse(
          "a block scalar has no escapes; give the whole text as the value: `key: <%= text %>`");
    case Mode::item:
      if (m.mark) return refuse("one blank, not more, between `-` and a tag");
      c.indent -= 2;
      return at(Place::value);
    case Mode::value:
      if (m.mark)
        return refuse(
            "`if:` is an expression; decide with `<% if %>` in the template, or compare a "
            "`${{ … }}` with a name");
      c.after_key = true;
      return at(Place::value);
    case Mode::flow:
      return at(m.in_map() && !m.mark ? Place::key : Place::value);
    case Mode::comment:
      return at(Place::comment);
    case Mode::dquoted:
      if (m.run) return refuse(std::string(kScript));
      if (auto name = in_expression(m, c)) return *name;
      if (const auto why = m.second.refusal(m.dialect, m.expands()); !why.empty()) {
        return refuse(std::string(why));
      }
      return at(Place::quoted);
    case Mode::key:
    case Mode::plain:
    case Mode::flow_plain:
      if (m.run) return refuse(std::string(kScript));
      if (auto name = in_expression(m, c)) return *name;
      return refuse(std::string(kQuote));
    case Mode::single:
    case Mode::single_quote:
      return refuse("a single-quoted scalar has no escapes; use double quotes");
    case Mode::escape:
      return refuse("a backslash directly before a tag");
    case Mode::dash:
      return refuse("a blank is due between `-` and the tag");
    case Mode::key_colon:
      return refuse("a blank is due between `:` and the tag");
    case Mode::header:
      return refuse("a block scalar begins on the next line; give its text as the value instead");
    case Mode::quoted_end:
      return refuse("a tag directly after a quoted scalar; put it within the quotes");
    case Mode::after_value:
    case Mode::after_item:
    case Mode::flow_end:
      return refuse(
          "a tag directly after a value; join both in one tag (`a ~ b`), or quote them: "
          "`\"<%= a %><%= b %>\"`");
    case Mode::after_key:
      return refuse("a tag directly after a key; join both in one tag (`a ~ b`)");
    case Mode::after_lines:
      return refuse("whole lines stand alone on their line");
  }
  return refuse("no tag may stand here");
}

void after_tag(ContextState& state, Place place) {
  Machine m(state);
  m.blank = false;
  switch (place) {
    case Place::value:
      m.mode = m.depth != 0           ? Mode::flow_end
               : m.mode == Mode::item ? Mode::after_item
                                      : Mode::after_value;
      break;
    case Place::key:
      if (m.mode == Mode::body_start) {
        m.block_indent = -1;
        m.run = false;
      }
      m.mode = m.depth != 0 ? Mode::flow_end : Mode::after_key;
      break;
    case Place::lines:
      if (m.mode != Mode::body_start && m.mode != Mode::body) m.mode = Mode::after_lines;
      break;
    case Place::quoted:
      m.second = {};
      break;
    case Place::name:
      m.second.progress = 0;
      break;
    case Place::comment:
    case Place::word:
    case Place::prose:
      break;
  }
  state = m.pack();
}

ContextState normal(const ContextState& state) {
  Machine m(state);
  m.containers = m.expanding = 0;
  m.blank = false;
  m.keyword = KeywordMatch::start();
  switch (m.mode) {
    case Mode::body_start:
      // Between lines, a block scalar may still go on or not: see join.
      if (m.indent == 0) {
        m.mode = Mode::line_start;
        m.block_indent = -1;
        m.run = false;
      }
      break;
    case Mode::key:
    case Mode::plain:
    case Mode::quoted_end:
    case Mode::after_item:
    case Mode::after_value:
      // One arm wrote a value plain, another by a tag: both have ended.
      if (!m.second.inside) m.second = {};
      m.mode = Mode::after_value;
      m.mark = m.run = false;
      break;
    case Mode::single_quote:
      m.mode = m.depth != 0 ? Mode::flow : Mode::after_value;
      m.mark = m.run = false;
      break;
    case Mode::flow_end:
      m.mode = Mode::flow;  // a loop's separator is the engine's
      break;
    default:
      break;
  }
  if (m.depth != 0) m.mark = false;
  return m.pack();
}

std::optional<ContextState> join(const ContextState& a, const ContextState& b) {
  if (!(normal(a) == normal(b))) return {};
  Machine m(a);
  const Machine other(b);
  m.run = m.run || other.run;
  m.mark = m.mark || other.mark;
  m.blank = m.blank && other.blank;
  if (m.keyword != other.keyword) m.keyword = KeywordMatch::kDead;
  if (m.mode == Mode::body_start || other.mode == Mode::body_start) {
    const auto parent = [](const Machine& x) {
      return x.mode == Mode::body_start ? x.block_indent : INT32_MAX;
    };
    m.block_indent = std::min(parent(m), parent(other));
    m.mode = Mode::body_start;
  } else if (m.mode != other.mode) {
    m.mode = m.depth != 0 ? Mode::flow_end : Mode::after_value;
  }
  if (m.containers == 0) m.containers = other.containers;
  if (m.expanding == 0) m.expanding = other.expanding;
  return m.pack();
}

std::string describe(const ContextState& state) {
  const Machine m(state);
  switch (m.mode) {
    case Mode::line_start:
      return "at the start of a line";
    case Mode::dash:
    case Mode::item:
      return "at a list item";
    case Mode::key:
      return "within a plain scalar or key";
    case Mode::key_colon:
      return "after the colon of a key";
    case Mode::value:
      return "before a value";
    case Mode::plain:
    case Mode::flow_plain:
      return "within a plain scalar";
    case Mode::single:
    case Mode::single_quote:
      return "within a single-quoted scalar";
    case Mode::dquoted:
    case Mode::escape:
      return "within a double-quoted scalar";
    case Mode::quoted_end:
      return "after a quoted scalar";
    case Mode::after_value:
    case Mode::after_item:
      return "after a value";
    case Mode::after_key:
      return "after a key";
    case Mode::after_lines:
      return "after whole lines";
    case Mode::flow:
      return m.in_map() ? "within {}" : "within []";
    case Mode::flow_end:
      return m.in_map() ? "after an entry of {}" : "after an item of []";
    case Mode::comment:
      return "within a comment";
    case Mode::header:
      return "at the head of a block scalar";
    case Mode::body_start:
    case Mode::body:
      return "within a block scalar";
  }
  return {};
}

}  // namespace formwork::lang::yaml
