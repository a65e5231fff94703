#include "pipeline/inspect.h"

#include "base/parallel.h"
#include "base/text.h"
#include "pipeline/likeness.h"
#include "store/writer.h"

#include <algorithm>
#include <mutex>
#include <unordered_set>

namespace formwork {
namespace {

// Written by the tools that run over the output, not by us (behaviour: section 3, design: section
// 6).
bool is_tool_file(std::string_view name) {
  return name.starts_with(".terraform") || name.ends_with(".tfplan") ||
         name.ends_with(".tfstate") || name == "formwork.lock" || name == "formwork.lock.new";
}

void find_unknown(const Tree& tree, const std::string& folder,
                  const std::unordered_set<std::string_view>& known, std::vector<FileFact>& out) {
  const auto entries = tree.list(folder);
  if (!entries) return;
  std::string path = folder + "/";
  const std::size_t length = path.size();
  for (const FolderEntry& entry : *entries) {
    if (is_tool_file(entry.name)) continue;
    path.resize(length);
    path += entry.name;
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

void load_old_lock(UnitReport& report, const Tree& tree, SourceMap& sources) {
  auto text = tree.read(report.unit.lock_path);
  if (!text) {
    if (text.error().code != Code::FW7001) report.lock_diagnostics.add(text.error());
    return;
  }
  report.lock_present = true;
  report.lock_source = sources.add(report.unit.lock_path, std::move(*text));
}

// A lock that is what would be written now need not be read.
void compare_locks(UnitReport& report, const SourceMap& sources) {
  report.lock_differs =
      !report.lock_present || write_lock(report.output.lock) != sources.text(report.lock_source);
  if (!report.lock_differs) return;
  report.old.emplace();
  if (report.lock_present)
    report.old = read_lock(report.lock_source, sources, report.lock_diagnostics);
  report.moved = moved_inputs(*report.old, report.output.lock);
}

}  // namespace

UnitReport inspect(const Inputs& inputs, Unit unit, const Tree& tree, SourceMap& sources,
                   Verifier* verifier, KeptBytes* kept, const Alike* alike) {
  UnitReport report;
  report.unit = std::move(unit);
  load_old_lock(report, tree, sources);
  report.interrupted = interrupted(tree, report.unit.lock_path);

  std::string found;
  const auto compare = [&](std::size_t index, const Artifact& artifact, std::string_view bytes) {
    FileFact fact;
    fact.artifact = index;
    fact.state.path = artifact.path;
    const auto info = tree.look(artifact.path, found);
    fact.kind = info ? info->kind : FileKind::absent;
    if (!info) report.output.diagnostics.add(info.error());
    if (fact.kind == FileKind::regular) {
      // The digest of what is found is needed only where it differs from what is rendered.
      fact.state.found = found == bytes ? Digest{} : sha256(found);
      fact.verdict = found == bytes ? Verdict::clean : Verdict::edited;
      fact.wrong_mode = info->executable != artifact.row->executable;
    } else if (fact.kind != FileKind::absent) {
      fact.wrong_mode = true;
    }
    const bool to_be_written = fact.verdict != Verdict::clean || fact.kind == FileKind::absent;
    if (kept != nullptr && to_be_written && kept->take(bytes.size())) fact.kept = bytes;
    report.files.push_back(std::move(fact));
  };
  report.output = render_unit(inputs, report.unit, sources, verifier, compare, alike);
  compare_locks(report, sources);
  for (MovedInputs::Moved& moved : report.moved.values) {
    const auto& spans = report.output.value_spans;
    const auto it = std::find_if(spans.begin(), spans.end(),
                                 [&](const auto& value) { return *value.first == moved.path; });
    if (it != spans.end()) moved.span = it->second;
  }

  const Lock& locked = report.locked();
  std::unordered_set<std::string_view> known;
  known.reserve(report.files.size());
  auto locked_output = locked.outputs.begin();  // both are sorted by path
  for (FileFact& fact : report.files) {
    const Digest rendered = report.output.facts[fact.artifact].digest;
    fact.state.rendered = rendered;
    if (fact.state.found && fact.verdict == Verdict::clean) fact.state.found = rendered;
    while (locked_output != locked.outputs.end() && locked_output->first < fact.state.path)
      ++locked_output;
    if (locked_output != locked.outputs.end() && locked_output->first == fact.state.path)
      fact.state.locked = locked_output->second;
    fact.verdict = judge(fact.state, report.moved);
    known.insert(report.output.artifacts[fact.artifact].path);
  }
  for (const auto& [path, record] : locked.outputs) {
    if (known.contains(path) || !bad_path(path).empty()) continue;
    const auto info = tree.info(path);
    FileFact fact;
    fact.state.path = path;
    fact.state.locked = record;
    fact.kind = info ? info->kind : FileKind::absent;
    if (fact.kind == FileKind::regular) {
      if (const auto bytes = tree.read(path)) fact.state.found = sha256(*bytes);
    }
    fact.verdict = judge(fact.state, report.moved);
    known.insert(path);
    report.files.push_back(std::move(fact));
  }
  for (const std::string& folder : report.output.owned)
    find_unknown(tree, folder, known, report.files);
  return report;
}

std::vector<UnitReport> inspect_all(const Inputs& inputs, const std::vector<Unit>& units,
                                    const Tree& tree, SourceMap& sources, Verifier* verifier,
                                    unsigned jobs, const std::function<void(std::size_t)>& progress,
                                    KeptBytes* kept) {
  std::vector<UnitReport> out(units.size());
  std::size_t done = 0;
  std::mutex mutex;
  Likeness likeness(units);
  const bool each_anew = verifier == nullptr || verifier->mode() == VerifyMode::full;
  for_each_index(units.size(), jobs, [&](std::size_t k) {
    const std::size_t i = likeness.order()[k];
    const Alike alike = likeness.take(i);
    out[i] = inspect(inputs, units[i], tree, sources, verifier, kept, each_anew ? nullptr : &alike);
    if (!progress) return;
    const std::lock_guard lock(mutex);
    progress(++done);
  });
  return out;
}

}  // namespace formwork
