#include "base/text.h"
#include "cli/commands.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <functional>
#include <memory>

namespace formwork {

void add_list(CLI::App& app, CommandRunner& run) {
  auto* command = app.add_subcommand("list", "List units and their targets");
  auto files = std::make_shared<bool>(false);
  auto style = std::make_shared<std::string>("text");
  command->add_flag("--files", *files, "List every output of the units");
  command->add_option("--as", *style, "gha-matrix: JSON for `strategy.matrix` of a workflow")
      ->check(CLI::IsMember({"text", "gha-matrix"}));
  command->callback([&run, files, style] {
    run = [files, style](Session& session) {
      session.command = "list";
      const auto tree = disk_tree(session.options.folder);
      const auto inputs = session.load(*tree);
      if (!inputs) return session.finish(false);
      auto units = session.select(*inputs);
      if (session.diagnostics.has_errors()) return session.finish(false);
      for (Unit& unit : units) {
        std::erase_if(unit.targets,
                      [&](const std::string& target) { return !session.wants_target(target); });
      }
      std::erase_if(units, [](const Unit& unit) { return unit.targets.empty(); });
      if (*style == "gha-matrix") {
        nlohmann::ordered_json include = nlohmann::ordered_json::array();
        for (const Unit& unit : units) {
          if (unit.environment == nullptr) continue;
          include.push_back({{"environment", unit.name}, {"targets", join(unit.targets, ",")}});
        }
        session.print(nlohmann::ordered_json({{"include", include}}).dump() + "\n");
        return session.finish(false);
      }
      for (const Unit& unit : units) {
        session.print(fmt::format("{}: {}\n", unit.name, join(unit.targets, ", ")));
        if (!*files) continue;
        const UnitOutput output = render_unit(*inputs, unit, session.sources, nullptr, nullptr);
        for (const Artifact& artifact : output.artifacts) {
          session.print(fmt::format("  {}  ({})\n", artifact.path, artifact.row->file));
        }
      }
      return session.finish(false);
    };
  });
}

}  // namespace formwork
