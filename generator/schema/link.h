#pragma once
// From SchemaNodes as read to a schema that can be used: references, unions, completeness, typed
// values, types, computed fields. Each step reports all it finds; a step runs only if those before
// it found nothing.
#include "diag/diagnostic.h"
#include "schema/reader.h"
#include "schema/schema_node.h"

namespace formwork {

/// Resolves `$ref`, takes annotations over from their targets, finds the tags of unions. False on
/// error.
[[nodiscard]] bool link_references(Schema::Impl& impl, SchemaMode mode, Diagnostics& diagnostics);

/// What a section must say: types, descriptions, closed records, names of map keys. False on error.
[[nodiscard]] bool check_complete(Schema::Impl& impl, Diagnostics& diagnostics);

/// Types members, defaults, tier values and examples in place; in a section they must validate.
/// False on error.
[[nodiscard]] bool type_values(Schema::Impl& impl, SchemaMode mode, Diagnostics& diagnostics);

/// Gives every schema its Type.
void make_types(Schema::Impl& impl);
/// The type of a schema, once types are made.
[[nodiscard]] TypeRef type_of(const SchemaNode& node);
/// Says that a computed field may be absent; true if that is new. Unions that show the field
/// follow.
bool make_optional(Schema::Impl& impl, const SchemaNode& record, const std::string& field);

/// Compiles x-expr against the types and looks for cycles along written paths. False on error.
[[nodiscard]] bool compile_computed(Schema::Impl& impl, const FunctionTable& functions,
                                    Diagnostics& diagnostics);

/// True if `pattern`, anchored at both ends, admits nothing but letters, digits, `-`, `_` and, with
/// `dots`, `.`. Says no where it is not sure.
[[nodiscard]] bool admits_only_names(std::string_view pattern, bool dots);

}  // namespace formwork
