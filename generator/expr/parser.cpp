// Precedence climbing. docs/expressions.md holds the grammar.
#include "expr/parser.h"

#include "base/text.h"

#include <algorithm>
#include <array>

namespace formwork {

struct InfixOperator {
  std::string_view text;
  Op op;
  int level;  // higher binds tighter
};

namespace {

constexpr int kCoalesce = 1, kOr = 2, kAnd = 3, kNot = 4, kCompare = 5, kJoin = 6, kAdd = 7,
              kMultiply = 8;

constexpr std::array<InfixOperator, 16> kOperators = {{
    {"??", Op::coalesce, kCoalesce},
    {"or", Op::logical_or, kOr},
    {"and", Op::logical_and, kAnd},
    {"==", Op::equal, kCompare},
    {"!=", Op::not_equal, kCompare},
    {"<", Op::less, kCompare},
    {"<=", Op::less_equal, kCompare},
    {">", Op::greater, kCompare},
    {">=", Op::greater_equal, kCompare},
    {"in", Op::in, kCompare},
    {"~", Op::join, kJoin},
    {"+", Op::add, kAdd},
    {"-", Op::subtract, kAdd},
    {"*", Op::multiply, kMultiply},
    {"/", Op::divide, kMultiply},
    {"%", Op::modulo, kMultiply},
}};

}  // namespace

void Parser::report(Code code, const Token& token, std::string message, std::string help) {
  if (failed_) return;
  failed_ = true;
  diagnostics_.add(code, arena_.at(token.begin, token.end), std::move(message), std::move(help));
}

void Parser::too_deep() {
  report(Code::FW5011, token_, "this expression is nested too deeply",
         "compute parts of it in fields of their own");
}

void Parser::advance() {
  last_end_ = token_.end;
  token_ = lexer_.next();
  if (token_.kind == TokenKind::error) {
    report(lexer_.bad_literal() ? Code::FW5013 : Code::FW5001, token_, lexer_.message(),
           lexer_.help());
    token_ = {TokenKind::end, token_.begin, token_.begin, {}};
  }
}

bool Parser::accept(std::string_view symbol) {
  if (token_.kind != TokenKind::symbol || token_.text != symbol) return false;
  advance();
  return true;
}

bool Parser::expect(std::string_view symbol, std::string_view after) {
  if (accept(symbol)) return !failed_;
  unexpected("`" + std::string(symbol) + "` " + std::string(after));
  return false;
}

void Parser::unexpected(std::string_view wanted, std::string help) {
  const std::string seen = token_.kind == TokenKind::end
                               ? "the expression ends here"
                               : "`" + printable(token_.text) + "` is unexpected";
  report(Code::FW5001, token_, seen + ", " + std::string(wanted) + " is due", std::move(help));
}

ExprNode* Parser::make(Op op, std::uint32_t begin, std::vector<ExprNode*> children) {
  ExprNode& node = arena_.nodes.emplace_back();
  node.op = op;
  node.span = {0, begin, last_end_};
  for (const ExprNode* child : children)
    node.depth = std::max<std::uint16_t>(node.depth, child->depth);
  if (!children.empty()) ++node.depth;
  node.children = std::move(children);
  if (node.depth > kMaxDepth) too_deep();
  return failed_ ? nullptr : &node;
}

ExprNode* Parser::literal(Value value, const Token& token) {
  ExprNode* node = make(Op::literal, token.begin);
  if (node != nullptr) node->value = value;
  return node;
}

const InfixOperator* Parser::operator_here() const {
  if (token_.kind != TokenKind::symbol && token_.kind != TokenKind::name) return nullptr;
  for (const InfixOperator& candidate : kOperators) {
    if (candidate.text == token_.text) return &candidate;
  }
  return nullptr;
}

ExprNode* Parser::conditional() {
  const Nest nest(*this);
  if (!nest.ok) return nullptr;
  const std::uint32_t begin = token_.begin;
  ExprNode* test = binary(kCoalesce);
  if (test == nullptr || !accept("?")) return failed_ ? nullptr : test;
  ExprNode* yes = conditional();
  if (yes == nullptr || !expect(":", "of `? :`")) return nullptr;
  ExprNode* no = conditional();
  return no == nullptr ? nullptr : make(Op::conditional, begin, {test, yes, no});
}

ExprNode* Parser::binary(int lowest) {
  const Nest nest(*this);
  if (!nest.ok) return nullptr;
  const std::uint32_t begin = token_.begin;
  ExprNode* left = nullptr;
  if (at("not")) {
    if (lowest > kNot) {
      unexpected("a value", "put it in parentheses: `(not …)`");
      return nullptr;
    }
    advance();
    ExprNode* operand = binary(kNot);
    left = operand == nullptr ? nullptr : make(Op::logical_not, begin, {operand});
  } else {
    left = unary();
  }
  bool compared = false;  // `left` is a comparison without parentheses
  ExprNode* joined =
      nullptr;  // `left`, if it is a ~ b without parentheses: takes a further operand
  while (left != nullptr && !failed_) {
    const InfixOperator* found = operator_here();
    if (found == nullptr || found->level < lowest) break;
    if (found->level == kCompare && compared) {
      report(Code::FW5001, token_, "comparisons cannot be chained",
             "join them by `and`, or use parentheses");
      return nullptr;
    }
    advance();
    // `??` leans to the right, all others to the left.
    ExprNode* right = binary(found->op == Op::coalesce ? found->level : found->level + 1);
    if (right == nullptr) return nullptr;
    compared = found->level == kCompare;
    if (found->op == Op::join && left == joined) {
      left->children.push_back(right);
      left->depth =
          std::max<std::uint16_t>(left->depth, static_cast<std::uint16_t>(right->depth + 1));
      left->span.end = last_end_;
    } else {
      left = make(found->op, begin, {left, right});
      joined = found->op == Op::join ? left : nullptr;
    }
  }
  if (left != nullptr && !failed_ && at("not") && lowest <= kCompare) {
    unexpected("an operator", "write `not (x in xs)`");
  }
  return failed_ ? nullptr : left;
}

ExprNode* Parser::unary() {
  if (!at("-") || token_.kind != TokenKind::symbol) return postfix();
  const Nest nest(*this);
  if (!nest.ok) return nullptr;
  const std::uint32_t begin = token_.begin;
  advance();
  ExprNode* operand = unary();
  if (operand == nullptr) return nullptr;
  return make(Op::negate, begin, {operand});
}

ExprNode* Parser::postfix() {
  const std::uint32_t begin = token_.begin;
  ExprNode* node = primary();
  while (node != nullptr && !failed_) {
    if (accept(".")) {
      if (failed_) return nullptr;
      if (token_.kind != TokenKind::name) {
        unexpected("a field name", "a name that is no plain word is written `x[\"its name\"]`");
        return nullptr;
      }
      const Step step{token_.text, token_.begin, token_.end};
      advance();
      if (node->op != Op::path && node->op != Op::field) node = make(Op::field, begin, {node});
      if (node == nullptr) return nullptr;
      node->steps.push_back(step);
      node->span.end = last_end_;
    } else if (accept("[")) {
      ExprNode* key = conditional();
      if (key == nullptr || !expect("]", "after the index")) return nullptr;
      node = make(Op::index, begin, {node, key});
    } else if (accept("|")) {
      if (failed_) return nullptr;
      if (token_.kind != TokenKind::name || is_keyword(token_.text)) {
        unexpected("a function's name");
        return nullptr;
      }
      const Token name = token_;
      advance();
      node = call(name, node);
    } else {
      break;
    }
  }
  return failed_ ? nullptr : node;
}

ExprNode* parse_expr(Arena& arena, Diagnostics& diagnostics) {
  return Parser(arena, diagnostics).run();
}

}  // namespace formwork
