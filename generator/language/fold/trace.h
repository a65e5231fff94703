#pragma once
// How the values of a folding came about. A configuration is folded once with its inputs marked;
// another one of the same text, whose inputs have the same structure, need not be folded: its
// values follow from the trace.
//
// A traced Datum moves freely. Whoever reads its text, number or truth makes the trace hold for
// that very value, without knowing of it: reading is in Datum and nowhere else. What is done with
// values may be noted instead, and is done again with other inputs: texts are joined, functions
// called, values compared with the same outcome.
#include "base/span.h"
#include "language/fold/datum.h"

#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace formwork::fold {

/// A scalar: the text of a string, the number of a number, 0 or 1 of a boolean.
struct Cell {
  double number = 0;
  std::string_view text{};
};

/// A value that hangs on inputs. Its kind is the same whatever they are.
struct Step {
  Trace* trace = nullptr;
  std::uint32_t id = 0;
  DatumKind kind = DatumKind::string;
  mutable bool looked = false;
};

/// A part of a file that holds inputs: a value that a template wrote, of `count` scalars in written
/// order, the first of them the `first`th input. Or a comment, which holds none.
struct InputRange {
  Span span{};
  std::size_t first = 0, count = 0;
  bool comment = false;
};

class Trace {
 public:
  /// `inputs`: null, boolean, number or string. The first steps are theirs.
  /// `own`: the folder of what is folded, whose name other configurations do not share.
  Trace(std::string own, std::vector<InputRange> ranges, std::vector<Datum> inputs);
  ~Trace();
  Trace(const Trace&) = delete;
  Trace& operator=(const Trace&) = delete;

  // ---- while a configuration is folded

  /// False once something was done that cannot be done again with other inputs.
  [[nodiscard]] bool sound() const { return sound_; }
  void give_up() { sound_ = false; }
  /// Finds the ranges of a file; `leaves` gives the places of the scalars at a span.
  void place(SourceId source, const std::function<std::vector<Span>(Span)>& leaves);
  /// The value of what stands at `span`: marked, if it is an input.
  [[nodiscard]] Datum at(Span span, Datum value);
  /// What stands at `span` is used as it is written.
  void quoted(Span span);
  /// A file or folder that is not the configuration's own was asked for; `found`: others have it.
  void asked(std::string_view path, bool found);
  using Function = std::function<Datum(const std::vector<Datum>&)>;
  /// The value of `function`, which must not hang on anything else, nor on texts that go away.
  [[nodiscard]] Datum call(const std::vector<Datum>& arguments, const Function& function);
  /// The texts of strings, numbers and booleans, one behind the other.
  [[nodiscard]] static Datum joined(const std::vector<Datum>& parts);
  /// Two texts by a test of their own, which has the same outcome in every run.
  using Test = bool (*)(std::string_view, std::string_view);
  [[nodiscard]] static bool tested(const Datum& a, const Datum& b, Test test);
  /// The value of a step, as it was when the trace was made.
  [[nodiscard]] Datum value(std::size_t step);
  /// `change` of a text.
  [[nodiscard]] static Datum changed(const Datum& text,
                                     const std::function<std::string(const std::string&)>& change);
  /// Told by Datum: the value was read; two were compared, at least one of them a step.
  void look(const Step& step);
  void compared(const Datum& a, const Datum& b, int sign, bool for_equality);

  // ---- afterwards, by any thread

  [[nodiscard]] std::size_t steps() const { return steps_.size(); }
  [[nodiscard]] std::size_t guards() const { return guards_; }
  [[nodiscard]] const Step& step(std::size_t id) const { return steps_[id]; }

  /// The values of a trace for other inputs.
  class Run {
   public:
    /// False if the trace does not hold for them. `inputs` live as long as the values are used.
    bool go(const Trace& trace, const std::vector<Cell>& inputs);
    [[nodiscard]] const Cell& cell(std::size_t step) const { return cells_[step]; }
    [[nodiscard]] DatumKind kind(std::size_t step) const { return trace_->steps_[step].kind; }
    /// As `to_text` gives it.
    [[nodiscard]] std::string_view text(std::size_t step);

   private:
    friend class Trace;
    struct Operand;
    [[nodiscard]] bool go(const struct Operation& operation);
    [[nodiscard]] Datum bound(const Datum& datum) const;
    std::string_view keep(std::string_view text);
    const Trace* trace_ = nullptr;
    std::vector<Cell> cells_{};
    std::string work_{};
    std::vector<std::unique_ptr<char[]>> blocks_{};
    std::size_t used_ = 0, size_ = 0;
  };

 private:
  Datum made(struct Operation operation, Datum value);

  std::string own_;
  std::vector<InputRange> ranges_;
  std::map<SourceId, std::map<std::pair<std::uint32_t, std::uint32_t>, std::size_t>> leaves_{};
  std::deque<Step> steps_{};
  std::deque<Datum> values_{};  // of the steps, when the trace was made
  std::vector<struct Operation> operations_;
  std::size_t guards_ = 0;
  bool sound_ = true;
};

}  // namespace formwork::fold
