#pragma once
// Character references of HTML (https://html.spec.whatwg.org/#character-reference-state), as far as
// code in attributes uses them. Private to the room.
#include <optional>
#include <string>
#include <string_view>

namespace formwork::asset {

enum class ReferencePlace : unsigned char { attribute, text };

/// `raw` with its line ends as LF, NUL as U+FFFD and its references resolved. Nothing where it has
/// a name with its `;` that is not of the table: there are 2,231, and what is not known is not
/// guessed.
[[nodiscard]] std::optional<std::string> resolve_references(std::string_view raw,
                                                            ReferencePlace place);

/// Line ends as LF and NUL as U+FFFD, as in text without references.
[[nodiscard]] std::string normalize_text(std::string_view raw);

}  // namespace formwork::asset
