// Strings of Bicep: escapes, pieces, and what a name may be.
#include "base/text.h"
#include "language/bicep/syntax.h"
#include "language/scalar.h"

namespace formwork::lang::bicep {
namespace {

bool is_hex(char c) {
  return is_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

}  // namespace

std::size_t escape(std::string_view text, std::size_t at, std::string* out) {
  if (at + 1 >= text.size()) return 0;
  const auto emit = [out](char c) {
    if (out != nullptr) *out += c;
    return std::size_t{2};
  };
  switch (text[at + 1]) {
    case 'n':
      return emit('\n');
    case 'r':
      return emit('\r');
    case 't':
      return emit('\t');
    case '\\':
    case '\'':
    case '$':
      return emit(text[at + 1]);
    case 'u':
      break;
    default:
      return 0;
  }
  std::size_t i = at + 2;
  if (i >= text.size() || text[i] != '{') return 0;
  std::uint32_t code = 0;
  const std::size_t digits = ++i;
  for (; i < text.size() && is_hex(text[i]); ++i) {
    const char c = text[i];
    const auto digit = static_cast<std::uint32_t>(is_digit(c) ? c - '0' : (c | 0x20) - 'a' + 10);
    if (code > 0x10FFFF) return 0;
    code = code * 16 + digit;
  }
  if (i == digits || i >= text.size() || text[i] != '}' || code > 0x10FFFF) return 0;
  // Half a surrogate pair is no character of its own in UTF-8.
  if (code >= 0xD800 && code < 0xE000) code = 0xFFFD;
  if (out != nullptr) append_utf8(*out, static_cast<char32_t>(code));
  return i + 1 - at;
}

bool is_multi_line(std::string_view first, unsigned& dollars) {
  dollars = 0;
  while (dollars < first.size() && first[dollars] == '$') ++dollars;
  return dollars > 0 || (first.size() > 2 && first.starts_with("''"));
}

std::string decode(const Tree& tree, Ref piece, bool multi_line, unsigned dollars) {
  const TokenType type = tree.token(piece).type;
  std::string_view text = tree.source(piece);
  const bool first = type == TokenType::string_complete || type == TokenType::string_left;
  const bool last = type == TokenType::string_complete || type == TokenType::string_right;
  if (!multi_line) {
    text.remove_prefix(1);
    text.remove_suffix(last ? 1 : 2);
    std::string out;
    for (std::size_t i = 0; i < text.size();) {
      if (text[i] != '\\') {
        out += text[i++];
        continue;
      }
      i += std::max<std::size_t>(escape(text, i, &out), 1);
    }
    return out;
  }
  text.remove_prefix(first ? dollars + 3 : 1);
  text.remove_suffix(last ? 3 : dollars + 1);
  if (first && text.starts_with('\r')) text.remove_prefix(1);
  if (first && text.starts_with('\n')) text.remove_prefix(1);
  return std::string(text);
}

bool constant_string(const Tree& tree, Ref ref, std::string& out) {
  if (tree.kind(ref) != Syntax::string || tree.size(ref) != 1) return false;
  const Ref piece = tree.child(ref, 0);
  unsigned dollars = 0;
  const bool multi_line = is_multi_line(tree.source(piece), dollars);
  out = decode(tree, piece, multi_line, dollars);
  return true;
}

bool is_identifier(std::string_view text) {
  if (text.empty() || is_digit(text[0]) || text.size() > kIdentifierLimit) return false;
  for (const char c : text) {
    if (!is_word(c)) return false;
  }
  return text != "true" && text != "false" && text != "null";
}

}  // namespace formwork::lang::bicep
