#include "base/text.h"
#include "cli/commands.h"
#include "document/yaml.h"
#include "store/put_files.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <functional>
#include <iostream>
#include <iterator>
#include <map>
#include <memory>

namespace formwork {
namespace {

using Json = nlohmann::ordered_json;

// Outputs arrive as {"name": {"value": …}}: `terraform output -json`, and the outputs of an ARM
// deployment alike. A name is a path of the spec with `__` for the dots, or any name whose value is
// an object of paths below it:
//   services__api__identity__client_id = "…"      bindings = {services = {api = {identity =
//   {client_id = "…"}}}}
void flatten(const Json& value, const std::string& path, std::map<std::string, std::string>& out) {
  if (value.is_object()) {
    for (const auto& [key, item] : value.items())
      flatten(item, path.empty() ? key : fmt::format("{}.{}", path, key), out);
  } else if (value.is_string()) {
    out[path] = value.get<std::string>();
  } else if (value.is_number() || value.is_boolean()) {
    out[path] = value.dump();
  }
}

std::string dotted(std::string name) {
  for (std::size_t at = name.find("__"); at != std::string::npos; at = name.find("__", at + 1))
    name.replace(at, 2, ".");
  return name;
}

struct Branch {
  std::map<std::string, Branch> children;
  std::optional<std::string> value;
};

void print(const Branch& branch, std::size_t depth, std::string& out) {
  for (const auto& [key, child] : branch.children) {
    out += std::string(depth * 2, ' ') + key + ":";
    if (child.value) {
      out +=
          " " + Json(*child.value).dump() + "\n";  // a JSON string is a YAML double-quoted scalar
    } else {
      out += "\n";
      print(child, depth + 1, out);
    }
  }
}

void take_leaves(Node node, Branch& at) {
  if (node.is_scalar()) at.value = std::string(node.text());
  for (const Node child : node) take_leaves(child, at.children[std::string(child.key())]);
}

// What was bound before stays: roots are applied one by one. False where it cannot be read.
bool keep_bound(Session& session, const Tree& tree, const std::string& target, Branch& root) {
  auto text = tree.read(target);
  if (!text && text.error().code == Code::FW7001) return true;
  if (!text) {
    session.diagnostics.add(text.error());
    return false;
  }
  const SourceId source = session.sources.add(target, std::move(*text));
  const auto document = parse_yaml(source, session.sources, session.diagnostics);
  if (document && document->root()) take_leaves(document->root(), root);
  return document.has_value();
}

int bind_outputs(Session& session, const std::string& name, const std::string& file) {
  session.command = "bind";
  const auto tree = disk_tree(session.options.folder);
  const auto workspace = session.workspace(*tree);
  if (!workspace) return session.finish(false);
  if (std::find(workspace->names.begin(), workspace->names.end(), name) == workspace->names.end()) {
    const auto near = nearest(name, workspace->names);
    session.diagnostics.add(
        make(Code::FW8005, std::string(), fmt::format("no environment is called `{}`", name),
             near ? fmt::format("did you mean `{}`?", *near)
                  : fmt::format("there are: {}", join(workspace->names, ", "))));
    return session.finish(false);
  }
  const Schema schema = load_schema(session.sources);

  std::string text;
  if (file == "-") {
    text.assign(std::istreambuf_iterator<char>(std::cin), {});
  } else {
    std::ifstream stream(file, std::ios::binary);
    text.assign(std::istreambuf_iterator<char>(stream), {});
    if (!stream.is_open() || stream.bad()) {
      const bool there = std::filesystem::exists(file);
      session.diagnostics.add(make(
          there ? Code::FW7002 : Code::FW7001, file,
          fmt::format("`{}` {}", printable(file), there ? "cannot be read" : "does not exist")));
      return session.finish(false);
    }
  }
  const Json json = Json::parse(text, nullptr, false);
  if (!json.is_object()) {
    session.diagnostics.add(
        make(Code::FW8008, file, "the outputs are not a JSON object",
             "pass what `terraform output -json` prints, or a deployment's `outputs`"));
    return session.finish(false);
  }
  std::map<std::string, std::string> values;
  for (const auto& [key, item] : json.items()) {
    if (!item.is_object() || !item.contains("value")) continue;
    if (item.value("sensitive", false)) continue;  // bindings are committed; secrets never are
    const Json& value = item["value"];
    flatten(value, value.is_object() ? std::string() : dotted(key), values);
  }
  const std::string target = fmt::format("bindings/{}.yaml", name);
  Branch root;
  if (!keep_bound(session, *tree, target, root)) return session.finish(false);
  std::size_t bound = 0;
  for (const auto& [path, value] : values) {
    const auto field = schema.field(path);
    if (!field || field->owner != Owner::bound) continue;
    if (value.empty()) {
      session.diagnostics.add(
          make(Code::FW8008, file, fmt::format("the output for `{}` is empty", path),
               "apply the infrastructure first; an empty binding is never written"));
      continue;
    }
    Branch* at = &root;
    for (const std::string_view part : split(path, '.')) at = &at->children[std::string(part)];
    at->children.clear();
    at->value = value;
    ++bound;
  }
  if (bound == 0) {
    std::string known;
    for (const FieldInfo& f : schema.fields()) {
      if (f.owner == Owner::bound) known += (known.empty() ? "" : ", ") + f.path;
    }
    session.diagnostics.add(
        make(Code::FW8008, file, "none of the outputs names a field that is bound after apply",
             known.empty() ? "this version has no such field" : "bound fields: " + known));
  }
  if (session.diagnostics.has_errors()) return session.finish(false);
  std::string out =
      fmt::format("# Written by `formwork bind {}`: ids that are known only after apply.\n", name);
  print(root, 0, out);
  if (auto refused = put_files(session.options.folder, {{target, std::move(out), true}})) {
    session.diagnostics.add(std::move(*refused));
    return session.finish(false);
  }
  session.print(fmt::format("{}: {} value{}\n", target, bound, bound == 1 ? "" : "s"));
  return session.finish(false);
}

}  // namespace

void add_bind(CLI::App& app, CommandRunner& run) {
  auto* command =
      app.add_subcommand("bind", "Write ids known only after apply into bindings/ENV.yaml");
  auto name = std::make_shared<std::string>();
  auto file = std::make_shared<std::string>();
  command->add_option("ENV", *name, "Environment")->required();
  command
      ->add_option("--from", *file,
                   "`terraform output -json` or deployment outputs; `-` for standard input")
      ->required()
      ->type_name("FILE");
  command->callback([&run, name, file] {
    run = [name, file](Session& session) { return bind_outputs(session, *name, *file); };
  });
}

}  // namespace formwork
