#include "pipeline/compile.h"

#include "base/parallel.h"
#include "base/text.h"
#include "pipeline/file_part.h"
#include "pipeline/git_proof.h"
#include "pipeline/lock_findings.h"
#include "pipeline/orphans.h"
#include "pipeline/resources.h"
#include "store/writer.h"

#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <map>

namespace formwork {
namespace {

bool matches(const std::vector<std::string>& globs, std::string_view path) {
  return std::any_of(globs.begin(), globs.end(),
                     [&](const std::string& g) { return g == path || glob_match(g, path); });
}

bool contains(const std::vector<std::string>& list, std::string_view text) {
  return std::find(list.begin(), list.end(), text) != list.end();
}

/// Asks git about what hangs on records that git has. An orphan that it does not have is not proven
/// to be ours, an output is not overwritten.
void ask_git(UnitReport& report, const Tree& tree, const CompileOptions& options, GitProof& git,
             Diagnostics& diagnostics) {
  for (FileFact& fact : report.files) {
    const std::string& path = fact.state.path;
    if (git.edited_in_merge(report, fact, tree)) fact.verdict = Verdict::edited;
    const bool told = fact.artifact == SIZE_MAX
                          ? contains(options.discard, path)
                          : matches(options.discard, path) || contains(options.adopt, path);
    if (told || git.may_go(report, fact, tree)) continue;
    if (fact.artifact == SIZE_MAX) {
      fact.proven = false;
      continue;
    }
    diagnostics.add(
        make(Code::DR010, path,
             fmt::format("`{}` is not in git, and only a record out of git says that formwork "
                         "wrote it",
                         path),
             fmt::format("commit it, or let it be overwritten with `formwork compile --adopt {}`",
                         path)));
  }
}

// What a compile must not do without being told to.
void refuse(const UnitReport& report, const Tree& tree, SourceMap& sources,
            const CompileOptions& options, Diagnostics& diagnostics) {
  for (const Diagnostic& d : report.lock_diagnostics.items()) {
    if (d.code == Code::DR016) diagnostics.add(d);  // a newer formwork wrote it
  }
  report_losses(report, diagnostics);
  for (const FileFact& fact : report.files) {
    const std::string& path = fact.state.path;
    if (fact.artifact == SIZE_MAX || contains(report.interrupted, path)) continue;
    // Told once, of the folder, before anything is written: look_ahead.
    if (fact.kind == FileKind::link && !linked_folder(tree, path).empty()) continue;
    if (fact.kind == FileKind::folder || fact.kind == FileKind::link ||
        fact.kind == FileKind::other) {
      diagnostics.add(make(Code::DR011, path,
                           fmt::format("`{}` is to be written, but a {} stands there", path,
                                       fact.kind == FileKind::folder ? "folder"
                                       : fact.kind == FileKind::link ? "link"
                                                                     : "device"),
                           "move it out of the way and compile again"));
    } else if (fact.damaged) {
      diagnostics.add(
          make(Code::DR004, path,
               fmt::format("the marks of the block in `{}` do not fit each other", path),
               "leave one `formwork: begin` and one `formwork: end` behind it, or neither"));
    } else if (hand_made(fact.verdict) && !matches(options.discard, path)) {
      const Artifact& artifact = report.output.artifacts[fact.artifact];
      const auto file = fact.unread == 0 ? tree.read(path) : Result<std::string>(std::string());
      const std::string_view found = file ? part_of(artifact, *file).bytes : "";
      Document scratch;
      Rendered rendered;
      const bool known = fact.unread == 0 && file &&
                         !print_artifact(artifact, sources, scratch, Trace::no, rendered);
      if (known && equal_but_line_ends(rendered.text, found)) continue;  // git's work, nobody's
      Diagnostic d = make(
          Code::DR004, path, fmt::format("`{}` was edited by hand and would be overwritten", path),
          fmt::format("move the change into the spec or an overlay, or drop it with "
                      "`formwork compile --discard {}`",
                      path));
      if (known) d.detail = unified_diff(rendered.text, found, path);
      diagnostics.add(std::move(d));
    } else if (fact.verdict == Verdict::stranger && !contains(options.adopt, path)) {
      diagnostics.add(make(
          Code::DR010, path, fmt::format("`{}` exists and is not formwork's", path),
          fmt::format("move it away, or let it be overwritten with `formwork compile --adopt {}`",
                      path)));
    }
  }
}

bool is_right(const FileFact& fact) {
  return fact.state.found && *fact.state.found == *fact.state.rendered && !fact.wrong_mode;
}

// A link or a file where a folder belongs stops every unit before the first one is written.
std::optional<Diagnostic> look_ahead(const UnitReport& report, const CompileOptions& options) {
  WritePlan plan;
  plan.lock_path = report.unit.lock_path;
  for (const FileFact& fact : report.files)
    if (fact.artifact != SIZE_MAX && !is_right(fact)) plan.files.push_back({fact.state.path});
  return preflight(options.root, plan);
}

// What is left of a file of others when its block goes.
std::string rest_of(const std::string& path, const Tree& tree) {
  const auto file = tree.read(path);
  const auto style = comment_style(path);
  return file && style ? without_block(*file, *style) : std::string();
}

// The mode of a file with a block is its owner's.
bool is_executable(const UnitReport& report, const FileFact& fact, const Tree& tree) {
  const bool ours = fact.artifact != SIZE_MAX && !report.output.artifacts[fact.artifact].row->block;
  if (ours) return report.output.facts[fact.artifact].executable;
  const auto info = tree.info(fact.state.path);
  return info && info->executable;
}

// An orphan of which the lock alone says that it is ours goes where it is named, not where a glob
// happens to match it.
bool is_discarded(Orphan fate, const std::string& path, const CompileOptions& options) {
  switch (fate) {
    case Orphan::removed:
      return true;
    case Orphan::edited:
      return matches(options.discard, path);
    case Orphan::unproven:
      return contains(options.discard, path);
    case Orphan::elsewhere:
      return false;
  }
  return false;
}

std::string why_kept(Orphan fate) {
  if (fate == Orphan::edited) return "was edited by hand";
  if (fate == Orphan::elsewhere) return "lies where the unit that recorded it writes nothing";
  return "nothing but the lock said that formwork wrote it";
}

// One unit's part of the summary, or why it was not written.
struct Written {
  CompileSummary summary;
  std::optional<Diagnostic> failed;
};

Written write_one(const Inputs& inputs, const UnitReport& report, const Tree& tree,
                  const SourceMap& sources, const CompileOptions& options, GitProof& git) {
  Written out;
  CompileSummary& summary = out.summary;
  summary.units = 1;
  summary.outputs = report.output.artifacts.size();
  WritePlan plan;
  plan.lock_path = report.unit.lock_path;
  plan.lock = report.output.lock;
  std::vector<const FileFact*> facts;  // of plan.files
  for (const FileFact& fact : report.files) {
    if (fact.artifact != SIZE_MAX) {
      if (is_right(fact)) continue;
      plan.files.push_back({fact.state.path, is_executable(report, fact, tree)});
      facts.push_back(&fact);
    } else if (!fact.unknown && fact.state.found && fact.state.locked) {
      const std::string& path = fact.state.path;
      const Orphan fate = fate_of(inputs, report.unit, fact);
      if (!is_discarded(fate, path, options)) {
        summary.kept.push_back({path, why_kept(fate)});
      } else if (fact.state.locked->block && !rest_of(path, tree).empty()) {
        plan.files.push_back({path, is_executable(report, fact, tree)});
        facts.push_back(&fact);
      } else {
        plan.remove.push_back(path);
      }
    }
  }
  if (plan.files.empty() && plan.remove.empty() && !report.lock_differs &&
      report.interrupted.empty())
    return out;
  const OurFiles our_files(inputs, report.unit);
  plan.ours = [&](std::string_view path, std::string_view bytes) {
    return our_files.wrote(path, bytes) &&
           git.may_go(report.unit.lock_path, std::string(path), bytes);
  };
  Document scratch;
  Rendered rendered;
  std::string kept;
  std::string whole;
  // What stands around a block is read again right before it is written.
  const auto file_of = [&](const Artifact& artifact,
                           std::string_view bytes) -> Result<std::string_view> {
    if (!artifact.row->block) return bytes;
    const auto file = tree.read(artifact.path);
    if (!file && file.error().code != Code::FW7001) return failure(file.error());
    whole = whole_of(artifact, file ? *file : std::string(), bytes);
    return std::string_view(whole);
  };
  plan.bytes = [&](std::size_t i) -> Result<std::string_view> {
    if (facts[i]->artifact == SIZE_MAX) {  // the block goes, its file stays
      whole = rest_of(facts[i]->state.path, tree);
      return std::string_view(whole);
    }
    const Artifact& artifact = report.output.artifacts[facts[i]->artifact];
    if (facts[i]->kept) return file_of(artifact, facts[i]->kept.text(kept));
    scratch.clear();
    if (auto failed = print_artifact(artifact, sources, scratch, Trace::no, rendered,
                                     &inputs.module_files->layouts())) {
      return failure(std::move(*failed));
    }
    if (sha256(rendered.text) != report.output.facts[facts[i]->artifact].digest) {
      return failure(
          make(Code::DR018, artifact.path, fmt::format("two renders of `{}` differ", artifact.path),
               "this is a defect in formwork or in a function it calls; please report it"));
    }
    return file_of(artifact, rendered.text);
  };
  const auto written = write_unit(options.root, plan);
  if (!written) {
    out.failed = written.error();
    return out;
  }
  summary.written = written->written;
  summary.removed = written->removed;
  return out;
}

}  // namespace

std::optional<CompileSummary> write_all(const Inputs& inputs, std::vector<UnitReport>& reports,
                                        const Tree& tree, SourceMap& sources,
                                        const CompileOptions& options, Diagnostics& diagnostics) {
  std::map<std::string, GitProof> proofs;  // by the folder of the repository
  for (UnitReport& report : reports) {
    const std::string& mount = report.unit.folder;
    GitProof& git = proofs.try_emplace(mount, options.root, mount).first->second;
    diagnostics.append(std::move(report.output.diagnostics));
    ask_git(report, tree, options, git, diagnostics);
    refuse(report, tree, sources, options, diagnostics);
    report_built_ins(inputs, report, false, diagnostics);
  }
  if (diagnostics.has_errors()) return std::nullopt;

  std::vector<Written> all(reports.size());
  std::atomic<bool> failed = false;
  for_each_index(reports.size(), options.jobs, [&](std::size_t i) {
    all[i].failed = look_ahead(reports[i], options);
    if (all[i].failed) failed = true;
  });
  // Units share no file and no lock. After a failure none is begun; those under way end whole.
  for_each_index(reports.size(), options.jobs, [&](std::size_t i) {
    if (failed) return;
    all[i] =
        write_one(inputs, reports[i], tree, sources, options, proofs.at(reports[i].unit.folder));
    if (all[i].failed) failed = true;
  });
  CompileSummary summary;
  for (Written& one : all) {
    if (one.failed && !diagnostics.has_errors()) diagnostics.add(std::move(*one.failed));
    summary.units += one.summary.units;
    summary.outputs += one.summary.outputs;
    summary.written += one.summary.written;
    summary.removed += one.summary.removed;
    summary.kept.insert(summary.kept.end(), one.summary.kept.begin(), one.summary.kept.end());
  }
  if (failed) return std::nullopt;
  return summary;
}

}  // namespace formwork
