#include "base/text.h"
#include "store/lock.h"

#include <array>
#include <charconv>
#include <set>
#include <vector>

namespace formwork {
namespace {

// The three-way merge of one record. `undecided` is what stays where both sides changed it: the
// record is ours, its bytes are not known, the next compile fills them in. One side that removed it
// while the other changed it counts as such a change, or the file would become a stranger.
template <class Value>
std::optional<Value> merge_record(const std::optional<Value>& base,
                                  const std::optional<Value>& ours,
                                  const std::optional<Value>& theirs, const Value& undecided) {
  if (ours == theirs || theirs == base) return ours;
  if (ours == base) return theirs;
  return undecided;
}

template <class Map>
auto find(const Map& map, const typename Map::key_type& key) {
  using Value = typename Map::mapped_type;
  const auto it = map.find(key);
  return it == map.end() ? std::optional<Value>() : std::optional<Value>(it->second);
}

template <class Map>
std::set<typename Map::key_type> keys(const Map& ours, const Map& theirs) {
  std::set<typename Map::key_type> out;
  for (const auto& [key, value] : ours) out.insert(key);
  for (const auto& [key, value] : theirs) out.insert(key);
  return out;
}

template <class Key>
std::map<Key, std::string> merge_map(const std::map<Key, std::string>& base,
                                     const std::map<Key, std::string>& ours,
                                     const std::map<Key, std::string>& theirs) {
  std::map<Key, std::string> out;
  for (const Key& key : keys(ours, theirs)) {
    if (auto value =
            merge_record(find(base, key), find(ours, key), find(theirs, key), std::string())) {
      out.emplace(key, std::move(*value));
    }
  }
  return out;
}

// A digest and the executable bit are merged each for itself.
using Output = std::pair<std::optional<std::string>, bool>;

std::optional<Output> output(const Lock& lock, const std::string& path) {
  const auto it = lock.outputs.find(path);
  if (it == lock.outputs.end()) return std::nullopt;
  return Output(it->second.digest, it->second.executable);
}

// Type, name, digest.
using Resource = std::array<std::string, 3>;

std::optional<Resource> resource(const LockResources& resources, const std::string& address) {
  const auto it = resources.find(address);
  if (it == resources.end()) return std::nullopt;
  return Resource{it->second.type, it->second.name, it->second.digest};
}

const LockResources& resources(const Lock& lock, const std::string& root) {
  static const LockResources kNone;
  const auto it = lock.resources.find(root);
  return it == lock.resources.end() ? kNone : it->second;
}

// Of two versions that were both moved to: the older formwork would refuse, or undo, what the newer
// one wrote. A text that is no version is below every one that is.
const std::string& higher(const std::string& a, const std::string& b) {
  const auto parts = [](const std::string& version) {
    std::vector<unsigned long> out;
    for (const std::string_view part : split(version, '.')) {
      unsigned long number = 0;
      const auto [end, error] = std::from_chars(part.data(), part.data() + part.size(), number);
      if (error != std::errc() || end != part.data() + part.size())
        return std::vector<unsigned long>();
      out.push_back(number);
    }
    return out;
  };
  return parts(a) < parts(b) ? b : a;
}

}  // namespace

Lock merge_locks(const Lock& base, const Lock& ours, const Lock& theirs) {
  Lock out;
  out.version = ours.version == base.version     ? theirs.version
                : theirs.version == base.version ? ours.version
                                                 : higher(ours.version, theirs.version);
  out.inputs = merge_map(base.inputs, ours.inputs, theirs.inputs);
  out.assets = merge_map(base.assets, ours.assets, theirs.assets);
  out.values = merge_map(base.values, ours.values, theirs.values);
  out.policies = merge_map(base.policies, ours.policies, theirs.policies);
  out.groups = merge_map(base.groups, ours.groups, theirs.groups);
  for (const std::string& path : keys(ours.outputs, theirs.outputs)) {
    const auto b = output(base, path);
    const auto o = output(ours, path);
    const auto t = output(theirs, path);
    Output undecided;
    undecided.second = o && t ? (b && o->second == b->second ? t->second : o->second)
                              : (o ? o->second : t && t->second);
    if (o && t && o->first == t->first) undecided.first = o->first;
    if (const auto merged = merge_record(b, o, t, undecided)) {
      const auto is_block = [&](const Lock& lock) {
        const auto it = lock.outputs.find(path);
        return it != lock.outputs.end() && it->second.block;
      };
      out.outputs[path] =
          LockOut{merged->first, merged->second, is_block(ours) || is_block(theirs), {}};
    }
  }
  for (const std::string& root : keys(ours.resources, theirs.resources)) {
    const LockResources& o = resources(ours, root);
    const LockResources& t = resources(theirs, root);
    for (const std::string& address : keys(o, t)) {
      const auto mine = resource(o, address);
      const auto yours = resource(t, address);
      Resource undecided = mine ? *mine : *yours;
      undecided[2].clear();
      if (const auto merged =
              merge_record(resource(resources(base, root), address), mine, yours, undecided))
        out.resources[root][address] = {(*merged)[0], (*merged)[1], (*merged)[2], {}};
    }
  }
  return out;
}

}  // namespace formwork
