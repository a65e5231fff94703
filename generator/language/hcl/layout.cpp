// What `terraform fmt` does is not specified; this follows its results over the corpus
// (docs/languages.md): three passes over lines of words, as hclwrite makes them.
#include "language/hcl/layout.h"

#include "base/text.h"
#include "language/hcl/lexer.h"

#include <algorithm>
#include <vector>

namespace formwork::lang::hcl {
namespace {

struct Word {
  Token token;
  std::size_t blanks = 0;  // before it
};

/// The words of a line, up to its comment: [begin, assign) is the head, [assign, comment) begins
/// with `=`.
struct Line {
  std::size_t begin = 0, assign = 0, comment = 0, end = 0;

  [[nodiscard]] bool has_assign() const { return assign != comment; }
  [[nodiscard]] bool has_comment() const { return comment != end; }
};

class Layout {
 public:
  explicit Layout(std::string_view text) : text_(text) {}

  std::string run() {
    for (const Token& token : lex(text_)) {
      if (token.kind == TokenKind::invalid || token.kind == TokenKind::quoted_newline)
        return std::string(text_);
      if (token.kind != TokenKind::end) words_.push_back({token});
    }
    find_lines();
    indent();
    for (const Line& line : lines_) {
      spaces(line.begin, line.assign);
      spaces(line.assign, line.comment);
    }
    align(&Line::assign, &Line::has_assign);
    align(&Line::comment, &Line::has_comment);
    return print();
  }

 private:
  [[nodiscard]] TokenKind kind(std::size_t at) const { return words_[at].token.kind; }
  [[nodiscard]] std::string_view text(std::size_t at) const {
    const Token& token = words_[at].token;
    return text_.substr(token.begin, token.end - token.begin);
  }
  [[nodiscard]] int change(std::size_t begin, std::size_t end) const {
    int sum = 0;
    for (; begin != end; ++begin) sum += bracket_change(kind(begin));
    return sum;
  }
  [[nodiscard]] bool is_line_comment(std::size_t at) const {
    return kind(at) == TokenKind::comment && !text(at).starts_with("/*");
  }

  void find_lines() {
    for (std::size_t begin = 0; begin < words_.size();) {
      std::size_t end = begin;
      while (end < words_.size() && kind(end) != TokenKind::newline) ++end;
      Line line{begin, 0, end, end};
      if (end - begin > 1 && is_line_comment(end - 1)) --line.comment;
      line.assign = assignment(line);
      lines_.push_back(line);
      begin = end + 1;
    }
  }

  /// Where `= value` begins; the comment's place if there is none, or if its brackets go on in the
  /// next line.
  [[nodiscard]] std::size_t assignment(const Line& line) const {
    for (std::size_t at = line.begin + 1; at < line.comment; ++at) {
      if (kind(at) == TokenKind::equal) return change(at, line.comment) == 0 ? at : line.comment;
    }
    return line.comment;
  }

  /// Two blanks for each line that opened more brackets than it closed, until as many are closed.
  void indent() {
    std::vector<int> open;
    for (const Line& line : lines_) {
      if (line.begin == line.end) continue;
      std::size_t head = line.begin;
      while (head != line.assign && kind(head) != TokenKind::open_heredoc) ++head;
      const int sum = change(line.begin, head) + change(line.assign, line.comment);
      for (int closed = -sum; closed > 0 && !open.empty();) {
        const int here = std::min(closed, open.back());
        closed -= here;
        open.back() -= here;
        if (open.back() == 0) open.pop_back();
      }
      words_[line.begin].blanks = 2 * open.size();
      if (sum > 0) open.push_back(sum);
    }
  }

  void spaces(std::size_t begin, std::size_t end) {
    for (std::size_t at = begin; at + 1 < end; ++at)
      words_[at + 1].blanks = parted(at, begin) ? 1 : 0;
  }

  static bool opens(TokenKind kind) { return bracket_change(kind) > 0; }
  static bool closes(TokenKind kind) { return bracket_change(kind) < 0; }
  static bool is_sequence(TokenKind kind) {
    return kind == TokenKind::open_interpolation || kind == TokenKind::open_directive;
  }

  /// A minus after one of these is a sign.
  static bool precedes_sign(TokenKind kind) {
    switch (kind) {
      case TokenKind::open_parenthesis:
      case TokenKind::open_brace:
      case TokenKind::open_bracket:
      case TokenKind::equal:
      case TokenKind::colon:
      case TokenKind::comma:
      case TokenKind::question:
      case TokenKind::plus:
      case TokenKind::star:
      case TokenKind::slash:
      case TokenKind::percent:
      case TokenKind::minus:
      case TokenKind::equal_equal:
      case TokenKind::not_equal:
      case TokenKind::greater:
      case TokenKind::greater_equal:
      case TokenKind::less:
      case TokenKind::less_equal:
      case TokenKind::both:
      case TokenKind::either:
      case TokenKind::bang:
        return true;
      default:
        return false;
    }
  }

  /// Within a text nothing may be parted.
  static bool within_text(TokenKind word, TokenKind after) {
    return word == TokenKind::literal || word == TokenKind::open_quote ||
           word == TokenKind::open_heredoc || after == TokenKind::literal ||
           after == TokenKind::close_quote || after == TokenKind::close_heredoc;
  }

  static bool joined(TokenKind word, TokenKind after) {
    const bool name = word == TokenKind::identifier;
    return (name && after == TokenKind::open_parenthesis) ||
           (name && after == TokenKind::double_colon) ||
           (word == TokenKind::double_colon && after == TokenKind::identifier) ||
           word == TokenKind::dot || after == TokenKind::dot || after == TokenKind::comma ||
           after == TokenKind::ellipsis;
  }

  /// True if a blank stands between word `at` and the next; `begin`: of its part of the line.
  [[nodiscard]] bool parted(std::size_t at, std::size_t begin) const {
    const TokenKind word = kind(at);
    const TokenKind after = kind(at + 1);
    const TokenKind before = at == begin ? TokenKind::end : kind(at - 1);
    if (joined(word, after)) return false;
    if (word == TokenKind::comma) return true;
    if (within_text(word, after)) return false;
    if (word == TokenKind::identifier && before == TokenKind::identifier && text(at) == "in")
      return true;  // `for x in [a]`
    if (after == TokenKind::open_bracket &&
        (word == TokenKind::identifier || word == TokenKind::number || closes(word))) {
      return false;
    }
    if (word == TokenKind::bang) return false;
    if (word == TokenKind::minus) return before != TokenKind::end && !precedes_sign(before);
    if (word == TokenKind::open_brace || after == TokenKind::close_brace)
      return !(word == TokenKind::open_brace && after == TokenKind::close_brace);
    if (is_sequence(word) && after == TokenKind::open_brace) return true;
    if (word == TokenKind::close_brace && after == TokenKind::close_sequence) return true;
    if (word == TokenKind::close_sequence && is_sequence(after)) return false;
    return !opens(word) && !closes(after);
  }

  /// Columns of the words [begin, end). Marks that combine with the letter before take none.
  [[nodiscard]] std::size_t columns(std::size_t begin, std::size_t end) const {
    std::size_t sum = 0;
    for (; begin != end; ++begin) {
      sum += words_[begin].blanks;
      const std::string_view word = text(begin);
      for (std::size_t i = 0; i < word.size();) {
        const char32_t c = next_code_point(word, i);
        const bool combines = (c >= 0x300 && c <= 0x36F) || c == 0x200D ||
                              (c >= 0xFE00 && c <= 0xFE0F) || (c >= 0x1F3FB && c <= 0x1F3FF);
        sum += combines ? 0U : 1U;
      }
    }
    return sum;
  }

  /// One column for the part that begins at `part`, over consecutive lines that have it.
  void align(std::size_t Line::*part, bool (Line::*has)() const) {
    for (std::size_t at = 0; at < lines_.size();) {
      std::size_t end = at;
      std::size_t most = 0;
      while (end < lines_.size() && (lines_[end].*has)()) {
        most = std::max(most, columns(lines_[end].begin, lines_[end].*part));
        ++end;
      }
      for (; at != end; ++at) {
        const Line& line = lines_[at];
        words_[line.*part].blanks = most - columns(line.begin, line.*part) + 1;
      }
      if (at < lines_.size()) ++at;
    }
  }

  [[nodiscard]] std::string print() const {
    std::string out;
    out.reserve(text_.size());
    for (std::size_t at = 0; at < words_.size(); ++at) {
      if (kind(at) != TokenKind::newline) out.append(words_[at].blanks, ' ');
      out += text(at);
    }
    return out;
  }

  std::string_view text_;
  std::vector<Word> words_;
  std::vector<Line> lines_;
};

}  // namespace

std::string lay_out(std::string_view text) {
  if (invalid_utf8(text)) return std::string(text);
  return Layout(text).run();
}

}  // namespace formwork::lang::hcl
