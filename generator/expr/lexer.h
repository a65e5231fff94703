#pragma once
// The tokens of an expression.
#include <cstdint>
#include <string>
#include <string_view>

namespace formwork {

enum class TokenKind : std::uint8_t { end, error, name, integer, decimal, string, symbol };

struct Token {
  TokenKind kind = TokenKind::end;
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
  std::string_view text{};  // as written; symbols: "??", "(", …
};

class Lexer {
 public:
  explicit Lexer(std::string_view text) : text_(text) {}
  /// The next token. After `error`, `message()` and `help()` tell why; the token is the narrowest
  /// wrong text.
  Token next();
  [[nodiscard]] const std::string& message() const { return message_; }
  [[nodiscard]] const std::string& help() const { return help_; }
  /// True if what was wrong is inside a literal, not the grammar.
  [[nodiscard]] bool bad_literal() const { return bad_literal_; }
  /// The decoded content of the last string token.
  [[nodiscard]] const std::string& string() const { return string_; }

 private:
  Token number();
  Token quoted(char quote);
  bool escape(Token& token);
  Token error(std::size_t begin, std::size_t end, std::string message, std::string help = {});
  [[nodiscard]] Token token(TokenKind kind, std::size_t begin, std::size_t end) const;

  std::string_view text_;
  std::size_t at_ = 0;
  std::string string_;
  std::string message_;
  std::string help_;
  bool bad_literal_ = false;
};

}  // namespace formwork
