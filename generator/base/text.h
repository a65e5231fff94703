#pragma once
// Text helpers that several rooms need: UTF-8, near names, splitting, showing what cannot be
// printed.
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace formwork {

/// Damerau-Levenshtein distance (optimal string alignment) of two byte strings, at most `limit +
/// 1`.
[[nodiscard]] std::size_t edit_distance(std::string_view a, std::string_view b, std::size_t limit);

/// The candidate a user most likely meant by `word`: first one equal but for case, then the nearest
/// within a third of the longer length and 3 edits; nothing if none is near. Ties: the longest
/// common beginning, then the first.
[[nodiscard]] std::optional<std::string> nearest(std::string_view word,
                                                 const std::vector<std::string>& candidates);

/// Offset of the first byte that is not well-formed UTF-8 (RFC 3629: no overlong form, no
/// surrogate, nothing past U+10FFFF); nothing if all is well.
[[nodiscard]] std::optional<std::size_t> invalid_utf8(std::string_view text);

/// Decodes the code point at `text[at]` and moves `at` past it. `text` must be valid UTF-8.
[[nodiscard]] char32_t next_code_point(std::string_view text, std::size_t& at);
void append_utf8(std::string& out, char32_t code_point);

/// True for code points that must not reach a terminal or hide in a name: C0 (but TAB, LF, CR),
/// DEL, C1, bidirectional controls, zero-width characters, U+FEFF, line and paragraph separators.
[[nodiscard]] bool is_unprintable(char32_t code_point);

/// `text` with every unprintable code point written as `\u{2028}`; invalid bytes as `\xff`.
[[nodiscard]] std::string printable(std::string_view text);

[[nodiscard]] std::vector<std::string_view> split(std::string_view text, char separator);
[[nodiscard]] std::string_view trim(std::string_view text);
[[nodiscard]] std::string join(const std::vector<std::string>& parts, std::string_view separator);
[[nodiscard]] bool glob_match(std::string_view pattern, std::string_view text);

}  // namespace formwork
