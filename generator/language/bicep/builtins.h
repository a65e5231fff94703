#pragma once
// Private to bicep/: functions of Bicep over known values, as learn.microsoft.com/azure/
// azure-resource-manager/bicep/bicep-functions describes them. Nothing: the value is unknown.
#include "language/bicep/scope.h"

#include <optional>
#include <string_view>
#include <vector>

namespace formwork::lang::bicep {

using Arguments = std::vector<Datum>;
using Result = std::optional<Datum>;

struct Function {
  std::string_view name;
  Result (*compute)(const Arguments&);
};

/// The function of that name, or null.
[[nodiscard]] const Function* find_text_function(std::string_view name);
[[nodiscard]] const Function* find_list_function(std::string_view name);

[[nodiscard]] bool all_strings(const Arguments& arguments);
[[nodiscard]] bool is_ascii(std::string_view text);
/// A whole number not below 0.
[[nodiscard]] std::optional<std::size_t> count(const Datum& datum);
[[nodiscard]] Datum number(std::size_t value);
/// Of ASCII texts; other alphabets are left to Azure.
[[nodiscard]] Result to_lower(const Arguments& arguments);

}  // namespace formwork::lang::bicep
