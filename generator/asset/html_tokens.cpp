#include "asset/html_tokens.h"

#include <algorithm>

namespace formwork::asset {
namespace {

bool is_space(char c) {  // CR as well: line ends are made LF before browsers look at them
  return c == ' ' || c == '\t' || c == '\n' || c == '\f' || c == '\r';
}
bool is_alpha(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}
char lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
}
/// What ends the name of a tag.
bool ends_name(char c) {
  return is_space(c) || c == '/' || c == '>';
}

}  // namespace

const Attribute* Token::find(std::string_view attribute) const {
  const auto it = std::find_if(attributes.begin(), attributes.end(),
                               [&](const Attribute& a) { return a.name == attribute; });
  return it == attributes.end() ? nullptr : &*it;
}

bool HtmlTokens::starts_with(std::size_t at, std::string_view expected) const {
  return text_.size() - at >= expected.size() &&
         std::equal(expected.begin(), expected.end(),
                    text_.begin() + static_cast<std::ptrdiff_t>(at),
                    [](char a, char b) { return a == lower(b); });
}

// "Appropriate end tag token".
bool HtmlTokens::is_end_tag(std::size_t at, std::string_view name) const {
  if (!starts_with(at, "</") || !starts_with(at + 2, name)) return false;
  const std::size_t behind = at + 2 + name.size();
  return behind < text_.size() && ends_name(text_[behind]);
}

void HtmlTokens::skip_behind(std::string_view end) {
  const std::size_t found = text_.find(end, at_);
  at_ = found == std::string_view::npos ? text_.size() : found + end.size();
}

// Behind `<!--`.
void HtmlTokens::skip_comment() {
  if (starts_with(at_, ">") || starts_with(at_, "->")) return skip_behind(">");
  const std::size_t end = std::min(text_.find("-->", at_), text_.size());
  const std::size_t bang = std::min(text_.substr(0, end).find("--!>", at_), text_.size());
  at_ = std::min(text_.size(), bang < end ? bang + 4 : end + 3);
}

std::optional<Token> HtmlTokens::next(bool foreign) {
  while (at_ < text_.size()) {
    const std::size_t begin = at_;
    const std::size_t open = std::min(text_.find('<', at_), text_.size());
    if (open > begin) {
      at_ = open;
      return Token{.begin = begin, .end = open};
    }
    const char after = begin + 1 < text_.size() ? text_[begin + 1] : '\0';
    if (is_alpha(after)) return tag(begin + 1, Token::Kind::start);
    if (after == '/') {
      const char name = begin + 2 < text_.size() ? text_[begin + 2] : '\0';
      if (is_alpha(name)) return tag(begin + 2, Token::Kind::end);
      if (begin + 2 >= text_.size()) {  // text, as nothing follows
        at_ = text_.size();
        return Token{.begin = begin, .end = at_};
      }
      at_ = begin + 2;
      skip_behind(">");  // `</>`, or a bogus comment
    } else if (starts_with(begin, "<!--")) {
      at_ = begin + 4;
      skip_comment();
    } else if (foreign && text_.substr(begin).starts_with("<![CDATA[")) {
      at_ = begin + 9;
      const std::size_t end = std::min(text_.find("]]>", at_), text_.size());
      Token token{.literal = true, .begin = at_, .end = end};
      at_ = std::min(end + 3, text_.size());
      return token;
    } else if (after == '!' || after == '?') {
      at_ = begin + 2;
      skip_behind(">");  // a doctype, within whose quotes `>` ends it as well, or a bogus comment
    } else {
      at_ = begin + 1;  // a `<` alone is text
      return Token{.begin = begin, .end = begin + 1};
    }
  }
  return std::nullopt;
}

// Nothing where the document ends within the tag: there is none then.
std::optional<Token> HtmlTokens::tag(std::size_t name_at, Token::Kind kind) {
  Token token{.kind = kind, .begin = at_};
  at_ = name_at;
  while (at_ < text_.size() && !ends_name(text_[at_])) token.name += lower(text_[at_++]);
  while (at_ < text_.size()) {
    const char c = text_[at_];
    if (c == '>') {
      token.end = ++at_;
      return token;
    }
    if (c == '/' && at_ + 1 < text_.size() && text_[at_ + 1] == '>') {
      token.self_closing = true;
      ++at_;
    } else if (is_space(c) || c == '/') {
      ++at_;
    } else if (!attribute(token)) {
      break;
    }
  }
  at_ = text_.size();
  return std::nullopt;
}

bool HtmlTokens::attribute(Token& token) {
  Attribute out;
  out.begin = at_;
  // A `=` in the first place is of the name.
  do out.name += lower(text_[at_++]);
  while (at_ < text_.size() && !ends_name(text_[at_]) && text_[at_] != '=');
  out.end = at_;
  std::size_t at = at_;
  while (at < text_.size() && is_space(text_[at])) ++at;
  if (at < text_.size() && text_[at] == '=') {
    at_ = at + 1;
    while (at_ < text_.size() && is_space(text_[at_])) ++at_;
    if (at_ == text_.size()) return false;
    const char quote = text_[at_];
    if (quote == '"' || quote == '\'') {
      const std::size_t end = text_.find(quote, at_ + 1);
      if (end == std::string_view::npos) return false;
      out.begin = at_ + 1;
      out.end = end;
      at_ = end + 1;
    } else if (quote != '>') {  // else a value is missing
      out.begin = at_;
      while (at_ < text_.size() && !is_space(text_[at_]) && text_[at_] != '>') ++at_;
      out.end = at_;
    } else {
      out.begin = out.end = at_;
    }
    out.raw = text_.substr(out.begin, out.end - out.begin);
  }
  if (token.find(out.name) == nullptr) token.attributes.push_back(std::move(out));
  return true;
}

Token HtmlTokens::raw_text(std::string_view name) {
  Token token{.literal = true, .begin = at_};
  if (name == "script") {
    at_ = script_end(at_);
  } else {
    while (at_ < text_.size() && !is_end_tag(at_, name))
      at_ = std::min(text_.find('<', at_ + 1), text_.size());
  }
  token.end = at_;
  return token;
}

// The script data states: within `<!--`, a `<script>` has its own end tag.
std::size_t HtmlTokens::script_end(std::size_t at) const {
  enum class State : unsigned char { data, escaped, double_escaped } state = State::data;
  std::size_t dashes = 0;
  while (at < text_.size()) {
    const char c = text_[at];
    if (state == State::data) {
      if (is_end_tag(at, "script")) return at;
      if (starts_with(at, "<!--")) {
        state = State::escaped;
        dashes = 2;
        at += 4;
      } else {
        at = std::min(text_.find('<', at + 1), text_.size());
      }
      continue;
    }
    if (c == '-') {
      ++dashes;
      ++at;
      continue;
    }
    if (c == '>' && dashes >= 2) state = State::data;
    dashes = 0;
    ++at;
    if (c != '<') continue;
    if (state == State::escaped && is_end_tag(at - 1, "script")) return at - 1;
    // `<script` begins, `</script` ends the double escape.
    const bool back = state == State::double_escaped;
    if (back && !starts_with(at, "/")) continue;
    const std::size_t name = back ? at + 1 : at;
    if (!starts_with(name, "script") || name + 6 >= text_.size() || !ends_name(text_[name + 6]))
      continue;
    state = back ? State::escaped : State::double_escaped;
    at = name + 7;
  }
  return text_.size();
}

}  // namespace formwork::asset
