#include "base/counted.h"
#include "base/keep.h"
#include "base/text.h"
#include "cli/commands.h"
#include "pipeline/unmatched.h"
#include "store/writer.h"

#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <memory>

namespace formwork {
namespace {

struct Options {
  CompileOptions compile;
  std::vector<std::string> sets;
  bool to_stdout = false;
  bool assumed = false;
  std::string shard;
};

// K/N: units dealt round robin in their order, `shared` being one of them.
bool deal(const std::string& shard, std::vector<Unit>& units, Diagnostics& diagnostics) {
  if (shard.empty()) return true;
  unsigned k = 0, n = 0;
  char rest = '\0';
  if (std::sscanf(shard.c_str(), "%u/%u%c", &k, &n, &rest) != 2 || k == 0 || n == 0 || k > n) {
    diagnostics.add(make(Code::FW8001, std::string(), fmt::format("`--shard {}` is not K/N", shard),
                         "write it as `1/4` … `4/4`"));
    return false;
  }
  std::vector<Unit> mine;
  for (std::size_t i = 0; i < units.size(); ++i) {
    if (i % n == k - 1) mine.push_back(std::move(units[i]));
  }
  units = std::move(mine);
  return true;
}

// For GitOps plugins: one YAML stream of the manifests, nothing written.
int to_stdout(Session& session, const Inputs& inputs, const std::vector<Unit>& units) {
  Verifier verifier(inputs.packs, session.sources, VerifyMode::shapes);
  std::string stream;
  for (const Unit& unit : units) {
    if (unit.kind == UnitKind::shared) continue;
    UnitOutput output =
        render_unit(inputs, unit, session.sources, &verifier,
                    [&](std::size_t, const Artifact& artifact, std::string_view bytes) {
                      if (!is_for(artifact, [](const auto& t) { return t == "kubernetes"; }) ||
                          artifact.path.ends_with("kustomization.yaml")) {
                        return;
                      }
                      stream += fmt::format("---\n# {}\n{}", artifact.path, bytes);
                    });
    session.diagnostics.append(std::move(output.diagnostics));
  }
  if (!session.diagnostics.has_errors()) session.print(stream);
  return session.finish(false);
}

void say_assumed(Session& session, const Inputs& inputs, const std::vector<Unit>& units, bool all) {
  for (const Unit& unit : units) {
    if (unit.environment == nullptr) continue;
    const auto& assumed = unit.environment->filled.assumed;
    if (all) {
      for (const NodeId id : assumed) {
        const Node node = unit.environment->document.node(id);
        if (node.is_scalar())
          session.say(fmt::format("assumed {} {} = {}\n", unit.name, node.path(), node.text()));
      }
    } else if (session.options.verbose) {
      session.say(fmt::format("{}: {} assumed from the schema (`--assumed` lists them)\n",
                              unit.name, counted(assumed.size(), "value")));
    }
  }
  (void)inputs;
}

int compile(Session& session, const Options& options) {
  session.command = "compile";
  if (!options.sets.empty() && !options.to_stdout) {
    session.diagnostics.add(
        make(Code::FW8001, std::string(), "`--set` with `compile` needs `--stdout`",
             "what it wrote would be drift at once; put the value into the spec"));
    return session.finish(false);
  }
  const auto tree = disk_tree(session.options.folder);
  auto inputs = session.load(*tree, options.sets);
  if (!inputs) return session.finish(false);
  std::vector<Unit> units = session.select(*inputs);
  if (!deal(options.shard, units, session.diagnostics) || session.diagnostics.has_errors())
    return session.finish(false);
  if (options.to_stdout) return to_stdout(session, *inputs, units);
  if (!session.options.targets.empty()) {
    session.diagnostics.add(
        make(Code::FW8001, std::string(), "`--target` does not go with `compile`",
             "a unit is written whole; select targets in the spec's `targets`"));
    return session.finish(false);
  }

  auto guard = WorkspaceGuard::acquire(session.options.folder);
  if (!guard) {
    session.diagnostics.add(guard.error());
    return session.finish(false);
  }
  KeptBytes kept;
  std::vector<UnitReport> reports = session.inspect_units(*inputs, units, *tree, &kept);
  CompileOptions compile_options = options.compile;
  compile_options.root = session.options.folder;
  compile_options.jobs = session.jobs();
  // What fits nothing in one part of the units may be meant for another.
  if (options.shard.empty()) tell_unmatched(reports, compile_options, session.diagnostics);
  const auto summary =
      write_all(*inputs, reports, *tree, session.sources, compile_options, session.diagnostics);
  if (summary) {
    guard->keep();
    say_assumed(session, *inputs, units, options.assumed);
    session.say(fmt::format("formwork: {} in {}, {} written, {} removed\n",
                            counted(summary->outputs, "file"), counted(summary->units, "unit"),
                            summary->written, summary->removed));
    for (const auto& [path, why] : summary->kept)
      session.say(
          fmt::format("formwork: `{}` is no longer an output, but {}: left alone\n", path, why));
    session.say_absent(*inputs);
    if (session.options.environments.empty()) {
      Diagnostics abandoned;
      report_abandoned(*inputs, *tree, abandoned);
      for (const Diagnostic& d : abandoned.items())
        session.say(fmt::format("formwork: {}; {}\n", d.message, d.help));
    } else {
      session.say(
          "formwork: `shared` (workflows, repository files) was left alone; compile without --env "
          "writes it\n");
    }
  }
  keep_until_exit(std::move(reports));
  keep_until_exit(std::move(inputs));
  return session.finish(false);
}

}  // namespace

void add_compile(CLI::App& app, CommandRunner& run) {
  auto* command = app.add_subcommand("compile", "Render, verify and write, all or nothing");
  auto options = std::make_shared<Options>();
  command
      ->add_option(
          "--discard", options->compile.discard,
          "Overwrite hand edits in outputs that match PATH (glob), remove what is no longer one")
      ->type_name("PATH");
  command
      ->add_option("--adopt", options->compile.adopt,
                   "Overwrite FILE although formwork did not write it")
      ->type_name("FILE");
  command->add_flag("--stdout", options->to_stdout,
                    "Print the Kubernetes manifests instead of writing (GitOps plugins)");
  command
      ->add_option("--set", options->sets, "Set PATH=VALUE above all layers (with --stdout only)")
      ->type_name("PATH=VALUE");
  command
      ->add_option("--shard", options->shard, "Compile part K of N of the units (for CI matrices)")
      ->type_name("K/N");
  command->add_flag("--assumed", options->assumed,
                    "List every value that was filled from the schema");
  command->callback([&run, options] {
    run = [options](Session& session) { return compile(session, *options); };
  });
}

}  // namespace formwork
