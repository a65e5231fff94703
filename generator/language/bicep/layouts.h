#pragma once
// Private to bicep/: the layout of each kind of node, as SyntaxLayouts of the compiler's formatter
// has it.
#include "language/bicep/document.h"
#include "language/bicep/syntax.h"

#include <string>
#include <vector>

namespace formwork::lang::bicep {

using DocList = std::vector<Doc>;

/// Line ends of a comment or string as `\n`.
[[nodiscard]] std::string unix_lines(std::string_view text);

/// Makes documents of nodes and prints them. Where a layout depends on what was laid out before
/// (`breakers_`), the order of calls is the formatter's.
class Layouts {
 public:
  explicit Layouts(const Tree& tree) : tree_(tree) {}
  std::string run();

 private:
  [[nodiscard]] Ref child(Ref node, std::size_t i) const { return tree_.child(node, i); }
  [[nodiscard]] std::size_t size(Ref node) const { return tree_.size(node); }
  static void append(DocList& out, const DocList& more) {
    out.insert(out.end(), more.begin(), more.end());
  }

  // -- operators and tokens: layout_tokens.cpp
  static DocList trim(DocList docs);
  /// Line ends that follow one another become one empty line; a single one goes.
  DocList collapse(const DocList& docs, bool breaks);
  static DocList separate(const DocList& docs, Doc separator);
  Doc group_or_glue(const DocList& parts, unsigned before) {
    return breakers_ > before ? docs_.glue(parts) : docs_.group(parts);
  }
  /// Parts one below the other, one level in; on one line if they fit.
  Doc indented(const DocList& parts, unsigned before, bool leading_line);
  struct Style {
    Doc separator = Docs::kLineOrCommaSpace;
    Doc padding = Docs::kLineOrEmpty;
    bool force = false;
    bool indent_single = true;
  };
  /// `lay_items` is called between the brackets, in their order.
  template <class Items>
  Doc bracket(Ref open, Ref close, const Style& style, Items lay_items) {
    const Doc opening = single(open);
    DocList dangling = lay(close);
    const Doc closing = dangling.back();
    dangling.pop_back();
    const unsigned before = breakers_;
    DocList items = collapse(trim(lay_items()), true);
    append(items, dangling);
    items = separate(items, style.separator);
    if (items.empty()) return docs_.glue({opening, closing});
    if (items.size() == 1 && !style.indent_single && !docs_.has_suffix(items[0])) {
      const Doc pad = docs_.flattened(style.padding);
      return docs_.glue({opening, pad, items[0], pad, closing});
    }
    if (style.force || !dangling.empty()) ++breakers_;
    items.insert(items.begin(), style.padding);
    return group_or_glue({opening, docs_.indent(items), style.padding, closing}, before);
  }
  DocList leading_trivia(const Token& token);
  Doc comment(std::uint32_t index);
  /// What stands behind a token on its line; a line comment goes to `suffix`.
  DocList trailing_trivia(const Token& token, Doc& suffix);
  DocList token(Ref ref);
  Doc with_suffix(const DocList& parts, Doc suffix);
  Doc around(DocList leading, Doc text, const Token& last);
  DocList with_leading(const Token& token, DocList leading, Doc text);

  // -- nodes: layout_nodes.cpp
  Doc single(Ref ref);
  /// All children that are there, from `from` on.
  DocList singles(Ref node, std::size_t from = 0);
  Doc glued(Ref node) { return docs_.glue(singles(node)); }
  DocList many(Ref list);
  /// Decorators, without the empty lines between them.
  DocList leading_nodes(Ref list);
  DocList lay(Ref ref);
  DocList declaration(Ref ref);
  DocList resource(Ref ref);
  /// True if a comment belongs to one of the line ends.
  [[nodiscard]] bool has_comment(Ref lines) const;
  /// `{ … }` and `[ … ]`: what begins on a line of its own stays broken.
  Doc braces(Ref ref, Style style);
  [[nodiscard]] bool decorated(Ref entry) const;
  /// Whether the child is an entry: of an object a property, not a spread or resource.
  [[nodiscard]] bool counts(Ref ref, std::size_t i) const;
  Doc string(Ref ref);
  Doc for_expression(Ref ref);
  Doc ternary(Ref ref);
  /// Items between `open` and the last child, with commas behind all but the last. `last`: the
  /// document of the last one, if it was made before.
  DocList comma_separated(Ref ref, std::size_t open, Doc last_made);
  [[nodiscard]] bool is_item(Ref ref) const {
    return !tree_.is(ref, TokenType::comma) && !tree_.is(ref, TokenType::newline);
  }
  Doc call(Ref ref, std::size_t open);
  /// The last of several arguments, if it is an object or array (or a function that gives one): it
  /// may go over lines without the others.
  Doc last_argument(Ref ref, std::size_t open);
  Doc generic(Ref ref, std::size_t open);
  Doc variables(Ref ref);
  Doc lambda(Ref ref);
  Doc union_type(Ref ref);

  const Tree& tree_;
  Docs docs_{};
  /// What cannot stand on one line so far; a group that saw one more breaks.
  unsigned breakers_ = 0;
};

}  // namespace formwork::lang::bicep
