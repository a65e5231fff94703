#include "language/hcl/parser.h"

#include "base/text.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace formwork::lang::hcl {
namespace {

constexpr int kDepth = 64;

constexpr bool ends_item(TokenKind kind) {
  return kind == TokenKind::newline || kind == TokenKind::end;
}

/// The first control of writing direction (U+202A to U+202E, U+2066 to U+2069): it makes a reviewer
/// read something else than Terraform does.
std::size_t find_direction(std::string_view text) {
  for (std::size_t at = text.find('\xE2'); at != std::string_view::npos;
       at = text.find('\xE2', at + 1)) {
    const std::string_view next = text.substr(at + 1, 2);
    if (next.size() < 2) break;
    const auto last = static_cast<unsigned char>(next[1]);
    if (next[0] == '\x80' && last >= 0xAA && last <= 0xAE) return at;
    if (next[0] == '\x81' && last >= 0xA6 && last <= 0xA9) return at;
  }
  return std::string_view::npos;
}

}  // namespace

const Attribute* Body::find(std::string_view name) const {
  const auto it = std::find_if(attributes.begin(), attributes.end(),
                               [name](const Attribute& a) { return a.name == name; });
  return it == attributes.end() ? nullptr : &*it;
}

std::optional<File> parse_file(SourceId source, const SourceMap& sources,
                               Diagnostics& diagnostics) {
  const std::string_view text = sources.text(source);
  if (const auto bad = invalid_utf8(text)) {
    const auto at = static_cast<std::uint32_t>(*bad);
    diagnostics.add(Code::FW6004, Span{source, at, at + 1}, fmt::format("byte {} is not UTF-8", at),
                    "write the file in UTF-8");
    return {};
  }
  if (const std::size_t at = find_direction(text); at != std::string_view::npos) {
    const auto begin = static_cast<std::uint32_t>(at);
    diagnostics.add(Code::FW6004, Span{source, begin, begin + 3},
                    "the file holds a control of writing direction, which cannot be seen",
                    "remove it, or write it as `\\u` and its number within quotes");
    return {};
  }
  return Parser(source, text, diagnostics).run();
}

Parser::Parser(SourceId source, std::string_view text, Diagnostics& diagnostics)
    : source_(source), text_(text), diagnostics_(diagnostics), tokens_(lex(text)) {
  file_.source = source;
}

std::optional<File> Parser::run() {
  if (!check_tokens()) return {};
  body(file_.body, TokenKind::end);
  if (failed_) return {};
  file_.body.span = {source_, 0, static_cast<std::uint32_t>(text_.size())};
  return std::move(file_);
}

/// What is wrong wherever it stands.
bool Parser::check_tokens() {
  for (const Token& token : tokens_) {
    if (token.kind == TokenKind::quoted_newline) {
      fail(span(token), "a quoted text may not go on in the next line",
           "write `\\n` for the line end, or the text as a heredoc, `<<-EOT`");
      return false;
    }
    if (token.kind != TokenKind::invalid) continue;
    const std::string_view what = text(token);
    if (what.starts_with("/*")) {
      fail({source_, token.begin, token.begin + 2}, "the comment is not closed",
           "end it with `*/`");
    } else {
      const std::string_view help = what == "'"   ? "texts stand in double quotes"
                                    : what == "&" ? "the operator is `&&`"
                                    : what == "|" ? "the operator is `||`"
                                                  : "";
      fail(span(token), fmt::format("HCL does not use the character `{}` here", printable(what)),
           std::string(help));
    }
    return false;
  }
  return true;
}

std::size_t Parser::next_index() const {
  std::size_t at = at_;
  while (tokens_[at].kind == TokenKind::comment ||
         (!newlines_ && tokens_[at].kind == TokenKind::newline)) {
    ++at;
  }
  return at;
}

Token Parser::read() {
  const std::size_t at = next_index();
  const Token token = tokens_[at];
  at_ = token.kind == TokenKind::end ? at : at + 1;
  last_end_ = token.end;
  return token;
}

bool Parser::accept(TokenKind kind) {
  if (peek().kind != kind) return false;
  (void)read();
  return true;
}

void Parser::expect(TokenKind kind, std::string_view what, std::string_view help) {
  if (!accept(kind)) {
    fail(span(peek()), fmt::format("expected {}, found {}", what, found()), std::string(help));
  }
}

bool Parser::is_word(std::string_view word) const {
  const Token& token = peek();
  return token.kind == TokenKind::identifier && text(token) == word;
}

void Parser::fail(Span where, std::string message, std::string help) {
  if (!failed_) diagnostics_.add(Code::FW6006, where, std::move(message), std::move(help));
  failed_ = true;
  at_ = tokens_.size() - 1;
}

std::string Parser::found() const {
  const Token& token = peek();
  if (token.kind == TokenKind::end) return "the end of the file";
  if (token.kind == TokenKind::newline) return "the end of the line";
  std::string_view shown = text(token);
  shown = shown.substr(0, shown.find('\n'));
  return fmt::format("`{}`", printable(shown));
}

bool Parser::deeper(Span where) {
  if (depth_ <= kDepth) return true;
  fail(where, fmt::format("brackets and blocks nest deeper than {} levels", kDepth),
       "give a part of it a name in `locals`");
  return false;
}

void Parser::body(Body& out, TokenKind end) {
  const std::uint32_t begin = last_end_;
  while (kind() != end) {
    if (failed_) return;
    if (accept(TokenKind::newline)) continue;
    if (kind() == TokenKind::end) {
      fail({source_, begin == 0 ? 0 : begin - 1, begin}, "this block is not closed",
           "a `}` is missing, here or further down");
      return;
    }
    item(out);
  }
  (void)read();
  out.span = since(begin);
}

void Parser::item(Body& out) {
  const Token name = peek();
  if (name.kind != TokenKind::identifier) {
    fail(span(name), fmt::format("expected an argument or a block, found {}", found()),
         name.kind == TokenKind::open_quote ? "names of arguments are not quoted" : "");
    return;
  }
  (void)read();
  switch (kind()) {
    case TokenKind::equal:
      attribute(name, out, false);
      return;
    case TokenKind::open_quote:
    case TokenKind::open_brace:
    case TokenKind::identifier:
      block(name, out);
      return;
    default:
      fail(span(peek()), fmt::format("expected `=`, a label or `{{` after `{}`, found {}",
                                     printable(text(name)), found()));
  }
}

void Parser::attribute(const Token& name, Body& out, bool one_line) {
  (void)read();  // `=`
  Attribute made{text(name), span(name), expression()};
  if (failed_) return;
  if (const Attribute* first = out.find(made.name)) {
    const Span there = first->name_span;
    const Span here = made.name_span;
    fail(here, fmt::format("the argument `{}` is set twice", printable(made.name)));
    diagnostics_.items().back().notes.push_back({there, "", "first set here"});
    return;
  }
  out.attributes.push_back(made);
  if (!one_line) end_of_item("an argument");
}

void Parser::end_of_item(std::string_view what) {
  if (failed_) return;
  if (ends_item(kind())) {
    (void)accept(TokenKind::newline);
    return;
  }
  fail(span(peek()), fmt::format("{} ends with its line, found {}", what, found()),
       kind() == TokenKind::comma ? "arguments are parted by line ends, not by commas" : "");
}

void Parser::label(Block& out) {
  const Token token = read();
  if (token.kind == TokenKind::identifier) {
    out.labels.push_back({text(token), span(token)});
    return;
  }
  std::string value;
  while (kind() == TokenKind::literal) unescape(read(), value);
  if (kind() != TokenKind::close_quote) {
    fail(span(peek()), fmt::format("expected the end of the label, found {}", found()),
         "labels hold no interpolations; `${` of a text is written `$${`");
    return;
  }
  (void)read();
  const Span where = since(token.begin);
  const std::string_view raw = text_.substr(where.begin + 1, where.end - where.begin - 2);
  out.labels.push_back({raw == value ? raw : file_.tree.keep(std::move(value)), where});
}

void Parser::block(const Token& type, Body& out) {
  Block made;
  made.type = text(type);
  made.type_span = span(type);
  while (!failed_ && kind() != TokenKind::open_brace) {
    if (kind() != TokenKind::open_quote && kind() != TokenKind::identifier) {
      fail(span(peek()),
           fmt::format("expected a label or `{{` after `{}`, found {}", printable(made.type),
                       found()),
           ends_item(kind()) ? "the `{` of a block stands on the line of its type" : "");
      return;
    }
    label(made);
  }
  (void)read();  // `{`
  const Restore deep(depth_, depth_ + 1);
  if (failed_ || !deeper(made.type_span)) return;
  if (kind() == TokenKind::newline || kind() == TokenKind::close_brace ||
      kind() == TokenKind::end) {
    body(made.body, TokenKind::close_brace);
  } else {
    one_line_body(made.body);
  }
  made.span = since(type.begin);
  end_of_item("a block");
  if (!failed_) out.blocks.push_back(std::move(made));
}

/// `{ name = value }`: one argument, and the closing brace on its line.
void Parser::one_line_body(Body& out) {
  const std::uint32_t begin = last_end_;
  const Token name = peek();
  if (name.kind == TokenKind::identifier) {
    (void)read();
    if (kind() != TokenKind::equal) {
      fail(span(peek()),
           fmt::format("expected `=` after `{}`, found {}", printable(text(name)), found()),
           "a block on one line holds one argument; other blocks need lines of their own");
      return;
    }
    attribute(name, out, true);
  } else {
    fail(span(name), fmt::format("expected an argument or `}}`, found {}", found()));
    return;
  }
  expect(TokenKind::close_brace, "`}`", "a block on one line holds one argument");
  out.span = since(begin);
}

}  // namespace formwork::lang::hcl
