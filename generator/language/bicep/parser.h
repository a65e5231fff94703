#pragma once
// Recursive descent over the tokens of one file. The first problem of a declaration is told; the
// next declaration is tried again.
#include "language/bicep/syntax.h"

#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

namespace formwork::lang::bicep {

class Parser {
 public:
  Parser(Tree& tree, bool parameters) : tree_(tree) { tree_.parameters = parameters; }
  void program();

 private:
  // parser.cpp: tokens, declarations
  [[nodiscard]] const Token& peek(std::size_t ahead = 0) const;
  [[nodiscard]] bool check(TokenType type) const { return peek().type == type; }
  [[nodiscard]] bool check_word(std::string_view word, std::size_t ahead = 0) const;
  /// Distance to the next token that is no line end.
  [[nodiscard]] std::size_t past_newlines(std::size_t ahead = 0) const;
  [[nodiscard]] std::string_view text(const Token& token) const;
  Ref take();
  Ref take_if(TokenType type) { return check(type) ? take() : Ref(); }
  Ref expect(TokenType type, std::string_view what);
  Ref expect_word(std::string_view word);
  Ref fail(std::string message, std::string help = {});
  Ref add(Syntax kind, std::initializer_list<Ref> children);
  Ref add(Syntax kind, const std::vector<Ref>& children);
  void newlines(std::vector<Ref>& out);
  Ref newline_list();
  void recover();

  Ref decorators();
  Ref declaration(bool nested);
  Ref declared(std::string_view keyword, Ref leading);
  Ref resource(Ref leading);
  Ref module(Ref leading);
  Ref parameter(Ref leading);
  Ref import_declaration(Ref leading);
  Ref extension(Ref leading, Ref keyword);
  Ref using_declaration(Ref leading);
  Ref function(Ref leading);
  Ref symbols();
  Ref clause(std::string_view word);
  Ref body(bool resources, bool loop);
  Ref if_condition(bool resources);

  // parser_expressions.cpp
  struct Flags {
    bool complex = true;     // objects and arrays may stand here
    bool resources = false;  // objects may hold resources
  };
  Ref expression(Flags flags);
  Ref binary(Flags flags, int precedence);
  Ref unary(Flags flags);
  Ref member(Flags flags);
  Ref primary(Flags flags);
  Ref identifier_or_call(Flags flags);
  Ref string();
  Ref object(Flags flags);
  Ref property(Flags flags);
  Ref array();
  Ref for_expression(Flags flags, bool body_only);
  Ref parenthesized_or_lambda(Flags flags);
  Ref parenthesized(Flags flags);
  Ref arguments(Flags flags, std::vector<Ref>& out);
  Ref lambda(Ref variables);
  Ref as_variables(const std::vector<Ref>& items);
  template <class Item>
  void elements(TokenType close, std::vector<Ref>& out, Item item);
  template <class Item>
  void arguments_of(TokenType close, std::vector<Ref>& out, Item item);
  template <class Item>
  void parentheses(bool lines, std::vector<Ref>& out, Item item);

  // parser_types.cpp
  Ref type(bool optional_resource);
  Ref type_expression();
  Ref unary_type();
  Ref member_type();
  Ref primary_type();
  Ref type_arguments(std::vector<Ref>& out);
  Ref type_property();
  Ref typed_lambda();
  [[nodiscard]] bool pipe_ahead() const;

  /// Deeper nesting than anybody writes; each level takes some stack.
  static constexpr unsigned kDepth = 200;
  class Level {
   public:
    explicit Level(Parser& parser) : parser_(parser) { ++parser_.depth_; }
    ~Level() { --parser_.depth_; }
    Level(const Level&) = delete;
    Level& operator=(const Level&) = delete;

   private:
    Parser& parser_;
  };
  /// True if this level is one too many (said).
  bool too_deep();

  Tree& tree_;
  std::size_t at_ = 0;
  unsigned depth_ = 0;
  bool failed_ = false;
};

template <class Item>
void Parser::elements(TokenType close, std::vector<Ref>& out, Item item) {
  if (check(close)) return;
  newlines(out);
  while (!failed_ && !check(close)) {
    if (check(TokenType::end_of_file)) return;
    out.push_back(item());
    if (failed_ || check(close)) return;
    if (check(TokenType::newline)) {
      newlines(out);
    } else if (check(TokenType::comma)) {
      out.push_back(take());
      if (check(TokenType::newline)) {
        fail("a line end after a comma", "on one line separate by commas, else by line ends");
      }
    } else {
      fail("a comma or a line end is due between two entries");
    }
  }
}

template <class Item>
void Parser::arguments_of(TokenType close, std::vector<Ref>& out, Item item) {
  if (check(close)) return;
  newlines(out);
  while (!failed_ && !check(close)) {
    if (check(TokenType::end_of_file)) return;
    out.push_back(item());
    if (failed_) return;
    if (check(TokenType::comma)) {
      out.push_back(take());
      newlines(out);
      if (check(close)) fail("a comma before a closing bracket", "remove the comma");
    } else {
      newlines(out);
      if (!check(close)) {
        fail("a comma is due between two arguments");
        return;
      }
    }
  }
}

template <class Item>
void Parser::parentheses(bool lines, std::vector<Ref>& out, Item item) {
  out.push_back(expect(TokenType::left_paren, "`(`"));
  if (lines) newlines(out);
  while (!failed_ && !check(TokenType::right_paren)) {
    out.push_back(item());
    if (lines) newlines(out);
    if (failed_ || !check(TokenType::comma)) break;
    out.push_back(take());
    if (lines) newlines(out);
  }
  out.push_back(expect(TokenType::right_paren, "`)`"));
}

}  // namespace formwork::lang::bicep
