#include "schema/literal.h"

#include "base/text.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

namespace formwork {
namespace {

bool digit(char c) {
  return c >= '0' && c <= '9';
}

// Length of `-?(0|[1-9][0-9]*)` at the start of `text`; 0 if there is none.
std::size_t whole_part(std::string_view text) {
  std::size_t i = text.starts_with('-') ? 1 : 0;
  const std::size_t first = i;
  while (i < text.size() && digit(text[i])) ++i;
  if (i == first || (text[first] == '0' && i - first > 1)) return 0;
  return i;
}

bool all_digits(std::string_view text, int base) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [&](char c) {
    const int value = digit(c)                 ? c - '0'
                      : (c >= 'a' && c <= 'f') ? c - 'a' + 10
                      : (c >= 'A' && c <= 'F') ? c - 'A' + 10
                                               : 99;
    return value < base;
  });
}

std::optional<std::string> in_base(std::string_view digits, int base, bool negative) {
  std::int64_t value = 0;
  const auto [end, error] =
      std::from_chars(digits.data(), digits.data() + digits.size(), value, base);
  if (error != std::errc() || end != digits.data() + digits.size()) return std::nullopt;
  return fmt::format("{}{}", negative && value != 0 ? "-" : "", value);
}

std::string lower(std::string_view text) {
  std::string out(text);
  for (char& c : out) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return out;
}

// The decimal text of a float with an exponent or a bare dot; empty if it has none of reasonable
// length.
std::string decimal_text(std::string_view text) {
  double value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size() || !std::isfinite(value)) return {};
  if (value == 0) return "0";
  if (value == std::floor(value) && std::fabs(value) < 1e15) return fmt::format("{:.0f}", value);
  if (std::fabs(value) >= 1e15 || std::fabs(value) < 1e-6) return {};
  std::string out = fmt::format("{}", value);
  return out.find('e') == std::string::npos ? out : std::string();
}

void append_canonical(std::string& out, Node node) {
  switch (node.kind()) {
    case Kind::list:
      out += '[';
      for (const Node item : node) append_canonical(out, item), out += ',';
      out += ']';
      return;
    case Kind::map:
      out += '{';
      for (const Node item : by_key(node)) {
        out += fmt::format("{}:{}=", item.key().size(), item.key());
        append_canonical(out, item);
        out += ',';
      }
      out += '}';
      return;
    case Kind::integer:
      out += fmt::format("#{}", node.as_int());
      return;
    case Kind::number: {
      const double value = node.as_number();
      if (value == std::floor(value) && std::fabs(value) < 9e18) {
        out += fmt::format("#{}", static_cast<std::int64_t>(value));
      } else {
        out += fmt::format("#{:.17g}", value);
      }
      return;
    }
    case Kind::boolean:
      out += node.as_bool() ? "!true" : "!false";
      return;
    case Kind::null:
      out += "!null";
      return;
    default:
      out += fmt::format("\"{}:{}", node.text().size(), node.text());
      return;
  }
}

void append_shown(std::string& out, Node node, std::size_t limit) {
  if (out.size() > limit) return;
  if (node.is(Kind::list)) {
    out += '[';
    bool first = true;
    for (const Node item : node) {
      if (!first) out += ", ";
      first = false;
      append_shown(out, item, limit);
      if (out.size() > limit) return;
    }
    out += ']';
  } else if (node.is(Kind::map)) {
    out += '{';
    bool first = true;
    for (const Node item : node) {
      if (!first) out += ", ";
      first = false;
      out += fmt::format("{}: ", item.key());
      append_shown(out, item, limit);
      if (out.size() > limit) return;
    }
    out += '}';
  } else if (node.is(Kind::null)) {
    out += "null";
  } else if (node.text().empty()) {
    out += "\"\"";
  } else {
    out += node.text();
  }
}

}  // namespace

std::optional<std::int64_t> read_integer(std::string_view text) {
  if (whole_part(text) != text.size() || text.empty() || text == "-0") return std::nullopt;
  std::int64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return value;
}

std::optional<double> read_decimal(std::string_view text) {
  if (const auto integer = read_integer(text)) return static_cast<double>(*integer);
  const std::size_t whole = whole_part(text);
  if (whole == 0 || whole + 1 >= text.size() || text[whole] != '.') return std::nullopt;
  if (!all_digits(text.substr(whole + 1), 10)) return std::nullopt;
  double value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size() || !std::isfinite(value)) {
    return std::nullopt;
  }
  if (value == 0 && text.starts_with('-')) return std::nullopt;  // one way to write zero
  return value;
}

std::optional<Reading> other_boolean(std::string_view text) {
  static constexpr std::array<std::string_view, 5> kYes = {"true", "yes", "on", "y", "t"};
  static constexpr std::array<std::string_view, 5> kNo = {"false", "no", "off", "n", "f"};
  const std::string folded = lower(text);
  if (std::find(kYes.begin(), kYes.end(), folded) != kYes.end()) return Reading{"true", {}};
  if (std::find(kNo.begin(), kNo.end(), folded) != kNo.end()) return Reading{"false", {}};
  return std::nullopt;
}

std::optional<Reading> other_number(std::string_view text) {
  const bool negative = text.starts_with('-');
  const std::string_view body = negative || text.starts_with('+') ? text.substr(1) : text;
  if (body.empty() || body.size() > 64) return std::nullopt;
  const std::string folded = lower(body);
  if (folded == ".inf" || folded == "inf" || folded == "infinity" || folded == ".nan" ||
      folded == "nan") {
    return Reading{{}, fmt::format("`{}` is no number that a setting can have", text)};
  }
  struct Prefix {
    std::string_view text;
    int base;
    std::string_view name;
  };
  static constexpr std::array<Prefix, 3> kPrefixes = {
      {{"0x", 16, "hexadecimal"}, {"0o", 8, "octal"}, {"0b", 2, "binary"}}};
  for (const Prefix& prefix : kPrefixes) {
    if (!folded.starts_with(prefix.text) || !all_digits(folded.substr(2), prefix.base)) continue;
    if (const auto value = in_base(std::string_view(folded).substr(2), prefix.base, negative)) {
      return Reading{*value, fmt::format("`{}` is {}", text, prefix.name)};
    }
    return std::nullopt;
  }
  if (!digit(body[0]) && body[0] != '.') return std::nullopt;
  if (body.find(':') != std::string_view::npos) {
    const bool sixty =
        std::all_of(body.begin(), body.end(), [](char c) { return digit(c) || c == ':'; });
    if (!sixty || body.ends_with(':')) return std::nullopt;
    return Reading{
        {}, fmt::format("YAML 1.1 counts `{}` in sixties; quote it where text is meant", text)};
  }
  if (body.find('_') != std::string_view::npos) {
    std::string plain(text);
    plain.erase(std::remove(plain.begin(), plain.end(), '_'), plain.end());
    if (read_decimal(plain)) return Reading{plain, {}};
    return std::nullopt;
  }
  if (all_digits(body, 10) && body.size() > 1 && body[0] == '0') {
    std::string_view stripped = body.substr(std::min(body.find_first_not_of('0'), body.size() - 1));
    return Reading{
        fmt::format("{}{}", negative && stripped != "0" ? "-" : "", stripped),
        fmt::format("some readers take `{}` for octal; quote it where text is meant", text)};
  }
  const bool float_like = std::all_of(folded.begin(), folded.end(), [](char c) {
    return digit(c) || c == '.' || c == 'e' || c == '+' || c == '-';
  });
  if (!float_like) return std::nullopt;
  std::string decimal = decimal_text(text.starts_with('+') ? body : text);
  if (decimal.empty() || decimal == text) return std::nullopt;
  return Reading{std::move(decimal), {}};
}

std::string canonical(Node node) {
  std::string out;
  append_canonical(out, node);
  return out;
}

std::string shorten(std::string_view text, std::size_t limit) {
  std::string out = printable(text);
  for (char& c : out) {
    if (c == '\n' || c == '\r' || c == '\t') c = ' ';
  }
  if (out.size() <= limit) return out;
  std::size_t cut = limit;
  while (cut > 0 && (static_cast<unsigned char>(out[cut]) & 0xC0U) == 0x80U) --cut;
  out.resize(cut);
  return out + "…";
}

std::string show(Node node, std::size_t limit) {
  std::string out;
  append_shown(out, node, limit);
  return shorten(out, limit);
}

std::string quoted_list(const std::vector<std::string>& words, std::size_t limit) {
  std::string out;
  const std::size_t shown = std::min(words.size(), limit);
  for (std::size_t i = 0; i < shown; ++i) {
    if (i != 0) out += i + 1 == words.size() ? " or " : ", ";
    out += fmt::format("`{}`", words[i]);
  }
  if (words.size() > shown) out += fmt::format(" and {} more", words.size() - shown);
  return out;
}

}  // namespace formwork
