#include "expr/evaluator.h"

#include <algorithm>
#include <cmath>

namespace formwork {
namespace {

bool is_number(const Value& v) {
  return v.is(Kind::integer) || v.is(Kind::number);
}

Value decimal(EvalContext& context, Op op, double a, double b) {
  double result = 0;
  switch (op) {
    case Op::add:
      result = a + b;
      break;
    case Op::subtract:
      result = a - b;
      break;
    case Op::multiply:
      result = a * b;
      break;
    case Op::divide:
      result = a / b;
      break;
    default:
      result = std::fmod(a, b);
      break;
  }
  if (!std::isfinite(result)) return fail(context, "the result is too large");
  const bool sum = op == Op::add || op == Op::subtract;
  return Value::of_number(round_decimal(result, sum ? std::max(std::fabs(a), std::fabs(b)) : 0));
}

Value whole(EvalContext& context, Op op, std::int64_t a, std::int64_t b) {
  std::int64_t result = 0;
  bool overflow = false;
  switch (op) {
    case Op::add:
      overflow = __builtin_add_overflow(a, b, &result);
      break;
    case Op::subtract:
      overflow = __builtin_sub_overflow(a, b, &result);
      break;
    case Op::multiply:
      overflow = __builtin_mul_overflow(a, b, &result);
      break;
    case Op::divide:
    default:
      if (b == -1) {  // the one case in which these two overflow
        if (op == Op::divide) overflow = __builtin_sub_overflow(std::int64_t{0}, a, &result);
        break;
      }
      if (op == Op::divide && a % b != 0) {
        return fail(
            context, std::to_string(a) + " / " + std::to_string(b) + " is no integer",
            "make one side a decimal (`" + std::to_string(b) + ".0`), or choose sizes that divide");
      }
      result = op == Op::divide ? a / b : a % b;
      break;
  }
  if (overflow) return fail(context, "the result does not fit in an integer of 64 bits");
  return Value::of_int(result);
}

}  // namespace

Value arithmetic(EvalContext& context, Op op, const Value& a, const Value& b) {
  if (a.is(Kind::unknown) || b.is(Kind::unknown)) return Value::unknown();
  const auto failed = [&](std::string message, std::string help = {}) {
    if (!context.error)
      context.error = make(Code::FW5031, Span{}, std::move(message), std::move(help));
    return Value::unknown();
  };
  if (!is_number(a) || !is_number(b)) {
    if (!context.error) {
      context.error =
          make(Code::FW5033, Span{}, "a number is due, here is " + kind_of(is_number(a) ? b : a));
    }
    return Value::unknown();
  }
  if ((op == Op::divide || op == Op::modulo) && b.as_number() == 0)
    return failed("division by zero");
  const bool had_error = context.error.has_value();
  const Value result = a.is(Kind::integer) && b.is(Kind::integer)
                           ? whole(context, op, a.as_int(), b.as_int())
                           : decimal(context, op, a.as_number(), b.as_number());
  if (!had_error && context.error) context.error->code = Code::FW5031;
  return result;
}

Truth ordered(Op op, const Value& a, const Value& b) {
  if (a.is(Kind::unknown) || b.is(Kind::unknown)) return Truth::unknown;
  int order = 0;
  if (a.is(Kind::integer) && b.is(Kind::integer)) {
    order = a.as_int() < b.as_int() ? -1 : a.as_int() > b.as_int() ? 1 : 0;
  } else if (is_number(a) && is_number(b)) {
    order = a.as_number() < b.as_number() ? -1 : a.as_number() > b.as_number() ? 1 : 0;
  } else if (a.is(Kind::string) && b.is(Kind::string)) {
    order = a.text().compare(b.text());
  } else {
    return Truth::no;
  }
  switch (op) {
    case Op::less:
      return truth(order < 0);
    case Op::less_equal:
      return truth(order <= 0);
    case Op::greater:
      return truth(order > 0);
    default:
      return truth(order >= 0);
  }
}

Truth equal_values(EvalContext& context, const Value& a, const Value& b) {
  if (a.is(Kind::unknown) || b.is(Kind::unknown)) return Truth::unknown;
  if (a.kind() != b.kind())
    return truth(is_number(a) && is_number(b) && a.as_number() == b.as_number());
  if (!a.is(Kind::list) && !a.is(Kind::map)) return truth(same(a, b));
  if (a.node().size() != b.node().size()) return Truth::no;
  if (!spend(context, a.node().size())) return Truth::unknown;
  Truth result = Truth::yes;
  auto next = b.node().begin();
  for (const Node child : a.node()) {
    const Node other = a.is(Kind::list) ? *next++ : b.node().find(child.key());
    if (!other) return Truth::no;
    const Truth equal = equal_values(context, read(context, child), read(context, other));
    if (equal == Truth::no) return equal;
    if (equal == Truth::unknown) result = equal;
  }
  return result;
}

void append_text(std::string& out, const Value& value) {
  if (value.is(Kind::string)) {
    out += value.text();
  } else {
    out += value.to_string();
  }
}

std::string kind_of(const Value& value) {
  switch (value.kind()) {
    case Kind::null:
      return "nothing";
    case Kind::boolean:
      return "a boolean";
    case Kind::integer:
      return "an integer";
    case Kind::number:
      return "a number";
    case Kind::list:
      return "a list";
    case Kind::map:
      return "a map";
    case Kind::unknown:
    case Kind::hole:
      return "something unknown";
    case Kind::string:
    case Kind::scalar:
      break;
  }
  return "a text";
}

}  // namespace formwork
