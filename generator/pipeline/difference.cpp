#include "pipeline/difference.h"

#include "base/text.h"
#include "drift/pin_hunk.h"
#include "pipeline/asset_findings.h"
#include "pipeline/causes.h"
#include "pipeline/file_part.h"
#include "pipeline/git_proof.h"
#include "pipeline/group_note.h"
#include "pipeline/provenance.h"
#include "store/git_tree.h"

#include <fmt/format.h>

#include <algorithm>

namespace formwork {
namespace {

class Difference {
 public:
  Difference(const Checked& checked, Diagnostics& out)
      : inputs_(checked.inputs),
        report_(checked.report),
        tree_(checked.tree),
        sources_(checked.sources),
        options_(checked.options),
        edges_(checked.edges),
        out_(out) {}

  void differs(const FileFact& fact) {
    const std::string& path = fact.state.path;
    if (fact.unread != 0) {
      out_.add(
          make(code_of(fact.verdict).value_or(Code::DR004), path,
               fmt::format("`{}` is not what was compiled: it has {} bytes, and was not read", path,
                           fact.unread),
               fmt::format("move it away, or drop it with `formwork compile --discard {}`", path)));
      return;
    }
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
      out_.add(line_ends(path, found));
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
            report_.moved.inputs.empty()
                ? "stale: a built file moved and this file was not compiled again"
                : "stale: an overlaid template or file moved and this file was not compiled again";
        d.help = "run `formwork compile` and commit the result";
        break;
      case Verdict::stale_compiler:
        d.message = fmt::format("stale: compiled by formwork {}, and {} renders it differently",
                                report_.moved.locked_version, compiler_version());
        d.help = "run `formwork compile` with this version and commit the result";
        // Of the older version there is the lock's word alone, and a lock may be forged.
        d.severity = Severity::error;
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
    if (!hand_made(fact.verdict) && options_.git != nullptr &&
        !options_.git->may_go(report_, fact, tree_)) {
      d.help = fmt::format(
          "git does not have this file, and only a record out of git says that formwork wrote it: "
          "commit it, then run `formwork compile`, or let it be overwritten with "
          "`formwork compile --adopt {}`",
          path);
    }
    add_causes(fact, d);
    add_provenance(artifact, rendered, line, d);
    for (Note& note : edges_.notes(artifact, rendered, source)) d.notes.push_back(std::move(note));
    if (hand_made(fact.verdict)) {
      for (Note& note : integrity_notes(inputs_, report_, rendered.text, found))
        d.notes.push_back(std::move(note));
    }
    if (report_.unit.environment != nullptr) {
      for (Note& note :
           group_notes(report_.unit.document->root(), rendered, found,
                       moved_values_read(inputs_, report_, artifact, sources_), sources_))
        d.notes.push_back(std::move(note));
    }
    out_.add(std::move(d));
  }

  // Which moved inputs this file reads.
  void add_causes(const FileFact& fact, Diagnostic& d) {
    if (!report_.moved.any()) return;
    // What is rendered is what was: whatever moved, this file does not show it.
    if (fact.state.locked && fact.state.rendered &&
        fact.state.locked->digest == fact.state.rendered->hex())
      return;
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
    for (const std::string& path : moved_assets_read(inputs_, report_, artifact, sources_)) {
      if (d.notes.size() >= 8) return;
      d.notes.push_back({{}, path, "this built file moved", true});
    }
  }

 private:
  // Git converts line ends where it is told to; a byte order mark an editor wrote.
  static Diagnostic line_ends(const std::string& path, std::string_view found) {
    const bool mark = found.starts_with("\xEF\xBB\xBF");
    const bool ends = found.find("\r\n") != std::string_view::npos;
    const std::string attribute =
        fmt::format("add `{} text eol=lf` to `.gitattributes`, then run `formwork compile`", path);
    constexpr const char* kNoMark =
        "run `formwork compile`, and let your editor save UTF-8 without a byte order mark";
    if (!mark)
      return make(Code::DR012, path, fmt::format("`{}` differs in its line ends alone", path),
                  attribute);
    return make(
        Code::DR012, path,
        fmt::format("`{}` differs in {}a byte order mark alone", path,
                    ends ? "its line ends and " : ""),
        ends ? fmt::format("{}; let your editor save UTF-8 without a byte order mark", attribute)
             : std::string(kNoMark));
  }

  // Bytes count as git would store them: a checkout that converts line ends is no drift.
  [[nodiscard]] bool stored_right(const Artifact& artifact, const std::string& rendered,
                                  const std::string& file) {
    if (options_.repository == nullptr) return false;
    const auto stored = options_.repository->as_stored(artifact.path, file);
    return stored && part_of(artifact, *stored).bytes == rendered;
  }

  // The entry of pins.yaml that a moved pin comes from: `actions.checkout`, `toolchains.rust`.
  // Empty where there is none.
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
  CommittedEdges& edges_;
  Diagnostics& out_;
};

}  // namespace

void report_difference(const Checked& checked, const FileFact& fact, Diagnostics& diagnostics) {
  Difference(checked, diagnostics).differs(fact);
}

void add_causes(const Checked& checked, const FileFact& fact, Diagnostic& d) {
  Diagnostics none;
  Difference(checked, none).add_causes(fact, d);
}

}  // namespace formwork
