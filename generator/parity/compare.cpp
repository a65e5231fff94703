#include "parity/compare.h"

#include "parity/references.h"
#include "parity/values.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

namespace formwork::parity {
namespace {

using Contexts = std::map<std::string, std::pair<std::vector<Found>, std::vector<Found>>>;

class Comparer {
 public:
  Comparer(const Table& table, std::span<const Object> terraform, std::span<const Object> bicep,
           const SourceMap& sources, bool list, fold::Trace* trace)
      : table_(table),
        leaves_(trace),
        terraform_(resources_of(terraform, sources)),
        bicep_(resources_of(bicep, sources)),
        list_(list) {}

  Comparison run() {
    const auto ours = instances_of(terraform_);
    const auto theirs = instances_of(bicep_);
    const auto pairs = pair_instances(ours, theirs, table_, leaves_);
    for (const auto* side : {&ours, &theirs}) {
      for (const auto& [concern, all] : *side) {
        if (table_.modules.contains(concern)) continue;
        for (const Instance& instance : all) out_.coverage.unmapped += instance.resources.size();
      }
    }
    std::vector<Matching> matched;
    for (const InstancePair& pair : pairs) {
      if (pair.terraform == nullptr || pair.bicep == nullptr) {
        missing_module(pair);
        continue;
      }
      names_.add_instances(pair);
      matched.push_back(match_resources(pair, table_.modules.find(pair.concern)->second, leaves_));
      for (const Match& match : matched.back().matches) names_.add_match(match);
    }
    for (const Matching& matching : matched) report(matching);
    out_.coverage.what_unlisted.assign(unlisted_.begin(), unlisted_.end());
    out_.coverage.unlisted = unlisted_.size();
    out_.coverage.what_unknown.assign(unknown_.begin(), unknown_.end());
    return std::move(out_);
  }

 private:
  Difference& add(Difference::Kind kind) {
    ++out_.coverage.different;
    Difference& made = out_.differences.emplace_back();
    made.kind = kind;
    return made;
  }

  void missing(const Resource& resource, bool bicep, Difference::Kind kind) {
    Difference& made = add(kind);
    (bicep ? made.bicep : made.terraform) = resource.object->name;
    (bicep ? made.bicep_span : made.terraform_span) = resource.object->body.span();
  }

  // Its resources, one by one: each is waived or mended for itself.
  void missing_module(const InstancePair& pair) {
    const bool bicep = pair.terraform == nullptr;
    for (const Resource* r : (bicep ? pair.bicep : pair.terraform)->resources) {
      if (!bicep && alone(*r, pair.concern)) {
        ++out_.coverage.alone;
        continue;
      }
      missing(*r, bicep,
              bicep ? Difference::Kind::missing_in_terraform : Difference::Kind::missing_in_bicep);
    }
  }

  [[nodiscard]] bool alone(const Resource& resource, const std::string& concern) const {
    const auto& rows = table_.modules.find(concern)->second;
    return std::any_of(rows.begin(), rows.end(), [&](const Pair& row) {
      return row.terraform == resource.base && row.bicep.empty();
    });
  }

  void report(const Matching& matching) {
    out_.coverage.alone += matching.alone.size();
    out_.coverage.unknown += matching.undecided;
    for (const Match& match : matching.matches) {
      ++out_.coverage.pairs;
      compare(match);
      if (list_) find_unlisted(match);
    }
    for (const Resource* r : matching.only_terraform)
      missing(*r, false, Difference::Kind::missing_in_bicep);
    for (const Resource* r : matching.only_bicep)
      missing(*r, true, Difference::Kind::missing_in_terraform);
    for (const Resource* r : matching.unpaired)
      missing(*r, r->object->type.starts_with("bicep/"), Difference::Kind::unpaired);
  }

  std::vector<Found> bicep_values(const Match& match, const Property& property) const {
    const Type& type = *match.type;
    if (property.of.empty() || property.of == type.arm)
      return arm_values(match.root, property, type, match.skip, {}, leaves_);
    std::vector<Found> out;
    const auto keyed = std::find_if(type.lists.begin(), type.lists.end(),
                                    [&](const Keyed& k) { return k.of == property.of; });
    for (const Resource* child : match.children) {
      if (child->object->type.substr(6) != property.of) continue;
      const Node body = child->object->body;
      if (!property.named.empty() && !is_named(body, property.named)) continue;
      std::string context;
      if (keyed != type.lists.end()) {
        const Node key = body.find(keyed->key);
        context = fmt::format("[{}]", key && key.is_scalar() ? leaves_.of(key).text() : "?");
      }
      auto found = arm_values(body, property, type, 0, context, leaves_);
      out.insert(out.end(), found.begin(), found.end());
    }
    return out;
  }

  [[nodiscard]] bool is_named(Node body, const std::string& wanted) const {
    const Node name = body.find("name");
    return name && name.is_scalar() && is_equal(leaves_.of(name), text_of(wanted));
  }

  void compare(const Match& match) {
    const References references{
        [&](std::string_view text) { return names_.terraform(text, match.terraform->instance); },
        [&](std::string_view text) { return names_.bicep(text, match.bicep->instance); }, leaves_};
    const Node body = match.terraform->object->body;
    for (const Property& property : match.type->properties) {
      std::vector<Found> ours, theirs;
      if (property.only != Property::Only::bicep)
        ours = terraform_values(body, property, *match.type, leaves_);
      if (property.only != Property::Only::terraform) theirs = bicep_values(match, property);
      if (ours.empty() && theirs.empty()) continue;
      if (property.owned) {
        ++out_.coverage.owned;
      } else if (property.only != Property::Only::no) {
        constant(match, property, ours.empty() ? theirs : ours);
      } else {
        Contexts contexts;
        for (Found& value : ours) contexts[value.context].first.push_back(std::move(value));
        for (Found& value : theirs) contexts[value.context].second.push_back(std::move(value));
        for (const auto& [context, values] : contexts) {
          const bool open = std::any_of(contexts.begin(), contexts.end(), [](const auto& c) {
            return is_open(c.second.first) || is_open(c.second.second);
          });
          property_of(match, property, context, values.first, values.second, references, open);
        }
      }
    }
  }

  // A block that may hold any of the keyed ones: what is missing beside it is not known to be
  // missing.
  static bool is_open(const std::vector<Found>& values) {
    return values.size() == 1 && values[0].unknown && values[0].context.empty();
  }

  void property_of(const Match& match, const Property& property, const std::string& context,
                   const std::vector<Found>& ours, const std::vector<Found>& theirs,
                   const References& references, bool open) {
    switch (same_values(ours, theirs, property, references)) {
      case Same::yes:
        ++out_.coverage.equal;
        return;
      case Same::by_reference:
        ++out_.coverage.reference;
        return;
      case Same::unknown:
        return unknown(match, property);
      case Same::no:
        break;
    }
    if (open && (ours.empty() || theirs.empty())) return unknown(match, property);
    Difference& made = add(Difference::Kind::property);
    fill(made, match, property, ours, theirs);
    made.attribute += context;
    made.property += context;
  }

  void unknown(const Match& match, const Property& property) {
    ++out_.coverage.unknown;
    if (list_) unknown_.insert(match.type->terraform + "." + property.terraform);
  }

  static void fill(Difference& made, const Match& match, const Property& property,
                   const std::vector<Found>& ours, const std::vector<Found>& theirs) {
    made.terraform = match.terraform->object->name;
    made.bicep = match.bicep->object->name;
    made.attribute = property.terraform;
    made.property = property.arm;
    made.terraform_value = shown(ours);
    made.bicep_value = shown(theirs);
    made.terraform_span = ours.empty() ? match.terraform->object->body.span() : ours.front().span;
    made.bicep_span = theirs.empty() ? match.root.span() : theirs.front().span;
    made.row = property.span;
  }

  void constant(const Match& match, const Property& property, const std::vector<Found>& values) {
    ++out_.coverage.one_sided;
    if (!property.value) return;
    for (const Found& value : values) {
      if (value.unknown) {
        unknown(match, property);
      } else if (!is_equal(value.scalar, text_of(*property.value))) {
        Difference& made = add(Difference::Kind::constant);
        const bool bicep = property.only == Property::Only::bicep;
        fill(made, match, property, bicep ? std::vector<Found>() : values,
             bicep ? values : std::vector<Found>());
        (bicep ? made.terraform_value : made.bicep_value) = *property.value;
        return;
      }
    }
  }

  // ---- what no row names

  void find_unlisted(const Match& match) {
    const Type& type = *match.type;
    std::vector<std::string_view> known;
    for (const Property& property : type.properties) {
      if (!property.terraform.empty()) known.push_back(property.terraform);
    }
    leaves(match.terraform->object->body, "", type.terraform, known, true);
    if (match.skip != 0) return;  // what is beside the element belongs to another type
    const auto arm = [&](const std::string& of, Node body) {
      std::vector<std::string> paths;
      for (const auto& [name, other] : table_.types) {
        if (other.arm != of && &other != &type) continue;
        for (const Property& property : other.properties) {
          const std::string& owner = property.of.empty() ? other.arm : property.of;
          if (owner == of && !property.arm.empty()) paths.push_back(without_filters(property.arm));
        }
      }
      const std::vector<std::string_view> views(paths.begin(), paths.end());
      leaves(body, "", of, views, true);
    };
    arm(type.arm, match.root);
    for (const Resource* child : match.children)
      arm(child->object->type.substr(6), child->object->body);
  }

  static std::string without_filters(std::string_view path) {
    std::string out;
    for (std::size_t i = 0; i < path.size(); ++i) {
      if (path[i] == '{') break;
      if (path[i] == '[') {
        i = path.find(']', i);
        continue;
      }
      out += path[i];
    }
    return out;
  }

  void leaves(Node node, const std::string& path, const std::string& type,
              const std::vector<std::string_view>& known, bool top) {
    if (!node || node.is(Kind::null)) return;
    if (!path.empty() && covered(path, known)) return;
    if (node.is(Kind::map)) {
      static const std::set<std::string_view> kMeta = {
          "lifecycle", "depends_on", "provider", "timeouts",  "type", "apiVersion",
          "parent",    "dependsOn",  "scope",    "condition", "loop"};
      for (const Node child : node) {
        if (top && kMeta.contains(child.key())) continue;
        leaves(child,
               path.empty() ? std::string(child.key()) : path + "." + std::string(child.key()),
               type, known, false);
      }
      return;
    }
    if (node.is(Kind::list)) {
      for (const Node item : node) {
        if (item.is(Kind::map))
          leaves(item, path, type, known, false);
        else
          unlisted_.insert(type + "." + path);
      }
      return;
    }
    if (!path.empty()) unlisted_.insert(type + "." + path);
  }

  static bool covered(std::string_view path, const std::vector<std::string_view>& known) {
    return std::any_of(known.begin(), known.end(), [&](std::string_view k) {
      return path == k || (path.starts_with(k) && path[k.size()] == '.');
    });
  }

  const Table& table_;
  Leaves leaves_;
  std::vector<Resource> terraform_, bicep_;
  bool list_;
  Names names_{};
  std::set<std::string> unlisted_{}, unknown_{};
  Comparison out_{};
};

}  // namespace

void Coverage::add(const Coverage& other) {
  pairs += other.pairs;
  alone += other.alone;
  unmapped += other.unmapped;
  equal += other.equal;
  reference += other.reference;
  unknown += other.unknown;
  one_sided += other.one_sided;
  owned += other.owned;
  different += other.different;
  const auto merge = [](std::vector<std::string>& into, const std::vector<std::string>& from) {
    std::set<std::string> all(into.begin(), into.end());
    all.insert(from.begin(), from.end());
    into.assign(all.begin(), all.end());
  };
  merge(what_unlisted, other.what_unlisted);
  merge(what_unknown, other.what_unknown);
  unlisted = what_unlisted.size();
}

Comparison compare(const Table& table, std::span<const Object> terraform,
                   std::span<const Object> bicep, const SourceMap& sources, bool list,
                   fold::Trace* trace) {
  return Comparer(table, terraform, bicep, sources, list, trace).run();
}

}  // namespace formwork::parity
