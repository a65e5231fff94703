// From one scalar type to another, and JSON.
#include "base/json_string.h"
#include "base/text.h"
#include "function/function_groups.h"

#include <algorithm>
#include <charconv>
#include <cmath>

namespace formwork::function {
namespace {

bool is_scalar_type(TypeRef type) {
  return is(type, TypeKind::any) || is(type, TypeKind::boolean) || is_numeric(type) ||
         is_text(type);
}

TypeRef string_type(TypeTable&, ArgumentTypes types) {
  if (!is_scalar_type(types[0])) return nullptr;
  return is_word(types[0]) ? types[0] : string();
}

Value to_text(EvalContext& context, Arguments a) {
  if (a[0].is(Kind::string)) return a[0];
  if (a[0].is_null() || a[0].is(Kind::list) || a[0].is(Kind::map)) {
    return fail(context, "`string` takes a number, a boolean or a text, not a " +
                             std::string(name(a[0].kind())));
  }
  return keep(context, a[0].to_string());
}

TypeRef int_type(TypeTable&, ArgumentTypes types) {
  return is(types[0], TypeKind::boolean) || !is_scalar_type(types[0]) ? nullptr : integer();
}

Value to_int(EvalContext& context, Arguments a) {
  constexpr double kLimit = 9007199254740992;  // 2^53: beyond, doubles skip integers
  if (a[0].is(Kind::integer)) return a[0];
  if (a[0].is(Kind::number)) {
    const double d = a[0].as_number();
    if (d == std::floor(d) && std::fabs(d) <= kLimit)
      return Value::of_int(static_cast<std::int64_t>(d));
    return fail(context, "`" + a[0].to_string() + "` is no integer");
  }
  if (a[0].is(Kind::string)) {
    const std::string_view text = a[0].text();
    std::int64_t value = 0;
    const auto [end, status] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (!text.empty() && status == std::errc() && end == text.data() + text.size())
      return Value::of_int(value);
    return fail(context, "`" + printable(text) + "` is no integer");
  }
  return fail(context, "`int` takes a text or a number, not a " + std::string(name(a[0].kind())));
}

TypeRef number_type(TypeTable&, ArgumentTypes types) {
  return is(types[0], TypeKind::boolean) || !is_scalar_type(types[0]) ? nullptr : number();
}

Value to_number(EvalContext& context, Arguments a) {
  if (a[0].is(Kind::integer) || a[0].is(Kind::number)) return a[0];
  if (a[0].is(Kind::string)) {
    const std::string_view text = a[0].text();
    const bool plain =
        !text.empty() && text.find_first_not_of("0123456789.-+eE") == std::string_view::npos;
    double value = 0;
    const auto [end, status] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (plain && status == std::errc() && end == text.data() + text.size())
      return Value::of_number(value);
    return fail(context, "`" + printable(text) + "` is no number");
  }
  return fail(context,
              "`number` takes a text or a number, not a " + std::string(name(a[0].kind())));
}

Value json(EvalContext& context, Arguments a) {
  const auto text = canonical_json(context, a[0]);
  return text ? make_text(context, *text) : Value::unknown();
}

bool append_json(std::string& out, EvalContext& context, const Value& value) {
  if (!spend(context, 1)) return false;
  switch (value.kind()) {
    case Kind::unknown:
    case Kind::hole:
      return false;
    case Kind::null:
      out += "null";
      return true;
    case Kind::boolean:
    case Kind::integer:
      out += value.to_string();
      return true;
    case Kind::number:
      out += format_number(value.as_number());
      return true;
    case Kind::string:
    case Kind::scalar:
      append_json_string(out, value.text());
      return true;
    case Kind::list: {
      out += '[';
      bool first = true;
      for (const Node child : value.node()) {
        if (!first) out += ',';
        first = false;
        if (!append_json(out, context, read(context, child))) return false;
      }
      out += ']';
      return true;
    }
    case Kind::map: {
      out += '{';
      bool first = true;
      for (const Node child : by_key(value.node())) {
        const Value held = read(context, child);
        if (held.is_null() && child.is(Kind::hole)) continue;  // a computed field that is absent
        if (!first) out += ',';
        first = false;
        append_json_string(out, child.key());
        out += ':';
        if (!append_json(out, context, held)) return false;
      }
      out += '}';
      return true;
    }
  }
  return false;
}

}  // namespace

std::optional<std::string> canonical_json(EvalContext& context, const Value& value) {
  std::string out;
  if (!append_json(out, context, value)) return std::nullopt;
  return out;
}

void add_conversion_functions(std::vector<Function>& out) {
  add(out, "string(x)", {any()}, string(), to_text, "a scalar as text").infer = string_type;
  add(out, "int(x)", {any()}, integer(), to_int,
      "an integer from text, or from a number that is whole")
      .infer = int_type;
  add(out, "number(x)", {any()}, number(), to_number, "a number from text").infer = number_type;
  add(out, "json(x)", {any()}, string(), json, "canonical JSON (RFC 8785): sorted keys, no blanks");
}

}  // namespace formwork::function
