#pragma once
// The dynamic side. Private to the room.
#include "expr/stand_in.h"
#include "expr/tree.h"

#include <array>

namespace formwork {

/// Three values: a comparison with something unknown is unknown.
enum class Truth : std::uint8_t { no, yes, unknown };

[[nodiscard]] inline Truth truth(bool b) {
  return b ? Truth::yes : Truth::no;
}
[[nodiscard]] inline Truth operator!(Truth t) {
  return t == Truth::unknown ? t : t == Truth::yes ? Truth::no : Truth::yes;
}
[[nodiscard]] inline Value to_value(Truth t) {
  return t == Truth::unknown ? Value::unknown() : Value::of_bool(t == Truth::yes);
}

/// Deep equality; unknown if the known parts are equal and an unknown part decides.
[[nodiscard]] Truth equal_values(EvalContext& context, const Value& a, const Value& b);
/// `+ - * / %`. Errors: overflow, division by zero, an inexact quotient of integers.
[[nodiscard]] Value arithmetic(EvalContext& context, Op op, const Value& a, const Value& b);
/// `< <= > >=`. Values of kinds that have no order (null, a text and a number) give false.
[[nodiscard]] Truth ordered(Op op, const Value& a, const Value& b);
/// Appends the text of a scalar.
void append_text(std::string& out, const Value& value);
/// How messages call a value's kind: "a string", "nothing".
[[nodiscard]] std::string kind_of(const Value& value);

/// `value`, or a copy of a list or map some entries of which stand for others, made of those.
[[nodiscard]] Value whole(EvalContext& context, const Value& value);

class Evaluator {
 public:
  /// What becomes of a value, for the read marks.
  enum class Use : std::uint8_t {
    whole,    // handed out: a list or map is read with all below it
    through,  // only walked through
  };

  Evaluator(const Frame& frame, EvalContext& context) : frame_(frame), context_(context) {}
  Value eval(const ExprNode& node, Use use);

 private:
  Value path(const ExprNode& node, Use use);
  Value walk(const Value& from, std::span<const Step> steps, Use use);
  Value index(const ExprNode& node, Use use);
  Value call(const ExprNode& node, Use use);
  void read_names(const Value& value);
  Value list(const ExprNode& node);
  Value record(const ExprNode& node);
  Value join(const ExprNode& node);
  Value conditional(const ExprNode& node, Use use);
  Value in(const ExprNode& node);
  Value quantifier(const ExprNode& node);
  Value map(const ExprNode& node);
  Value filter(const ExprNode& node);
  Value logical(const ExprNode& node);
  /// Calls `body(value, child)` for each item, in list order or by key; stops when it gives false.
  /// Gives unknown if the source is.
  template <class Body>
  Truth each(const ExprNode& node, Body body);

  Truth condition(const ExprNode& node);
  Truth present(const ExprNode& node);
  /// The node a path leads to, holes on the way resolved, the last one not; `scalar` if it is no
  /// node.
  Node locate(const ExprNode& node, Value& scalar);
  Value use(const Value& value, Use use);
  Value use_node(Node node, Use use);
  Value resolve(Node hole);
  [[nodiscard]] const Value& start(const ExprNode& node) const;
  bool arguments_fit(const ExprNode& node, std::span<const Value> arguments);
  Value error(Code code, const ExprNode& node, std::string message, std::string help = {});
  bool step(const ExprNode& node);

  const Frame& frame_;
  EvalContext& context_;
  std::array<const Value*, kMaxLocals> locals_;  // loop variables, set before use
};

}  // namespace formwork
