// Flow collections: `[a, b]`, `{a: b}` (YAML 1.2.2, chapter 7.4), which is also how JSON comes in.
// Not read, by name: an entry without `key:` in a map, a pair within a list, a key over several
// lines.
#include "document/reader_impl.h"

#include <fmt/format.h>

namespace formwork {

bool Reader::unclosed_bracket(std::size_t open, std::size_t met) {
  const char bracket = text_[open];
  Note note;
  if (met < text_.size()) {
    const char other = bracket == '[' ? '}' : ']';
    const bool same = text_[met] == (bracket == '[' ? ']' : '}');
    note = {
        text_[met] == other || same ? span(met, met + 1) : word_span(met),
        {},
        text_[met] == other ? "this bracket is of the other kind"
        : same
            ? "this bracket has to be indented deeper than the key that the list or map belongs to"
            : "this line is not indented deeper than the key that the bracket belongs to"};
  }
  return fail(Code::FW1005, span(open, open + 1), fmt::format("`{}` is not closed", bracket),
              fmt::format("close it with `{}`", bracket == '[' ? ']' : '}'), note);
}

// What is between two tokens of a flow collection; its lines are indented like any other of the
// node.
bool Reader::flow_gap(int n, std::size_t open) {
  if (!gap()) return false;
  if (at_end() || at_any_marker()) return unclosed_bracket(open, at_);
  if (!fresh()) return true;
  const std::size_t indented = skip_spaces(line_);
  if (static_cast<int>(indented - line_) > n) return true;
  return indented == at_ ? unclosed_bracket(open, at_) : fail_tab(indented);
}

bool Reader::flow_scalar(int n, Event& out) {
  if (peek() == '"' || peek() == '\'') return quoted(n, out);
  if (!can_begin_plain(true)) {
    if (peek() == ':' || peek() == '?') {
      return complex_key(span(at_, at_ + 1), peek() == ':' ? "an empty key" : "an explicit key");
    }
    return needs_quotes();
  }
  return plain(n, true, Place::value, out);
}

bool Reader::flow_node(int n, int depth) {
  if (peek() == '[' || peek() == '{') return flow_collection(n, depth);
  Event scalar;
  return flow_scalar(n, scalar) && push_scalar(scalar);
}

bool Reader::flow_item(int n, int depth, std::size_t open) {
  if (!properties() || !flow_gap(n, open)) return false;
  const std::size_t begin = at_;
  bool like_json = peek() == '[' || peek() == '{';
  if (like_json || !is_flow_indicator(peek())) {
    if (!flow_node(n, depth)) return false;
    like_json = like_json || out_.list.back().style != Style::plain;
  } else {
    push_empty(begin);  // there was a property, which was refused
  }
  const std::size_t end = token_end_;
  if (!flow_gap(n, open)) return false;
  if (peek() == ':' && (like_json || is_key_colon(at_, true))) {
    return complex_key(span(begin, end), "a `key: value` pair within a list");
  }
  return true;
}

bool Reader::flow_pair(int n, int depth, std::size_t open, std::size_t& count) {
  if (!properties()) return false;
  if (!flow_gap(n, open)) return false;
  if (peek() == '{' && at_ == open + 1) {
    return fail(
        Code::FW1026, span(open, at_ + 1),
        "`{{` begins a map whose key is a map, which is outside the YAML that formwork reads",
        "put the text in double quotes if it is a placeholder: `\"{{ ... }}\"`");
  }
  if (peek() == '[' || peek() == '{') {
    return complex_key(span(at_, at_ + 1), "a list or map as a key");
  }
  Event key;
  if (!flow_scalar(n, key)) return false;
  const bool is_quoted = key.style != Style::plain;
  const std::size_t key_line = line_;
  if (!flow_gap(n, open)) return false;
  if (peek() != ':' || !(is_quoted || is_key_colon(at_, true))) {
    return fail(
        Code::FW1009, span(key.begin, key.end),
        fmt::format("`{}` has no `:`, `key: value` is expected here", excerpt(key.begin, key.end)),
        "write a `:` and a space after the key");
  }
  if (line_ != key_line || text_.substr(key.begin, key.end - key.begin).find('\n') != kNowhere) {
    return complex_key(span(key.begin, key.end), "a key over several lines");
  }
  if (!push_key(key, count)) return false;
  token_to(at_ + 1);
  const std::size_t after = at_;
  if (!flow_gap(n, open) || !properties() || !flow_gap(n, open)) return false;
  if (peek() == ',' || peek() == '}' || peek() == ']') {
    push_empty(after);
    return true;
  }
  return flow_node(n, depth);
}

bool Reader::flow_collection(int n, int depth) {
  const std::size_t begin = at_;
  const bool in_map = text_[begin] == '{';
  std::size_t index = 0;
  if (!open(in_map ? EventKind::map : EventKind::list, begin, depth, index)) return false;
  token_to(begin + 1);
  std::size_t count = 0;
  for (;;) {
    if (!flow_gap(n, begin)) return false;
    const char c = peek();
    if (c == ']' || c == '}') break;
    if (c == ',') {
      return fail(Code::FW1008, span(at_, at_ + 1), "a comma stands where an entry is expected",
                  "remove it");
    }
    if (!(in_map ? flow_pair(n, depth + 1, begin, count) : flow_item(n, depth + 1, begin)))
      return false;
    if (!flow_gap(n, begin)) return false;
    if (peek() == ',') {
      token_to(at_ + 1);
    } else if (peek() != ']' && peek() != '}') {
      return fail(
          Code::FW1006, word_span(at_),
          fmt::format("`{}` follows an entry, `,` or `{}` is expected", word(at_),
                      in_map ? '}' : ']'),
          peek() == ':' ? "a `,` may be missing before the key" : "separate entries by commas");
    }
  }
  if ((peek() == '}') != in_map) return unclosed_bracket(begin, at_);
  token_to(at_ + 1);
  close(index, at_);
  return true;
}

}  // namespace formwork
