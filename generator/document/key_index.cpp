// How a map finds its keys: by walking up to 16 of them, from then on by a table of its own.
#include "document/node.h"

namespace formwork {
/// The map's own table: open addressing over the ids of its children, at most half full.
void Document::index(NodeId map) {
  Record& r = records_[map];
  if (r.table == 0) {
    index_.emplace_back();
    r.table = static_cast<std::uint32_t>(index_.size());
  }
  std::size_t size = 64;
  while (size < std::size_t{r.count} * 4) size *= 2;
  std::vector<NodeId>& slots = table(r.table);
  slots.assign(size, 0);
  for (NodeId id = r.text; id != 0; id = records_[id].next) {
    std::size_t at = records_[id].key_hash;
    while (slots[at & (size - 1)] != 0) ++at;
    slots[at & (size - 1)] = id;
  }
}

void Document::insert(NodeId map, NodeId child) {
  const Record& r = records_[map];
  if (r.table == 0 || std::size_t{r.count} * 2 > table(r.table).size()) return index(map);
  std::vector<NodeId>& slots = table(r.table);
  std::size_t at = records_[child].key_hash;
  while (slots[at & (slots.size() - 1)] != 0) ++at;
  slots[at & (slots.size() - 1)] = child;
}

std::size_t Document::slot_of(NodeId map, NodeId child) const {
  const std::vector<NodeId>& slots = table(records_[map].table);
  std::size_t at = records_[child].key_hash & (slots.size() - 1);
  while (slots[at] != child) at = (at + 1) & (slots.size() - 1);
  return at;
}

/// Linear probing's deletion: what was pushed past the free slot moves back into it.
void Document::erase(NodeId map, NodeId child) {
  std::size_t free = slot_of(map, child);
  std::vector<NodeId>& slots = table(records_[map].table);
  const std::size_t mask = slots.size() - 1;
  for (std::size_t at = (free + 1) & mask; slots[at] != 0; at = (at + 1) & mask) {
    const Record& r = records_[slots[at]];
    const std::size_t home = r.key_hash & mask;
    const bool stays = free <= at ? free < home && home <= at : free < home || home <= at;
    if (stays) continue;
    slots[free] = slots[at];
    free = at;
  }
  slots[free] = 0;
}

NodeId Document::lookup(NodeId map, std::string_view key, std::uint32_t hash) const {
  const auto is_it = [&](const Record& c) {
    return c.key_hash == hash && pool(c.key, c.key_size) == key;
  };
  const Record& r = records_[map];
  if (r.table != 0) {
    const std::vector<NodeId>& slots = table(r.table);
    for (std::size_t at = hash;; ++at) {
      const NodeId id = slots[at & (slots.size() - 1)];
      if (id == 0 || is_it(records_[id])) return id;
    }
  }
  for (NodeId id = r.text; id != 0; id = records_[id].next) {
    if (is_it(records_[id])) return id;
  }
  return 0;
}

}  // namespace formwork
