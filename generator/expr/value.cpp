#include "expr/value.h"

#include <array>
#include <charconv>
#include <cmath>

namespace formwork {

Value Value::of_bool(bool b) {
  Value value;
  value.kind_ = Kind::boolean;
  value.integer_ = b ? 1 : 0;
  return value;
}

Value Value::of_int(std::int64_t i) {
  Value value;
  value.kind_ = Kind::integer;
  value.integer_ = i;
  return value;
}

Value Value::of_number(double d, std::string_view text) {
  Value value;
  value.kind_ = Kind::number;
  value.number_ = d;
  value.text_ = text.data();
  value.size_ = static_cast<std::uint32_t>(text.size());
  return value;
}

Value Value::of_string(std::string_view text) {
  Value value;
  value.kind_ = Kind::string;
  value.text_ = text.data();
  value.size_ = static_cast<std::uint32_t>(text.size());
  return value;
}

Value Value::unknown(std::string_view text) {
  Value value = of_string(text);
  value.kind_ = Kind::unknown;
  return value;
}

double Value::as_number() const {
  return kind_ == Kind::number ? number_ : static_cast<double>(integer_);
}

std::string Value::to_string() const {
  switch (kind_) {
    case Kind::boolean:
      return as_bool() ? "true" : "false";
    case Kind::integer:
      return std::to_string(integer_);
    case Kind::number:
      return size_ != 0 ? std::string(text()) : format_number(number_);
    case Kind::string:
    case Kind::scalar:
    case Kind::unknown:
    case Kind::hole:
      return std::string(text());
    case Kind::null:
    case Kind::list:
    case Kind::map:
      break;
  }
  return {};
}

// ECMA-262, Number::toString: plain digits for exponents -7 < n <= 21, else d.ddde±x.
std::string format_number(double d) {
  if (!std::isfinite(d)) return std::isnan(d) ? "nan" : d < 0 ? "-inf" : "inf";
  if (d == 0) return "0";
  char buffer[40];
  const auto end =
      std::to_chars(buffer, buffer + sizeof buffer, std::fabs(d), std::chars_format::scientific);
  const std::string_view text(buffer, static_cast<std::size_t>(end.ptr - buffer));
  const std::size_t e = text.find('e');
  int exponent = 0;
  const char* from = buffer + e + (text[e + 1] == '+' ? 2 : 1);
  std::from_chars(from, end.ptr, exponent);
  std::string digits(text.substr(0, 1));
  if (e > 2) digits += text.substr(2, e - 2);
  const int count = static_cast<int>(digits.size());
  const int point = exponent + 1;  // digits before the decimal point
  std::string out = d < 0 ? "-" : "";
  if (point > 21 || point < -5) {
    out += digits.substr(0, 1);
    if (count > 1) out += '.' + digits.substr(1);
    out += exponent < 0 ? "e-" : "e+";
    return out + std::to_string(std::abs(exponent));
  }
  if (point <= 0) return out + "0." + std::string(static_cast<std::size_t>(-point), '0') + digits;
  if (point >= count)
    return out + digits + std::string(static_cast<std::size_t>(point - count), '0');
  return out + digits.substr(0, static_cast<std::size_t>(point)) + '.' +
         digits.substr(static_cast<std::size_t>(point));
}

double round_decimal(double d, double magnitude) {
  constexpr int kDigits = 15;
  std::array<char, 400> buffer;  // enough for the longest double with 30 digits behind its point
  char* const end = buffer.data() + buffer.size();
  const int whole =
      magnitude == 0 ? 0 : static_cast<int>(std::floor(std::log10(std::fabs(magnitude)))) + 1;
  const bool floating = magnitude == 0 || whole > kDigits || whole < -kDigits;
  const auto written =
      floating ? std::to_chars(buffer.data(), end, d, std::chars_format::general, kDigits)
               : std::to_chars(buffer.data(), end, d, std::chars_format::fixed, kDigits - whole);
  double rounded = d;
  (void)std::from_chars(buffer.data(), written.ptr, rounded);
  return rounded;
}

bool same(const Value& a, const Value& b) {
  const auto numeric = [](const Value& v) { return v.is(Kind::integer) || v.is(Kind::number); };
  if (numeric(a) && numeric(b)) {
    return a.is(Kind::integer) && b.is(Kind::integer) ? a.as_int() == b.as_int()
                                                      : a.as_number() == b.as_number();
  }
  if (a.kind() != b.kind()) return false;
  switch (a.kind()) {
    case Kind::null:
      return true;
    case Kind::boolean:
      return a.as_bool() == b.as_bool();
    case Kind::list: {
      if (a.node().size() != b.node().size()) return false;
      auto other = b.node().begin();
      for (const Node child : a.node()) {
        if (!same(Value::of(child), Value::of(*other))) return false;
        ++other;
      }
      return true;
    }
    case Kind::map:
      if (a.node().size() != b.node().size()) return false;
      for (const Node child : a.node()) {
        const Node other = b.node().find(child.key());
        if (!other || !same(Value::of(child), Value::of(other))) return false;
      }
      return true;
    default:
      return a.text() == b.text();
  }
}

}  // namespace formwork
