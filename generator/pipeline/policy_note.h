#pragma once
// What an edited file's content security policy means now. DR020 is a note where the bytes differ
// as well.
#include <optional>
#include <string>
#include <string_view>

namespace formwork {

/// One line on how the policy in `found` differs from the one in `expected`, by directive and
/// source; nothing where both hold the same text, or none.
[[nodiscard]] std::optional<std::string> policy_note(std::string_view expected,
                                                     std::string_view found);

}  // namespace formwork
