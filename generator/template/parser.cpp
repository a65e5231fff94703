#include "base/text.h"
#include "template/ast.h"
#include "template/lexer.h"

#include <fmt/core.h>

#include <array>
#include <optional>
#include <string_view>
#include <utility>

namespace formwork::tmpl {
namespace {

constexpr std::size_t kDepth = 64;

bool is_space(char c) {
  return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}
bool is_word(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

/// Reads a statement's text from the left; spans are absolute.
class Cursor {
 public:
  Cursor(std::string_view text, Span span) : text_(text), span_(span) {}

  void skip() {
    while (at_ < text_.size() && is_space(text_[at_])) ++at_;
  }
  /// The next word, or an empty span.
  Span word() {
    skip();
    const std::size_t begin = at_;
    if (at_ < text_.size() && text_[at_] >= '0' && text_[at_] <= '9') return here();
    while (at_ < text_.size() && is_word(text_[at_])) ++at_;
    return span(begin, at_);
  }
  bool take(char c) {
    skip();
    if (at_ >= text_.size() || text_[at_] != c) return false;
    ++at_;
    return true;
  }
  /// What is left, without blanks around it.
  Span rest() {
    skip();
    std::size_t end = text_.size();
    while (end > at_ && is_space(text_[end - 1])) --end;
    return span(at_, end);
  }
  [[nodiscard]] Span here() const { return span(at_, at_); }
  [[nodiscard]] std::string_view text(Span s) const {
    return text_.substr(s.begin - span_.begin, s.size());
  }

 private:
  [[nodiscard]] Span span(std::size_t begin, std::size_t end) const {
    return {span_.source, span_.begin + static_cast<std::uint32_t>(begin),
            span_.begin + static_cast<std::uint32_t>(end)};
  }
  std::string_view text_;
  Span span_;
  std::size_t at_ = 0;
};

/// Splits `xs sep ","` into the expression and the quoted text; the second is empty if there is
/// none.
std::pair<std::size_t, std::size_t> find_separator(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    const char c = text[at];
    if (c == '"' || c == '\'') {
      const std::size_t end = string_end(text, at);
      at = end == std::string_view::npos ? at + 1 : end;
      continue;
    }
    if (!is_word(c)) {
      ++at;
      continue;
    }
    const std::size_t begin = at;
    while (at < text.size() && is_word(text[at])) ++at;
    if (text.substr(begin, at - begin) != "sep" || begin == 0 || text[begin - 1] == '.') continue;
    std::size_t quote = at;
    while (quote < text.size() && is_space(text[quote])) ++quote;
    if (quote >= text.size() || (text[quote] != '"' && text[quote] != '\'')) continue;
    if (string_end(text, quote) == text.size()) return {begin, quote};
  }
  return {text.size(), text.size()};
}

class Parser {
 public:
  Parser(SourceId source, const SourceMap& sources, Diagnostics& diagnostics)
      : text_(sources.text(source)),
        diagnostics_(diagnostics),
        items_(lex(source, sources, diagnostics)) {}

  Block run() { return block(nullptr, 0); }

 private:
  enum class Stop : std::uint8_t { eof, end, elif, otherwise };

  static TagLine line(const Item& item) {
    return {item.span, item.alone, item.single, item.column};
  }

  void error(Code code, Span span, std::string message, std::string help = {}) {
    diagnostics_.add(code, span, std::move(message), std::move(help));
  }

  /// Statements up to a tag that ends the block, which stays in `stop_`. `opener` is the tag that
  /// wants the end.
  Block block(const Item* opener, std::size_t depth) {
    Block out;
    for (; next_ < items_.size(); ++next_) {
      const Item& item = items_[next_];
      switch (item.kind) {
        case ItemKind::literal: {
          Statement s;
          s.kind = item.alone ? StatementKind::vanished : StatementKind::literal;
          s.tag = line(item);
          out.push_back(std::move(s));
          continue;
        }
        case ItemKind::output:
        case ItemKind::raw: {
          Statement s;
          s.kind = item.kind == ItemKind::raw ? StatementKind::raw : StatementKind::output;
          s.tag = line(item);
          s.expr = item.body;
          out.push_back(std::move(s));
          continue;
        }
        case ItemKind::statement:
          break;
      }
      Cursor cursor(text_.substr(item.body.begin, item.body.size()), item.body);
      const Span word = cursor.word();
      const std::string_view keyword = cursor.text(word);
      if (keyword == "end" || keyword == "else" || keyword == "elif") {
        if (opener != nullptr) {
          stop_ = keyword == "end" ? Stop::end : keyword == "else" ? Stop::otherwise : Stop::elif;
          return out;
        }
        error(Code::FW5104, item.body, fmt::format("`{}` closes nothing", keyword),
              keyword == "end" ? "remove it, or open the block it ends with `if` or `for`"
                               : "it belongs between an `if` and its `end`");
        continue;
      }
      statement(out, item, cursor, word, keyword, depth);
    }
    stop_ = Stop::eof;
    if (opener != nullptr && !gave_up_) {
      error(Code::FW5104, opener->span, "the block is never ended",
            "add `<% end %>` where it ends");
    }
    return out;
  }

  void statement(Block& out, const Item& item, Cursor& cursor, Span word, std::string_view keyword,
                 std::size_t depth) {
    Statement s;
    s.tag = line(item);
    if (keyword == "if" || keyword == "for") {
      if (depth >= kDepth) {
        error(Code::FW5113, item.span, fmt::format("blocks are nested deeper than {}", kDepth),
              "move the inner part to an included template");
        next_ = items_.size();
        gave_up_ = true;
        return;
      }
      const bool good =
          keyword == "if" ? condition(s, item, cursor, depth) : loop(s, item, cursor, depth);
      if (good) out.push_back(std::move(s));
      return;
    }
    if (keyword == "let") {
      s.kind = StatementKind::let;
      s.name = cursor.word();
      const bool equals = s.name.size() != 0 && cursor.take('=');
      s.expr = cursor.rest();
      if (!equals || s.expr.size() == 0) {
        error(Code::FW5103, item.body, "a `let` gives one name a value",
              "write `<% let name = expression %>`");
        return;
      }
      out.push_back(std::move(s));
      return;
    }
    if (keyword == "include") {
      s.kind = StatementKind::include;
      s.literal = cursor.rest();
      const std::string_view path = cursor.text(s.literal);
      if (path.size() < 2 || (path[0] != '"' && path[0] != '\'') ||
          string_end(path, 0) != path.size()) {
        error(Code::FW5103, item.body, "an include names one template of the pack, quoted",
              "write `<% include \"partials/labels.yaml\" %>`");
        return;
      }
      if (!s.tag.single) {
        error(Code::FW5114, item.span, "`include` shares its line with something else",
              "give it a line of its own: an include writes whole lines, indented as its tag");
        return;
      }
      out.push_back(std::move(s));
      return;
    }
    unknown(item, word, keyword);
  }

  void unknown(const Item& item, Span word, std::string_view keyword) {
    static const std::vector<std::string> kStatements = {"if",  "elif", "else",   "end",
                                                         "for", "let",  "include"};
    if (keyword.empty()) {
      error(Code::FW5102, item.span,
            item.body.size() == 0 ? "the statement tag is empty"
                                  : "a statement tag starts with a statement's name",
            "write `<%= … %>` to print a value, `<%# … %>` for a comment");
      return;
    }
    std::string help =
        "statements are `if`, `elif`, `else`, `end`, `for`, `let`, `include`; a value is printed "
        "by `<%= … %>`";
    if (const auto near = nearest(keyword, kStatements))
      help = fmt::format("did you mean `{}`?", *near);
    if (keyword == "endif" || keyword == "endfor") help = "every block ends with `<% end %>`";
    if (keyword == "elsif" || keyword == "elseif") help = "write `<% elif … %>`";
    error(Code::FW5102, word, fmt::format("`{}` is not a statement", keyword), std::move(help));
  }

  bool condition(Statement& s, const Item& item, Cursor& cursor, std::size_t depth) {
    s.kind = StatementKind::condition;
    bool good = true;
    Arm arm{line(item), cursor.rest(), {}};
    if (arm.condition.size() == 0) {
      error(Code::FW5103, item.body, "an `if` needs a condition", "write `<% if expression %>`");
      good = false;
    }
    bool had_else = false;
    for (;;) {
      ++next_;
      arm.body = block(&item, depth + 1);
      s.arms.push_back(std::move(arm));
      if (stop_ == Stop::eof) return false;
      const Item& stop = items_[next_];
      Cursor rest(text_.substr(stop.body.begin, stop.body.size()), stop.body);
      (void)rest.word();
      const Span after = rest.rest();
      if (stop_ == Stop::end) {
        s.end = line(stop);
        return no_rest(after, "end") && good;
      }
      if (had_else) {
        error(Code::FW5104, stop.body, "the branch comes after `else`",
              "`else` is the last branch of an `if`");
        good = false;
      }
      arm = Arm{line(stop), {}, {}};
      if (stop_ == Stop::otherwise) {
        had_else = true;
        good = no_rest(after, "else") && good;
        continue;
      }
      arm.condition = after;
      if (after.size() == 0) {
        error(Code::FW5103, stop.body, "an `elif` needs a condition",
              "write `<% elif expression %>`, or `<% else %>`");
        good = false;
      }
    }
  }

  bool loop(Statement& s, const Item& item, Cursor& cursor, std::size_t depth) {
    s.kind = StatementKind::loop;
    s.name = cursor.word();
    bool good = s.name.size() != 0;
    if (good && cursor.take(',')) {
      s.name2 = cursor.word();
      good = s.name2.size() != 0;
    }
    good = good && cursor.text(cursor.word()) == "in";
    const Span rest = cursor.rest();
    const auto [end, quote] = find_separator(cursor.text(rest));
    s.expr = {rest.source, rest.begin, rest.begin + static_cast<std::uint32_t>(end)};
    while (s.expr.size() != 0 && is_space(text_[s.expr.end - 1])) --s.expr.end;
    if (quote < rest.size())
      s.literal = {rest.source, rest.begin + static_cast<std::uint32_t>(quote), rest.end};
    good = good && s.expr.size() != 0;
    if (!good) {
      error(Code::FW5103, item.body, "the `for` cannot be read",
            "write `<% for x in list %>` or `<% for key, value in map %>`, and `sep \",\"` at the "
            "end if wanted");
    }
    ++next_;
    s.body = block(&item, depth + 1);
    if (stop_ == Stop::eof) return false;
    const Item& stop = items_[next_];
    if (stop_ != Stop::end) {
      error(Code::FW5104, stop.body, "a `for` has no other branch",
            "ask `length(xs) == 0` in an `if` of its own");
      // What follows belongs to the same block as far as its `end` is concerned.
      ++next_;
      (void)block(&item, depth + 1);
      return false;
    }
    s.end = line(stop);
    Cursor tail(text_.substr(stop.body.begin, stop.body.size()), stop.body);
    (void)tail.word();
    return no_rest(tail.rest(), "end") && good;
  }

  bool no_rest(Span after, std::string_view keyword) {
    if (after.size() == 0) return true;
    error(Code::FW5103, after, fmt::format("nothing may follow `{}` in its tag", keyword),
          "remove it");
    return false;
  }

  std::string_view text_;
  Diagnostics& diagnostics_;
  std::vector<Item> items_;
  std::size_t next_ = 0;
  Stop stop_ = Stop::eof;
  bool gave_up_ = false;
};

}  // namespace

Block parse_template(SourceId source, const SourceMap& sources, Diagnostics& diagnostics) {
  return Parser(source, sources, diagnostics).run();
}

}  // namespace formwork::tmpl
