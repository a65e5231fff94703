#include "base/text.h"
#include "cli/commands.h"
#include "csp/lint.h"
#include "pack/embedded.h"
#include "pipeline/file_part.h"
#include "pipeline/provenance.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
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
  session.print(fmt::format("\nseverity: {}; exit status: {}\n", name(row.severity), row.exit));
  return 0;
}

std::optional<const Rule*> find_rule(const Inputs& inputs, std::string_view id) {
  for (const Pack& pack : inputs.packs.packs) {
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

std::string shown(Node node) {
  if (!node.is_scalar()) return fmt::format("{} of {}", name(node.kind()), node.size());
  return printable(node.text());
}

std::string place(const SourceMap& sources, Span span) {
  const Position at = sources.begin(span);
  return fmt::format("{}:{}:{}", sources.path(span.source), at.line, at.column);
}

// The node a path names: keys are tried as they are, so that quoted forms need no parsing.
Node node_at(Node root, std::string_view path) {
  if (Node node = root.find_path(path)) return node;
  std::vector<Node> open{root};
  while (!open.empty()) {
    const Node node = open.back();
    open.pop_back();
    if (node != root && node.path() == path) return node;
    if (!node.is_scalar()) open.insert(open.end(), node.begin(), node.end());
  }
  return {};
}

// The paths that this environment has: those of the schema hold `*` for the keys that users choose.
void paths_below(Node node, std::vector<std::string>& out) {
  for (const Node child : node) {
    out.push_back(child.path());
    if (child.is(Kind::map)) paths_below(child, out);
  }
}

int explain_value(Session& session, const Inputs& inputs, const std::string& env_name,
                  const std::string& path) {
  const auto env = std::find_if(inputs.environments.begin(), inputs.environments.end(),
                                [&](const Environment& e) { return e.name == env_name; });
  if (env == inputs.environments.end()) {
    const auto near = nearest(env_name, inputs.workspace.names);
    session.diagnostics.add(
        make(Code::FW8005, std::string(), fmt::format("no environment is called `{}`", env_name),
             near ? fmt::format("did you mean `{}`?", *near)
                  : fmt::format("there are: {}", join(inputs.workspace.names, ", "))));
    return session.finish(false);
  }
  const Node node = node_at(env->document.root(), path);
  const auto field = inputs.schema->field(path);
  if (!node) {
    std::vector<std::string> known;
    for (const FieldInfo& f : inputs.schema->fields()) known.push_back(f.path);
    paths_below(env->document.root(), known);
    const auto near = nearest(path, known);
    session.diagnostics.add(
        make(Code::FW8006, std::string(),
             field ? fmt::format("`{}` is not set in `{}`, and has no default", path, env_name)
                   : fmt::format("the spec has no path `{}`", path),
             near && !field ? fmt::format("did you mean `{}`?", *near) : "see docs/spec.md"));
    return session.finish(false);
  }
  std::string out = fmt::format("{} = {}\n", path, shown(node));
  if (field && !field->description.empty()) out += fmt::format("  {}\n", field->description);
  const Layer* layer = layer_of(env->layers, node.span().source);
  const std::string_view source = session.sources.path(node.span().source);
  std::string how = layer != nullptr ? fmt::format("set in {}", layer->path) : "";
  if (layer == nullptr && source.starts_with("schemas/")) {
    const auto& assumed = env->filled.assumed;
    how = std::find(assumed.begin(), assumed.end(), node.id()) != assumed.end()
              ? "default of the schema"
          : env->filled.reads.contains(node.id()) ? "computed by the schema"
                                                  : "part of a default of the schema";
  }
  out +=
      fmt::format("  {} {}\n", node.span().valid() ? place(session.sources, node.span()) : "", how);
  const auto replaced = node.replaced();
  for (auto it = replaced.rbegin(); it != replaced.rend(); ++it) {
    const std::string_view text = session.sources.text(*it);
    const std::size_t line_end = text.find('\n');
    out += fmt::format("  {} overridden: {}\n", place(session.sources, *it),
                       printable(text.substr(0, std::min<std::size_t>(line_end, 60))));
  }
  if (const auto* const reads = env->filled.reads.find(node.id())) {
    for (const NodeId id : *reads) {
      const Node read = env->document.node(id);
      out += fmt::format("  depends on {} = {}\n", read.path(), shown(read));
    }
  }
  out += fmt::format("  merge: {}\n", node.is(Kind::map)    ? "maps merge key by key"
                                      : node.is(Kind::list) ? "lists are replaced whole"
                                                            : "the highest layer wins");
  if (field) out += fmt::format("  owner: {}\n", name(field->owner));
  session.print(out);
  return 0;
}

int explain_line(Session& session, const Inputs& inputs, const Tree& tree, const std::string& file,
                 std::uint32_t line) {
  const std::vector<Unit> units = units_of(inputs, false);
  for (const Unit& unit : units) {
    UnitOutput output = render_unit(inputs, unit, session.sources, nullptr, nullptr);
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
            "  template {}: {}\n", place(session.sources, origin.template_span),
            printable(trim(session.sources.line(origin.template_span.source, at.line))));
      }
      for (const Node value : origin.values) {
        out += fmt::format("  value {} = {}\n", value.path(), shown(value));
        if (value.span().valid())
          out += fmt::format("    {}\n", place(session.sources, value.span()));
        if (unit.environment == nullptr) continue;
        for (const Node read : computed_from(*unit.environment, value)) {
          out += fmt::format("    from {} = {}  {}\n", read.path(), shown(read),
                             place(session.sources, read.span()));
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
  session.diagnostics.add(make(Code::FW8006, file,
                               fmt::format("`{}` is not an output of this workspace", file),
                               "`formwork list --files` names them all"));
  return session.finish(false);
}

int explain(Session& session, const std::vector<std::string>& subject) {
  session.command = "explain";
  session.options.environments.clear();  // the subject names what is asked for
  if (subject.size() == 1) {
    if (const auto code = find_code(subject[0])) return explain_code(session, *code);
    constexpr std::string_view kLint = "csp:";
    if (subject[0].starts_with(kLint))
      return explain_lint(session, std::string_view(subject[0]).substr(kLint.size()));
  }
  const auto tree = disk_tree(session.options.folder);
  const std::size_t colon = subject[0].rfind(':');
  if (subject.size() == 1 && colon == std::string::npos) {
    session.every_pack = true;
    // A rule needs the packs; without a workspace the built-in ones cannot be typed, so ask for
    // one.
    if (const auto inputs = session.load(*tree)) {
      if (const auto rule = find_rule(*inputs, subject[0])) return explain_rule(session, **rule);
      std::vector<std::string> ids;
      for (const CodeInfo& row : all_codes()) ids.emplace_back(row.id);
      for (const Pack& pack : inputs->packs.packs) {
        for (const Rule& rule : pack.rules) ids.push_back(rule.id);
      }
      const auto near = nearest(subject[0], ids);
      session.diagnostics.add(make(Code::FW8006, std::string(),
                                   fmt::format("`{}` is no code and no rule", subject[0]),
                                   near ? fmt::format("did you mean `{}`?", *near)
                                        : "name a code, `ENV PATH`, or `FILE:LINE`"));
    }
    return session.finish(false);
  }
  const auto inputs = session.load(*tree);
  if (!inputs) return session.finish(false);
  if (subject.size() == 2) return explain_value(session, *inputs, subject[0], subject[1]);
  std::uint32_t line = 0;
  const std::string number = subject[0].substr(colon + 1);
  const auto [end, error] = std::from_chars(number.data(), number.data() + number.size(), line);
  if (error != std::errc() || end != number.data() + number.size() || line == 0) {
    session.diagnostics.add(make(Code::FW8001, std::string(),
                                 fmt::format("`{}` is not FILE:LINE", subject[0]),
                                 "name a code, `ENV PATH`, or `FILE:LINE`"));
    return session.finish(false);
  }
  return explain_line(session, *inputs, *tree, subject[0].substr(0, colon), line);
}

}  // namespace

void add_explain(CLI::App& app, CommandRunner& run) {
  auto* command = app.add_subcommand(
      "explain", "Explain a code or rule, a value (ENV PATH), or an output line (FILE:LINE)");
  auto subject = std::make_shared<std::vector<std::string>>();
  command
      ->add_option("SUBJECT", *subject,
                   "FW3002 | K8S-POD-003 | csp:plain-http | prod services.api.port | "
                   "infra/prod/kubernetes/api/service.yaml:12")
      ->required()
      ->expected(1, 2);
  command->callback([&run, subject] {
    run = [subject](Session& session) { return explain(session, *subject); };
  });
}

}  // namespace formwork
