#include "base/text.h"
#include "language/bicep/parser.h"

#include <fmt/format.h>

namespace formwork::lang::bicep {
namespace {

int precedence_of(TokenType type) {
  switch (type) {
    case TokenType::asterisk:
    case TokenType::slash:
    case TokenType::percent:
      return 100;
    case TokenType::plus:
    case TokenType::minus:
      return 90;
    case TokenType::less:
    case TokenType::less_equal:
    case TokenType::greater:
    case TokenType::greater_equal:
      return 80;
    case TokenType::equals:
    case TokenType::equals_insensitive:
    case TokenType::not_equals:
    case TokenType::not_equals_insensitive:
      return 70;
    case TokenType::logical_and:
      return 50;
    case TokenType::logical_or:
      return 40;
    case TokenType::double_question:
      return 30;
    default:
      return -1;
  }
}

}  // namespace

Ref Parser::expression(Flags flags) {
  const Level level(*this);
  if (too_deep()) return {};
  const Ref condition = binary(flags, 0);
  if (failed_ || peek(past_newlines()).type != TokenType::question) return condition;
  const Ref lines = newline_list();
  const Ref question = take();
  const Ref yes = expression(flags);
  if (failed_) return {};
  const Ref more =
      peek(past_newlines()).type == TokenType::colon ? newline_list() : add(Syntax::list, {});
  const Ref colon = expect(TokenType::colon, "`:`");
  return add(Syntax::ternary, {condition, lines, question, yes, more, colon, expression(flags)});
}

Ref Parser::binary(Flags flags, int precedence) {
  Ref left = unary(flags);
  while (!failed_) {
    const int own = precedence_of(peek().type);
    if (own <= precedence) break;
    const Ref sign = take();
    left = add(Syntax::binary, {left, sign, binary(flags, own)});
  }
  return left;
}

Ref Parser::unary(Flags flags) {
  if (!check(TokenType::exclamation) && !check(TokenType::minus)) return member(flags);
  const Ref sign = take();
  return add(Syntax::unary, {sign, member(flags)});
}

Ref Parser::member(Flags flags) {
  Ref base = primary(flags);
  while (!failed_) {
    if (check(TokenType::left_square)) {
      const Ref open = take();
      const Ref safe = take_if(TokenType::question);
      const Ref from_end = take_if(TokenType::hat);
      if (check(TokenType::right_square)) return fail("an index is due within `[ ]`");
      const Ref index = expression(flags);
      base = add(Syntax::index,
                 {base, open, safe, from_end, index, expect(TokenType::right_square, "`]`")});
    } else if (check(TokenType::dot)) {
      const Ref dot = take();
      const Ref safe = take_if(TokenType::question);
      const Ref name = expect(TokenType::identifier, "a name");
      if (!failed_ && check(TokenType::left_paren)) {
        if (safe) return fail("`.?` cannot call a function");
        std::vector<Ref> parts = {base, dot, name};
        arguments(flags, parts);
        base = add(Syntax::method, parts);
      } else {
        base = add(Syntax::member, {base, dot, safe, name});
      }
    } else if (check(TokenType::double_colon)) {
      const Ref colons = take();
      base = add(Syntax::nested, {base, colons, expect(TokenType::identifier, "a name")});
    } else if (check(TokenType::exclamation)) {
      base = add(Syntax::non_null, {base, take()});
    } else {
      break;
    }
  }
  return base;
}

Ref Parser::primary(Flags flags) {
  if (failed_) return {};
  switch (peek().type) {
    case TokenType::integer: {
      // What the compiler holds: 64 bits without a sign.
      const std::string_view digits = text(peek());
      const std::size_t zeros = std::min(digits.find_first_not_of('0'), digits.size());
      const std::string_view value = digits.substr(zeros);
      if (value.size() > 20 || (value.size() == 20 && value > "18446744073709551615"))
        return fail("a number is too large", "numbers have 64 bits");
      return take();
    }
    case TokenType::true_keyword:
    case TokenType::false_keyword:
    case TokenType::null_keyword:
      return take();
    case TokenType::string_complete:
    case TokenType::string_left:
      return string();
    case TokenType::left_brace:
      if (!flags.complex) return fail("an object cannot stand within a string");
      return object(flags);
    case TokenType::left_square:
      if (!flags.complex) return fail("an array cannot stand within a string");
      return check_word("for", past_newlines(1)) ? for_expression(flags, false) : array();
    case TokenType::left_paren:
      return parenthesized_or_lambda(flags);
    case TokenType::identifier:
      return identifier_or_call(flags);
    default:
      return expect(TokenType::identifier, "a value");
  }
}

Ref Parser::identifier_or_call(Flags flags) {
  const Ref name = take();
  if (check(TokenType::left_paren)) {
    std::vector<Ref> parts = {name};
    arguments(flags, parts);
    return add(Syntax::call, parts);
  }
  if (check(TokenType::arrow)) return lambda(name);
  return name;
}

Ref Parser::arguments(Flags flags, std::vector<Ref>& out) {
  out.push_back(take());
  arguments_of(TokenType::right_paren, out, [&] { return expression(flags); });
  out.push_back(expect(TokenType::right_paren, "`)`"));
  return out.back();
}

Ref Parser::lambda(Ref variables) {
  const Ref arrow = take();
  const Ref lines = newline_list();
  return add(Syntax::lambda, {variables, arrow, lines, expression(Flags())});
}

/// `(a, b)` before `=>` and in a loop: names only.
Ref Parser::as_variables(const std::vector<Ref>& items) {
  for (std::size_t i = 1; i + 1 < items.size(); ++i) {
    if (!tree_.is(items[i], TokenType::identifier) && !tree_.is(items[i], TokenType::comma) &&
        !tree_.is(items[i], TokenType::newline))
      return fail("the variables of a function are names");
  }
  return add(Syntax::variables, items);
}

Ref Parser::parenthesized_or_lambda(Flags flags) {
  std::vector<Ref> items;
  parentheses(true, items, [&] { return expression(flags); });
  if (failed_) return {};
  if (check(TokenType::arrow)) {
    const Ref variables = as_variables(items);
    return failed_ ? Ref() : lambda(variables);
  }
  if (items.size() != 3)
    return fail("parentheses hold exactly one value, without line ends around it");
  return add(Syntax::parenthesized, items);
}

Ref Parser::parenthesized(Flags flags) {
  std::vector<Ref> items;
  parentheses(true, items, [&] { return expression(flags); });
  if (!failed_ && items.size() != 3)
    return fail("parentheses hold exactly one value, without line ends around it");
  return add(Syntax::parenthesized, items);
}

Ref Parser::string() {
  if (failed_) return {};
  if (!check(TokenType::string_complete) && !check(TokenType::string_left))
    return expect(TokenType::string_complete, "a string");
  std::vector<Ref> parts;
  if (check(TokenType::string_complete)) return add(Syntax::string, {take()});
  while (!failed_) {
    parts.push_back(take());
    if (tree_.token(parts.back()).type == TokenType::string_right) break;
    parts.push_back(expression({false, false}));
    if (!failed_ && !check(TokenType::string_middle) && !check(TokenType::string_right))
      return expect(TokenType::string_right, "`}`");
  }
  return add(Syntax::string, parts);
}

Ref Parser::object(Flags flags) {
  std::vector<Ref> items = {expect(TokenType::left_brace, "`{`")};
  elements(TokenType::right_brace, items, [&] { return property(flags); });
  items.push_back(expect(TokenType::right_brace, "`}`"));
  return add(Syntax::object, items);
}

Ref Parser::property(Flags flags) {
  if (flags.resources &&
      (check(TokenType::at) || (check_word("resource") && peek(1).type == TokenType::identifier)))
    return declaration(true);
  if (check(TokenType::ellipsis)) {
    const Ref dots = take();
    return add(Syntax::spread, {dots, expression(Flags())});
  }
  const Ref key = check(TokenType::string_complete) || check(TokenType::string_left)
                      ? string()
                      : expect(TokenType::identifier, "a key");
  const Ref colon = expect(TokenType::colon, "`:`");
  return add(Syntax::property, {key, colon, expression(Flags())});
}

Ref Parser::array() {
  std::vector<Ref> items = {take()};
  elements(TokenType::right_square, items, [&]() -> Ref {
    if (!check(TokenType::ellipsis)) return expression(Flags());
    const Ref dots = take();
    return add(Syntax::spread, {dots, expression(Flags())});
  });
  items.push_back(expect(TokenType::right_square, "`]`"));
  return add(Syntax::array, items);
}

Ref Parser::for_expression(Flags flags, bool body_only) {
  const Ref open = take();
  const Ref open_lines = newline_list();
  const Ref word = expect_word("for");
  Ref variables;
  if (!failed_ && check(TokenType::left_paren)) {
    std::vector<Ref> items;
    parentheses(false, items, [&] { return expression({false, false}); });
    if (!failed_ && items.size() != 5)
      return fail("a loop has one variable, or an item and an index");
    if (!failed_) variables = as_variables(items);
  } else {
    variables = expect(TokenType::identifier, "the loop's variable");
  }
  const Ref in = expect_word("in");
  const Ref list = failed_ ? Ref() : expression(Flags());
  const Ref colon = expect(TokenType::colon, "`:`");
  Ref value;
  if (!failed_) value = body_only ? body(flags.resources, false) : expression(Flags());
  const Ref close_lines = newline_list();
  return add(Syntax::for_, {open, open_lines, word, variables, in, list, colon, value, close_lines,
                            expect(TokenType::right_square, "`]`")});
}

}  // namespace formwork::lang::bicep
