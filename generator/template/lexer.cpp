#include "template/lexer.h"

#include "base/text.h"

#include <fmt/core.h>

#include <cstdint>
#include <cstring>
#include <optional>

namespace formwork::tmpl {
namespace {

constexpr std::string_view kOpen = "<%";
constexpr std::string_view kClose = "%>";

bool is_blank(char c) {
  return c == ' ' || c == '\t' || c == '\r';
}

/// True if the eight bytes are printable ASCII: looked at in one go (no byte is above, below a
/// blank, or DEL).
bool is_printable_eight(const char* bytes) {
  constexpr std::uint64_t kEach = 0x0101010101010101U;
  constexpr std::uint64_t kHigh = kEach * 0x80U;
  std::uint64_t word = 0;
  std::memcpy(&word, bytes, sizeof word);
  const std::uint64_t low = (word - kEach * 0x20U) & ~word;
  const std::uint64_t deleted = word ^ (kEach * 0x7FU);
  return ((word | low | ((deleted - kEach) & ~deleted)) & kHigh) == 0;
}

/// A tag or a run of text, before lines are looked at.
struct Token {
  enum class Kind : std::uint8_t { text, output, raw, statement, comment } kind = Kind::text;
  Span span{};
  Span body{};
};

/// Offset of the `%>` that ends a tag whose text begins at `at`. Quoted strings are stepped over,
/// so that an expression may hold "%>"; a quote that does not close on its line is left to the
/// expression's parser.
std::size_t find_close(std::string_view text, std::size_t at, bool comment) {
  if (comment) return text.find(kClose, at);
  while (at < text.size()) {
    const char c = text[at];
    if (c == '"' || c == '\'') {
      const std::size_t end = string_end(text, at);
      at = end == std::string_view::npos ? at + 1 : end;
    } else if (c == '%' && text.substr(at).starts_with(kClose)) {
      return at;
    } else {
      ++at;
    }
  }
  return std::string_view::npos;
}

class Lexer {
 public:
  Lexer(SourceId source, const SourceMap& sources, Diagnostics& diagnostics)
      : source_(source), text_(sources.text(source)), diagnostics_(diagnostics) {}

  std::vector<Item> run() {
    refuse_bytes();
    tokenize();
    lines();
    return std::move(items_);
  }

 private:
  [[nodiscard]] Span span(std::size_t begin, std::size_t end) const {
    return {source_, static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)};
  }

  void refuse_bytes() {
    if (const auto bad = invalid_utf8(text_)) {
      diagnostics_.add(Code::FW5117, span(*bad, *bad + 1), "the template is not valid UTF-8 here",
                       "save the template as UTF-8");
      return;
    }
    for (std::size_t at = 0; at < text_.size();) {
      const std::size_t begin = at;
      if (at + 8 <= text_.size() && is_printable_eight(text_.data() + at)) {
        at += 8;
        continue;
      }
      const auto byte = static_cast<unsigned char>(text_[at]);
      if (byte < 0x80 && byte >= 0x20 && byte != 0x7F) {
        ++at;
        continue;
      }
      const char32_t c = next_code_point(text_, at);
      if (c == 0xE000 || c == 0xE001) {
        diagnostics_.add(Code::FW5117, span(begin, at),
                         "U+E000 and U+E001 are reserved for the marks of holes in parsed outputs",
                         "remove the character");
      } else if (is_unprintable(c) && c != '\t' && c != '\n' && c != '\r') {
        diagnostics_.add(Code::FW5117, span(begin, at),
                         fmt::format("the template holds the control or invisible character {}",
                                     printable(text_.substr(begin, at - begin))),
                         "remove the character, or write it as an escape of the target language");
      }
    }
  }

  void tokenize() {
    std::size_t at = 0;
    while (at < text_.size()) {
      const std::size_t open = text_.find(kOpen, at);
      if (open == std::string_view::npos) break;
      if (text_.substr(open).starts_with("<%%")) {  // prints "<%"
        tokens_.push_back({Token::Kind::text, span(at, open + 2), {}});
        at = open + 3;
        continue;
      }
      if (open > at) tokens_.push_back({Token::Kind::text, span(at, open), {}});
      std::size_t body = open + 2;
      Token token{Token::Kind::statement, {}, {}};
      if (body < text_.size() && text_[body] == '=')
        token.kind = Token::Kind::output, ++body;
      else if (body < text_.size() && text_[body] == '#')
        token.kind = Token::Kind::comment, ++body;
      const std::size_t close = find_close(text_, body, token.kind == Token::Kind::comment);
      if (close == std::string_view::npos) {
        diagnostics_.add(Code::FW5101, span(open, body), "the tag is not closed",
                         "end it with `%>`; text that is to read `<%` is written `<%%`");
        return;
      }
      at = close + 2;
      token.span = span(open, at);
      std::size_t end = close;
      while (body < end && (is_blank(text_[body]) || text_[body] == '\n')) ++body;
      while (end > body && (is_blank(text_[end - 1]) || text_[end - 1] == '\n')) --end;
      token.body = span(body, end);
      if (token.kind == Token::Kind::output) {
        const Range inner = raw_argument(text_.substr(body, end - body));
        if (inner.end != 0)
          token.kind = Token::Kind::raw, token.body = span(body + inner.begin, body + inner.end);
      }
      tokens_.push_back(token);
    }
    if (at < text_.size()) tokens_.push_back({Token::Kind::text, span(at, text_.size()), {}});
  }

  /// Cuts the tokens into lines (a line ends at the first line end outside a tag) and takes out
  /// those that hold only statement tags.
  void lines() {
    std::vector<Token> line;
    for (const Token& token : tokens_) {
      if (token.kind != Token::Kind::text) {
        line.push_back(token);
        continue;
      }
      std::uint32_t begin = token.span.begin;
      while (begin < token.span.end) {
        const std::size_t newline = text_.find('\n', begin);
        const bool whole = newline != std::string_view::npos && newline < token.span.end;
        const auto end = whole ? static_cast<std::uint32_t>(newline + 1) : token.span.end;
        line.push_back({Token::Kind::text, span(begin, end), {}});
        begin = end;
        if (whole) flush(line);
      }
    }
    flush(line);
  }

  [[nodiscard]] bool blank(const Token& token) const {
    for (std::uint32_t i = token.span.begin; i < token.span.end; ++i) {
      if (!is_blank(text_[i]) && text_[i] != '\n') return false;
    }
    return true;
  }

  void flush(std::vector<Token>& line) {
    std::size_t tags = 0;
    bool vanishes = true;
    const Token* raw = nullptr;
    for (const Token& token : line) {
      switch (token.kind) {
        case Token::Kind::text:
          vanishes = vanishes && blank(token);
          break;
        case Token::Kind::output:
          vanishes = false;
          break;
        case Token::Kind::raw:
          raw = &token, ++tags;
          break;
        case Token::Kind::statement:
        case Token::Kind::comment:
          ++tags;
          break;
      }
    }
    if (raw != nullptr && (!vanishes || tags != 1)) {
      diagnostics_.add(Code::FW5114, raw->span, "`raw` shares its line with something else",
                       "give it a line of its own: raw writes whole lines");
    }
    vanishes = vanishes && tags != 0;
    std::uint32_t column = 0;
    if (vanishes && line.front().kind == Token::Kind::text) column = line.front().span.size();
    for (const Token& token : line) {
      if (token.kind == Token::Kind::text) {
        if (!vanishes) literal(token.span);
        continue;
      }
      if (token.kind == Token::Kind::comment && !vanishes) continue;
      Item item;
      item.kind = token.kind == Token::Kind::output      ? ItemKind::output
                  : token.kind == Token::Kind::raw       ? ItemKind::raw
                  : token.kind == Token::Kind::statement ? ItemKind::statement
                                                         : ItemKind::literal;
      item.span = token.kind == Token::Kind::comment ? span(token.span.begin, token.span.begin)
                                                     : token.span;
      item.body = token.body;
      item.alone = vanishes;
      item.single = vanishes && tags == 1;
      item.column = column;
      items_.push_back(item);
    }
    line.clear();
  }

  void literal(Span span) {
    if (!items_.empty() && items_.back().kind == ItemKind::literal && !items_.back().alone &&
        items_.back().span.end == span.begin) {
      items_.back().span.end = span.end;
      return;
    }
    items_.push_back({ItemKind::literal, span, {}, false, false, 0});
  }

  SourceId source_;
  std::string_view text_;
  Diagnostics& diagnostics_;
  std::vector<Token> tokens_;
  std::vector<Item> items_;
};

}  // namespace

std::size_t string_end(std::string_view text, std::size_t at) {
  const char quote = text[at++];
  for (; at < text.size() && text[at] != '\n'; ++at) {
    if (text[at] == '\\') {
      ++at;
    } else if (text[at] == quote) {
      return at + 1;
    }
  }
  return std::string_view::npos;
}

Range raw_argument(std::string_view text) {
  std::size_t at = 3;
  if (!text.starts_with("raw")) return {};
  while (at < text.size() && is_blank(text[at])) ++at;
  if (at >= text.size() || text[at] != '(') return {};
  const std::size_t begin = at + 1;
  for (std::size_t depth = 0; at < text.size(); ++at) {
    if (text[at] == '"' || text[at] == '\'') {
      const std::size_t end = string_end(text, at);
      if (end == std::string_view::npos) return {};
      at = end - 1;
    } else if (text[at] == '(') {
      ++depth;
    } else if (text[at] == ')' && --depth == 0) {
      return at + 1 == text.size() ? Range{begin, at} : Range{};
    }
  }
  return {};
}

std::vector<Item> lex(SourceId source, const SourceMap& sources, Diagnostics& diagnostics) {
  return Lexer(source, sources, diagnostics).run();
}

}  // namespace formwork::tmpl
