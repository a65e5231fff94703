#include "base/date.h"

#include <charconv>

namespace formwork {
namespace {

std::optional<unsigned> number(std::string_view text) {
  unsigned out = 0;
  const char* end = text.data() + text.size();
  if (text.find_first_not_of("0123456789") != std::string_view::npos) return std::nullopt;
  if (const auto read = std::from_chars(text.data(), end, out); read.ptr != end)
    return std::nullopt;
  return out;
}

}  // namespace

std::optional<Day> parse_day(std::string_view text) {
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
  const auto year = number(text.substr(0, 4));
  const auto month = number(text.substr(5, 2));
  const auto day = number(text.substr(8, 2));
  if (!year || !month || !day) return std::nullopt;
  const std::chrono::year_month_day date{std::chrono::year(static_cast<int>(*year)),
                                         std::chrono::month(*month), std::chrono::day(*day)};
  if (!date.ok()) return std::nullopt;
  return Day(date);
}

}  // namespace formwork
