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
void compare_resources(const Side& a, const Side& b, Comparison& out) {
  const auto add = [&](const char* action, const std::string& path, const LockResource& resource) {
    out.resources.push_back({action, printable(path), {}, {}, printable(resource.type)});
  };
  const bool one_environment = a.env->name == b.env->name;
  for (const auto& [path, resource] : a.resources) {
    const auto other = b.resources.find(path);
    if (other == b.resources.end()) {
      add("remove", path, resource);
    } else if (other->second.type != resource.type || other->second.name != resource.name ||
               other->second.digest != resource.digest) {
      if (one_environment)
        add("change", path, resource);
      else
        ++out.other_resources;
    }
  }
  for (const auto& [path, resource] : b.resources) {
    if (!a.resources.contains(path)) add("add", path, resource);
  }
}

// Both maps, in the order of the keys: `change` says what is to be told of a key that both have.
template <typename Map, typename Text, typename Same>
std::vector<Comparison::Change> changes(const Map& a, const Map& b, const Text& text,
                                        const Same& same, bool by_path) {
  std::vector<Comparison::Change> out;
  for (const auto& [path, was] : a) {
    const auto is = b.find(path);
    if (is == b.end())
      out.push_back({"remove", path, text(was)});
    else if (!same(was, is->second))
      out.push_back({"change", path, text(was), text(is->second)});
  }
  for (const auto& [path, is] : b) {
    if (!a.contains(path)) out.push_back({"add", path, {}, text(is)});
  }
  if (by_path) {
    std::stable_sort(out.begin(), out.end(),
                     [](const auto& l, const auto& r) { return l.path < r.path; });
  }
  return out;
}

/// True if something differs. `environment`: whose revisions they are.
bool compare_sides(Session& session, const Side& a, const Side& b,
                   const std::string& environment = {}) {
  Leaves left, right;
  leaves(a.env->document.root(), left);
  leaves(b.env->document.root(), right);
  Comparison out{environment, a.title, b.title};
  out.values = changes(left, right, shown, equal, true);
  out.outputs = changes(
      a.outputs, b.outputs, [](const Digest&) { return std::string(); }, std::equal_to<>(), false);
  compare_resources(a, b, out);
  out.policies = changes(
      a.policies, b.policies, [](const std::string& policy) { return policy; },
      [](const std::string& was, const std::string& is) {
        return csp::same_meaning(csp::parse(was), csp::parse(is));
      },
      false);
  if (!session.for_machines()) session.print(comparison_text(out));
  const bool differs = !out.empty();
  session.comparisons.push_back(std::move(out));
  return differs;
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
  if (!session.for_machines())
    session.print("parity\n" + (out.empty() ? std::string("  no gap\n") : out));
}

Diagnostic no_environment(const std::string& name, const std::vector<std::string>& names) {
  const auto near = nearest(name, names);
  return make(Code::FW8005, std::string(),
              fmt::format("no environment is called `{}`", printable(name)),
              near ? fmt::format("did you mean `{}`?", *near)
                   : fmt::format("there are: {}", join(names, ", ")));
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
    differs = compare_sides(session, a, b);
    if (parity) print_parity(session, a, b);
    return session.finish(false);
  }
  if (parity) {
    session.diagnostics.add(make(Code::FW8001, std::string(),
                                 "`--parity` compares two environments, not revisions",
                                 fmt::format("there are: {}", join(workspace->names, ", "))));
    return session.finish(false);
  }
  const auto repository = GitRepository::open(session.options.folder);
  if (is_env(first) != is_env(second)) {
    // A branch may be called like an environment: then both are revisions.
    const std::string& environment = is_env(first) ? first : second;
    const std::string& other = is_env(first) ? second : first;
    const bool is_revision = repository && repository->revision(other);
    if (!is_revision) {
      session.diagnostics.add(no_environment(other, workspace->names));
      return session.finish(false);
    }
    if (!repository->revision(environment)) {
      session.diagnostics.add(make(
          Code::FW8001, std::string(),
          fmt::format("`{}` is an environment, and `{}` a revision", environment, printable(other)),
          fmt::format("name two of a kind: two environments, or two revisions with `--env {}`",
                      environment)));
      return session.finish(false);
    }
  } else if (!repository) {
    Diagnostic d = nearest(first, workspace->names) ? no_environment(first, workspace->names)
                                                    : repository.error();
    if (d.help.empty())
      d.help = fmt::format("name two environments ({}), or revisions in a repository",
                           join(workspace->names, ", "));
    session.diagnostics.add(std::move(d));
    return session.finish(false);
  }
  for (const auto& [side, revision] :
       {std::pair<Side*, const std::string*>(&a, &first), {&b, &second}}) {
    auto tree = repository->revision(*revision);
    if (!tree) {
      if (nearest(*revision, workspace->names)) {
        session.diagnostics.add(no_environment(*revision, workspace->names));
        return session.finish(false);
      }
      Diagnostic d = tree.error();
      d.help =
          fmt::format("name two environments ({}) or two revisions{}", join(workspace->names, ", "),
                      d.help.empty() ? "" : fmt::format("; {}", d.help));
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
    differs = compare_sides(session, a, b, name) || differs;
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
