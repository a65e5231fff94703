#include "expr/fixed_reads.h"

#include "expr/tree.h"

#include <algorithm>

namespace formwork {
namespace {

bool is_fixed(const ExprNode& node) {
  switch (node.op) {
    case Op::literal:
    case Op::path:
    case Op::field:
    case Op::list:
    case Op::record:
    case Op::call:
    case Op::negate:
    case Op::equal:
    case Op::not_equal:
    case Op::less:
    case Op::less_equal:
    case Op::greater:
    case Op::greater_equal:
    case Op::join:
    case Op::add:
    case Op::subtract:
    case Op::multiply:
    case Op::divide:
    case Op::modulo:
    case Op::present:
    case Op::absent:
      break;
    case Op::coalesce:  // what is there is part of the structure; what a call gives is not
      if (node.children[0]->op != Op::path) return false;
      break;
    case Op::index:
    case Op::logical_not:
    case Op::logical_and:
    case Op::logical_or:
    case Op::conditional:
    case Op::in:
    case Op::any:
    case Op::all:
    case Op::map:
    case Op::filter:
    case Op::truth:
      return false;
  }
  return std::all_of(node.children.begin(), node.children.end(),
                     [](const ExprNode* child) { return is_fixed(*child); });
}

}  // namespace

bool has_fixed_reads(const Expr& expr) {
  return expr && is_fixed(*expr.root());
}

}  // namespace formwork
