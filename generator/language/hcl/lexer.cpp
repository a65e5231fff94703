#include "language/hcl/lexer.h"

#include "base/text.h"
#include "language/scalar.h"

#include <algorithm>
#include <array>

namespace formwork::lang::hcl {
namespace {

/// Code points beyond ASCII that are no part of a name: blanks, punctuation, symbols. Everything
/// else is taken for a letter, as all scripts' letters are.
bool is_letter(char32_t c) {
  struct Range {
    char32_t first, last;
  };
  static constexpr std::array<Range, 14> kOthers = {{{0x80, 0xA9},
                                                     {0xAB, 0xB4},
                                                     {0xB6, 0xB6},
                                                     {0xB8, 0xB9},
                                                     {0xBB, 0xBF},
                                                     {0xD7, 0xD7},
                                                     {0xF7, 0xF7},
                                                     {0x2000, 0x206F},
                                                     {0x20A0, 0x20CF},
                                                     {0x2190, 0x2BFF},
                                                     {0x3000, 0x3004},
                                                     {0xE002, 0xF8FF},
                                                     {0xFE00, 0xFE0F},
                                                     {0xFEFF, 0xFEFF}}};
  if (c >= 0x1F000 || (c >= 0xFF01 && c <= 0xFF0F)) return false;
  return std::none_of(kOthers.begin(), kOthers.end(),
                      [c](const Range& r) { return c >= r.first && c <= r.last; });
}

class Lexer {
 public:
  explicit Lexer(std::string_view text) : text_(text) { tokens_.reserve(text.size() / 4 + 2); }

  std::vector<Token> run() {
    if (text_.starts_with("\xEF\xBB\xBF")) at_ = 3;
    while (at_ < text_.size()) {
      switch (frames_.empty() ? Mode::normal : frames_.back().mode) {
        case Mode::normal:
          normal();
          break;
        case Mode::quoted:
          quoted();
          break;
        case Mode::heredoc:
          heredoc();
          break;
      }
    }
    tokens_.push_back({TokenKind::end, size(), size()});
    return std::move(tokens_);
  }

 private:
  enum class Mode : std::uint8_t { normal, quoted, heredoc };
  struct Frame {
    Mode mode = Mode::normal;
    int braces = 0;           // normal: open braces within this sequence
    std::string_view word{};  // heredoc: its closing word
    bool line_start = true;   // heredoc: nothing on this line yet
  };

  [[nodiscard]] std::uint32_t size() const { return static_cast<std::uint32_t>(text_.size()); }
  [[nodiscard]] char peek(std::size_t ahead = 0) const {
    return at_ + ahead < text_.size() ? text_[at_ + ahead] : '\0';
  }
  void take(TokenKind kind, std::size_t length) {
    tokens_.push_back(
        {kind, static_cast<std::uint32_t>(at_), static_cast<std::uint32_t>(at_ + length)});
    at_ += length;
  }

  /// Length of the name that begins at `at`, 0 if none does.
  [[nodiscard]] std::size_t name_size(std::size_t at) const {
    const std::size_t begin = at;
    while (at < text_.size()) {
      const char c = text_[at];
      if (is_alpha(c) || c == '_' || (at != begin && (is_digit(c) || c == '-'))) {
        ++at;
      } else if (static_cast<unsigned char>(c) >= 0x80) {
        std::size_t next = at;
        if (!is_letter(next_code_point(text_, next))) break;
        at = next;
      } else {
        break;
      }
    }
    return at - begin;
  }

  /// Digits, points and exponents; a point at the end is not the number's.
  [[nodiscard]] std::size_t number_size() const {
    std::size_t size = 0;
    std::size_t good = 0;
    while (at_ + size < text_.size()) {
      const char c = peek(size);
      if (is_digit(c)) {
        good = ++size;
      } else if (c == '.') {
        ++size;
      } else if (c == 'e' || c == 'E') {
        const std::size_t sign = peek(size + 1) == '+' || peek(size + 1) == '-' ? 1 : 0;
        if (!is_digit(peek(size + 1 + sign))) break;
        size += 2 + sign;
        good = size;
      } else {
        break;
      }
    }
    return good;
  }

  void normal() {
    const char c = peek();
    if (is_blank(c)) {
      ++at_;
      return;
    }
    if (c == '\n' || (c == '\r' && peek(1) == '\n')) {
      take(TokenKind::newline, c == '\n' ? 1 : 2);
      return;
    }
    if (is_digit(c)) {
      take(TokenKind::number, number_size());
      return;
    }
    if (const std::size_t name = name_size(at_); name != 0) {
      take(TokenKind::identifier, name);
      return;
    }
    if (c == '#' || (c == '/' && (peek(1) == '/' || peek(1) == '*'))) {
      comment();
      return;
    }
    symbol(c);
  }

  void comment() {
    if (peek(1) == '*' && peek() == '/') {
      const std::size_t end = text_.find("*/", at_ + 2);
      if (end == std::string_view::npos)
        take(TokenKind::invalid, text_.size() - at_);
      else
        take(TokenKind::comment, end + 2 - at_);
      return;
    }
    std::size_t end = std::min(text_.find('\n', at_), text_.size());
    if (end != text_.size() && text_[end - 1] == '\r') --end;
    take(TokenKind::comment, end - at_);
  }

  void symbol(char c) {
    struct Symbol {
      std::string_view text;
      TokenKind kind;
    };
    // Longest first.
    static constexpr std::array<Symbol, 25> kSymbols = {{
        {"...", TokenKind::ellipsis},
        {"==", TokenKind::equal_equal},
        {"!=", TokenKind::not_equal},
        {">=", TokenKind::greater_equal},
        {"<=", TokenKind::less_equal},
        {"&&", TokenKind::both},
        {"||", TokenKind::either},
        {"::", TokenKind::double_colon},
        {"=>", TokenKind::arrow},
        {"[", TokenKind::open_bracket},
        {"]", TokenKind::close_bracket},
        {"(", TokenKind::open_parenthesis},
        {")", TokenKind::close_parenthesis},
        {".", TokenKind::dot},
        {",", TokenKind::comma},
        {"*", TokenKind::star},
        {"/", TokenKind::slash},
        {"%", TokenKind::percent},
        {"+", TokenKind::plus},
        {"-", TokenKind::minus},
        {"=", TokenKind::equal},
        {">", TokenKind::greater},
        {"!", TokenKind::bang},
        {"?", TokenKind::question},
        {":", TokenKind::colon},
    }};
    switch (c) {
      case '{':
        if (!frames_.empty()) ++frames_.back().braces;
        take(TokenKind::open_brace, 1);
        return;
      case '}':
        close_brace(1);
        return;
      case '~':
        if (peek(1) == '}')
          close_brace(2);
        else
          take(TokenKind::invalid, 1);
        return;
      case '"':
        take(TokenKind::open_quote, 1);
        frames_.push_back({Mode::quoted, 0, {}, true});
        return;
      case '<':
        if (!open_heredoc()) {
          if (peek(1) == '=')
            take(TokenKind::less_equal, 2);
          else
            take(TokenKind::less, 1);
        }
        return;
      default:
        break;
    }
    const std::string_view rest = text_.substr(at_);
    for (const Symbol& symbol : kSymbols) {
      if (symbol.text.front() == c && rest.starts_with(symbol.text)) {
        take(symbol.kind, symbol.text.size());
        return;
      }
    }
    std::size_t next = at_;
    (void)next_code_point(text_, next);
    take(TokenKind::invalid, next - at_);
  }

  void close_brace(std::size_t length) {
    if (!frames_.empty() && frames_.back().braces == 0) {
      frames_.pop_back();
      take(TokenKind::close_sequence, length);
      return;
    }
    if (!frames_.empty()) --frames_.back().braces;
    take(length == 1 ? TokenKind::close_brace : TokenKind::close_sequence, length);
  }

  bool open_heredoc() {
    if (peek(1) != '<') return false;
    const std::size_t dash = peek(2) == '-' ? 1 : 0;
    const std::size_t word = at_ + 2 + dash;
    const std::size_t size = name_size(word);
    if (size == 0) return false;
    std::size_t end = word + size;
    if (end < text_.size() && text_[end] == '\r') ++end;
    if (end >= text_.size() || text_[end] != '\n') return false;
    take(TokenKind::open_heredoc, end + 1 - at_);
    frames_.push_back({Mode::heredoc, 0, text_.substr(word, size), true});
    return true;
  }

  /// `${` or `%{` at `at_`, or nothing.
  bool sequence() {
    const char c = peek();
    if ((c != '$' && c != '%') || peek(1) != '{') return false;
    take(c == '$' ? TokenKind::open_interpolation : TokenKind::open_directive,
         peek(2) == '~' ? 3 : 2);
    frames_.back().line_start = false;
    frames_.push_back({Mode::normal, 0, {}, true});
    return true;
  }
  /// Length of a `$` or `%` that opens nothing: one, or an escape of three or four bytes.
  [[nodiscard]] std::size_t sigil_size() const {
    if (peek(1) != peek() || peek(2) != '{') return 1;
    return peek(3) == '~' ? 4 : 3;
  }

  void quoted() {
    if (sequence()) return;
    const char c = peek();
    if (c == '"') {
      frames_.pop_back();
      take(TokenKind::close_quote, 1);
    } else if (c == '\n' || c == '\r') {
      take(TokenKind::quoted_newline, 1);
    } else if (c == '$' || c == '%') {
      take(TokenKind::literal, sigil_size());
    } else {
      std::size_t end = at_;
      while (end < text_.size() && std::string_view("\"\n\r$%").find(text_[end]) == npos) {
        if (text_[end] == '\\' && end + 1 < text_.size() && text_[end + 1] != '\n' &&
            text_[end + 1] != '\r') {
          ++end;
        }
        ++end;
      }
      take(TokenKind::literal, end - at_);
    }
  }

  void heredoc() {
    if (sequence()) return;
    Frame& frame = frames_.back();
    if (peek() == '$' || peek() == '%') {
      frame.line_start = false;
      take(TokenKind::literal, sigil_size());
      return;
    }
    const std::size_t end = std::min(text_.find_first_of("$%\n", at_), text_.size());
    if (end == text_.size() || text_[end] != '\n') {
      frame.line_start = false;
      take(TokenKind::literal, end - at_);
      return;
    }
    if (frame.line_start && trim(text_.substr(at_, end - at_)) == frame.word) {
      const std::size_t carriage = text_[end - 1] == '\r' ? 1 : 0;
      frames_.pop_back();
      take(TokenKind::close_heredoc, end - carriage - at_);
      take(TokenKind::newline, 1 + carriage);
      return;
    }
    frame.line_start = true;
    take(TokenKind::literal, end + 1 - at_);
  }

  static constexpr std::size_t npos = std::string_view::npos;
  std::string_view text_;
  std::size_t at_ = 0;
  std::vector<Token> tokens_;
  std::vector<Frame> frames_;  // empty: the file itself
};

}  // namespace

std::vector<Token> lex(std::string_view text) {
  return Lexer(text).run();
}

int bracket_change(TokenKind kind) {
  switch (kind) {
    case TokenKind::open_brace:
    case TokenKind::open_bracket:
    case TokenKind::open_parenthesis:
    case TokenKind::open_interpolation:
    case TokenKind::open_directive:
      return 1;
    case TokenKind::close_brace:
    case TokenKind::close_bracket:
    case TokenKind::close_parenthesis:
    case TokenKind::close_sequence:
      return -1;
    default:
      return 0;
  }
}

}  // namespace formwork::lang::hcl
