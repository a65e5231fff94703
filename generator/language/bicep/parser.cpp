#include "language/bicep/parser.h"

#include "base/text.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace formwork::lang::bicep {
namespace {

/// Deeper chains (`a + b + …`, `a.b.…`) would recurse too deeply where the tree is walked.
constexpr std::uint16_t kTreeDepth = 1000;

constexpr std::array<std::string_view, 17> kKeywords = {
    "targetScope",     "metadata", "param",  "var",   "resource",
    "module",          "output",   "type",   "func",  "import",
    "extension",       "test",     "assert", "using", "extends",
    "extensionConfig", "provider"};

bool is_keyword(std::string_view word) {
  return std::find(kKeywords.begin(), kKeywords.end(), word) != kKeywords.end();
}

}  // namespace

std::uint32_t Tree::begin(Ref ref) const {
  return ref.is_token() ? token(ref).begin : records_[ref.index()].begin;
}
std::uint32_t Tree::end(Ref ref) const {
  return ref.is_token() ? token(ref).end : records_[ref.index()].end;
}

Ref Tree::add(Syntax kind, const Ref* children, std::size_t count) {
  Record record;
  record.kind = kind;
  record.first = static_cast<std::uint32_t>(children_.size());
  record.count = static_cast<std::uint32_t>(count);
  bool any = false;
  for (std::size_t i = 0; i < count; ++i) {
    const Ref child = children[i];
    children_.push_back(child);
    if (!child || (!child.is_token() && records_[child.index()].count == 0)) continue;
    if (!any) record.begin = begin(child);
    any = true;
    record.end = end(child);
    record.depth = std::max<std::uint16_t>(record.depth, depth(child));
  }
  ++record.depth;
  records_.push_back(record);
  return Ref::node(records_.size() - 1);
}

const Token& Parser::peek(std::size_t ahead) const {
  return tree_.tokens[std::min(at_ + ahead, tree_.tokens.size() - 1)];
}

std::string_view Parser::text(const Token& token) const {
  return tree_.text.substr(token.begin, token.end - token.begin);
}

bool Parser::check_word(std::string_view word, std::size_t ahead) const {
  const Token& token = peek(ahead);
  return token.type == TokenType::identifier && text(token) == word;
}

std::size_t Parser::past_newlines(std::size_t ahead) const {
  while (peek(ahead).type == TokenType::newline) ++ahead;
  return ahead;
}

Ref Parser::take() {
  const Ref ref = Ref::token(at_);
  if (at_ + 1 < tree_.tokens.size()) ++at_;
  return ref;
}

Ref Parser::fail(std::string message, std::string help) {
  if (failed_) return {};
  failed_ = true;
  const Token& token = peek();
  // What the lexer refused is not told twice.
  const bool told =
      std::any_of(tree_.problems.begin(), tree_.problems.end(),
                  [&](const Problem& p) { return p.begin <= token.end && token.begin <= p.end; });
  if (!told && tree_.problems.size() < 40)
    tree_.problems.push_back({token.begin, token.end, std::move(message), std::move(help)});
  return {};
}

Ref Parser::expect(TokenType type, std::string_view what) {
  if (failed_) return {};
  if (check(type)) return take();
  const Token& token = peek();
  if (token.type == TokenType::newline)
    return fail(fmt::format("{} is due before the line end", what));
  if (token.type == TokenType::end_of_file)
    return fail(fmt::format("{} is due before the end of the file", what));
  return fail(fmt::format("{} is due before `{}`", what, printable(text(token))));
}

Ref Parser::expect_word(std::string_view word) {
  if (failed_) return {};
  if (check_word(word)) return take();
  return expect(TokenType::end_of_file, fmt::format("`{}`", word));
}

Ref Parser::add(Syntax kind, std::initializer_list<Ref> children) {
  return add(kind, std::vector<Ref>(children));
}

Ref Parser::add(Syntax kind, const std::vector<Ref>& children) {
  if (failed_) return {};
  const Ref node = tree_.add(kind, children.data(), children.size());
  if (tree_.depth(node) > kTreeDepth)
    return fail("an expression nests deeper than 1,000 levels", "name its parts with `var`");
  return node;
}

bool Parser::too_deep() {
  if (depth_ <= kDepth) return false;
  fail("brackets nest deeper than 200 levels", "name the inner parts with `var`");
  return true;
}

void Parser::newlines(std::vector<Ref>& out) {
  while (check(TokenType::newline)) out.push_back(take());
}

Ref Parser::newline_list() {
  std::vector<Ref> items;
  newlines(items);
  return add(Syntax::list, items);
}

/// To the next line that begins like a declaration.
void Parser::recover() {
  failed_ = false;
  depth_ = 0;
  while (!check(TokenType::end_of_file)) {
    const bool line_start = at_ > 0 && tree_.tokens[at_ - 1].type == TokenType::newline;
    const TokenType next = peek(1).type;
    if (line_start && peek().type == TokenType::identifier && is_keyword(text(peek())) &&
        (next == TokenType::identifier || next == TokenType::string_complete ||
         next == TokenType::assignment))
      return;
    ++at_;
  }
}

void Parser::program() {
  std::vector<Ref> children;
  while (!check(TokenType::end_of_file)) {
    if (check(TokenType::newline)) {
      children.push_back(take());
      continue;
    }
    const std::size_t begin = at_;
    children.push_back(declaration(false));
    if (!failed_ && !check(TokenType::newline) && !check(TokenType::end_of_file)) {
      fail(fmt::format("a line end is due before `{}`", printable(text(peek()))),
           "each declaration stands on lines of its own");
    }
    if (!failed_) continue;
    if (at_ == begin) (void)take();  // never the same word again
    recover();
  }
  children.push_back(take());
  if (tree_.problems.empty()) tree_.root = add(Syntax::program, children);
}

Ref Parser::decorators() {
  std::vector<Ref> items;
  while (!failed_ && check(TokenType::at)) {
    const Ref at = take();
    Ref value = expect(TokenType::identifier, "the name of a decorator");
    while (!failed_) {
      std::vector<Ref> parts = {value};
      if (check(TokenType::left_paren)) {
        arguments(Flags(), parts);
        value = add(Syntax::call, parts);
      }
      if (!check(TokenType::dot)) break;
      const Ref dot = take();
      const Ref name = expect(TokenType::identifier, "a name");
      std::vector<Ref> method = {value, dot, name};
      if (check(TokenType::left_paren)) {
        arguments(Flags(), method);
        value = add(Syntax::method, method);
      } else {
        value = add(Syntax::member, {value, dot, Ref(), name});
      }
    }
    if (!failed_ && tree_.kind(value) != Syntax::call && tree_.kind(value) != Syntax::method)
      fail("a decorator is called: `@name()`");
    items.push_back(add(Syntax::decorator, {at, value}));
    items.push_back(expect(TokenType::newline, "a line end after a decorator"));
    newlines(items);
  }
  return add(Syntax::list, items);
}

Ref Parser::declaration(bool nested) {
  const Level level(*this);
  if (too_deep()) return {};
  const Ref leading = decorators();
  if (failed_) return {};
  const std::string_view keyword = check(TokenType::identifier) ? text(peek()) : std::string_view();
  if (nested && keyword != "resource")
    return fail("only resources can be declared within a resource");
  if (is_keyword(keyword)) {
    const bool of_parameters =
        keyword == "using" || keyword == "extends" || keyword == "extensionConfig";
    const bool of_both = keyword == "param" || keyword == "var" || keyword == "import" ||
                         keyword == "extension" || keyword == "type" || keyword == "provider";
    if (!of_both && of_parameters != tree_.parameters) {
      return fail(fmt::format("`{}` {}", keyword,
                              tree_.parameters ? "cannot stand in a parameter file"
                                               : "stands in parameter files (.bicepparam) only"));
    }
    return declared(keyword, leading);
  }
  if (tree_.size(leading) != 0) return fail("a declaration is due after a decorator");
  return fail(
      fmt::format("a line begins with `{}`, which declares nothing", printable(text(peek()))),
      "declarations begin with `param`, `var`, `resource`, `module`, `output` and the like");
}

Ref Parser::declared(std::string_view keyword, Ref leading) {
  if (keyword == "resource") return resource(leading);
  if (keyword == "module") return module(leading);
  if (keyword == "param") return parameter(leading);
  if (keyword == "func") return function(leading);
  if (keyword == "import") return import_declaration(leading);
  if (keyword == "using") return using_declaration(leading);
  const Ref word = take();
  if (keyword == "extension" || keyword == "provider") return extension(leading, word);
  if (keyword == "targetScope") {
    const Ref equals = expect(TokenType::assignment, "`=`");
    return add(Syntax::target_scope, {leading, word, equals, expression(Flags())});
  }
  if (keyword == "extends") return add(Syntax::extends, {leading, word, string()});
  const Ref name = expect(TokenType::identifier, "a name");
  if (keyword == "extensionConfig")
    return add(Syntax::extension_config, {leading, word, name, clause("with")});
  if (keyword == "test") {
    const Ref path = string();
    const Ref equals = expect(TokenType::assignment, "`=`");
    return add(Syntax::test, {leading, word, name, path, equals, object(Flags())});
  }
  if (keyword == "var" || keyword == "output") {
    const bool typed = keyword == "output" || !check(TokenType::assignment);
    const Ref declared_type = typed ? type(keyword == "output") : Ref();
    const Ref equals = expect(TokenType::assignment, "`=`");
    return add(keyword == "var" ? Syntax::variable : Syntax::output,
               {leading, word, name, declared_type, equals, expression(Flags())});
  }
  const Ref equals = expect(TokenType::assignment, "`=`");
  if (keyword == "type")
    return add(Syntax::type_declaration, {leading, word, name, equals, type(false)});
  return add(keyword == "metadata" ? Syntax::metadata : Syntax::assert_,
             {leading, word, name, equals, expression(Flags())});
}

Ref Parser::resource(Ref leading) {
  const Ref word = take();
  const Ref name = expect(TokenType::identifier, "a name");
  const Ref kind = string();
  const Ref existing = check_word("existing") ? take() : Ref();
  const Ref equals = expect(TokenType::assignment, "`=`");
  const Ref lines = check_word("if", past_newlines()) ? newline_list() : add(Syntax::list, {});
  return add(Syntax::resource,
             {leading, word, name, kind, existing, equals, lines, body(true, true)});
}

Ref Parser::module(Ref leading) {
  const Ref word = take();
  const Ref name = expect(TokenType::identifier, "a name");
  const Ref path = string();
  const Ref equals = expect(TokenType::assignment, "`=`");
  const Ref lines = check_word("if", past_newlines()) ? newline_list() : add(Syntax::list, {});
  return add(Syntax::module, {leading, word, name, path, equals, lines, body(false, true)});
}

Ref Parser::body(bool resources, bool loop) {
  if (failed_) return {};
  if (check_word("if")) return if_condition(resources);
  if (check(TokenType::left_brace)) return object({true, resources});
  if (loop && check(TokenType::left_square)) return for_expression({true, resources}, true);
  return fail(loop ? "`{`, `[for …` or `if` is due" : "`{` or `if` is due");
}

Ref Parser::if_condition(bool resources) {
  const Ref word = take();
  const Ref condition = parenthesized(Flags());
  return add(Syntax::if_, {word, condition, object({true, resources})});
}

Ref Parser::parameter(Ref leading) {
  const Ref word = take();
  const Ref name = expect(TokenType::identifier, "a name");
  if (tree_.parameters) {
    const Ref equals = expect(TokenType::assignment, "`=`");
    return add(Syntax::assigned, {leading, word, name, equals, expression(Flags())});
  }
  const Ref declared_type = type(false);
  Ref value;
  if (!failed_ && check(TokenType::assignment)) {
    const Ref equals = take();
    value = add(Syntax::default_value, {equals, expression(Flags())});
  }
  return add(Syntax::parameter, {leading, word, name, declared_type, value});
}

Ref Parser::function(Ref leading) {
  const Ref word = take();
  const Ref name = expect(TokenType::identifier, "a name");
  return add(Syntax::function, {leading, word, name, typed_lambda()});
}

Ref Parser::clause(std::string_view word) {
  const Ref keyword = expect_word(word);
  if (word == "with") return add(Syntax::clause, {keyword, object(Flags())});
  if (word == "from") return add(Syntax::clause, {keyword, string()});
  return add(Syntax::clause, {keyword, expect(TokenType::identifier, "a name")});
}

Ref Parser::import_declaration(Ref leading) {
  const Ref word = take();
  if (check(TokenType::string_complete) || check(TokenType::string_left))
    return extension(leading, word);
  Ref what;
  if (check(TokenType::left_brace)) {
    what = symbols();
  } else {
    const Ref star = expect(TokenType::asterisk, "`{` or `*`");
    what = add(Syntax::clause, {star, clause("as")});
  }
  return add(Syntax::import_, {leading, word, what, clause("from")});
}

Ref Parser::symbols() {
  std::vector<Ref> items = {take()};
  elements(TokenType::right_brace, items, [&]() -> Ref {
    const bool quoted = check(TokenType::string_complete);
    const Ref name = quoted ? string() : expect(TokenType::identifier, "a name");
    const Ref alias = check_word("as") ? clause("as") : Ref();
    if (quoted && !alias) return fail("a quoted symbol needs a name: `'…' as name`");
    return add(Syntax::symbol, {name, alias});
  });
  items.push_back(expect(TokenType::right_brace, "`}`"));
  return add(Syntax::symbols, items);
}

Ref Parser::extension(Ref leading, Ref keyword) {
  const Ref what = check(TokenType::identifier) ? take() : string();
  const Ref with = check_word("with") ? clause("with") : Ref();
  const Ref as = !failed_ && check_word("as") ? clause("as") : Ref();
  return add(Syntax::extension, {leading, keyword, what, with, as});
}

Ref Parser::using_declaration(Ref leading) {
  const Ref word = take();
  const Ref path = check(TokenType::identifier) ? expect_word("none") : string();
  const Ref with = !failed_ && check_word("with") ? clause("with") : Ref();
  return add(Syntax::using_, {leading, word, path, with});
}

Tree parse(std::string_view text, bool parameters) {
  Tree tree;
  tokenize(text, tree);
  Parser(tree, parameters).program();
  return tree;
}

}  // namespace formwork::lang::bicep
