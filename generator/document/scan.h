#pragma once
// The first look at a text, before any YAML: its size, its encoding, and characters that must not
// be in it. What passes is well-formed UTF-8 without control, bidirectional and zero-width
// characters, so no later stage and no message has to care about them.
#include "base/span.h"
#include "diag/diagnostic.h"

#include <cstdint>
#include <string>
#include <string_view>

namespace formwork {

/// U+E000 and U+E001 enclose the index of a hole in a rendered shape; a spec and a template hold
/// neither.
enum class HoleMarks : std::uint8_t { refused, allowed };

/// True if `text` may be read on. Reports every finding (at most 20 characters): FW1016, FW1019 to
/// FW1023, FW1029, FW1033.
[[nodiscard]] bool scan(SourceId source, std::string_view text, std::size_t limit, HoleMarks marks,
                        Diagnostics& diagnostics);

/// Length of the byte order mark at the start: 3 or 0.
[[nodiscard]] std::uint32_t bom_size(std::string_view text);

/// True for a space that looks like ' ' or like nothing at all (U+00A0, U+2000 to U+200A, U+3000,
/// ...).
[[nodiscard]] bool is_odd_space(char32_t code_point);

/// `U+202E` and what it is: "U+202E, a bidirectional control".
[[nodiscard]] std::string describe(char32_t code_point);

/// True for U+E000 and U+E001.
[[nodiscard]] constexpr bool is_hole_mark(char32_t c) {
  return c == 0xE000 || c == 0xE001;
}

}  // namespace formwork
