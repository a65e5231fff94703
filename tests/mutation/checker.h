#pragma once
// `formwork check` in memory: the same stages in the same order as generator/cli/check.cpp, with
// the inputs read once for all trees that share them.
#include "fixture_tree.h"
#include "pipeline/check.h"
#include "pipeline/inputs.h"

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace formwork::mutation {

struct Finding {
  std::string id, path;
  bool error = false;
  std::string text{};  // message, help and notes, for expectations and failures
};

/// "DR004 infra/prod/a.yaml", one a line, sorted.
[[nodiscard]] std::string shown(const std::vector<Finding>& findings);

class Checker {
 public:
  /// Reads the inputs of `tree`; `ok` tells whether there are any.
  explicit Checker(const Tree& tree);
  [[nodiscard]] bool ok() const { return inputs_.has_value(); }
  /// Why not.
  [[nodiscard]] const std::vector<Finding>& refused() const { return refused_; }

  struct Options {
    bool strict = false;
    /// Only the unit that `path` belongs to; empty: all.
    std::string of_path{};
    const GitRepository* repository = nullptr;
    bool rules = false;  // verify and rule as well: no tree changes what they say
  };
  /// What `check` finds in `tree`, whose inputs must be those that were read. May be called by
  /// several threads.
  [[nodiscard]] std::vector<Finding> check(const Tree& tree, const Options& options) const;
  /// What compile would write: outputs and locks by path, bytes and modes.
  [[nodiscard]] std::map<std::string, FixtureTree::Entry> compiled() const;

 private:
  std::unique_ptr<SourceMap> sources_ = std::make_unique<SourceMap>();
  std::optional<Inputs> inputs_;
  std::vector<Finding> refused_;
};

}  // namespace formwork::mutation
