// The escapes of double-quoted texts (YAML 1.2.2, chapter 5.7), and JSON's surrogate pairs.
#include "base/text.h"
#include "document/reader_impl.h"
#include "document/scan.h"

#include <fmt/format.h>

namespace formwork {
namespace {

constexpr bool is_surrogate(char32_t c) {
  return c >= 0xD800 && c <= 0xDFFF;
}

}  // namespace

/// Reads up to `digits` digits from `at` on, into `c`; false if there are fewer.
bool Reader::hexadecimal(std::size_t& at, std::size_t digits, char32_t& c) const {
  c = 0;
  for (const std::size_t end = at + digits; at < end; ++at) {
    const char digit = at < text_.size() ? text_[at] : '\0';
    const std::size_t v =
        std::string_view("0123456789abcdef")
            .find(static_cast<char>(digit >= 'A' && digit <= 'F' ? digit + 32 : digit));
    if (v == kNowhere) return false;
    c = (c << 4U) | static_cast<char32_t>(v);
  }
  return true;
}

/// `c` is a surrogate that ends at `at`. JSON writes what is above U+FFFF as two (RFC 8259, section
/// 7); YAML 1.2 takes JSON in but does not say how.
bool Reader::join_surrogates(std::size_t& at, char32_t& c) const {
  if (c >= 0xDC00 || text_.substr(at, 2) != "\\u") return false;
  std::size_t end = at + 2;
  char32_t low = 0;
  if (!hexadecimal(end, 4, low) || low < 0xDC00 || low > 0xDFFF) return false;
  c = 0x10000 + ((c - 0xD800) << 10U) + (low - 0xDC00);
  at = end;
  return true;
}

bool Reader::escape(std::size_t& at, std::string& value) {
  static constexpr std::string_view kLetters = "0abt\tnvfre \"/\\N_LP";
  static constexpr char32_t kMeanings[] = {0,    7,   8,   9,   9,    10,   11,   12,     13,
                                           0x1B, ' ', '"', '/', '\\', 0x85, 0xA0, 0x2028, 0x2029};
  const char letter = at + 1 < text_.size() ? text_[at + 1] : '\0';
  if (const std::size_t which = kLetters.find(letter); which != kNowhere && letter != '\0') {
    append_utf8(value, kMeanings[which]);
    at += 2;
    return true;
  }
  const std::size_t digits = letter == 'x' ? 2 : letter == 'u' ? 4 : letter == 'U' ? 8 : 0;
  if (digits == 0) {
    std::size_t end = at + 1;
    if (end < text_.size()) (void)next_code_point(text_, end);
    return fail(Code::FW1027, span(at, end),
                fmt::format("`{}` is no escape", text_.substr(at, end - at)),
                "write `\\\\` for a backslash, or use single quotes");
  }
  char32_t c = 0;
  std::size_t end = at + 2;
  const bool whole = hexadecimal(end, digits, c);
  const bool surrogate = whole && is_surrogate(c);
  if (surrogate && letter == 'u' && join_surrogates(end, c)) {
    if (out_.pairs.empty() || out_.pairs.back().begin < at)
      out_.pairs.push_back({static_cast<std::uint32_t>(at), c});
  } else if (!whole || c > 0x10FFFF || surrogate) {
    return fail(Code::FW1027, span(at, end),
                surrogate ? fmt::format("`{}` is half of a surrogate pair, not a character",
                                        text_.substr(at, end - at))
                          : fmt::format("`{}` is no character, {} hexadecimal digits are expected",
                                        text_.substr(at, end - at), digits),
                "write the character itself, or `\\U` and its 8 digits");
  }
  if (!options_.hole_marks && is_hole_mark(c)) {
    refuse(Code::FW1029, span(at, end), fmt::format("the text holds {}", describe(c)),
           "remove it; formwork marks the holes of templates with it");
  }
  append_utf8(value, c);
  at = end;
  return true;
}

}  // namespace formwork
