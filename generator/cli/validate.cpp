#include "cli/commands.h"
#include "cli/expiry.h"

#include <fmt/format.h>

namespace formwork {

// --with TOOL (terraform, bicep, …) comes with the languages those tools judge.
void add_validate(CLI::App& app, CommandRunner& run) {
  auto* command =
      app.add_subcommand("validate", "Check specs, templates and rules without writing anything");
  auto expiry = std::make_shared<ExpiryFlags>();
  add_expiry(*command, expiry);
  command->callback([&run, expiry] {
    run = [expiry](Session& session) {
      session.command = "validate";
      const auto tree = disk_tree(session.options.folder);
      std::string summary;
      if (auto inputs = session.load(*tree)) {
        const auto units = session.select(*inputs);
        if (!session.diagnostics.has_errors()) {
          auto reports = session.inspect_units(*inputs, units, *tree);
          std::size_t files = 0;
          for (UnitReport& report : reports) {
            files += report.output.artifacts.size();
            session.diagnostics.append(std::move(report.output.diagnostics));
          }
          report_waivers(*inputs, reports, expiry_options(*expiry, session), session.diagnostics);
          summary = fmt::format("formwork: {} files in {} unit{} validated: {}\n", files,
                                reports.size(), reports.size() == 1 ? "" : "s",
                                session.diagnostics.empty() ? "no findings" : "nothing that fails");
        }
      }
      const int status = session.finish(true);
      if (status == 0 && session.options.format == "text") session.say(summary);
      return status;
    };
  });
}

}  // namespace formwork
