#pragma once
// Edges: what of an output carries the policy to browsers, how it is written there and how long it
// may be. The table is data; docs/csp.md prints it, with where each figure comes from.
#include "csp/csp.h"

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace formwork::csp {

struct Edge {
  std::string_view id;       // as manifests and locks name it
  std::string_view title;    // as people call it
  std::string_view carrier;  // what of an output sets the header
  std::size_t value_bytes;   // of one value of a header; 0: no limit is known
  std::size_t pieces;        // values that one header can be put together from
  std::size_t file_bytes;    // of the file that holds it; 0: no limit is known
  std::string_view writing;  // how it is written, for the documentation
  std::string_view source;   // where the figures come from
};

[[nodiscard]] std::span<const Edge> edges();
/// Null if there is none of this id.
[[nodiscard]] const Edge* find_edge(std::string_view id);

/// The policy cut for an edge that appends values without anything between them. Cuts come behind
/// a `;` (the blank after it is left out) or, where that would take too many pieces, within a
/// word: no piece begins or ends with a blank, which an edge may trim. One piece where it fits, or
/// where the edge takes only one.
[[nodiscard]] std::vector<std::string> pieces(const Edge& edge, std::string_view serialized);

/// A policy that is too long for an edge.
struct OverBudget {
  std::size_t bytes = 0, limit = 0;  // of the policy; what the edge takes
  std::vector<std::string>
      ways_out;  // with the bytes each saves, those that keep the meaning first
};
[[nodiscard]] std::optional<OverBudget> over_budget(const Edge& edge, const Policy& policy);

/// What would make `policy` shorter, by how many bytes: first what keeps its meaning (a directive
/// that says what its fallback says, a source that another covers, `https://` before hosts), then
/// what opens it (hosts for paths, `*.` for hosts, files for hashes).
[[nodiscard]] std::vector<std::string> ways_out(const Policy& policy);

}  // namespace formwork::csp
