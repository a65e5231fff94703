#include "function/units.h"

#include "base/text.h"
#include "function/function_groups.h"

#include <array>
#include <limits>
#include <string>

namespace formwork::function {
namespace {

__extension__ using Wide = __int128;

constexpr std::int64_t kMost = std::numeric_limits<std::int64_t>::max();

struct Unit {
  std::string_view text;
  std::int64_t factor;
};
// Largest first; `ms` before `m` would never be reached by a prefix test, so the whole word is
// compared.
constexpr std::array<Unit, 6> kDurations = {{{"w", 604'800'000},
                                             {"d", 86'400'000},
                                             {"h", 3'600'000},
                                             {"m", 60'000},
                                             {"s", 1'000},
                                             {"ms", 1}}};

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

struct Suffix {
  std::string_view text;
  int ten = 0;  // value = digits * 10^ten * 2^two
  int two = 0;
};
// https://github.com/kubernetes/apimachinery/blob/master/pkg/api/resource/suffix.go
constexpr std::array<Suffix, 16> kSuffixes = {{{"", 0, 0},
                                               {"n", -9, 0},
                                               {"u", -6, 0},
                                               {"m", -3, 0},
                                               {"k", 3, 0},
                                               {"M", 6, 0},
                                               {"G", 9, 0},
                                               {"T", 12, 0},
                                               {"P", 15, 0},
                                               {"E", 18, 0},
                                               {"Ki", 0, 10},
                                               {"Mi", 0, 20},
                                               {"Gi", 0, 30},
                                               {"Ti", 0, 40},
                                               {"Pi", 0, 50},
                                               {"Ei", 0, 60}}};

/// The power of ten and of two a quantity's end stands for: a suffix or an exponent.
std::optional<Suffix> find_suffix(std::string_view text) {
  for (const Suffix& suffix : kSuffixes) {
    if (suffix.text == text) return suffix;
  }
  if (text.size() < 2 || (text[0] != 'e' && text[0] != 'E')) return std::nullopt;
  text.remove_prefix(1);
  const bool negative = text[0] == '-';
  if (text[0] == '-' || text[0] == '+') text.remove_prefix(1);
  if (text.empty() || text.size() > 2) return std::nullopt;
  int exponent = 0;
  for (const char c : text) {
    if (!is_digit(c)) return std::nullopt;
    exponent = exponent * 10 + (c - '0');
  }
  return Suffix{"", negative ? -exponent : exponent, 0};
}

Value in_unit(EvalContext& context, Arguments a, std::int64_t unit, std::string_view called) {
  const std::string_view text = a[0].text();
  const auto milliseconds = parse_duration(text);
  if (!milliseconds) {
    return fail(context, "`" + printable(text) + "` is no duration",
                "write numbers with units from large to small: `90d`, `1h30m`, `500ms`");
  }
  if (*milliseconds % unit != 0) {
    return fail(context, "`" + std::string(text) + "` is no whole number of " + std::string(called),
                "round it in the spec, or take a smaller unit");
  }
  return Value::of_int(*milliseconds / unit);
}

Value milliseconds(EvalContext& c, Arguments a) {
  return in_unit(c, a, 1, "milliseconds");
}
Value seconds(EvalContext& c, Arguments a) {
  return in_unit(c, a, 1'000, "seconds");
}
Value minutes(EvalContext& c, Arguments a) {
  return in_unit(c, a, 60'000, "minutes");
}
Value hours(EvalContext& c, Arguments a) {
  return in_unit(c, a, 3'600'000, "hours");
}
Value days(EvalContext& c, Arguments a) {
  return in_unit(c, a, 86'400'000, "days");
}

Value bad_quantity(EvalContext& context, std::string_view text) {
  return fail(context, "`" + printable(text) + "` is no quantity",
              "write a number with a Kubernetes suffix: `250m`, `0.5`, `128Mi`, `1G`");
}

Value cpu_millis(EvalContext& context, Arguments a) {
  const auto quantity = parse_quantity(a[0].text(), 1'000);
  if (!quantity) return bad_quantity(context, a[0].text());
  if (!quantity->exact) {
    return fail(context, "`" + std::string(a[0].text()) + "` is no whole number of millicores",
                "a CPU is shared in thousandths at the finest: `1m`");
  }
  return Value::of_int(quantity->value);
}

Value bytes(EvalContext& context, Arguments a) {
  const auto quantity = parse_quantity(a[0].text(), 1);
  if (!quantity) return bad_quantity(context, a[0].text());
  if (!quantity->exact) {
    return fail(context, "`" + std::string(a[0].text()) + "` is no whole number of bytes",
                "`m` means thousandths; megabytes are `M` or `Mi`");
  }
  return Value::of_int(quantity->value);
}

}  // namespace

std::optional<std::int64_t> parse_duration(std::string_view text) {
  std::int64_t total = 0;
  std::size_t next_unit = 0;
  std::size_t at = 0;
  if (text == "0") return 0;
  while (at < text.size()) {
    std::int64_t count = 0;
    const std::size_t digits = at;
    for (; at < text.size() && is_digit(text[at]); ++at) {
      if (__builtin_mul_overflow(count, 10, &count) ||
          __builtin_add_overflow(count, text[at] - '0', &count)) {
        return std::nullopt;
      }
    }
    const std::size_t letters = at;
    while (at < text.size() && !is_digit(text[at])) ++at;
    const std::string_view word = text.substr(letters, at - letters);
    while (next_unit < kDurations.size() && kDurations[next_unit].text != word) ++next_unit;
    if (digits == letters || next_unit == kDurations.size()) return std::nullopt;
    if (__builtin_mul_overflow(count, kDurations[next_unit++].factor, &count) ||
        __builtin_add_overflow(total, count, &total)) {
      return std::nullopt;
    }
  }
  return text.empty() ? std::nullopt : std::optional(total);
}

std::optional<Quantity> parse_quantity(std::string_view text, std::int64_t scale) {
  std::size_t at = 0;
  Wide digits = 0;
  int ten = 0;
  bool any = false;
  bool point = false;
  for (; at < text.size() && (is_digit(text[at]) || (text[at] == '.' && !point)); ++at) {
    if (text[at] == '.') {
      point = true;
      continue;
    }
    any = true;
    digits = digits * 10 + (text[at] - '0');
    if (digits > kMost) return std::nullopt;
    if (point) --ten;
  }
  const auto suffix = find_suffix(text.substr(at));
  if (!any || !suffix) return std::nullopt;
  ten += suffix->ten;
  Wide value = digits * scale;  // < 2^63 * 1000
  for (int i = 0; i < suffix->two; ++i) {
    value *= 2;
    if (value > (Wide{kMost} << 40)) return std::nullopt;
  }
  for (; ten > 0; --ten) {
    value *= 10;
    if (value > (Wide{kMost} << 40)) return std::nullopt;
  }
  Quantity out;
  for (; ten < 0; ++ten) {
    out.exact = out.exact && value % 10 == 0;
    value = (value + 9) / 10;
  }
  if (value > kMost) return std::nullopt;
  out.value = static_cast<std::int64_t>(value);
  return out;
}

void add_unit_functions(std::vector<Function>& out) {
  const TypeRef s = string();
  add(out, "milliseconds(duration)", {s}, integer(), milliseconds,
      "milliseconds of a duration such as `500ms`");
  add(out, "seconds(duration)", {s}, integer(), seconds,
      "seconds of a duration such as `90d` or `1h30m`");
  add(out, "minutes(duration)", {s}, integer(), minutes,
      "minutes of a duration that is a whole number of them");
  add(out, "hours(duration)", {s}, integer(), hours,
      "hours of a duration that is a whole number of them");
  add(out, "days(duration)", {s}, integer(), days,
      "days of a duration that is a whole number of them");
  add(out, "cpu_millis(quantity)", {s}, integer(), cpu_millis,
      "thousandths of a CPU: `250m` is 250, `0.5` is 500");
  add(out, "bytes(quantity)", {s}, integer(), bytes,
      "bytes of a Kubernetes quantity: `128Mi` is 134217728");
}

}  // namespace formwork::function
