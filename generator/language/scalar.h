#pragma once
// What every encoder shares: the text of a scalar, names, comments, whole lines, and the texts that
// no language may carry.
#include "expr/type.h"
#include "expr/value.h"
#include "language/language.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace formwork::lang {

/// An error text, or nothing if all went well.
using EncodeError = std::optional<std::string>;

/// Appends the canonical text of a boolean, integer, number or string; refuses everything else,
/// invalid UTF-8, numbers that are not finite, and the marks of shapes (U+E000, U+E001).
[[nodiscard]] EncodeError scalar_text(const Value& value, std::string& out);

/// A number as every target reads it: as it was written if that is plain decimal, else with an
/// exponent after a fraction (`1.0e+30`: YAML 1.1 asks for the point).
[[nodiscard]] EncodeError number_text(const Value& value, std::string& out);

/// `[A-Za-z_][A-Za-z0-9_-]*`: what may stand bare as a name in every target.
[[nodiscard]] bool is_name(std::string_view text);
[[nodiscard]] constexpr bool is_alpha(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}
[[nodiscard]] constexpr bool is_digit(char c) {
  return c >= '0' && c <= '9';
}
[[nodiscard]] constexpr bool is_word(char c) {
  return is_alpha(c) || is_digit(c) || c == '_';
}
[[nodiscard]] constexpr bool is_blank(char c) {
  return c == ' ' || c == '\t';
}
/// True if `text` is not empty and of `[A-Za-z0-9_./:@%+=,-]` only: needs no quotes in any shell.
[[nodiscard]] bool is_shell_safe(std::string_view text);

/// Code points that are escaped where the target has escapes and refused where it has none: all
/// that a terminal or an editor hides, the no-break space, and what is no character at all.
[[nodiscard]] bool is_hidden(char32_t code_point);
/// Blanks of Unicode that look like a space.
[[nodiscard]] bool is_odd_space(char32_t code_point);
/// The first hidden code point of `text`, tabs and line ends not counted.
[[nodiscard]] std::optional<char32_t> first_hidden(std::string_view text);
/// "U+202E", for messages.
[[nodiscard]] std::string code_point_name(char32_t code_point);

/// Place::name, Place::comment and Place::lines are written alike in most languages.
[[nodiscard]] EncodeError encode_name(const Value& value, std::string& out);
[[nodiscard]] EncodeError encode_comment(const Value& value, std::string& out);
/// Lines after the first take `indent` blanks; the line end after the last one is the template's.
[[nodiscard]] EncodeError encode_lines(const Value& value, std::int32_t indent, std::string& out);

[[nodiscard]] bool is_scalar_type(TypeRef type);
[[nodiscard]] bool is_text_type(TypeRef type);
/// identifier, integer, or an enumeration of names only.
[[nodiscard]] bool is_name_type(TypeRef type);
/// What most languages accept: `value` is for the language to say.
[[nodiscard]] bool accepts_by_place(Place place, TypeRef type);

/// True if `text` holds a mark of a shape (U+E000): its value is a hole.
[[nodiscard]] bool has_mark(std::string_view text);
/// A leaf of a parsed output: `hole` if it holds marks, else a string.
[[nodiscard]] NodeId add_leaf(Document& document, std::string_view text, Span span);

}  // namespace formwork::lang
