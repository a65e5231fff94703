#include "expr/type.h"

#include <algorithm>
#include <array>

namespace formwork {
namespace {

constexpr int kMaxDepth =
    32;  // types may be recursive through $ref; structural comparison stops here
constexpr std::size_t kShownValues = 8;

bool fits(TypeRef from, TypeRef to, int depth);

bool record_fits(const Type& from, const Type& to, int depth) {
  const bool known = std::all_of(from.fields.begin(), from.fields.end(), [&](const Field& field) {
    const Field* wanted = to.field(field.name);
    return wanted != nullptr && (wanted->optional || !field.optional) &&
           fits(field.type, wanted->type, depth + 1);
  });
  return known && std::all_of(to.fields.begin(), to.fields.end(), [&](const Field& field) {
           return field.optional || from.field(field.name) != nullptr;
         });
}

bool fits(TypeRef from, TypeRef to, int depth) {
  if (from == to || to->kind == TypeKind::any) return true;
  if (depth > kMaxDepth) return false;
  switch (to->kind) {
    case TypeKind::any:
    case TypeKind::null:
    case TypeKind::boolean:
    case TypeKind::integer:
      return from->kind == to->kind;
    case TypeKind::number:
      return is_numeric(from);
    case TypeKind::string:
      return is_text(from);
    case TypeKind::identifier:
      return from->kind == TypeKind::identifier;
    case TypeKind::enumeration:
      return from->kind == TypeKind::enumeration &&
             std::all_of(from->values.begin(), from->values.end(), [&](const std::string& value) {
               return std::find(to->values.begin(), to->values.end(), value) != to->values.end();
             });
    case TypeKind::list:
      // The literal [] is a list of null.
      return from->kind == TypeKind::list &&
             (from->element->kind == TypeKind::null || fits(from->element, to->element, depth + 1));
    case TypeKind::map:
      if (from->kind == TypeKind::map) {
        return fits(from->element, to->element, depth + 1) &&
               (to->key == nullptr ||
                (from->key != nullptr && fits(from->key, to->key, depth + 1)) ||
                to->key->kind == TypeKind::string);
      }
      // Any record, too: fields that are absent are keys that are not there.
      if (from->kind == TypeKind::tagged) return to->element->kind == TypeKind::any;
      return from->kind == TypeKind::record &&
             std::all_of(from->fields.begin(), from->fields.end(), [&](const Field& field) {
               return fits(field.type, to->element, depth + 1);
             });
    case TypeKind::record:
      return from->kind == TypeKind::record && record_fits(*from, *to, depth);
    case TypeKind::tagged:
      return from->kind == TypeKind::record &&
             std::any_of(to->variants.begin(), to->variants.end(),
                         [&](const Field& variant) { return fits(from, variant.type, depth + 1); });
  }
  return false;
}

}  // namespace

const Field* Type::field(std::string_view field_name) const {
  for (const Field& candidate : fields) {
    if (candidate.name == field_name) return &candidate;
  }
  return nullptr;
}

std::string Type::describe() const {
  if (!name.empty()) return name;
  switch (kind) {
    case TypeKind::any:
      return "any";
    case TypeKind::null:
      return "null";
    case TypeKind::boolean:
      return "boolean";
    case TypeKind::integer:
      return "integer";
    case TypeKind::number:
      return "number";
    case TypeKind::string:
      return "string";
    case TypeKind::identifier:
      return "identifier";
    case TypeKind::enumeration: {
      std::string out = values.size() == 1 ? "" : "one of ";
      for (std::size_t i = 0; i < std::min(values.size(), kShownValues); ++i) {
        if (i != 0) out += ", ";
        out += '"' + values[i] + '"';
      }
      if (values.size() > kShownValues) out += ", …";
      return out;
    }
    case TypeKind::list:
      return element->kind == TypeKind::null ? "empty list" : "list of " + element->describe();
    case TypeKind::map:
      return "map of " + element->describe();
    case TypeKind::record:
    case TypeKind::tagged:
      return "record";
  }
  return "any";
}

TypeRef TypeTable::list_of(TypeRef element) {
  TypeRef& type = lists_[element];
  if (type == nullptr) {
    Type made;
    made.kind = TypeKind::list;
    made.element = element;
    type = &add(std::move(made));
  }
  return type;
}

TypeRef TypeTable::map_of(TypeRef element) {
  TypeRef& type = maps_[element];
  if (type == nullptr) {
    Type made;
    made.kind = TypeKind::map;
    made.element = element;
    made.key = basic_type(TypeKind::string);
    type = &add(std::move(made));
  }
  return type;
}

TypeRef basic_type(TypeKind kind) {
  static const auto kTypes = [] {
    std::array<Type, static_cast<std::size_t>(TypeKind::tagged) + 1> types;
    for (std::size_t i = 0; i < types.size(); ++i) types[i].kind = static_cast<TypeKind>(i);
    return types;
  }();
  return &kTypes[static_cast<std::size_t>(kind)];
}

bool is_text(TypeRef type) {
  return type->kind == TypeKind::string || type->kind == TypeKind::identifier ||
         type->kind == TypeKind::enumeration;
}

bool is_numeric(TypeRef type) {
  return type->kind == TypeKind::integer || type->kind == TypeKind::number;
}

bool is_plain_word(std::string_view text) {
  const auto alnum = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
  };
  return !text.empty() && alnum(text.front()) && std::all_of(text.begin(), text.end(), [&](char c) {
    return alnum(c) || c == '-' || c == '_' || c == '.';
  });
}

bool is_word(TypeRef type) {
  return type->kind == TypeKind::identifier ||
         (type->kind == TypeKind::enumeration &&
          std::all_of(type->values.begin(), type->values.end(), is_plain_word));
}

bool assignable(TypeRef from, TypeRef to) {
  return fits(from, to, 0);
}

TypeRef common_type(TypeTable& types, TypeRef a, TypeRef b) {
  if (a == b || b->kind == TypeKind::null) return a;
  if (a->kind == TypeKind::null) return b;
  if (a->kind == TypeKind::any || b->kind == TypeKind::any) return basic_type(TypeKind::any);
  if (assignable(a, b)) return b;
  if (assignable(b, a)) return a;
  if (a->kind == TypeKind::enumeration && b->kind == TypeKind::enumeration) {
    Type both;
    both.kind = TypeKind::enumeration;
    both.values = a->values;
    for (const std::string& value : b->values) {
      if (std::find(both.values.begin(), both.values.end(), value) == both.values.end()) {
        both.values.push_back(value);
      }
    }
    return &types.add(std::move(both));
  }
  if (is_text(a) && is_text(b)) return basic_type(TypeKind::string);
  if (is_numeric(a) && is_numeric(b)) return basic_type(TypeKind::number);
  if (a->kind == TypeKind::list && b->kind == TypeKind::list) {
    const TypeRef element = common_type(types, a->element, b->element);
    return element == nullptr ? nullptr : types.list_of(element);
  }
  return nullptr;
}

}  // namespace formwork
