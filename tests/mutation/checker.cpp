#include "checker.h"

#include "pipeline/file_part.h"

#include <algorithm>

namespace formwork::mutation {
namespace {

std::vector<Finding> findings(const Diagnostics& diagnostics, const SourceMap& sources) {
  std::vector<Finding> out;
  for (const Diagnostic& d : diagnostics.sorted(sources)) {
    Finding& one = out.emplace_back();
    one.id = info(d.code).id;
    one.path = d.span.valid() ? std::string(sources.path(d.span.source)) : d.path;
    one.error = d.severity == Severity::error;
    one.text = d.message + "\n" + d.help;
    for (const Note& note : d.notes) {
      one.text += "\n" + note.path;
      if (note.span.valid()) one.text += sources.path(note.span.source);
      one.text += ": " + note.text;
    }
  }
  return out;
}

// Whose `path` is: infra/<environment>/… or everybody's.
bool belongs(const Unit& unit, const std::string& path, const std::vector<Unit>& units) {
  for (const Unit& one : units) {
    if (one.kind == UnitKind::environment && path.starts_with("infra/" + one.name + "/"))
      return one.name == unit.name;
  }
  return unit.kind == UnitKind::shared;
}

}  // namespace

std::string shown(const std::vector<Finding>& findings) {
  std::vector<std::string> lines;
  for (const Finding& one : findings) lines.push_back(one.id + " " + one.path + "\n");
  std::sort(lines.begin(), lines.end());
  std::string out;
  for (const std::string& line : lines) out += line;
  return out;
}

Checker::Checker(const Tree& tree) {
  Diagnostics diagnostics;
  inputs_ = load_inputs(tree, {}, *sources_, diagnostics);
  refused_ = findings(diagnostics, *sources_);
}

std::vector<Finding> Checker::check(const Tree& tree, const Options& options) const {
  Diagnostics diagnostics;
  const std::vector<Unit> all = units_of(*inputs_, false);
  std::vector<Unit> units = all;
  if (!options.of_path.empty()) {
    std::erase_if(units, [&](const Unit& u) { return !belongs(u, options.of_path, all); });
  }
  std::optional<Verifier> verifier;
  if (options.rules) verifier.emplace(inputs_->packs, *sources_, VerifyMode::shapes);
  CheckOptions check_options;
  check_options.strict = options.strict;
  check_options.repository = options.repository;
  auto reports =
      inspect_all(*inputs_, units, tree, *sources_, verifier ? &*verifier : nullptr, 1, {});
  for (UnitReport& report : reports) {
    diagnostics.append(std::move(report.output.diagnostics));
    report_drift(*inputs_, report, tree, *sources_, check_options, diagnostics);
  }
  report_abandoned(*inputs_, tree, diagnostics);
  return findings(diagnostics, *sources_);
}

std::map<std::string, FixtureTree::Entry> Checker::compiled() const {
  std::map<std::string, FixtureTree::Entry> out;
  for (const Unit& unit : units_of(*inputs_, false)) {
    const UnitOutput output =
        render_unit(*inputs_, unit, *sources_, nullptr,
                    [&](std::size_t, const Artifact& artifact, std::string_view bytes) {
                      out[artifact.path] = {FileKind::regular, artifact.row->executable,
                                            whole_of(artifact, {}, bytes)};
                    });
    out[unit.lock_path] = {FileKind::regular, false, write_lock(output.lock)};
  }
  return out;
}

}  // namespace formwork::mutation
