#include "pipeline/group_proof.h"

#include "base/text.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

namespace formwork {
namespace {

// `CURRENCY` of `services.api.config.CURRENCY`; nothing for a path that names no setting.
std::optional<std::string> setting_of(Node path, Node spec) {
  const Node value = spec.find_path(path.text());
  if (!value || !value.is_scalar() || value.parent().key() != "config") return std::nullopt;
  return std::string(value.key());
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

class Proof {
 public:
  Proof(const GroupKeys& groups, const Artifact& artifact, const Verifier::Parsed& parsed,
        Diagnostics& diagnostics)
      : groups_(groups), artifact_(artifact), parsed_(parsed), diagnostics_(diagnostics) {}

  void visit(Node node) {
    if (node.is_scalar()) return;
    if (node.is(Kind::map)) {
      const Node name = node.find("name");
      const Node value = node.find("value");
      if (name && value && name.is_scalar()) {
        const Value text = parsed_.value(name);
        if (!text.is(Kind::unknown)) judge(text.to_string(), value);
      }
    }
    for (const Node child : node) {
      if (node.is(Kind::map)) judge(parsed_.key(child.key()), child);
      visit(child);
    }
  }

 private:
  void judge(const std::string& key, Node node) {
    const auto it = groups_.keys.find(key);
    if (it == groups_.keys.end() || !node.is_scalar()) return;
    const Value value = parsed_.value(node);
    if (value.is(Kind::unknown) || value.is(Kind::null)) return;
    const std::string found = value.to_string();
    const GroupKeys::Key& known = it->second;
    if (known.values.contains(found)) return;
    std::string expected;
    for (const std::string& one : known.values)
      expected += fmt::format("{}`{}`", expected.empty() ? "" : " or ", printable(one));
    Diagnostic d =
        make(Code::DR028, parsed_.origin(node),
             fmt::format("`{}` of the configuration group `{}` is `{}` in `{}`, and {} in the spec",
                         printable(key), printable(known.group.key()), printable(found),
                         artifact_.path, expected),
             "take the value from the spec, or take the key out of the group");
    d.path = artifact_.path;
    d.notes.push_back({known.group.key_span(), "", "the group"});
    diagnostics_.add(std::move(d));
  }

  const GroupKeys& groups_;
  const Artifact& artifact_;
  const Verifier::Parsed& parsed_;
  Diagnostics& diagnostics_;
};

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
    if (parsed.root) Proof(groups, artifact, parsed, diagnostics).visit(parsed.root);
  });
}

}  // namespace formwork
