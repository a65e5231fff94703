#include "tool/run.h"

#include <fmt/format.h>

#include <algorithm>

namespace formwork::tool {

Outcome judge_bicep(const Job& job) {
  Outcome outcome;
  Command command;
  const bool parameters = job.root.file.ends_with(".bicepparam");
  // Modules of a registry are restored from the network, so they are not.
  command.arguments = {job.program, parameters ? "build-params" : "build", job.root.file,
                       "--stdout", "--no-restore"};
  command.folder = job.scratch + "/" + job.root.folder;
  command.environment = offline();
  // .NET without it wants a library that small containers lack.
  command.environment["DOTNET_SYSTEM_GLOBALIZATION_INVARIANT"] = "1";
  command.limit = job.limit;
  const Ended ended = run(command);
  if (!came_to_an_end(ended, job, outcome)) return outcome;
  outcome.findings = read_bicep(ended.err, job);
  const auto missing = [](const Finding& f) {
    return f.rule == "BCP190" || f.rule == "BCP062" || f.rule == "BCP192";
  };
  const auto not_restored =
      std::find_if(outcome.findings.begin(), outcome.findings.end(),
                   [](const Finding& f) { return f.rule == "BCP190" || f.rule == "BCP192"; });
  if (not_restored != outcome.findings.end()) {
    outcome.skipped = not_restored->message;
    outcome.help = fmt::format("run `bicep restore {}/{}`", job.root.folder, job.root.file);
    std::erase_if(outcome.findings, missing);
    return outcome;
  }
  const bool errors = std::any_of(outcome.findings.begin(), outcome.findings.end(),
                                  [](const Finding& f) { return f.severity == Severity::error; });
  if (!ended.ok() && !errors) {
    outcome.failed = fmt::format("ended with status {} and named no error", ended.status);
    outcome.help = first_words(ended.err);
  }
  return outcome;
}

}  // namespace formwork::tool
