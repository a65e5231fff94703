#pragma once
// The builtin functions, by subject, and what their sources share. Private to the room.
#include "expr/expr.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace formwork::function {

using Arguments = std::span<const Value>;
using ArgumentTypes = std::span<const TypeRef>;

void add_text_functions(std::vector<Function>& out);
void add_casing_functions(std::vector<Function>& out);
void add_conversion_functions(std::vector<Function>& out);
void add_list_functions(std::vector<Function>& out);
void add_map_functions(std::vector<Function>& out);
void add_number_functions(std::vector<Function>& out);
void add_unit_functions(std::vector<Function>& out);
void add_name_functions(std::vector<Function>& out);
void add_network_functions(std::vector<Function>& out);
void add_service_level_functions(std::vector<Function>& out);
void add_policy_functions(std::vector<Function>& out);
void add_promql_functions(std::vector<Function>& out);

/// Appends a function; its name is the signature up to `(`.
Function& add(std::vector<Function>& out, std::string_view signature,
              std::vector<TypeRef> parameters, TypeRef result,
              Value (*call)(EvalContext&, Arguments), std::string_view help);

// Types of parameters.
inline TypeRef any() {
  return basic_type(TypeKind::any);
}
inline TypeRef boolean() {
  return basic_type(TypeKind::boolean);
}
inline TypeRef integer() {
  return basic_type(TypeKind::integer);
}
inline TypeRef number() {
  return basic_type(TypeKind::number);
}
inline TypeRef string() {
  return basic_type(TypeKind::string);
}
inline TypeRef identifier() {
  return basic_type(TypeKind::identifier);
}
[[nodiscard]] TypeRef list();  // of anything
[[nodiscard]] TypeRef list_of_strings();
[[nodiscard]] TypeRef map();  // of anything
/// An enumeration that lives for ever; call once, into a static.
[[nodiscard]] TypeRef choice(std::vector<std::string> values);

inline bool is(TypeRef type, TypeKind kind) {
  return type->kind == kind;
}

/// The items of a list, holes resolved; nothing if one is unknown.
[[nodiscard]] std::optional<std::vector<Value>> items(EvalContext& context, const Value& list);
/// A list of the values, in the scratch Document; pays for it.
[[nodiscard]] Value make_list(EvalContext& context, const std::vector<Value>& values);
/// `keep` that pays for the text.
[[nodiscard]] Value make_text(EvalContext& context, std::string_view text);

/// Canonical JSON (RFC 8785): keys in byte order, no blanks. Nothing if a part is unknown.
[[nodiscard]] std::optional<std::string> canonical_json(EvalContext& context, const Value& value);

}  // namespace formwork::function
