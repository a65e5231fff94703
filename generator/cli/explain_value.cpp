#include "base/text.h"
#include "cli/explain.h"

#include <fmt/format.h>

#include <algorithm>

namespace formwork {

std::string shown_value(Node node) {
  if (!node.is_scalar()) return fmt::format("{} of {}", name(node.kind()), node.size());
  return printable(node.text());
}

std::string place_of(const SourceMap& sources, Span span) {
  const Position at = sources.begin(span);
  return fmt::format("{}:{}:{}", sources.path(span.source), at.line, at.column);
}

namespace {

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

bool is_at_or_above(std::string_view path, std::string_view below) {
  return below.starts_with(path) &&
         (below.size() == path.size() || below[path.size()] == '.' || below[path.size()] == '[');
}

/// The `null` of a layer that takes `path` away, or what it stands in.
Node removal_of(Node root, std::string_view path) {
  std::vector<Node> open{root};
  while (!open.empty()) {
    const Node node = open.back();
    open.pop_back();
    if (node.is(Kind::null) && is_at_or_above(node.path(), path)) return node;
    if (node.is(Kind::map)) open.insert(open.end(), node.begin(), node.end());
  }
  return {};
}

/// What a `null` took away leaves no trace in the value that stands there now: the layers are
/// asked, the highest first. Empty where none removes it.
std::string removals(const Session& session, const Environment& env, const std::string& path) {
  std::string out;
  for (auto layer = env.layers.rbegin(); layer != env.layers.rend(); ++layer) {
    const Node root = (*layer)->document.root();
    if (const Node gone = removal_of(root, path)) {
      out += fmt::format("  {} removed: `{}: null` in {}\n",
                         place_of(session.sources, gone.key_span()), printable(gone.key()),
                         (*layer)->path);
    } else if (const Node value = out.empty() ? Node() : node_at(root, path)) {
      out += fmt::format("  {} overridden: {}\n", place_of(session.sources, value.span()),
                         shown_value(value));
    }
  }
  return out;
}

}  // namespace

int explain_value(Session& session, const Inputs& inputs, const std::string& env_name,
                  const std::string& path) {
  const auto env = std::find_if(inputs.environments.begin(), inputs.environments.end(),
                                [&](const Environment& e) { return e.name == env_name; });
  if (env == inputs.environments.end()) {
    const auto near = nearest(env_name, inputs.workspace.names);
    session.diagnostics.add(
        make(Code::FW8005, std::string(),
             fmt::format("no environment is called `{}`", printable(env_name)),
             near ? fmt::format("did you mean `{}`?", *near)
                  : fmt::format("there are: {}", join(inputs.workspace.names, ", "))));
    return session.finish(false);
  }
  if (path.empty()) {
    session.diagnostics.add(make(Code::FW8006, std::string(), "an empty path names no value",
                                 fmt::format("name one, as in `formwork explain {} "
                                             "metadata.tier`; docs/spec.md has them all",
                                             env_name)));
    return session.finish(false);
  }
  const Node node = node_at(env->document.root(), path);
  const auto field = inputs.schema->field(path);
  const std::string removed = removals(session, *env, path);
  if (!node && !removed.empty()) {
    std::string out = fmt::format("{} is not set\n", printable(path));
    if (field && !field->description.empty()) out += fmt::format("  {}\n", field->description);
    session.print(out + removed);
    return session.finish(false);
  }
  if (!node) {
    std::vector<std::string> known;
    for (const FieldInfo& f : inputs.schema->fields()) known.push_back(f.path);
    paths_below(env->document.root(), known);
    const auto near = nearest(path, known);
    session.diagnostics.add(make(
        Code::FW8006, std::string(),
        field
            ? fmt::format("`{}` is not set in `{}`, and has no default", printable(path), env_name)
            : fmt::format("the spec has no path `{}`", printable(path)),
        near && !field ? fmt::format("did you mean `{}`?", *near) : "see docs/spec.md"));
    return session.finish(false);
  }
  std::string out = fmt::format("{} = {}\n", path, shown_value(node));
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
  if (node.span().valid())
    out += fmt::format("  {} {}\n", place_of(session.sources, node.span()), how);
  const auto replaced = node.replaced();
  for (auto it = replaced.rbegin(); it != replaced.rend(); ++it) {
    if (!it->valid()) continue;  // a map that was filled in
    const std::string_view text = session.sources.text(*it);
    const std::size_t line_end = text.find('\n');
    out += fmt::format("  {} overridden: {}\n", place_of(session.sources, *it),
                       printable(text.substr(0, std::min<std::size_t>(line_end, 60))));
  }
  out += removed;
  if (const auto* const reads = env->filled.reads.find(node.id())) {
    for (const NodeId id : *reads) {
      const Node read = env->document.node(id);
      out += fmt::format("  depends on {} = {}\n", read.path(), shown_value(read));
    }
  }
  out += fmt::format("  merge: {}\n", node.is(Kind::map)    ? "maps merge key by key"
                                      : node.is(Kind::list) ? "lists are replaced whole"
                                                            : "the highest layer wins");
  if (field) out += fmt::format("  owner: {}\n", name(field->owner));
  session.print(out);
  return 0;
}

}  // namespace formwork
