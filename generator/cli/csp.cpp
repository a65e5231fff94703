#include "cli/csp.h"

#include "base/text.h"
#include "cli/commands.h"

#include <fmt/format.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <memory>

namespace formwork {

std::optional<EnvironmentPolicies> policies_of(Session& session, const Inputs& inputs,
                                               const std::string& name) {
  for (const Unit& unit : units_of(inputs, true)) {
    if (unit.name != name) continue;
    EnvironmentPolicies out{unit.environment, unit, {}};
    out.sent = sent_policies(inputs, unit, session.diagnostics);
    return out;
  }
  const auto near = nearest(name, inputs.workspace.names);
  session.diagnostics.add(make(
      Code::FW8005, std::string(), fmt::format("no environment is called `{}`", printable(name)),
      near ? fmt::format("did you mean `{}`?", *near)
           : fmt::format("there are: {}", join(inputs.workspace.names, ", "))));
  return std::nullopt;
}

std::optional<std::string> text_of(Session& session, const std::string& file) {
  constexpr std::size_t kMost = std::size_t{1} << 20U;
  const auto failed = [&](const std::string& why) {
    session.diagnostics.add(make(Code::FW7002, file, fmt::format("cannot read `{}`: {}", file, why),
                                 "name a file, or `-` for standard input"));
    return std::nullopt;
  };
  std::error_code ignored;
  if (file != "-" && std::filesystem::is_directory(file, ignored)) return failed("it is a folder");
  std::FILE* in = file == "-" ? stdin : std::fopen(file.c_str(), "rb");
  if (in == nullptr) return failed(std::strerror(errno));
  std::string out;
  char buffer[8192];
  for (std::size_t n = 0; (n = std::fread(buffer, 1, sizeof buffer, in)) != 0;) {
    out.append(buffer, n);
    if (out.size() > kMost) break;
  }
  const bool broken = std::ferror(in) != 0;
  if (file != "-") std::fclose(in);
  if (broken) return failed(std::strerror(errno));
  if (out.size() > kMost) return failed("it is longer than 1 MiB");
  return out;
}

void add_csp(CLI::App& app, CommandRunner& run) {
  auto* command = app.add_subcommand(
      "csp", "Content security policies: lint, show, compare, and hold a server against the spec");
  command->require_subcommand(1);

  auto* lint_command = command->add_subcommand(
      "lint", "Find what weakens the policies of environments, or a policy that is given");
  auto environments = std::make_shared<std::vector<std::string>>();
  auto policy = std::make_shared<std::string>();
  lint_command->add_option("ENV", *environments, "Environments; all, if none is named");
  auto* given = lint_command
                    ->add_option("--policy", *policy,
                                 "A policy, as its header has it; `-` for standard input")
                    ->type_name("TEXT");
  lint_command->callback([&run, environments, policy, given] {
    run = [environments, policy, was_given = given->count() != 0](Session& session) {
      session.command = "csp lint";
      return csp_lint(session, *environments, *policy, was_given);
    };
  });

  auto* show_command =
      command->add_subcommand("show", "Show the policy as each edge of an environment gets it");
  auto environment = std::make_shared<std::string>();
  auto edge = std::make_shared<std::string>();
  std::vector<std::string> edges;
  for (const csp::Edge& one : csp::edges()) edges.emplace_back(one.id);
  edges.emplace_back("meta");
  show_command->add_option("ENV", *environment, "Environment")->required();
  show_command->add_option("--edge", *edge, "Only this edge; `meta`: the element for a page")
      ->check(CLI::IsMember(edges))
      ->type_name("EDGE");
  show_command->callback([&run, environment, edge] {
    run = [environment, edge](Session& session) {
      session.command = "csp show";
      return csp_show(session, *environment, *edge);
    };
  });

  auto* diff_command = command->add_subcommand(
      "diff", "Compare the policies of two environments, or of one at two revisions");
  auto first = std::make_shared<std::string>();
  auto second = std::make_shared<std::string>();
  auto base = std::make_shared<std::string>();
  diff_command->add_option("A", *first, "Environment")->required();
  diff_command->add_option("B", *second, "Environment; A itself with --base, if left out");
  diff_command->add_option("--base", *base, "Take A from revision REV")->type_name("REV");
  diff_command->callback([&run, first, second, base] {
    run = [first, second, base](Session& session) {
      session.command = "csp diff";
      return csp_diff(session, *first, *second, *base);
    };
  });

  auto* live_command = command->add_subcommand(
      "live", "Hold saved response headers (`curl -sIL URL`) against the spec");
  auto live = std::make_shared<LiveOptions>();
  live_command->add_option("ENV", live->environment,
                           "Environment; found by --host, or the only one, if left out");
  live_command->add_option("--headers", live->headers, "The headers; `-` for standard input")
      ->required()
      ->type_name("FILE");
  live_command->add_option("--host", live->host, "Host or URL that they were got from")
      ->type_name("HOST");
  live_command->callback([&run, live] {
    run = [live](Session& session) {
      session.command = "csp live";
      return csp_live(session, *live);
    };
  });
}

}  // namespace formwork
