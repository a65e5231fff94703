#pragma once
// The expressions of Terraform and Bicep as one small tree, so that one folder serves both
// (fold/fold.h). A reader builds the tree, nothing changes it afterwards.
#include "base/span.h"

#include <cstdint>
#include <deque>
#include <string>
#include <string_view>
#include <vector>

namespace formwork::fold {

enum class ExprKind : std::uint8_t {
  null,
  boolean,        // number: 0 or 1
  number,         // number; text: as written
  string,         // text: its value, escapes read
  name,           // text: the first word of a reference
  attribute,      // [of], text: .name
  index,          // [of, key]
  splat,          // [of, each]: `each` hangs on an `item`
  item,           // the element that a splat is at
  call,           // [arguments…], text: name; flag: the last argument is expanded
  unary,          // [of], op
  binary,         // [left, right], op
  conditional,    // [test, then, else]
  list,           // [items…]
  map,            // [key, value, key, value, …]
  text,           // [parts…]: a string with interpolations
  for_list,       // [in, value, condition?]; text: the names, see LoopNames
  for_map,        // [in, key, value, condition?]; flag: values are grouped
  for_text,       // [in, part]: a repeated part of a string
  parenthesized,  // [of]; flag: by `${…}` within a text, not by parentheses
};

enum class Op : std::uint8_t {
  none,
  negate,
  no,
  both,
  either,
  equal,
  not_equal,
  less,
  less_equal,
  greater,
  greater_equal,
  add,
  subtract,
  multiply,
  divide,
  remainder,
  coalesce,  // Bicep's `??`
};

using ExprId = std::uint32_t;  // 0: none

struct Expr {
  ExprKind kind = ExprKind::null;
  Op op = Op::none;
  bool flag = false;
  bool block = false;  // string, text: written over several lines (a heredoc, `'''`)
  Span span{};
  double number = 0;
  std::string_view text{};    // lives as long as the source or the tree
  std::string_view second{};  // for_*: the name of the value; `text` is the key's, or empty
  ExprId first = 0, next = 0;
};

/// Expressions of one file. Movable; ids and texts stay.
class Tree {
 public:
  Tree() : items_(1) {}
  ExprId add(Expr expr) {
    items_.push_back(expr);
    return static_cast<ExprId>(items_.size() - 1);
  }
  [[nodiscard]] const Expr& operator[](ExprId id) const { return items_[id]; }
  [[nodiscard]] Expr& operator[](ExprId id) { return items_[id]; }
  /// Makes `children` those of `parent`, in this order.
  void adopt(ExprId parent, const std::vector<ExprId>& children);
  /// The `index`th child; 0 if there are fewer.
  [[nodiscard]] ExprId child(ExprId parent, std::size_t index) const;
  [[nodiscard]] std::vector<ExprId> children(ExprId parent) const;
  /// Keeps a text that stands nowhere in the source.
  std::string_view keep(std::string text) { return pool_.emplace_back(std::move(text)); }
  [[nodiscard]] std::size_t size() const { return items_.size() - 1; }

 private:
  std::vector<Expr> items_;
  std::deque<std::string> pool_;
};

/// The expression without the parentheses around it.
[[nodiscard]] ExprId bare(const Tree& tree, ExprId id);

}  // namespace formwork::fold
