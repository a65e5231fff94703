#include "pipeline/unmatched.h"

#include "base/text.h"

#include <fmt/format.h>

#include <algorithm>

namespace formwork {

void tell_unmatched(const std::vector<UnitReport>& reports, const CompileOptions& options,
                    Diagnostics& diagnostics) {
  const auto fits = [&](const auto& yes) {
    return std::any_of(reports.begin(), reports.end(), [&](const UnitReport& report) {
      return std::any_of(report.files.begin(), report.files.end(),
                         [&](const FileFact& fact) { return yes(fact.state.path); });
    });
  };
  const auto tell = [&](std::string_view flag, const std::string& text) {
    std::vector<std::string> known;
    for (const UnitReport& report : reports)
      for (const FileFact& fact : report.files) known.push_back(fact.state.path);
    const auto near = nearest(text, known);
    Diagnostic d =
        make(Code::FW8001, std::string(),
             fmt::format("`{} {}` fits no output and no file that was one", flag, printable(text)),
             near ? fmt::format("did you mean `{}`?", *near)
                  : "`formwork list --files` names the outputs; paths start at the root "
                    "of the workspace");
    d.severity = Severity::warning;
    diagnostics.add(std::move(d));
  };
  for (const std::string& glob : options.discard) {
    if (!fits([&](const std::string& path) { return glob == path || glob_match(glob, path); }))
      tell("--discard", glob);
  }
  for (const std::string& file : options.adopt) {
    if (!fits([&](const std::string& path) { return file == path; })) tell("--adopt", file);
  }
}

}  // namespace formwork
