// Quoted texts and heredocs (hclsyntax/spec.md, "Templates"): literals, `${…}`, `%{if}`, `%{for}`.
#include "base/text.h"
#include "language/hcl/parser.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <limits>

namespace formwork::lang::hcl {

using fold::Expr;
using fold::ExprId;
using fold::ExprKind;

namespace {

constexpr std::string_view kSpace = " \t\r\n\f\v";

void trim_end(std::string& text) {
  text.erase(text.find_last_not_of(kSpace) + 1);  // npos + 1 is 0
}
void trim_begin(std::string& text) {
  text.erase(0, text.find_first_not_of(kSpace));
}

}  // namespace

ExprId Parser::quoted() {
  const Token open = read();
  // Most texts are one literal without escapes: no copy of it is made.
  if (tokens_[at_].kind == TokenKind::literal && tokens_[at_ + 1].kind == TokenKind::close_quote) {
    const std::string_view plain = text(tokens_[at_]);
    if (plain.find_first_of("\\$%") == std::string_view::npos) {
      (void)read();
      (void)read();
      return make(ExprKind::string, since(open.begin), {}, plain);
    }
  }
  std::vector<Part> found = parts(open, TokenKind::close_quote);
  if (failed_) return 0;
  meld(found);
  return from_parts(found, since(open.begin), false);
}

ExprId Parser::heredoc() {
  const Token open = read();
  std::vector<Part> found = parts(open, TokenKind::close_heredoc);
  if (failed_) return 0;
  if (text(open).starts_with("<<-")) flush(found);
  meld(found);
  return from_parts(found, since(open.begin), true);
}

/// One escape of a quoted text, at its backslash.
bool Parser::escape(const Token& literal, std::size_t& at, std::string& out) {
  const std::string_view raw = text(literal);
  const char c = at + 1 < raw.size() ? raw[at + 1] : '\0';
  const Span where{source_, literal.begin + static_cast<std::uint32_t>(at),
                   literal.begin + static_cast<std::uint32_t>(std::min(at + 2, raw.size()))};
  at += 2;
  switch (c) {
    case 'n':
      out += '\n';
      return true;
    case 'r':
      out += '\r';
      return true;
    case 't':
      out += '\t';
      return true;
    case '"':
    case '\\':
      out += c;
      return true;
    case 'u':
    case 'U':
      break;
    default:
      fail(where,
           fmt::format("`\\{}` is no escape", c == '\0' ? std::string() : printable({&c, 1})),
           "the escapes are `\\n`, `\\r`, `\\t`, `\\\"`, `\\\\`, `\\uNNNN` and `\\UNNNNNNNN`");
      return false;
  }
  const std::size_t digits = c == 'u' ? 4 : 8;
  std::uint32_t code = 0;
  const std::string_view hex = raw.substr(std::min(at, raw.size()), digits);
  const auto [end, error] = std::from_chars(hex.data(), hex.data() + hex.size(), code, 16);
  if (hex.size() != digits || end != hex.data() + hex.size() || error != std::errc()) {
    fail(where, fmt::format("`\\{}` needs {} hexadecimal digits after it", c, digits));
    return false;
  }
  if (code > 0x10FFFF || (code >= 0xD800 && code <= 0xDFFF)) {
    fail(where, fmt::format("there is no character U+{:04X}", code));
    return false;
  }
  append_utf8(out, static_cast<char32_t>(code));
  at += digits;
  return true;
}

void Parser::unescape(const Token& literal, std::string& out) {
  const std::string_view raw = text(literal);
  if (raw.size() >= 3 && (raw[0] == '$' || raw[0] == '%') && raw[1] == raw[0] && raw[2] == '{') {
    out.append(raw.substr(1));
    return;
  }
  for (std::size_t at = 0; at < raw.size() && !failed_;) {
    const std::size_t next = std::min(raw.find('\\', at), raw.size());
    out.append(raw, at, next - at);
    at = next;
    if (at < raw.size() && !escape(literal, at, out)) return;
  }
}

/// `%{ if … }` and the like, after its opening token.
bool Parser::directive(const Token& open, Part& part) {
  const Token word = peek();
  const std::string_view name = text(word);
  if (word.kind != TokenKind::identifier) {
    fail(span(word), fmt::format("expected a directive after `%{{`, found {}", found()),
         "it is one of `if`, `else`, `endif`, `for`, `endfor`; `%{` of a text is written `%%{`");
    return false;
  }
  (void)read();
  if (name == "if") {
    part.kind = PartKind::when;
    part.expr = expression();
  } else if (name == "else") {
    part.kind = PartKind::otherwise;
  } else if (name == "endif") {
    part.kind = PartKind::end_when;
  } else if (name == "for") {
    part.kind = PartKind::loop;
    part.names = loop_names();
    if (!failed_) part.expr = expression();
  } else if (name == "endfor") {
    part.kind = PartKind::end_loop;
  } else {
    fail(span(word), fmt::format("unknown directive `{}`", printable(name)),
         "it is one of `if`, `else`, `endif`, `for`, `endfor`; `%{` of a text is written `%%{`");
  }
  part.span = since(open.begin);
  return !failed_;
}

std::vector<Parser::Part> Parser::parts(const Token& open, TokenKind close) {
  std::vector<Part> out;
  bool trim_next = false;
  while (!failed_) {
    // Within a text nothing is skipped: what looks like a comment there is a literal.
    const Token token = tokens_[at_];
    if (token.kind == close) {
      (void)read();
      return out;
    }
    if (token.kind == TokenKind::literal) {
      (void)read();
      Part part;
      part.span = span(token);
      if (close == TokenKind::close_quote || text(token).starts_with("$${") ||
          text(token).starts_with("%%{")) {
        unescape(token, part.text);
      } else {
        part.text = text(token);
      }
      if (trim_next) trim_begin(part.text);
      trim_next = false;
      out.push_back(std::move(part));
      continue;
    }
    if (token.kind != TokenKind::open_interpolation && token.kind != TokenKind::open_directive) {
      fail({source_, open.begin, open.begin + 1},
           close == TokenKind::close_quote ? "the text is not closed" : "the heredoc is not closed",
           close == TokenKind::close_quote ? "end it with `\"`"
                                           : "its closing word stands alone on the last line");
      break;
    }
    (void)read();
    if (text(token).ends_with('~') && !out.empty() && out.back().kind == PartKind::literal)
      trim_end(out.back().text);
    const Restore lines(newlines_, false);
    Part part;
    if (token.kind == TokenKind::open_interpolation) {
      part.kind = PartKind::value;
      part.expr = expression();
    } else if (!directive(token, part)) {
      break;
    }
    if (failed_) break;
    const Token end = peek();
    if (end.kind != TokenKind::close_sequence) {
      fail(span(end), fmt::format("expected `}}` of the interpolation, found {}", found()),
           "`${` of another language's text is written `$${`");
      break;
    }
    (void)read();
    trim_next = text(end).starts_with('~');
    part.span = since(token.begin);
    out.push_back(std::move(part));
  }
  return {};
}

/// `<<-`: the least indentation of all lines is taken off each. Lines of blanks do not count.
void Parser::flush(std::vector<Part>& parts) {
  constexpr std::size_t kNone = std::numeric_limits<std::size_t>::max();
  std::size_t least = kNone;
  std::vector<std::string*> lines;
  bool line_start = true;
  for (Part& part : parts) {
    const bool literal = part.kind == PartKind::literal;
    if (line_start) {
      line_start = false;
      if (!literal) {
        least = 0;
      } else {
        const std::size_t first = part.text.find_first_not_of(kSpace);
        const bool blank = first == std::string::npos && part.text.ends_with('\n');
        if (!blank) {
          least = std::min(least, first == std::string::npos ? part.text.size() : first);
          lines.push_back(&part.text);
        }
      }
    }
    if (literal && part.text.ends_with('\n')) line_start = true;
  }
  if (least == kNone) return;
  for (std::string* line : lines) line->erase(0, least);
}

void Parser::meld(std::vector<Part>& parts) {
  std::vector<Part> out;
  for (Part& part : parts) {
    if (part.kind == PartKind::literal && !out.empty() && out.back().kind == PartKind::literal) {
      out.back().text += part.text;
      out.back().span.end = part.span.end;
    } else {
      out.push_back(std::move(part));
    }
  }
  parts = std::move(out);
}

ExprId Parser::from_parts(std::vector<Part>& parts, Span span, bool block) {
  ExprId id = 0;
  if (parts.empty()) {
    id = make(ExprKind::string, span, {});
  } else if (parts.size() == 1 && parts[0].kind == PartKind::literal) {
    id = make(ExprKind::string, span, {}, file_.tree.keep(std::move(parts[0].text)));
  } else if (parts.size() == 1 && parts[0].kind == PartKind::value) {
    id = make(ExprKind::parenthesized, span, {parts[0].expr});  // "${x}" is x itself
    file_.tree[id].flag = true;
    return id;
  } else {
    std::size_t at = 0;
    PartKind stop = PartKind::literal;
    id = sequence(parts, at, span, stop);
    if (failed_) return 0;
    if (at < parts.size()) {
      fail(parts[at].span, "this directive ends nothing",
           "its `%{ if … }` or `%{ for … }` is missing");
      return 0;
    }
  }
  file_.tree[id].block = block;
  return id;
}

ExprId Parser::sequence(std::vector<Part>& parts, std::size_t& at, Span span, PartKind& stop) {
  const Restore deep(depth_, depth_ + 1);
  if (!deeper(span)) return 0;
  std::vector<ExprId> children;
  stop = PartKind::literal;
  while (at < parts.size() && !failed_) {
    const PartKind kind = parts[at].kind;
    if (kind == PartKind::otherwise || kind == PartKind::end_when || kind == PartKind::end_loop) {
      stop = kind;
      break;
    }
    children.push_back(part(parts, at));
  }
  return failed_ ? 0 : make(ExprKind::text, span, children);
}

ExprId Parser::part(std::vector<Part>& parts, std::size_t& at) {
  Part& here = parts[at++];
  switch (here.kind) {
    case PartKind::literal:
      return make(ExprKind::string, here.span, {}, file_.tree.keep(std::move(here.text)));
    case PartKind::value:
      return here.expr;
    default:
      break;
  }
  PartKind stop = PartKind::literal;
  const ExprId body = sequence(parts, at, here.span, stop);
  if (failed_) return 0;
  const Span stopped = at < parts.size() ? parts[at].span : here.span;
  if (here.kind == PartKind::loop) {
    if (stop != PartKind::end_loop) {
      fail(stopped, "`%{ for … }` is not ended here", "end it with `%{ endfor }`");
      return 0;
    }
    ++at;
    const ExprId id = make(ExprKind::for_text, here.span, {here.expr, body}, here.names.key);
    file_.tree[id].second = here.names.value;
    return id;
  }
  ExprId other = 0;
  if (stop == PartKind::otherwise) {
    ++at;
    other = sequence(parts, at, here.span, stop);
  } else {
    other = make(ExprKind::text, here.span, {});
  }
  if (failed_) return 0;
  if (stop != PartKind::end_when) {
    fail(at < parts.size() ? parts[at].span : here.span, "`%{ if … }` is not ended here",
         "end it with `%{ endif }`");
    return 0;
  }
  ++at;
  return make(ExprKind::conditional, here.span, {here.expr, body, other});
}

}  // namespace formwork::lang::hcl
