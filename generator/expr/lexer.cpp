#include "expr/lexer.h"

#include "base/text.h"

#include <algorithm>
#include <array>

namespace formwork {
namespace {

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}
bool is_name_start(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}
bool is_name(char c) {
  return is_name_start(c) || is_digit(c);
}
bool is_blank(char c) {
  return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

/// Code points that mark the holes of a parsed shape; no text of a template or spec may hold them.
bool is_hole_mark(char32_t c) {
  return c == 0xE000 || c == 0xE001;
}

constexpr std::array<std::string_view, 5> kLong = {"??", "==", "!=", "<=", ">="};

}  // namespace

Token Lexer::token(TokenKind kind, std::size_t begin, std::size_t end) const {
  return {kind, static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end),
          text_.substr(begin, end - begin)};
}

Token Lexer::error(std::size_t begin, std::size_t end, std::string message, std::string help) {
  message_ = std::move(message);
  help_ = std::move(help);
  at_ = text_.size();
  return token(TokenKind::error, begin, end);
}

Token Lexer::next() {
  while (at_ < text_.size() && is_blank(text_[at_])) ++at_;
  if (at_ == text_.size()) return token(TokenKind::end, at_, at_);
  const std::size_t begin = at_;
  const char c = text_[at_];
  if (is_name_start(c)) {
    while (at_ < text_.size() && is_name(text_[at_])) ++at_;
    return token(TokenKind::name, begin, at_);
  }
  if (is_digit(c)) return number();
  if (c == '"' || c == '\'') return quoted(c);
  const std::string_view two = text_.substr(at_, 2);
  if (two == "&&") return error(begin, begin + 2, "`&&` is no operator", "write `and`");
  if (two == "||") return error(begin, begin + 2, "`||` is no operator", "write `or`");
  if (std::find(kLong.begin(), kLong.end(), two) != kLong.end()) {
    at_ += 2;
    return token(TokenKind::symbol, begin, at_);
  }
  if (std::string_view("?:<>~+-*/%.,()[]{}|").find(c) != std::string_view::npos) {
    ++at_;
    return token(TokenKind::symbol, begin, at_);
  }
  if (c == '!') return error(begin, begin + 1, "`!` is no operator", "write `not`");
  if (c == '=') return error(begin, begin + 1, "`=` is no operator", "write `==` to compare");
  std::size_t end = begin + 1;
  while (end < text_.size() && (text_[end] & 0xC0) == 0x80) ++end;  // the rest of a UTF-8 sequence
  return error(begin, end,
               "`" + printable(text_.substr(begin, end - begin)) + "` has no meaning here");
}

Token Lexer::number() {
  const std::size_t begin = at_;
  while (at_ < text_.size() && is_digit(text_[at_])) ++at_;
  TokenKind kind = TokenKind::integer;
  if (at_ + 1 < text_.size() && text_[at_] == '.' && is_digit(text_[at_ + 1])) {
    kind = TokenKind::decimal;
    const std::size_t whole = at_++;
    while (at_ < text_.size() && is_digit(text_[at_])) ++at_;
    if (text_[begin] == '0' && whole > begin + 1) {
      bad_literal_ = true;
      return error(begin, at_, "a number does not start with `0`");
    }
  } else if (text_[begin] == '0' && at_ > begin + 1) {
    bad_literal_ = true;
    return error(begin, at_, "a number does not start with `0`",
                 "write a text in quotes, or drop the zeros");
  }
  if (at_ < text_.size() && is_name(text_[at_])) {
    while (at_ < text_.size() && is_name(text_[at_])) ++at_;
    bad_literal_ = true;
    const std::string written(text_.substr(begin, at_ - begin));
    return error(begin, at_, "`" + written + "` is neither a number nor a name",
                 "write `\"" + written + "\"` if a text is meant");
  }
  return token(kind, begin, at_);
}

Token Lexer::quoted(char quote) {
  const std::size_t begin = at_++;
  string_.clear();
  while (at_ < text_.size() && text_[at_] != quote) {
    const char c = text_[at_];
    if (c == '\n' || c == '\r') break;
    if (c != '\\') {
      string_ += c;
      ++at_;
      continue;
    }
    Token wrong;
    if (!escape(wrong)) return wrong;
  }
  if (at_ == text_.size() || text_[at_] != quote) {
    return error(
        begin, begin + 1, "this text is not closed",
        std::string("close it with `") + quote + "` on the same line; a line end is written `\\n`");
  }
  ++at_;
  bad_literal_ = true;
  if (const auto bad = invalid_utf8(text_.substr(begin, at_ - begin))) {
    return error(begin + *bad, begin + *bad + 1, "this text is not valid UTF-8");
  }
  for (std::size_t i = 0; i < string_.size();) {
    if (is_hole_mark(next_code_point(string_, i))) {
      return error(begin, at_, "a text may not hold U+E000 or U+E001", "formwork uses them itself");
    }
  }
  bad_literal_ = false;
  return token(TokenKind::string, begin, at_);
}

bool Lexer::escape(Token& wrong) {
  const std::size_t begin = at_++;
  const char c = at_ < text_.size() ? text_[at_] : '\0';
  switch (c) {
    case 'n':
      string_ += '\n';
      break;
    case 't':
      string_ += '\t';
      break;
    case '\\':
    case '"':
    case '\'':
      string_ += c;
      break;
    case 'u': {
      char32_t code = 0;
      std::size_t digits = 0;
      std::size_t i = at_ + 1;
      bool closed = false;
      if (i < text_.size() && text_[i] == '{') {
        for (++i; i < text_.size() && digits <= 6; ++i, ++digits) {
          const char h = text_[i];
          if (h == '}') {
            closed = digits != 0 && digits <= 6;
            break;
          }
          if (is_digit(h))
            code = code * 16 + static_cast<char32_t>(h - '0');
          else if (h >= 'a' && h <= 'f')
            code = code * 16 + static_cast<char32_t>(h - 'a' + 10);
          else if (h >= 'A' && h <= 'F')
            code = code * 16 + static_cast<char32_t>(h - 'A' + 10);
          else
            break;
        }
      }
      if (!closed || code > 0x10FFFF || (code >= 0xD800 && code <= 0xDFFF)) {
        bad_literal_ = true;
        wrong = error(begin, std::min(i + 1, text_.size()), "this is no code point",
                      "write 1 to 6 hexadecimal digits: `\\u{20ac}`");
        return false;
      }
      append_utf8(string_, code);
      at_ = i;
      break;
    }
    default: {
      bad_literal_ = true;
      std::size_t end = std::min(begin + 2, text_.size());
      while (end < text_.size() && (text_[end] & 0xC0) == 0x80) ++end;
      wrong =
          error(begin, end, "`" + printable(text_.substr(begin, end - begin)) + "` is no escape",
                "known are `\\n`, `\\t`, `\\\\`, `\\\"`, `\\'` and `\\u{20ac}`; a backslash itself "
                "is `\\\\`");
      return false;
    }
  }
  ++at_;
  return true;
}

}  // namespace formwork
