#include "pipeline/environment_parity.h"

#include "base/text.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

namespace formwork {
namespace {

// One of several values that the schema names: a switch, an enumeration, a list of such.
bool is_choice(TypeRef type) {
  if (type == nullptr) return false;
  if (type->kind == TypeKind::list) return is_choice(type->element);
  return type->kind == TypeKind::boolean || type->kind == TypeKind::enumeration;
}

std::string shown(Node node) {
  if (!node.is(Kind::list)) return printable(node.text());
  std::vector<std::string> items;
  for (const Node item : node) items.push_back(printable(item.text()));
  return join(items, ", ");
}

// Both lists are asked, so that each waiver is known to be used.
bool is_waived(const std::string& path, const Environment& here, const Environment& there) {
  const bool mine = waived("DR030", path, {}, here.waivers);
  const bool theirs = waived("DR030", path, {}, there.waivers);
  return mine || theirs;
}

class Comparison {
 public:
  Comparison(const Schema& schema, const Environment& here, const Environment& there,
             const SourceMap& sources)
      : schema_(schema), here_(here), there_(there), sources_(sources) {}

  std::vector<ParityGap> run() {
    visit(here_.document.root(), there_.document.root());
    return std::move(gaps_);
  }

 private:
  void visit(Node here, Node there) {
    std::set<std::string_view> keys;
    for (const Node child : here) keys.insert(child.key());
    for (const Node child : there) keys.insert(child.key());
    for (const std::string_view key : keys) {
      const Node a = here.find(key), b = there.find(key);
      if (a && b && equal(a, b)) continue;
      const std::string path = a ? a.path() : b.path();
      const auto field = schema_.field(path);
      if (!field || field->parity_free || field->read_only || field->owner != Owner::spec ||
          !field->tier.empty())
        continue;
      compare(a, b, path, *field);
    }
  }

  void compare(Node a, Node b, const std::string& path, const FieldInfo& field) {
    if (a && b && a.is(Kind::map) && b.is(Kind::map)) return visit(a, b);
    if (!set_by_user(a) && !set_by_user(b)) return;
    if (a && b) {
      if (is_choice(field.type)) add(path, a, b);
      return;
    }
    // What one has alone: a record, or an entry of a map that users name. Anything else optional is
    // a value that has a meaning when it is left out.
    const Node alone = a ? a : b;
    const auto parent = schema_.field(alone.parent().path());
    const bool named = parent && parent->type != nullptr && parent->type->kind == TypeKind::map;
    if (named || alone.is(Kind::map)) add(path, a, b);
  }

  void add(const std::string& path, Node a, Node b) {
    gaps_.push_back({path, a, b, is_waived(path, here_, there_)});
  }

  // True if any of it was written in a file of the workspace.
  [[nodiscard]] bool set_by_user(Node node) const {
    if (!node) return false;
    if (node.span().valid()) {
      const std::string_view path = sources_.path(node.span().source);
      if (!path.starts_with("schemas/") && !path.starts_with("templates/")) return true;
    }
    return !node.is_scalar() &&
           std::any_of(node.begin(), node.end(), [&](Node child) { return set_by_user(child); });
  }

  const Schema& schema_;
  const Environment& here_;
  const Environment& there_;
  const SourceMap& sources_;
  std::vector<ParityGap> gaps_;
};

// The gaps to one environment. Those of environments of one structure and tier are looked for once,
// unless a choice differs between them: nothing else of a value makes a gap.
class AlikeGaps {
 public:
  AlikeGaps(const Schema& schema, const Environment& reference, const SourceMap& sources)
      : schema_(schema), reference_(reference), sources_(sources) {}

  std::vector<ParityGap> of(const Environment& env) {
    const auto [known, is_new] = models_.try_emplace({env.structure, env.rank}, Model{&env, {}});
    const Model& model = known->second;
    if (!is_new && is_like(env, *model.env)) {
      std::vector<ParityGap> out = model.gaps;
      for (ParityGap& gap : out) {
        if (gap.here) gap.here = env.document.node(gap.here.id());
        gap.waived = is_waived(gap.path, env, reference_);
      }
      return out;
    }
    std::vector<ParityGap> out = Comparison(schema_, env, reference_, sources_).run();
    if (is_new) known->second.gaps = out;
    return out;
  }

 private:
  struct Model {
    const Environment* env;
    std::vector<ParityGap> gaps;
  };

  [[nodiscard]] bool is_like(const Environment& env, const Environment& model) const {
    std::vector<NodeId> differing;
    return env.document.same_structure(model.document, differing) &&
           std::none_of(differing.begin(), differing.end(), [&](NodeId id) {
             Node node = env.document.node(id);
             while (node.parent().is(Kind::list)) node = node.parent();
             const auto field = schema_.field(node.path());
             return field && is_choice(field->type);
           });
  }

  const Schema& schema_;
  const Environment& reference_;
  const SourceMap& sources_;
  std::map<std::pair<std::uint64_t, int>, Model> models_{};  // by structure and tier
};

}  // namespace

std::vector<ParityGap> parity_gaps(const Schema& schema, const Environment& here,
                                   const Environment& there, const SourceMap& sources) {
  return Comparison(schema, here, there, sources).run();
}

std::string describe(const ParityGap& gap, const Environment& here, const Environment& there) {
  if (!gap.here || !gap.there) return fmt::format("is in {} alone", (gap.here ? here : there).name);
  return fmt::format("is `{}` in {}, and `{}` in {}", shown(gap.here), here.name, shown(gap.there),
                     there.name);
}

Diagnostic finding_of(const ParityGap& gap, const Environment& here, const Environment& there) {
  const Node place = gap.here ? gap.here : gap.there;
  Diagnostic d = make(
      Code::DR030, place.key_span().valid() ? place.key_span() : place.span(),
      fmt::format("`{}` {}", printable(gap.path), describe(gap, here, there)),
      fmt::format("make them alike, or waive DR030 for `{}` and say why", printable(gap.path)));
  if (gap.here && gap.there && gap.there.span().valid())
    d.notes.push_back({gap.there.span(), "", fmt::format("in {}", there.name)});
  return d;
}

void report_parity(const Inputs& inputs, const SourceMap& sources, Diagnostics& diagnostics) {
  const auto& all = inputs.environments;
  if (all.size() < 2) return;
  const auto reference =
      std::max_element(all.begin(), all.end(), [](const Environment& a, const Environment& b) {
        return a.rank < b.rank;  // of equals the first stays
      });
  AlikeGaps known(*inputs.schema, *reference, sources);
  for (const Environment& env : all) {
    // A preview is like none of them.
    if (&env == &*reference || env.rank < 0) continue;
    for (const ParityGap& gap : known.of(env)) {
      if (!gap.waived) diagnostics.add(finding_of(gap, env, *reference));
    }
  }
}

}  // namespace formwork
