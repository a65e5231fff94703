// Multi-window, multi-burn-rate alerts: The Site Reliability Workbook, chapter 5, table 5-8
// (https://sre.google/workbook/alerting-on-slos/), for a period of 30 days.
#include "function/function_groups.h"

#include <array>

namespace formwork::function {
namespace {

struct Window {
  std::string_view severity, longer, shorter;
  double factor;
};
constexpr std::array<Window, 4> kWindows = {{
    {"page", "1h", "5m", 14.4},
    {"page", "6h", "30m", 6},
    {"ticket", "1d", "2h", 3},
    {"ticket", "3d", "6h", 1},
}};

/// The share of requests that may fail: `99.9` is percent, `0.999` a fraction. Below 0 if it is
/// neither.
double error_budget(double objective) {
  if (objective > 0 && objective < 1) return round_decimal(1 - objective, 1);
  if (objective >= 50 && objective < 100)
    return round_decimal(round_decimal(100 - objective, 100) / 100);
  return -1;
}

Value burn_windows(EvalContext& context, Arguments a) {
  const double budget = error_budget(a[0].as_number());
  if (budget < 0) {
    return fail(context, "`" + a[0].to_string() + "` is no objective",
                "write percent (`99.9`, at least 50) or a fraction (`0.999`)");
  }
  Document& scratch = context.scratch;
  const NodeId list = scratch.add_list();
  const auto number = [&](double d) { return scratch.add_number(d, format_number(d)); };
  for (const Window& window : kWindows) {
    const double threshold = round_decimal(window.factor * budget);
    if (threshold >= 1) continue;  // no share of errors is that large: the alert could never fire
    const NodeId row = scratch.add_map();
    scratch.append(list, row);
    scratch.append(row, "severity", {}, scratch.add_string(window.severity));
    scratch.append(row, "long", {}, scratch.add_string(window.longer));
    scratch.append(row, "short", {}, scratch.add_string(window.shorter));
    scratch.append(row, "factor", {}, number(window.factor));
    scratch.append(row, "threshold", {}, number(threshold));
  }
  return Value::of(scratch.node(list));
}

TypeRef windows_type() {
  static TypeTable types;
  static const TypeRef list = [] {
    Type row;
    row.kind = TypeKind::record;
    row.name = "burn window";
    row.fields = {{"severity", choice({"page", "ticket"})},  // who is told
                  {"long", identifier()},                    // the window that must burn
                  {"short", identifier()},                   // the window that must still burn
                  {"factor", number()},      // burn rate: how much faster than the budget allows
                  {"threshold", number()}};  // share of errors: factor times the error budget
    return types.list_of(&types.add(std::move(row)));
  }();
  return list;
}

}  // namespace

void add_service_level_functions(std::vector<Function>& out) {
  add(out, "burn_windows(objective)", {number()}, windows_type(), burn_windows,
      "the alert windows of an objective: a list of {severity, long, short, factor, threshold}");
}

}  // namespace formwork::function
