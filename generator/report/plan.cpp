#include "report/plan.h"

#include <fmt/format.h>

#include <map>

namespace formwork {
namespace {

std::string_view sign(std::string_view action) {
  if (action == "add") return "+";
  if (action == "remove" || action == "destroy") return "-";
  if (action == "replace") return "-/+";
  if (action == "move") return ">";
  if (action == "forget") return ".";
  return "~";
}

std::string line(const PlanReport::Resource& resource) {
  std::string out = fmt::format("    {} ", sign(resource.action));
  if (resource.action == "destroy" || resource.action == "forget") out += resource.action + "s ";
  out += resource.address;
  if (!resource.from.empty()) out += fmt::format("  (was {})", resource.from);
  if (!resource.note.empty()) out += fmt::format("  ({})", resource.note);
  if (!resource.accounted) out += "  (nothing says that it goes: DR019)";
  return out + "\n";
}

}  // namespace

std::string plan_text(const PlanReport& plan) {
  std::string out, irreversible;
  std::map<std::string, std::size_t> files, resources;
  for (const PlanReport::Unit& unit : plan.units) {
    std::string body;
    for (const PlanReport::File& file : unit.files) {
      ++files[file.action];
      body += fmt::format("  {} {}  ({})\n", sign(file.action), file.path, file.cause);
      body += file.difference;
    }
    for (const PlanReport::Root& root : unit.roots) {
      body += fmt::format("  resources of {}\n", root.path);
      for (const PlanReport::Resource& resource : root.resources) {
        ++resources[resource.action];
        body += line(resource);
      }
    }
    if (!unit.from.empty()) {
      body = (unit.by_upgrade == 0
                  ? fmt::format("  compiled by formwork {}; no file changes by {} alone\n",
                                unit.from, unit.to)
                  : fmt::format("  compiled by formwork {}; {} {} by {} alone\n", unit.from,
                                unit.by_upgrade,
                                unit.by_upgrade == 1 ? "file changes" : "files change", unit.to)) +
             body;
    }
    if (!body.empty()) out += unit.name + "\n" + body;
    for (const std::string& name : unit.irreversible)
      irreversible += fmt::format("{}: irreversible, accepted by name: {}\n", unit.name, name);
  }
  out += irreversible;
  if (files.empty())
    out += "No changes: the outputs are what the spec says.\n";
  else
    out += fmt::format("Plan: {} to add, {} to change, {} to remove.\n", files["add"],
                       files["change"], files["remove"]);
  if (!resources.empty()) {
    out += fmt::format("Resources: {} to add, {} to change, {} to replace, {} to destroy",
                       resources["add"], resources["change"], resources["replace"],
                       resources["destroy"]);
    for (const char* rare : {"move", "forget"}) {
      if (resources[rare] != 0) out += fmt::format(", {} to {}", resources[rare], rare);
    }
    out += ".\n";
  }
  return out;
}

}  // namespace formwork
