#pragma once
// The one expression language: template tags, manifest conditions, computed fields, rules,
// evidence. Pure: no I/O, clock or randomness; a step limit bounds every evaluation. Grammar:
// docs/expressions.md.
#include "diag/diagnostic.h"
#include "expr/type.h"
#include "expr/value.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace re2 {
class RE2;
}

namespace formwork {

// ---- static side
// -----------------------------------------------------------------------------------

/// A name an expression may use. Slots number the runtime Frame.
struct Variable {
  std::string name;
  TypeRef type = nullptr;
  bool optional = false;
};

/// The names in scope: variables by slot; the fields of slot 0's record may be written without its
/// name. Narrowing (`if database`) is recorded here as paths that are known to be present.
class Scope {
 public:
  explicit Scope(TypeRef root) { variables_.push_back({"", root, false}); }
  /// Declares a variable; returns its slot. An inner name shadows an outer one.
  std::size_t push(Variable variable);
  void pop() { variables_.pop_back(); }
  /// Marks a dotted path ("database", "service.probes") as present; `unnarrow` drops the newest
  /// `count`.
  void narrow(std::string path);
  void unnarrow(std::size_t count) { narrowed_.resize(narrowed_.size() - count); }
  /// True for a narrowed path and for what it goes through: "a.b" narrows "a" too. A variable that
  /// shadows the name a path was narrowed under is not meant by it.
  [[nodiscard]] bool is_narrowed(std::string_view path) const;
  /// The slot of the variable called `name`; 0 if there is none (then it can only be a field of the
  /// root).
  [[nodiscard]] std::size_t slot_of(std::string_view name) const;
  [[nodiscard]] const std::vector<Variable>& variables() const { return variables_; }
  [[nodiscard]] TypeRef root() const { return variables_.front().type; }

 private:
  struct Narrowed {
    std::size_t slot;
    std::string path;
  };
  std::vector<Variable> variables_;
  std::vector<Narrowed> narrowed_;
};

struct EvalContext;

/// What a function reads of a map that it is given.
enum class Reads : std::uint8_t {
  all,
  entry,  // the one it gives
  names,  // its keys: of what `filter` gave, the condition has read them already
};

/// A pure function. Parameters: types; `optional_from` and later ones may be left out; the last one
/// repeats where `variadic`. `result` may depend on the arguments by `infer`. Arguments arrive with
/// the kinds that the parameters ask for, and never `unknown` (lists and maps may hold unknown
/// leaves: see `read`).
struct Function {
  std::string_view name;
  std::vector<TypeRef> parameters;
  TypeRef result = nullptr;
  std::string_view help;  // one line for docs/expressions.md
  Value (*call)(EvalContext&, std::span<const Value>) = nullptr;
  std::size_t optional_from = SIZE_MAX;
  bool variadic = false;
  TypeRef (*infer)(TypeTable&, std::span<const TypeRef>) = nullptr;
  bool optional_result = false;  // may give null: the caller writes `??`
  std::size_t pattern =
      SIZE_MAX;                  // this parameter is an RE2 pattern; a literal one is compiled once
  Reads reads = Reads::all;      // of its first argument
  std::string_view signature{};  // for docs: "replace(text, from, to)"
};

/// Sorted by name; the builtin one is function/functions.h.
class FunctionTable {
 public:
  explicit FunctionTable(std::vector<Function> functions);
  [[nodiscard]] const Function* find(std::string_view name) const;
  [[nodiscard]] const std::vector<Function>& all() const { return functions_; }

 private:
  std::vector<Function> functions_;
};

struct ExprNode;  // the tree, private to the room
struct Arena;     // and what owns it

/// A path as an expression writes it: the Frame's slot it starts from, and the fields below it.
struct WrittenPath {
  std::uint32_t slot = 0;
  std::vector<std::string_view> fields;  // views into the expression
};

/// A compiled, type-checked expression. Shared, immutable, thread-safe.
class Expr {
 public:
  Expr() = default;
  explicit Expr(std::shared_ptr<const Arena> arena, TypeRef type, bool optional, Span span)
      : arena_(std::move(arena)), type_(type), optional_(optional), span_(span) {}
  /// Of an image, whose bytes outlive it: the tree is read when it is first asked for.
  Expr(std::string_view image, const FunctionTable& functions, TypeRef type, bool optional,
       Span span);
  explicit operator bool() const { return arena_ != nullptr; }
  [[nodiscard]] TypeRef type() const { return type_; }
  [[nodiscard]] bool optional() const { return optional_; }  // may be null when it runs
  [[nodiscard]] Span span() const { return span_; }
  [[nodiscard]] const ExprNode* root() const;
  [[nodiscard]] const Arena& arena() const { return *arena_; }
  /// Every path that is written out in it, in the order of evaluation: what it may read of the
  /// Frame, but for keys that are computed.
  [[nodiscard]] std::vector<WrittenPath> paths() const;
  /// Dotted paths this expression proves present when it is true (`database`, `a and b.c`): for
  /// narrowing.
  [[nodiscard]] std::vector<std::string> narrows() const;
  /// The same when it is false (`not x`, `x == null`).
  [[nodiscard]] std::vector<std::string> narrows_when_false() const;

 private:
  std::shared_ptr<const Arena> arena_;
  TypeRef type_ = nullptr;
  bool optional_ = false;
  Span span_{};
};

/// Parses and type-checks `text`, which stands at `span` (offsets in messages are relative to its
/// begin). Nothing if there was an error; all errors of the expression are in `diagnostics`
/// (FW50xx).
[[nodiscard]] std::optional<Expr> compile_expr(std::string_view text, Span span, const Scope& scope,
                                               const FunctionTable& functions, TypeTable& types,
                                               Diagnostics& diagnostics);

/// The same for a place where a condition is due (`<% if %>`, `when:`, `assert:`): the result is
/// boolean. An optional value that is no boolean asks whether it is present; an optional boolean is
/// an error.
[[nodiscard]] std::optional<Expr> compile_condition(std::string_view text, Span span,
                                                    const Scope& scope,
                                                    const FunctionTable& functions,
                                                    TypeTable& types, Diagnostics& diagnostics);

// ---- dynamic side
// ----------------------------------------------------------------------------------

/// Which nodes of a Document an evaluation read: one bit a node. A list or map handed out whole
/// (printed, passed to a function, looped over) marks all that is below it.
class ReadSet {
 public:
  explicit ReadSet(const Document& document)
      : document_(&document), bits_(document.count() / 64 + 1) {}
  /// This node alone; nodes of other Documents are ignored.
  void mark(Node node) {
    if (node.document() != document_ || !node) return;
    const std::size_t word = node.id() / 64;
    const std::uint64_t bit = std::uint64_t{1} << (node.id() % 64);
    if (word >= bits_.size()) bits_.resize(document_->count() / 64 + 1);  // the Document has grown
    if ((bits_[word] & bit) != 0) return;
    bits_[word] |= bit;
    marked_.push_back(node.id());
  }
  void mark_tree(Node node);  // and all below
  [[nodiscard]] bool has(NodeId id) const {
    return id / 64 < bits_.size() && (bits_[id / 64] >> (id % 64) & 1U) != 0;
  }
  void merge(const ReadSet& other);
  void clear();
  /// The nodes that are marked, in the order they were.
  [[nodiscard]] const std::vector<NodeId>& marked() const { return marked_; }
  [[nodiscard]] const Document* document() const { return document_; }

 private:
  const Document* document_;
  std::vector<std::uint64_t> bits_;
  std::vector<NodeId> marked_;
};

/// The values of the variables, by slot.
using Frame = std::vector<Value>;

/// What one evaluation needs besides the frame. `scratch` receives texts, lists and maps that
/// expressions make; it must outlive their use. `error` holds the first runtime error (step limit,
/// inexact division, index).
struct EvalContext {
  Document& scratch;
  ReadSet* reads = nullptr;
  /// Resolves a `hole` leaf of a parsed shape; absent outside rules.
  std::function<Value(Node)> hole{};
  /// A hole may come to null, as a computed field does. In a shape whatever it holds is written
  /// out, so that it is present unasked.
  bool hole_may_be_null = false;
  std::uint64_t steps = 1'000'000;  // of each evaluation
  std::optional<Diagnostic> error{};
  const re2::RE2* pattern =
      nullptr;  // for a Function with `pattern`: its argument, compiled; null if not literal
  std::vector<Node> items{};  // of the loops under way, innermost last
  /// By node of `scratch`: what the entry of a list or map that `filter` made stands for. Such an
  /// entry is a hole; `read` gives what it stands for, which is copied only where the list or map
  /// is handed out.
  std::vector<Node> originals{};
};

/// Notes that `node`, or what it stands for, was read; with `tree` all below as well.
void mark_read(EvalContext& context, Node node, bool tree);

/// Evaluates; an error gives `unknown` and sets `context.error`. Three-valued where a value is
/// unknown.
[[nodiscard]] Value evaluate(const Expr& expr, const Frame& frame, EvalContext& context);
/// The same for `let`, `for` and `each`: a list or map that comes out is held, not read. Of it, its
/// node alone is marked (what it holds came or went); what is read of its entries is marked when it
/// is.
[[nodiscard]] Value evaluate_held(const Expr& expr, const Frame& frame, EvalContext& context);

/// The truth of a condition's value: `true`; of an `any` also whatever is neither null nor false.
/// Unknown is not true.
[[nodiscard]] bool is_true(const Value& value);

// ---- for functions
// ---------------------------------------------------------------------------------

/// The value of a node, a hole resolved; does not mark it.
[[nodiscard]] Value read(EvalContext& context, Node node);
/// A text that lives in the scratch Document.
[[nodiscard]] Value keep(EvalContext& context, std::string_view text);
/// A new, parentless node in the scratch Document that holds `value`; lists and maps are copied.
[[nodiscard]] NodeId store(EvalContext& context, const Value& value);
/// Sets `context.error` (the first one stays) and gives `unknown`.
Value fail(EvalContext& context, std::string message, std::string help = {});
/// Takes `steps` from the budget; false, and an error, if they are not there.
[[nodiscard]] bool spend(EvalContext& context, std::uint64_t steps);

}  // namespace formwork
