// SpecChecker, the part about single values: which type a scalar has, and whether it is within
// bounds.
#include "base/counted.h"
#include "base/text.h"
#include "schema/check.h"
#include "schema/literal.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace formwork {
namespace {

// What the field is for, said as of the field: the schema's text alone would not be advice.
std::string meaning(const SchemaNode& use, Node node) {
  if (use.description.empty() || node.key().empty()) return use.description;
  return fmt::format("`{}`: {}", printable(node.key()), use.description);
}

bool is_absent_value(Node scalar) {
  if (scalar.style() != Style::plain) return false;
  const std::string_view text = scalar.text();
  return text.empty() || text == "~" || text == "null" || text == "Null" || text == "NULL";
}

bool less(const Number& bound, Node value) {  // bound < value
  if (bound.integral && value.is(Kind::integer)) return bound.integer < value.as_int();
  return bound.value < value.as_number();
}

bool greater(const Number& bound, Node value) {
  if (bound.integral && value.is(Kind::integer)) return bound.integer > value.as_int();
  return bound.value > value.as_number();
}

bool is_multiple(Node value, const Number& of) {
  if (of.integral && value.is(Kind::integer)) return value.as_int() % of.integer == 0;
  const double quotient = value.as_number() / of.value;
  if (!std::isfinite(quotient)) return std::remainder(value.as_number(), of.value) == 0;
  // The quotient of two decimals is off by a few units in its last place.
  return std::fabs(quotient - std::round(quotient)) <= 1e-12 * std::max(1.0, std::fabs(quotient));
}

std::string_view kind_words(Node node) {
  switch (node.kind()) {
    case Kind::list:
      return "a list";
    case Kind::map:
      return "a map";
    case Kind::null:
      return "null";
    default:
      return "a value";
  }
}

}  // namespace

bool SpecChecker::has_type(const SchemaNode& use, Node node) {
  const SchemaNode& schema = shape(use);
  const BasicType type = schema.variants.empty() ? schema.type : BasicType::object;
  if (node.is(Kind::scalar)) return give_type(use, node);
  bool fits = false;
  switch (type) {
    case BasicType::any:
      return true;
    case BasicType::null:
      fits = node.is(Kind::null);
      break;
    case BasicType::boolean:
      fits = node.is(Kind::boolean);
      break;
    case BasicType::integer:
      fits = node.is(Kind::integer) ||
             (node.is(Kind::number) && node.as_number() == std::floor(node.as_number()));
      break;
    case BasicType::number:
      fits = node.is(Kind::integer) || node.is(Kind::number);
      break;
    case BasicType::string:
      fits = node.is(Kind::string);
      break;
    case BasicType::array:
      fits = node.is(Kind::list);
      break;
    case BasicType::object:
      fits = node.is(Kind::map);
      break;
  }
  if (fits) return true;
  if (node.is(Kind::null)) {
    no_value(use, node);
  } else if (node.is_scalar()) {
    error(Code::FW3102, node.span(),
          fmt::format("{} is `{}`, expected {}", label(node), show(node), article(type)),
          meaning(use, node));
  } else {
    std::string help;
    if (node.is(Kind::list) && type == BasicType::object)
      help = "what has a name is a map keyed by it: `name: {…}`";
    if (node.is(Kind::map) && type == BasicType::array)
      help = "write a list: one `- …` for each item";
    error(Code::FW3102, node.span(),
          fmt::format("{} is {}, expected {}", label(node), kind_words(node), article(type)),
          std::move(help));
  }
  return false;
}

bool SpecChecker::give_type(const SchemaNode& use, Node scalar) {
  const SchemaNode& schema = shape(use);
  if (is_absent_value(scalar) && schema.type != BasicType::null) {
    no_value(use, scalar);
    return false;
  }
  const std::string_view text = scalar.text();
  const bool plain = scalar.style() == Style::plain;
  const NodeId id = scalar.id();
  if (schema.variants.empty()) {
    switch (schema.type) {
      case BasicType::any:
      case BasicType::string:
        document_.retype_string(id);
        return true;
      case BasicType::boolean:
        if (!plain || (text != "true" && text != "false")) break;
        document_.retype_bool(id, text == "true");
        return true;
      case BasicType::integer:
        if (const auto value = plain ? read_integer(text) : std::nullopt) {
          document_.retype_int(id, *value);
          return true;
        }
        break;
      case BasicType::number:
        if (const auto value = plain ? read_decimal(text) : std::nullopt) {
          document_.retype_number(id, *value);
          return true;
        }
        break;
      case BasicType::null:
      case BasicType::array:
      case BasicType::object:
        break;
    }
  }
  wrong_scalar(use, scalar);
  return false;
}

void SpecChecker::no_value(const SchemaNode& use, Node node) {
  const SchemaNode& schema = shape(use);
  std::string help = "remove the key, or give it a value";
  if (schema.type == BasicType::string) {
    std::string_view written = node.text();
    if (node.is(Kind::null) && sources_ != nullptr) written = sources_->text(node.span());
    help = written.empty()
               ? std::string("remove the key, or write `\"\"` for an empty text")
               : fmt::format("remove the key, or quote it where the text `{}` is meant", written);
  } else if (schema.type == BasicType::object || !schema.variants.empty()) {
    help = "remove the key, or write `{}` for an empty map";
  } else if (schema.type == BasicType::array) {
    help = "remove the key, or write `[]` for an empty list";
  }
  const Span span =
      node.span().size() == 0 && node.key_span().valid() ? node.key_span() : node.span();
  const BasicType type = schema.variants.empty() ? schema.type : BasicType::object;
  error(Code::FW3113, span, fmt::format("{} has no value, expected {}", label(node), article(type)),
        std::move(help));
}

void SpecChecker::wrong_scalar(const SchemaNode& use, Node scalar) {
  const SchemaNode& schema = shape(use);
  const BasicType type = schema.variants.empty() ? schema.type : BasicType::object;
  const std::string_view text = scalar.text();
  const bool quoted = scalar.style() != Style::plain;
  const bool numeric = type == BasicType::integer || type == BasicType::number;
  const bool is_bool = type == BasicType::boolean;
  std::string help;
  std::optional<Fix> fix;
  const auto write = [&](const std::string& right) {
    help = fmt::format("write `{}`", right);
    fix = Fix{scalar.span(), right};
  };
  const bool right_unquoted = (is_bool && (text == "true" || text == "false")) ||
                              (type == BasicType::integer && read_integer(text)) ||
                              (type == BasicType::number && read_decimal(text));
  if (quoted && right_unquoted) {
    help = "remove the quotes";
    fix = Fix{scalar.span(), std::string(text)};
  } else if (is_bool) {
    if (const auto reading = other_boolean(text)) write(reading->canonical);
  } else if (type == BasicType::integer && read_decimal(text)) {
    const double value = *read_decimal(text);
    if (value == std::floor(value) && std::fabs(value) < 9e15) {
      write(fmt::format("{:.0f}", value));
    } else {
      help = "an integer has no fraction";
    }
  } else if (numeric) {
    if (const auto reading = other_number(text)) {
      const bool fits = type == BasicType::number || read_integer(reading->canonical);
      if (!reading->canonical.empty() && fits) write(reading->canonical);
      if (!reading->says.empty()) help += (help.empty() ? "" : "; ") + reading->says;
      if (help.empty()) help = "an integer has no fraction";
    } else if (!text.empty() && text.find_first_not_of("-0123456789") == std::string_view::npos &&
               text.find_first_not_of('-') <= 1) {
      error(Code::FW3104, scalar.span(),
            fmt::format("{} is `{}`, which is beyond 64 bits", label(scalar), shorten(text)),
            meaning(use, scalar));
      return;
    }
  } else if (type == BasicType::array) {
    help = text.empty() ? std::string("write a list: `[…]`")
                        : fmt::format("write a list: `[{}]`", shorten(text));
  }
  if (help.empty()) help = meaning(use, scalar);
  error(Code::FW3102, scalar.span(),
        fmt::format("{} is {}`{}`, expected {}", label(scalar), quoted ? "the text " : "",
                    shorten(text), article(type)),
        std::move(help))
      .fix = std::move(fix);
}

void SpecChecker::check_number(const SchemaNode& schema, Node node) {
  const auto out_of_range = [&](std::string_view words, const Number& bound) {
    error(Code::FW3104, node.span(),
          fmt::format("{} is {}, expected {} {}", label(node), node.text(), words, bound.text));
  };
  if (schema.minimum && greater(*schema.minimum, node)) out_of_range("at least", *schema.minimum);
  if (schema.maximum && less(*schema.maximum, node)) out_of_range("at most", *schema.maximum);
  if (schema.exclusive_minimum && !less(*schema.exclusive_minimum, node)) {
    out_of_range("more than", *schema.exclusive_minimum);
  }
  if (schema.exclusive_maximum && !greater(*schema.exclusive_maximum, node)) {
    out_of_range("less than", *schema.exclusive_maximum);
  }
  if (schema.multiple_of && !is_multiple(node, *schema.multiple_of)) {
    out_of_range("a multiple of", *schema.multiple_of);
  }
}

void SpecChecker::check_text(const SchemaNode& use, Node node) {
  const SchemaNode& schema = shape(use);
  const std::string_view text = node.text();
  const auto length = static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char c) {
    return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U;
  }));
  if (schema.min_length && length < *schema.min_length) {
    error(Code::FW3105, node.span(),
          length == 0 ? fmt::format("{} is empty", label(node))
                      : fmt::format("{} has {}, expected at least {}", label(node),
                                    counted(length, "character"), *schema.min_length),
          meaning(use, node));
  }
  if (schema.max_length && length > *schema.max_length) {
    error(Code::FW3105, node.span(),
          fmt::format("{} has {}, expected at most {}", label(node), counted(length, "character"),
                      *schema.max_length),
          meaning(use, node));
  }
  if (schema.regex != nullptr && author_ != Author::built_in && !schema.regex->found_in(text)) {
    error(Code::FW3106, node.span(),
          fmt::format("{} is `{}`, which does not match `{}`", label(node), shorten(text),
                      schema.pattern),
          meaning(use, node));
  }
}

}  // namespace formwork
