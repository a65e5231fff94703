// What functions are given: values read, kept and stored, the budget, the one error.
#include "expr/evaluator.h"

#include <algorithm>

namespace formwork {
namespace {

Node original_of(const EvalContext& context, Node node) {
  const bool known = node.document() == &context.scratch && node.id() < context.originals.size();
  return known ? context.originals[node.id()] : Node();
}

}  // namespace

bool is_true(const Value& value) {
  if (value.is(Kind::boolean)) return value.as_bool();
  return !value.is_null() && !value.is(Kind::unknown);
}

void mark_read(EvalContext& context, Node node, bool tree) {
  if (context.reads == nullptr || !node) return;
  if (node.document() != &context.scratch) {
    tree ? context.reads->mark_tree(node) : context.reads->mark(node);
    return;
  }
  if (const Node original = original_of(context, node)) {
    mark_read(context, original, tree);
    return;
  }
  if (!tree) return;
  for (const Node child : node) mark_read(context, child, true);
}

Value read(EvalContext& context, Node node) {
  if (!node.is(Kind::hole)) return Value::of(node);
  if (const Node original = original_of(context, node)) return Value::of(original);
  return context.hole ? context.hole(node) : Value::of(node);
}

Value keep(EvalContext& context, std::string_view text) {
  const NodeId id = context.scratch.add_string(text);
  return Value::of_string(context.scratch.node(id).text());
}

NodeId stand_in(EvalContext& context, Node original) {
  const NodeId id = context.scratch.add_text(Kind::hole, {}, original.span());
  if (context.originals.size() <= id) context.originals.resize(context.scratch.count() + 1);
  context.originals[id] = original;
  return id;
}

Value whole(EvalContext& context, const Value& value) {
  const Node from = value.node();
  const bool held =
      (value.is(Kind::list) || value.is(Kind::map)) && from.document() == &context.scratch &&
      std::any_of(from.begin(), from.end(), [&](Node n) { return bool(original_of(context, n)); });
  if (!held) return value;
  const bool map = value.is(Kind::map);
  Document& scratch = context.scratch;
  const NodeId out = map ? scratch.add_map(from.span()) : scratch.add_list(from.span());
  for (const Node child : from) {
    const NodeId made = store(context, read(context, child));
    if (map)
      scratch.append(out, child.key(), child.key_span(), made);
    else
      scratch.append(out, made);
  }
  return Value::of(scratch.node(out));
}

NodeId store(EvalContext& context, const Value& value) {
  Document& scratch = context.scratch;
  switch (value.kind()) {
    case Kind::null:
      return scratch.add_null();
    case Kind::boolean:
      return scratch.add_bool(value.as_bool());
    case Kind::integer:
      return scratch.add_int(value.as_int());
    case Kind::number:
      return scratch.add_number(value.as_number(), value.to_string());
    case Kind::string:
    case Kind::scalar:
      return scratch.add_string(value.text());
    case Kind::unknown:
    case Kind::hole:
      return scratch.add_text(Kind::unknown, value.text());
    case Kind::list:
    case Kind::map:
      break;
  }
  const std::size_t before = scratch.count();
  const NodeId id = scratch.copy(whole(context, value).node());
  (void)spend(context, scratch.count() - before);
  return id;
}

Value fail(EvalContext& context, std::string message, std::string help) {
  if (!context.error)
    context.error = make(Code::FW5034, Span{}, std::move(message), std::move(help));
  return Value::unknown();
}

bool spend(EvalContext& context, std::uint64_t steps) {
  if (context.steps >= steps) {
    context.steps -= steps;
    return true;
  }
  context.steps = 0;
  if (!context.error) {
    context.error = make(Code::FW5030, Span{}, "this expression takes too many steps");
  }
  return false;
}

}  // namespace formwork
