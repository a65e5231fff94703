// How a map finds its keys: by walking up to 16 of them, from then on by a table of its own.
#include "document/node.h"

namespace formwork {
namespace {

// FNV-1a, folded: keys are short and come from people.
std::size_t hash(std::string_view key) {
  std::uint64_t h = 1469598103934665603U;
  for (const char c : key) h = (h ^ static_cast<unsigned char>(c)) * 1099511628211U;
  return static_cast<std::size_t>(h ^ (h >> 29U));
}

}  // namespace

/// The map's own table: open addressing over the ids of its children, at most half full. Its number
/// is in the record's `value`, which maps do not need.
void Document::index(NodeId map) {
  Record& r = records_[map];
  if (r.value == 0) {
    index_.emplace_back();
    r.value = static_cast<std::int64_t>(index_.size() - 1);
  }
  std::size_t size = 64;
  while (size < std::size_t{r.count} * 4) size *= 2;
  std::vector<NodeId>& slots = index_[static_cast<std::size_t>(r.value)];
  slots.assign(size, 0);
  for (NodeId id = r.text; id != 0; id = records_[id].next) {
    std::size_t at = hash(pool(records_[id].key, records_[id].key_size));
    while (slots[at & (size - 1)] != 0) ++at;
    slots[at & (size - 1)] = id;
  }
}

void Document::insert(NodeId map, NodeId child) {
  const Record& r = records_[map];
  if (r.value == 0 || std::size_t{r.count} * 2 > index_[static_cast<std::size_t>(r.value)].size())
    return index(map);
  std::vector<NodeId>& slots = index_[static_cast<std::size_t>(r.value)];
  std::size_t at = hash(pool(records_[child].key, records_[child].key_size));
  while (slots[at & (slots.size() - 1)] != 0) ++at;
  slots[at & (slots.size() - 1)] = child;
}

std::size_t Document::slot_of(NodeId map, NodeId child) const {
  const std::vector<NodeId>& slots = index_[static_cast<std::size_t>(records_[map].value)];
  std::size_t at = hash(pool(records_[child].key, records_[child].key_size)) & (slots.size() - 1);
  while (slots[at] != child) at = (at + 1) & (slots.size() - 1);
  return at;
}

/// Linear probing's deletion: what was pushed past the free slot moves back into it.
void Document::erase(NodeId map, NodeId child) {
  std::size_t free = slot_of(map, child);
  std::vector<NodeId>& slots = index_[static_cast<std::size_t>(records_[map].value)];
  const std::size_t mask = slots.size() - 1;
  for (std::size_t at = (free + 1) & mask; slots[at] != 0; at = (at + 1) & mask) {
    const Record& r = records_[slots[at]];
    const std::size_t home = hash(pool(r.key, r.key_size)) & mask;
    const bool stays = free <= at ? free < home && home <= at : free < home || home <= at;
    if (stays) continue;
    slots[free] = slots[at];
    free = at;
  }
  slots[free] = 0;
}

NodeId Document::lookup(NodeId map, std::string_view key) const {
  const Record& r = records_[map];
  if (r.value != 0) {
    const std::vector<NodeId>& slots = index_[static_cast<std::size_t>(r.value)];
    for (std::size_t at = hash(key);; ++at) {
      const NodeId id = slots[at & (slots.size() - 1)];
      if (id == 0) return 0;
      const Record& c = records_[id];
      if (c.key_size == key.size() && pool(c.key, c.key_size) == key) return id;
    }
  }
  for (NodeId id = r.text; id != 0; id = records_[id].next) {
    const Record& c = records_[id];
    if (c.key_size == key.size() && pool(c.key, c.key_size) == key) return id;
  }
  return 0;
}

}  // namespace formwork
