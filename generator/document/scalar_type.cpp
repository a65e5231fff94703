#include "document/scalar_type.h"

#include "document/events.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <limits>
#include <optional>
#include <string>

namespace formwork {
namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

template <std::size_t N>
bool is_one_of(std::string_view text, const std::array<std::string_view, N>& words) {
  return std::find(words.begin(), words.end(), text) != words.end();
}

// [-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)? of the YAML 1.2 core schema; go-yaml has the
// same.
bool is_decimal(std::string_view text) {
  std::size_t at = 0;
  const auto digits = [&] {
    const std::size_t begin = at;
    while (at < text.size() && is_digit(text[at])) ++at;
    return at - begin;
  };
  if (at < text.size() && (text[at] == '-' || text[at] == '+')) ++at;
  const std::size_t whole = digits();
  if (at < text.size() && text[at] == '.') {
    ++at;
    if (digits() == 0 && whole == 0) return false;
  } else if (whole == 0) {
    return false;
  }
  if (at < text.size() && (text[at] == 'e' || text[at] == 'E')) {
    ++at;
    if (at < text.size() && (text[at] == '-' || text[at] == '+')) ++at;
    if (digits() == 0) return false;
  }
  return at == text.size();
}

double to_double(std::string_view text) {
  const bool negative = text.starts_with('-');
  if (negative || text.starts_with('+')) text.remove_prefix(1);
  double value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error == std::errc::result_out_of_range) {
    // Too large or too small: the sign of the exponent tells which.
    const std::size_t exponent = text.find_first_of("eE");
    const bool small = exponent != std::string_view::npos && exponent + 1 < text.size() &&
                       text[exponent + 1] == '-';
    value = small ? 0 : kInfinity;
  }
  return negative ? -value : value;
}

ScalarValue integer(std::int64_t value) {
  return {.kind = Kind::integer, .integer = value, .number = 0};
}
ScalarValue number(double value) {
  return {.kind = Kind::number, .integer = 0, .number = value};
}
ScalarValue boolean(bool value) {
  return {.kind = Kind::boolean, .integer = value ? 1 : 0, .number = 0};
}

// Digits of `base` with an optional sign before them; nothing if they are not.
std::optional<ScalarValue> digits(std::string_view text, int base, bool negative) {
  if (text.empty() || text.front() == '-' || text.front() == '+') return std::nullopt;
  std::uint64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value, base);
  if (end != text.data() + text.size() || error == std::errc::invalid_argument) return std::nullopt;
  constexpr auto kMost = static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max());
  if (error == std::errc() && value <= kMost) {
    const auto whole = static_cast<std::int64_t>(value);
    return integer(negative ? -whole : whole);
  }
  if (error == std::errc() && negative && value == kMost + 1) {
    return integer(std::numeric_limits<std::int64_t>::min());
  }
  double large = 0;
  for (const char c : text) {
    const int digit = is_digit(c) ? c - '0' : (c | 0x20) - 'a' + 10;
    large = large * base + digit;
  }
  return number(negative ? -large : large);
}

std::optional<ScalarValue> special_number(std::string_view text) {
  if (is_one_of(text, std::array<std::string_view, 3>{".nan", ".NaN", ".NAN"})) {
    return number(std::numeric_limits<double>::quiet_NaN());
  }
  const bool negative = text.starts_with('-');
  const std::string_view rest = negative || text.starts_with('+') ? text.substr(1) : text;
  if (is_one_of(rest, std::array<std::string_view, 3>{".inf", ".Inf", ".INF"})) {
    return number(negative ? -kInfinity : kInfinity);
  }
  return std::nullopt;
}

ScalarValue core12(std::string_view text) {
  const bool negative = text.starts_with('-');
  const std::string_view rest = negative || text.starts_with('+') ? text.substr(1) : text;
  if (std::all_of(rest.begin(), rest.end(), is_digit)) {
    if (const auto value = digits(rest, 10, negative)) return *value;
  }
  if (text.starts_with("0o")) {
    if (const auto value = digits(text.substr(2), 8, false)) return *value;
  }
  if (text.starts_with("0x")) {
    if (const auto value = digits(text.substr(2), 16, false)) return *value;
  }
  if (is_decimal(text)) return number(to_double(text));
  return {};
}

// `2001-12-14`, `2001-12-14T21:59:43Z`: go-yaml takes it for a time, sigs.k8s.io/yaml gives its
// text.
bool is_date(std::string_view text) {
  return text.size() >= 8 && std::all_of(text.begin(), text.begin() + 4, is_digit) &&
         text[4] == '-';
}

ScalarValue yaml11(std::string_view text) {
  if (is_one_of(text,
                std::array<std::string_view, 8>{"y", "Y", "yes", "Yes", "YES", "on", "On", "ON"})) {
    return boolean(true);
  }
  if (is_one_of(text,
                std::array<std::string_view, 8>{"n", "N", "no", "No", "NO", "off", "Off", "OFF"})) {
    return boolean(false);
  }
  if (text.empty() || is_date(text)) return {};
  if (text.front() == '.') return is_decimal(text) ? number(to_double(text)) : ScalarValue{};
  const bool negative = text.front() == '-';
  if (!is_digit(text.front()) && !negative && text.front() != '+') return {};
  std::string plain(text);
  plain.erase(std::remove(plain.begin(), plain.end(), '_'), plain.end());
  std::string_view rest = plain;
  if (negative || rest.starts_with('+')) rest.remove_prefix(1);
  int base = 10;
  if (rest.size() > 1 && rest.front() == '0') {
    const char mark = static_cast<char>(rest[1] | 0x20);
    base = mark == 'x' ? 16 : mark == 'o' ? 8 : mark == 'b' ? 2 : 8;
    rest.remove_prefix(mark == 'x' || mark == 'o' || mark == 'b' ? 2 : 1);
  }
  if (const auto value = digits(rest, base, negative)) return *value;
  if (is_decimal(plain)) return number(to_double(plain));
  return {};
}

}  // namespace

ScalarValue resolve(std::string_view text, YamlSchema schema) {
  if (is_null_word(text)) return {.kind = Kind::null, .integer = 0, .number = 0};
  if (is_one_of(text, std::array<std::string_view, 3>{"true", "True", "TRUE"}))
    return boolean(true);
  if (is_one_of(text, std::array<std::string_view, 3>{"false", "False", "FALSE"})) {
    return boolean(false);
  }
  if (const auto value = special_number(text)) return *value;
  return schema == YamlSchema::core12 ? core12(text) : yaml11(text);
}

}  // namespace formwork
