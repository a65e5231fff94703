#include "expr/tree.h"

#include <re2/re2.h>

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
  return Expr(std::shared_ptr<const ExprNode>(arena, root), root->type, root->optional, span);
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

std::vector<WrittenPath> Expr::paths() const {
  std::vector<WrittenPath> out;
  if (root_) collect(*root_, out);
  return out;
}

}  // namespace formwork
