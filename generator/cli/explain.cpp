#include "cli/explain.h"

#include "base/text.h"
#include "cli/commands.h"
#include "csp/lint.h"
#include "pack/embedded.h"
#include "pipeline/built_in_packs.h"
#include "pipeline/file_part.h"
#include "pipeline/provenance.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <filesystem>
#include <functional>
#include <memory>

namespace formwork {
namespace {

// The section "## FW3002 …" of the page it stands in; pages are part of the binary.
std::optional<std::string> code_page(std::string_view id) {
  for (const EmbeddedFile& page : embedded_below("docs/diagnostics/")) {
    const std::string heading = fmt::format("## {}", id);
    for (std::size_t at = page.bytes.find(heading); at != std::string_view::npos;
         at = page.bytes.find(heading, at + 1)) {
      if (at != 0 && page.bytes[at - 1] != '\n') continue;
      const std::size_t next = page.bytes.find("\n## ", at + 3);
      std::string text(
          page.bytes.substr(at + 3, next == std::string_view::npos ? next : next - at - 3));
      while (!text.empty() && text.back() == '\n') text.pop_back();
      return text + "\n";
    }
  }
  return std::nullopt;
}

int explain_code(Session& session, Code code) {
  const CodeInfo& row = info(code);
  if (const auto page = code_page(row.id)) {
    session.print(*page);
  } else {
    session.print(fmt::format("{} {}\n\n{}\n", row.id, row.slug, row.meaning));
  }
  // A note never fails.
  session.print(fmt::format("\nseverity: {}; exit status: {}\n", name(row.severity),
                            row.severity == Severity::note ? 0 : row.exit));
  return 0;
}

std::optional<const Rule*> find_rule(const PackSet& packs, std::string_view id) {
  for (const Pack& pack : packs.packs) {
    for (const Rule& rule : pack.rules) {
      if (rule.id == id) return &rule;
    }
  }
  return std::nullopt;
}

int explain_rule(Session& session, const Rule& rule) {
  session.print(fmt::format("{} {}\n\non: {}\nseverity: {}\n{}\n", rule.id, rule.title, rule.on,
                            name(rule.severity), rule.message));
  if (!rule.help.empty()) session.print(fmt::format("help: {}\n", rule.help));
  if (!rule.controls.empty())
    session.print(fmt::format("controls: {}\n", join(rule.controls, ", ")));
  if (!rule.sources.empty())
    session.print(fmt::format("asked for by: {}\n", join(rule.sources, ", ")));
  return 0;
}

/// `csp:unsafe-inline`: a kind of finding of the lint of policies.
int explain_lint(Session& session, std::string_view kind) {
  const auto kinds = csp::lint_kinds();
  const auto it = std::find_if(kinds.begin(), kinds.end(),
                               [&](const csp::LintKind& one) { return one.id == kind; });
  if (it == kinds.end()) {
    std::vector<std::string> ids;
    for (const csp::LintKind& one : kinds) ids.push_back(fmt::format("csp:{}", one.id));
    const auto near = nearest(fmt::format("csp:{}", kind), ids);
    session.diagnostics.add(make(
        Code::FW8006, std::string(),
        fmt::format("the lint of policies finds no kind `{}`", printable(kind)),
        near ? fmt::format("did you mean `{}`?", *near) : "docs/csp.md has the table of kinds"));
    return session.finish(false);
  }
  session.print(fmt::format("csp:{}\n{}\n", it->id, it->meaning));
  if (!it->evaluator.empty())
    session.print(fmt::format("csp-evaluator calls it: {}\n", it->evaluator));
  session.print(
      fmt::format("\nseverity: {}; `formwork csp lint` fails at errors, with `--fail-on "
                  "warning` at warnings\n",
                  name(it->severity)));
  return 0;
}

/// As the file may be meant: from the workspace's root, or from where the command runs.
std::vector<std::string> paths_meant(const Session& session, const std::string& file) {
  namespace fs = std::filesystem;
  std::error_code error;
  const fs::path root = fs::weakly_canonical(fs::absolute(session.options.folder, error), error);
  const fs::path here = fs::weakly_canonical(fs::absolute(file, error), error);
  std::vector<std::string> out;
  if (!fs::path(file).is_absolute())
    out.push_back(fs::path(file).lexically_normal().generic_string());
  const std::string below = here.lexically_relative(root).generic_string();
  if (!below.empty() && !below.starts_with("..") && (out.empty() || out.front() != below))
    out.push_back(below);
  return out;
}

int no_output(Session& session, const Inputs& inputs, const std::string& file) {
  std::vector<std::string> known;
  for (const Unit& unit : units_of(inputs, false)) {
    const UnitOutput output = render_unit(inputs, unit, session.sources, nullptr, nullptr);
    for (const Artifact& artifact : output.artifacts) known.push_back(artifact.path);
  }
  const auto near = nearest(std::filesystem::path(file).lexically_normal().generic_string(), known);
  session.diagnostics.add(
      make(Code::FW8006, std::string(),
           fmt::format("`{}` is not an output of this workspace", printable(file)),
           near ? fmt::format("did you mean `{}`?", *near)
                : std::string("`formwork list --files` names them all")));
  return session.finish(false);
}

/// Nothing if `file` is no output.
std::optional<int> explain_line(Session& session, const Inputs& inputs, const Tree& tree,
                                const std::string& file, std::uint32_t line) {
  const std::vector<Unit> units = units_of(inputs, false);
  for (const Unit& unit : units) {
    const UnitOutput output = render_unit(inputs, unit, session.sources, nullptr, nullptr);
    for (const Artifact& artifact : output.artifacts) {
      if (artifact.path != file) continue;
      Document scratch;
      Rendered rendered;
      if (auto failed =
              print_artifact(artifact, session.sources, scratch, Trace::pieces, rendered)) {
        session.diagnostics.add(std::move(*failed));
        return session.finish(false);
      }
      const auto found = tree.read(file);
      // A line of a file with a block is counted from the file's first one.
      const FilePart part = part_of(artifact, found ? *found : rendered.text);
      const std::uint32_t above = part.absent ? 0 : part.first_line - 1;
      const std::uint32_t asked = line;
      line = line > above ? line - above : UINT32_MAX;
      const SourceId source = session.sources.add(file, rendered.text);
      const Span whole = session.sources.line_span(source, line);
      if (!whole.valid()) {
        session.diagnostics.add(make(
            Code::FW8006, file,
            above == 0 ? fmt::format("`{}` has no line {}", file, asked)
                       : fmt::format("line {} of `{}` is not in formwork's block", asked, file)));
        return session.finish(false);
      }
      const LineOrigin origin = line_origin(artifact, rendered, line, session.sources);
      std::string out =
          fmt::format("{}:{}: {}\n", file, asked, printable(session.sources.text(whole)));
      if (origin.template_span.valid()) {
        const Position at = session.sources.begin(origin.template_span);
        out += fmt::format(
            "  template {}: {}\n", place_of(session.sources, origin.template_span),
            printable(trim(session.sources.line(origin.template_span.source, at.line))));
      }
      for (const Node value : origin.values) {
        out += fmt::format("  value {} = {}\n", value.path(), shown_value(value));
        if (value.span().valid())
          out += fmt::format("    {}\n", place_of(session.sources, value.span()));
        if (unit.environment == nullptr) continue;
        for (const Node read : computed_from(*unit.environment, value)) {
          out += fmt::format("    from {} = {}  {}\n", read.path(), shown_value(read),
                             place_of(session.sources, read.span()));
        }
      }
      if (!found) {
        out += "  (the file is not on disk)\n";
      } else if (part.bytes != rendered.text) {
        out += "  (the file on disk differs from what the spec says: see formwork check)\n";
      }
      session.print(out);
      return session.finish(false);
    }
  }
  return std::nullopt;
}

int explain_line_of(Session& session, const Inputs& inputs, const Tree& tree,
                    const std::string& subject) {
  const std::size_t colon = subject.rfind(':');
  const std::string file = subject.substr(0, colon);
  std::uint32_t line = 0;
  const std::string number = subject.substr(colon + 1);
  const auto [end, error] = std::from_chars(number.data(), number.data() + number.size(), line);
  if (error != std::errc() || end != number.data() + number.size() || line == 0 || file.empty()) {
    session.diagnostics.add(make(Code::FW8001, std::string(),
                                 fmt::format("`{}` is not FILE:LINE", printable(subject)),
                                 "name a code, `ENV PATH`, or `FILE:LINE`"));
    return session.finish(false);
  }
  for (const std::string& path : paths_meant(session, file)) {
    if (const auto status = explain_line(session, inputs, tree, path, line)) return *status;
  }
  return no_output(session, inputs, file);
}

/// The ids of all codes and rules.
std::vector<std::string> ids_of(const PackSet& packs) {
  std::vector<std::string> out;
  for (const CodeInfo& row : all_codes()) out.emplace_back(row.id);
  for (const Pack& pack : packs.packs) {
    for (const Rule& rule : pack.rules) out.push_back(rule.id);
  }
  return out;
}

/// What is neither a code nor of any other form: a rule, else a mistake. Rules are looked for where
/// the workspace may overlay them; without one, or in one that cannot be read, the built-in ones
/// are.
int explain_word(Session& session, const Tree& tree, const std::string& word) {
  const auto workspace = tree.info("formwork.yaml");
  std::optional<Inputs> inputs;
  if (workspace && workspace->kind == FileKind::regular) inputs = session.load(tree);
  std::optional<PackSet> built_in;
  const PackSet* packs = inputs ? &inputs->packs : nullptr;
  if (!inputs) {
    Diagnostics of_packs;
    const Schema schema = load_schema(session.sources);
    built_in = load_built_in_packs(schema, session.sources, of_packs);
    if (built_in) packs = &*built_in;
  }
  if (packs != nullptr) {
    if (const auto rule = find_rule(*packs, word)) {
      session.diagnostics.items().clear();  // of the workspace, which was not asked for
      return explain_rule(session, **rule);
    }
  }
  if (session.diagnostics.has_errors()) return session.finish(false);
  const std::vector<std::string> known = packs != nullptr ? ids_of(*packs) : ids_of({});
  const auto near = nearest(word, known);
  std::string help = near ? fmt::format("did you mean `{}`?", *near)
                          : std::string("name a code, a rule, `ENV PATH`, or `FILE:LINE`");
  if (inputs) {
    const auto& names = inputs->workspace.names;
    if (std::find(names.begin(), names.end(), word) != names.end())
      help = fmt::format(
          "it is an environment: `formwork explain {} PATH` says where a value "
          "comes from",
          word);
    else if (word.find('/') != std::string::npos)
      help = fmt::format("of an output, name a line: `formwork explain {}:1`", printable(word));
  }
  session.diagnostics.add(make(Code::FW8006, std::string(),
                               fmt::format("`{}` is no code and no rule", printable(word)),
                               std::move(help)));
  return session.finish(false);
}

int explain(Session& session, const std::string& subject, const std::optional<std::string>& path) {
  session.command = "explain";
  session.options.environments.clear();  // the subject names what is asked for
  const auto tree = disk_tree(session.options.folder);
  if (path) {
    const auto inputs = session.load(*tree);
    return inputs ? explain_value(session, *inputs, subject, *path) : session.finish(false);
  }
  if (const auto code = find_code(subject)) return explain_code(session, *code);
  constexpr std::string_view kLint = "csp:";
  if (subject.starts_with(kLint))
    return explain_lint(session, std::string_view(subject).substr(kLint.size()));
  if (subject.find(':') == std::string::npos) return explain_word(session, *tree, subject);
  const auto inputs = session.load(*tree);
  return inputs ? explain_line_of(session, *inputs, *tree, subject) : session.finish(false);
}

}  // namespace

void add_explain(CLI::App& app, CommandRunner& run) {
  auto* command = app.add_subcommand(
      "explain", "Explain a code or rule, a value (ENV PATH), or an output line (FILE:LINE)");
  auto subject = std::make_shared<std::string>();
  auto path = std::make_shared<std::string>();
  command
      ->add_option("SUBJECT", *subject,
                   "FW3101 | K8S-POD-003 | csp:plain-http | infra/prod/kubernetes/namespace.yaml:7 "
                   "| ENV")
      ->required();
  auto* of_value =
      command->add_option("PATH", *path, "With ENV: the value, as services.api.scale.min");
  command->callback([&run, subject, path, of_value] {
    std::optional<std::string> asked;
    if (of_value->count() != 0) asked = *path;
    run = [subject, asked](Session& session) { return explain(session, *subject, asked); };
  });
}

}  // namespace formwork
