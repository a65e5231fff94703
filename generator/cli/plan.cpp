#include "base/text.h"
#include "cli/commands.h"
#include "pipeline/causes.h"
#include "pipeline/file_part.h"
#include "pipeline/lock_findings.h"
#include "pipeline/orphans.h"
#include "pipeline/policies.h"
#include "pipeline/resources.h"
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

// Why one file would change: the moved values it reads, else what moved in the unit.
std::string cause(const Inputs& inputs, const UnitReport& report, const FileFact& fact,
                  const SourceMap& sources) {
  if (fact.artifact == SIZE_MAX) return "no longer an output";
  if (fact.verdict == Verdict::edited || fact.verdict == Verdict::forged) return "edited by hand";
  if (fact.verdict == Verdict::stranger) return "stands there, and is not formwork's";
  if (fact.wrong_mode && (!fact.state.found || *fact.state.found == *fact.state.rendered))
    return fact.kind == FileKind::regular ? "executable bit" : "a link, folder or device is there";
  if (fact.verdict == Verdict::missing) return "missing on disk";
  // Nothing is known of what went before.
  if (!report.lock_present) return "first compile";
  std::vector<std::string> parts;
  for (const auto& moved :
       moved_values_read(inputs, report, report.output.artifacts[fact.artifact], sources)) {
    const Position at = sources.begin(moved.span);
    parts.push_back(moved.span.valid() ? fmt::format("{} ({}:{})", moved.path,
                                                     sources.path(moved.span.source), at.line)
                                       : moved.path);
  }
  for (const auto& moved : report.moved.inputs) parts.push_back(moved.path);
  for (std::string& path :
       moved_assets_read(inputs, report, report.output.artifacts[fact.artifact], sources))
    parts.push_back(std::move(path));
  // What is gone is read no more: any of it may be why.
  if (parts.empty()) {
    for (const auto& moved : by_line(report.moved.values, sources)) {
      if (!moved.span.valid()) parts.push_back(fmt::format("{} is no longer set", moved.path));
    }
  }
  if (parts.empty() && report.moved.version) {
    parts.push_back(fmt::format("formwork {} -> {}", printable(report.moved.locked_version),
                                compiler_version()));
  }
  if (parts.empty() && fact.verdict == Verdict::merged) return "its record was merged";
  if (parts.empty())
    return fact.state.locked ? "its record in the lock is another" : "not in the lock";
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

PlanReport::Unit unit_of(Session& session, const Inputs& inputs, const UnitReport& report,
                         const Tree& tree, bool diff) {
  PlanReport::Unit out{report.unit.name};
  if (report.moved.version && report.lock_present) {
    out.from = printable(report.moved.locked_version);
    out.to = compiler_version();
    out.by_upgrade = static_cast<std::size_t>(std::count_if(
        report.files.begin(), report.files.end(),
        [](const FileFact& fact) { return fact.verdict == Verdict::stale_compiler; }));
  }
  for (const FileFact& fact : report.files) {
    const std::string& path = fact.state.path;
    const bool gone = fact.artifact == SIZE_MAX;
    if (!gone && fact.state.found && *fact.state.found == *fact.state.rendered && !fact.wrong_mode)
      continue;
    if (gone && (!fact.state.found || fact.unknown ||
                 fate_of(inputs, report.unit, fact) != Orphan::removed))
      continue;
    out.files.push_back({gone               ? "remove"
                         : fact.state.found ? "change"
                                            : "add",
                         path, cause(inputs, report, fact, session.sources)});
    if (!diff || gone || fact.unread != 0) continue;
    Document scratch;
    Rendered rendered;
    if (print_artifact(report.output.artifacts[fact.artifact], session.sources, scratch, Trace::no,
                       rendered))
      continue;
    std::string before;
    if (const auto found = tree.read(path))
      before = part_of(report.output.artifacts[fact.artifact], *found).bytes;
    out.files.back().difference = redact(unified_diff(before, rendered.text, path, 200), {});
  }
  for (const RootChanges& root : resource_changes(report, true)) {
    PlanReport::Root& added = out.roots.emplace_back(PlanReport::Root{root.root});
    for (const ResourceChange& change : root.changes)
      added.resources.push_back({std::string(name(change.action)), change.address, change.from,
                                 change.note, change.action != ResourceAction::lose});
  }
  if (report.unit.environment != nullptr) {
    for (const Node accepted : report.unit.document->root().find("accept"))
      out.irreversible.emplace_back(accepted.text());
  }
  return out;
}

int plan(Session& session, const Options& options, bool& changes) {
  session.command = "plan";
  const auto tree = disk_tree(session.options.folder);
  const auto inputs = session.load(*tree, options.sets);
  if (!inputs) return session.finish(false);
  const auto units = session.select(*inputs);
  if (session.diagnostics.has_errors()) return session.finish(false);
  std::vector<UnitReport> reports = session.inspect_units(*inputs, units, *tree);
  PlanReport& plan = session.plan.emplace();
  for (UnitReport& report : reports) {
    session.diagnostics.append(std::move(report.output.diagnostics));
    warn_weakened(report, session.diagnostics);
    for (const Diagnostic& d : report.lock_diagnostics.items()) {
      if (d.code == Code::DR016) session.diagnostics.add(d);  // compile would refuse it
    }
    report_built_ins(*inputs, report, false, session.diagnostics);
    plan.units.push_back(unit_of(session, *inputs, report, *tree, options.diff));
    changes = changes || !plan.units.back().files.empty();
  }
  if (!session.for_machines()) session.print(plan_text(plan));
  return session.finish(false);
}

// terraform's: 0 nothing to do, 1 an error of whatever kind, 2 changes.
int plan_with_style(Session& session, const Options& options) {
  bool changes = false;
  const int status = plan(session, options, changes);
  if (!options.exit_plan) return status;
  return status != 0 ? 1 : changes ? 2 : 0;
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
