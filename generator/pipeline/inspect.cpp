#include "pipeline/inspect.h"

#include "base/text.h"
#include "store/writer.h"

#include <algorithm>
#include <atomic>
#include <mutex>
#include <set>
#include <thread>

namespace formwork {
namespace {

// Written by the tools that run over the output, not by us (behaviour: section 3, design: section
// 6).
bool is_tool_file(std::string_view name) {
  return name.starts_with(".terraform") || name.ends_with(".tfplan") ||
         name.ends_with(".tfstate") || name == "formwork.lock" || name == "formwork.lock.new";
}

void find_unknown(const Tree& tree, const std::string& folder, const std::set<std::string>& known,
                  std::vector<FileFact>& out) {
  const auto entries = tree.list(folder);
  if (!entries) return;
  for (const FolderEntry& entry : *entries) {
    if (is_tool_file(entry.name)) continue;
    const std::string path = folder + "/" + entry.name;
    if (entry.kind == FileKind::folder) {
      find_unknown(tree, path, known, out);
    } else if (!known.contains(path)) {
      FileFact fact;
      fact.state.path = path;
      fact.kind = entry.kind;
      fact.verdict = Verdict::orphan;
      fact.unknown = true;
      out.push_back(std::move(fact));
    }
  }
}

void read_old_lock(UnitReport& report, const Tree& tree, SourceMap& sources) {
  auto text = tree.read(report.unit.lock_path);
  if (!text) {
    if (text.error().code != Code::FW7001) report.lock_diagnostics.add(text.error());
    return;
  }
  report.lock_present = true;
  report.lock_source = sources.add(report.unit.lock_path, std::move(*text));
  report.old = read_lock(report.lock_source, sources, report.lock_diagnostics);
}

}  // namespace

UnitReport inspect(const Inputs& inputs, Unit unit, const Tree& tree, SourceMap& sources,
                   Verifier* verifier) {
  UnitReport report;
  report.unit = std::move(unit);
  read_old_lock(report, tree, sources);
  report.interrupted = interrupted(tree, report.unit.lock_path);

  const auto compare = [&](std::size_t index, const Artifact& artifact, std::string_view bytes) {
    FileFact fact;
    fact.artifact = index;
    fact.state.path = artifact.path;
    const auto info = tree.info(artifact.path);
    fact.kind = info ? info->kind : FileKind::absent;
    if (!info) report.output.diagnostics.add(info.error());
    if (fact.kind == FileKind::regular) {
      auto found = tree.read(artifact.path);
      if (!found) {
        report.output.diagnostics.add(found.error());
      } else {
        // The digest of what is found is needed only where it differs from what is rendered.
        fact.state.found = *found == bytes ? Digest{} : sha256(*found);
        fact.verdict = *found == bytes ? Verdict::clean : Verdict::edited;
      }
      fact.wrong_mode = info->executable != artifact.row->executable;
    } else if (fact.kind != FileKind::absent) {
      fact.wrong_mode = true;
    }
    report.files.push_back(std::move(fact));
  };
  report.output = render_unit(inputs, report.unit, sources, verifier, compare);
  report.moved = moved_inputs(report.old, report.output.lock);
  for (MovedInputs::Moved& moved : report.moved.values) {
    const auto it = report.output.value_spans.find(moved.path);
    if (it != report.output.value_spans.end()) moved.span = it->second;
  }

  std::set<std::string> known;
  for (FileFact& fact : report.files) {
    const Digest rendered = report.output.facts[fact.artifact].digest;
    fact.state.rendered = rendered;
    if (fact.state.found && fact.verdict == Verdict::clean) fact.state.found = rendered;
    if (const auto it = report.old.outputs.find(fact.state.path); it != report.old.outputs.end()) {
      fact.state.locked = it->second;
    }
    fact.verdict = judge(fact.state, report.moved);
    known.insert(fact.state.path);
  }
  for (const auto& [path, record] : report.old.outputs) {
    if (known.contains(path) || !bad_path(path).empty()) continue;
    const auto info = tree.info(path);
    FileFact fact;
    fact.state.path = path;
    fact.state.locked = record;
    fact.kind = info ? info->kind : FileKind::absent;
    if (fact.kind == FileKind::regular) {
      if (const auto found = tree.read(path)) fact.state.found = sha256(*found);
    }
    fact.verdict = judge(fact.state, report.moved);
    known.insert(path);
    report.files.push_back(std::move(fact));
  }
  for (const std::string& folder : report.output.owned)
    find_unknown(tree, folder, known, report.files);
  report.lock_differs =
      !report.lock_present || write_lock(report.output.lock) != sources.text(report.lock_source);
  return report;
}

std::vector<UnitReport> inspect_all(const Inputs& inputs, const std::vector<Unit>& units,
                                    const Tree& tree, SourceMap& sources, Verifier* verifier,
                                    unsigned jobs,
                                    const std::function<void(std::size_t)>& progress) {
  std::vector<UnitReport> out(units.size());
  std::atomic<std::size_t> next = 0;
  std::size_t done = 0;
  std::mutex mutex;
  const auto work = [&] {
    for (std::size_t i = next++; i < units.size(); i = next++) {
      out[i] = inspect(inputs, units[i], tree, sources, verifier);
      if (progress) {
        const std::lock_guard lock(mutex);
        progress(++done);
      }
    }
  };
  const std::size_t threads = std::min<std::size_t>(std::max(1U, jobs), units.size());
  std::vector<std::jthread> pool;
  for (std::size_t i = 1; i < threads; ++i) pool.emplace_back(work);
  work();
  pool.clear();  // joins
  return out;
}

}  // namespace formwork
