#pragma once
// Terraform's functions over folded values (developer.hashicorp.com/terraform/language/functions).
// Those that read files, the clock or randomness, and those nobody needs for policy, stay unknown.
#include "language/fold/datum.h"

#include <cstdint>
#include <limits>
#include <string_view>
#include <vector>

namespace formwork::lang::hcl {

using fold::Datum;
using fold::DatumKind;
using Arguments = std::vector<Datum>;

/// What a function asks of its arguments before it is called.
enum class Asks : std::uint8_t {
  whole,     // nothing in them is unknown
  top,       // they are known; what is in them need not be
  anything,  // it looks itself
};

struct Function {
  std::string_view name;
  Asks asks;
  std::size_t least, most;  // arguments
  /// Failed if the arguments are not such as it takes.
  Datum (*apply)(const Arguments& arguments);
};

constexpr std::size_t kAny = std::numeric_limits<std::size_t>::max();

/// The value of `name(arguments…)`; `text` is how the call was written.
[[nodiscard]] Datum call_function(std::string_view name, const Arguments& arguments,
                                  std::string_view text);

// functions_text.cpp, functions_list.cpp, functions_number.cpp: their tables.
[[nodiscard]] const std::vector<Function>& text_functions();
[[nodiscard]] const std::vector<Function>& list_functions();
[[nodiscard]] const std::vector<Function>& map_functions();
[[nodiscard]] const std::vector<Function>& number_functions();

/// A value as JSON text, as `jsonencode` writes it; nothing if a part of it has none.
[[nodiscard]] bool append_json(const Datum& datum, std::string& out);

[[nodiscard]] inline Datum no_value() {
  return Datum::failed("");
}

}  // namespace formwork::lang::hcl
