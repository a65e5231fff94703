// any, all, map, filter.
#include "expr/evaluator.h"

namespace formwork {

// A list is one value and read whole. A map is held, not read: what the body reads of an item is
// marked when it does.
template <class Body>
Truth Evaluator::each(const ExprNode& node, Body body) {
  const Value source = eval(*node.children[0], Use::through);
  if (source.is(Kind::unknown)) return Truth::unknown;
  // A list is one leaf; of a map's entries is read what the body reads.
  if (source.is(Kind::list))
    (void)use(source, Use::whole);
  else
    mark_read(context_, source.node(), false);
  const bool pairs = node.names.size() == 2;
  Value key;
  Value item;
  if (pairs) locals_[node.slot] = &key;
  locals_[node.slot + (pairs ? 1 : 0)] = &item;
  if (source.is(Kind::list) && !pairs) {
    for (const Node child : source.node()) {
      item = read(context_, child);
      if (!body(item, child)) break;
    }
  } else if (source.is(Kind::map)) {
    // A stack in the context, for loops nest and are many: no allocation for each.
    std::vector<Node>& items = context_.items;
    const std::size_t base = items.size();
    append_by_key(source.node(), items);
    const std::size_t end = items.size();
    for (std::size_t i = base; i < end; ++i) {
      const Node child = items[i];
      mark_read(context_, child, false);  // that it is there
      key = Value::of_string(child.key());
      item = read(context_, child);
      if (!body(item, child)) break;
    }
    items.resize(base);
  } else if (!source.is_null()) {  // an `any` that is not there has no items
    error(Code::FW5033, *node.children[0],
          std::string("a ") + (pairs ? "map" : "list") + " is due to loop over, here is " +
              kind_of(source));
    return Truth::unknown;
  }
  return Truth::yes;
}

Value Evaluator::quantifier(const ExprNode& node) {
  const Truth decides = truth(node.op == Op::any);
  Truth result = !decides;
  const Truth known = each(node, [&](const Value&, Node) {
    const Truth here = condition(*node.children[1]);
    if (here == decides || here == Truth::unknown) result = here;
    return here != decides && !context_.error;
  });
  return known == Truth::unknown ? Value::unknown() : to_value(result);
}

Value Evaluator::map(const ExprNode& node) {
  const NodeId list = context_.scratch.add_list(node.span);
  const Truth known = each(node, [&](const Value&, Node) {
    context_.scratch.append(list, store(context_, eval(*node.children[1], Use::whole)));
    return !context_.error.has_value();
  });
  return known == Truth::unknown ? Value::unknown() : Value::of(context_.scratch.node(list));
}

// Entries stand for those of the source: copying a hundred environments to loop over them cost more
// than all that was done with them.
Value Evaluator::filter(const ExprNode& node) {
  const TypeKind kind = node.children[0]->type->kind;
  const bool map = kind == TypeKind::map || (kind == TypeKind::any && node.names.size() == 2);
  const NodeId out =
      map ? context_.scratch.add_map(node.span) : context_.scratch.add_list(node.span);
  Truth known = Truth::yes;
  const Truth source = each(node, [&](const Value& item, Node child) {
    const Truth here = condition(*node.children[1]);
    if (here == Truth::unknown) known = here;
    if (here == Truth::yes) {
      const NodeId kept =
          item.node() && !item.is_null() ? stand_in(context_, item.node()) : store(context_, item);
      if (map) {
        context_.scratch.append(out, child.key(), child.key_span(), kept);
      } else {
        context_.scratch.append(out, kept);
      }
    }
    return here != Truth::unknown && !context_.error;
  });
  if (source == Truth::unknown || known == Truth::unknown) return Value::unknown();
  return Value::of(context_.scratch.node(out));
}

}  // namespace formwork
