#include "language/yaml/machine.h"

#include "language/scalar.h"
#include "language/second.h"
#include "language/yaml/keyword.h"

#include <algorithm>

namespace formwork::lang::yaml {
namespace {

enum class Mode : std::uint8_t {
  line_start,    // only blanks on this line so far
  dash,          // `-`: an item, `---`, or plain text
  item,          // after `- `
  key,           // plain text where a key may be: `name`
  key_colon,     // the colon of `name:`; decides when a blank or line end follows
  value,         // after `name: `
  plain,         // plain scalar that is no key
  single,        // '…'
  single_quote,  // the second ' of it: the end, or half of ''
  dquoted,       // "…"
  escape,        // after \ in it
  quoted_end,    // after a quoted scalar outside flow: a colon may make it a key
  after_value,   // after a value tag
  after_item,    // after a value tag behind `- `
  after_key,     // after a key tag: a colon is due
  after_lines,   // after whole lines
  flow,          // in [] or {}, where an entry, key or value begins
  flow_plain,
  flow_end,  // after an entry, key or value in [] or {}
  comment,
  header,      // after | or >
  body_start,  // block scalar: only blanks on this line so far
  body,        // block scalar: text
};

/// ContextState, unpacked. The registers of the machine, few as they are, fill it to the last bit:
/// - flags: run, mark, blank, then `second` in 5 bits
/// - depth: dialect in the upper 3 bits, below them the nesting of flow collections
/// - indent: column of the node that begins here; line_start, item and body_start count it.
///   Within flow collections one bit a level, 1 for {}
/// - block_indent: in header and body the indent of the parent, else -1
/// - stack: 8 bits the column + 1 of `containers:`, 8 bits that of `env:`, `args:` or `command:`
///   below it, 9 bits KeywordMatch
class Machine {
 public:
  explicit Machine(const ContextState& s)
      : mode(static_cast<Mode>(s.mode)),
        run((s.flags & 1U) != 0),
        mark((s.flags & 2U) != 0),
        blank((s.flags & 4U) != 0),
        second(Second::unpack(static_cast<std::uint8_t>(s.flags >> 3U))),
        dialect(static_cast<Dialect>(s.depth >> 13U)),
        depth(s.depth & 0x1FFFU),
        indent(s.indent),
        block_indent(s.block_indent),
        containers(s.stack >> 24U),
        expanding(s.stack >> 16U & 0xFFU),
        keyword(s.stack & 0x1FFU) {}

  [[nodiscard]] ContextState pack() const {
    ContextState s;
    s.mode = static_cast<std::uint8_t>(mode);
    s.flags = static_cast<std::uint8_t>((run ? 1U : 0U) | (mark ? 2U : 0U) | (blank ? 4U : 0U) |
                                        static_cast<unsigned>(second.pack()) << 3U);
    s.depth = static_cast<std::uint16_t>(static_cast<unsigned>(dialect) << 13U | depth);
    s.indent = indent;
    s.block_indent = block_indent;
    s.stack = containers << 24U | expanding << 16U | keyword;
    return s;
  }

  /// Moves over one byte; an error text if it cannot be here.
  std::string_view step(char c);

  [[nodiscard]] bool expands() const { return dialect == Dialect::kubernetes && expanding != 0; }
  [[nodiscard]] bool in_map() const { return depth != 0 && (indent & 1) != 0; }
  void end_scalar() { second = {}; }

  Mode mode;
  bool run;    // the value belongs to `run:`
  bool mark;   // in the value of a key: it is `if:`. item: several blanks after the dash. flow:
               // behind a colon
  bool blank;  // the last byte was blank
  Second second;
  Dialect dialect;
  unsigned depth;
  std::int32_t indent, block_indent;
  std::uint32_t containers, expanding, keyword;

 private:
  void newline();
  void begin_node(char c, bool may_be_key);
  void begin_flow(char c);
  void end_key();
  std::string_view step_flow(char c);
  std::string_view step_body(char c);
};

constexpr unsigned kFlowLevels = 30;
// `keyword` in a comment within brackets: an entry, key or value is still due after it.
constexpr std::uint32_t kEntryOpen = 1;

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
    case Mode::after_item:
      m.mode = Mode::after_value;
      break;
    case Mode::flow_end:
      m.mode = Mode::flow;
      break;  // a loop's separator is the engine's
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
  if (other.mode == Mode::body_start) {
    m.block_indent = m.mode == Mode::body_start ? std::min(m.block_indent, other.block_indent)
                                                : other.block_indent;
    m.run = m.run || other.run;
    m.mode = Mode::body_start;
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
