// Scalars: plain, quoted, block; and what they mean (YAML 1.2.2, chapters 5.7, 7.3 and 8.1).
#include "base/text.h"
#include "document/reader_impl.h"
#include "document/scan.h"

#include <fmt/format.h>

#include <algorithm>

namespace formwork {
namespace {

// `breaks` line ends in a flow scalar: one is a space, more are one line feed less
// (YAML 1.2.2, 6.5).
void fold(std::string& value, std::size_t breaks) {
  if (breaks == 1) {
    value += ' ';
  } else {
    value.append(breaks - 1, '\n');
  }
}

void drop_blanks(std::string& value, std::size_t keep) {
  while (value.size() > keep && is_blank(value.back())) value.pop_back();
}

}  // namespace

Event Reader::slice(Style style, std::size_t begin, std::size_t end, std::size_t from,
                    std::size_t to) const {
  Event out;
  out.style = style;
  out.begin = static_cast<std::uint32_t>(begin);
  out.end = static_cast<std::uint32_t>(end);
  out.value = static_cast<std::uint32_t>(from);
  out.value_size = static_cast<std::uint32_t>(to - from);
  return out;
}

Event Reader::pooled(Style style, std::size_t begin, std::size_t end, std::string_view value) {
  Event out = slice(style, begin, end, out_.pool.size(), out_.pool.size() + value.size());
  out.pooled = true;
  out_.pool += value;
  return out;
}

bool Reader::is_key_colon(std::size_t at, bool flow) const {
  return at < text_.size() && text_[at] == ':' &&
         (is_space_or_end(at + 1) || (flow && is_flow_indicator(text_[at + 1])));
}

bool Reader::can_begin_plain(bool flow) const {
  const char c = peek();
  if (c == '-' || c == '?' || c == ':') {
    return !is_space_or_end(at_ + 1) && !(flow && is_flow_indicator(peek(1)));
  }
  return std::string_view(",[]{}#&*!|>'\"%@`").find(c) == kNowhere;
}

std::size_t Reader::plain_end(std::size_t begin, bool flow) const {
  std::size_t at = begin;
  for (; !is_line_end(at); ++at) {
    const char c = text_[at];
    if (c == ':' && is_key_colon(at, flow)) break;
    if (c == '#' && at > begin && is_blank(text_[at - 1])) break;
    if (flow && is_flow_indicator(c)) break;
  }
  return trim_end(begin, at);
}

Event Reader::plain_line(bool flow) {
  const std::size_t begin = at_;
  const std::size_t end = plain_end(begin, flow);
  token_to(end);
  return slice(Style::plain, begin, end, begin, end);
}

bool Reader::plain(int n, bool flow, Place place, Event& out) {
  const std::size_t begin = at_;
  const bool alone = place != Place::value || fresh();
  std::size_t end = plain_end(begin, flow);
  std::string folded;
  bool multi = false;
  token_to(end);
  for (;;) {
    std::size_t at = skip_blanks(end);
    if (at >= text_.size() || !is_line_end(at)) break;
    std::size_t line = at;
    std::size_t breaks = 0;
    while (at < text_.size() && is_line_end(at)) {
      line = next_line(at);
      at = skip_blanks(line);
      ++breaks;
    }
    if (at >= text_.size() || text_[at] == '#' || (at == line && is_any_marker(at))) break;
    const std::size_t indented = skip_spaces(line);
    if (static_cast<int>(indented - line) <= n && text_[indented] != '\t') break;
    if (flow && (is_flow_indicator(text_[at]) || is_key_colon(at, flow))) break;
    if (indented != at) return fail_tab(indented);
    const std::size_t next = plain_end(at, flow);
    if (!flow && (is_key_colon(skip_blanks(next), flow) || is_key_colon(at, flow))) {
      if (alone && text_.substr(begin, end - begin).find(':') != kNowhere) {
        const std::size_t colon = text_.find(':', begin);
        return fail(Code::FW1034, span(colon, colon + 1), "no space follows the `:` of a key",
                    "write a space after it");
      }
      if (alone) {
        return fail(Code::FW1009, span(begin, plain_end(begin, flow)),
                    fmt::format("`{}` has no `:`, a key is expected here", word(begin)),
                    fmt::format("write `{}:`", word(begin)));
      }
      return fail(Code::FW1025, span(at, next),
                  fmt::format("`{}` is indented as if it belonged to the text before it", word(at)),
                  "indent it like the key it follows",
                  {span(begin, end), {}, "this value goes on over the lines indented below it"});
    }
    if (!multi) folded = text_.substr(begin, end - begin);
    multi = true;
    fold(folded, breaks);
    folded += text_.substr(at, next - at);
    end = next;
    token_to(end, line);
  }
  out = multi ? pooled(Style::plain, begin, end, folded)
              : slice(Style::plain, begin, end, begin, end);
  return true;
}

bool Reader::unclosed_quote(std::size_t begin, std::size_t met) {
  Note note;
  if (met < text_.size()) {
    note = {word_span(met), {}, "the text would have to end before here"};
  }
  return fail(Code::FW1004, span(begin, begin + 1), "a quoted text begins here and is not closed",
              fmt::format("close it with `{}`", text_[begin]), note);
}

bool Reader::quoted(int n, Event& out) {
  const std::size_t begin = at_;
  const char quote = text_[begin];
  const bool twice = quote == '"';
  const Style style = twice ? Style::double_quoted : Style::single_quoted;
  std::string value;
  std::size_t keep = 0;  // blanks before this length were escaped or are at a line's beginning
  std::size_t line = line_;
  std::size_t at = begin + 1;
  bool plain_letters = true;
  for (;;) {
    if (at >= text_.size()) return unclosed_quote(begin, at);
    const char c = text_[at];
    if (c == quote) {
      if (twice || at + 1 >= text_.size() || text_[at + 1] != '\'') break;
      value += '\'';
      at += 2;
      plain_letters = false;
      continue;
    }
    if (!is_line_end(at) && !(twice && c == '\\')) {
      value += c;
      ++at;
      continue;
    }
    plain_letters = false;
    bool joined = false;
    if (c == '\\') {
      if (at + 1 >= text_.size() || !is_line_end(at + 1)) {
        if (!escape(at, value)) return false;
        keep = value.size();
        continue;
      }
      joined = true;
      ++at;
    } else {
      drop_blanks(value, keep);
    }
    std::size_t breaks = 0;
    while (at < text_.size() && is_line_end(at)) {
      line = next_line(at);
      at = skip_blanks(line);
      ++breaks;
    }
    if (at >= text_.size() || (at == line && is_any_marker(at))) return unclosed_quote(begin, at);
    const std::size_t indented = skip_spaces(line);
    if (indented != at) return fail_tab(indented);
    if (static_cast<int>(indented - line) <= n) return unclosed_quote(begin, at);
    if (joined) {
      value.append(breaks - 1, '\n');
    } else {
      fold(value, breaks);
    }
    keep = value.size();
  }
  out = plain_letters ? slice(style, begin, at + 1, begin + 1, at)
                      : pooled(style, begin, at + 1, value);
  token_to(at + 1, line);
  return true;
}

bool Reader::block_header(std::size_t& at, int& digit, char& chomp) {
  for (++at; at < text_.size(); ++at) {
    const char c = text_[at];
    if (c >= '1' && c <= '9' && digit == 0) {
      digit = c - '0';
    } else if ((c == '+' || c == '-') && chomp == 0) {
      chomp = c;
    } else {
      break;
    }
  }
  const std::size_t end = at;
  at = skip_blanks(at);
  const bool comment = at < text_.size() && text_[at] == '#' && at > end;
  if (comment) at = line_end(at);
  if (is_line_end(at)) {
    token_to(end);
    return true;
  }
  return fail(
      Code::FW1028, span(at_, plain_end(at_, false)),
      fmt::format("`{}` is not a header of a block text", excerpt(at_, line_end(at_))),
      "write `|` or `>`, then at most one of `+` `-` and one digit, and the text on the next "
      "lines");
}

// The indentation of the text by its first line that is not empty; -1 if there is none deeper than
// n.
bool Reader::block_indent(int n, std::size_t at, int& indent) {
  std::size_t longest = 0;
  std::size_t longest_at = at;
  for (;;) {
    const std::size_t content = skip_spaces(at);
    const std::size_t spaces = content - at;
    if (content < text_.size() && !is_line_end(content)) {
      if (static_cast<int>(spaces) <= n) {
        if (text_[content] == '\t') return fail_tab(content);
        indent = -1;
        return true;
      }
      if (spaces == 0 && is_any_marker(at)) {
        indent = -1;
        return true;
      }
      if (longest > spaces) {
        return fail(Code::FW1028, span(longest_at, longest_at + longest),
                    "an empty line is indented deeper than the text that follows it",
                    "remove its spaces, or give the indentation as a digit: `|2`");
      }
      indent = static_cast<int>(spaces);
      return true;
    }
    if (spaces > longest) {
      longest = spaces;
      longest_at = at;
    }
    if (content >= text_.size()) break;
    at = next_line(content);
  }
  indent = std::max(n + 1, static_cast<int>(longest));
  return true;
}

// The end of the text ends a line as a line feed does, also for `|` and `>` (suite: L24T, JEF9).
bool Reader::block_scalar(int n, Event& out) {
  const std::size_t begin = at_;
  const bool folded = text_[begin] == '>';
  int indent = 0;
  char chomp = 0;
  std::size_t at = begin;
  if (!block_header(at, indent, chomp)) return false;
  std::size_t end = token_end_;
  at = next_line(at);
  if (indent != 0) {
    indent += std::max(n, 0);
  } else if (!block_indent(n, at, indent)) {
    return false;
  }
  std::string value;
  std::size_t empty = 0;     // empty lines since the last line of text
  bool any = false;          // was there a line of text?
  bool last_spaced = false;  // did it begin with a blank?
  while (at < text_.size()) {
    const std::size_t content = skip_spaces(at);
    const auto spaces = static_cast<int>(content - at);
    const bool is_empty = is_line_end(content) && (indent < 0 || spaces <= indent);
    if (!is_empty && (indent < 0 || spaces < indent || (spaces == 0 && is_any_marker(at)))) break;
    const std::size_t stop = line_end(content);
    if (is_empty) {
      ++empty;
    } else {
      const std::string_view line = text_.substr(at + static_cast<std::size_t>(indent),
                                                 stop - at - static_cast<std::size_t>(indent));
      const bool spaced = is_blank(line.front());
      if (any && folded && !last_spaced && !spaced) {
        fold(value, empty + 1);
      } else {
        value.append(empty + (any ? 1 : 0), '\n');
      }
      value += line;
      any = true;
      last_spaced = spaced;
      empty = 0;
      end = stop;
    }
    at = next_line(stop);
  }
  if (chomp == '+') {
    value.append(empty + (any ? 1 : 0), '\n');
  } else if (chomp == 0 && any) {
    value += '\n';
  }
  out = pooled(Style::block, begin, end, value);
  token_end_ = end;
  at_ = line_ = at;
  return true;
}

}  // namespace formwork
