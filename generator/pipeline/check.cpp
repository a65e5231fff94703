#include "pipeline/check.h"

#include "base/text.h"
#include "drift/pin_hunk.h"
#include "pipeline/causes.h"
#include "pipeline/file_part.h"
#include "pipeline/git_view.h"
#include "pipeline/group_note.h"
#include "pipeline/lock_findings.h"
#include "pipeline/policy_note.h"
#include "pipeline/provenance.h"
#include "pipeline/resources.h"
#include "store/git_tree.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

namespace formwork {
namespace {

std::string lower(std::string text) {
  for (char& c : text) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
  return text;
}

class Reporter {
 public:
  Reporter(const Inputs& inputs, const UnitReport& report, const Tree& tree, SourceMap& sources,
           const CheckOptions& options, Diagnostics& diagnostics)
      : inputs_(inputs),
        report_(report),
        tree_(tree),
        sources_(sources),
        options_(options),
        diagnostics_(diagnostics) {}

  void run() {
    judge();
    for (Diagnostic& d : out_.items()) diagnostics_.add(std::move(d));
  }

 private:
  void judge() {
    report_lock_kind(report_, options_, out_);
    for (const Diagnostic& d : report_.lock_diagnostics.items()) {
      if (d.code == Code::DR012 && lock_stored_right(report_, sources_, options_)) continue;
      out_.add(d);
    }
    if (never_compiled()) {
      out_.add(make(Code::DR008, report_.unit.lock_path,
                    fmt::format("`{}` has never been compiled: {} files are to come",
                                report_.unit.name, report_.files.size()),
                    "run `formwork compile` and commit what it writes"));
      return;
    }
    if (report_.lock_kind == FileKind::absent) {
      out_.add(make(Code::DR016, report_.unit.lock_path,
                    fmt::format("`{}` is absent", report_.unit.lock_path),
                    "run `formwork compile` and commit the lock"));
    }
    report_losses(report_, out_);
    const std::set<std::string> renamed = other_case();
    for (const FileFact& fact : report_.files) {
      if (renamed.contains(fact.state.path)) continue;
      if (wrong_mode(fact)) mode(fact);
      if (fact.kind != FileKind::regular && fact.kind != FileKind::absent &&
          fact.artifact != SIZE_MAX)
        continue;  // DR011 says it all
      finding(fact);
    }
    report_built_ins(inputs_, report_, options_.strict, out_);
    report_lock_records(report_, out_.has_errors() || !lock_is_whole(report_), options_, out_);
  }

  [[nodiscard]] static bool hand_made(Verdict verdict) {
    return verdict == Verdict::edited || verdict == Verdict::forged ||
           verdict == Verdict::stale_and_edited;
  }

  // The executable bit counts as git would store it; where it does not track it (core.fileMode),
  // what the file system says means nothing.
  [[nodiscard]] bool wrong_mode(const FileFact& fact) const {
    if (!fact.wrong_mode || fact.kind != FileKind::regular || options_.repository == nullptr)
      return fact.wrong_mode;
    const auto stored = options_.repository->executable_as_stored(fact.state.path);
    return !stored || *stored != report_.output.facts[fact.artifact].executable;
  }

  [[nodiscard]] bool never_compiled() const {
    return !report_.lock_present && !report_.files.empty() &&
           std::all_of(report_.files.begin(), report_.files.end(),
                       [](const FileFact& f) { return f.verdict == Verdict::not_compiled; });
  }

  // DR011: an output that is missing, and a file of its name but for case: one finding, not two. A
  // file system that tells no case apart would show the one as the other.
  std::set<std::string> other_case() {
    std::map<std::string, std::string> missing;
    for (const FileFact& fact : report_.files) {
      if (fact.kind == FileKind::absent && fact.state.rendered)
        missing.emplace(lower(fact.state.path), fact.state.path);
    }
    std::set<std::string> out;
    if (missing.empty()) return out;
    for (const FileFact& fact : report_.files) {
      const auto it = fact.unknown ? missing.find(lower(fact.state.path)) : missing.end();
      if (it == missing.end()) continue;
      out.insert({it->second, fact.state.path});
      out_.add(
          make(Code::DR011, fact.state.path,
               fmt::format("`{}` is the output `{}` but for case", fact.state.path, it->second),
               fmt::format("rename it: `git mv {} {}`", fact.state.path, it->second)));
    }
    return out;
  }

  void mode(const FileFact& fact) {
    const std::string& path = fact.state.path;
    std::string what = "is a device or FIFO";
    if (fact.kind == FileKind::link) what = "is a link";
    if (fact.kind == FileKind::folder) what = "is a folder";
    if (fact.kind == FileKind::regular) {
      what = report_.output.facts[fact.artifact].executable ? "lacks the executable bit"
                                                            : "has the executable bit set";
    }
    out_.add(make(Code::DR011, path, fmt::format("`{}` {}", path, what),
                  fact.kind == FileKind::regular ? "run `formwork compile`"
                                                 : "remove it and run `formwork compile`"));
  }

  void finding(const FileFact& fact) {
    const std::string& path = fact.state.path;
    switch (fact.verdict) {
      case Verdict::clean:
        return;
      case Verdict::gone:
        if (!lock_is_whole(report_)) return;
        out_.add(make(Code::DR006, report_.unit.lock_path,
                      fmt::format("the lock records `{}`, which is no output of this unit", path),
                      "run `formwork compile` and commit the lock"));
        return;
      case Verdict::lock_behind:
        if (!lock_is_whole(report_)) return;  // said once, of the lock
        out_.add(make(Code::DR006, path,
                      fmt::format("`{}` is right, but the lock does not record it so", path),
                      "run `formwork compile` and commit the lock"));
        return;
      case Verdict::missing:
        out_.add(fact.kind == FileKind::absent
                     ? make(Code::DR007, path, fmt::format("`{}` is missing", path),
                            "run `formwork compile`, or restore the file")
                     : make(Code::DR007, path,
                            fmt::format("the block of formwork in `{}` is missing", path),
                            "run `formwork compile`, which puts it at the end of the file"));
        return;
      case Verdict::not_compiled:
        add_causes(fact, out_.add(make(Code::DR008, path,
                                       fmt::format("`{}` has not been compiled yet", path),
                                       "run `formwork compile` and commit the file")));
        return;
      case Verdict::orphan:
        orphan(fact);
        return;
      case Verdict::stranger:
        out_.add(make(
            Code::DR010, path,
            fmt::format("`{}` stands where an output goes, and is not formwork's", path),
            fmt::format("move it away, or let it be overwritten with `formwork compile --adopt {}`",
                        path)));
        return;
      case Verdict::stale_spec:
      case Verdict::stale_template:
      case Verdict::stale_compiler:
      case Verdict::edited:
      case Verdict::forged:
      case Verdict::stale_and_edited:
      case Verdict::merged:
        differs(fact);
        return;
    }
  }

  void orphan(const FileFact& fact) {
    const std::string& path = fact.state.path;
    if (fact.unknown) {
      if (left_by_tools(path)) return;
      out_.add(
          make(Code::DR009, path,
               fmt::format("`{}` is not an output, in a folder that formwork owns whole", path),
               "move it elsewhere, or remove it"));
      return;
    }
    if (!fact.state.found) {
      out_.add(make(Code::DR009, path,
                    fmt::format("`{}` is no longer an output, and a {} stands there", path,
                                fact.kind == FileKind::link ? "link" : "device"),
                    "remove it"));
      return;
    }
    if (!may_be_ours(report_.unit, path)) {
      out_.add(make(Code::DR009, path,
                    fmt::format("the lock of `{}` records `{}`, where it writes nothing",
                                report_.unit.name, path),
                    "run `formwork compile`, which mends the lock and leaves the file alone"));
      return;
    }
    const bool edited = !fact.state.locked || !fact.state.locked->digest ||
                        *fact.state.locked->digest != fact.state.found->hex();
    out_.add(make(Code::DR009, path, fmt::format("`{}` is no longer an output", path),
                  edited ? "it was edited by hand as well: move what you need of it, then remove it"
                         : "run `formwork compile`, which removes it"));
  }

  // What git ignores and does not have is nobody's business; what it has is, ignored or not.
  [[nodiscard]] bool left_by_tools(const std::string& path) const {
    if (options_.repository == nullptr) return false;
    const auto state = options_.repository->state(path);
    return state && *state == GitRepository::State::ignored;
  }

  void differs(const FileFact& fact) {
    const std::string& path = fact.state.path;
    const auto file = tree_.read(path);
    Document scratch;
    Rendered rendered;
    const Artifact& artifact = report_.output.artifacts[fact.artifact];
    if (!file || print_artifact(artifact, sources_, scratch, Trace::pieces, rendered)) return;
    const FilePart part = part_of(artifact, *file);
    const std::string_view found = part.bytes;
    const SourceId source = sources_.add(path, *file);
    const auto span_of = [&](std::uint32_t line) {
      return sources_.line_span(source, line + part.first_line - 1);
    };
    if (part.damaged) {
      out_.add(
          Code::DR004, span_of(0),
          fmt::format("the marks of the block in `{}` do not fit each other", path),
          "leave one `formwork: begin` and one `formwork: end` behind it, or neither; then run "
          "`formwork compile`");
      return;
    }
    if (equal_but_line_ends(rendered.text, found)) {
      if (stored_right(artifact, rendered.text, *file)) return;
      out_.add(
          make(Code::DR012, path,
               fmt::format("`{}` differs in its line ends or a byte order mark alone", path),
               fmt::format("add `{} text eol=lf` to `.gitattributes`, then run `formwork compile`",
                           path)));
      return;
    }
    if (const std::uint32_t line = conflict_marker(found); line != 0) {
      out_.add(Code::DR013, span_of(line), fmt::format("`{}` holds a conflict marker", path),
               "merge the specs, then run `formwork compile --discard " + path + "`");
      return;
    }
    const std::uint32_t line = first_difference(rendered.text, found);
    const Code code = code_of(fact.verdict).value_or(Code::DR004);
    Diagnostic d = make(code, span_of(line), std::string());
    // An edit is shown as it was made, a stale file as compile would change it.
    d.detail = hand_made(fact.verdict) ? unified_diff(rendered.text, found, path)
                                       : unified_diff(found, rendered.text, path);
    switch (fact.verdict) {
      case Verdict::stale_spec:
        d.message = "stale: the spec moved and this file was not compiled again";
        d.help = "run `formwork compile` and commit the result";
        break;
      case Verdict::stale_template:
        d.message =
            "stale: an overlaid template or file moved and this file was not compiled again";
        d.help = "run `formwork compile` and commit the result";
        break;
      case Verdict::stale_compiler:
        d.message = fmt::format("stale: compiled by formwork {}, and {} renders it differently",
                                report_.moved.locked_version, compiler_version());
        d.help = "run `formwork compile` with this version and commit the result";
        if (!options_.strict) d.severity = Severity::warning;
        if (options_.strict) d.severity = Severity::error;
        break;
      case Verdict::stale_and_edited:
        d.message = "edited by hand, and the spec or a template moved as well";
        d.help = edit_help(path);
        break;
      case Verdict::merged:
        d.message = "not compiled since its record was merged";
        d.help = "run `formwork compile` and commit the result";
        break;
      case Verdict::forged:
        d.message = "edited by hand";
        d.help = edit_help(path);
        d.notes.push_back({{}, report_.unit.lock_path, "the lock was edited with it"});
        break;
      default:
        d.message = "edited by hand";
        d.help = edit_help(path);
        break;
    }
    if (const auto pins =
            hand_made(fact.verdict) ? moved_pins(rendered.text, found) : std::nullopt) {
      d.help = fmt::format(
          "only pins moved: set {} in `pins.yaml`, then run `formwork compile --discard {}`",
          describe(*pins), path);
    }
    add_causes(fact, d);
    add_provenance(artifact, rendered, line, d);
    if (auto note = policy_note(rendered.text, found))
      d.notes.push_back({{}, "", std::move(*note)});
    if (report_.unit.environment != nullptr) {
      for (Note& note :
           group_notes(report_.unit.document->root(), rendered, found,
                       moved_values_read(inputs_, report_, artifact, sources_), sources_))
        d.notes.push_back(std::move(note));
    }
    out_.add(std::move(d));
  }

  // Bytes count as git would store them: a checkout that converts line ends is no drift.
  [[nodiscard]] bool stored_right(const Artifact& artifact, const std::string& rendered,
                                  const std::string& file) {
    if (options_.repository == nullptr) return false;
    const auto stored = options_.repository->as_stored(artifact.path, file);
    return stored && part_of(artifact, *stored).bytes == rendered;
  }

  // The entry of pins.yaml that a moved pin comes from: `actions.checkout`, `bases.rust`. Empty
  // where there is none.
  [[nodiscard]] std::string pin_entry(const MovedPin& pin) const {
    for (const Layer& layer : inputs_.pins) {
      for (const Node section : layer.document.root().find("pins")) {
        for (const Node entry : section) {
          const Node uses = entry.is(Kind::map) ? entry.find("uses") : entry;
          const std::string_view text = uses ? uses.text() : std::string_view();
          if (text == pin.name || text.starts_with(pin.name + ":"))
            return fmt::format("{}.{}", section.key(), entry.key());
        }
      }
    }
    return {};
  }

  [[nodiscard]] std::string describe(const std::vector<MovedPin>& pins) const {
    std::string out;
    for (const MovedPin& pin : pins) {
      const std::string entry = pin_entry(pin);
      out += fmt::format("{}`{}` to `{}`", out.empty() ? "" : ", ",
                         entry.empty() ? pin.name : entry, pin.to);
      if (!pin.to_label.empty()) out += fmt::format(" ({})", pin.to_label);
    }
    return out;
  }

  static std::string edit_help(const std::string& path) {
    return fmt::format(
        "move the change into the spec or an overlay, then run `formwork compile --discard {}`",
        path);
  }

  // Which moved inputs this file reads.
  void add_causes(const FileFact& fact, Diagnostic& d) {
    if (!report_.moved.any()) return;
    const Artifact& artifact = report_.output.artifacts[fact.artifact];
    auto values = moved_values_read(inputs_, report_, artifact, sources_);
    // A value that came or went may be read by no path today: then every moved value is named.
    if (values.empty()) values = by_line(report_.moved.values, sources_);
    for (const auto& one : values) {
      d.notes.push_back({one.span, one.span.valid() ? "" : report_.unit.lock_path,
                         one.span.valid() ? fmt::format("`{}` moved", one.path)
                                          : fmt::format("`{}` is no longer set", one.path),
                         true});
      if (d.notes.size() >= 8) return;
    }
    for (const auto& input : report_.moved.inputs)
      d.notes.push_back({{}, input.path, "this input moved", true});
  }

  void add_provenance(const Artifact& artifact, const Rendered& rendered, std::uint32_t line,
                      Diagnostic& d) {
    if (!options_.explain_causes) return;
    const LineOrigin origin = line_origin(artifact, rendered, line, sources_);
    if (origin.template_span.valid())
      d.notes.push_back({origin.template_span, "", "rendered by this template line"});
    std::size_t shown = 0;
    for (const Node value : origin.values) {
      if (++shown > 4) break;
      const bool named = std::any_of(d.notes.begin(), d.notes.end(),
                                     [&](const Note& n) { return n.span == value.span(); });
      if (named) continue;  // as what moved
      d.notes.push_back({value.span(), "", fmt::format("from `{}`", value.path())});
    }
  }

  const Inputs& inputs_;
  const UnitReport& report_;
  const Tree& tree_;
  SourceMap& sources_;
  const CheckOptions& options_;
  Diagnostics& diagnostics_;
  Diagnostics out_;  // of this unit
};

}  // namespace

void report_abandoned(const Inputs& inputs, const Tree& tree, Diagnostics& diagnostics) {
  const auto folders = tree.list("infra");
  if (!folders) return;
  const std::vector<std::string>& names = inputs.workspace.names;
  for (const FolderEntry& folder : *folders) {
    if (folder.kind != FileKind::folder ||
        std::find(names.begin(), names.end(), folder.name) != names.end())
      continue;
    const std::string lock = fmt::format("infra/{}/formwork.lock", folder.name);
    const auto info = tree.info(lock);
    if (!info || info->kind != FileKind::regular) continue;
    diagnostics.add(
        make(Code::DR009, lock,
             fmt::format("`infra/{0}` was compiled for an environment `{0}`, and there is none",
                         folder.name),
             fmt::format("remove `infra/{0}`, or bring `{1}/{0}.yaml` back", folder.name,
                         inputs.workspace.specs)));
  }
}

void report_drift(const Inputs& inputs, const UnitReport& report, const Tree& tree,
                  SourceMap& sources, const CheckOptions& options, Diagnostics& diagnostics) {
  Reporter(inputs, report, tree, sources, options, diagnostics).run();
  if (options.repository != nullptr) report_git_view(report, *options.repository, diagnostics);
}

}  // namespace formwork
