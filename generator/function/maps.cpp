// Maps whose keys users choose, and records where any map is due. Results are in byte order of the
// keys.
#include "function/function_groups.h"

#include <algorithm>
#include <map>

namespace formwork::function {
namespace {

/// What a lookup of a computed key gives: one type for all entries, `any` where they differ.
TypeRef entry(TypeTable& table, TypeRef type) {
  if (is(type, TypeKind::map)) return type->element;
  if (!is(type, TypeKind::record) || type->fields.empty()) return any();
  TypeRef both = type->fields.front().type;
  for (const Field& field : type->fields) {
    both = common_type(table, both, field.type);
    if (both == nullptr) return any();
  }
  return both;
}

TypeRef key_of(TypeRef type) {
  return is(type, TypeKind::map) && type->key != nullptr ? type->key : string();
}

TypeRef keys_type(TypeTable& table, ArgumentTypes types) {
  return table.list_of(key_of(types[0]));
}
TypeRef values_type(TypeTable& table, ArgumentTypes types) {
  return table.list_of(entry(table, types[0]));
}
TypeRef lookup_type(TypeTable& table, ArgumentTypes types) {
  return entry(table, types[0]);
}

TypeRef entries_type(TypeTable& table, ArgumentTypes types) {
  Type pair;
  pair.kind = TypeKind::record;
  pair.fields = {{"key", key_of(types[0])}, {"value", entry(table, types[0])}};
  return table.list_of(&table.add(std::move(pair)));
}

Value keys(EvalContext& context, Arguments a) {
  std::vector<Value> out;
  for (const Node child : by_key(a[0].node())) out.push_back(Value::of_string(child.key()));
  return make_list(context, out);
}

Value values(EvalContext& context, Arguments a) {
  std::vector<Value> out;
  for (const Node child : by_key(a[0].node())) out.push_back(read(context, child));
  return make_list(context, out);
}

Value lookup(EvalContext& context, Arguments a) {
  return read(context, a[0].node().find(a[1].text()));
}
Value has(EvalContext&, Arguments a) {
  return Value::of_bool(static_cast<bool>(a[0].node().find(a[1].text())));
}

Value entries(EvalContext& context, Arguments a) {
  Document& scratch = context.scratch;
  const NodeId list = scratch.add_list();
  for (const Node child : by_key(a[0].node())) {
    if (!spend(context, 3)) return Value::unknown();
    const NodeId pair = scratch.add_map();
    scratch.append(pair, "key", {}, scratch.add_string(child.key()));
    const NodeId value = store(context, read(context, child));
    scratch.append(pair, "value", {}, value);
    scratch.append(list, pair);
  }
  return Value::of(scratch.node(list));
}

TypeRef merged(TypeTable& table, ArgumentTypes types) {
  const auto record = [](TypeRef t) { return is(t, TypeKind::record); };
  if (!std::all_of(types.begin(), types.end(), record)) {
    TypeRef both = entry(table, types[0]);
    for (const TypeRef type : types) {
      both = common_type(table, both, entry(table, type));
      if (both == nullptr) return table.map_of(any());
    }
    return table.map_of(both);
  }
  Type out;
  out.kind = TypeKind::record;
  for (const TypeRef type : types) {
    for (const Field& field : type->fields) {
      const auto known = std::find_if(out.fields.begin(), out.fields.end(),
                                      [&](const Field& f) { return f.name == field.name; });
      if (known == out.fields.end()) {
        out.fields.push_back(field);
      } else if (!field.optional) {
        *known = field;
      } else {
        // Either side may be the one that shows.
        const TypeRef both = common_type(table, known->type, field.type);
        known->type = both == nullptr ? any() : both;
      }
    }
  }
  return &table.add(std::move(out));
}

Value merge(EvalContext& context, Arguments a) {
  std::map<std::string_view, Node> entries_by_key;
  for (const Value& part : a) {
    for (const Node child : part.node()) entries_by_key[child.key()] = child;
  }
  const NodeId out = context.scratch.add_map();
  for (const auto& [key, node] : entries_by_key) {
    if (!spend(context, 1)) return Value::unknown();
    const NodeId value = store(context, read(context, node));
    context.scratch.append(out, key, {}, value);
  }
  return Value::of(context.scratch.node(out));
}

}  // namespace

void add_map_functions(std::vector<Function>& out) {
  const TypeRef m = map();
  Function& names = add(out, "keys(map)", {m}, list(), keys, "the keys in byte order");
  names.infer = keys_type;
  names.reads = Reads::names;
  add(out, "values(map)", {m}, list(), values, "the values in byte order of their keys").infer =
      values_type;
  add(out, "entries(map)", {m}, list(), entries, "a list of {key, value} in byte order of the keys")
      .infer = entries_type;
  Function& find = add(out, "lookup(map, key)", {m, string()}, any(), lookup,
                       "the value of a key; absent without it");
  find.infer = lookup_type;
  find.optional_result = true;
  find.reads = Reads::entry;
  add(out, "has(map, key)", {m, string()}, boolean(), has, "true if the map has the key").reads =
      Reads::names;
  Function& both =
      add(out, "merge(map, …)", {m}, m, merge, "one map of all entries; later ones win");
  both.infer = merged;
  both.variadic = true;
}

}  // namespace formwork::function
