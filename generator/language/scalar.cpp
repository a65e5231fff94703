#include "language/scalar.h"

#include "base/text.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace formwork::lang {
namespace {

// U+E000 and U+E001 in UTF-8.
constexpr std::string_view kMarkBegin = "\xEE\x80\x80";
constexpr std::string_view kMarkEnd = "\xEE\x80\x81";

bool is_plain_decimal(std::string_view text) {
  std::size_t i = text.starts_with('-') ? 1 : 0;
  const std::size_t begin = i;
  while (i < text.size() && is_digit(text[i])) ++i;
  if (i == begin || (text[begin] == '0' && i - begin > 1)) return false;
  if (i == text.size()) return true;
  if (text[i] != '.') return false;
  const std::size_t fraction = ++i;
  while (i < text.size() && is_digit(text[i])) ++i;
  return i > fraction && i == text.size();
}

EncodeError usable(std::string_view text) {
  // Each byte, at once: texts are short and nearly all ASCII.
  unsigned char all = 0;
  for (const char c : text) all |= static_cast<unsigned char>(c);
  if (all < 0x80) return {};
  if (const auto bad = invalid_utf8(text))
    return fmt::format("the text is not UTF-8 at byte {}", *bad);
  if (has_mark(text) || text.find(kMarkEnd) != std::string_view::npos) {
    return "the text holds U+E000 or U+E001, which are reserved";
  }
  return {};
}

}  // namespace

EncodeError number_text(const Value& value, std::string& out) {
  if (is_plain_decimal(value.text())) {
    out += value.text();
    return {};
  }
  const double d = value.as_number();
  if (!std::isfinite(d)) return "a number must be finite";
  std::string text = fmt::format("{}", d);
  if (const std::size_t e = text.find('e'); e != std::string::npos && text.find('.') > e) {
    text.insert(e, ".0");
  }
  out += text;
  return {};
}

EncodeError scalar_text(const Value& value, std::string& out) {
  switch (value.kind()) {
    case Kind::boolean:
      out += value.as_bool() ? "true" : "false";
      return {};
    case Kind::integer: {
      const fmt::format_int digits(value.as_int());
      out.append(digits.data(), digits.size());
      return {};
    }
    case Kind::number:
      return number_text(value, out);
    case Kind::string:
    case Kind::scalar:
      if (auto error = usable(value.text())) return error;
      out += value.text();
      return {};
    case Kind::null:
    case Kind::list:
    case Kind::map:
    case Kind::unknown:
    case Kind::hole:
      break;
  }
  return fmt::format("a {} cannot be written here, only text, a number or a boolean",
                     name(value.kind()));
}

bool is_name(std::string_view text) {
  return !text.empty() && (is_alpha(text[0]) || text[0] == '_') &&
         std::all_of(text.begin(), text.end(), [](char c) { return is_word(c) || c == '-'; });
}

bool is_shell_safe(std::string_view text) {
  constexpr std::string_view kSafe = "_./:@%+=,-";
  return !text.empty() && std::all_of(text.begin(), text.end(), [&](char c) {
    return is_alpha(c) || is_digit(c) || kSafe.find(c) != std::string_view::npos;
  });
}

bool is_hidden(char32_t c) {
  return is_unprintable(c) || c == 0xA0 || (c & 0xFFFE) == 0xFFFE;
}

bool is_odd_space(char32_t c) {
  return c == 0xA0 || c == 0x1680 || (c >= 0x2000 && c <= 0x200A) || c == 0x202F || c == 0x205F ||
         c == 0x3000 || c == 0x2800 || c == 0x3164;
}

std::optional<char32_t> first_hidden(std::string_view text) {
  for (std::size_t i = 0; i < text.size();) {
    const char32_t c = next_code_point(text, i);
    if (is_hidden(c)) return c;
  }
  return {};
}

std::string code_point_name(char32_t c) {
  return fmt::format("U+{:04X}", static_cast<std::uint32_t>(c));
}

EncodeError encode_name(const Value& value, std::string& out) {
  if (value.is(Kind::integer)) return scalar_text(value, out);
  std::string text;
  if (auto error = scalar_text(value, text)) return error;
  if (!is_name(text)) {
    return fmt::format("`{}` is not a name (letters, digits, `_` and `-`)", printable(text));
  }
  out += text;
  return {};
}

EncodeError encode_comment(const Value& value, std::string& out) {
  std::string text;
  if (auto error = scalar_text(value, text)) return error;
  for (std::size_t i = 0; i < text.size();) {
    const std::size_t begin = i;
    const char32_t c = next_code_point(text, i);
    if (c < 0x20 || is_hidden(c)) {
      out += ' ';
    } else {
      out.append(text, begin, i - begin);
    }
  }
  return {};
}

EncodeError encode_lines(const Value& value, std::int32_t indent, std::string& out) {
  std::string text;
  if (auto error = scalar_text(value, text)) return error;
  if (text.ends_with('\n')) text.pop_back();
  bool first = true;
  for (const std::string_view line : split(text, '\n')) {
    if (!first) {
      out += '\n';
      if (!line.empty()) out.append(static_cast<std::size_t>(indent), ' ');
    }
    out += line;
    first = false;
  }
  return {};
}

bool is_text_type(TypeRef type) {
  return type->kind == TypeKind::string || type->kind == TypeKind::identifier ||
         type->kind == TypeKind::enumeration;
}

bool is_scalar_type(TypeRef type) {
  return is_text_type(type) || type->kind == TypeKind::boolean || type->kind == TypeKind::integer ||
         type->kind == TypeKind::number;
}

bool is_name_type(TypeRef type) {
  if (type->kind == TypeKind::enumeration) {
    return std::all_of(type->values.begin(), type->values.end(),
                       [](const std::string& v) { return is_name(v); });
  }
  return type->kind == TypeKind::identifier || type->kind == TypeKind::integer;
}

bool accepts_by_place(Place place, TypeRef type) {
  switch (place) {
    case Place::value:
    case Place::quoted:
    case Place::comment:
    case Place::word:
    case Place::prose:
      return is_scalar_type(type);
    case Place::key:
      return is_text_type(type);
    case Place::name:
      return is_name_type(type);
    case Place::lines:
      return type->kind == TypeKind::string;
  }
  return false;
}

bool has_mark(std::string_view text) {
  return text.find(kMarkBegin) != std::string_view::npos;
}

NodeId add_leaf(Document& document, std::string_view text, Span span) {
  return has_mark(text) ? document.add_text(Kind::hole, text, span, Style::block)
                        : document.add_string(text, span);
}

}  // namespace formwork::lang
