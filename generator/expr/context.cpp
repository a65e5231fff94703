// What functions are given: values read, kept and stored, the budget, the one error.
#include "expr/expr.h"

namespace formwork {

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
  const Document* document = context.reads->document();
  if (node.id() < context.copies.size() && context.copies[node.id()] != 0)
    context.reads->mark(document->node(context.copies[node.id()]));
  if (!tree) return;
  for (const Node child : node) mark_read(context, child, true);
}

Value read(EvalContext& context, Node node) {
  return node.is(Kind::hole) && context.hole ? context.hole(node) : Value::of(node);
}

Value keep(EvalContext& context, std::string_view text) {
  const NodeId id = context.scratch.add_string(text);
  return Value::of_string(context.scratch.node(id).text());
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
  const NodeId id = scratch.copy(value.node());
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
