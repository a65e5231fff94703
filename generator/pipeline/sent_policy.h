#pragma once
// The policies that outputs carry.
#include "csp/carried.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace formwork {

/// One policy that an output carries; of a file for several hosts there may be several.
struct SentPolicy {
  const csp::Edge* edge = nullptr;
  std::string path{};
  csp::Expected expected{};
  std::vector<std::string> hosts{};  // the domains that it is for alone; empty: it is shared
  std::optional<std::vector<std::string>> serves{};  // services and sites; nothing: any
  std::vector<std::string> sets{};  // the rule sets that send it; empty: all that no other is for
  /// The first host that it is for alone, which names it in the lock and in waivers; empty if it is
  /// shared.
  [[nodiscard]] std::string_view host() const {
    return hosts.empty() ? std::string_view() : std::string_view(hosts.front());
  }
};

}  // namespace formwork
