#pragma once
// The compiled form of a schema. Private to the room: others see Schema, FieldInfo and Type.
#include "document/node.h"
#include "expr/expr.h"
#include "expr/pattern.h"
#include "schema/schema.h"

#include <array>
#include <cstdint>
#include <deque>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <vector>

namespace formwork {

/// The value of `type`. `any` where a bare schema leaves it out; a section always says it.
enum class BasicType : std::uint8_t { any, null, boolean, integer, number, string, array, object };
[[nodiscard]] std::string_view name(BasicType type);
/// "a map", "an integer": how messages call it.
[[nodiscard]] std::string_view article(BasicType type);

/// In the order of rising strictness; the order of x-tier and of every table.
inline constexpr std::array<std::string_view, 3> kTiers = {"development", "staging", "production"};

/// A bound; exact where it is an integer.
struct Number {
  double value = 0;
  std::int64_t integer = 0;
  bool integral = false;
  std::string text{};
};

struct SchemaNode;

struct Property {
  std::string name;
  Span span{};  // its key in the schema
  SchemaNode* schema = nullptr;
  bool required = false;
  std::uint32_t hash = 0;  // key_hash(name)
};

/// A variant of a tagged union: the record whose tag holds `name`.
struct Variant {
  std::string name;
  Span span{};
  SchemaNode* schema = nullptr;
};

/// One schema object. Where it is a `$ref`, `target` is the schema meant and only annotations stand
/// beside it; those it lacks it takes over from the target when the schema is compiled.
struct SchemaNode {
  Span span{};
  std::string definition{};  // its name, if it stands in $defs
  std::string ref{};         // name in $defs
  Span ref_span{};
  SchemaNode* target = nullptr;

  BasicType type = BasicType::any;
  Span type_span{};

  // annotations
  std::string title{}, description{};
  bool deprecated = false, read_only = false, planned = false, identifier = false,
       parity_free = false;
  std::optional<Owner> owner{};
  Span owner_span{}, read_only_span{}, identifier_span{}, planned_span{};
  NodeId default_value = 0;  // this and the other values live in Impl::values
  Span default_span{};       // of the keyword
  std::array<NodeId, 3> tier{};
  Span tier_span{};
  bool has_tier = false;
  std::vector<NodeId> examples{};
  std::string expr{};
  Span expr_span{};  // of the expression's text
  bool has_expr = false;

  // assertions
  std::vector<NodeId> members{};               // enum, or const alone
  std::vector<std::string> planned_members{};  // values that `enum` will hold
  bool is_const = false;
  Span members_span{};
  std::unordered_set<std::string> member_set{};  // canonical texts
  std::optional<Number> minimum{}, maximum{}, exclusive_minimum{}, exclusive_maximum{},
      multiple_of{};
  std::optional<std::uint64_t> min_length{}, max_length{}, min_items{}, max_items{},
      min_properties{}, max_properties{};
  std::string pattern{};
  Span pattern_span{};
  std::shared_ptr<const Pattern> regex{};
  bool unique_items = false;
  SchemaNode* items = nullptr;
  SchemaNode* names = nullptr;       // propertyNames
  SchemaNode* additional = nullptr;  // additionalProperties: a schema
  bool closed = false;               // additionalProperties: false
  bool has_properties = false;
  std::vector<Property> properties{};
  std::vector<std::pair<std::string, Span>> required{};

  // oneOf by a const tag
  std::vector<Variant> variants{};
  std::string tag{};

  // made by the compiler
  Type* own_type = nullptr;
  bool keyed = true;  // every way here passes a map: `key` is known in x-expr
  int computed = -1;  // of a property: index into Impl::computed

  [[nodiscard]] bool filled() const { return default_value != 0 || has_tier; }
  [[nodiscard]] const Property* property(std::string_view name) const {
    return property(name, key_hash(name));
  }
  [[nodiscard]] const Property* property(std::string_view name, std::uint32_t hash) const {
    for (const Property& p : properties) {
      if (p.hash == hash && p.name == name) return &p;
    }
    return nullptr;
  }
  [[nodiscard]] const Variant* variant(std::string_view name) const {
    for (const Variant& v : variants) {
      if (v.name == name) return &v;
    }
    return nullptr;
  }
};

/// The schema itself, past any $ref.
[[nodiscard]] inline const SchemaNode& shape(const SchemaNode& node) {
  const SchemaNode* at = &node;
  while (at->target != nullptr) at = at->target;
  return *at;
}
[[nodiscard]] inline SchemaNode& shape(SchemaNode& node) {
  SchemaNode* at = &node;
  while (at->target != nullptr) at = at->target;
  return *at;
}

struct Section {
  std::string name, title, description;
  Span span{};
  std::size_t first = 0, last = 0;  // its properties of the root: [first, last)
};

/// A property with x-expr, in the record that holds it.
struct Computed {
  const SchemaNode* record = nullptr;
  const Property* property = nullptr;
  Expr expr{};
  bool keyed = false;
  std::size_t rank = 0;  // along written paths, what it reads has a lower one
};

struct Schema::Impl {
  std::deque<SchemaNode> nodes;  // stable addresses
  Document values;               // defaults, members of enumerations, examples: typed
  SchemaNode* root = nullptr;
  std::vector<Section> sections;
  std::vector<SchemaNode*> definitions;  // in written order
  std::unordered_map<std::string, SchemaNode*> by_name;
  std::unordered_map<std::string, std::shared_ptr<const Pattern>> patterns;  // by text
  std::unique_ptr<TypeTable> types = std::make_unique<TypeTable>();
  std::vector<Computed> computed;
  bool uses_tiers = false;
  SchemaTrust trust = SchemaTrust::none;
};

}  // namespace formwork
