#include "base/counted.h"
#include "base/text.h"
#include "cli/commands.h"
#include "pack/embedded.h"
#include "store/put_files.h"

#include <fmt/format.h>

#include <functional>
#include <memory>

namespace formwork {
namespace {

int list(Session& session) {
  session.every_pack = true;
  const auto tree = disk_tree(session.options.folder);
  const auto inputs = session.load(*tree);
  if (!inputs) return session.finish(false);
  for (const Pack& pack : inputs->packs.packs) {
    session.print(fmt::format("{}  ({} {}, {}, {})  {}\n", pack.name,
                              pack.targets.size() == 1 ? "target" : "targets",
                              join(pack.targets, ", "), counted(pack.artifacts.size(), "artifact"),
                              counted(pack.rules.size(), "rule"), pack.description));
    for (const ArtifactRow& row : pack.artifacts) {
      const auto overlay = inputs->packs.overlays.find(row.file);
      session.print(fmt::format("  {}{}\n", row.file,
                                overlay == inputs->packs.overlays.end()
                                    ? std::string()
                                    : fmt::format("  overlaid by {}", overlay->second.path)));
    }
  }
  return session.finish(false);
}

int lint(Session& session) {
  // Loading compiles every template, path, condition and rule against the schema.
  session.every_pack = true;
  const auto tree = disk_tree(session.options.folder);
  if (const auto inputs = session.load(*tree)) {
    std::size_t templates = 0, rules = 0;
    for (const Pack& pack : inputs->packs.packs) {
      templates += pack.artifacts.size();
      rules += pack.rules.size();
    }
    session.say(fmt::format("formwork: {}, {}, {}, {}: no findings\n",
                            counted(inputs->packs.packs.size(), "pack"),
                            counted(templates, "artifact"), counted(rules, "rule"),
                            counted(inputs->packs.overlays.size(), "overlay")));
  }
  return session.finish(true);
}

int eject(Session& session, const std::string& file) {
  const auto tree = disk_tree(session.options.folder);
  const auto workspace = session.workspace(*tree);
  if (!workspace) return session.finish(false);
  const std::string inside = file.starts_with("templates/") ? file.substr(10) : file;
  const std::string_view bytes = embedded("templates/" + inside);
  if (bytes.empty()) {
    std::vector<std::string> known;
    for (const EmbeddedFile& f : embedded_below("templates/"))
      known.emplace_back(f.path.substr(10));
    const auto near = nearest(inside, known);
    session.diagnostics.add(make(
        Code::FW8006, file, fmt::format("no pack has a file `{}`", inside),
        near ? fmt::format("did you mean `{}`?", *near) : "`formwork templates list` names them"));
    return session.finish(false);
  }
  const std::string target = workspace->overlays + "/" + inside;
  const auto there = tree->info(target);
  if (there && there->kind != FileKind::absent) {
    session.diagnostics.add(make(Code::FW8007, target, fmt::format("`{}` exists", target),
                                 "remove it first; eject overwrites nothing"));
    return session.finish(false);
  }
  if (auto refused = put_files(session.options.folder, {{target, std::string(bytes)}})) {
    session.diagnostics.add(std::move(*refused));
    return session.finish(false);
  }
  session.print(target + "\n");
  session.say("formwork: edit the copy; it replaces the built-in from the next compile on\n");
  return 0;
}

}  // namespace

void add_templates(CLI::App& app, CommandRunner& run) {
  auto* command = app.add_subcommand("templates",
                                     "Packs: list them, check them, copy a file out as an overlay");
  command->require_subcommand(1);
  auto* list_command =
      command->add_subcommand("list", "List packs, their files, and what is overlaid");
  list_command->callback([&run] {
    run = [](Session& session) {
      session.command = "templates";
      return list(session);
    };
  });
  auto* lint_command = command->add_subcommand(
      "lint", "Compile every template, condition and rule against the schema");
  lint_command->callback([&run] {
    run = [](Session& session) {
      session.command = "templates";
      return lint(session);
    };
  });
  auto* eject_command =
      command->add_subcommand("eject", "Copy a built-in pack file into the overlay folder");
  auto file = std::make_shared<std::string>();
  eject_command->add_option("FILE", *file, "kubernetes/deployment.yaml")->required();
  eject_command->callback([&run, file] {
    run = [file](Session& session) {
      session.command = "templates";
      return eject(session, *file);
    };
  });
}

}  // namespace formwork
