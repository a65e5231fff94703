#pragma once
// Days of the Gregorian calendar. Nothing here reads a clock: whoever asks says what day it is.
#include <chrono>
#include <optional>
#include <string_view>

namespace formwork {

using Day = std::chrono::sys_days;

/// `YYYY-MM-DD`, exactly; nothing for another form or a day that no calendar has.
[[nodiscard]] std::optional<Day> parse_day(std::string_view text);

}  // namespace formwork
