#include "base/text.h"
#include "function/function_groups.h"

#include <algorithm>
#include <charconv>
#include <cmath>

namespace formwork::function {
namespace {

bool numeric(const Value& v) {
  return v.is(Kind::integer) || v.is(Kind::number);
}

bool less(const Value& a, const Value& b) {
  return a.is(Kind::integer) && b.is(Kind::integer) ? a.as_int() < b.as_int()
                                                    : a.as_number() < b.as_number();
}

/// `min(a, b, …)` or `min(list)`: the type of what is compared; null if it is no number.
TypeRef numbers_type(TypeTable& table, ArgumentTypes types) {
  TypeRef both = types.size() == 1 && is(types[0], TypeKind::list) ? types[0]->element : types[0];
  for (std::size_t i = 1; i < types.size(); ++i) {
    both = common_type(table, both, types[i]);
    if (both == nullptr) return nullptr;
  }
  return is(both, TypeKind::any) || is_numeric(both) ? both : nullptr;
}

std::optional<std::vector<Value>> operands(EvalContext& context, Arguments a) {
  if (a.size() == 1 && a[0].is(Kind::list)) return items(context, a[0]);
  return std::vector<Value>(a.begin(), a.end());
}

Value extreme(EvalContext& context, Arguments a, bool greatest) {
  const auto values = operands(context, a);
  if (!values) return Value::unknown();
  const std::string called = greatest ? "`max`" : "`min`";
  if (values->empty())
    return fail(context, called + " of an empty list", "add a value: `concat(list, [0])`");
  if (!std::all_of(values->begin(), values->end(), numeric))
    return fail(context, called + " takes numbers");
  return greatest ? *std::max_element(values->begin(), values->end(), less)
                  : *std::min_element(values->begin(), values->end(), less);
}

Value least(EvalContext& context, Arguments a) {
  return extreme(context, a, false);
}
Value greatest(EvalContext& context, Arguments a) {
  return extreme(context, a, true);
}

TypeRef sum_type(TypeTable&, ArgumentTypes types) {
  const TypeRef item = is(types[0], TypeKind::list) ? types[0]->element : any();
  if (is(item, TypeKind::null)) return integer();
  return is(item, TypeKind::any) || is_numeric(item) ? item : nullptr;
}

Value sum(EvalContext& context, Arguments a) {
  const auto values = items(context, a[0]);
  if (!values) return Value::unknown();
  if (!std::all_of(values->begin(), values->end(), numeric))
    return fail(context, "`sum` takes numbers");
  if (std::all_of(values->begin(), values->end(),
                  [](const Value& v) { return v.is(Kind::integer); })) {
    std::int64_t total = 0;
    for (const Value& value : *values) {
      if (__builtin_add_overflow(total, value.as_int(), &total)) {
        return fail(context, "the sum does not fit in an integer of 64 bits");
      }
    }
    return Value::of_int(total);
  }
  double total = 0;
  for (const Value& value : *values) {
    const double next = value.as_number();
    total = round_decimal(total + next, std::max(std::fabs(total), std::fabs(next)));
  }
  if (!std::isfinite(total)) return fail(context, "the sum is too large");
  return Value::of_number(total);
}

TypeRef abs_type(TypeTable&, ArgumentTypes types) {
  return types[0];
}

Value absolute(EvalContext& context, Arguments a) {
  if (a[0].is(Kind::number))
    return a[0].as_number() < 0 ? Value::of_number(-a[0].as_number()) : a[0];
  std::int64_t value = a[0].as_int();
  if (value < 0 && __builtin_sub_overflow(std::int64_t{0}, value, &value)) {
    return fail(context, "the result does not fit in an integer of 64 bits");
  }
  return value == a[0].as_int() ? a[0] : Value::of_int(value);
}

/// One to three numbers; what is left out is 0. A leading `v`, a pre-release and build data are
/// passed over.
Value semver_part(EvalContext& context, Arguments a) {
  const std::string_view whole = a[0].text();
  std::string_view text = whole;
  if (text.starts_with('v')) text.remove_prefix(1);
  text = text.substr(0, text.find_first_of("-+"));
  const std::vector<std::string_view> parts = split(text, '.');
  std::int64_t numbers[3] = {0, 0, 0};
  bool good = parts.size() <= 3;
  for (std::size_t i = 0; good && i < parts.size(); ++i) {
    const char* const end = parts[i].data() + parts[i].size();
    const auto read_to = std::from_chars(parts[i].data(), end, numbers[i]);
    good = !parts[i].empty() && parts[i].front() != '-' && read_to.ec == std::errc() &&
           read_to.ptr == end;
  }
  if (!good)
    return fail(context, "`" + printable(whole) + "` is no version", "write it as `1.2.3`");
  return Value::of_int(numbers[a[1].text() == "major" ? 0 : a[1].text() == "minor" ? 1 : 2]);
}

}  // namespace

void add_number_functions(std::vector<Function>& out) {
  static const TypeRef kPart = choice({"major", "minor", "patch"});
  Function& low =
      add(out, "min(a, …)", {any()}, number(), least, "the least of numbers, or of a list of them");
  low.infer = numbers_type;
  low.variadic = true;
  Function& high = add(out, "max(a, …)", {any()}, number(), greatest,
                       "the greatest of numbers, or of a list of them");
  high.infer = numbers_type;
  high.variadic = true;
  add(out, "sum(list)", {list()}, number(), sum, "the sum of a list of numbers").infer = sum_type;
  add(out, "abs(n)", {number()}, number(), absolute, "a number without its sign").infer = abs_type;
  add(out, "semver_part(version, part)", {string(), kPart}, integer(), semver_part,
      "`major`, `minor` or `patch` of a version such as `1.2.3` or `v1.29`");
}

}  // namespace formwork::function
