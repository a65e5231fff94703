#pragma once
// What a rule has already passed: environments share most of their values, and a rule that finds
// the same values in the same holes of a shape says the same again.
#include "template/template.h"

#include <cstdint>
#include <mutex>
#include <string>
#include <unordered_set>
#include <vector>

namespace formwork {

/// For one rule and one object of a shape: the hole values with which it held. An evaluation is a
/// function of the shape and of the holes it asks for, so equal values in those give the same
/// verdict. Values count as equal if their kind is and what was written for them: encoders write
/// no two values alike. Only passes are remembered: whatever is wrong is judged, and told, anew.
/// May be asked by several threads.
class VerdictMemory {
 public:
  /// True if the rule held for these values before; `holes` are then those it had asked for. `key`
  /// is memory to work in.
  [[nodiscard]] bool holds(const Rendered& rendered, std::string& key,
                           std::vector<std::uint32_t>& holes);
  /// Remembers that it held, having asked for `holes` (indices into `rendered.holes`, sorted, each
  /// once).
  void remember(const Rendered& rendered, const std::vector<std::uint32_t>& holes,
                std::string& key);

 private:
  /// One choice of holes that an evaluation asked for, and the values it passed with.
  struct Asked {
    std::vector<std::uint32_t> holes;
    std::unordered_set<std::string> passed;
  };
  static void write_key(const Rendered& rendered, const Asked& asked, std::string& key);

  std::mutex mutex_;
  std::vector<Asked> asked_;
  std::size_t entries_ = 0;
  std::size_t hits_ = 0;
};

}  // namespace formwork
