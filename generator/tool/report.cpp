#include "base/parallel.h"
#include "base/text.h"
#include "pipeline/provenance.h"
#include "tool/process.h"
#include "tool/scratch.h"
#include "tool/tool.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>

namespace formwork::tool {
namespace {

using Artifacts = std::map<std::string, const Artifact*>;

/// A job, the tool it is of, and what became of it.
struct Task {
  const Tool* tool = nullptr;
  Job job{};
  Outcome outcome{};
};

/// Tells findings at their templates; each file is rendered once.
class Teller {
 public:
  Teller(const Artifacts& artifacts, SourceMap& sources, Diagnostics& out)
      : artifacts_(artifacts), sources_(sources), out_(out) {}

  void tell(const Tool& tool, const Finding& finding) {
    Diagnostic d = make(Code::FW4012, finding.path,
                        fmt::format("{}: {}", tool.name, printable(finding.message)));
    d.severity = finding.severity;
    d.rule = finding.rule;
    const auto it = artifacts_.find(finding.path);
    if (it != artifacts_.end() && finding.line != 0) place(*it->second, finding.line, d);
    out_.add(std::move(d));
  }

 private:
  struct Traced {
    Rendered rendered{};
    SourceId source = 0;
  };

  void place(const Artifact& artifact, std::uint32_t line, Diagnostic& d) {
    if (!artifact.row->compiled) {
      d.span = sources_.line_span(artifact.row->plain, line);
      d.notes.push_back({{}, artifact.path, "in this output"});
      return;
    }
    const Traced& traced = render(artifact);
    const Span here = sources_.line_span(traced.source, line);
    const LineOrigin origin = line_origin(artifact, traced.rendered, line, sources_);
    d.span = origin.template_span.valid() ? origin.template_span : here;
    d.notes.push_back({here, artifact.path, "in this line of the output"});
    std::size_t shown = 0;
    for (const Node value : origin.values) {
      if (++shown > 4) break;
      d.notes.push_back({value.span(), "", fmt::format("from `{}`", value.path())});
    }
  }

  const Traced& render(const Artifact& artifact) {
    const auto [it, made] = traced_.try_emplace(artifact.path);
    if (made) {
      Document scratch;
      (void)print_artifact(artifact, sources_, scratch, Trace::pieces, it->second.rendered);
      it->second.source = sources_.add(artifact.path, it->second.rendered.text);
    }
    return it->second;
  }

  const Artifacts& artifacts_;
  SourceMap& sources_;
  Diagnostics& out_;
  std::map<std::string, Traced> traced_;
};

bool below(std::string_view path, std::string_view folder) {
  return path.size() > folder.size() && path.starts_with(folder) && path[folder.size()] == '/';
}

std::string_view parent(std::string_view path) {
  const std::size_t slash = path.rfind('/');
  return slash == std::string_view::npos ? std::string_view() : path.substr(0, slash);
}

/// Modules lie outside the roots.
bool code(std::string_view path) {
  return path.ends_with(".tf") || path.ends_with(".bicep") || path.ends_with(".bicepparam") ||
         path.ends_with(".tfvars");
}

bool fill(const Scratch& scratch, const Artifacts& artifacts, const std::vector<Task>& tasks,
          const SourceMap& sources, Diagnostics& diagnostics) {
  Document document;
  Rendered rendered;
  const auto write = [&](const std::string& path, std::string_view bytes) {
    auto written = scratch.write(path, bytes);
    if (!written) diagnostics.add(std::move(written.error()));
    return written.has_value();
  };
  for (const auto& [path, artifact] : artifacts) {
    const bool needed =
        code(path) || std::any_of(tasks.begin(), tasks.end(), [&](const Task& t) {
          // Files that the roots of both languages read lie beside them.
          return below(path, t.job.root.folder) || parent(path) == parent(t.job.root.folder);
        });
    if (!needed) continue;
    document.clear();
    if (print_artifact(*artifact, sources, document, Trace::no, rendered)) continue;  // told before
    if (!write(path, rendered.text)) return false;
  }
  // The linter's settings, which lie beside or above what they are for.
  for (const Task& task : tasks) {
    std::string folder = task.job.root.folder;
    while (true) {
      const std::string path = folder.empty() ? "bicepconfig.json" : folder + "/bicepconfig.json";
      std::ifstream in(task.job.workspace + "/" + path, std::ios::binary);
      if (in && !write(path, std::string{std::istreambuf_iterator<char>(in), {}})) return false;
      if (folder.empty()) break;
      folder.resize(parent(folder).size());
    }
  }
  return true;
}

std::string named(const Root& root) {
  return root.file.empty() ? root.folder : root.folder + "/" + root.file;
}

void tell_outcome(const Task& task, Teller& teller, Diagnostics& diagnostics) {
  const std::string root = named(task.job.root);
  for (const Finding& finding : task.outcome.findings) teller.tell(*task.tool, finding);
  if (!task.outcome.skipped.empty()) {
    diagnostics.add(make(Code::FW8010, root,
                         fmt::format("`{}` is not judged by {}: {}", root, task.tool->name,
                                     printable(task.outcome.skipped)),
                         task.outcome.help));
  }
  if (!task.outcome.failed.empty()) {
    diagnostics.add(make(Code::FW8011, root,
                         fmt::format("{} gave no verdict on `{}`: it {}", task.tool->name, root,
                                     printable(task.outcome.failed)),
                         printable(task.outcome.help)));
  }
}

}  // namespace

Summary judge(const std::vector<const UnitOutput*>& units, const UnitOutput& shared,
              SourceMap& sources, const Options& options, Diagnostics& diagnostics) {
  Artifacts artifacts;
  std::vector<std::string> outputs;
  for (const UnitOutput* unit : units) {
    for (const Artifact& artifact : unit->artifacts) {
      artifacts[artifact.path] = &artifact;
      if (artifact.row->unit == UnitKind::environment && options.wanted(artifact))
        outputs.push_back(artifact.path);
    }
  }
  for (const Artifact& artifact : shared.artifacts) artifacts.emplace(artifact.path, &artifact);

  Summary summary;
  std::vector<Task> tasks;
  for (const Tool* tool : options.tools) {
    summary.rows.push_back({tool->name, 0, 0});
    const auto found = roots(*tool, outputs);
    const auto program = find_program(std::string(tool->name));
    if (!program || found.empty()) {
      const bool absent = !program;
      diagnostics.add(make(
          Code::FW8010, std::string(),
          absent
              ? fmt::format("nothing is judged by {0}: there is no `{0}` on the PATH", tool->name)
              : fmt::format("nothing is judged by {}: the environments asked for have no {}",
                            tool->name, tool->judges.substr(0, tool->judges.find(','))),
          absent ? "install it, or leave it out of `--with`" : "leave it out of `--with`"));
      summary.rows.back().skipped += found.size();
      continue;
    }
    for (const Root& root : found)
      tasks.push_back({tool, {root, *program, {}, options.workspace, options.limit}, {}});
  }
  if (tasks.empty()) return summary;

  const auto scratch = Scratch::make();
  if (!scratch) {
    diagnostics.add(scratch.error());
    return summary;
  }
  if (!fill(*scratch, artifacts, tasks, sources, diagnostics)) return summary;
  const Interrupts interrupts;
  for (Task& task : tasks) task.job.scratch = scratch->path();
  for_each_index(tasks.size(), options.jobs, [&](std::size_t i) {
    if (Interrupts::came() == 0) tasks[i].outcome = tasks[i].tool->judge(tasks[i].job);
  });
  summary.signal = Interrupts::came();
  if (summary.signal != 0) return summary;
  Teller teller(artifacts, sources, diagnostics);
  for (const Task& task : tasks) {
    tell_outcome(task, teller, diagnostics);
    const auto row = std::find_if(summary.rows.begin(), summary.rows.end(),
                                  [&](const Summary::Row& r) { return r.tool == task.tool->name; });
    const bool judged = task.outcome.skipped.empty() && task.outcome.failed.empty();
    ++(judged ? row->judged : row->skipped);
  }
  return summary;
}

}  // namespace formwork::tool
