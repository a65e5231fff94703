#include "expr/evaluator.h"

#include <algorithm>

namespace formwork {
namespace {

constexpr std::size_t kInlineArguments = 6;
constexpr std::uint64_t kBytesPerStep = 16;
const Value kNull = Value::null();

bool has_kind(const Value& value, TypeRef wanted) {
  switch (wanted->kind) {
    case TypeKind::any:
      return true;
    case TypeKind::null:
      return value.is_null();
    case TypeKind::boolean:
      return value.is(Kind::boolean);
    case TypeKind::integer:
      return value.is(Kind::integer);
    case TypeKind::number:
      return value.is(Kind::integer) || value.is(Kind::number);
    case TypeKind::string:
    case TypeKind::identifier:
    case TypeKind::enumeration:
      return value.is(Kind::string);
    case TypeKind::list:
      return value.is(Kind::list);
    case TypeKind::record:
    case TypeKind::map:
    case TypeKind::tagged:
      return value.is(Kind::map);
  }
  return false;
}

}  // namespace

bool Evaluator::step(const ExprNode& node) {
  if (context_.steps != 0) {
    --context_.steps;
    return true;
  }
  error(Code::FW5030, node, "this expression takes too many steps");
  return false;
}

Value Evaluator::error(Code code, const ExprNode& node, std::string message, std::string help) {
  if (!context_.error) context_.error = make(code, node.span, std::move(message), std::move(help));
  return Value::unknown();
}

const Value& Evaluator::start(const ExprNode& node) const {
  if (node.local) return *locals_[node.slot];
  return node.slot < frame_.size() ? frame_[node.slot] : kNull;
}

Value Evaluator::resolve(Node hole) {
  return read(context_, hole);
}

Value Evaluator::use(const Value& value, Use use) {
  if (context_.reads != nullptr && value.node()) {
    const bool inner = value.is(Kind::list) || value.is(Kind::map);
    if (!inner || use == Use::whole) mark_read(context_, value.node(), inner);
  }
  return use == Use::whole ? whole(context_, value) : value;
}

Value Evaluator::use_node(Node node, Use how) {
  if (!node) return {};
  return use(node.is(Kind::hole) ? resolve(node) : Value::of(node), how);
}

Value Evaluator::walk(const Value& from, std::span<const Step> steps, Use how) {
  if (steps.empty()) return use(from, how);
  if (from.is(Kind::unknown)) return Value::unknown();
  if (!from.is(Kind::map)) return {};
  Node here = from.node();
  const Step* const last = &steps.back();
  for (const Step& step : steps) {
    here = here.find(step.name, step.hash);
    if (!here) return {};
    if (&step == last) break;
    const Kind kind = here.kind();
    if (kind == Kind::map) continue;
    const Value value = kind == Kind::hole ? resolve(here) : Value::of(here);
    if (value.is(Kind::unknown)) return Value::unknown();
    if (!value.is(Kind::map)) return {};
    here = value.node();
  }
  return use_node(here, how);
}

Value Evaluator::path(const ExprNode& node, Use how) {
  return walk(start(node), node.steps, how);
}

Value Evaluator::eval(const ExprNode& node, Use how) {
  if (!step(node)) return Value::unknown();
  switch (node.op) {
    case Op::literal:
      return node.value;
    case Op::path:
      return path(node, how);
    case Op::field:
      return walk(eval(*node.children[0], Use::through), node.steps, how);
    case Op::index:
      return index(node, how);
    case Op::list:
      return list(node);
    case Op::record:
      return record(node);
    case Op::call:
      return call(node, how);
    case Op::negate: {
      const Value value = eval(*node.children[0], how);
      const Value result = arithmetic(context_, Op::subtract, Value::of_int(0), value);
      if (context_.error && !context_.error->span.valid()) context_.error->span = node.span;
      return result;
    }
    case Op::logical_not:
    case Op::logical_and:
    case Op::logical_or:
      return logical(node);
    case Op::coalesce: {
      const Value left = eval(*node.children[0], how);
      return left.is_null() ? eval(*node.children[1], how) : left;
    }
    case Op::conditional:
      return conditional(node, how);
    case Op::equal:
    case Op::not_equal: {
      const Value left = eval(*node.children[0], Use::whole);
      const Truth equal = equal_values(context_, left, eval(*node.children[1], Use::whole));
      return to_value(node.op == Op::equal ? equal : !equal);
    }
    case Op::less:
    case Op::less_equal:
    case Op::greater:
    case Op::greater_equal: {
      const Value left = eval(*node.children[0], Use::whole);
      return to_value(ordered(node.op, left, eval(*node.children[1], Use::whole)));
    }
    case Op::in:
      return in(node);
    case Op::join:
      return join(node);
    case Op::add:
    case Op::subtract:
    case Op::multiply:
    case Op::divide:
    case Op::modulo: {
      const Value left = eval(*node.children[0], Use::whole);
      const Value result = arithmetic(context_, node.op, left, eval(*node.children[1], Use::whole));
      if (context_.error && !context_.error->span.valid()) context_.error->span = node.span;
      return result;
    }
    case Op::any:
    case Op::all:
      return quantifier(node);
    case Op::map:
      return map(node);
    case Op::filter:
      return use(filter(node), how);
    case Op::present:
      return to_value(present(*node.children[0]));
    case Op::absent:
      return to_value(!present(*node.children[0]));
    case Op::truth:
      return to_value(condition(node));
  }
  return Value::unknown();
}

Truth Evaluator::condition(const ExprNode& node) {
  // The checker has wrapped what is not boolean; a `truth` says what an `any` means.
  const Value value = eval(node.op == Op::truth ? *node.children[0] : node, Use::through);
  if (value.is(Kind::boolean)) return truth(value.as_bool());
  if (value.is(Kind::unknown)) return Truth::unknown;
  return truth(!value.is_null());
}

Value Evaluator::logical(const ExprNode& node) {
  if (node.op == Op::logical_not) return to_value(!condition(*node.children[0]));
  const Truth decides = truth(node.op == Op::logical_or);
  const Truth left = condition(*node.children[0]);
  if (left == decides) return to_value(left);
  const Truth right = condition(*node.children[1]);
  if (right == decides) return to_value(right);
  return to_value(left == Truth::unknown || right == Truth::unknown ? Truth::unknown : !decides);
}

Truth Evaluator::present(const ExprNode& node) {
  Value value;
  if (node.op == Op::path) {
    const Node found = locate(node, value);
    if (found) {
      mark_read(context_, found, false);  // this node alone, though it be a map
      if (found.is(Kind::hole) && !context_.hole_may_be_null) return Truth::yes;
      value = found.is(Kind::hole) ? resolve(found) : Value::of(found);
    }
  } else {
    value = eval(node, Use::through);
  }
  return value.is(Kind::unknown) ? Truth::unknown : truth(!value.is_null());
}

Node Evaluator::locate(const ExprNode& node, Value& scalar) {
  const Value& from = start(node);
  if (node.steps.empty()) {
    scalar = from;
    return from.node();
  }
  const Value parent =
      walk(from, std::span<const Step>(node.steps).first(node.steps.size() - 1), Use::through);
  if (parent.is(Kind::unknown)) scalar = Value::unknown();
  return parent.is(Kind::map) ? parent.node().find(node.steps.back().name, node.steps.back().hash)
                              : Node();
}

Value Evaluator::conditional(const ExprNode& node, Use how) {
  const Truth test = condition(*node.children[0]);
  if (test != Truth::unknown) return eval(*node.children[test == Truth::yes ? 1 : 2], how);
  const Value yes = eval(*node.children[1], how);
  const Value no = eval(*node.children[2], how);
  return equal_values(context_, yes, no) == Truth::yes ? yes : Value::unknown();
}

Value Evaluator::index(const ExprNode& node, Use how) {
  const Value base = eval(*node.children[0], Use::through);
  const Value key = eval(*node.children[1], Use::whole);
  if (base.is(Kind::unknown) || key.is(Kind::unknown)) return Value::unknown();
  const bool dynamic = node.children[0]->type->kind == TypeKind::any;
  if (base.is(Kind::map) && key.is(Kind::string))
    return use_node(base.node().find(key.text()), how);
  if (base.is(Kind::list) && key.is(Kind::integer)) {
    const auto size = static_cast<std::int64_t>(base.node().size());
    if (key.as_int() >= 0 && key.as_int() < size) {
      return use_node(base.node().at(static_cast<std::size_t>(key.as_int())), how);
    }
    if (!dynamic) {
      return error(Code::FW5032, node,
                   "item " + key.to_string() + " is asked of a list of " + std::to_string(size),
                   "the first item is `[0]`");
    }
  }
  return {};
}

Value Evaluator::in(const ExprNode& node) {
  const Value item = eval(*node.children[0], Use::whole);
  const ExprNode& where = *node.children[1];
  const bool list = where.type->kind == TypeKind::list;
  const Value in = eval(where, list ? Use::whole : Use::through);
  if (in.is(Kind::unknown)) return Value::unknown();
  if (in.is(Kind::list)) {
    if (!list) (void)use(in, Use::whole);
    Truth found = Truth::no;
    const bool text = item.is(Kind::string);
    for (const Node child : in.node()) {
      if (text && child.kind() == Kind::string) {  // most lists that are searched
        if (child.text() == item.text()) return to_value(Truth::yes);
        continue;
      }
      const Truth equal = equal_values(context_, item, read(context_, child));
      if (equal == Truth::yes) return to_value(equal);
      if (equal == Truth::unknown) found = Truth::unknown;
    }
    return to_value(found);
  }
  if (item.is(Kind::unknown)) return Value::unknown();
  if (!item.is(Kind::string)) return Value::of_bool(false);
  if (in.is(Kind::map)) {
    const Node found = in.node().find(item.text());
    mark_read(context_, found, false);
    return Value::of_bool(static_cast<bool>(found));
  }
  return Value::of_bool(in.is(Kind::string) &&
                        in.text().find(item.text()) != std::string_view::npos);
}

Value Evaluator::join(const ExprNode& node) {
  std::string text;
  bool unknown = false;
  for (const ExprNode* child : node.children) {
    const Value value = eval(*child, Use::whole);
    if (value.is(Kind::unknown)) {
      unknown = true;
    } else if (value.is_null() || value.is(Kind::list) || value.is(Kind::map)) {
      return error(Code::FW5033, *child,
                   "`~` joins texts, numbers and booleans, here is " + kind_of(value),
                   value.is_null() ? "give a default: `… ?? \"\"`" : "");
    } else {
      append_text(text, value);
    }
  }
  if (unknown) return Value::unknown();
  if (!spend(context_, text.size() / kBytesPerStep)) return error(Code::FW5030, node, "");
  return keep(context_, text);
}

Value Evaluator::list(const ExprNode& node) {
  const NodeId list = context_.scratch.add_list(node.span);
  for (const ExprNode* child : node.children) {
    context_.scratch.append(list, store(context_, eval(*child, Use::whole)));
  }
  return Value::of(context_.scratch.node(list));
}

Value Evaluator::record(const ExprNode& node) {
  const NodeId map = context_.scratch.add_map(node.span);
  for (std::size_t i = 0; i < node.children.size(); ++i) {
    const Value value = eval(*node.children[i], Use::whole);
    if (value.is_null()) continue;  // an optional field that is absent
    const NodeId child = store(context_, value);
    context_.scratch.append(map, node.names[i].name, {}, child);
  }
  return Value::of(context_.scratch.node(map));
}

// An entry may come or go; what it holds is not read.
void Evaluator::read_names(const Value& value) {
  if (value.node().document() == &context_.scratch) return;
  if (!value.is(Kind::map) && !value.is(Kind::list)) {
    (void)use(value, Use::whole);
    return;
  }
  mark_read(context_, value.node(), false);
  for (const Node entry : value.node()) mark_read(context_, entry, false);
}

Value Evaluator::call(const ExprNode& node, Use how) {
  const std::size_t count = node.children.size();
  std::array<Value, kInlineArguments> few;
  std::vector<Value> many;
  if (count > kInlineArguments) many.resize(count);
  const std::span<Value> arguments(count > kInlineArguments ? many.data() : few.data(), count);
  bool unknown = false;
  for (std::size_t i = 0; i < count; ++i) {
    const bool part = i == 0 && node.function->reads != Reads::all;
    arguments[i] = eval(*node.children[i], part ? Use::through : Use::whole);
    if (part && node.function->reads == Reads::names) read_names(arguments[i]);
    unknown = unknown || arguments[i].is(Kind::unknown);
  }
  if (unknown || context_.error) return Value::unknown();
  if (node.check_arguments && !arguments_fit(node, arguments)) return Value::unknown();
  context_.pattern = node.pattern != nullptr ? &node.pattern->compiled() : nullptr;
  const Value result = node.function->call(context_, arguments);
  if (context_.error && !context_.error->span.valid()) context_.error->span = node.span;
  return node.function->reads == Reads::entry ? use(result, how) : result;
}

bool Evaluator::arguments_fit(const ExprNode& node, std::span<const Value> arguments) {
  const std::vector<TypeRef>& parameters = node.function->parameters;
  for (std::size_t i = 0; i < arguments.size(); ++i) {
    const TypeRef wanted = parameters[std::min(i, parameters.size() - 1)];
    if (has_kind(arguments[i], wanted)) continue;
    error(Code::FW5033, *node.children[i],
          "`" + std::string(node.function->name) + "` takes " + wanted->describe() + " here, not " +
              kind_of(arguments[i]),
          arguments[i].is_null() ? "give a default: `… ?? …`" : "");
    return false;
  }
  return true;
}

namespace {

// Most tags and many conditions are a path from a variable through maps to a scalar. The rest, and
// whatever is unusual on the way, is for the evaluator.
bool follow(const ExprNode& path, const Frame& frame, EvalContext& context, Value& out) {
  if (path.op != Op::path || path.local || path.steps.empty() || path.slot >= frame.size() ||
      context.steps == 0) {
    return false;
  }
  const Value& from = frame[path.slot];
  if (!from.is(Kind::map)) return false;
  Node here = from.node();
  for (const Step& step : path.steps) {
    if (!here.is(Kind::map)) return false;
    here = here.find(step.name, step.hash);
    if (!here) return true;  // null
  }
  const Kind kind = here.kind();
  if (kind == Kind::map || kind == Kind::list || kind == Kind::hole) return false;
  mark_read(context, here, false);
  out = Value::of(here);
  return true;
}

Value run(const Expr& expr, const Frame& frame, EvalContext& context, Evaluator::Use use) {
  const std::uint64_t budget = context.steps;
  Evaluator evaluator(frame, context);
  const Value value = evaluator.eval(*expr.root(), use);
  context.steps = budget;
  return context.error ? Value::unknown() : value;
}

}  // namespace

Value evaluate(const Expr& expr, const Frame& frame, EvalContext& context) {
  Value found;
  if (follow(*expr.root(), frame, context, found)) return found;
  return run(expr, frame, context, Evaluator::Use::whole);
}

Value evaluate_held(const Expr& expr, const Frame& frame, EvalContext& context) {
  const Value value = run(expr, frame, context, Evaluator::Use::through);
  mark_read(context, value.node(), false);
  return value;
}

}  // namespace formwork
