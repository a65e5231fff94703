#pragma once
// Private to hcl/: the recursive descent behind parse_file. After the first error every further
// token is the end of the file, so all of it returns at once.
#include "language/hcl/lexer.h"
#include "language/hcl/syntax.h"

#include <string>

namespace formwork::lang::hcl {

class Parser {
 public:
  Parser(SourceId source, std::string_view text, Diagnostics& diagnostics);
  [[nodiscard]] std::optional<File> run();

 private:
  // parser.cpp: tokens and bodies -----------------------------------------------------------
  [[nodiscard]] std::size_t next_index() const;
  [[nodiscard]] const Token& peek() const { return tokens_[next_index()]; }
  [[nodiscard]] TokenKind kind() const { return peek().kind; }
  Token read();
  bool accept(TokenKind kind);
  void expect(TokenKind kind, std::string_view what, std::string_view help = {});
  [[nodiscard]] std::string_view text(const Token& token) const {
    return text_.substr(token.begin, token.end - token.begin);
  }
  [[nodiscard]] bool is_word(std::string_view word) const;
  [[nodiscard]] Span span(const Token& token) const { return {source_, token.begin, token.end}; }
  /// From `begin` to the end of the last token read.
  [[nodiscard]] Span since(std::uint32_t begin) const { return {source_, begin, last_end_}; }
  void fail(Span where, std::string message, std::string help = {});
  /// "found `x`", for messages.
  [[nodiscard]] std::string found() const;
  [[nodiscard]] bool check_tokens();
  void body(Body& out, TokenKind end);
  void item(Body& out);
  void attribute(const Token& name, Body& out, bool one_line);
  void block(const Token& type, Body& out);
  void one_line_body(Body& out);
  void label(Block& out);
  void end_of_item(std::string_view what);
  [[nodiscard]] bool deeper(Span where);

  // expression.cpp --------------------------------------------------------------------------
  [[nodiscard]] fold::ExprId expression();
  [[nodiscard]] fold::ExprId binary(int level);
  [[nodiscard]] fold::ExprId operand();
  [[nodiscard]] fold::ExprId term();
  [[nodiscard]] fold::ExprId word();
  [[nodiscard]] fold::ExprId number();
  [[nodiscard]] fold::ExprId traversals(fold::ExprId from);
  [[nodiscard]] fold::ExprId after_dot(fold::ExprId from);
  [[nodiscard]] fold::ExprId step(fold::ExprId from, std::string_view context);
  [[nodiscard]] fold::ExprId after_bracket(fold::ExprId from);
  [[nodiscard]] fold::ExprId call(const Token& name);
  [[nodiscard]] fold::ExprId list();
  [[nodiscard]] fold::ExprId map();
  [[nodiscard]] fold::ExprId map_key();
  [[nodiscard]] fold::ExprId loop(std::uint32_t begin, bool makes_map);
  struct Names {
    std::string_view key{}, value{};
  };
  /// `k, v in`, after `for`.
  [[nodiscard]] Names loop_names();
  fold::ExprId make(fold::ExprKind kind, Span span, const std::vector<fold::ExprId>& children,
                    std::string_view text = {});
  [[nodiscard]] Span joined(fold::ExprId from) const { return since(file_.tree[from].span.begin); }

  // template.cpp ----------------------------------------------------------------------------
  enum class PartKind : std::uint8_t { literal, value, when, otherwise, end_when, loop, end_loop };
  struct Part {
    PartKind kind = PartKind::literal;
    std::string text{};
    Span span{};
    fold::ExprId expr = 0;
    Names names{};
  };
  [[nodiscard]] fold::ExprId quoted();
  [[nodiscard]] fold::ExprId heredoc();
  [[nodiscard]] std::vector<Part> parts(const Token& open, TokenKind close);
  [[nodiscard]] bool directive(const Token& open, Part& part);
  void unescape(const Token& literal, std::string& out);
  [[nodiscard]] bool escape(const Token& literal, std::size_t& at, std::string& out);
  static void flush(std::vector<Part>& parts);
  static void meld(std::vector<Part>& parts);
  [[nodiscard]] fold::ExprId from_parts(std::vector<Part>& parts, Span span, bool block);
  /// Parts up to the end of their directive; `stop` is what ended them.
  [[nodiscard]] fold::ExprId sequence(std::vector<Part>& parts, std::size_t& at, Span span,
                                      PartKind& stop);
  [[nodiscard]] fold::ExprId part(std::vector<Part>& parts, std::size_t& at);

  SourceId source_;
  std::string_view text_;
  Diagnostics& diagnostics_;
  std::vector<Token> tokens_;
  std::size_t at_ = 0;
  std::uint32_t last_end_ = 0;
  int depth_ = 0;
  bool newlines_ = true;  // line ends count here
  bool failed_ = false;
  File file_;
};

/// Restores a member at the end of a scope.
template <class T>
class Restore {
 public:
  Restore(T& member, T value) : member_(member), old_(member) { member = value; }
  ~Restore() { member_ = old_; }
  Restore(const Restore&) = delete;
  Restore& operator=(const Restore&) = delete;

 private:
  T& member_;
  T old_;
};

}  // namespace formwork::lang::hcl
