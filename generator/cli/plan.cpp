#include "cli/commands.h"
#include "pipeline/causes.h"
#include "rules/redact.h"

#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <memory>

namespace formwork {
namespace {

struct Options {
  bool diff = false;
  bool exit_plan = false;
  std::vector<std::string> sets;
};

struct Counts {
  std::size_t add = 0, change = 0, remove = 0;
};

// compile leaves it to its editor.
bool edited_orphan(const FileFact& fact) {
  return !fact.state.locked || !fact.state.locked->digest ||
         *fact.state.locked->digest != fact.state.found->hex();
}

// Why one file would change: the moved values it reads, else what moved in the unit.
std::string cause(const Inputs& inputs, const UnitReport& report, const FileFact& fact,
                  const SourceMap& sources) {
  if (fact.artifact == SIZE_MAX) return "no longer an output";
  if (fact.verdict == Verdict::edited || fact.verdict == Verdict::forged) return "edited by hand";
  if (fact.verdict == Verdict::missing) return "missing on disk";
  std::vector<std::string> parts;
  for (const auto& moved :
       moved_values_read(inputs, report, report.output.artifacts[fact.artifact], sources)) {
    const Position at = sources.begin(moved.span);
    parts.push_back(moved.span.valid() ? fmt::format("{} ({}:{})", moved.path,
                                                     sources.path(moved.span.source), at.line)
                                       : moved.path);
  }
  for (const auto& moved : report.moved.inputs) parts.push_back(moved.path);
  if (parts.empty() && report.moved.version) {
    parts.push_back(
        fmt::format("formwork {} -> {}", report.moved.locked_version, compiler_version()));
  }
  if (parts.empty()) return report.lock_present ? "a value it read is gone" : "first compile";
  constexpr std::size_t kShown = 4;
  if (parts.size() > kShown + 1) {
    const std::size_t more = parts.size() - kShown;
    parts.resize(kShown);
    parts.push_back(fmt::format("and {} more", more));
  }
  std::string out;
  for (const std::string& part : parts) out += (out.empty() ? "" : ", ") + part;
  return out;
}

void show(Session& session, const Inputs& inputs, const UnitReport& report, const Tree& tree,
          bool diff, Counts& counts) {
  std::string out;
  for (const FileFact& fact : report.files) {
    const std::string& path = fact.state.path;
    const bool gone = fact.artifact == SIZE_MAX;
    if (!gone && fact.state.found && *fact.state.found == *fact.state.rendered && !fact.wrong_mode)
      continue;
    if (gone && (!fact.state.found || fact.unknown || edited_orphan(fact))) continue;
    const char sign = gone ? '-' : fact.state.found ? '~' : '+';
    ++(gone ? counts.remove : fact.state.found ? counts.change : counts.add);
    out += fmt::format("  {} {}  ({})\n", sign, path, cause(inputs, report, fact, session.sources));
    if (!diff || gone) continue;
    Document scratch;
    Rendered rendered;
    if (print_artifact(report.output.artifacts[fact.artifact], session.sources, scratch, Trace::no,
                       rendered))
      continue;
    std::string before;
    if (auto found = tree.read(path)) before = std::move(*found);
    out += redact(unified_diff(before, rendered.text, path, 200), {});
  }
  if (!out.empty()) session.print(fmt::format("{}\n{}", report.unit.name, out));
}

int plan(Session& session, const Options& options, std::size_t& changes) {
  session.command = "plan";
  const auto tree = disk_tree(session.options.folder);
  const auto inputs = session.load(*tree, options.sets);
  if (!inputs) return session.finish(false);
  const auto units = session.select(*inputs);
  if (session.diagnostics.has_errors()) return session.finish(false);
  std::vector<UnitReport> reports = session.inspect_units(*inputs, units, *tree);
  Counts counts;
  for (UnitReport& report : reports) {
    session.diagnostics.append(std::move(report.output.diagnostics));
    show(session, *inputs, report, *tree, options.diff, counts);
  }
  for (const Environment& env : inputs->environments) {
    for (const Node accepted : env.document.root().find("accept")) {
      session.print(
          fmt::format("{}: irreversible, accepted by name: {}\n", env.name, accepted.text()));
    }
  }
  changes = counts.add + counts.change + counts.remove;
  session.print(changes == 0 ? "No changes: the outputs are what the spec says.\n"
                             : fmt::format("Plan: {} to add, {} to change, {} to remove.\n",
                                           counts.add, counts.change, counts.remove));
  return session.finish(false);
}

// terraform's: 0 nothing to do, 1 an error of whatever kind, 2 changes.
int plan_with_style(Session& session, const Options& options) {
  std::size_t changes = 0;
  const int status = plan(session, options, changes);
  if (!options.exit_plan) return status;
  return status != 0 ? 1 : changes != 0 ? 2 : 0;
}

}  // namespace

void add_plan(CLI::App& app, CommandRunner& run) {
  auto* command = app.add_subcommand("plan", "Show what compile would write, and why");
  auto options = std::make_shared<Options>();
  auto style = std::make_shared<std::string>("formwork");
  command->add_flag("--diff", options->diff, "Show the differences too");
  command
      ->add_option("--set", options->sets, "Set PATH=VALUE above all layers, for this plan alone")
      ->type_name("PATH=VALUE");
  command
      ->add_option("--exit-style", *style,
                   "`plan`: exit 2 where there are changes, as terraform does")
      ->check(CLI::IsMember({"formwork", "plan"}));
  command->callback([&run, options, style] {
    options->exit_plan = *style == "plan";
    run = [options](Session& session) { return plan_with_style(session, *options); };
  });
}

}  // namespace formwork
