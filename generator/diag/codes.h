#pragma once
// Every code the tool can print. The one table is codes.def; a number is never reused.
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace formwork {

enum class Severity : std::uint8_t { note, warning, error };

enum class Code : std::uint16_t {
#define FW_CODE(id, slug, severity, exit, meaning) id,
#include "diag/codes.def"
#undef FW_CODE
};

/// One row of codes.def.
struct CodeInfo {
  Code code;
  std::string_view id;       // "FW3002", "DR004"
  std::string_view slug;     // "unknown-key"
  Severity severity;         // default severity
  int exit;                  // exit status an error of this code asks for (behaviour: section 1)
  std::string_view meaning;  // one line
};

[[nodiscard]] const CodeInfo& info(Code code);
/// All rows in table order.
[[nodiscard]] const std::vector<CodeInfo>& all_codes();
/// By id, any case ("fw3002").
[[nodiscard]] std::optional<Code> find_code(std::string_view id);
[[nodiscard]] std::string_view name(Severity severity);

}  // namespace formwork
