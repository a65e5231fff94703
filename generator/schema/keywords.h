#pragma once
// The keyword profile: what a schema may say. The one table behind the reader and
// docs/schema-profile.md.
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

namespace formwork {

enum class Keyword : std::uint8_t {
  type,
  properties,
  required,
  additional_properties,
  property_names,
  items,
  enumeration,
  constant,
  minimum,
  maximum,
  exclusive_minimum,
  exclusive_maximum,
  multiple_of,
  min_length,
  max_length,
  pattern,
  min_items,
  max_items,
  unique_items,
  min_properties,
  max_properties,
  ref,
  one_of,
  title,
  description,
  default_value,
  examples,
  deprecated,
  read_only,
  comment,
  x_tier,
  x_expr,
  x_owner,
  x_type,
  x_planned,
  x_parity,
};

/// Where a keyword means something, as bits.
enum KeywordScope : std::uint8_t {
  kOnNumber = 1,
  kOnString = 2,
  kOnArray = 4,
  kOnObject = 8,
  kOnAny = 15,
  kAnnotation = 31,  // also beside `$ref` and `oneOf`
};

struct KeywordInfo {
  Keyword keyword;
  std::string_view name;
  std::uint8_t scope;
  std::string_view value;    // what is written
  std::string_view meaning;  // one line for docs/schema-profile.md
};

[[nodiscard]] std::span<const KeywordInfo> keywords();
[[nodiscard]] const KeywordInfo* find_keyword(std::string_view name);

/// What to write instead of a keyword of JSON Schema that the profile leaves out; empty if nothing
/// is known.
[[nodiscard]] std::string_view instead_of(std::string_view keyword);

}  // namespace formwork
