#pragma once
// A small environment with its types, and short ways to compile and run an expression over it.
#include "expr/expr.h"
#include "function/functions.h"

#include <algorithm>
#include <initializer_list>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace formwork::expr_test {

inline Type of_kind(TypeKind kind) {
  Type type;
  type.kind = kind;
  return type;
}

inline Type record(std::string name, std::vector<Field> fields) {
  Type type = of_kind(TypeKind::record);
  type.name = std::move(name);
  type.fields = std::move(fields);
  return type;
}

inline Type enumeration(std::vector<std::string> values) {
  Type type = of_kind(TypeKind::enumeration);
  type.values = std::move(values);
  return type;
}

/// The types of the environment below.
struct Types {
  TypeTable table;
  TypeRef boolean = basic_type(TypeKind::boolean);
  TypeRef integer = basic_type(TypeKind::integer);
  TypeRef number = basic_type(TypeKind::number);
  TypeRef string = basic_type(TypeKind::string);
  TypeRef identifier = basic_type(TypeKind::identifier);
  TypeRef any = basic_type(TypeKind::any);
  TypeRef service = nullptr;
  TypeRef root = nullptr;

  Types() {
    const TypeRef strings = table.list_of(string);
    const TypeRef tier = &table.add(enumeration({"development", "staging", "production"}));
    const TypeRef kind = &table.add(enumeration({"web", "worker", "static"}));
    const TypeRef probes =
        &table.add(record("probes", {{"path", string}, {"delay", integer, true}}));
    service = &table.add(record("service", {{"port", integer},
                                            {"kind", kind},
                                            {"host", string, true},
                                            {"public", boolean, true},
                                            {"probes", probes, true},
                                            {"tags", strings}}));
    Type services = of_kind(TypeKind::map);
    services.element = service;
    services.key = identifier;
    const TypeRef metadata = &table.add(record("metadata", {{"name", identifier}, {"tier", tier}}));
    const TypeRef database =
        &table.add(record("database", {{"size", integer}, {"sku", string, true}}));
    const TypeRef edge =
        &table.add(record("edge", {{"domain", string}, {"x-frame", string, true}}));
    root = &table.add(record("environment", {{"metadata", metadata},
                                             {"services", &table.add(std::move(services))},
                                             {"database", database, true},
                                             {"cache", database, true},
                                             {"edge", edge},
                                             {"flags", table.map_of(string)},
                                             {"hosts", strings},
                                             {"replicas", integer},
                                             {"ratio", number},
                                             {"enabled", boolean},
                                             {"debug", boolean, true}}));
  }
};

/// Builds Documents by hand: map({{"a", integer(1)}}).
struct Builder {
  Document document;
  using Entries = std::vector<std::pair<std::string, NodeId>>;

  NodeId text(std::string_view value) { return document.add_string(value); }
  NodeId integer(std::int64_t value) { return document.add_int(value); }
  NodeId number(double value, std::string_view written) {
    return document.add_number(value, written);
  }
  NodeId boolean(bool value) { return document.add_bool(value); }
  NodeId null() { return document.add_null(); }
  NodeId unknown(std::string_view value) { return document.add_text(Kind::unknown, value); }
  NodeId hole(std::string_view marks) { return document.add_text(Kind::hole, marks); }
  NodeId list(const std::vector<NodeId>& items) {
    const NodeId id = document.add_list();
    for (const NodeId item : items) document.append(id, item);
    return id;
  }
  NodeId map(const Entries& entries) {
    const NodeId id = document.add_map();
    for (const auto& [key, value] : entries) document.append(id, key, {}, value);
    return id;
  }
  NodeId finish(NodeId root) {
    document.set_root(root);
    return root;
  }
};

/// An environment with the services api (web) and sweeper (worker), no database, an empty cache.
inline Document environment() {
  Builder b;
  const NodeId api = b.map({{"port", b.integer(8080)},
                            {"kind", b.text("web")},
                            {"host", b.text("api.example.org")},
                            {"public", b.boolean(true)},
                            {"probes", b.map({{"path", b.text("/health")}})},
                            {"tags", b.list({b.text("a"), b.text("b")})}});
  const NodeId sweeper =
      b.map({{"port", b.integer(9090)}, {"kind", b.text("worker")}, {"tags", b.list({})}});
  b.finish(b.map({{"metadata", b.map({{"name", b.text("prod")}, {"tier", b.text("production")}})},
                  {"services", b.map({{"sweeper", sweeper}, {"api", api}})},
                  {"cache", b.map({{"size", b.integer(2)}})},
                  {"edge", b.map({{"domain", b.text("example.org")}, {"x-frame", b.text("deny")}})},
                  {"flags", b.map({{"zeta", b.text("1")}, {"alpha", b.text("2")}})},
                  {"hosts", b.list({b.text("a.org"), b.text("b.org")})},
                  {"replicas", b.integer(3)},
                  {"ratio", b.number(0.5, "0.50")},
                  {"enabled", b.boolean(true)}}));
  return std::move(b.document);
}

/// Compiles and runs over the environment; `object` is a variable of type any, `service` is
/// services.api.
class Bench {
 public:
  Bench() : scope(types.root), document(environment()), reads(document) {
    scope.push({"object", types.any, false});
    scope.push({"service", types.service, false});
    frame = {Value::of(document.root()), Value::null(),
             Value::of(document.root().find_path("services.api"))};
  }

  std::optional<Expr> compile(std::string_view text, bool condition = false) {
    diagnostics = Diagnostics();
    const Span span{1, 0, static_cast<std::uint32_t>(text.size())};
    return condition
               ? compile_condition(text, span, scope, builtin_functions(), types.table, diagnostics)
               : compile_expr(text, span, scope, builtin_functions(), types.table, diagnostics);
  }

  Value run(const Expr& expr) {
    context.error.reset();
    reads.clear();
    context.reads = &reads;
    return evaluate(expr, frame, context);
  }

  /// The value as text: `null`, `true`, `42`, `"text"`, `[…]`, `{k: …}`, `unknown`; a compile-time
  /// error as `FW5002 6-11: message`, one at run time as `FW5031: message`.
  std::string show(std::string_view text, bool condition = false) {
    const auto expr = compile(text, condition);
    if (!expr) return errors();
    const Value value = run(*expr);
    if (context.error)
      return std::string(info(context.error->code).id) + ": " + context.error->message;
    return print(value);
  }

  std::string errors() const {
    std::string out;
    for (const Diagnostic& d : diagnostics.items()) {
      if (!out.empty()) out += '\n';
      out += std::string(info(d.code).id) + ' ' + std::to_string(d.span.begin) + '-' +
             std::to_string(d.span.end) + ": " + d.message;
    }
    return out;
  }

  /// Paths of the marked nodes.
  std::vector<std::string> marked() const {
    std::vector<std::string> out;
    for (NodeId id = 1; id <= document.count(); ++id) {
      if (reads.has(id)) out.push_back(document.node(id).path());
    }
    return out;
  }

  std::string print(const Value& value) {
    switch (value.kind()) {
      case Kind::null:
        return "null";
      case Kind::unknown:
        return "unknown";
      case Kind::string:
        return '"' + std::string(value.text()) + '"';
      case Kind::list: {
        std::string out = "[";
        for (const Node child : value.node())
          out += (out.size() > 1 ? ", " : "") + print(read(context, child));
        return out + ']';
      }
      case Kind::map: {
        std::string out = "{";
        for (const Node child : value.node()) {
          out += (out.size() > 1 ? ", " : "") + std::string(child.key()) + ": " +
                 print(read(context, child));
        }
        return out + '}';
      }
      default:
        return value.to_string();
    }
  }

  Types types;
  Scope scope;
  Document document;
  ReadSet reads;
  Document scratch;
  EvalContext context{scratch};
  Frame frame;
  Diagnostics diagnostics;
};

}  // namespace formwork::expr_test
