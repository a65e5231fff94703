#include "base/text.h"
#include "cli/commands.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <functional>
#include <memory>

namespace formwork {
namespace {

std::string as_json(Session& session, const Inputs& inputs, const std::vector<Unit>& units,
                    bool files) {
  nlohmann::ordered_json all = nlohmann::ordered_json::array();
  for (const Unit& unit : units) {
    nlohmann::ordered_json one = {{"name", unit.name}, {"targets", unit.targets}};
    if (files) {
      one["files"] = nlohmann::ordered_json::array();
      const UnitOutput output = render_unit(inputs, unit, session.sources, nullptr, nullptr);
      for (const Artifact& artifact : output.artifacts)
        one["files"].push_back({{"path", artifact.path}, {"template", artifact.row->file}});
    }
    all.push_back(std::move(one));
  }
  return nlohmann::ordered_json({{"version", 1}, {"units", std::move(all)}}).dump(2) + "\n";
}

}  // namespace

void add_list(CLI::App& app, CommandRunner& run) {
  auto* command = app.add_subcommand("list", "List units and their targets");
  auto files = std::make_shared<bool>(false);
  auto style = std::make_shared<std::string>("text");
  command->add_flag("--files", *files, "List every output of the units");
  // Of the list itself; findings, should there be any, are told as text.
  command
      ->add_option("--format,--as", *style,
                   "Format of the list; gha-matrix: JSON for `strategy.matrix` of a workflow")
      ->check(CLI::IsMember({"text", "json", "gha-matrix"}))
      ->type_name("FORMAT");
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
      if (*style == "json") {
        session.print(as_json(session, *inputs, units, *files));
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
