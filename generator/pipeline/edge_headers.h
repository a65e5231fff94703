#pragma once
// The outputs that carry a policy, rendered: how each edge gets it, and what it sends beside it.
#include "pipeline/policies.h"

#include <cstdint>
#include <string>
#include <vector>

namespace formwork {

/// A line as it is written, with the escapes of its language.
struct EdgeLine {
  std::string path{};
  std::uint32_t number = 0;
  std::string text{};
};

/// One policy of an output. Of Front Door the lines may be of other files of the root, which hand
/// the policy on.
struct EdgeOutput {
  SentPolicy sent{};
  std::size_t bytes = 0;              // of the file
  std::vector<EdgeLine> lines{};      // those that hold the policy or a piece of it
  std::vector<csp::Header> others{};  // the other headers, as they are read back out of it
};

/// By path. Front Door's headers are read out of the folded root. What cannot be rendered is in
/// `diagnostics`.
[[nodiscard]] std::vector<EdgeOutput> edge_outputs(const Inputs& inputs, const Unit& unit,
                                                   SourceMap& sources, Diagnostics& diagnostics);

}  // namespace formwork
