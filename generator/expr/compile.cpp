#include "expr/tree.h"

#include <algorithm>

namespace formwork {
namespace {

std::optional<Expr> compile(std::string_view text, Span span, bool condition, const Scope& scope,
                            const FunctionTable& functions, TypeTable& types,
                            Diagnostics& diagnostics) {
  const auto arena = std::make_shared<Arena>();
  arena->text = text;
  arena->span = span;
  ExprNode* root = parse_expr(*arena, diagnostics);
  if (root == nullptr ||
      !check_expr(*arena, root, condition, scope, functions, types, diagnostics)) {
    return std::nullopt;
  }
  for (ExprNode& node : arena->nodes) node.span = arena->at(node.span.begin, node.span.end);
  arena->root = root;
  return Expr(arena, root->type, root->optional, span);
}

}  // namespace

Span Arena::at(std::uint32_t begin, std::uint32_t end) const {
  if (!span.valid()) return {0, begin, end};
  // Where the text stands in quotes or folded lines, offsets may drift; they stay within it.
  return {span.source, std::min(span.begin + begin, span.end),
          std::min(span.begin + end, span.end)};
}

std::optional<Expr> compile_expr(std::string_view text, Span span, const Scope& scope,
                                 const FunctionTable& functions, TypeTable& types,
                                 Diagnostics& diagnostics) {
  return compile(text, span, false, scope, functions, types, diagnostics);
}

std::optional<Expr> compile_condition(std::string_view text, Span span, const Scope& scope,
                                      const FunctionTable& functions, TypeTable& types,
                                      Diagnostics& diagnostics) {
  return compile(text, span, true, scope, functions, types, diagnostics);
}

namespace {

void collect(const ExprNode& node, std::vector<WrittenPath>& out) {
  if (node.op == Op::path && !node.local) {
    WrittenPath& path = out.emplace_back();
    path.slot = node.slot;
    for (const Step& step : node.steps) path.fields.push_back(step.name);
  }
  for (const ExprNode* child : node.children) collect(*child, out);
}

}  // namespace

Expr::Expr(std::string_view image, const FunctionTable& functions, TypeRef type, bool optional,
           Span span)
    : type_(type), optional_(optional), span_(span) {
  auto arena = std::make_shared<Arena>();
  arena->span = span;
  arena->image = image;
  arena->functions = &functions;
  arena_ = std::move(arena);
}

const ExprNode* Expr::root() const {
  if (arena_->functions == nullptr || arena_->ready.load(std::memory_order_acquire))
    return arena_->root;
  // It was made by the constructor above, as no constant.
  std::call_once(arena_->once, [this] {
    const_cast<Arena&>(*arena_).unpack();
    arena_->ready.store(true, std::memory_order_release);
  });
  return arena_->root;
}

std::vector<WrittenPath> Expr::paths() const {
  std::vector<WrittenPath> out;
  if (arena_) collect(*root(), out);
  return out;
}

}  // namespace formwork
