#pragma once
// The static side: names to slots, types, optionality and narrowing. Private to the room.
#include "expr/tree.h"

#include <string>
#include <string_view>
#include <vector>

namespace formwork {

class Checker {
 public:
  Checker(Arena& arena, const Scope& scope, const FunctionTable& functions, TypeTable& types,
          Diagnostics& diagnostics)
      : arena_(arena),
        scope_(scope),
        functions_(functions),
        types_(types),
        diagnostics_(diagnostics) {}

  /// Types `node` and all below it. After an error its type is `any`, which every use accepts, so
  /// that one mistake is reported once.
  void check(ExprNode*& node);
  /// The same where a condition is due; wraps presence tests.
  void check_condition(ExprNode*& node);
  [[nodiscard]] bool failed() const { return failed_; }

 private:
  struct Local {
    std::string_view name;
    TypeRef type;
  };
  struct Narrowed {
    std::size_t local;  // the loop variable it starts at, or none
    std::string path;
  };
  static constexpr std::size_t kNoLocal = SIZE_MAX;

  /// Narrows by what `test` proves when its value is `when`, for its lifetime.
  class Narrow {
   public:
    Narrow(Checker& checker, const ExprNode& test, bool when);
    ~Narrow() { checker_.narrowed_.resize(checker_.narrowed_.size() - count_); }
    Narrow(const Narrow&) = delete;
    Narrow& operator=(const Narrow&) = delete;

   private:
    Checker& checker_;
    std::size_t count_;
  };

  // checker_paths.cpp
  void check_path(ExprNode& node);
  void check_field(ExprNode& node);
  void check_index(ExprNode& node);
  /// Follows `steps` from `from`; `path` grows with them where narrowing can know it (else null).
  void walk(ExprNode& node, TypeRef from, bool optional, const std::vector<Step>& steps,
            std::string* path);
  void unknown_name(ExprNode& node);
  void unknown_field(ExprNode& node, TypeRef record, const Step& step);
  [[nodiscard]] bool is_narrowed(std::string_view path) const;
  [[nodiscard]] std::size_t local_of(std::string_view path) const;

  // checker_operators.cpp
  void check_equality(ExprNode*& node);
  void check_order(ExprNode& node);
  void check_in(ExprNode& node);
  void check_join(ExprNode& node);
  void check_arithmetic(ExprNode& node);
  void check_negate(ExprNode*& node);
  /// Reports FW5010 if values of the two types can never be equal.
  void comparable(const ExprNode& at, const ExprNode& left, TypeRef left_type,
                  const ExprNode& right, TypeRef right_type);

  // checker.cpp
  void check_literal(ExprNode& node);
  void check_list(ExprNode& node);
  void check_record(ExprNode& node);
  void check_coalesce(ExprNode& node);
  void check_conditional(ExprNode& node);
  void check_comprehension(ExprNode& node);
  void check_call(ExprNode*& node);
  void check_arguments(ExprNode& node, const Function& function);
  void compile_pattern(ExprNode& node, const ExprNode& pattern);

  /// Checks `node`, and that it is never null.
  void check_value(ExprNode*& node);
  void require_present(ExprNode& node);
  ExprNode* wrap(Op op, ExprNode* node);
  /// Reports, and gives `node` the type that every use accepts.
  void error(ExprNode& node, Code code, Span span, std::string message, std::string help = {});
  [[nodiscard]] Span span_of(const ExprNode& node) const {
    return arena_.at(node.span.begin, node.span.end);
  }
  [[nodiscard]] std::string quoted(const ExprNode& node) const;

  Arena& arena_;
  const Scope& scope_;
  const FunctionTable& functions_;
  TypeTable& types_;
  Diagnostics& diagnostics_;
  std::vector<Local> locals_;
  std::vector<Narrowed> narrowed_;
  bool failed_ = false;
};

/// Help that names the nearest of `names`, or lists them all if they are few.
[[nodiscard]] std::string suggest(std::string_view word, const std::vector<std::string>& names,
                                  std::string_view what);

}  // namespace formwork
