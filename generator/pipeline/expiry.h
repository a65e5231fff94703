#pragma once
// DR031: waivers by the calendar. What is compiled depends on no day, so a waiver that has run out
// still takes its findings away; it is a finding of its own until it is renewed or removed.
#include "base/date.h"
#include "pipeline/inspect.h"

namespace formwork {

struct ExpiryOptions {
  Day today{};
  bool warn = false;       // an expired waiver is a warning
  bool compared = false;   // policies were held against a base, so that DR021 was asked
  bool all_units = false;  // every unit was inspected, so that an unused waiver can be told
};

constexpr int kDaysAhead = 14;  // this long before it runs out, a waiver is a warning

/// Each waiver once, at its place, however many environments inherit it.
void report_waivers(const Inputs& inputs, const std::vector<UnitReport>& reports,
                    const ExpiryOptions& options, Diagnostics& diagnostics);

}  // namespace formwork
