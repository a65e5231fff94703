// Precedence climbing. docs/expressions.md holds the grammar.
#include "base/text.h"
#include "expr/lexer.h"
#include "expr/tree.h"

#include <algorithm>
#include <array>
#include <charconv>

namespace formwork {
namespace {

struct Operator {
  std::string_view text;
  Op op;
  int level;  // higher binds tighter
};

constexpr int kCoalesce = 1, kOr = 2, kAnd = 3, kNot = 4, kCompare = 5, kJoin = 6, kAdd = 7,
              kMultiply = 8;

constexpr std::array<Operator, 16> kOperators = {{
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

struct Comprehension {
  std::string_view name;
  Op op;
};
constexpr std::array<Comprehension, 4> kComprehensions = {
    {{"any", Op::any}, {"all", Op::all}, {"map", Op::map}, {"filter", Op::filter}}};

constexpr std::array<std::string_view, 7> kKeywords = {"true", "false", "null", "and",
                                                       "or",   "not",   "in"};

bool is_keyword(std::string_view word) {
  return std::find(kKeywords.begin(), kKeywords.end(), word) != kKeywords.end();
}

class Parser {
 public:
  Parser(Arena& arena, Diagnostics& diagnostics)
      : arena_(arena), diagnostics_(diagnostics), lexer_(arena.text) {}

  ExprNode* run() {
    advance();
    if (token_.kind == TokenKind::end) {
      report(Code::FW5001, token_, "an expression is expected here");
      return nullptr;
    }
    ExprNode* root = conditional();
    if (failed_) return nullptr;
    if (token_.kind != TokenKind::end) {
      unexpected("an operator or the end");
      return nullptr;
    }
    return root;
  }

 private:
  // Each function returns null once `failed_` is set; one syntax error ends the parse.
  ExprNode* conditional();
  ExprNode* binary(int lowest);
  ExprNode* unary();
  ExprNode* postfix();
  ExprNode* primary();
  ExprNode* list();
  ExprNode* record();
  ExprNode* call(const Token& name, ExprNode* piped);
  ExprNode* comprehension(const Token& name, Op op);
  ExprNode* number_literal();

  void advance();
  bool accept(std::string_view symbol);
  bool expect(std::string_view symbol, std::string_view after);
  void unexpected(std::string_view wanted, std::string help = {});
  void report(Code code, const Token& token, std::string message, std::string help = {});
  [[nodiscard]] bool at(std::string_view text) const {
    return (token_.kind == TokenKind::symbol || token_.kind == TokenKind::name) &&
           token_.text == text;
  }
  [[nodiscard]] const Operator* operator_here() const;
  ExprNode* make(Op op, std::uint32_t begin, std::vector<ExprNode*> children = {});
  ExprNode* literal(Value value, const Token& token);

  /// Counts nesting; `ok` is false, and an error reported, past the limit.
  class Nest {
   public:
    explicit Nest(Parser& parser) : parser_(parser), ok(++parser.nesting_ <= kMaxDepth) {
      if (!ok) parser.too_deep();
    }
    ~Nest() { --parser_.nesting_; }
    Nest(const Nest&) = delete;
    Nest& operator=(const Nest&) = delete;

   private:
    Parser& parser_;

   public:
    const bool ok;
  };
  void too_deep();

  Arena& arena_;
  Diagnostics& diagnostics_;
  Lexer lexer_;
  Token token_{};
  std::uint32_t last_end_ = 0;  // end of the token before `token_`
  std::uint32_t nesting_ = 0;
  bool failed_ = false;
};

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

const Operator* Parser::operator_here() const {
  if (token_.kind != TokenKind::symbol && token_.kind != TokenKind::name) return nullptr;
  for (const Operator& candidate : kOperators) {
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
    const Operator* found = operator_here();
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

ExprNode* Parser::primary() {
  const Token first = token_;
  switch (token_.kind) {
    case TokenKind::integer:
    case TokenKind::decimal:
      return number_literal();
    case TokenKind::string: {
      const NodeId id = arena_.constants.add_string(lexer_.string());
      advance();
      return literal(Value::of_string(arena_.constants.node(id).text()), first);
    }
    case TokenKind::symbol:
      if (first.text == "[") return list();
      if (first.text == "{") return record();
      if (accept("(")) {
        ExprNode* inner = conditional();
        if (inner == nullptr || !expect(")", "to close the parenthesis")) return nullptr;
        inner->span = {0, first.begin, last_end_};
        return inner;
      }
      break;
    case TokenKind::name: {
      if (first.text == "true" || first.text == "false") {
        advance();
        return literal(Value::of_bool(first.text == "true"), first);
      }
      if (first.text == "null") {
        advance();
        return literal(Value::null(), first);
      }
      if (is_keyword(first.text)) break;
      advance();
      if (at("(") && token_.kind == TokenKind::symbol) {
        for (const Comprehension& candidate : kComprehensions) {
          if (candidate.name == first.text) return comprehension(first, candidate.op);
        }
        return call(first, nullptr);
      }
      ExprNode* node = make(Op::path, first.begin);
      if (node != nullptr) node->names.push_back({first.text, first.begin, first.end});
      return node;
    }
    case TokenKind::end:
    case TokenKind::error:
      break;
  }
  unexpected("a value");
  return nullptr;
}

ExprNode* Parser::number_literal() {
  const Token first = token_;
  const char* begin = first.text.data();
  const char* end = begin + first.text.size();
  Value value;
  if (first.kind == TokenKind::integer) {
    std::int64_t integer = 0;
    if (std::from_chars(begin, end, integer).ec != std::errc()) {
      report(Code::FW5013, first, "this integer is too large",
             "integers reach 9223372036854775807");
      return nullptr;
    }
    value = Value::of_int(integer);
  } else {
    double number = 0;
    if (std::from_chars(begin, end, number).ec != std::errc()) {
      report(Code::FW5013, first, "this number is out of range");
      return nullptr;
    }
    value = Value::of_number(number, first.text);
  }
  advance();
  return literal(value, first);
}

ExprNode* Parser::list() {
  const std::uint32_t begin = token_.begin;
  advance();
  std::vector<ExprNode*> items;
  while (!failed_ && !accept("]")) {
    if (!items.empty() && !expect(",", "or `]` of the list")) return nullptr;
    if (!items.empty() && accept("]")) break;  // a trailing comma
    ExprNode* item = conditional();
    if (item == nullptr) return nullptr;
    items.push_back(item);
  }
  return failed_ ? nullptr : make(Op::list, begin, std::move(items));
}

ExprNode* Parser::record() {
  const std::uint32_t begin = token_.begin;
  advance();
  std::vector<ExprNode*> items;
  std::vector<Step> names;
  while (!failed_ && !accept("}")) {
    if (!items.empty() && !expect(",", "or `}` of the map")) return nullptr;
    if (!items.empty() && accept("}")) break;
    Step key{token_.text, token_.begin, token_.end};
    if (token_.kind == TokenKind::string) {
      key.name = arena_.constants.node(arena_.constants.add_string(lexer_.string())).text();
    } else if (token_.kind != TokenKind::name) {
      unexpected("a key");
      return nullptr;
    }
    if (std::any_of(names.begin(), names.end(),
                    [&](const Step& s) { return s.name == key.name; })) {
      report(Code::FW5001, token_, "the key `" + printable(key.name) + "` is here twice");
      return nullptr;
    }
    advance();
    if (!expect(":", "after the key")) return nullptr;
    ExprNode* item = conditional();
    if (item == nullptr) return nullptr;
    names.push_back(key);
    items.push_back(item);
  }
  ExprNode* node = failed_ ? nullptr : make(Op::record, begin, std::move(items));
  if (node != nullptr) node->names = std::move(names);
  return node;
}

ExprNode* Parser::call(const Token& name, ExprNode* piped) {
  std::vector<ExprNode*> arguments;
  if (piped != nullptr) arguments.push_back(piped);
  const std::size_t given = arguments.size();
  if (accept("(")) {
    while (!failed_ && !accept(")")) {
      if (arguments.size() > given && !expect(",", "or `)` of the call")) return nullptr;
      ExprNode* argument = conditional();
      if (argument == nullptr) return nullptr;
      arguments.push_back(argument);
    }
  }
  if (failed_) return nullptr;
  ExprNode* node =
      make(Op::call, piped != nullptr ? piped->span.begin : name.begin, std::move(arguments));
  if (node != nullptr) node->names.push_back({name.text, name.begin, name.end});
  return node;
}

ExprNode* Parser::comprehension(const Token& name, Op op) {
  advance();  // (
  std::vector<Step> names;
  do {
    if (failed_) return nullptr;
    if (token_.kind != TokenKind::name || is_keyword(token_.text)) {
      unexpected("a name for each item", "write `" + std::string(name.text) + "(x in xs, …)`");
      return nullptr;
    }
    names.push_back({token_.text, token_.begin, token_.end});
    advance();
  } while (names.size() < 2 && accept(","));
  if (!at("in")) {
    unexpected("`in`", "write `" + std::string(name.text) + "(x in xs, …)`");
    return nullptr;
  }
  advance();
  ExprNode* source = conditional();
  if (source == nullptr || !expect(",", "after what is looped over")) return nullptr;
  ExprNode* body = conditional();
  if (body == nullptr || !expect(")", "to close `" + std::string(name.text) + "(`")) return nullptr;
  ExprNode* node = make(op, name.begin, {source, body});
  if (node != nullptr) node->names = std::move(names);
  return node;
}

}  // namespace

ExprNode* parse_expr(Arena& arena, Diagnostics& diagnostics) {
  return Parser(arena, diagnostics).run();
}

}  // namespace formwork
