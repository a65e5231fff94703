#include "pipeline/environment_parity.h"

#include "base/text.h"

#include <fmt/format.h>

#include <algorithm>
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
    // Both lists are asked, so that each waiver is known to be used.
    const bool mine = waived("DR030", path, {}, here_.waivers);
    const bool theirs = waived("DR030", path, {}, there_.waivers);
    gaps_.push_back({path, a, b, mine || theirs});
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
  for (const Environment& env : all) {
    if (&env == &*reference) continue;
    for (const ParityGap& gap : parity_gaps(*inputs.schema, env, *reference, sources)) {
      if (!gap.waived) diagnostics.add(finding_of(gap, env, *reference));
    }
  }
}

}  // namespace formwork
