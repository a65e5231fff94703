#include "pipeline/expiry.h"

#include "base/text.h"
#include "pipeline/policies.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>
#include <utility>

namespace formwork {
namespace {

constexpr const char* kRenew =
    "mend what it lets off and remove it, or have its owner set a later day";

void judge_day(const Waiver& waiver, const ExpiryOptions& options, Diagnostics& diagnostics) {
  const auto last = parse_day(waiver.expires);
  if (!last) {
    diagnostics.add(Code::DR031, waiver.expires_span,
                    fmt::format("the waiver `{}` expires on `{}`, which no calendar has",
                                waiver.key, waiver.expires),
                    "write the last day it holds, as `YYYY-MM-DD`");
    return;
  }
  const auto left = (*last - options.today).count();
  if (left > kDaysAhead) return;
  std::string message = left < 0
                            ? fmt::format("the waiver `{}` of {} expired on {}", waiver.key,
                                          waiver.id, waiver.expires)
                            : fmt::format("the waiver `{}` of {} expires {}", waiver.key, waiver.id,
                                          left == 0   ? std::string("today")
                                          : left == 1 ? std::string("tomorrow")
                                                      : fmt::format("in {} days", left));
  Diagnostic& d = diagnostics.add(Code::DR031, waiver.expires_span, std::move(message), kRenew);
  d.notes.push_back({{}, "", fmt::format("`{}` answers for it: {}", waiver.owner, waiver.reason)});
  d.severity = left < 0 && !options.warn ? Severity::error : Severity::warning;
}

void judge_use(const Waiver& waiver, const std::set<std::string>& ids, Diagnostics& diagnostics) {
  const bool known = ids.contains(waiver.id);
  std::string help = "remove it";
  if (!known) {
    const std::vector<std::string> all(ids.begin(), ids.end());
    if (const auto near = nearest(waiver.id, all)) help = fmt::format("did you mean `{}`?", *near);
  }
  Diagnostic& d = diagnostics.add(
      Code::DR031, waiver.span,
      known
          ? fmt::format("the waiver `{}` is not used: nothing that {} asks is broken there",
                        waiver.key, waiver.id)
          : fmt::format("the waiver `{}` is not used: no rule is called {}", waiver.key, waiver.id),
      std::move(help));
  d.severity = Severity::warning;
}

void judge_breadth(const Waiver& waiver, Diagnostics& diagnostics) {
  diagnostics.add(
      Code::DR031, waiver.span,
      fmt::format("the waiver `{}` of DR021 names no source of a directive, and lets nothing off",
                  waiver.key),
      "write one waiver for each weakening, as `script-src#https://cdn.example`: DR021 says which");
}

}  // namespace

void report_waivers(const Inputs& inputs, const std::vector<UnitReport>& reports,
                    const ExpiryOptions& options, Diagnostics& diagnostics) {
  // Of our own that can be waived.
  std::set<std::string> ids{"DR019", "DR021", "DR030", "DR032", "FW4014", "FW4015"};
  for (const Pack& pack : inputs.packs.packs) {
    for (const Rule& rule : pack.rules) ids.insert(rule.id);
  }
  // Environments that inherit a waiver share its place.
  std::map<std::pair<SourceId, std::uint32_t>, std::pair<const Waiver*, bool>> waivers;
  for (const UnitReport& report : reports) {
    for (const Waiver& waiver : report.output.waivers) {
      auto& [one, used] = waivers[{waiver.span.source, waiver.span.begin}];
      one = &waiver;
      used = used || waiver.used;
    }
  }
  // Those that two environments were compared by (DR030).
  for (const Environment& env : inputs.environments) {
    for (const Waiver& waiver : env.waivers) {
      const auto it = waivers.find({waiver.span.source, waiver.span.begin});
      if (it != waivers.end()) it->second.second = it->second.second || waiver.used;
    }
  }
  for (const auto& [place, entry] : waivers) {
    judge_day(*entry.first, options, diagnostics);
    if (is_too_broad(*entry.first)) {
      judge_breadth(*entry.first, diagnostics);
      continue;
    }
    const bool asked = options.compared || entry.first->id != "DR021";
    if (options.all_units && asked && !entry.second) judge_use(*entry.first, ids, diagnostics);
  }
}

}  // namespace formwork
