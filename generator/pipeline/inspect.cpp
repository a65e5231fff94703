#include "pipeline/inspect.h"

#include "base/parallel.h"
#include "base/text.h"
#include "files/safe_path.h"
#include "pipeline/file_part.h"
#include "pipeline/likeness.h"
#include "pipeline/lock_findings.h"
#include "pipeline/orphans.h"
#include "store/writer.h"

#include <fmt/format.h>

#include <algorithm>
#include <mutex>
#include <set>
#include <unordered_set>

namespace formwork {
namespace {

void find_unknown(const Tree& tree, const std::string& folder,
                  const std::unordered_set<std::string_view>& known, std::vector<FileFact>& out) {
  const auto entries = tree.list(folder);
  if (!entries) return;
  std::string path = folder + "/";
  const std::size_t length = path.size();
  const bool terraform =
      std::any_of(entries->begin(), entries->end(), [&](const FolderEntry& entry) {
        return entry.name.ends_with(".tf") && known.contains(path + entry.name);
      });
  for (const FolderEntry& entry : *entries) {
    // Elsewhere a file of such a name is as good as any: `kubectl apply` does not pass over it.
    if (terraform && is_terraforms(entry.name, entry.kind)) continue;
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
  std::uint64_t size = 0;
  if (const auto info = tree.info(report.unit.lock_path)) {
    report.lock_kind = info->kind;
    report.lock_executable = info->executable;
    size = info->size;
  }
  if (const auto journal = tree.info(report.unit.lock_path + ".new"))
    report.journal_present = journal->kind != FileKind::absent;
  if (report.lock_kind == FileKind::folder || report.lock_kind == FileKind::other) return;  // DR011
  if (size > kMostRead) {
    report.lock_diagnostics.add(make(Code::DR015, report.unit.lock_path,
                                     fmt::format("the lock is too large: it has {} bytes", size),
                                     "run `formwork compile`; it writes the lock anew"));
    return;
  }
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
  report.lock_differs = !report.lock_present || report.lock_kind != FileKind::regular ||
                        report.lock_executable ||
                        write_lock(report.output.lock) != sources.text(report.lock_source);
  if (!report.lock_differs) return;
  report.old.emplace();
  if (report.lock_present)
    report.old = read_lock(report.lock_source, sources, report.lock_diagnostics);
  report.moved = moved_inputs(*report.old, report.output.lock);
  refuse_newer(report, sources, report.lock_diagnostics);
}

// An output of one unit is no orphan of another, whatever that one's lock says.
void drop_orphans_of_others(std::vector<UnitReport>& reports) {
  std::unordered_set<std::string_view> outputs;
  const auto is_orphan = [](const FileFact& fact) {
    return fact.artifact == SIZE_MAX && !fact.unknown;
  };
  if (std::none_of(reports.begin(), reports.end(), [&](const UnitReport& report) {
        return std::any_of(report.files.begin(), report.files.end(), is_orphan);
      }))
    return;
  for (const UnitReport& report : reports)
    for (const Artifact& artifact : report.output.artifacts) outputs.insert(artifact.path);
  for (UnitReport& report : reports) {
    for (FileFact& fact : report.files) {
      if (!is_orphan(fact) || !outputs.contains(fact.state.path)) continue;
      fact.state.found.reset();
      fact.verdict = Verdict::gone;
    }
  }
}

// Whether `path` lies where another unit writes: a record of it does not make it this one's.
bool is_anothers(const Inputs& inputs, const Unit& unit, std::string_view path) {
  const auto& names = inputs.workspace.names;
  const std::string& application = inputs.application.folder;
  if (!unit.folder.empty() && !path.starts_with(unit.folder + "/")) return true;
  if (unit.folder.empty() && !application.empty() && path.starts_with(application + "/"))
    return true;
  return std::any_of(names.begin(), names.end(), [&](const std::string& name) {
    return name != unit.name && path.starts_with("infra/" + name + "/");
  });
}

// A record that is no output's. Whether the file is ours is asked of what no lock can say.
void look_at_orphan(FileFact& fact, const LockOut& record, const Tree& tree,
                    const OurFiles& our_files) {
  const std::string& path = fact.state.path;
  const auto bytes = tree.read(path);
  if (!bytes) return;
  if (!record.block) {
    fact.state.found = sha256(*bytes);
    fact.proven = our_files.wrote(path, *bytes);
    return;
  }
  const auto style = comment_style(path);
  const FoundBlock block = style ? find_block(*bytes, *style) : FoundBlock{};
  if (block.state != FoundBlock::State::whole) return;
  fact.state.found = sha256(block.inside);
  fact.proven = true;  // by its marks
}

// By the text of the unit's model where it has one. Nothing where it would be too much.
KeptText keep(KeptBytes& kept, const Alike* alike, std::size_t index, std::string_view bytes) {
  Model* const model = alike == nullptr ? nullptr : alike->model.get();
  KeptText out(bytes, model == nullptr || alike->records ? nullptr : model->text(index));
  if (!kept.take(out.size())) return {};
  if (model != nullptr && alike->records) model->keep(index, out.base());
  return out;
}

}  // namespace

std::string linked_folder(const Tree& tree, const std::string& path) {
  for (std::size_t end = path.find('/'); end != std::string::npos; end = path.find('/', end + 1)) {
    std::string folder = path.substr(0, end);
    if (const auto info = tree.info(folder); info && info->kind == FileKind::link) return folder;
  }
  return {};
}

UnitReport inspect(const Inputs& inputs, Unit unit, const Tree& tree, SourceMap& sources,
                   Verifier* verifier, KeptBytes* kept, const Alike* alike) {
  UnitReport report;
  report.unit = std::move(unit);
  load_old_lock(report, tree, sources);
  report.interrupted = interrupted(tree, report.unit.lock_path);

  std::string found;
  Diagnostics unreadable;  // what such an output is, nobody knows
  std::set<std::string> leading_out;
  const auto compare = [&](std::size_t index, const Artifact& artifact, std::string_view bytes) {
    FileFact fact;
    fact.artifact = index;
    fact.state.path = artifact.path;
    const auto info = tree.look(artifact.path, found);
    if (!info) {
      // Of a folder that leads out of the root one finding will do.
      const std::string folder =
          info.error().code == Code::FW7004 ? linked_folder(tree, artifact.path) : "";
      if (folder.empty())
        unreadable.add(info.error());
      else if (leading_out.insert(folder).second)
        unreadable.add(make(Code::FW7004, folder,
                            fmt::format("`{}` leads out of the workspace through a link", folder),
                            info.error().help));
      return;
    }
    fact.kind = info->kind;
    const bool unread = fact.kind == FileKind::regular && found.empty() && info->size != 0;
    if (unread && info->size == bytes.size()) {
      if (auto whole = tree.read(artifact.path)) found = std::move(*whole);
    } else if (unread) {
      fact.unread = info->size;
    }
    if (fact.unread != 0) {
      fact.state.found = Digest{};  // of another size than what is rendered
      fact.verdict = Verdict::edited;
    } else if (fact.kind == FileKind::regular && artifact.row->block) {
      // The file is others'; only the block in it is looked at.
      const FilePart part = part_of(artifact, found);
      fact.damaged = part.damaged;
      if (!part.absent) {
        const bool right = !part.damaged && part.bytes == bytes;
        fact.state.found = right ? Digest{} : sha256(part.bytes);
        fact.verdict = right ? Verdict::clean : Verdict::edited;
      }
    } else if (fact.kind == FileKind::regular) {
      // The digest of what is found is needed only where it differs from what is rendered.
      fact.state.found = found == bytes ? Digest{} : sha256(found);
      fact.verdict = found == bytes ? Verdict::clean : Verdict::edited;
      fact.wrong_mode = info->executable != artifact.row->executable;
    } else if (fact.kind != FileKind::absent) {
      fact.wrong_mode = true;
    }
    const bool to_be_written = fact.verdict != Verdict::clean || !fact.state.found;
    if (kept != nullptr && to_be_written && kept->any_left())
      fact.kept = keep(*kept, alike, index, bytes);
    report.files.push_back(std::move(fact));
  };
  report.output = render_unit(inputs, report.unit, sources, verifier, compare, alike);
  report.output.diagnostics.append(std::move(unreadable));
  compare_locks(report, sources);
  for (MovedInputs::Moved& moved : report.moved.values) {
    const auto& spans = report.output.value_spans;
    const auto it = std::find_if(spans.begin(), spans.end(),
                                 [&](const auto& value) { return *value.first == moved.path; });
    if (it != spans.end()) moved.span = it->second;
  }

  const Lock& locked = report.locked();
  std::unordered_set<std::string_view> known;
  known.reserve(report.output.artifacts.size());
  auto locked_output = locked.outputs.begin();  // both are sorted by path
  for (FileFact& fact : report.files) {
    const Digest rendered = report.output.facts[fact.artifact].digest;
    fact.state.rendered = rendered;
    fact.state.executable = report.output.facts[fact.artifact].executable;
    if (fact.state.found && fact.verdict == Verdict::clean) fact.state.found = rendered;
    while (locked_output != locked.outputs.end() && locked_output->first < fact.state.path)
      ++locked_output;
    if (locked_output != locked.outputs.end() && locked_output->first == fact.state.path)
      fact.state.locked = locked_output->second;
    fact.verdict = judge(fact.state, report.moved);
    // Whatever its record says: nobody looked at what it would be about.
    if (fact.unread != 0 && may_overwrite(fact.verdict)) fact.verdict = Verdict::edited;
  }
  for (const Artifact& artifact : report.output.artifacts) known.insert(artifact.path);
  std::optional<OurFiles> our_files;
  for (const auto& [path, record] : locked.outputs) {
    if (known.contains(path) || !bad_path(path).empty()) continue;
    FileFact fact;
    fact.state.path = path;
    fact.state.locked = record;
    if (is_anothers(inputs, report.unit, path)) {
      // Whoever put it there: it is no reason to look at the file, and none to remove it.
      fact.verdict = Verdict::gone;
      report.files.push_back(std::move(fact));
      continue;
    }
    const auto info = tree.info(path);
    fact.kind = info ? info->kind : FileKind::absent;
    if (fact.kind == FileKind::regular && info->size > kMostRead) {
      fact.state.found = Digest{};  // not what was recorded, and not looked at
      fact.unread = info->size;
    } else if (fact.kind == FileKind::regular) {
      if (!our_files) our_files.emplace(inputs, report.unit);
      look_at_orphan(fact, record, tree, *our_files);
    }
    fact.verdict = fact.kind == FileKind::link || fact.kind == FileKind::other
                       ? Verdict::orphan
                       : judge(fact.state, report.moved);
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
  drop_orphans_of_others(out);
  return out;
}

}  // namespace formwork
