#include "expr/tree.h"

#include <algorithm>

namespace formwork {
namespace {

void both(std::vector<std::string>& out, std::vector<std::string> more) {
  out.insert(out.end(), std::make_move_iterator(more.begin()), std::make_move_iterator(more.end()));
}

bool covers(const std::vector<std::string>& paths, const std::string& path) {
  return std::any_of(paths.begin(), paths.end(), [&](const std::string& p) {
    return p.starts_with(path) && (p.size() == path.size() || p[path.size()] == '.');
  });
}

}  // namespace

std::vector<std::string> narrowed_by(const ExprNode& node, bool when) {
  const auto child = [&](std::size_t i, bool value) {
    return narrowed_by(*node.children[i], value);
  };
  switch (node.op) {
    case Op::present:
    case Op::absent: {
      const ExprNode& tested = *node.children[0];
      if (tested.path.empty() || when != (node.op == Op::present)) return {};
      return {tested.path};
    }
    case Op::logical_not:
      return child(0, !when);
    case Op::logical_and:
    case Op::logical_or: {
      std::vector<std::string> left = child(0, when);
      std::vector<std::string> right = child(1, when);
      if (when == (node.op == Op::logical_and)) {
        both(left, std::move(right));
        return left;
      }
      // Only one side need hold: what both prove.
      std::vector<std::string> out;
      for (const std::string& path : left) {
        if (covers(right, path)) out.push_back(path);
      }
      for (const std::string& path : right) {
        if (covers(left, path) && !covers(out, path)) out.push_back(path);
      }
      return out;
    }
    case Op::coalesce: {
      // `x ?? false` is true: x is there.
      const ExprNode& left = *node.children[0];
      const ExprNode& fallback = *node.children[1];
      const bool literal = fallback.op == Op::literal && fallback.value.is(Kind::boolean);
      if (literal && fallback.value.as_bool() != when && !left.path.empty()) return {left.path};
      return {};
    }
    default:
      return {};
  }
}

std::vector<std::string> Expr::narrows() const {
  return arena_ ? narrowed_by(*root(), true) : std::vector<std::string>();
}

std::vector<std::string> Expr::narrows_when_false() const {
  return arena_ ? narrowed_by(*root(), false) : std::vector<std::string>();
}

}  // namespace formwork
