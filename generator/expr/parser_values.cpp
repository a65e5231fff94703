// Literals, lists, maps, calls, loops: what an operator works on.
#include "base/text.h"
#include "expr/parser.h"

#include <algorithm>
#include <array>
#include <charconv>

namespace formwork {
namespace {

struct Comprehension {
  std::string_view name;
  Op op;
};
constexpr std::array<Comprehension, 4> kComprehensions = {
    {{"any", Op::any}, {"all", Op::all}, {"map", Op::map}, {"filter", Op::filter}}};

constexpr std::array<std::string_view, 7> kKeywords = {"true", "false", "null", "and",
                                                       "or",   "not",   "in"};

}  // namespace

bool is_keyword(std::string_view word) {
  return std::find(kKeywords.begin(), kKeywords.end(), word) != kKeywords.end();
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

}  // namespace formwork
