#include "tool/run.h"

#include <fmt/format.h>

namespace formwork::tool {

Outcome judge_kubectl(const Job& job) {
  Outcome outcome;
  Command command;
  command.arguments = {job.program, "kustomize", "."};
  command.folder = job.scratch + "/" + job.root.folder;
  command.environment = offline();
  command.limit = job.limit;
  const Ended ended = run(command);
  if (!came_to_an_end(ended, job, outcome)) return outcome;
  if (ended.ok()) {
    if (ended.out.empty()) outcome.failed = "printed nothing";
    return outcome;
  }
  std::string said = one_line(ended.err);
  if (said.empty()) {
    outcome.failed = fmt::format("ended with status {}, and said nothing", ended.status);
    return outcome;
  }
  if (said.starts_with("error: ")) said.erase(0, 7);
  outcome.findings.push_back(
      {Severity::error, "", std::move(said), job.root.folder + "/kustomization.yaml", 1});
  return outcome;
}

}  // namespace formwork::tool
