#pragma once
// Text of a schema to SchemaNodes: every keyword of the profile, and FW30xx at the place of
// whatever is outside it.
#include "diag/diagnostic.h"
#include "schema/keywords.h"
#include "schema/schema_node.h"

#include <string>
#include <string_view>

namespace formwork {

/// `section` is the rule for specs: everything typed and described. `bare` is plain JSON Schema in
/// the same keywords.
enum class SchemaMode : std::uint8_t { section, bare };

/// Reads nodes into `impl`; values (defaults, members) are copied untyped. References are not
/// resolved yet.
class SchemaReader {
 public:
  SchemaReader(Schema::Impl& impl, SchemaMode mode, Diagnostics& diagnostics)
      : impl_(impl), mode_(mode), diagnostics_(diagnostics) {}

  /// Adds the properties, required names and definitions of one section file to the root record.
  void read_section(Node file);
  /// A whole bare schema, which may have `$schema` and `$defs`.
  SchemaNode* read_bare(Node schema);

 private:
  enum class Place : std::uint8_t { root, property, definition, item, value, names, variant };

  SchemaNode* read(Node schema, Place place);
  void read_keyword(SchemaNode& out, const KeywordInfo& info, Node value);
  void read_type(SchemaNode& out, Node value);
  void read_properties(SchemaNode& out, Node value);
  void read_required(SchemaNode& out, Node value);
  void read_definitions(Node value);
  void read_reference(SchemaNode& out, Node value);
  void read_members(SchemaNode& out, Node value);
  void read_pattern(SchemaNode& out, Node value);
  void read_variants(SchemaNode& out, Node value);
  void read_tiers(SchemaNode& out, Node value);
  void read_owner(SchemaNode& out, Node value);
  void add_property(SchemaNode& record, Node property);
  void check_scopes(const SchemaNode& out, Node schema, Place place);
  void check_clashes(const SchemaNode& out, Node schema, Place place);

  [[nodiscard]] bool get_text(Node value, std::string& out);
  void get_bool(Node value, bool& out);
  void get_count(Node value, std::optional<std::uint64_t>& out);
  void get_number(Node value, std::optional<Number>& out);
  /// FW3002: `value` is the value of a keyword and not what it asks for.
  void bad_value(Node value, std::string_view expected);

  Schema::Impl& impl_;
  SchemaMode mode_;
  Diagnostics& diagnostics_;
};

/// Letters, digits, `_` and `-`: the name of a section or definition.
[[nodiscard]] bool is_name_text(std::string_view text);
/// Where the text of a plain or quoted scalar stands: without the quotes. For messages about an
/// expression in it.
[[nodiscard]] Span text_span(Node scalar);

}  // namespace formwork
