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
  std::map<std::string, LockResource> resources;  // `infra/*/terraform#ADDRESS`
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
    for (const auto& [root, resources] : output.lock.resources) {
      const std::string mine = "infra/" + env_name + "/";
      const std::string path =
          root.starts_with(mine) ? "infra/*/" + root.substr(mine.size()) : root;
      for (const auto& [address, resource] : resources)
        side.resources.emplace(path + "#" + address, resource);
    }
    for (const auto& [key, policy] : output.lock.policies)
      side.policies.emplace(key.host.empty() ? key.edge : key.edge + " at " + key.host, policy);
    session.diagnostics.append(std::move(output.diagnostics));
  }
  return !session.diagnostics.has_errors();
}

// Of two environments nearly every resource has other arguments: its names. Those are counted.
std::string differing_resources(const Side& a, const Side& b) {
  const auto line = [](char sign, const std::string& path, const LockResource& resource) {
    return fmt::format("  {} {}{}\n", sign, printable(path),
                       resource.type.empty() ? "" : fmt::format(" ({})", printable(resource.type)));
  };
  const bool one_environment = a.env->name == b.env->name;
  std::string out;
  std::size_t others = 0;
  for (const auto& [path, resource] : a.resources) {
    const auto other = b.resources.find(path);
    if (other == b.resources.end()) {
      out += line('-', path, resource);
    } else if (other->second.type != resource.type || other->second.name != resource.name ||
               other->second.digest != resource.digest) {
      if (one_environment)
        out += line('~', path, resource);
      else
        ++others;
    }
  }
  for (const auto& [path, resource] : b.resources) {
    if (!a.resources.contains(path)) out += line('+', path, resource);
  }
  if (others != 0) out += fmt::format("  ~ {} of both, with other names or arguments\n", others);
  return out;
}

/// True if something differs.
bool print_difference(Session& session, const Side& a, const Side& b) {
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
  if (const std::string resources = differing_resources(a, b); !resources.empty())
    out += "resources\n" + resources;

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
  return !out.empty();
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

int diff(Session& session, const std::string& first, const std::string& second, bool parity,
         bool& differs) {
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
    differs = print_difference(session, a, b);
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
    a.outputs.clear(), a.policies.clear(), a.resources.clear(), a.env = nullptr;
    b.outputs.clear(), b.policies.clear(), b.resources.clear(), b.env = nullptr;
    if (!fill_side(session, a, name) || !fill_side(session, b, name)) return session.finish(false);
    session.print(name + ": ");
    differs = print_difference(session, a, b) || differs;
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
  auto style = std::make_shared<std::string>("formwork");
  command
      ->add_option("--exit-style", *style,
                   "`plan`: exit 2 where they differ, as terraform does of a plan")
      ->check(CLI::IsMember({"formwork", "plan"}));
  command->callback([&run, first, second, parity, style] {
    run = [first, second, parity, style](Session& session) {
      bool differs = false;
      const int status = diff(session, *first, *second, *parity, differs);
      if (*style != "plan") return status;
      return status != 0 ? 1 : differs ? 2 : 0;
    };
  });
}

}  // namespace formwork
