// Any text as an expression: compiling ends and reports within the text; what compiles also runs,
// to a value or an error, and the same both times.
#include "expr/expr.h"
#include "function/functions.h"

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

namespace {

using namespace formwork;

struct World {
  TypeTable types;
  TypeRef root = nullptr;
  Document document;

  World() {
    const TypeRef string = basic_type(TypeKind::string);
    const TypeRef integer = basic_type(TypeKind::integer);
    Type inner;
    inner.kind = TypeKind::record;
    inner.fields = {{"a", integer}, {"b", string, true}};
    const TypeRef record = &types.add(std::move(inner));
    Type outer;
    outer.kind = TypeKind::record;
    outer.fields = {{"n", integer},
                    {"s", string},
                    {"d", basic_type(TypeKind::number)},
                    {"t", basic_type(TypeKind::boolean), true},
                    {"l", types.list_of(integer)},
                    {"m", types.map_of(record)},
                    {"r", record, true},
                    {"x", basic_type(TypeKind::any)}};
    root = &types.add(std::move(outer));
    Document& d = document;
    const NodeId map = d.add_map();
    d.append(map, "n", {}, d.add_int(3));
    d.append(map, "s", {}, d.add_string("text"));
    d.append(map, "d", {}, d.add_number(0.5, "0.5"));
    const NodeId list = d.add_list();
    d.append(map, "l", {}, list);
    d.append(list, d.add_int(1));
    d.append(list, d.add_int(2));
    const NodeId entries = d.add_map();
    d.append(map, "m", {}, entries);
    for (const std::string_view key : {"k", "j"}) {
      const NodeId entry = d.add_map();
      d.append(entries, key, {}, entry);
      d.append(entry, "a", {}, d.add_int(7));
    }
    const NodeId any = d.add_map();
    d.append(map, "x", {}, any);
    d.append(any, "u", {}, d.add_text(Kind::unknown, "var.x"));
    d.append(any, "v", {}, d.add_string("v"));
    d.set_root(map);
  }
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  World world;
  const Scope scope(world.root);
  const Span span{1, 10, static_cast<std::uint32_t>(10 + size)};
  for (const bool condition : {false, true}) {
    Diagnostics diagnostics;
    const auto expr =
        condition
            ? compile_condition(text, span, scope, builtin_functions(), world.types, diagnostics)
            : compile_expr(text, span, scope, builtin_functions(), world.types, diagnostics);
    if (expr.has_value() == diagnostics.has_errors()) std::abort();
    for (const Diagnostic& d : diagnostics.items()) {
      if (d.span.source != 1 || d.span.begin < 10 || d.span.end < d.span.begin ||
          d.span.end > 10 + size)
        std::abort();
    }
    if (!expr) continue;
    (void)expr->narrows();
    (void)expr->narrows_when_false();
    ReadSet reads(world.document);
    Document scratch;
    EvalContext context{scratch};
    context.reads = &reads;
    context.steps = 20'000;
    const Frame frame = {Value::of(world.document.root())};
    const Value first = evaluate(*expr, frame, context);
    const bool failed = context.error.has_value();
    if (failed && (!first.is(Kind::unknown) || !context.error->span.valid())) std::abort();
    if (condition && !first.is(Kind::boolean) && !first.is(Kind::unknown)) std::abort();
    if (!failed && !expr->optional() && expr->type()->kind != TypeKind::any && first.is_null())
      std::abort();
    context.error.reset();
    const Value second = evaluate(*expr, frame, context);
    if (context.error.has_value() != failed || !same(first, second)) std::abort();
  }
  return 0;
}
