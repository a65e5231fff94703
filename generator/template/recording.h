#pragma once
// One rendering, kept so that the same artifact can be printed for Documents that differ from its
// own in scalars alone: what no differing scalar was read for is the same text again, and a hole
// that one was read for is computed anew.
#include "template/template.h"

#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace formwork {

class Recording {
 public:
  /// `rendered` was made from `document` with Trace::reads. `others`: what else was read, for
  /// conditions, loops and lists.
  Recording(const Template& compiled, const Rendered& rendered, const std::vector<NodeId>& others,
            const Document& document);

  /// Where a scalar was read for.
  struct Use {
    static constexpr std::uint32_t kStructure = UINT32_MAX;  // not for a hole alone
    static constexpr std::uint32_t kNoHole =
        UINT32_MAX - 1;  // for a `let` or an item that no hole may show
    NodeId node = 0;
    std::uint32_t hole = 0;
  };
  [[nodiscard]] const std::vector<Use>& uses() const { return uses_; }

  /// Prints the artifact for `document`, of the same structure, where the holes `changed` (sorted,
  /// each once) read scalars that differ. The result is what rendering would give; texts that it
  /// computes are in `scratch`. False where only rendering can tell: a hole is no scalar, or its
  /// text is empty or has several lines, which lines and blanks around it may depend on, or it
  /// reads other nodes than it did.
  [[nodiscard]] bool replay(const Document& document, std::span<const std::uint32_t> changed,
                            Document& scratch, Rendered& out) const;

  /// The holes in which `rendered`, of the same artifact, differs, in order; nothing if it has not
  /// the same shape.
  [[nodiscard]] std::optional<std::vector<std::uint32_t>> differing(const Rendered& rendered) const;

 private:
  /// An expression that can be computed again.
  struct Formula {
    struct Slot {
      std::uint32_t slot = 0;
      std::int32_t let = -1;  // of lets_; else
      NodeId node = 0;        // of the Document at hand; else
      Value value{};
    };
    const Expr* expr = nullptr;
    std::vector<Slot> slots{};
    std::vector<NodeId> reads{};  // sorted
    bool fixed_reads = false;     // it reads those in every Document of the structure
    Kind kind = Kind::null;       // of what it gave
  };
  /// A hole's value: a node of the Document at hand, or one that expressions made.
  struct Source {
    NodeId node = 0;
    bool alone = false;         // it is all that the hole read, and its text can change in place
    std::int32_t formula = -1;  // of formulas_: its text can change in place
  };
  class Again;

  [[nodiscard]] bool changes_in_place(const Rendered& rendered, std::size_t index) const;
  [[nodiscard]] Formula formula(const Expr& expr, const Recipe& recipe, std::vector<NodeId> reads,
                                Kind kind);
  void use_lets(std::uint32_t hole, const Recipe& recipe, const std::vector<RecordedLet>& lets);
  [[nodiscard]] Value kept(const Value& value);

  const Template* compiled_;
  const Document* document_;
  std::string text_;
  std::uint64_t shape_ = 0;
  std::vector<Hole> holes_;
  std::vector<Source> sources_;  // by hole
  std::vector<Formula> lets_;
  std::vector<Formula> formulas_;
  std::vector<Use> uses_;
  Document values_;                                           // what expressions made
  std::map<std::pair<const Document*, NodeId>, Value> kept_;  // lists and maps, by where they were
};

}  // namespace formwork
