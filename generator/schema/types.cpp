// Schema to Type: every legal path of a spec, as expressions see it.
#include "schema/link.h"

#include <algorithm>

namespace formwork {
namespace {

std::vector<std::string> member_texts(const Schema::Impl& impl, const SchemaNode& schema) {
  std::vector<std::string> out;
  out.reserve(schema.members.size());
  for (const NodeId id : schema.members) out.emplace_back(impl.values.node(id).text());
  return out;
}

class TypeMaker {
 public:
  explicit TypeMaker(Schema::Impl& impl) : impl_(impl) {}

  TypeRef make(SchemaNode& use) {
    SchemaNode& schema = shape(use);
    if (schema.own_type != nullptr) return schema.own_type;
    const bool is_enumeration = schema.type == BasicType::string && !schema.members.empty();
    const bool is_composite = is_enumeration || !schema.variants.empty() ||
                              schema.type == BasicType::array || schema.type == BasicType::object;
    if (!is_composite) return type_of(schema);
    Type& type = impl_.types->add(Type{});
    schema.own_type = &type;  // before its parts: a map may lead back here
    type.name = schema.definition;
    if (is_enumeration) {
      type.kind = TypeKind::enumeration;
      type.values = member_texts(impl_, schema);
    } else if (!schema.variants.empty()) {
      type.kind = TypeKind::tagged;
      type.tag = schema.tag;
      for (Variant& variant : schema.variants) {
        type.variants.push_back({variant.name, make(*variant.schema)});
      }
    } else if (schema.type == BasicType::array) {
      type.kind = TypeKind::list;
      type.element = schema.items == nullptr ? basic_type(TypeKind::any) : make(*schema.items);
    } else if (schema.additional != nullptr) {
      type.kind = TypeKind::map;
      type.key = key_type(schema);
      type.element = make(*schema.additional);
    } else {
      type.kind = TypeKind::record;
      for (const Property& property : schema.properties) {
        SchemaNode& field = *property.schema;
        if (field.planned)
          continue;  // an expression that uses it is told that there is no such field
        const bool sure = property.required || field.filled() || field.has_expr;
        type.fields.push_back({property.name, make(field), !sure});
      }
    }
    return &type;
  }

  void merge_unions() {
    for (SchemaNode& node : impl_.nodes) {
      if (!node.variants.empty()) merge_variants(*node.own_type);
    }
  }

 private:
  // A union shows the fields of all its variants; those that are not in every one are optional.
  void merge_variants(Type& type) {
    type.fields.clear();
    for (const Field& variant : type.variants) {
      for (const Field& field : variant.type->fields) {
        Field* known = nullptr;
        for (Field& other : type.fields) {
          if (other.name == field.name) known = &other;
        }
        if (known == nullptr) {
          type.fields.push_back(field);
          continue;
        }
        known->optional = known->optional || field.optional;
        const TypeRef common = common_type(*impl_.types, known->type, field.type);
        known->type = common == nullptr ? basic_type(TypeKind::any) : common;
      }
    }
    for (Field& field : type.fields) {
      const bool in_all = std::all_of(
          type.variants.begin(), type.variants.end(),
          [&](const Field& variant) { return variant.type->field(field.name) != nullptr; });
      if (!in_all) field.optional = true;
    }
  }

  TypeRef key_type(SchemaNode& schema) {
    if (schema.names == nullptr) return basic_type(TypeKind::string);
    const SchemaNode& names = shape(*schema.names);
    if (!names.members.empty()) {
      Type& keys = impl_.types->add(Type{});
      keys.kind = TypeKind::enumeration;
      keys.values = member_texts(impl_, names);
      return &keys;
    }
    const bool is_name =
        !names.pattern.empty() && admits_only_names(names.pattern, names.identifier);
    return basic_type(is_name ? TypeKind::identifier : TypeKind::string);
  }

  Schema::Impl& impl_;
};

}  // namespace

void make_types(Schema::Impl& impl) {
  TypeMaker maker(impl);
  for (SchemaNode& node : impl.nodes) (void)maker.make(node);
  maker.merge_unions();  // now that every variant has its fields
}

TypeRef type_of(const SchemaNode& node) {
  const SchemaNode& schema = shape(node);
  if (schema.own_type != nullptr) return schema.own_type;
  switch (schema.type) {
    case BasicType::boolean:
      return basic_type(TypeKind::boolean);
    case BasicType::integer:
      return basic_type(TypeKind::integer);
    case BasicType::number:
      return basic_type(TypeKind::number);
    case BasicType::string:
      return basic_type(schema.identifier ? TypeKind::identifier : TypeKind::string);
    case BasicType::null:
      return basic_type(TypeKind::null);
    case BasicType::any:
    case BasicType::array:
    case BasicType::object:
      return basic_type(TypeKind::any);
  }
  return basic_type(TypeKind::any);
}

bool make_optional(Schema::Impl& impl, const SchemaNode& record, const std::string& field) {
  bool is_new = false;
  for (Field& known : record.own_type->fields) {
    if (known.name != field || known.optional) continue;
    known.optional = true;
    is_new = true;
  }
  if (!is_new) return false;
  TypeMaker(impl).merge_unions();
  return true;
}

}  // namespace formwork
