#include "language/bicep/reader.h"

#include "base/text.h"
#include "language/lines.h"
#include "language/scalar.h"

#include <fmt/format.h>

#include <charconv>

namespace formwork::lang::bicep {
namespace {

constexpr std::string_view kMarkEnd = "\xEE\x80\x81";

/// True if `text` is one mark of a shape and nothing else.
bool is_mark(std::string_view text) {
  return has_mark(text) && text.starts_with("\xEE\x80\x80") &&
         text.find(kMarkEnd) == text.size() - kMarkEnd.size();
}

class Reader {
 public:
  Reader(const Tree& tree, SourceId source, Diagnostics& diagnostics)
      : tree_(tree), source_(source), diagnostics_(diagnostics) {}

  std::optional<Document> read() {
    root_ = document_.add_map(span(tree_.root));
    const std::string_view kind = tree_.parameters ? "bicepparam" : "bicep";
    document_.append(root_, "kind", {}, document_.add_string(kind, span(tree_.root)));
    for (std::size_t i = 0; i < tree_.size(tree_.root); ++i)
      declaration(tree_.child(tree_.root, i));
    if (failed_) return {};
    document_.set_root(root_);
    return std::move(document_);
  }

 private:
  [[nodiscard]] Span span(Ref ref) const { return {source_, tree_.begin(ref), tree_.end(ref)}; }
  [[nodiscard]] Ref child(Ref node, std::size_t i) const { return tree_.child(node, i); }

  void error(Ref at, std::string message, std::string help) {
    failed_ = true;
    diagnostics_.add(Code::FW6010, span(at), std::move(message), std::move(help));
  }

  /// The map `key` of the root.
  NodeId section(std::string_view key) {
    if (const Node found = document_.node(root_).find(key)) return found.id();
    const NodeId made = document_.add_map(span(tree_.root));
    document_.append(root_, key, {}, made);
    return made;
  }

  void put(NodeId map, std::string_view key, Ref at, NodeId value) {
    if (!document_.node(map).find(key)) document_.append(map, key, span(at), value);
  }

  /// A declared name in its section; each once.
  void declare(std::string_view into, std::string_view name, Ref at, NodeId value) {
    const NodeId map = section(into);
    if (document_.node(map).find(name)) {
      error(at, fmt::format("`{}` is declared twice", printable(name)), "rename one of them");
      return;
    }
    document_.append(map, name, span(at), value);
  }

  /// What was written; with a hole in it, nothing that could be compared.
  NodeId text(Ref ref) {
    const std::string_view written = tree_.source(ref);
    return has_mark(written) ? unknown(ref) : document_.add_string(written, span(ref));
  }
  NodeId unknown(Ref ref) {
    return document_.add_text(Kind::unknown, tree_.source(ref), span(ref));
  }

  NodeId value(Ref ref) {
    if (ref.is_token()) return literal(ref);
    std::string constant;
    switch (tree_.kind(ref)) {
      case Syntax::string:
        if (!constant_string(tree_, ref, constant)) return unknown(ref);
        return add_leaf(document_, constant, span(ref));
      case Syntax::object:
        return object(ref);
      case Syntax::array:
        return array(ref);
      case Syntax::parenthesized:
        return value(child(ref, 1));
      case Syntax::unary:
        if (const auto number = negative(ref)) return document_.add_int(*number, span(ref));
        return unknown(ref);
      case Syntax::call:
        return call(ref);
      default:
        return unknown(ref);
    }
  }

  NodeId literal(Ref ref) {
    const Span where = span(ref);
    const std::string_view written = tree_.source(ref);
    switch (tree_.token(ref).type) {
      case TokenType::true_keyword:
        return document_.add_bool(true, where);
      case TokenType::false_keyword:
        return document_.add_bool(false, where);
      case TokenType::null_keyword:
        return document_.add_null(where);
      case TokenType::integer: {
        std::int64_t number = 0;
        const auto read = std::from_chars(written.data(), written.data() + written.size(), number);
        return read.ec == std::errc() ? document_.add_int(number, where) : unknown(ref);
      }
      default:
        return is_mark(written) ? document_.add_text(Kind::hole, written, where) : unknown(ref);
    }
  }

  [[nodiscard]] std::optional<std::int64_t> negative(Ref ref) const {
    if (!tree_.is(child(ref, 0), TokenType::minus) || !tree_.is(child(ref, 1), TokenType::integer))
      return {};
    const std::string written = "-" + std::string(tree_.source(child(ref, 1)));
    std::int64_t number = 0;
    const auto read = std::from_chars(written.data(), written.data() + written.size(), number);
    return read.ec == std::errc() ? std::optional(number) : std::nullopt;
  }

  /// `json('1.5')` is how a number with a fraction is written.
  NodeId call(Ref ref) {
    std::string written;
    if (tree_.source(child(ref, 0)) != "json" || tree_.size(ref) != 4 ||
        !constant_string(tree_, child(ref, 2), written) || written.empty() ||
        !is_digit(written.back()))
      return unknown(ref);
    double number = 0;
    const char* end = written.data() + written.size();
    const auto read = std::from_chars(written.data(), end, number);
    if (read.ec != std::errc() || read.ptr != end) return unknown(ref);
    return document_.add_number(number, written, span(ref));
  }

  NodeId array(Ref ref) {
    const NodeId list = document_.add_list(span(ref));
    for (std::size_t i = 1; i + 1 < tree_.size(ref); ++i) {
      const Ref item = child(ref, i);
      if (tree_.is(item, TokenType::newline) || tree_.is(item, TokenType::comma)) continue;
      if (tree_.kind(item) == Syntax::spread) return unknown(ref);
      document_.append(list, value(item));
    }
    return list;
  }

  /// The key of a property; nothing if it holds an expression.
  [[nodiscard]] std::optional<std::string> key_of(Ref key) const {
    if (key.is_token()) return std::string(tree_.source(key));
    std::string out;
    return constant_string(tree_, key, out) ? std::optional(out) : std::nullopt;
  }

  NodeId object(Ref ref) {
    const NodeId map = document_.add_map(span(ref));
    return properties(ref, map, true) ? map : unknown(ref);
  }

  /// False if not all keys are known. `strict`: a key that is there already is an error.
  bool properties(Ref ref, NodeId map, bool strict) {
    bool known = true;
    for (std::size_t i = 1; i + 1 < tree_.size(ref); ++i) {
      const Ref item = child(ref, i);
      if (tree_.kind(item) == Syntax::spread) known = false;
      if (tree_.kind(item) != Syntax::property) continue;
      const Ref key = child(item, 0);
      const auto name = key_of(key);
      const NodeId made = value(child(item, 2));
      if (!name) {
        known = false;
      } else if (!document_.node(map).find(*name)) {
        document_.append(map, *name, span(key), made);
      } else if (strict) {
        error(key, fmt::format("the key `{}` stands twice in an object", printable(*name)),
              "remove one of them");
      }
    }
    return known;
  }

  /// `@minLength(1)` as `minLength: 1`, without arguments `true`, with more a list.
  void decorators(Ref leading, NodeId map) {
    for (std::size_t i = 0; i < tree_.size(leading); ++i) {
      if (tree_.kind(child(leading, i)) != Syntax::decorator) continue;
      const Ref called = child(child(leading, i), 1);
      const bool method = tree_.kind(called) == Syntax::method;
      const Ref name = child(called, method ? 2 : 0);
      std::vector<Ref> arguments;
      for (std::size_t a = method ? 4 : 2; a + 1 < tree_.size(called); ++a) {
        const Ref argument = child(called, a);
        if (!tree_.is(argument, TokenType::newline) && !tree_.is(argument, TokenType::comma))
          arguments.push_back(argument);
      }
      NodeId made = 0;
      if (arguments.empty()) {
        made = document_.add_bool(true, span(called));
      } else if (arguments.size() == 1) {
        made = value(arguments[0]);
      } else {
        made = document_.add_list(span(called));
        for (const Ref argument : arguments) document_.append(made, value(argument));
      }
      put(map, tree_.source(name), name, made);
    }
  }

  void declaration(Ref ref) {
    if (ref.is_token()) return;
    const auto name = [&] { return tree_.source(child(ref, 2)); };
    const NodeId map = document_.add_map(span(ref));
    switch (tree_.kind(ref)) {
      case Syntax::target_scope:
        put(root_, "targetScope", child(ref, 1), value(child(ref, 3)));
        return;
      case Syntax::metadata:
        declare("metadata", name(), child(ref, 2), value(child(ref, 4)));
        return;
      case Syntax::parameter:
        put(map, "type", child(ref, 3), text(child(ref, 3)));
        if (const Ref given = child(ref, 4)) put(map, "default", given, value(child(given, 1)));
        decorators(child(ref, 0), map);
        declare("parameters", name(), child(ref, 2), map);
        return;
      case Syntax::assigned:
        put(map, "value", child(ref, 2), value(child(ref, 4)));
        declare("parameters", name(), child(ref, 2), map);
        return;
      case Syntax::variable:
        put(map, "value", child(ref, 2), value(child(ref, 5)));
        decorators(child(ref, 0), map);
        declare("variables", name(), child(ref, 2), map);
        return;
      case Syntax::output:
        put(map, "type", child(ref, 3), text(child(ref, 3)));
        put(map, "value", child(ref, 2), value(child(ref, 5)));
        decorators(child(ref, 0), map);
        declare("outputs", name(), child(ref, 2), map);
        return;
      case Syntax::type_declaration:
        declare("types", name(), child(ref, 2), unknown(child(ref, 4)));
        return;
      case Syntax::function:
        declare("functions", name(), child(ref, 2), unknown(child(ref, 3)));
        return;
      case Syntax::using_:
      case Syntax::extends:
        put(root_, tree_.source(child(ref, 1)), child(ref, 1),
            child(ref, 2).is_token() ? document_.add_null(span(child(ref, 2)))
                                     : value(child(ref, 2)));
        return;
      case Syntax::resource:
        resource(ref, {}, {}, {});
        return;
      case Syntax::module:
        module(ref);
        return;
      default:
        return;  // asserts, tests, imports, extensions
    }
  }

  /// Puts condition and loop into `map`; the object within them.
  Ref conditions(Ref body, NodeId map) {
    if (tree_.kind(body) == Syntax::for_) {
      const Ref list = child(body, 5);
      const Span where{source_, tree_.begin(child(body, 2)), tree_.end(list)};
      const std::string_view loop = tree_.text.substr(where.begin, where.end - where.begin);
      document_.append(map, "loop", where, document_.add_text(Kind::unknown, loop, where));
      body = child(body, 7);
    }
    if (tree_.kind(body) == Syntax::if_) {
      put(map, "condition", child(body, 0), value(child(body, 1)));
      body = child(body, 2);
    }
    return body;
  }

  void module(Ref ref) {
    const NodeId map = document_.add_map(span(ref));
    put(map, "path", child(ref, 3), value(child(ref, 3)));
    const Ref body = conditions(child(ref, 6), map);
    const bool known = properties(body, map, true);
    decorators(child(ref, 0), map);
    declare("modules", tree_.source(child(ref, 2)), child(ref, 2), known ? map : unknown(body));
  }

  void resource(Ref ref, const std::string& parent, const std::string& parent_type,
                const std::string& parent_version) {
    const Ref name = child(ref, 2);
    const Ref written = child(ref, 3);
    std::string type;
    std::string version = parent_version;
    const bool constant = constant_string(tree_, written, type);
    if (const std::size_t at = type.find('@'); at != std::string::npos) {
      version = type.substr(at + 1);
      type.resize(at);
    }
    if (!parent_type.empty()) type = parent_type + "/" + type;
    std::string symbol(tree_.source(name));
    if (!parent.empty()) symbol = parent + "::" + symbol;

    const NodeId map = document_.add_map(span(ref));
    const NodeId type_leaf = constant ? add_leaf(document_, type, span(written)) : unknown(written);
    put(map, "type", written, type_leaf);
    put(map, "apiVersion", written,
        constant ? add_leaf(document_, version, span(written)) : unknown(written));
    if (child(ref, 4)) put(map, "existing", child(ref, 4), document_.add_bool(true, span(name)));
    const Ref body = conditions(child(ref, 7), map);
    if (!parent.empty())
      put(map, "parent", name, document_.add_text(Kind::unknown, parent, span(name)));
    const bool known = properties(body, map, true);
    decorators(child(ref, 0), map);

    const NodeId entry = document_.add_map(span(ref));
    put(entry, "type", written, document_.copy(document_.node(type_leaf)));
    put(entry, "existing", name, document_.add_bool(static_cast<bool>(child(ref, 4)), span(name)));
    put(entry, "body", name, known ? map : unknown(body));
    declare("resources", symbol, name, entry);
    for (std::size_t i = 1; i + 1 < tree_.size(body); ++i) {
      if (tree_.kind(child(body, i)) == Syntax::resource)
        resource(child(body, i), symbol, type, version);
    }
  }

  const Tree& tree_;
  SourceId source_;
  Diagnostics& diagnostics_;
  Document document_{};
  NodeId root_ = 0;
  bool failed_ = false;
};

void add_all(Node section, const std::string& type, std::vector<Object>& out) {
  for (const Node child : section) out.push_back({type, std::string(child.key()), child});
}

}  // namespace

bool is_parameter_file(std::string_view path, std::string_view text) {
  if (path.ends_with(".bicepparam")) return true;
  return !path.ends_with(".bicep") && looks_like_parameters(text);
}

std::optional<Document> read(SourceId source, const SourceMap& sources, Diagnostics& diagnostics) {
  const std::size_t before = diagnostics.size();
  const std::string_view text = sources.text(source);
  // Editors on Windows begin files with a byte order mark.
  check_characters(source, sources, diagnostics, text.starts_with("\xEF\xBB\xBF") ? 3 : 0);
  if (diagnostics.size() != before) return {};
  const Tree tree = parse(text, is_parameter_file(sources.path(source), text));
  for (const Problem& problem : tree.problems)
    diagnostics.add(Code::FW6010, Span{source, problem.begin, problem.end}, problem.message,
                    problem.help);
  if (!tree.problems.empty()) return {};
  return Reader(tree, source, diagnostics).read();
}

std::vector<Object> objects(Node root) {
  std::vector<Object> out;
  const std::string kind(root.find("kind").text());
  out.push_back({kind, "", root});
  add_all(root.find("parameters"), kind + "/param", out);
  add_all(root.find("variables"), kind + "/var", out);
  for (const Node entry : root.find("resources")) {
    const bool existing = entry.find("existing").as_bool();
    std::string type = "bicep/";
    type += existing ? std::string_view("existing") : entry.find("type").text();
    out.push_back({std::move(type), std::string(entry.key()), entry.find("body")});
  }
  add_all(root.find("modules"), "bicep/module", out);
  add_all(root.find("outputs"), "bicep/output", out);
  return out;
}

}  // namespace formwork::lang::bicep
