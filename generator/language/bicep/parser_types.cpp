#include "language/bicep/parser.h"

namespace formwork::lang::bicep {

Ref Parser::type(bool optional_resource) {
  if (failed_) return {};
  if (check_word("resource") && peek(1).type != TokenType::less) {
    const Ref word = take();
    const bool named = check(TokenType::string_complete) || check(TokenType::string_left);
    return add(Syntax::resource_type, {word, named || !optional_resource ? string() : Ref()});
  }
  return type_expression();
}

bool Parser::pipe_ahead() const {
  return check(TokenType::pipe) || (check(TokenType::newline) && peek(1).type == TokenType::pipe);
}

Ref Parser::type_expression() {
  const Level level(*this);
  if (too_deep()) return {};
  std::vector<Ref> members;
  if (pipe_ahead()) {
    newlines(members);
    members.push_back(take());
  }
  const Ref first = unary_type();
  if (failed_ || (members.empty() && !pipe_ahead())) return first;
  members.push_back(add(Syntax::union_member, {first}));
  while (!failed_ && pipe_ahead()) {
    newlines(members);
    members.push_back(take());
    if (check(TokenType::newline)) return expect(TokenType::identifier, "a type");
    members.push_back(add(Syntax::union_member, {unary_type()}));
  }
  return add(Syntax::union_type, members);
}

Ref Parser::unary_type() {
  Ref base;
  if (check(TokenType::minus) || check(TokenType::exclamation)) {
    const Ref sign = take();
    base = add(Syntax::unary, {sign, member_type()});
  } else {
    base = member_type();
  }
  while (!failed_) {
    if (check(TokenType::question))
      base = add(Syntax::nullable, {base, take()});
    else if (check(TokenType::exclamation))
      base = add(Syntax::non_null, {base, take()});
    else
      break;
  }
  return base;
}

Ref Parser::member_type() {
  Ref base = primary_type();
  while (!failed_) {
    if (check(TokenType::left_square)) {
      const Ref open = take();
      if (check(TokenType::right_square)) {
        base = add(Syntax::array_type, {base, open, take()});
      } else if (check(TokenType::asterisk)) {
        const Ref star = take();
        base = add(Syntax::items_type, {base, open, star, expect(TokenType::right_square, "`]`")});
      } else {
        const Ref index = expression({false, false});
        base = add(Syntax::type_index, {base, open, index, expect(TokenType::right_square, "`]`")});
      }
    } else if (check(TokenType::dot)) {
      const Ref dot = take();
      if (check(TokenType::asterisk)) {
        base = add(Syntax::additional_type, {base, dot, take()});
        continue;
      }
      const Ref name = expect(TokenType::identifier, "a name");
      if (!failed_ && check(TokenType::less)) {
        std::vector<Ref> parts = {base, dot, name};
        type_arguments(parts);
        base = add(Syntax::member_generic, parts);
      } else {
        base = add(Syntax::type_member, {base, dot, name});
      }
    } else {
      break;
    }
  }
  return base;
}

Ref Parser::type_arguments(std::vector<Ref>& out) {
  out.push_back(take());
  arguments_of(TokenType::greater, out, [&] { return type_expression(); });
  out.push_back(expect(TokenType::greater, "`>`"));
  return out.back();
}

Ref Parser::primary_type() {
  if (failed_) return {};
  switch (peek().type) {
    case TokenType::integer:
    case TokenType::true_keyword:
    case TokenType::false_keyword:
    case TokenType::null_keyword:
      return take();
    case TokenType::string_complete:
    case TokenType::string_left:
      return string();
    case TokenType::left_brace: {
      std::vector<Ref> items = {take()};
      elements(TokenType::right_brace, items, [&] { return type_property(); });
      items.push_back(expect(TokenType::right_brace, "`}`"));
      return add(Syntax::object_type, items);
    }
    case TokenType::left_square: {
      std::vector<Ref> items = {take()};
      elements(TokenType::right_square, items, [&] {
        const Ref leading = decorators();
        return add(Syntax::tuple_item, {leading, failed_ ? Ref() : type_expression()});
      });
      items.push_back(expect(TokenType::right_square, "`]`"));
      return add(Syntax::tuple_type, items);
    }
    case TokenType::left_paren: {
      std::vector<Ref> items;
      parentheses(false, items, [&] { return type_expression(); });
      if (!failed_ && items.size() != 3) return fail("parentheses hold exactly one type");
      return add(Syntax::parenthesized_type, items);
    }
    case TokenType::identifier: {
      const Ref name = take();
      if (!check(TokenType::less)) return name;
      std::vector<Ref> parts = {name};
      type_arguments(parts);
      return add(Syntax::generic, parts);
    }
    default:
      return expect(TokenType::identifier, "a type");
  }
}

Ref Parser::type_property() {
  const Ref leading = decorators();
  Ref key;
  if (check(TokenType::asterisk))
    key = take();
  else if (check(TokenType::string_complete) || check(TokenType::string_left))
    key = string();
  else
    key = expect(TokenType::identifier, "a key");
  const Ref colon = expect(TokenType::colon, "`:`");
  return add(Syntax::type_property, {leading, key, colon, failed_ ? Ref() : type_expression()});
}

Ref Parser::typed_lambda() {
  std::vector<Ref> items;
  parentheses(true, items, [&] {
    const Ref name = expect(TokenType::identifier, "a name");
    return add(Syntax::typed_variable, {name, type(false)});
  });
  const Ref variables = add(Syntax::variables, items);
  const Ref result = type(false);
  const Ref arrow = expect(TokenType::arrow, "`=>`");
  const Ref lines = failed_ ? Ref() : newline_list();
  return add(Syntax::typed_lambda, {variables, result, arrow, lines, expression(Flags())});
}

}  // namespace formwork::lang::bicep
