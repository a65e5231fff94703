#include "schema/keywords.h"

#include <array>
#include <utility>

namespace formwork {
namespace {

constexpr std::array<KeywordInfo, 36> kKeywords = {{
    {Keyword::type, "type", kOnAny,
     "one of `boolean`, `integer`, `number`, `string`, `array`, `object`",
     "what the value is; never a list of types"},
    {Keyword::properties, "properties", kOnObject, "a map of schemas", "the fields of a record"},
    {Keyword::required, "required", kOnObject, "a list of names",
     "fields that a present record must have"},
    {Keyword::additional_properties, "additionalProperties", kOnObject, "`false`, or a schema",
     "`false` closes a record; a schema makes a map with the user's keys"},
    {Keyword::property_names, "propertyNames", kOnObject,
     "`pattern`, `minLength`, `maxLength`, `enum`, `const`", "what the keys of a map look like"},
    {Keyword::items, "items", kOnArray, "a schema", "what every item of a list is"},
    {Keyword::enumeration, "enum", kOnAny, "a list of values", "the values allowed"},
    {Keyword::constant, "const", kOnAny, "a value", "the only value allowed"},
    {Keyword::minimum, "minimum", kOnNumber, "a number", "the least value"},
    {Keyword::maximum, "maximum", kOnNumber, "a number", "the greatest value"},
    {Keyword::exclusive_minimum, "exclusiveMinimum", kOnNumber, "a number",
     "values are greater than this"},
    {Keyword::exclusive_maximum, "exclusiveMaximum", kOnNumber, "a number",
     "values are less than this"},
    {Keyword::multiple_of, "multipleOf", kOnNumber, "a number above 0",
     "values are multiples of this"},
    {Keyword::min_length, "minLength", kOnString, "a count", "least number of code points"},
    {Keyword::max_length, "maxLength", kOnString, "a count", "greatest number of code points"},
    {Keyword::pattern, "pattern", kOnString, "an RE2 pattern",
     "found somewhere in the text; anchor it with `^` and `$` to mean all of it"},
    {Keyword::min_items, "minItems", kOnArray, "a count", "least number of items"},
    {Keyword::max_items, "maxItems", kOnArray, "a count", "greatest number of items"},
    {Keyword::unique_items, "uniqueItems", kOnArray, "`true` or `false`", "no two items are equal"},
    {Keyword::min_properties, "minProperties", kOnObject, "a count", "least number of keys"},
    {Keyword::max_properties, "maxProperties", kOnObject, "a count", "greatest number of keys"},
    {Keyword::ref, "$ref", kAnnotation, "`\"#/$defs/<name>\"`",
     "the schema of that name, from any file of the set; only annotations stand beside it"},
    {Keyword::one_of, "oneOf", kOnObject, "a list of records",
     "a tagged union: every variant requires the same field, with a `const` of its own"},
    {Keyword::title, "title", kAnnotation, "text", "a short name, for editors"},
    {Keyword::description, "description", kAnnotation, "text",
     "what the field is for: shown in messages, editors and the reference page"},
    {Keyword::default_value, "default", kAnnotation, "a value",
     "what an absent field of a present record is"},
    {Keyword::examples, "examples", kAnnotation, "a list of values",
     "for editors; each must validate"},
    {Keyword::deprecated, "deprecated", kAnnotation, "`true` or `false`",
     "setting the field is a warning"},
    {Keyword::read_only, "readOnly", kAnnotation, "`true` or `false`",
     "the field is computed and cannot be set"},
    {Keyword::comment, "$comment", kAnnotation, "text", "a note to those who edit the schema"},
    {Keyword::x_tier, "x-tier", kAnnotation, "`{development, staging, production}`",
     "the default by `metadata.tier`; all three are written"},
    {Keyword::x_expr, "x-expr", kAnnotation, "an expression",
     "the default is computed, over the environment, `self` (the record) and `key` (the nearest "
     "map key)"},
    {Keyword::x_owner, "x-owner", kAnnotation, "one of `spec`, `release`, `bound`, `runtime`",
     "who sets the field, and all below it: `release` only in `releases/`, `bound` only in "
     "`bindings/`"},
    {Keyword::x_type, "x-type", kAnnotation, "`identifier`",
     "the text may stand bare in an output: its `pattern` admits letters, digits, `-`, `_` and `.` "
     "alone"},
    {Keyword::x_planned, "x-planned", kAnnotation, "`true`, or a list of texts beside `enum`",
     "the name is taken, or those values are, but using one is `not in this version`"},
    {Keyword::x_parity, "x-parity", kAnnotation, "`free`",
     "environments may differ here, and in all below it (DR030)"},
}};

constexpr std::array<std::pair<std::string_view, std::string_view>, 20> kInstead = {{
    {"allOf", "write the fields in one record"},
    {"anyOf", "use `oneOf` with a `const` tag, or one type that fits all"},
    {"not", "say what is allowed: `enum`, `pattern` or bounds"},
    {"if", "use `oneOf` with a `const` tag, or a rule over the spec"},
    {"then", "use `oneOf` with a `const` tag, or a rule over the spec"},
    {"else", "use `oneOf` with a `const` tag, or a rule over the spec"},
    {"dependentRequired", "use a rule over the spec"},
    {"dependentSchemas", "use `oneOf` with a `const` tag"},
    {"patternProperties", "use `additionalProperties` with `propertyNames: {pattern: …}`"},
    {"unevaluatedProperties", "use `additionalProperties: false`"},
    {"unevaluatedItems", "use `items`"},
    {"prefixItems", "use a record with named fields"},
    {"contains", "use a rule over the spec"},
    {"format", "use `pattern`"},
    {"definitions", "write `$defs`"},
    {"nullable", "leave the field out of `required`"},
    {"$id", "definitions of all files of a set share one `$defs`"},
    {"$anchor", "refer to `#/$defs/<name>`"},
    {"$dynamicRef", "refer to `#/$defs/<name>`"},
    {"writeOnly", "there are no secret values in a spec, only references"},
}};

}  // namespace

std::span<const KeywordInfo> keywords() {
  return kKeywords;
}

const KeywordInfo* find_keyword(std::string_view name) {
  for (const KeywordInfo& info : kKeywords) {
    if (info.name == name) return &info;
  }
  return nullptr;
}

std::string_view instead_of(std::string_view keyword) {
  for (const auto& [name, instead] : kInstead) {
    if (name == keyword) return instead;
  }
  return {};
}

}  // namespace formwork
