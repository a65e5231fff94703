#pragma once
// The policy that one output carries.
#include "csp/carried.h"

#include <string>

namespace formwork {

/// One output that carries the policy.
struct SentPolicy {
  const csp::Edge* edge = nullptr;
  std::string path{};
  csp::Expected expected{};
};

}  // namespace formwork
