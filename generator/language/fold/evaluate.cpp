#include "language/fold/evaluate.h"

#include "expr/value.h"

#include <algorithm>
#include <cmath>

namespace formwork::fold {
namespace {

constexpr int kDepth = 400;
constexpr double kExact = 9007199254740992;  // 2^53
constexpr std::string_view kItem = "*";      // no name of any language

const Datum* find(const Local* locals, std::string_view name) {
  for (; locals != nullptr; locals = locals->outer) {
    if (locals->name == name) return &locals->value;
  }
  return nullptr;
}

std::optional<bool> compare(Op op, double a, double b) {
  switch (op) {
    case Op::less:
      return a < b;
    case Op::less_equal:
      return a <= b;
    case Op::greater:
      return a > b;
    case Op::greater_equal:
      return a >= b;
    default:
      return {};
  }
}

/// Decimals as people count: 0.1 + 0.2 is 0.3. What 15 digits cannot hold is nothing.
std::optional<double> calculate(Op op, double a, double b) {
  switch (op) {
    case Op::add:
      return round_decimal(a + b, std::max(std::fabs(a), std::fabs(b)));
    case Op::subtract:
      return round_decimal(a - b, std::max(std::fabs(a), std::fabs(b)));
    case Op::multiply:
      return round_decimal(a * b);
    case Op::divide: {
      const double quotient = round_decimal(a / b);
      return round_decimal(quotient * b) == a ? std::optional(quotient) : std::nullopt;
    }
    case Op::remainder:
      return a == std::floor(a) && b == std::floor(b) ? std::optional(std::fmod(a, b))
                                                      : std::nullopt;
    default:
      return {};
  }
}

}  // namespace

Datum take(const Datum& from, const Datum& key, std::string_view text) {
  if (from.is(DatumKind::failed) || key.is(DatumKind::failed)) return Datum::failed(text);
  if (!from.known() || !key.known()) return Datum::unknown(text);
  if (from.is(DatumKind::map) && key.is(DatumKind::string) && key.step() != nullptr) {
    // A trace is told which keys it is and is not, not what it is.
    for (const Datum::Entry& entry : from.entries()) {
      if (equal(key, Datum::of_string(entry.key)) == Truth::yes) return entry.value;
    }
    if (!from.open()) return Datum::failed(text);
  }
  if (from.is(DatumKind::map)) {
    const auto name = to_text(key);
    if (!name) return Datum::failed(text);
    if (const Datum* found = from.find(*name)) return *found;
    if (!from.open()) return Datum::failed(text);
    // Of which resource it is says more than how it was written: `each.value.id`.
    return Datum::unknown(from.text().empty() ? std::string(text) : from.text() + "." + *name);
  }
  const auto number = to_number(key);
  if (!from.is(DatumKind::list) || !number || *number < 0 || *number != std::floor(*number) ||
      *number >= static_cast<double>(from.entries().size())) {
    return Datum::failed(text);
  }
  return from.entries()[static_cast<std::size_t>(*number)].value;
}

Datum Evaluator::eval(ExprId id, const Local* locals) {
  if (id == 0) return {};
  if (budget_.depth >= kDepth || budget_.steps == 0) return unknown(tree_[id]);
  --budget_.steps;
  ++budget_.depth;
  Datum value = compute(id, locals);
  --budget_.depth;
  if (budget_.trace != nullptr) return budget_.trace->at(tree_[id].span, std::move(value));
  return value;
}

Datum Evaluator::compute(ExprId id, const Local* locals) {
  const Expr& expr = tree_[id];
  switch (expr.kind) {
    case ExprKind::null:
      return {};
    case ExprKind::boolean:
      return Datum::of_bool(expr.number != 0);
    case ExprKind::number:
      // Terraform counts exactly where a double cannot.
      if (std::fabs(expr.number) > kExact) return unknown(expr);
      return Datum::of_number(expr.number);
    case ExprKind::string:
      return Datum::of_string(std::string(expr.text));
    case ExprKind::name:
      return name(expr, locals);
    case ExprKind::attribute:
      return attribute(expr, locals);
    case ExprKind::index:
      return index(expr, locals);
    case ExprKind::splat:
      return splat(expr, locals);
    case ExprKind::item: {
      const Datum* item = find(locals, kItem);
      return item != nullptr ? *item : unknown(expr);
    }
    case ExprKind::call:
      return call(expr, locals);
    case ExprKind::unary:
      return unary(expr, locals);
    case ExprKind::binary:
      return binary(expr, locals);
    case ExprKind::conditional:
      return conditional(expr, locals);
    case ExprKind::list:
      return list(expr, locals);
    case ExprKind::map:
      return map(expr, locals);
    case ExprKind::text:
      return text(expr, locals);
    case ExprKind::for_list:
    case ExprKind::for_map:
    case ExprKind::for_text:
      return loop(expr, locals);
    case ExprKind::parenthesized:
      return eval(expr.first, locals);
  }
  return unknown(expr);
}

Datum Evaluator::name(const Expr& expr, const Local* locals) {
  if (const Datum* found = find(locals, expr.text)) return *found;
  return scope_.name(expr.text, written(expr));
}

Datum Evaluator::attribute(const Expr& expr, const Local* locals) {
  const Expr& of = tree_[expr.first];
  const std::string_view text = written(expr);
  if (of.kind == ExprKind::name && find(locals, of.text) == nullptr) {
    if (auto member = scope_.member(of.text, expr.text, text)) return *std::move(member);
  }
  if (of.kind == ExprKind::attribute) {
    const Expr& first = tree_[of.first];
    if (first.kind == ExprKind::name && find(locals, first.text) == nullptr) {
      if (auto member = scope_.member(first.text, of.text, expr.text, text))
        return *std::move(member);
    }
  }
  return take(eval(expr.first, locals), Datum::of_string(std::string(expr.text)), text);
}

Datum Evaluator::index(const Expr& expr, const Local* locals) {
  const ExprId key = tree_[expr.first].next;
  return take(eval(expr.first, locals), eval(key, locals), written(expr));
}

/// `a[*].b`: of each item; a value that is no list is a list of one, null one of none.
Datum Evaluator::splat(const Expr& expr, const Local* locals) {
  const Datum of = eval(expr.first, locals);
  if (!of.known()) return spoiled(expr, of.is(DatumKind::failed));
  Datum::Entries out;
  const ExprId each = tree_[expr.first].next;
  const auto append = [&](const Datum& item) {
    const Local local{kItem, item, locals};
    out.push_back({{}, eval(each, &local)});
  };
  if (of.is_sequence()) {
    for (const Datum::Entry& entry : of.entries()) append(entry.value);
  } else if (!of.is(DatumKind::null)) {
    append(of);
  }
  return Datum::of_list(std::move(out));
}

Datum Evaluator::call(const Expr& expr, const Local* locals) {
  std::vector<Datum> arguments;
  for (ExprId at = expr.first; at != 0; at = tree_[at].next) arguments.push_back(eval(at, locals));
  if (expr.flag && !arguments.empty()) {
    const Datum last = arguments.back();
    if (!last.is_sequence()) return spoiled(expr, last.known() || last.is(DatumKind::failed));
    arguments.pop_back();
    for (const Datum::Entry& entry : last.entries()) arguments.push_back(entry.value);
  }
  const std::string_view text = written(expr);
  if (budget_.trace == nullptr) return scope_.call(expr.text, arguments, text);
  return scope_.call_traced(*budget_.trace, expr.text, arguments, text);
}

Datum Evaluator::unary(const Expr& expr, const Local* locals) {
  const Datum of = eval(expr.first, locals);
  if (!of.known()) return spoiled(expr, of.is(DatumKind::failed));
  if (expr.op == Op::no) {
    const auto truth = to_bool(of);
    return truth ? Datum::of_bool(!*truth) : failed(expr);
  }
  const auto number = to_number(of);
  return number ? Datum::of_number(-*number) : failed(expr);
}

/// One operand may decide alone.
Datum Evaluator::logic(const Expr& expr, const Local* locals) {
  const Datum left = eval(expr.first, locals);
  const Datum right = eval(tree_[expr.first].next, locals);
  const bool decides = expr.op == Op::either;
  bool unsure = false;
  for (const Datum* side : {&left, &right}) {
    if (side->is(DatumKind::failed)) return failed(expr);
    if (!side->known()) {
      unsure = true;
      continue;
    }
    const auto truth = to_bool(*side);
    if (!truth) return failed(expr);
    if (*truth == decides) return Datum::of_bool(decides);
  }
  return unsure ? unknown(expr) : Datum::of_bool(!decides);
}

Datum Evaluator::binary(const Expr& expr, const Local* locals) {
  if (expr.op == Op::both || expr.op == Op::either) return logic(expr, locals);
  const Datum left = eval(expr.first, locals);
  if (expr.op == Op::coalesce) {
    if (!left.known()) return left;
    return left.is(DatumKind::null) ? eval(tree_[expr.first].next, locals) : left;
  }
  const Datum right = eval(tree_[expr.first].next, locals);
  if (left.is(DatumKind::failed) || right.is(DatumKind::failed)) return failed(expr);
  if (expr.op == Op::equal || expr.op == Op::not_equal) {
    const Truth same = equal(left, right);
    if (same == Truth::unknown) return unknown(expr);
    return Datum::of_bool((same == Truth::yes) == (expr.op == Op::equal));
  }
  if (!left.known() || !right.known()) return unknown(expr);
  const auto a = to_number(left);
  const auto b = to_number(right);
  if (!a || !b) return failed(expr);
  if (const auto truth = compare(expr.op, *a, *b)) return Datum::of_bool(*truth);
  if (*b == 0 && (expr.op == Op::divide || expr.op == Op::remainder)) return failed(expr);
  const auto number = calculate(expr.op, *a, *b);
  return number && std::fabs(*number) <= kExact ? Datum::of_number(*number) : unknown(expr);
}

Datum Evaluator::conditional(const Expr& expr, const Local* locals) {
  const Datum test = eval(expr.first, locals);
  const ExprId yes = tree_[expr.first].next;
  const ExprId no = tree_[yes].next;
  if (test.is(DatumKind::failed)) return failed(expr);
  if (!test.known()) {
    // Whatever the test says, equal arms are the value.
    Datum one = eval(yes, locals);
    return equal(one, eval(no, locals)) == Truth::yes ? one : unknown(expr);
  }
  const auto truth = to_bool(test);
  if (!truth) return failed(expr);
  Datum taken = eval(*truth ? yes : no, locals);
  // Both arms have one type: a number beside a text is a text.
  if (taken.is(DatumKind::number) || taken.is(DatumKind::boolean)) {
    if (eval(*truth ? no : yes, locals).is(DatumKind::string))
      return as_text(taken).value_or(Datum::of_string(""));
  }
  return taken;
}

Datum Evaluator::list(const Expr& expr, const Local* locals) {
  Datum::Entries out;
  for (ExprId at = expr.first; at != 0; at = tree_[at].next) {
    out.push_back({{}, eval(at, locals)});
    if (out.back().value.is(DatumKind::failed)) return failed(expr);
  }
  return Datum::of_list(std::move(out));
}

Datum Evaluator::map(const Expr& expr, const Local* locals) {
  Datum::Entries out;
  for (ExprId at = expr.first; at != 0; at = tree_[tree_[at].next].next) {
    const Datum key = eval(at, locals);
    if (!key.known()) return spoiled(expr, key.is(DatumKind::failed));
    const auto text = to_text(key);
    if (!text) return failed(expr);
    out.push_back({*text, eval(tree_[at].next, locals)});
    if (out.back().value.is(DatumKind::failed)) return failed(expr);
  }
  return Datum::of_map(std::move(out));
}

Datum Evaluator::text(const Expr& expr, const Local* locals) {
  std::vector<Datum> out;
  bool unsure = false;
  for (ExprId at = expr.first; at != 0; at = tree_[at].next) {
    Datum part = eval(at, locals);
    if (part.is(DatumKind::failed)) return failed(expr);
    if (!part.known()) {
      unsure = true;
      continue;
    }
    auto text = as_text(part);
    if (!text) return failed(expr);
    out.push_back(*std::move(text));
  }
  return unsure ? unknown(expr) : Trace::joined(out);
}

namespace {

void append_leaves(const Tree& tree, ExprId id, std::vector<Span>& out) {
  const Expr& expr = tree[bare(tree, id)];
  if (expr.kind == ExprKind::list) {
    for (ExprId at = expr.first; at != 0; at = tree[at].next) append_leaves(tree, at, out);
  } else if (expr.kind == ExprKind::map) {
    for (ExprId at = expr.first; at != 0; at = tree[tree[at].next].next)
      append_leaves(tree, tree[at].next, out);
  } else {
    out.push_back(expr.span);
  }
}

}  // namespace

std::vector<Span> leaves(const Tree& tree, Span span) {
  std::vector<Span> out;
  for (ExprId id = 1; id <= tree.size(); ++id) {
    const Span at = tree[id].span;
    if (at.begin != span.begin || at.end != span.end) continue;
    append_leaves(tree, id, out);
    break;
  }
  return out;
}

NodeId Evaluator::add(Document& document, ExprId id, const Local* locals) {
  const Expr& expr = tree_[bare(tree_, id)];
  if (expr.kind == ExprKind::list) {
    const NodeId list = document.add_list(expr.span);
    for (ExprId at = expr.first; at != 0; at = tree_[at].next)
      document.append(list, add(document, at, locals));
    return list;
  }
  if (expr.kind != ExprKind::map) return fold::add(document, eval(id, locals), expr.span);
  const NodeId map = document.add_map(expr.span);
  for (ExprId at = expr.first; at != 0; at = tree_[tree_[at].next].next) {
    const auto key = to_text(eval(at, locals));
    if (!key) return document.add_text(Kind::unknown, written(expr), expr.span);
    const NodeId value = add(document, tree_[at].next, locals);
    if (const Node old = document.node(map).find(*key))
      document.replace(old.id(), value);
    else
      document.append(map, *key, tree_[at].span, value);
  }
  return map;
}

}  // namespace formwork::fold
