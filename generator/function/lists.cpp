#include "function/function_groups.h"

#include <algorithm>

namespace formwork::function {
namespace {

/// The element of a list's type; `any` for an `any`.
TypeRef element(TypeRef type) {
  return is(type, TypeKind::list) ? type->element : any();
}

TypeRef same_list(TypeTable&, ArgumentTypes types) {
  return types[0];
}
TypeRef one_item(TypeTable&, ArgumentTypes types) {
  return element(types[0]);
}

/// Lists of what has an order: numbers or texts.
TypeRef sortable(TypeTable&, ArgumentTypes types) {
  const TypeRef item = element(types[0]);
  const bool ordered =
      is(item, TypeKind::any) || is(item, TypeKind::null) || is_numeric(item) || is_text(item);
  return ordered ? types[0] : nullptr;
}

Value sort(EvalContext& context, Arguments a) {
  auto values = items(context, a[0]);
  if (!values) return Value::unknown();
  const auto numeric = [](const Value& v) { return v.is(Kind::integer) || v.is(Kind::number); };
  const bool texts = std::all_of(values->begin(), values->end(),
                                 [](const Value& v) { return v.is(Kind::string); });
  if (texts) {
    std::stable_sort(values->begin(), values->end(),
                     [](const Value& x, const Value& y) { return x.text() < y.text(); });
  } else if (std::all_of(values->begin(), values->end(), numeric)) {
    std::stable_sort(values->begin(), values->end(), [](const Value& x, const Value& y) {
      return x.is(Kind::integer) && y.is(Kind::integer) ? x.as_int() < y.as_int()
                                                        : x.as_number() < y.as_number();
    });
  } else {
    return fail(context, "`sort` takes texts or numbers, not a mixture");
  }
  return make_list(context, *values);
}

Value unique(EvalContext& context, Arguments a) {
  const auto values = items(context, a[0]);
  if (!values) return Value::unknown();
  std::vector<Value> out;
  for (const Value& value : *values) {
    if (!spend(context, out.size())) return Value::unknown();
    const auto seen = [&](const Value& other) { return same(value, other); };
    if (std::none_of(out.begin(), out.end(), seen)) out.push_back(value);
  }
  return make_list(context, out);
}

Value reverse(EvalContext& context, Arguments a) {
  std::vector<Value> out;
  for (const Node child : a[0].node()) out.push_back(read(context, child));
  std::reverse(out.begin(), out.end());
  return make_list(context, out);
}

Value first(EvalContext& context, Arguments a) {
  return a[0].node().size() == 0 ? Value::null() : read(context, a[0].node().at(0));
}

Value last(EvalContext& context, Arguments a) {
  const std::size_t size = a[0].node().size();
  return size == 0 ? Value::null() : read(context, a[0].node().at(size - 1));
}

Value slice(EvalContext& context, Arguments a) {
  const std::int64_t from = a[1].as_int();
  const auto size = static_cast<std::int64_t>(a[0].node().size());
  const std::int64_t to = a.size() > 2 ? a[2].as_int() : size;
  if (from < 0 || to < 0) return fail(context, "`slice` counts from 0, not from the end");
  std::vector<Value> out;
  std::int64_t index = 0;
  for (const Node child : a[0].node()) {
    if (index >= from && index < to) out.push_back(read(context, child));
    ++index;
  }
  return make_list(context, out);
}

TypeRef flat(TypeTable&, ArgumentTypes types) {
  const TypeRef inner = element(types[0]);
  if (is(inner, TypeKind::null)) return types[0];
  if (is(inner, TypeKind::any)) return list();
  return is(inner, TypeKind::list) ? inner : nullptr;
}

Value flatten(EvalContext& context, Arguments a) {
  const auto lists = items(context, a[0]);
  if (!lists) return Value::unknown();
  std::vector<Value> out;
  for (const Value& inner : *lists) {
    if (!inner.is(Kind::list)) return fail(context, "`flatten` takes a list of lists");
    for (const Node child : inner.node()) out.push_back(read(context, child));
  }
  return make_list(context, out);
}

TypeRef integers(TypeTable& types, ArgumentTypes) {
  return types.list_of(integer());
}

Value range(EvalContext& context, Arguments a) {
  const std::int64_t count = a[0].as_int();
  if (count < 0) return fail(context, "`range` takes 0 or more, not " + std::to_string(count));
  if (!spend(context, static_cast<std::uint64_t>(count))) return Value::unknown();
  std::vector<Value> out;
  for (std::int64_t i = 0; i < count; ++i) out.push_back(Value::of_int(i));
  return make_list(context, out);
}

TypeRef all_lists(TypeTable& table, ArgumentTypes types) {
  TypeRef item = element(types[0]);
  for (const TypeRef type : types) {
    item = common_type(table, item, element(type));
    if (item == nullptr) return nullptr;
  }
  return table.list_of(item);
}

Value concat(EvalContext& context, Arguments a) {
  std::vector<Value> out;
  for (const Value& part : a) {
    for (const Node child : part.node()) out.push_back(read(context, child));
  }
  return make_list(context, out);
}

}  // namespace

void add_list_functions(std::vector<Function>& out) {
  const TypeRef l = list();
  const TypeRef i = integer();
  add(out, "sort(list)", {l}, l, sort, "texts by their bytes, or numbers by size").infer = sortable;
  add(out, "unique(list)", {l}, l, unique, "each item once, where it came first").infer = same_list;
  add(out, "reverse(list)", {l}, l, reverse, "the items from last to first").infer = same_list;
  Function& front =
      add(out, "first(list)", {l}, any(), first, "the first item; absent if the list is empty");
  front.infer = one_item;
  front.optional_result = true;
  Function& back =
      add(out, "last(list)", {l}, any(), last, "the last item; absent if the list is empty");
  back.infer = one_item;
  back.optional_result = true;
  Function& part = add(out, "slice(list, from, to)", {l, i, i}, l, slice,
                       "the items from index `from` up to but not `to`; without `to`, to the end");
  part.infer = same_list;
  part.optional_from = 2;
  add(out, "flatten(lists)", {l}, l, flatten, "the items of the lists in a list").infer = flat;
  add(out, "range(n)", {i}, l, range, "the integers from 0 to n - 1").infer = integers;
  Function& sum =
      add(out, "concat(list, …)", {l}, l, concat, "the items of all lists, one after the other");
  sum.infer = all_lists;
  sum.variadic = true;
}

}  // namespace formwork::function
