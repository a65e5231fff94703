#include "base/text.h"
#include "cli/commands.h"
#include "csp/csp.h"
#include "pipeline/environment_parity.h"
#include "store/git_tree.h"

#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <map>
#include <memory>
#include <set>

namespace formwork {
namespace {

using Leaves = std::map<std::string, Node>;

void leaves(Node node, Leaves& out) {
  if (node.is(Kind::map)) {
    for (const Node child : node) leaves(child, out);
  } else {
    out.emplace(node.path(), node);
  }
}

std::string shown(Node node) {
  if (!node.is(Kind::list)) return printable(node.text());
  std::string out = "[";
  for (const Node item : node) {
    if (out.size() > 1) out += ", ";
    out += item.is_scalar() ? printable(item.text()) : std::string("…");
  }
  return out + "]";
}

// One side: an environment, its outputs and their policies.
struct Side {
  std::string title;
  std::unique_ptr<Tree> tree;
  std::optional<Inputs> inputs;
  const Environment* env = nullptr;
  std::map<std::string, Digest> outputs;  // path with the environment's name folded away
  std::map<std::string, std::string> policies;
};

bool fill_side(Session& session, Side& side, const std::string& env_name) {
  for (const Environment& env : side.inputs->environments) {
    if (env.name == env_name) side.env = &env;
  }
  if (side.env == nullptr) {
    session.diagnostics.add(
        make(Code::FW8005, std::string(),
             fmt::format("no environment is called `{}` in {}", env_name, side.title),
             fmt::format("there are: {}", join(side.inputs->workspace.names, ", "))));
    return false;
  }
  for (const Unit& unit : units_of(*side.inputs, true)) {
    if (unit.environment != side.env) continue;
    UnitOutput output = render_unit(*side.inputs, unit, session.sources, nullptr, nullptr);
    for (std::size_t i = 0; i < output.artifacts.size(); ++i) {
      std::string path = output.artifacts[i].path;
      const std::string mine = "infra/" + env_name + "/";
      if (path.starts_with(mine)) path = "infra/*/" + path.substr(mine.size());
      side.outputs.emplace(std::move(path), output.facts[i].digest);
    }
    for (const auto& [key, policy] : output.lock.policies)
      side.policies.emplace(key.host.empty() ? key.edge : key.edge + " at " + key.host, policy);
    session.diagnostics.append(std::move(output.diagnostics));
  }
  return !session.diagnostics.has_errors();
}

void print_difference(Session& session, const Side& a, const Side& b) {
  Leaves left, right;
  leaves(a.env->document.root(), left);
  leaves(b.env->document.root(), right);
  std::string out;
  std::set<std::string> paths;
  for (const auto& [path, node] : left) paths.insert(path);
  for (const auto& [path, node] : right) paths.insert(path);
  std::string values;
  for (const std::string& path : paths) {
    const auto l = left.find(path);
    const auto r = right.find(path);
    if (l != left.end() && r != right.end()) {
      if (!equal(l->second, r->second))
        values += fmt::format("  ~ {}: {} -> {}\n", path, shown(l->second), shown(r->second));
    } else if (l != left.end()) {
      values += fmt::format("  - {}: {}\n", path, shown(l->second));
    } else {
      values += fmt::format("  + {}: {}\n", path, shown(r->second));
    }
  }
  if (!values.empty()) out += "values\n" + values;

  std::string files;
  for (const auto& [path, digest] : a.outputs) {
    const auto other = b.outputs.find(path);
    if (other == b.outputs.end()) {
      files += fmt::format("  - {}\n", path);
    } else if (other->second != digest) {
      files += fmt::format("  ~ {}\n", path);
    }
  }
  for (const auto& [path, digest] : b.outputs) {
    if (!a.outputs.contains(path)) files += fmt::format("  + {}\n", path);
  }
  if (!files.empty()) out += "outputs\n" + files;

  std::string policies;
  for (const auto& [edge, policy] : a.policies) {
    const auto other = b.policies.find(edge);
    if (other == b.policies.end()) {
      policies += fmt::format("  - {}: {}\n", edge, policy);
    } else if (!csp::same_meaning(csp::parse(policy), csp::parse(other->second))) {
      policies += fmt::format("  ~ {}\n      {}\n      {}\n", edge, policy, other->second);
    }
  }
  for (const auto& [edge, policy] : b.policies) {
    if (!a.policies.contains(edge)) policies += fmt::format("  + {}: {}\n", edge, policy);
  }
  if (!policies.empty()) out += "content security policy\n" + policies;
  session.print(
      fmt::format("{} -> {}\n{}", a.title, b.title, out.empty() ? "no difference\n" : out));
}

// Gaps, waived ones too; those that are not are findings.
void print_parity(Session& session, const Side& a, const Side& b) {
  std::string out;
  for (const ParityGap& gap : parity_gaps(*a.inputs->schema, *a.env, *b.env, session.sources)) {
    const std::string text =
        fmt::format("{} {}", printable(gap.path), describe(gap, *a.env, *b.env));
    out += fmt::format("  {} {}\n", gap.waived ? "waived:" : "!", text);
    if (!gap.waived) session.diagnostics.add(finding_of(gap, *a.env, *b.env));
  }
  session.print("parity\n" + (out.empty() ? std::string("  no gap\n") : out));
}

int diff(Session& session, const std::string& first, const std::string& second, bool parity) {
  session.command = "diff";
  const auto here = disk_tree(session.options.folder);
  Side a, b;
  const auto workspace = session.workspace(*here);
  if (!workspace) return session.finish(false);
  const auto is_env = [&](const std::string& name) {
    return std::find(workspace->names.begin(), workspace->names.end(), name) !=
           workspace->names.end();
  };
  if (is_env(first) && is_env(second)) {
    session.options.environments.clear();  // both are named
    a.title = first;
    b.title = second;
    a.inputs = session.load(*here);
    if (!a.inputs) return session.finish(false);
    b.inputs = session.load(*here);
    if (!b.inputs || !fill_side(session, a, first) || !fill_side(session, b, second))
      return session.finish(false);
    print_difference(session, a, b);
    if (parity) print_parity(session, a, b);
    return session.finish(false);
  }
  if (parity) {
    session.diagnostics.add(make(Code::FW8001, std::string(),
                                 "`--parity` compares two environments, not revisions",
                                 fmt::format("there are: {}", join(workspace->names, ", "))));
    return session.finish(false);
  }
  if (is_env(first) != is_env(second)) {
    const std::string& other = is_env(first) ? second : first;
    if (const auto near = nearest(other, workspace->names)) {
      session.diagnostics.add(make(Code::FW8005, std::string(),
                                   fmt::format("no environment is called `{}`", printable(other)),
                                   fmt::format("did you mean `{}`?", *near)));
      return session.finish(false);
    }
  }
  const auto repository = GitRepository::open(session.options.folder);
  if (!repository) {
    session.diagnostics.add(repository.error());
    return session.finish(false);
  }
  for (const auto& [side, revision] :
       {std::pair<Side*, const std::string*>(&a, &first), {&b, &second}}) {
    auto tree = repository->revision(*revision);
    if (!tree) {
      Diagnostic d = tree.error();
      if (d.help.empty())
        d.help = fmt::format("name two environments ({}) or two revisions",
                             join(workspace->names, ", "));
      session.diagnostics.add(std::move(d));
      return session.finish(false);
    }
    side->title = *revision;
    side->tree = std::move(*tree);
    side->inputs = session.load(*side->tree);
    if (!side->inputs) return session.finish(false);
  }
  for (const std::string& name : workspace->names) {
    const bool wanted =
        session.options.environments.empty() ||
        std::any_of(session.options.environments.begin(), session.options.environments.end(),
                    [&](const std::string& glob) { return glob_match(glob, name); });
    if (!wanted) continue;
    a.outputs.clear(), a.policies.clear(), a.env = nullptr;
    b.outputs.clear(), b.policies.clear(), b.env = nullptr;
    if (!fill_side(session, a, name) || !fill_side(session, b, name)) return session.finish(false);
    session.print(name + ": ");
    print_difference(session, a, b);
  }
  return session.finish(false);
}

}  // namespace

void add_diff(CLI::App& app, CommandRunner& run) {
  auto* command =
      app.add_subcommand("diff", "Compare two environments, or two revisions, by meaning");
  auto first = std::make_shared<std::string>();
  auto second = std::make_shared<std::string>();
  command->add_option("A", *first, "Environment or revision")->required();
  command->add_option("B", *second, "Environment or revision")->required();
  auto parity = std::make_shared<bool>(false);
  command->add_flag("--parity", *parity,
                    "Judge the two environments: what one has and the other lacks (DR030)");
  command->callback([&run, first, second, parity] {
    run = [first, second, parity](Session& session) {
      return diff(session, *first, *second, *parity);
    };
  });
}

}  // namespace formwork
