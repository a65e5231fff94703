#pragma once
// The policy that a server sends, held against the spec's.
#include "csp/carried.h"
#include "csp/compare.h"
#include "csp/headers.h"

#include <string>
#include <string_view>
#include <vector>

namespace formwork::csp {

enum class LiveKind : unsigned char { absent, weaker, different, only_reported, several };

struct LiveFinding {
  LiveKind kind;
  std::uint32_t line = 0;  // of the header, or of the status line
  std::string message;
  std::vector<std::string> notes{};  // what differs, one by one
  bool of_policy = true;             // else of a security header beside it
};

/// True of the header that makes browsers block.
[[nodiscard]] bool is_enforced(std::string_view header);

/// What `hop` sends otherwise than `expected`, the policy first, then the security headers beside
/// it by name; empty where it means the same. `origin`: the page's, so that a host is known as
/// `'self'`.
[[nodiscard]] std::vector<LiveFinding> judge_live(const Hop& hop, const Expected& expected,
                                                  const Origin& origin);

/// "now allows `https://evil.example` in `script-src`, by `https:`"
[[nodiscard]] std::string told(const Weakening& weakening);

}  // namespace formwork::csp
