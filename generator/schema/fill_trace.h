#pragma once
// What one filling did, for documents that are filled like it. Private to the room.
#include "schema/schema_node.h"

#include <algorithm>
#include <cstddef>
#include <string>
#include <unordered_map>
#include <vector>

namespace formwork {

/// The entries of a map that an expression gave, in the order they are inserted: as the expression
/// wrote them; those of a map that somebody wrote by key, for there their order says nothing.
[[nodiscard]] inline std::vector<Node> in_order(Node map) {
  std::vector<Node> out(map.begin(), map.end());
  const bool written =
      std::all_of(out.begin(), out.end(), [](Node entry) { return entry.key_span().valid(); });
  if (written) {
    std::stable_sort(out.begin(), out.end(), [](Node a, Node b) { return a.key() < b.key(); });
  }
  return out;
}

struct FillTrace {
  struct Made {
    const Computed* computed = nullptr;
    NodeId record = 0;
    NodeId value = 0;  // 0: it gave null
    std::string key{};
    std::vector<NodeId> read{};  // where there is no value to keep it for
  };
  std::size_t given = 0;     // nodes before it was filled
  NodeId tier = 0;           // `metadata.tier`, where a default depends on it
  std::vector<Made> made{};  // a field behind those that its expression waited for
  std::unordered_map<NodeId, std::size_t> order{};  // by value: where in `made`
  /// Of maps that expressions gave: how many entries, before further fields were filled in.
  std::unordered_map<NodeId, std::size_t> sizes{};
};

}  // namespace formwork
