#include "pipeline/group_proof.h"

#include "base/text.h"

#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <optional>

namespace formwork {
namespace {

// `CURRENCY` of `services.api.config.CURRENCY`; nothing for a path that names no setting.
std::optional<std::string> setting_of(Node path, Node spec) {
  const Node value = spec.find_path(path.text());
  if (!value || !value.is_scalar() || value.parent().key() != "config") return std::nullopt;
  return std::string(value.key());
}

std::string subject(const std::string& key, const GroupKeys::Key& known) {
  return fmt::format("`{}` of the configuration group `{}`", printable(key),
                     printable(known.group.key()));
}

// The values of `key` in every map called `config`.
void collect(Node node, std::string_view key, std::set<std::string, std::less<>>& values) {
  if (!node.is(Kind::map)) return;
  if (node.key() == "config") {
    if (const Node found = node.find(key)) values.emplace(found.text());
    return;
  }
  for (const Node child : node) collect(child, key, values);
}

// How a tree is read: verify.h says it of artifacts.
struct Reading {
  std::function<Value(Node)> value;
  std::function<std::string(std::string_view)> key;
  std::function<Span(Node)> origin;
};

class Proof {
 public:
  Proof(const GroupKeys& groups, std::string_view path, const Reading& reading,
        Diagnostics& diagnostics)
      : groups_(groups), path_(path), reading_(reading), diagnostics_(diagnostics) {}

  void visit(Node node) {
    if (node.is_scalar()) return;
    if (node.is(Kind::map)) {
      const Node name = node.find("name");
      const Node value = node.find("value");
      if (name && value && name.is_scalar()) {
        const Value text = reading_.value(name);
        if (!text.is(Kind::unknown)) judge(text.to_string(), value);
      }
    }
    for (const Node child : node) {
      if (node.is(Kind::map)) judge(reading_.key(child.key()), child);
      visit(child);
    }
  }

 private:
  void judge(const std::string& key, Node node) {
    const auto it = groups_.keys.find(key);
    if (it == groups_.keys.end() || !node.is_scalar()) return;
    const Value value = reading_.value(node);
    if (value.is(Kind::unknown) || value.is(Kind::null)) return;
    const std::string found = value.to_string();
    const GroupKeys::Key& known = it->second;
    if (known.values.contains(found)) return;
    std::string expected;
    for (const std::string& one : known.values)
      expected += fmt::format("{}`{}`", expected.empty() ? "" : " or ", printable(one));
    Diagnostic d = make(Code::DR028, reading_.origin(node),
                        fmt::format("{} is `{}` in `{}`, and {} in the spec", subject(key, known),
                                    printable(found), path_, expected),
                        "take the value from the spec, or take the key out of the group");
    d.path = path_;
    d.notes.push_back({known.group.key_span(), "", "the group"});
    diagnostics_.add(std::move(d));
  }

  const GroupKeys& groups_;
  std::string_view path_;
  const Reading& reading_;
  Diagnostics& diagnostics_;
};

// The keys of which nothing is told yet.
GroupKeys untold(const GroupKeys& groups, const Diagnostics& diagnostics) {
  GroupKeys out = groups;
  std::erase_if(out.keys, [&](const auto& key) {
    const std::string begin = subject(key.first, key.second) + " ";
    const auto& items = diagnostics.items();
    return std::any_of(items.begin(), items.end(), [&](const Diagnostic& d) {
      return d.code == Code::DR028 && d.message.starts_with(begin);
    });
  });
  return out;
}

}  // namespace

GroupKeys group_keys(Node spec) {
  GroupKeys out;
  for (const Node group : spec.find_path("config.groups")) {
    for (const Node path : group) {
      const auto setting = setting_of(path, spec);
      if (!setting) continue;
      GroupKeys::Key& key = out.keys[*setting];
      if (!key.group) key.group = group;
      collect(spec, *setting, key.values);
    }
  }
  return out;
}

void prove_groups(const GroupKeys& groups, const Artifact& artifact, const Rendered& rendered,
                  const Value& spec, Verifier& verifier, Diagnostics& diagnostics) {
  const bool named = std::any_of(groups.keys.begin(), groups.keys.end(), [&](const auto& key) {
    return rendered.text.find(key.first) != std::string::npos;
  });
  if (!named) return;
  verifier.read(artifact, rendered, spec, [&](const Verifier::Parsed& parsed) {
    if (!parsed.root) return;
    const Reading reading{parsed.value, parsed.key, parsed.origin};
    Proof(groups, artifact.path, reading, diagnostics).visit(parsed.root);
  });
}

void prove_groups(const GroupKeys& groups, const Root& root, const Roots& roots,
                  const SourceMap& sources, Diagnostics& diagnostics) {
  const GroupKeys rest = untold(groups, diagnostics);
  if (rest.keys.empty()) return;
  const Reading reading{[](Node node) { return Value::of(node); },
                        [](std::string_view key) { return std::string(key); },
                        [&](Node node) { return roots.place(node.span(), sources).span; }};
  Diagnostics found;
  for (const Object& object : root.folded.objects)
    Proof(rest, root.path, reading, found).visit(object.body);
  diagnostics.append(std::move(found));
}

bool gives_a_key(const GroupKeys& groups, Node node) {
  if (groups.keys.empty() || node.is_scalar()) return false;
  if (node.is(Kind::map) && node.find("value")) {
    const Node name = node.find("name");
    if (name && (!name.is(Kind::string) || groups.keys.contains(name.text()))) return true;
  }
  return std::any_of(node.begin(), node.end(), [&](Node child) {
    return (node.is(Kind::map) && groups.keys.contains(child.key())) || gives_a_key(groups, child);
  });
}

bool groups_hold(const GroupKeys& groups, RecalledRoots& recalled) {
  const auto& known = recalled.remembered->group_keys;
  if (!std::all_of(groups.keys.begin(), groups.keys.end(),
                   [&](const auto& key) { return known.contains(key.first); }))
    return false;
  if (groups.keys.empty()) return true;
  Diagnostics found;
  const Reading reading{[](Node node) { return Value::of(node); },
                        [](std::string_view key) { return std::string(key); },
                        [](Node) { return Span(); }};
  for (const RememberedRoots::Kept& kept : recalled.remembered->kept) {
    if (!kept.settings) continue;
    Document document;
    const NodeId body = recalled.bind(document, kept.object.body);
    Proof(groups, kept.file, reading, found).visit(document.node(body));
  }
  return found.empty();
}

}  // namespace formwork
