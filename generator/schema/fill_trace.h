#pragma once
// What one filling did, for documents that are filled like it. Private to the room.
#include "schema/schema_node.h"

#include <cstddef>
#include <string>
#include <unordered_map>
#include <vector>

namespace formwork {

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
