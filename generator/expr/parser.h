#pragma once
// Precedence climbing over the tokens. Private to the room; docs/expressions.md holds the grammar.
#include "expr/lexer.h"
#include "expr/tree.h"

#include <string>
#include <string_view>
#include <vector>

namespace formwork {

struct InfixOperator;

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
  [[nodiscard]] const InfixOperator* operator_here() const;
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

/// `true`, `and`, `in`, …: no name of a variable or function.
[[nodiscard]] bool is_keyword(std::string_view word);

}  // namespace formwork
