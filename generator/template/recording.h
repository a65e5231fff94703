#pragma once
// One rendering, kept so that the same artifact can be printed for Documents that differ from its
// own in scalars alone: what no differing scalar was read for is the same text again.
#include "template/template.h"

#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace formwork {

class Recording {
 public:
  /// `rendered` was made from `document` with Trace::reads. `others`: what else was read, for
  /// conditions, loops and `let`.
  Recording(const Template& compiled, const Rendered& rendered, const std::vector<NodeId>& others,
            const Document& document);

  /// Where a scalar was read for.
  struct Use {
    static constexpr std::uint32_t kStructure = UINT32_MAX;  // not for a hole alone
    NodeId node = 0;
    std::uint32_t hole = 0;
  };
  [[nodiscard]] const std::vector<Use>& uses() const { return uses_; }

  /// Prints the artifact for `document`, of the same structure, where the holes `changed` (sorted,
  /// each once) read scalars that differ. The result is what rendering would give. False where only
  /// rendering can tell: a hole is more than one scalar written out, or its text is empty or has
  /// several lines, which lines and blanks around it may depend on.
  [[nodiscard]] bool replay(const Document& document, std::span<const std::uint32_t> changed,
                            Rendered& out) const;

 private:
  /// A hole's value: a node of the Document at hand, or one that expressions made.
  struct Source {
    NodeId node = 0;
    bool alone = false;  // it is all that the hole read, and its text can change in place
  };
  [[nodiscard]] bool stands_alone(const Rendered& rendered, std::size_t index) const;
  [[nodiscard]] Value kept(const Value& value);

  const Template* compiled_;
  std::string text_;
  std::uint64_t shape_ = 0;
  std::vector<Hole> holes_;
  std::vector<Source> sources_;  // by hole
  std::vector<Use> uses_;
  Document values_;  // what expressions made
};

}  // namespace formwork
