#include "base/text.h"
#include "language/bicep/syntax.h"
#include "language/scalar.h"

#include <fmt/format.h>

#include <array>
#include <utility>

namespace formwork::lang::bicep {
namespace {

constexpr std::string_view kMarkBegin = "\xEE\x80\x80";  // U+E000: a hole of a shape
constexpr std::string_view kMarkEnd = "\xEE\x80\x81";    // U+E001

bool is_newline(char c) {
  return c == '\n' || c == '\r';
}
class Lexer {
 public:
  Lexer(std::string_view text, Tree& tree) : text_(text), tree_(tree) {}

  void run() {
    if (text_.starts_with("\xEF\xBB\xBF")) at_ = 3;
    do {
      token();
    } while (tree_.tokens.back().type != TokenType::end_of_file);
  }

 private:
  /// Around an expression within a string: the string it returns to, or a `{` of an object.
  struct Enclosing {
    bool brace = false;
    bool multi_line = false;
    unsigned dollars = 0;
  };

  [[nodiscard]] char peek(std::size_t ahead = 0) const {
    return at_ + ahead < text_.size() ? text_[at_ + ahead] : '\0';
  }
  [[nodiscard]] bool done() const { return at_ >= text_.size(); }
  [[nodiscard]] bool starts(std::string_view what) const {
    return text_.substr(at_).starts_with(what);
  }

  void problem(std::size_t begin, std::size_t end, std::string message, std::string help = {}) {
    if (tree_.problems.size() >= 20) return;
    tree_.problems.push_back({static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end),
                              std::move(message), std::move(help)});
  }

  void add_trivia(TriviaType type, std::size_t begin, std::size_t end) {
    tree_.trivia.push_back(
        {type, static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)});
  }

  bool comment() {
    if (starts("//")) {
      const std::size_t begin = at_;
      while (!done() && !is_newline(peek())) ++at_;
      add_trivia(TriviaType::line_comment, begin, at_);
      return true;
    }
    if (!starts("/*")) return false;
    const std::size_t begin = at_;
    const std::size_t close = text_.find("*/", at_ + 2);
    at_ = close == std::string_view::npos ? text_.size() : close + 2;
    if (close == std::string_view::npos)
      problem(begin, begin + 2, "a block comment is not closed", "close it with `*/`");
    add_trivia(TriviaType::block_comment, begin, at_);
    return true;
  }

  void blanks() {
    while (is_blank(peek()) && !done()) ++at_;
  }

  /// `#disable-next-line code …`, first on its line.
  bool directive() {
    static constexpr std::array<std::string_view, 3> kWords = {
        "#disable-next-line", "#disable-diagnostics", "#restore-diagnostics"};
    if (peek() != '#') return false;
    for (std::size_t i = at_; i-- > 0 && !is_newline(text_[i]);) {
      if (!is_blank(text_[i])) return false;
    }
    for (const std::string_view word : kWords) {
      if (!starts(word)) continue;
      const std::size_t begin = at_;
      at_ += word.size();
      std::size_t end = at_;
      while (true) {
        blanks();
        const std::size_t code = at_;
        while (is_word(peek()) || peek() == '-') ++at_;
        if (at_ == code) break;
        end = at_;
      }
      if (end == begin + word.size())
        problem(begin, end, fmt::format("`{}` names no code", word), "name the diagnostic codes");
      at_ = end;
      add_trivia(TriviaType::directive, begin, end);
      return true;
    }
    return false;
  }

  void token() {
    Token token;
    token.trivia = static_cast<std::uint32_t>(tree_.trivia.size());
    for (bool after_comment = false;;) {
      blanks();
      if (comment())
        after_comment = true;
      else if (after_comment || !directive())
        break;
    }
    const auto count = [&] {
      return static_cast<std::uint16_t>(
          std::min<std::size_t>(tree_.trivia.size() - token.trivia, 0xFFFF));
    };
    token.leading = count();
    token.begin = static_cast<std::uint32_t>(at_);
    token.type = scan();
    token.end = static_cast<std::uint32_t>(at_);
    if (const Stickiness sticks = stickiness(token.type);
        sticks == Stickiness::trailing || sticks == Stickiness::both) {
      do {
        blanks();
      } while (comment());
      token.trailing = static_cast<std::uint16_t>(count() - token.leading);
    }
    tree_.tokens.push_back(token);
  }

  TokenType scan() {
    if (done()) return TokenType::end_of_file;
    const char c = peek();
    if (is_newline(c)) {
      if (!enclosing_.empty()) {
        problem(at_, at_ + 1, "a line ends within an expression of a string",
                "write the expression on one line");
        enclosing_.clear();
        return TokenType::string_right;
      }
      while (!done() && is_newline(peek())) ++at_;
      return TokenType::newline;
    }
    if (is_digit(c)) {
      while (is_digit(peek())) ++at_;
      return TokenType::integer;
    }
    if (is_alpha(c) || c == '_' || starts(kMarkBegin)) return word();
    if (c == '\'') {
      if (starts("'''")) {
        at_ += 3;
        return multi_line(true, 0);
      }
      ++at_;
      return quoted(true);
    }
    if (c == '$') {
      unsigned dollars = 0;
      while (peek(dollars) == '$') ++dollars;
      if (text_.substr(at_ + dollars).starts_with("'''")) {
        at_ += dollars + 3;
        return multi_line(true, dollars);
      }
    }
    return punctuation();
  }

  TokenType word() {
    const std::size_t begin = at_;
    while (!done()) {
      if (is_word(peek())) {
        ++at_;
      } else if (starts(kMarkBegin)) {
        const std::size_t close = text_.find(kMarkEnd, at_);
        at_ = close == std::string_view::npos ? text_.size() : close + kMarkEnd.size();
      } else {
        break;
      }
    }
    const std::string_view text = text_.substr(begin, at_ - begin);
    if (text == "true") return TokenType::true_keyword;
    if (text == "false") return TokenType::false_keyword;
    if (text == "null") return TokenType::null_keyword;
    if (text.size() > kIdentifierLimit)
      problem(begin, at_, "a name is longer than 255 characters", "shorten it");
    return TokenType::identifier;
  }

  TokenType quoted(bool first) {
    const std::size_t begin = at_;
    while (!done() && !is_newline(peek())) {
      const char c = peek();
      if (c == '\'') {
        ++at_;
        if (!first) enclosing_.pop_back();
        return first ? TokenType::string_complete : TokenType::string_right;
      }
      if (c == '$' && peek(1) == '{') {
        at_ += 2;
        if (first) enclosing_.push_back({});
        return first ? TokenType::string_left : TokenType::string_middle;
      }
      if (c != '\\') {
        ++at_;
        continue;
      }
      const std::size_t length = escape(text_, at_, nullptr);
      if (length == 0) {
        problem(at_, std::min(at_ + 2, text_.size()), "an escape that Bicep does not know",
                "the escapes are \\\\, \\', \\n, \\r, \\t, \\$ and \\u{…}");
      }
      at_ = std::min(at_ + std::max<std::size_t>(length, 1), text_.size());
    }
    problem(begin - 1, begin, "a string is not closed on its line",
            "close it with a single quote; a text of several lines stands between '''");
    if (!first) enclosing_.pop_back();
    return first ? TokenType::string_complete : TokenType::string_right;
  }

  TokenType multi_line(bool first, unsigned dollars) {
    const std::size_t begin = at_;
    while (!done()) {
      if (peek() == '$') {
        unsigned run = 0;
        for (; peek() == '$'; ++at_) ++run;
        if (dollars > 0 && run >= dollars && peek() == '{') {
          ++at_;
          if (first) enclosing_.push_back({false, true, dollars});
          return first ? TokenType::string_left : TokenType::string_middle;
        }
      } else if (peek() == '\'') {
        unsigned run = 0;
        for (; peek() == '\''; ++at_) ++run;
        if (run < 3) continue;
        if (!first) enclosing_.pop_back();
        return first ? TokenType::string_complete : TokenType::string_right;
      } else {
        ++at_;
      }
    }
    problem(begin - 1, begin, "a multi-line string is not closed", "close it with `'''`");
    if (!first) enclosing_.pop_back();
    return first ? TokenType::string_complete : TokenType::string_right;
  }

  TokenType punctuation() {
    static constexpr std::pair<std::string_view, TokenType> kTwo[] = {
        {"...", TokenType::ellipsis},
        {"=>", TokenType::arrow},
        {"==", TokenType::equals},
        {"=~", TokenType::equals_insensitive},
        {"!=", TokenType::not_equals},
        {"!~", TokenType::not_equals_insensitive},
        {"<=", TokenType::less_equal},
        {">=", TokenType::greater_equal},
        {"&&", TokenType::logical_and},
        {"||", TokenType::logical_or},
        {"??", TokenType::double_question},
        {"::", TokenType::double_colon},
        {"@", TokenType::at},
        {"(", TokenType::left_paren},
        {")", TokenType::right_paren},
        {"[", TokenType::left_square},
        {"]", TokenType::right_square},
        {",", TokenType::comma},
        {".", TokenType::dot},
        {"?", TokenType::question},
        {":", TokenType::colon},
        {"=", TokenType::assignment},
        {"+", TokenType::plus},
        {"-", TokenType::minus},
        {"*", TokenType::asterisk},
        {"/", TokenType::slash},
        {"%", TokenType::percent},
        {"^", TokenType::hat},
        {"!", TokenType::exclamation},
        {"<", TokenType::less},
        {">", TokenType::greater},
        {"|", TokenType::pipe},
    };
    if (peek() == '{') {
      ++at_;
      if (!enclosing_.empty()) enclosing_.push_back({true, false, 0});
      return TokenType::left_brace;
    }
    if (peek() == '}') {
      ++at_;
      if (enclosing_.empty()) return TokenType::right_brace;
      const Enclosing top = enclosing_.back();
      if (top.brace) {
        enclosing_.pop_back();
        return TokenType::right_brace;
      }
      return top.multi_line ? multi_line(false, top.dollars) : quoted(false);
    }
    for (const auto& [written, type] : kTwo) {
      if (written.front() != peek() || !starts(written)) continue;
      at_ += written.size();
      return type;
    }
    const std::size_t begin = at_;
    if (const auto bad = invalid_utf8(text_.substr(at_)); bad && *bad == 0)
      ++at_;
    else
      (void)next_code_point(text_, at_);
    const std::string_view what = text_.substr(begin, at_ - begin);
    problem(begin, at_, fmt::format("`{}` has no meaning in Bicep", printable(what)),
            what == "\"" ? "strings stand in single quotes" : "");
    // As a word, so that the parser has something to refuse.
    return TokenType::identifier;
  }

  std::string_view text_;
  Tree& tree_;
  std::size_t at_ = 0;
  std::vector<Enclosing> enclosing_{};
};

}  // namespace

Stickiness stickiness(TokenType type) {
  switch (type) {
    case TokenType::newline:
    case TokenType::pipe:
    case TokenType::at:
    case TokenType::minus:
    case TokenType::end_of_file:
    case TokenType::left_paren:
    case TokenType::left_square:
    case TokenType::left_brace:
    case TokenType::string_left:
      return Stickiness::leading;
    case TokenType::right_paren:
    case TokenType::right_square:
    case TokenType::right_brace:
    case TokenType::string_right:
    case TokenType::question:
      return Stickiness::trailing;
    case TokenType::exclamation:
    case TokenType::false_keyword:
    case TokenType::true_keyword:
    case TokenType::null_keyword:
    case TokenType::string_complete:
    case TokenType::integer:
    case TokenType::identifier:
      return Stickiness::both;
    default:
      return Stickiness::none;
  }
}

void tokenize(std::string_view text, Tree& tree) {
  tree.text = text;
  Lexer(text, tree).run();
}

bool looks_like_parameters(std::string_view text) {
  Tree tree;
  tokenize(text, tree);
  bool line_start = true;
  for (const Token& token : tree.tokens) {
    if (line_start && token.type == TokenType::identifier) {
      const std::string_view word = text.substr(token.begin, token.end - token.begin);
      if (word == "using" || word == "extends") return true;
      if (word == "resource" || word == "module" || word == "output" || word == "targetScope")
        return false;
    }
    line_start = token.type == TokenType::newline;
  }
  return false;
}

}  // namespace formwork::lang::bicep
