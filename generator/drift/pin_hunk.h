#pragma once
// A hand edit that only moves pins (a bot's pull request): an action's commit, an image's digest.
// It is drift, but the right place for it is pins.yaml, and the message can say just what to write
// there.
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace formwork {

struct MovedPin {
  enum class Kind : std::uint8_t { action, image };
  Kind kind = Kind::action;
  std::string name;                  // "actions/checkout"; "docker.io/library/nginx"
  std::string from, to;              // 40 hex digits; "sha256:" and 64
  std::string from_label, to_label;  // version comment ("v4.1.0") or tag ("1.27"); may be empty
  std::uint32_t line = 0;            // in `found`
};

/// The pins that moved, if `found` differs from `expected` in nothing else; else nothing. Each pin
/// once.
[[nodiscard]] std::optional<std::vector<MovedPin>> moved_pins(std::string_view expected,
                                                              std::string_view found);

}  // namespace formwork
