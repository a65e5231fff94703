// Names in the manner of a language: Terraform writes `sku_name`, Bicep `skuName`.
#include "function/function_groups.h"

#include <string>

namespace formwork::function {
namespace {

bool is_lower(char c) {
  return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
}

/// `sku_name` becomes `skuName`, or `SkuName` with a capital. A text with anything but small
/// letters, digits and single separators between them is no name in this sense and stays.
std::string joined(std::string_view text, std::string_view separators, bool capital) {
  std::string out;
  bool up = capital;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (separators.find(c) != std::string_view::npos) {
      if (i == 0 || up || i + 1 == text.size()) return std::string(text);
      up = true;
    } else if (is_lower(c)) {
      out += up && c >= 'a' ? static_cast<char>(c - 'a' + 'A') : c;
      up = false;
    } else {
      return std::string(text);
    }
  }
  return out;
}

std::string camel_case(std::string_view key) {
  return joined(key, "_", false);
}

TypeRef camel_keys(TypeTable& table, TypeRef type) {
  if (is(type, TypeKind::list)) return table.list_of(camel_keys(table, type->element));
  if (!is(type, TypeKind::record) && !is(type, TypeKind::map)) return type;
  Type out = *type;
  out.name.clear();
  if (out.element != nullptr) out.element = camel_keys(table, out.element);
  for (Field& field : out.fields) {
    field.name = camel_case(field.name);
    field.type = camel_keys(table, field.type);
  }
  return &table.add(std::move(out));
}

TypeRef camel_type(TypeTable& table, ArgumentTypes types) {
  return is(types[0], TypeKind::record) ? camel_keys(table, types[0]) : nullptr;
}

NodeId renamed(EvalContext& context, const Value& value) {
  if (!value.is(Kind::map) && !value.is(Kind::list)) return store(context, value);
  Document& scratch = context.scratch;
  const bool map = value.is(Kind::map);
  const NodeId out = map ? scratch.add_map() : scratch.add_list();
  for (const Node child : value.node()) {
    if (!spend(context, 1)) return out;
    const Value held = read(context, child);
    if (map && held.is_null()) continue;
    const NodeId made = renamed(context, held);
    if (map)
      scratch.append(out, camel_case(child.key()), {}, made);
    else
      scratch.append(out, made);
  }
  return out;
}

Value camel(EvalContext& context, Arguments a) {
  return Value::of(context.scratch.node(renamed(context, a[0])));
}

TypeRef pascal_type(TypeTable&, ArgumentTypes types) {
  return is_word(types[0]) ? identifier() : string();
}

Value pascal(EvalContext& context, Arguments a) {
  return make_text(context, joined(a[0].text(), "-_", true));
}

}  // namespace

void add_casing_functions(std::vector<Function>& out) {
  add(out, "camel(record)", {map()}, map(), camel,
      "the fields of a record, and of all within, as `camelCase`: `sku_name` is `skuName`")
      .infer = camel_type;
  add(out, "pascal(text)", {string()}, string(), pascal,
      "a name as `PascalCase`: `trial-sweeper` is `TrialSweeper`")
      .infer = pascal_type;
}

}  // namespace formwork::function
