#include "language/bicep/layout.h"

#include "language/bicep/document.h"
#include "language/bicep/syntax.h"

#include <algorithm>

namespace formwork::lang::bicep {
namespace {

using DocList = std::vector<Doc>;

/// Line ends of a comment or string as `\n`.
std::string unix_lines(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '\r')
      out += text[i];
    else if (i + 1 == text.size() || text[i + 1] != '\n')
      out += '\n';
  }
  return out;
}

std::size_t count_newlines(std::string_view text) {
  std::size_t count = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '\n' || (text[i] == '\r' && (i + 1 == text.size() || text[i + 1] != '\n')))
      ++count;
  }
  return count;
}

class Layouts {
 public:
  explicit Layouts(const Tree& tree) : tree_(tree) {}

  std::string run() {
    DocList docs;
    for (std::size_t i = 0; i < size(tree_.root); ++i) append(docs, lay(child(tree_.root, i)));
    docs = collapse(trim(std::move(docs)), false);
    docs = separate(docs, Docs::kHardLine);
    std::string out = docs_.print(docs);
    out += '\n';
    return out;
  }

 private:
  [[nodiscard]] Ref child(Ref node, std::size_t i) const { return tree_.child(node, i); }
  [[nodiscard]] std::size_t size(Ref node) const { return tree_.size(node); }
  static void append(DocList& out, const DocList& more) {
    out.insert(out.end(), more.begin(), more.end());
  }

  // -- operators
  static DocList trim(DocList docs) {
    const auto line = [](Doc d) { return d == Docs::kHardLine || d == Docs::kSoftLine; };
    while (!docs.empty() && line(docs.back())) docs.pop_back();
    docs.erase(docs.begin(), std::find_if_not(docs.begin(), docs.end(), line));
    return docs;
  }

  /// Line ends that follow one another become one empty line; a single one goes.
  DocList collapse(const DocList& docs, bool breaks) {
    DocList out;
    const auto hard = [&] {
      out.push_back(Docs::kHardLine);
      if (breaks) ++breakers_;
    };
    Doc previous = 0;
    for (const Doc doc : docs) {
      if (doc == Docs::kSoftLine) {
        if (previous == Docs::kSoftLine) hard();
        previous = Docs::kSoftLine;
      } else if (doc == Docs::kHardLine) {
        if (previous != Docs::kHardLine) hard();
        previous = Docs::kHardLine;
      } else {
        out.push_back(doc);
        previous = doc;
      }
    }
    return out;
  }

  static DocList separate(const DocList& docs, Doc separator) {
    DocList out;
    for (std::size_t i = 0; i < docs.size(); ++i) {
      if (i != 0 && docs[i - 1] != Docs::kHardLine) out.push_back(separator);
      out.push_back(docs[i]);
    }
    return out;
  }

  Doc group_or_glue(const DocList& parts, unsigned before) {
    return breakers_ > before ? docs_.glue(parts) : docs_.group(parts);
  }

  /// Parts one below the other, one level in; on one line if they fit.
  Doc indented(const DocList& parts, unsigned before, bool leading_line) {
    DocList kept;
    std::copy_if(parts.begin(), parts.end(), std::back_inserter(kept),
                 [&](Doc d) { return !docs_.is_line(d); });
    kept = separate(kept, Docs::kLineOrSpace);
    if (leading_line) kept.insert(kept.begin(), Docs::kLineOrEmpty);
    const Doc made = docs_.indent(kept);
    // A comment at its end breaks nothing within.
    if (docs_.has_suffix(made)) --breakers_;
    return group_or_glue({made}, before);
  }

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

  // -- tokens
  DocList leading_trivia(const Token& token) {
    DocList out;
    for (std::uint32_t i = 0; i < token.leading; ++i) out.push_back(comment(token.trivia + i));
    return out;
  }

  Doc comment(std::uint32_t index) {
    const Trivia& trivia = tree_.trivia[index];
    const std::string_view text = tree_.text.substr(trivia.begin, trivia.end - trivia.begin);
    if (trivia.type == TriviaType::line_comment) ++breakers_;
    if (trivia.type != TriviaType::directive) {
      return text.find('\r') == std::string_view::npos ? docs_.text(text)
                                                       : docs_.owned(unix_lines(text));
    }
    // One blank between the codes.
    std::string out;
    for (const char c : text) {
      if (c != ' ' && c != '\t')
        out += c;
      else if (!out.ends_with(' '))
        out += ' ';
    }
    return docs_.owned(std::move(out));
  }

  /// What stands behind a token on its line; a line comment goes to `suffix`.
  DocList trailing_trivia(const Token& token, Doc& suffix) {
    DocList out;
    for (std::uint32_t i = 0; i < token.trailing; ++i) {
      const Trivia& trivia = tree_.trivia[token.trivia + token.leading + i];
      if (trivia.type == TriviaType::line_comment) {
        ++breakers_;
        suffix = docs_.suffix(
            " " + std::string(tree_.text.substr(trivia.begin, trivia.end - trivia.begin)));
      } else {
        out.push_back(comment(token.trivia + token.leading + i));
      }
    }
    return out;
  }

  DocList token(Ref ref) {
    const Token& token = tree_.token(ref);
    const Doc text = docs_.text(tree_.source(ref));
    DocList leading = leading_trivia(token);
    switch (stickiness(token.type)) {
      case Stickiness::none:
        if (token.type == TokenType::comma) return leading;
        leading.push_back(text);
        return leading.size() == 1 ? leading : DocList{docs_.spread(leading)};
      case Stickiness::leading:
        return with_leading(token, std::move(leading), text);
      case Stickiness::trailing: {
        Doc suffix = 0;
        DocList parts = trailing_trivia(token, suffix);
        parts.insert(parts.begin(), text);
        leading.push_back(with_suffix(parts, suffix));  // before it: comments of the last line
        return leading;
      }
      case Stickiness::both:
        return {around(std::move(leading), text, token)};
    }
    return {};
  }

  Doc with_suffix(const DocList& parts, Doc suffix) {
    const Doc text = parts.size() == 1 ? parts[0] : docs_.spread(parts);
    return suffix == 0 ? text : docs_.glue({text, suffix});
  }

  Doc around(DocList leading, Doc text, const Token& last) {
    Doc suffix = 0;
    const DocList trailing = trailing_trivia(last, suffix);
    leading.push_back(text);
    append(leading, trailing);
    return with_suffix(leading, suffix);
  }

  DocList with_leading(const Token& token, DocList leading, Doc text) {
    if (token.type == TokenType::pipe || token.type == TokenType::end_of_file) {
      if (leading.empty()) return {};
      return {docs_.spread(leading)};
    }
    if (token.type == TokenType::newline) {
      const bool hard = count_newlines(tree_.text.substr(token.begin, token.end - token.begin)) > 1;
      DocList out;
      if (!leading.empty()) {
        ++breakers_;
        out.push_back(docs_.spread(leading));
      }
      out.push_back(hard ? Docs::kHardLine : Docs::kSoftLine);
      return out;
    }
    leading.push_back(text);
    return leading.size() == 1 ? leading : DocList{docs_.spread(leading)};
  }

  // -- nodes
  Doc single(Ref ref) {
    const DocList docs = lay(ref);
    return docs.size() == 1 ? docs[0] : docs_.spread(docs);
  }

  /// All children that are there, from `from` on.
  DocList singles(Ref node, std::size_t from = 0) {
    DocList out;
    for (std::size_t i = from; i < size(node); ++i) {
      const Ref ref = child(node, i);
      if (ref && !(tree_.kind(ref) == Syntax::list && size(ref) == 0)) out.push_back(single(ref));
    }
    return out;
  }
  Doc glued(Ref node) { return docs_.glue(singles(node)); }

  DocList many(Ref list) {
    DocList out;
    for (std::size_t i = 0; i < size(list); ++i) append(out, lay(child(list, i)));
    return out;
  }

  /// Decorators, without the empty lines between them.
  DocList leading_nodes(Ref list) {
    DocList out = many(list);
    out.erase(std::remove(out.begin(), out.end(), Docs::kHardLine), out.end());
    return out;
  }

  DocList lay(Ref ref) {
    if (ref.is_token()) return token(ref);
    switch (tree_.kind(ref)) {
      case Syntax::none:
      case Syntax::program:
        return {};
      case Syntax::list:
        return many(ref);
      case Syntax::resource:
      case Syntax::module:
        return resource(ref);
      case Syntax::target_scope:
      case Syntax::metadata:
      case Syntax::parameter:
      case Syntax::assigned:
      case Syntax::variable:
      case Syntax::type_declaration:
      case Syntax::output:
      case Syntax::test:
      case Syntax::assert_:
      case Syntax::import_:
      case Syntax::extension_config:
      case Syntax::using_:
      case Syntax::extends:
        return declaration(ref);
      case Syntax::extension: {
        DocList out = leading_nodes(child(ref, 0));
        DocList parts = singles(ref, 1);
        // The formatter leaves the place of a `with` that is not there.
        if (!child(ref, 3)) parts.insert(parts.begin() + 2, Docs::kEmpty);
        out.push_back(docs_.spread(parts));
        return out;
      }
      case Syntax::function: {
        DocList out = leading_nodes(child(ref, 0));
        const Doc keyword = single(child(ref, 1));
        const Doc name = single(child(ref, 2));
        out.push_back(docs_.spread({keyword, docs_.glue({name, single(child(ref, 3))})}));
        return out;
      }
      case Syntax::tuple_item: {
        DocList out = leading_nodes(child(ref, 0));
        out.push_back(single(child(ref, 1)));
        return out;
      }
      case Syntax::type_property: {
        DocList out = leading_nodes(child(ref, 0));
        const Doc key = docs_.glue({single(child(ref, 1)), single(child(ref, 2))});
        out.push_back(docs_.spread({key, single(child(ref, 3))}));
        return out;
      }
      case Syntax::property: {
        const Doc key = docs_.glue({single(child(ref, 0)), single(child(ref, 1))});
        return {docs_.spread({key, single(child(ref, 2))})};
      }
      case Syntax::default_value:
      case Syntax::clause:
      case Syntax::symbol:
      case Syntax::if_:
      case Syntax::binary:
      case Syntax::typed_variable:
        return {docs_.spread(singles(ref))};
      case Syntax::resource_type:
      case Syntax::decorator:
      case Syntax::spread:
      case Syntax::unary:
      case Syntax::index:
      case Syntax::member:
      case Syntax::nested:
      case Syntax::non_null:
      case Syntax::parenthesized:
      case Syntax::nullable:
      case Syntax::array_type:
      case Syntax::items_type:
      case Syntax::type_index:
      case Syntax::type_member:
      case Syntax::additional_type:
      case Syntax::parenthesized_type:
        return {glued(ref)};
      case Syntax::union_member:
        return lay(child(ref, 0));
      case Syntax::object:
      case Syntax::object_type:
      case Syntax::symbols:
        return {braces(ref, {Docs::kLineOrCommaSpace, Docs::kLineOrEmpty, true, true})};
      case Syntax::array:
        return {braces(ref, {Docs::kLineOrCommaSpace, Docs::kLineOrEmpty, true, true})};
      case Syntax::tuple_type:
        return {braces(ref, {Docs::kLineOrCommaSpace, Docs::kLineOrEmpty, false, true})};
      case Syntax::string:
        return {string(ref)};
      case Syntax::for_:
        return {for_expression(ref)};
      case Syntax::ternary:
        return {ternary(ref)};
      case Syntax::call:
        return {call(ref, 1)};
      case Syntax::method:
        return {call(ref, 3)};
      case Syntax::generic:
        return {generic(ref, 1)};
      case Syntax::member_generic:
        return {generic(ref, 3)};
      case Syntax::variables:
        return {variables(ref)};
      case Syntax::lambda:
      case Syntax::typed_lambda:
        return {lambda(ref)};
      case Syntax::union_type:
        return {union_type(ref)};
    }
    return {};
  }

  DocList declaration(Ref ref) {
    DocList out = leading_nodes(child(ref, 0));
    out.push_back(docs_.spread(singles(ref, 1)));
    return out;
  }

  DocList resource(Ref ref) {
    DocList out = leading_nodes(child(ref, 0));
    const std::size_t count = size(ref);
    const Ref lines = child(ref, count - 2);
    DocList parts;
    for (std::size_t i = 1; i + 2 < count; ++i) {
      if (child(ref, i)) parts.push_back(single(child(ref, i)));
    }
    if (has_comment(lines)) {
      const unsigned before = breakers_;
      DocList rest = many(lines);
      rest.push_back(single(child(ref, count - 1)));
      parts.push_back(indented(rest, before, true));
    } else {
      parts.push_back(single(child(ref, count - 1)));
    }
    out.push_back(docs_.spread(parts));
    return out;
  }

  /// True if a comment belongs to one of the line ends.
  [[nodiscard]] bool has_comment(Ref lines) const {
    for (std::size_t i = 0; i < size(lines); ++i) {
      if (tree_.token(child(lines, i)).leading != 0) return true;
    }
    return false;
  }

  /// `{ … }` and `[ … ]`: what begins on a line of its own stays broken.
  Doc braces(Ref ref, Style style) {
    const Syntax kind = tree_.kind(ref);
    if (kind == Syntax::object || kind == Syntax::object_type || kind == Syntax::symbols)
      style.padding = Docs::kLineOrSpace;
    const std::size_t count = size(ref);
    if (style.force) {
      style.force = false;
      if (count > 2 && tree_.is(child(ref, 1), TokenType::newline)) {
        for (std::size_t i = 1; i + 1 < count; ++i) style.force = style.force || counts(ref, i);
      }
    }
    // A decorator needs a line of its own. (The formatter forgets that in tuples.)
    for (std::size_t i = 1; i + 1 < count; ++i)
      style.force = style.force || decorated(child(ref, i));
    return bracket(child(ref, 0), child(ref, count - 1), style, [&] {
      DocList items;
      for (std::size_t i = 1; i + 1 < count; ++i) append(items, lay(child(ref, i)));
      return items;
    });
  }

  [[nodiscard]] bool decorated(Ref entry) const {
    const Syntax kind = tree_.kind(entry);
    return (kind == Syntax::type_property || kind == Syntax::tuple_item ||
            kind == Syntax::resource) &&
           size(child(entry, 0)) != 0;
  }

  /// Whether the child is an entry: of an object a property, not a spread or resource.
  [[nodiscard]] bool counts(Ref ref, std::size_t i) const {
    const Ref entry = child(ref, i);
    if (tree_.is(entry, TokenType::newline) || tree_.is(entry, TokenType::comma)) return false;
    if (tree_.kind(ref) == Syntax::object) return tree_.kind(entry) == Syntax::property;
    return tree_.kind(ref) != Syntax::array || tree_.kind(entry) != Syntax::spread;
  }

  Doc string(Ref ref) {
    const Token& first = tree_.token(child(ref, 0));
    const Token& last = tree_.token(child(ref, size(ref) - 1));
    const DocList leading = leading_trivia(first);
    const std::string_view text = tree_.source(ref);
    const Doc doc = text.find('\r') == std::string_view::npos ? docs_.text(text)
                                                              : docs_.owned(unix_lines(text));
    return around(leading, doc, last);
  }

  Doc for_expression(Ref ref) {
    const Doc variables_doc = [&] {
      const Doc made = single(child(ref, 3));
      return docs_.kind(made) == DocKind::group ? docs_.flattened(made) : made;
    }();
    return bracket(
        child(ref, 0), child(ref, 9), {Docs::kLineOrEmpty, Docs::kLineOrEmpty, false, true}, [&] {
          DocList items = many(child(ref, 1));
          const Doc word = single(child(ref, 2));
          const Doc in = single(child(ref, 4));
          const Doc list = docs_.glue({single(child(ref, 5)), single(child(ref, 6))});
          items.push_back(docs_.spread({word, variables_doc, in, list, single(child(ref, 7))}));
          append(items, many(child(ref, 8)));
          return items;
        });
  }

  Doc ternary(Ref ref) {
    const unsigned before = breakers_;
    DocList parts = {single(child(ref, 0))};
    append(parts, many(child(ref, 1)));
    const Doc question = single(child(ref, 2));
    parts.push_back(docs_.spread({question, docs_.indent({single(child(ref, 3))})}));
    append(parts, many(child(ref, 4)));
    const Doc colon = single(child(ref, 5));
    parts.push_back(docs_.spread({colon, docs_.indent({single(child(ref, 6))})}));
    return indented(parts, before, false);
  }

  /// Items between `open` and the last child, with commas behind all but the last. `last`: the
  /// document of the last one, if it was made before.
  DocList comma_separated(Ref ref, std::size_t open, Doc last_made) {
    const std::size_t close = size(ref) - 1;
    std::size_t last = 0;
    for (std::size_t i = open + 1; i < close; ++i) {
      if (is_item(child(ref, i))) last = i;
    }
    DocList out;
    for (std::size_t i = open + 1; i < close; ++i) {
      const Ref item = child(ref, i);
      if (!is_item(item))
        append(out, lay(item));
      else if (i != last)
        out.push_back(docs_.glue({single(item), Docs::kComma}));
      else
        out.push_back(last_made != 0 ? last_made : single(item));
    }
    return out;
  }
  [[nodiscard]] bool is_item(Ref ref) const {
    return !tree_.is(ref, TokenType::comma) && !tree_.is(ref, TokenType::newline);
  }

  Doc call(Ref ref, std::size_t open) {
    const std::size_t close = size(ref) - 1;
    const Doc last = last_argument(ref, open);
    DocList parts;
    for (std::size_t i = 0; i < open; ++i) parts.push_back(single(child(ref, i)));
    parts.push_back(bracket(child(ref, open), child(ref, close),
                            {Docs::kLineOrSpace, Docs::kLineOrEmpty, false, false},
                            [&] { return comma_separated(ref, open, last); }));
    return docs_.glue(parts);
  }

  /// The last of several arguments, if it is an object or array (or a function that gives one): it
  /// may go over lines without the others.
  Doc last_argument(Ref ref, std::size_t open) {
    std::size_t count = 0;
    Ref last;
    for (std::size_t i = open + 1; i + 1 < size(ref); ++i) {
      if (!is_item(child(ref, i))) continue;
      ++count;
      last = child(ref, i);
    }
    if (count < 2) return 0;
    const auto holds = [&](Ref value) {
      return tree_.kind(value) == Syntax::object || tree_.kind(value) == Syntax::array;
    };
    const bool function = tree_.kind(last) == Syntax::lambda && holds(child(last, 3));
    if (!function && !holds(last)) return 0;
    const Ref value = function ? child(last, 3) : last;
    const Token& bracket_token = tree_.token(child(value, size(value) - 1));
    for (std::uint32_t i = 0; i < bracket_token.trailing; ++i) {
      if (tree_.trivia[bracket_token.trivia + bracket_token.leading + i].type ==
          TriviaType::line_comment)
        return 0;
    }
    const Doc made = single(last);
    if (docs_.kind(made) != DocKind::glue) return made;
    if (!function) return docs_.tail(made);
    const Doc body = docs_.last(made);
    return docs_.kind(body) == DocKind::glue ? docs_.with_last(made, docs_.tail(body)) : made;
  }

  Doc generic(Ref ref, std::size_t open) {
    const std::size_t close = size(ref) - 1;
    bool items = false;
    for (std::size_t i = open + 1; i < close; ++i) items = items || is_item(child(ref, i));
    const bool force = items && tree_.is(child(ref, open + 1), TokenType::newline);
    DocList parts;
    for (std::size_t i = 0; i < open; ++i) parts.push_back(single(child(ref, i)));
    const Doc arguments = bracket(child(ref, open), child(ref, close),
                                  {Docs::kLineOrSpace, Docs::kLineOrEmpty, force, true},
                                  [&] { return comma_separated(ref, open, 0); });
    // A type is read more easily on one line, however long.
    parts.push_back(docs_.kind(arguments) == DocKind::group ? docs_.flattened(arguments)
                                                            : arguments);
    return docs_.glue(parts);
  }

  Doc variables(Ref ref) {
    return bracket(child(ref, 0), child(ref, size(ref) - 1),
                   {Docs::kLineOrSpace, Docs::kLineOrEmpty, false, true},
                   [&] { return comma_separated(ref, 0, 0); });
  }

  Doc lambda(Ref ref) {
    const bool typed = tree_.kind(ref) == Syntax::typed_lambda;
    const std::size_t arrow = typed ? 2 : 1;
    const Ref lines = child(ref, arrow + 1);
    const Ref body = child(ref, arrow + 2);
    DocList parts;
    for (std::size_t i = 0; i < arrow; ++i) parts.push_back(single(child(ref, i)));
    const bool open = tree_.kind(body) == Syntax::object || tree_.kind(body) == Syntax::array;
    if (open && !has_comment(lines)) {
      parts.push_back(single(child(ref, arrow)));
      parts.push_back(single(body));
      return docs_.spread(parts);
    }
    if (!typed) parts.push_back(single(child(ref, arrow)));
    const unsigned before = breakers_;
    DocList rest;
    if (typed) rest.push_back(single(child(ref, arrow)));
    append(rest, many(lines));
    rest.push_back(single(body));
    parts.push_back(indented(rest, before, !typed));
    return docs_.spread(parts);
  }

  Doc union_type(Ref ref) {
    const unsigned before = breakers_;
    DocList parts;
    bool first = true;
    for (std::size_t i = 0; i < size(ref); ++i) {
      const Ref item = child(ref, i);
      if (tree_.kind(item) != Syntax::union_member) {
        append(parts, lay(item));
        continue;
      }
      parts.push_back(docs_.glue({first ? Docs::kLeadingPipe : Docs::kPipe, single(item)}));
      first = false;
    }
    return indented(parts, before, true);
  }

  const Tree& tree_;
  Docs docs_{};
  /// What cannot stand on one line so far; a group that saw one more breaks.
  unsigned breakers_ = 0;
};

/// What a layout may not change: words and values, then comments, each in their order.
std::vector<std::string> essence(const Tree& tree) {
  std::vector<std::string> out;
  std::vector<std::string> notes;
  const auto comments = [&](const Token& token) {
    const std::size_t end = token.trivia + token.leading + token.trailing;
    for (std::size_t i = token.trivia; i < end; ++i) {
      const Trivia& t = tree.trivia[i];
      if (t.type == TriviaType::directive)
        notes.emplace_back("#");
      else
        notes.push_back(unix_lines(tree.text.substr(t.begin, t.end - t.begin)));
    }
  };
  for (const Token& token : tree.tokens) {
    comments(token);
    if (token.type != TokenType::newline && token.type != TokenType::comma &&
        token.type != TokenType::pipe)
      out.push_back(unix_lines(tree.text.substr(token.begin, token.end - token.begin)));
  }
  out.insert(out.end(), notes.begin(), notes.end());
  return out;
}

}  // namespace

std::string layout(std::string text, bool parameters) {
  const Tree tree = parse(text, parameters);
  if (!tree.problems.empty()) return text;
  std::string out = Layouts(tree).run();
  if (out == text) return text;
  // What is written was verified as it was: a layout that would say something else is not used.
  const Tree again = parse(out, parameters);
  return again.problems.empty() && essence(again) == essence(tree) ? out : text;
}

std::string layout(std::string text) {
  const bool parameters = looks_like_parameters(text);
  return layout(std::move(text), parameters);
}

}  // namespace formwork::lang::bicep
