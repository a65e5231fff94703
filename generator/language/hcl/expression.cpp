// Expressions of HCL native syntax (hclsyntax/spec.md, "Expressions").
#include "base/text.h"
#include "language/hcl/parser.h"
#include "language/scalar.h"

#include <fmt/format.h>

#include <array>
#include <charconv>

namespace formwork::lang::hcl {

using fold::Expr;
using fold::ExprId;
using fold::ExprKind;
using fold::Op;

namespace {

struct Operator {
  TokenKind token;
  Op op;
  int level;  // 0 binds loosest
};
constexpr int kLevels = 6;
constexpr std::array<Operator, 13> kOperators = {{
    {TokenKind::either, Op::either, 0},
    {TokenKind::both, Op::both, 1},
    {TokenKind::equal_equal, Op::equal, 2},
    {TokenKind::not_equal, Op::not_equal, 2},
    {TokenKind::less, Op::less, 3},
    {TokenKind::less_equal, Op::less_equal, 3},
    {TokenKind::greater, Op::greater, 3},
    {TokenKind::greater_equal, Op::greater_equal, 3},
    {TokenKind::plus, Op::add, 4},
    {TokenKind::minus, Op::subtract, 4},
    {TokenKind::star, Op::multiply, 5},
    {TokenKind::slash, Op::divide, 5},
    {TokenKind::percent, Op::remainder, 5},
}};

const Operator* find_operator(TokenKind token) {
  for (const Operator& candidate : kOperators) {
    if (candidate.token == token) return &candidate;
  }
  return nullptr;
}

}  // namespace

ExprId Parser::make(ExprKind kind, Span span, const std::vector<ExprId>& children,
                    std::string_view text) {
  Expr expr;
  expr.kind = kind;
  expr.span = span;
  expr.text = text;
  const ExprId id = file_.tree.add(expr);
  file_.tree.adopt(id, children);
  return id;
}

ExprId Parser::expression() {
  const Restore deep(depth_, depth_ + 1);
  if (!deeper(span(peek()))) return 0;
  const ExprId test = binary(0);
  if (failed_ || !accept(TokenKind::question)) return test;
  const ExprId yes = expression();
  expect(TokenKind::colon, "`:` of the conditional");
  const ExprId no = expression();
  if (failed_) return 0;
  return make(ExprKind::conditional, joined(test), {test, yes, no});
}

ExprId Parser::binary(int level) {
  if (level == kLevels) return operand();
  ExprId left = binary(level + 1);
  while (!failed_) {
    const Operator* found = find_operator(kind());
    if (found == nullptr || found->level != level) return left;
    (void)read();
    const ExprId right = binary(level + 1);
    if (failed_) return 0;
    left = make(ExprKind::binary, joined(left), {left, right});
    file_.tree[left].op = found->op;
  }
  return 0;
}

ExprId Parser::operand() {
  const ExprId from = term();
  return failed_ ? 0 : traversals(from);
}

ExprId Parser::term() {
  const Token token = peek();
  switch (token.kind) {
    case TokenKind::open_parenthesis: {
      (void)read();
      const Restore lines(newlines_, false);
      const ExprId inner = expression();
      expect(TokenKind::close_parenthesis, "`)`");
      return failed_ ? 0 : make(ExprKind::parenthesized, since(token.begin), {inner});
    }
    case TokenKind::number:
      return number();
    case TokenKind::identifier:
      return word();
    case TokenKind::open_quote:
      return quoted();
    case TokenKind::open_heredoc:
      return heredoc();
    case TokenKind::minus:
    case TokenKind::bang: {
      (void)read();
      const Restore deep(depth_, depth_ + 1);
      if (!deeper(span(token))) return 0;
      const ExprId of = operand();
      if (failed_) return 0;
      const ExprId id = make(ExprKind::unary, since(token.begin), {of});
      file_.tree[id].op = token.kind == TokenKind::minus ? Op::negate : Op::no;
      return id;
    }
    case TokenKind::open_bracket:
      return list();
    case TokenKind::open_brace:
      return map();
    default:
      fail(span(token), fmt::format("expected an expression, found {}", found()));
      return 0;
  }
}

ExprId Parser::number() {
  const Token token = read();
  const std::string_view written = text(token);
  Expr expr;
  expr.kind = ExprKind::number;
  expr.span = span(token);
  expr.text = written;
  const auto [end, error] =
      std::from_chars(written.data(), written.data() + written.size(), expr.number);
  if (end != written.data() + written.size()) {
    fail(span(token), fmt::format("`{}` is no number", written));
    return 0;
  }
  return file_.tree.add(expr);
}

ExprId Parser::word() {
  const Token token = read();
  if (kind() == TokenKind::open_parenthesis || kind() == TokenKind::double_colon)
    return call(token);
  const std::string_view name = text(token);
  if (name == "null") return make(ExprKind::null, span(token), {});
  if (name == "true" || name == "false") {
    const ExprId id = make(ExprKind::boolean, span(token), {});
    file_.tree[id].number = name == "true" ? 1 : 0;
    return id;
  }
  return make(ExprKind::name, span(token), {}, name);
}

ExprId Parser::traversals(ExprId from) {
  while (!failed_) {
    if (accept(TokenKind::dot))
      from = after_dot(from);
    else if (accept(TokenKind::open_bracket))
      from = after_bracket(from);
    else
      return from;
  }
  return 0;
}

/// `.name` or the older `.0`, after the point.
ExprId Parser::step(ExprId from, std::string_view context) {
  if (kind() == TokenKind::identifier) {
    const std::string_view name = text(read());
    return make(ExprKind::attribute, joined(from), {from}, name);
  }
  if (kind() == TokenKind::number) {
    const Token token = peek();
    const std::string_view written = text(token);
    if (const std::size_t dot = written.find('.'); dot != std::string_view::npos) {
      fail(span(token), fmt::format("`.{}` is two indexes that read as one number", written),
           fmt::format("write `[{}][{}]`", written.substr(0, dot), written.substr(dot + 1)));
      return 0;
    }
    const ExprId key = number();
    return failed_ ? 0 : make(ExprKind::index, joined(from), {from, key});
  }
  fail(span(peek()), fmt::format("expected a name {}, found {}", context, found()));
  return 0;
}

ExprId Parser::after_dot(ExprId from) {
  if (kind() != TokenKind::star) return step(from, "after the point");
  const Token star = read();
  // Names and numbers belong to each element, `[…]` to the list of results.
  ExprId each = make(ExprKind::item, span(star), {});
  while (!failed_ && accept(TokenKind::dot)) each = step(each, "after the splat `.*`");
  return failed_ ? 0 : make(ExprKind::splat, joined(from), {from, each});
}

ExprId Parser::after_bracket(ExprId from) {
  if (kind() == TokenKind::star) {
    const Token star = read();
    expect(TokenKind::close_bracket, "`]` of the splat `[*]`");
    if (failed_) return 0;
    const Restore deep(depth_, depth_ + 1);
    if (!deeper(span(star))) return 0;
    const ExprId each = traversals(make(ExprKind::item, span(star), {}));
    return failed_ ? 0 : make(ExprKind::splat, joined(from), {from, each});
  }
  const Restore lines(newlines_, false);
  const ExprId key = expression();
  expect(TokenKind::close_bracket, "`]` of the index");
  return failed_ ? 0 : make(ExprKind::index, joined(from), {from, key});
}

ExprId Parser::call(const Token& name) {
  std::string full(text(name));
  while (accept(TokenKind::double_colon)) {
    if (kind() != TokenKind::identifier) {
      fail(span(peek()), fmt::format("expected a function after `{}::`, found {}", full, found()));
      return 0;
    }
    full.append("::").append(text(read()));
  }
  expect(TokenKind::open_parenthesis, "`(` of the call");
  const Restore lines(newlines_, false);
  std::vector<ExprId> arguments;
  bool expands = false;
  while (!failed_ && !accept(TokenKind::close_parenthesis)) {
    arguments.push_back(expression());
    if (failed_ || accept(TokenKind::comma)) continue;
    expands = accept(TokenKind::ellipsis);
    expect(TokenKind::close_parenthesis, expands ? "`)` after `...`" : "`,` or `)` of the call");
    break;
  }
  if (failed_) return 0;
  const std::string_view plain = text(name);
  const ExprId id = make(ExprKind::call, since(name.begin), arguments,
                         full == plain ? plain : file_.tree.keep(std::move(full)));
  file_.tree[id].flag = expands;
  return id;
}

ExprId Parser::list() {
  const Token open = read();
  const Restore lines(newlines_, false);
  if (is_word("for")) return loop(open.begin, false);
  std::vector<ExprId> items;
  while (!failed_ && !accept(TokenKind::close_bracket)) {
    items.push_back(expression());
    if (failed_ || accept(TokenKind::comma)) continue;
    expect(TokenKind::close_bracket, "`,` or `]` of the list");
    break;
  }
  return failed_ ? 0 : make(ExprKind::list, since(open.begin), items);
}

/// A bare word is its own text; whatever stands in parentheses is computed.
ExprId Parser::map_key() {
  const Token token = peek();
  const ExprId key = expression();
  if (failed_) return 0;
  Expr& expr = file_.tree[key];
  const bool word =
      expr.kind == ExprKind::name || expr.kind == ExprKind::boolean || expr.kind == ExprKind::null;
  if (word && token.kind == TokenKind::identifier) {
    expr.kind = ExprKind::string;
    expr.text = text(token);
  }
  return key;
}

ExprId Parser::map() {
  const Token open = read();
  {
    const Restore lines(newlines_, false);
    if (is_word("for")) return loop(open.begin, true);
  }
  const Restore lines(newlines_, true);
  std::vector<ExprId> entries;
  while (!failed_ && !accept(TokenKind::close_brace)) {
    if (accept(TokenKind::newline)) continue;
    entries.push_back(map_key());
    if (!failed_ && !accept(TokenKind::equal) && !accept(TokenKind::colon)) {
      fail(span(peek()), fmt::format("expected `=` after a key, found {}", found()),
           "a key with points or blanks in it is written in quotes");
    }
    if (failed_) return 0;
    entries.push_back(expression());
    if (failed_ || accept(TokenKind::comma) || accept(TokenKind::newline)) continue;
    expect(TokenKind::close_brace, "`,`, `}` or the end of the line");
    break;
  }
  return failed_ ? 0 : make(ExprKind::map, since(open.begin), entries);
}

Parser::Names Parser::loop_names() {
  const auto name = [this]() -> std::string_view {
    if (kind() == TokenKind::identifier) return text(read());
    fail(span(peek()), fmt::format("expected a name after `for`, found {}", found()));
    return {};
  };
  Names names;
  names.value = name();
  if (!failed_ && accept(TokenKind::comma)) {
    names.key = names.value;
    names.value = name();
  }
  if (!failed_ && !is_word("in"))
    fail(span(peek()), fmt::format("expected `in` after the names of `for`, found {}", found()));
  if (!failed_) (void)read();
  return names;
}

ExprId Parser::loop(std::uint32_t begin, bool makes_map) {
  const Restore lines(newlines_, false);
  (void)read();  // `for`
  const Names names = loop_names();
  if (failed_) return 0;
  std::vector<ExprId> children = {expression()};
  expect(TokenKind::colon, "`:` of the `for` expression");
  if (failed_) return 0;
  children.push_back(expression());
  if (failed_) return 0;
  if (makes_map) {
    expect(TokenKind::arrow, "`=>`",
           "a `for` within braces makes keys: `{for k, v in m : k => v}`");
    if (failed_) return 0;
    children.push_back(expression());
  }
  const bool grouped = makes_map && !failed_ && accept(TokenKind::ellipsis);
  if (!failed_ && is_word("if")) {
    (void)read();
    children.push_back(expression());
  }
  expect(makes_map ? TokenKind::close_brace : TokenKind::close_bracket,
         makes_map ? "`}` of the `for` expression" : "`]` of the `for` expression");
  if (failed_) return 0;
  const ExprId id =
      make(makes_map ? ExprKind::for_map : ExprKind::for_list, since(begin), children, names.key);
  file_.tree[id].second = names.value;
  file_.tree[id].flag = grouped;
  return id;
}

}  // namespace formwork::lang::hcl
