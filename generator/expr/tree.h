#pragma once
// The expression tree: made by the parser, completed by the checker (slots, types, functions,
// patterns), walked by the evaluator. All nodes of an expression live in one Arena, so they are
// freed without recursion. Private to the room.
#include "expr/expr.h"
#include "expr/pattern.h"

#include <atomic>
#include <cstdint>
#include <deque>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace formwork {

enum class Op : std::uint8_t {
  literal,      // value
  path,         // name and steps: a variable, or a field of the root
  field,        // steps below children[0]
  index,        // children[0][children[1]]
  list,         // [children…]
  record,       // {names: children…}
  call,         // name(children…)
  negate,       // -children[0]
  logical_not,  // not children[0]
  logical_and,
  logical_or,
  coalesce,     // children[0] ?? children[1]
  conditional,  // children[0] ? children[1] : children[2]
  equal,
  not_equal,
  less,
  less_equal,
  greater,
  greater_equal,
  in,
  join,  // children[0] ~ children[1] ~ …
  add,
  subtract,
  multiply,
  divide,
  modulo,
  any,  // any(names… in children[0], children[1])
  all,
  map,
  filter,
  // Made by the checker:
  present,  // children[0] is there: `x != null`, `if x`
  absent,   // `x == null`
  truth,    // an `any` as a condition
};

/// A field name after a dot; `begin`/`end` are offsets in the expression's text.
struct Step {
  std::string_view name;
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
  std::uint32_t hash = key_hash(name);
};

constexpr std::uint32_t kMaxDepth = 200;  // of nested syntax: no input may exhaust the stack
constexpr std::uint32_t kMaxLocals = 16;  // loop variables of nested comprehensions

struct ExprNode {
  Op op = Op::literal;
  bool local = false;              // path: `slot` counts loop variables, not the Frame
  bool optional = false;           // may be null when it runs
  bool declared_optional = false;  // path: its last field may be absent, though narrowed here
  bool check_arguments = false;    // call: an argument's kind is known only when it runs
  std::uint16_t depth = 1;
  std::uint32_t slot = 0;     // path: where it starts. any, all, map, filter: its first local
  std::vector<Step> steps{};  // path: fields below the slot
  std::vector<ExprNode*> children{};
  TypeRef type = nullptr;
  Value value{};
  const Function* function = nullptr;
  const Pattern* pattern = nullptr;
  std::vector<Step> names{};  // record keys, loop variables, the name of a path or call
  Span span{};
  std::string path{};  // path: dotted, as narrowing knows it
};

/// Owns a compiled expression.
struct Arena {
  std::string text;    // names and messages view into it
  Document constants;  // decoded strings, constant lists and maps
  std::deque<ExprNode> nodes;
  std::vector<std::unique_ptr<const Pattern>> patterns;
  Span span{};  // where `text` stands
  const ExprNode* root = nullptr;

  // Of an image: the tree as bytes, which names and texts view into, until it is asked for.
  std::string_view image{};
  const FunctionTable* functions = nullptr;
  std::vector<ExprNode> read{};  // in place of `nodes`
  mutable std::once_flag once{};
  mutable std::atomic<bool> ready = false;

  /// Makes the tree of `image`.
  void unpack();

  /// A part of `text` as a place in its source.
  [[nodiscard]] Span at(std::uint32_t begin, std::uint32_t end) const;
  /// What the user wrote for `node`.
  [[nodiscard]] std::string_view written(const ExprNode& node) const {
    return std::string_view(text).substr(node.span.begin, node.span.end - node.span.begin);
  }
};

/// Parses arena.text. One FW5001, FW5011 or FW5013 and null if it is no expression.
/// Spans of nodes are offsets in `text` until compile_expr is done with them.
[[nodiscard]] ExprNode* parse_expr(Arena& arena, Diagnostics& diagnostics);

/// Resolves names, types every node, and completes the tree. All errors are reported; true if there
/// were none.
[[nodiscard]] bool check_expr(Arena& arena, ExprNode*& root, bool condition, const Scope& scope,
                              const FunctionTable& functions, TypeTable& types,
                              Diagnostics& diagnostics);

/// Paths that `node` proves present when its value is `when`.
[[nodiscard]] std::vector<std::string> narrowed_by(const ExprNode& node, bool when);

}  // namespace formwork
