#include "language/fold/expr.h"

namespace formwork::fold {

void Tree::adopt(ExprId parent, const std::vector<ExprId>& children) {
  ExprId last = 0;
  for (const ExprId child : children) {
    if (last == 0)
      items_[parent].first = child;
    else
      items_[last].next = child;
    last = child;
  }
}

ExprId Tree::child(ExprId parent, std::size_t index) const {
  ExprId at = items_[parent].first;
  for (; index != 0 && at != 0; --index) at = items_[at].next;
  return at;
}

std::vector<ExprId> Tree::children(ExprId parent) const {
  std::vector<ExprId> out;
  for (ExprId at = items_[parent].first; at != 0; at = items_[at].next) out.push_back(at);
  return out;
}

ExprId bare(const Tree& tree, ExprId id) {
  while (id != 0 && tree[id].kind == ExprKind::parenthesized) id = tree[id].first;
  return id;
}

}  // namespace formwork::fold
