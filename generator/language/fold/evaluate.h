#pragma once
// Folds an expression: what is known of its value before anything is deployed. Never wrong, at
// worst unknown: whatever a target would decide later (ids, other resources' results, functions
// that are not folded) is unknown, and so is all that depends on it.
#include "base/source_map.h"
#include "language/fold/datum.h"
#include "language/fold/expr.h"
#include "language/fold/trace.h"

#include <optional>
#include <string_view>
#include <vector>

namespace formwork::fold {

/// What the names of an expression mean: a module's, a file's.
class Scope {
 public:
  virtual ~Scope() = default;
  /// The value of a name that no loop around the expression gives. `text`: how it was written.
  [[nodiscard]] virtual Datum name(std::string_view name, std::string_view text) = 0;
  /// The value of `name.member` where the members of a name are computed one by one (`var.x`);
  /// nothing: the name's value is asked for and its member taken.
  [[nodiscard]] virtual std::optional<Datum> member(std::string_view /*name*/,
                                                    std::string_view /*member*/,
                                                    std::string_view /*text*/) {
    return {};
  }
  /// The value of `name.member.second`, as above: one output of a module.
  [[nodiscard]] virtual std::optional<Datum> member(std::string_view /*name*/,
                                                    std::string_view /*member*/,
                                                    std::string_view /*second*/,
                                                    std::string_view /*text*/) {
    return {};
  }
  /// A function's value. Arguments may be unknown or failed.
  [[nodiscard]] virtual Datum call(std::string_view function, const std::vector<Datum>& arguments,
                                   std::string_view text) = 0;
  /// The same, noted in a trace.
  [[nodiscard]] virtual Datum call_traced(Trace& trace, std::string_view function,
                                          const std::vector<Datum>& arguments,
                                          std::string_view text) {
    trace.give_up();
    return call(function, arguments, text);
  }
};

/// A name that a loop or a block gives, and those around it.
struct Local {
  std::string_view name{};
  Datum value{};
  const Local* outer = nullptr;
};

/// Shared by all evaluations of one folding: what is too deep or takes too long is unknown.
struct Budget {
  std::size_t steps = 1'000'000;
  int depth = 0;
  Trace* trace = nullptr;  // told how values come about
};

class Evaluator {
 public:
  Evaluator(const Tree& tree, const SourceMap& sources, Scope& scope, Budget& budget)
      : tree_(tree), sources_(sources), scope_(scope), budget_(budget) {}

  [[nodiscard]] Datum eval(ExprId id, const Local* locals = nullptr);
  [[nodiscard]] Span span(ExprId id) const { return tree_[id].span; }
  /// Appends the value to `document`: lists and maps that are written out keep their places.
  [[nodiscard]] NodeId add(Document& document, ExprId id, const Local* locals = nullptr);

 private:
  [[nodiscard]] Datum compute(ExprId id, const Local* locals);
  [[nodiscard]] Datum name(const Expr& expr, const Local* locals);
  [[nodiscard]] Datum attribute(const Expr& expr, const Local* locals);
  [[nodiscard]] Datum index(const Expr& expr, const Local* locals);
  [[nodiscard]] Datum splat(const Expr& expr, const Local* locals);
  [[nodiscard]] Datum call(const Expr& expr, const Local* locals);
  [[nodiscard]] Datum unary(const Expr& expr, const Local* locals);
  [[nodiscard]] Datum binary(const Expr& expr, const Local* locals);
  [[nodiscard]] Datum logic(const Expr& expr, const Local* locals);
  [[nodiscard]] Datum conditional(const Expr& expr, const Local* locals);
  [[nodiscard]] Datum list(const Expr& expr, const Local* locals);
  [[nodiscard]] Datum map(const Expr& expr, const Local* locals);
  [[nodiscard]] Datum text(const Expr& expr, const Local* locals);
  // loops.cpp
  [[nodiscard]] Datum loop(const Expr& expr, const Local* locals);
  /// The text of an expression, as a value that is not known is called by.
  [[nodiscard]] std::string_view written(const Expr& expr) const {
    if (budget_.trace != nullptr) budget_.trace->quoted(expr.span);
    return sources_.text(expr.span);
  }
  [[nodiscard]] Datum unknown(const Expr& expr) const { return Datum::unknown(written(expr)); }
  [[nodiscard]] Datum failed(const Expr& expr) const { return Datum::failed(written(expr)); }
  /// Of the operands that are not known: a failure is one, whatever the others are.
  [[nodiscard]] Datum spoiled(const Expr& expr, bool failure) const {
    return failure ? failed(expr) : unknown(expr);
  }

  const Tree& tree_;
  const SourceMap& sources_;
  Scope& scope_;
  Budget& budget_;
};

/// The places of the scalars that the expression at `span` writes out, in their order: those of the
/// lists and maps in it that are no keys. None if there is no such expression.
[[nodiscard]] std::vector<Span> leaves(const Tree& tree, Span span);

/// `.name` or `[key]` of a value.
[[nodiscard]] Datum take(const Datum& from, const Datum& key, std::string_view text);

}  // namespace formwork::fold
