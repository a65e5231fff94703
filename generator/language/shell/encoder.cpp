#include "language/shell/encoder.h"

#include "base/text.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace formwork::lang::shell {
namespace {

/// Words that a shell does not read as a command's name (POSIX 2.4, and bash's own).
constexpr std::array<std::string_view, 17> kReserved = {
    "case",     "coproc", "do", "done",   "elif", "else", "esac",  "fi",   "for",
    "function", "if",     "in", "select", "then", "time", "until", "while"};

/// `A=b` as a command's first word would be an assignment.
bool is_assignment(std::string_view text) {
  const std::size_t equals = text.find('=');
  if (equals == std::string_view::npos || equals == 0) return false;
  std::string_view left = text.substr(0, equals);
  if (left.ends_with('+')) left.remove_suffix(1);
  return !left.empty() && !is_digit(left[0]) && std::all_of(left.begin(), left.end(), is_word);
}

}  // namespace

EncodeError encode_word(const Value& value, const EncodeSite& site, std::string& out) {
  std::string text;
  if (auto error = scalar_text(value, text)) return error;
  for (std::size_t i = 0; i < text.size();) {
    const char32_t c = next_code_point(text, i);
    if (c == U'\t' || c == U'\n') continue;
    if (c < 0x20 || is_hidden(c)) {
      return fmt::format("a shell word cannot hold {}: it cannot be seen there",
                         code_point_name(c));
    }
  }
  const bool begins = site.before != '=';
  const bool bare =
      is_shell_safe(text) &&
      !(begins && (is_assignment(text) ||
                   std::find(kReserved.begin(), kReserved.end(), text) != kReserved.end()));
  if (bare) {
    out += text;
    return {};
  }
  out += '\'';
  for (const char c : text) {
    if (c == '\'')
      out += "'\\''";
    else
      out += c;
  }
  out += '\'';
  return {};
}

}  // namespace formwork::lang::shell
