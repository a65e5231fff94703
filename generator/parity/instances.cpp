#include "parity/instances.h"

#include <algorithm>
#include <optional>
#include <set>

namespace formwork::parity {
namespace {

/// Takes `module.x["a"].` off the front; the call, with its index.
std::optional<std::string> take_module(std::string_view& address) {
  constexpr std::string_view kModule = "module.";
  if (!address.starts_with(kModule)) return {};
  std::size_t at = kModule.size();
  bool quoted = false, index = false;
  for (; at < address.size(); ++at) {
    const char c = address[at];
    if (quoted) {
      if (c == '\\')
        ++at;
      else if (c == '"')
        quoted = false;
    } else if (c == '"') {
      quoted = true;
    } else if (c == '[' || c == ']') {
      index = c == '[';
    } else if (c == '.' && !index) {
      break;
    }
  }
  std::string call(address.substr(kModule.size(), at - kModule.size()));
  address.remove_prefix(std::min(at + 1, address.size()));
  return call;
}

std::string concern_of(std::string_view path) {
  const std::size_t modules = path.find("modules/");
  if (modules == std::string_view::npos) return {};
  const std::size_t end = path.rfind('/');
  const std::size_t begin = path.rfind('/', end - 1);
  return std::string(path.substr(begin + 1, end - begin - 1));
}

std::string_view without_index(std::string_view local) {
  return local.substr(0, local.find('['));
}

Datum name_of(Node body, const Leaves& leaves) {
  const Node name = body.find("name");
  return name && name.is_scalar() && !name.is(Kind::unknown) && !name.is(Kind::null)
             ? leaves.of(name)
             : text_of("");
}

/// Of the attribute that becomes the property by which instances are matched.
Datum key_of(Node body, const Type& type, const std::string& arm, const Leaves& leaves) {
  for (const Property& property : type.properties) {
    if (property.arm != arm || !property.of.empty() || property.terraform.empty()) continue;
    const auto values = terraform_values(body, property, type, leaves);
    if (values.size() == 1 && !values[0].unknown) return values[0].scalar;
  }
  return text_of("");
}

/// The name of the first resource that the table's first row of the concern speaks of.
Datum main_name(const Instance& instance, const std::vector<Pair>& rows, bool bicep,
                const Leaves& leaves) {
  for (const Pair& row : rows) {
    for (const Resource* resource : instance.resources) {
      if (!row.bicep.empty() && resource->base == (bicep ? row.bicep[0] : row.terraform))
        return name_of(resource->object->body, leaves);
    }
  }
  return text_of("");
}

struct Candidate {
  const Resource* bicep = nullptr;
  Node root{};
  std::size_t skip = 0;
  Datum key{};
  bool conditional = false;
  bool taken = false;
};

std::size_t steps_of(const std::string& at) {
  // `a.b[]`: a, b and the element.
  return static_cast<std::size_t>(std::count(at.begin(), at.end(), '.') +
                                  std::count(at.begin(), at.end(), '[') + 1);
}

class Matcher {
 public:
  Matcher(const InstancePair& pair, const std::vector<Pair>& rows, const Leaves& leaves)
      : pair_(pair), rows_(rows), leaves_(leaves) {}

  Matching run() {
    std::set<const Resource*> named;
    std::set<std::pair<std::string, const Type*>> done;
    for (const Pair& row : rows_) {
      if (row.bicep.empty()) {
        for (const Resource* r : terraform(row.terraform)) {
          named.insert(r);
          out_.alone.push_back(r);
        }
        continue;
      }
      // Rows of one symbol and type share its instances.
      if (!done.emplace(row.bicep[0], row.type).second) continue;
      std::vector<const Resource*> ours;
      for (const Pair& other : rows_) {
        if (other.type != row.type || other.bicep.empty() || other.bicep[0] != row.bicep[0])
          continue;
        const auto more = terraform(other.terraform);
        ours.insert(ours.end(), more.begin(), more.end());
      }
      named.insert(ours.begin(), ours.end());
      for (const std::string& symbol : row.bicep) {
        for (const Resource* r : bicep(symbol)) named.insert(r);
      }
      match(row, ours);
    }
    for (const Instance* side : {pair_.terraform, pair_.bicep}) {
      for (const Resource* r : side->resources) {
        if (!named.contains(r)) out_.unpaired.push_back(r);
      }
    }
    return std::move(out_);
  }

 private:
  std::vector<const Resource*> of(const Instance& side, std::string_view base) const {
    std::vector<const Resource*> out;
    for (const Resource* r : side.resources) {
      if (r->base == base) out.push_back(r);
    }
    return out;
  }
  std::vector<const Resource*> terraform(std::string_view base) const {
    return of(*pair_.terraform, base);
  }
  std::vector<const Resource*> bicep(std::string_view base) const { return of(*pair_.bicep, base); }

  std::vector<Candidate> candidates(const Pair& row, bool& open) const {
    std::vector<Candidate> out;
    const Type& type = *row.type;
    for (const Resource* r : bicep(row.bicep[0])) {
      open = open || r->open();
      const Node body = r->object->body;
      const bool conditional = static_cast<bool>(body.find("condition"));
      if (type.at.empty()) {
        const Node key = type.key.empty() ? Node() : body.find_path(type.key);
        out.push_back({r, body, 0, key && !key.is(Kind::unknown) ? leaves_.of(key) : text_of(""),
                       conditional});
        continue;
      }
      const Node list = body.find_path(type.at.substr(0, type.at.find('[')));
      open = open || list.is(Kind::unknown);
      if (!list.is(Kind::list)) continue;
      const std::string key = type.key.empty() ? "name" : type.key;
      for (const Node element : list) {
        const Node name = element.find(key);
        out.push_back({r, element, steps_of(type.at),
                       name && !name.is(Kind::unknown) ? leaves_.of(name) : text_of(""),
                       conditional});
      }
    }
    return out;
  }

  void match(const Pair& row, const std::vector<const Resource*>& ours) {
    bool open = std::any_of(ours.begin(), ours.end(), [](const Resource* r) { return r->open(); });
    std::vector<Candidate> theirs = candidates(row, open);
    const Type& type = *row.type;
    std::vector<const Resource*> left;
    for (const Resource* r : ours) {
      const Datum key = terraform_key(*r, type);
      const bool named = !is_empty(key);
      const auto it = std::find_if(theirs.begin(), theirs.end(), [&](const Candidate& c) {
        return !c.taken && named &&
               is_equal(key, is_empty(c.key) ? name_of(c.root, leaves_) : c.key);
      });
      if (it == theirs.end())
        left.push_back(r);
      else
        add(row, *r, *it, theirs.size());
    }
    std::vector<Candidate*> rest;
    for (Candidate& c : theirs) {
      if (!c.taken) rest.push_back(&c);
    }
    // What has no name of its own is in the order of its keys on both sides.
    const bool by_order = type.key.empty() && type.at.empty() && left.size() == rest.size() &&
                          (!open || left.size() == 1);
    if (by_order) {
      for (std::size_t i = 0; i < left.size(); ++i) add(row, *left[i], *rest[i], theirs.size());
      return;
    }
    if (open) {
      out_.undecided += std::max(left.size(), rest.size());
      return;
    }
    out_.only_terraform.insert(out_.only_terraform.end(), left.begin(), left.end());
    for (const Candidate* c : rest) {
      if (c->conditional)
        ++out_.undecided;
      else if (type.at.empty() || !type.key.empty())
        out_.only_bicep.push_back(c->bicep);
    }
  }

  /// The name by which it is found on the other side; empty where it has none that is known.
  Datum terraform_key(const Resource& resource, const Type& type) const {
    const Node body = resource.object->body;
    if (!type.key.empty())
      return key_of(body, type, type.at.empty() ? type.key : type.at + "." + type.key, leaves_);
    if (type.at.empty()) return name_of(body, leaves_);
    // It says something of another resource: that one's name.
    for (const Node attribute : body) {
      if (!attribute.is(Kind::unknown)) continue;
      const std::string_view text = attribute.text();
      for (const Resource* other : pair_.terraform->resources) {
        if (other == &resource || !text.starts_with(other->local + ".")) continue;
        const bool same = std::any_of(rows_.begin(), rows_.end(), [&](const Pair& row) {
          return row.terraform == other->base && row.type->at == type.at;
        });
        if (same) return name_of(other->object->body, leaves_);
      }
    }
    return text_of("");
  }

  void add(const Pair& row, const Resource& ours, Candidate& theirs, std::size_t count) {
    theirs.taken = true;
    Match made{row.type, &ours, theirs.bicep, theirs.root, theirs.skip, {}};
    for (std::size_t i = 1; i < row.bicep.size(); ++i) {
      const auto all = bicep(row.bicep[i]);
      if (count == 1) {
        made.children.insert(made.children.end(), all.begin(), all.end());
      } else {  // each instance has its own
        const std::string suffix = theirs.bicep->local.substr(theirs.bicep->base.size());
        for (const Resource* r : all) {
          if (r->local.substr(r->base.size()) == suffix) made.children.push_back(r);
        }
      }
    }
    out_.matches.push_back(std::move(made));
  }

  const InstancePair& pair_;
  const std::vector<Pair>& rows_;
  const Leaves& leaves_;
  Matching out_{};
};

}  // namespace

std::string folded_name(std::string_view name) {
  std::string out;
  for (const char c : name) {
    if (c == '_' || c == '-') continue;
    out += c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
  }
  return out;
}

std::vector<Resource> resources_of(std::span<const Object> objects, const SourceMap& sources) {
  std::vector<Resource> out;
  for (const Object& object : objects) {
    const std::string_view type = object.type;
    const bool terraform = type.starts_with("terraform/");
    if (terraform ? object.name.find('.') == std::string::npos ||
                        type.find('_') == std::string::npos || type.starts_with("terraform/data/")
                  : type.find('.') == std::string_view::npos)
      continue;
    Resource made{&object, concern_of(sources.path(object.body.span().source))};
    std::string_view address = object.name;
    while (const auto call = take_module(address)) {
      if (made.instance.empty()) made.instance = *call;
    }
    made.local = address;
    made.base = without_index(address);
    out.push_back(std::move(made));
  }
  return out;
}

std::map<std::string, std::vector<Instance>> instances_of(const std::vector<Resource>& resources) {
  std::map<std::string, std::vector<Instance>> out;
  for (const Resource& resource : resources) {
    auto& all = out[resource.concern];
    auto it = std::find_if(all.begin(), all.end(),
                           [&](const Instance& i) { return i.name == resource.instance; });
    if (it == all.end()) it = all.insert(all.end(), {resource.instance, {}});
    it->resources.push_back(&resource);
  }
  return out;
}

std::vector<InstancePair> pair_instances(
    const std::map<std::string, std::vector<Instance>>& terraform,
    const std::map<std::string, std::vector<Instance>>& bicep, const Table& table,
    const Leaves& leaves) {
  static const std::vector<Instance> kNone;
  std::vector<InstancePair> out;
  std::set<std::string> concerns;
  for (const auto* side : {&terraform, &bicep}) {
    for (const auto& [concern, all] : *side) concerns.insert(concern);
  }
  for (const std::string& concern : concerns) {
    const auto rows = table.modules.find(concern);
    if (rows == table.modules.end()) continue;
    const auto find = [&](const auto& side) -> const std::vector<Instance>& {
      const auto it = side.find(concern);
      return it == side.end() ? kNone : it->second;
    };
    const std::vector<Instance>& ours = find(terraform);
    const std::vector<Instance>& theirs = find(bicep);
    std::vector<bool> taken(theirs.size());
    std::vector<const Instance*> partner(ours.size());
    const auto pair_by = [&](const auto& same) {
      for (std::size_t i = 0; i < ours.size(); ++i) {
        for (std::size_t j = 0; j < theirs.size() && partner[i] == nullptr; ++j) {
          if (taken[j] || !same(ours[i], theirs[j])) continue;
          taken[j] = true;
          partner[i] = &theirs[j];
        }
      }
    };
    pair_by([](const Instance& a, const Instance& b) {
      return folded_name(a.name) == folded_name(b.name);
    });
    pair_by([&](const Instance& a, const Instance& b) {
      const Datum name = main_name(a, rows->second, false, leaves);
      return !is_empty(name) && is_equal(name, main_name(b, rows->second, true, leaves));
    });
    if (ours.size() == 1 && theirs.size() == 1)
      pair_by([](const auto&, const auto&) { return true; });
    for (std::size_t i = 0; i < ours.size(); ++i) out.push_back({concern, &ours[i], partner[i]});
    for (std::size_t j = 0; j < theirs.size(); ++j) {
      if (!taken[j]) out.push_back({concern, nullptr, &theirs[j]});
    }
  }
  return out;
}

Matching match_resources(const InstancePair& pair, const std::vector<Pair>& rows,
                         const Leaves& leaves) {
  return Matcher(pair, rows, leaves).run();
}

}  // namespace formwork::parity
