#include "cli/commands.h"

namespace formwork {

// --with TOOL (terraform, bicep, …) comes with the languages those tools judge.
void add_validate(CLI::App& app, CommandRunner& run) {
  auto* command = app.add_subcommand("validate", "Check specs, templates and rules without writing anything");
  command->callback([&run] {
    run = [](Session& session) {
      session.command = "validate";
      const auto tree = disk_tree(session.options.folder);
      if (auto inputs = session.load(*tree)) {
        const auto units = session.select(*inputs);
        if (!session.diagnostics.has_errors()) {
          auto reports = session.inspect_units(*inputs, units, *tree);
          for (UnitReport& report : reports) session.diagnostics.append(std::move(report.output.diagnostics));
        }
      }
      return session.finish(true);
    };
  });
}

}  // namespace formwork
