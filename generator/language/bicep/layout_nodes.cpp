// Declarations, expressions and types.
#include "language/bicep/layouts.h"

#include <algorithm>

namespace formwork::lang::bicep {

Doc Layouts::single(Ref ref) {
  const DocList docs = lay(ref);
  return docs.size() == 1 ? docs[0] : docs_.spread(docs);
}

DocList Layouts::singles(Ref node, std::size_t from) {
  DocList out;
  for (std::size_t i = from; i < size(node); ++i) {
    const Ref ref = child(node, i);
    if (ref && !(tree_.kind(ref) == Syntax::list && size(ref) == 0)) out.push_back(single(ref));
  }
  return out;
}

DocList Layouts::many(Ref list) {
  DocList out;
  for (std::size_t i = 0; i < size(list); ++i) append(out, lay(child(list, i)));
  return out;
}

DocList Layouts::leading_nodes(Ref list) {
  DocList out = many(list);
  out.erase(std::remove(out.begin(), out.end(), Docs::kHardLine), out.end());
  return out;
}

DocList Layouts::lay(Ref ref) {
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

DocList Layouts::declaration(Ref ref) {
  DocList out = leading_nodes(child(ref, 0));
  out.push_back(docs_.spread(singles(ref, 1)));
  return out;
}

DocList Layouts::resource(Ref ref) {
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

bool Layouts::has_comment(Ref lines) const {
  for (std::size_t i = 0; i < size(lines); ++i) {
    if (tree_.token(child(lines, i)).leading != 0) return true;
  }
  return false;
}

Doc Layouts::braces(Ref ref, Style style) {
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
  for (std::size_t i = 1; i + 1 < count; ++i) style.force = style.force || decorated(child(ref, i));
  return bracket(child(ref, 0), child(ref, count - 1), style, [&] {
    DocList items;
    for (std::size_t i = 1; i + 1 < count; ++i) append(items, lay(child(ref, i)));
    return items;
  });
}

bool Layouts::decorated(Ref entry) const {
  const Syntax kind = tree_.kind(entry);
  return (kind == Syntax::type_property || kind == Syntax::tuple_item ||
          kind == Syntax::resource) &&
         size(child(entry, 0)) != 0;
}

bool Layouts::counts(Ref ref, std::size_t i) const {
  const Ref entry = child(ref, i);
  if (tree_.is(entry, TokenType::newline) || tree_.is(entry, TokenType::comma)) return false;
  if (tree_.kind(ref) == Syntax::object) return tree_.kind(entry) == Syntax::property;
  return tree_.kind(ref) != Syntax::array || tree_.kind(entry) != Syntax::spread;
}

Doc Layouts::string(Ref ref) {
  const Token& first = tree_.token(child(ref, 0));
  const Token& last = tree_.token(child(ref, size(ref) - 1));
  const DocList leading = leading_trivia(first);
  const std::string_view text = tree_.source(ref);
  const Doc doc =
      text.find('\r') == std::string_view::npos ? docs_.text(text) : docs_.owned(unix_lines(text));
  return around(leading, doc, last);
}

Doc Layouts::for_expression(Ref ref) {
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

Doc Layouts::ternary(Ref ref) {
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

DocList Layouts::comma_separated(Ref ref, std::size_t open, Doc last_made) {
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

Doc Layouts::call(Ref ref, std::size_t open) {
  const std::size_t close = size(ref) - 1;
  const Doc last = last_argument(ref, open);
  DocList parts;
  for (std::size_t i = 0; i < open; ++i) parts.push_back(single(child(ref, i)));
  parts.push_back(bracket(child(ref, open), child(ref, close),
                          {Docs::kLineOrSpace, Docs::kLineOrEmpty, false, false},
                          [&] { return comma_separated(ref, open, last); }));
  return docs_.glue(parts);
}

Doc Layouts::last_argument(Ref ref, std::size_t open) {
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

Doc Layouts::generic(Ref ref, std::size_t open) {
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
  parts.push_back(docs_.kind(arguments) == DocKind::group ? docs_.flattened(arguments) : arguments);
  return docs_.glue(parts);
}

Doc Layouts::variables(Ref ref) {
  return bracket(child(ref, 0), child(ref, size(ref) - 1),
                 {Docs::kLineOrSpace, Docs::kLineOrEmpty, false, true},
                 [&] { return comma_separated(ref, 0, 0); });
}

Doc Layouts::lambda(Ref ref) {
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

Doc Layouts::union_type(Ref ref) {
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

}  // namespace formwork::lang::bicep
