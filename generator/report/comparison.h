#pragma once
// What `diff` found, as data: printed as text for people, and as one JSON document with the
// findings.
#include <cstddef>
#include <string>
#include <vector>

namespace formwork {

struct Comparison {
  struct Change {
    std::string action{};  // add, change, remove
    std::string path{};    // of a value or output; of a resource its root and address; an edge
    std::string before{}, after{};  // of values and policies
    std::string type{};             // of a resource, where it is known
  };
  std::string environment{};  // of two revisions: whose they are; empty: two environments
  std::string from{}, to{};
  std::vector<Change> values{}, outputs{}, resources{}, policies{};
  std::size_t other_resources = 0;  // of both, with other names or arguments
  [[nodiscard]] bool empty() const {
    return values.empty() && outputs.empty() && resources.empty() && policies.empty() &&
           other_resources == 0;
  }
};

[[nodiscard]] std::string comparison_text(const Comparison& comparison);

}  // namespace formwork
