#include "base/counted.h"
#include "base/text.h"
#include "cli/commands.h"
#include "cli/expiry.h"
#include "tool/tool.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>

namespace formwork {
namespace {

struct ToolFlags {
  std::vector<std::string> with;
  unsigned limit = 300;  // seconds
};

/// The tools that --with names; unknown ones are FW8001.
std::vector<const tool::Tool*> tools_of(const ToolFlags& flags, Diagnostics& diagnostics) {
  std::vector<const tool::Tool*> out;
  for (const std::string& name : flags.with) {
    const tool::Tool* found = tool::find_tool(name);
    if (found == nullptr) {
      std::vector<std::string> known;
      for (const tool::Tool& one : tool::tools()) known.emplace_back(one.name);
      const auto near = nearest(name, known);
      diagnostics.add(make(Code::FW8001, std::string(),
                           fmt::format("`--with` knows no tool `{}`", printable(name)),
                           near ? fmt::format("did you mean `{}`?", *near)
                                : fmt::format("there are: {}", join(known, ", "))));
    } else if (std::find(out.begin(), out.end(), found) == out.end()) {
      out.push_back(found);
    }
  }
  return out;
}

/// Runs the tools over what was rendered; the signal that ended them, or 0. What they judged is
/// added to `said`.
int run_tools(Session& session, const Inputs& inputs, const std::vector<UnitReport>& reports,
              const std::vector<const tool::Tool*>& tools, const ToolFlags& flags,
              std::string& said) {
  std::vector<const UnitOutput*> units;
  for (const UnitReport& report : reports) units.push_back(&report.output);
  // Modules are of the shared unit, which --env leaves out.
  UnitOutput shared;
  if (!session.options.environments.empty()) {
    const auto all = units_of(inputs, false);
    shared = render_unit(inputs, all.back(), session.sources, nullptr, nullptr);
  }
  tool::Options options;
  options.tools = tools;
  std::error_code ignored;
  options.workspace = std::filesystem::absolute(session.options.folder, ignored).string();
  options.jobs = session.jobs();
  options.limit = std::chrono::seconds(flags.limit);
  options.wanted = [&](const Artifact& artifact) {
    return is_for(artifact, [&](std::string_view target) { return session.wants_target(target); });
  };
  const tool::Summary summary =
      tool::judge(units, shared, session.sources, options, session.diagnostics);
  for (const auto& row : summary.rows) {
    if (row.judged == 0) continue;
    said += fmt::format("formwork: {} judged {}\n", row.tool, counted(row.judged, "root"));
  }
  return summary.signal;
}

std::string tool_names() {
  std::string out;
  for (const tool::Tool& one : tool::tools())
    out += fmt::format("{}{}", out.empty() ? "" : ", ", one.name);
  return out;
}

// How much of an environment's Terraform and Bicep was held against each other; with -v also what
// was not.
std::string told_parity(const std::vector<UnitReport>& reports, bool verbose) {
  std::string out;
  for (const UnitReport& report : reports) {
    const parity::Coverage& c = report.output.parity;
    if (c.pairs + c.unmapped + c.different == 0) continue;
    out += fmt::format(
        "formwork: Terraform and Bicep of {}: of resources {} paired, {} in Terraform alone, {} "
        "outside "
        "the table; of properties {} equal, {} by reference, {} not known before a deployment, {} "
        "in no "
        "row\n",
        report.unit.name, c.pairs, c.alone, c.unmapped, c.equal, c.reference, c.unknown,
        c.unlisted);
    if (!verbose) continue;
    for (const std::string& name : c.what_unknown) out += fmt::format("  not known: {}\n", name);
    for (const std::string& name : c.what_unlisted) out += fmt::format("  in no row: {}\n", name);
  }
  return out;
}

}  // namespace

void add_validate(CLI::App& app, CommandRunner& run) {
  auto* command =
      app.add_subcommand("validate", "Check specs, templates and rules without writing anything");
  auto expiry = std::make_shared<ExpiryFlags>();
  add_expiry(*command, expiry);
  auto flags = std::make_shared<ToolFlags>();
  command
      ->add_option("--with", flags->with,
                   fmt::format("Let real tools judge what is rendered, from a scratch folder and "
                               "without the network: {}",
                               tool_names()))
      ->delimiter(',')
      ->type_name("TOOL");
  command->add_option("--tool-timeout", flags->limit, "Seconds a tool may take for one root")
      ->check(CLI::Range(1U, 86'400U))
      ->capture_default_str()
      ->type_name("SECONDS");
  command->callback([&run, expiry, flags] {
    run = [expiry, flags](Session& session) {
      session.command = "validate";
      const auto tools = tools_of(*flags, session.diagnostics);
      if (session.diagnostics.has_errors()) return session.finish(true);
      const auto tree = disk_tree(session.options.folder);
      std::string summary;
      std::string judged;
      std::string parity;
      if (auto inputs = session.load(*tree)) {
        const auto units = session.select(*inputs);
        if (!session.diagnostics.has_errors()) {
          auto reports = session.inspect_units(*inputs, units, *tree);
          std::size_t files = 0;
          for (UnitReport& report : reports) {
            files += report.output.artifacts.size();
            session.diagnostics.append(std::move(report.output.diagnostics));
          }
          parity = told_parity(reports, session.options.verbose);
          report_waivers(*inputs, reports, expiry_options(*expiry, session), session.diagnostics);
          // Tools would only repeat what is known to be wrong.
          if (!tools.empty() && !session.diagnostics.has_errors()) {
            const int signal = run_tools(session, *inputs, reports, tools, *flags, judged);
            if (signal != 0) return 128 + signal;
          }
          summary = fmt::format("formwork: {} in {} validated: {}\n", counted(files, "file"),
                                counted(reports.size(), "unit"),
                                session.diagnostics.empty() ? "no findings" : "nothing that fails");
        }
      }
      const int status = session.finish(true);
      if (session.options.format == "text") {
        session.say(parity);
        session.say(judged);
        if (status == 0) session.say(summary);
      }
      return status;
    };
  });
}

}  // namespace formwork
