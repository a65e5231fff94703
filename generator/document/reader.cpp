// Documents and block structure: `key: value`, `- item` (YAML 1.2.2, chapters 8.2 and 9).
#include "document/reader.h"

#include "base/text.h"
#include "document/reader_impl.h"
#include "document/scan.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace formwork {

std::optional<Events> read_events(SourceId source, std::string_view text,
                                  const ReaderOptions& options, Diagnostics& diagnostics) {
  return Reader(source, text, options, diagnostics).run();
}

std::optional<Events> Reader::run() {
  const bool whole = stream();
  report_duplicates();
  if (!whole || refused_) return std::nullopt;
  return std::move(out_);
}

bool Reader::stream() {
  std::size_t documents = 0;
  bool ended = true;  // by `...`, or there was none yet
  for (;;) {
    if (!gap()) return false;
    if (at_end()) return true;
    const bool first_column = fresh() && column() == 0;
    if (first_column && is_marker("...", at_)) {
      token_to(at_ + 3);
      ended = true;
      if (!after_value()) return false;
      continue;
    }
    if (first_column && ended && peek() == '%') {
      refuse(Code::FW1015, word_span(at_), fmt::format("`{}` is a directive", word(at_)),
             "remove it; formwork reads YAML 1.2 without directives");
      token_to(line_end(at_));
      continue;
    }
    const bool marked = first_column && is_marker("---", at_);
    if (!marked && !ended) return unexpected();
    if (documents != 0 && !options_.many_documents) {
      return fail(Code::FW1002, marked ? span(at_, at_ + 3) : word_span(at_),
                  "a second document begins here, one is expected", "move it to a file of its own");
    }
    if (marked) token_to(at_ + 3);
    ++documents;
    ended = false;
    Event document;
    document.kind = EventKind::document;
    document.begin = document.end = static_cast<std::uint32_t>(at_);
    out_.list.push_back(document);
    if (!node(-1, Place::root, 1) || !after_value()) return false;
  }
}

bool Reader::unexpected() {
  if (peek() == ']' || peek() == '}') {
    return fail(Code::FW1006, span(at_, at_ + 1), fmt::format("`{}` closes nothing", peek()),
                "remove it, or quote the text it belongs to");
  }
  const bool apostrophe = at_ == token_end_ && at_ > 0 && text_[at_ - 1] == '\'';
  return fail(Code::FW1006, word_span(at_),
              fmt::format("`{}` follows a value that has ended", word(at_)),
              apostrophe ? "write a quote within single quotes twice, or use double quotes"
                         : "remove it, quote the whole text, or begin a comment with ` #`");
}

// After a value: nothing more on its line but a comment, and no tab before what the next line
// holds.
bool Reader::after_value() {
  if (!gap()) return false;
  if (at_end()) return true;
  if (!fresh()) return unexpected();
  const std::size_t tab = tab_before();
  return tab == kNowhere || fail_tab(tab);
}

bool Reader::complex_key(Span where, std::string_view what) {
  return fail(Code::FW1026, where, fmt::format("{} is outside the YAML that formwork reads", what),
              "write the key as one word or quoted text on the line of its `:`");
}

bool Reader::needs_quotes() {
  const char c = peek();
  if (c == ']' || c == '}') return unexpected();
  const Span where = word_span(at_);
  return fail(Code::FW1031, where, fmt::format("unquoted text cannot begin with `{}`", c),
              "put the whole text in double quotes");
}

bool Reader::properties() {
  for (;;) {
    const char c = peek();
    if (c != '&' && c != '!' && c != '*') return true;
    std::size_t end = at_ + 1;
    while (!is_space_or_end(end) && !is_flow_indicator(text_[end])) ++end;
    const Span where = span(at_, end);
    const std::string name = excerpt(at_, end);
    if (c == '&') {
      refuse(Code::FW1011, where, fmt::format("`{}` is an anchor", name),
             "write the value where it is used; what several environments share goes into a file "
             "named by `extends`; quote the text if no anchor is meant");
    } else if (c == '*') {
      refuse(Code::FW1012, where, fmt::format("`{}` is an alias", name),
             "write the value itself; what several environments share goes into a file named by "
             "`extends`; quote the text if no alias is meant");
    } else {
      refuse(Code::FW1014, where, fmt::format("`{}` is a tag", name),
             "remove it, the schema knows the type; quote the text if no tag is meant");
    }
    token_to(end);
    at_ = skip_blanks(at_);
  }
}

bool Reader::node(int n, Place place, int depth) {
  if (!gap()) return false;
  const std::size_t before = token_end_;
  Start start{place, fresh(), tab_before(), column()};
  for (bool again = false;; again = true) {
    if (at_end() || at_any_marker()) {
      push_empty(before);
      return true;
    }
    if (fresh()) {
      const bool same_column_list = place == Place::value && column() == n && is_dash();
      if (column() <= n && !same_column_list) {
        push_empty(before);
        return true;
      }
      start = {place, true, tab_before(), column()};
      if (start.tab != kNowhere) return fail_tab(start.tab);
    }
    if (again || (peek() != '&' && peek() != '!' && peek() != '*')) break;
    if (!properties() || !gap()) return false;
  }
  return node_content(n, start, depth);
}

// A map or list begins on a line of its own, or right after `- `.
bool Reader::may_nest(const Start& start, Span where) {
  if (start.fresh) return true;
  if (start.place == Place::item) return start.tab == kNowhere || fail_tab(start.tab);
  return fail(Code::FW1032, where,
              start.place == Place::root
                  ? "a map or list cannot begin on the line of `---`"
                  : fmt::format("`{}` begins a map or list on the line of its key",
                                excerpt(where.begin, where.end)),
              start.place == Place::root
                  ? "begin it on the next line"
                  : "begin it on the next line, indented by two spaces; quote it if it is text");
}

bool Reader::begins_plain() {
  if (peek() == '?' && is_space_or_end(at_ + 1)) {
    return complex_key(span(at_, at_ + 1), "an explicit key (`? `)");
  }
  if (is_key_colon(at_, false)) return complex_key(span(at_, at_ + 1), "an empty key");
  return can_begin_plain(false) || needs_quotes();
}

bool Reader::node_content(int n, const Start& start, int depth) {
  const std::size_t begin = at_;
  Event scalar;
  switch (peek()) {
    case '|':
    case '>':
      return block_scalar(n, scalar) && push_scalar(scalar);
    case '[':
    case '{':
      if (!flow_collection(n, depth)) return false;
      if (is_key_colon(skip_blanks(at_), false)) {
        return complex_key(span(begin, at_), "a list or map as a key");
      }
      return true;
    case '"':
    case '\'': {
      if (!quoted(n, scalar)) return false;
      const std::size_t colon = skip_blanks(at_);
      if (colon >= text_.size() || text_[colon] != ':') return push_scalar(scalar);
      break;
    }
    default: {
      if (is_dash()) return may_nest(start, span(at_, at_ + 1)) && block_list(start.column, depth);
      if (!begins_plain()) return false;
      const std::size_t end = plain_end(at_, false);
      if (!is_key_colon(skip_blanks(end), false)) {
        return plain(n, false, start.place, scalar) && push_scalar(scalar);
      }
      scalar = plain_line(false);
    }
  }
  return may_nest(start, span(scalar.begin, scalar.end)) && expect_colon_after(scalar) &&
         block_map(scalar, start.column, depth);
}

// Moves to the `:` after `key`.
bool Reader::expect_colon_after(const Event& key) {
  const std::size_t colon = skip_blanks(at_);
  if (text_.substr(key.begin, key.end - key.begin).find('\n') != kNowhere) {
    return complex_key(span(key.begin, key.end), "a key over several lines");
  }
  if (is_key_colon(colon, false)) {
    at_ = colon;
    return true;
  }
  const bool glued = colon < text_.size() && text_[colon] == ':';
  const std::string_view written = text_.substr(key.begin, key.end - key.begin);
  const std::size_t inner = key.style == Style::plain ? written.find(':') : kNowhere;
  if (glued || inner != kNowhere) {
    const std::size_t at = glued ? colon : key.begin + inner;
    return fail(Code::FW1034, span(at, at + 1), "no space follows the `:` of a key",
                "write a space after it");
  }
  return fail(Code::FW1009, span(key.begin, key.end),
              fmt::format("`{}` has no `:`, a key is expected here", word(key.begin)),
              fmt::format("write `{}:`", word(key.begin)));
}

bool Reader::block_map_key(int column, Event& key) {
  if (!properties()) return false;
  switch (peek()) {
    case '[':
    case '{':
      return complex_key(span(at_, at_ + 1), "a list or map as a key");
    case '"':
    case '\'':
      if (!quoted(column, key)) return false;
      break;
    default:
      if (is_dash()) {
        return fail(Code::FW1025, span(at_, at_ + 1), "a list item stands among the keys of a map",
                    "indent the list below the key it belongs to");
      }
      if (!begins_plain()) return false;
      key = plain_line(false);
  }
  return expect_colon_after(key);
}

bool Reader::block_map(Event key, int column, int depth) {
  std::size_t index = 0;
  if (!open(EventKind::map, key.begin, depth, index)) return false;
  for (std::size_t count = 0;;) {
    if (!push_key(key, count)) return false;
    token_to(at_ + 1);
    if (!node(column, Place::value, depth + 1) || !after_value()) return false;
    if (at_end() || at_any_marker() || this->column() < column) break;
    if (this->column() > column) return bad_indentation();
    if (!block_map_key(column, key)) return false;
  }
  close(index, token_end_);
  return true;
}

bool Reader::block_list(int column, int depth) {
  std::size_t index = 0;
  if (!open(EventKind::list, at_, depth, index)) return false;
  for (;;) {
    token_to(at_ + 1);
    if (!node(column, Place::item, depth + 1) || !after_value()) return false;
    if (at_end() || at_any_marker() || this->column() < column) break;
    if (this->column() > column) return bad_indentation();
    if (!is_dash()) break;
  }
  close(index, token_end_);
  return true;
}

bool Reader::bad_indentation() {
  return fail(Code::FW1025, word_span(at_),
              fmt::format("`{}` is indented as no entry above it", word(at_)),
              "indent it like its siblings");
}

void Reader::push_empty(std::size_t at) {
  out_.list.push_back(slice(Style::plain, at, at, at, at));
}

bool Reader::push_scalar(const Event& scalar) {
  if (scalar.value_size > options_.limits.scalar) {
    refuse(Code::FW1017,
           span(scalar.begin, std::min<std::size_t>(scalar.end, line_end(scalar.begin))),
           fmt::format("the value has {} bytes, at most {} are read", scalar.value_size,
                       options_.limits.scalar),
           "keep large texts in files of their own");
  }
  out_.list.push_back(scalar);
  return true;
}

bool Reader::push_key(const Event& key, std::size_t& count) {
  constexpr std::size_t kLongestKey = 1024;  // YAML 1.2.2, 7.4.2
  const std::string_view value = out_.value(key);
  const Span where = span(key.begin, key.end);
  if (key.end - key.begin > kLongestKey) return complex_key(where, "a key of more than 1024 bytes");
  if (++count > options_.limits.keys) {
    return fail(Code::FW1018, where,
                fmt::format("the map has more than {} keys", options_.limits.keys),
                "split it into several maps");
  }
  if (key.style == Style::plain && value == "<<") {
    refuse(Code::FW1013, where, "`<<` is a merge key",
           "write the keys themselves; what several environments share goes into a file named by "
           "`extends`");
  }
  for (std::size_t at = 0; at < value.size();) {
    const char32_t c = next_code_point(value, at);
    if (!is_unprintable(c) && !is_odd_space(c) && c != '\t' && c != '\n' && c != '\r') continue;
    refuse(Code::FW1023, where,
           fmt::format("the key `{}` holds {}", printable(value.substr(0, 80)), describe(c)),
           "write a key without it");
    break;
  }
  out_.list.push_back(key);
  out_.list.back().kind = EventKind::key;
  return true;
}

bool Reader::open(EventKind kind, std::size_t begin, int depth, std::size_t& index) {
  if (depth > static_cast<int>(options_.limits.depth)) {
    return fail(
        Code::FW1010, word_span(begin),
        fmt::format("maps and lists are nested more than {} deep here", options_.limits.depth),
        "write the value less deeply nested");
  }
  Event event;
  event.kind = kind;
  event.begin = static_cast<std::uint32_t>(begin);
  event.end = event.begin;
  index = out_.list.size();
  out_.list.push_back(event);
  return true;
}

void Reader::close(std::size_t index, std::size_t end) {
  Event event;
  event.kind = EventKind::end;
  event.begin = event.end = static_cast<std::uint32_t>(end);
  out_.list[index].end = event.end;
  out_.list.push_back(event);
}

// Also after a syntax error, for what was read until then.
void Reader::report_duplicates() {
  std::vector<std::vector<std::size_t>> maps;  // keys of each open map or list, by index
  const auto finish = [&](std::vector<std::size_t>& keys) {
    const auto value = [&](std::size_t i) { return out_.value(out_.list[i]); };
    std::sort(keys.begin(), keys.end(), [&](std::size_t a, std::size_t b) {
      return std::pair(value(a), a) < std::pair(value(b), b);
    });
    std::size_t first = 0;
    for (std::size_t i = 1; i < keys.size(); ++i) {
      if (value(keys[i]) != value(keys[first])) {
        first = i;
        continue;
      }
      const Event& again = out_.list[keys[i]];
      const Event& before = out_.list[keys[first]];
      refuse(Code::FW1003, span(again.begin, again.end),
             fmt::format("the key `{}` is set twice in this map", printable(value(keys[i]))),
             "remove one of them")
          .notes.push_back({span(before.begin, before.end), {}, "first set here"});
    }
  };
  for (std::size_t i = 0; i < out_.list.size(); ++i) {
    switch (out_.list[i].kind) {
      case EventKind::map:
      case EventKind::list:
        maps.emplace_back();
        break;
      case EventKind::key:
        maps.back().push_back(i);
        break;
      case EventKind::end:
        finish(maps.back());
        maps.pop_back();
        break;
      case EventKind::document:
      case EventKind::scalar:
        break;
    }
  }
  for (auto& keys : maps) finish(keys);
}

}  // namespace formwork
