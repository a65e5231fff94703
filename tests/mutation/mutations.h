#pragma once
// Ways to change what is committed, each with the findings that must come of it. What is expected
// is said by who made the change, never read off what `check` prints.
#include "fixture_tree.h"

#include <functional>
#include <memory>
#include <optional>
#include <random>
#include <string>
#include <vector>

namespace formwork::mutation {

class Checker;

/// Numbers of chance that are the same with every standard library.
class Chance {
 public:
  explicit Chance(std::uint64_t seed) : random_(seed) {}
  [[nodiscard]] std::size_t below(std::size_t n) { return static_cast<std::size_t>(random_() % n); }
  template <class T>
  [[nodiscard]] const T& of(const std::vector<T>& list) {
    return list[below(list.size())];
  }

 private:
  std::mt19937_64 random_;
};

/// A committed example: its files, and which of them formwork wrote.
struct Workspace {
  std::string name;
  FixtureTree tree;
  std::vector<std::string> outputs, locks;
  std::vector<std::string> blocks;  // files with a block of formwork's, and nothing else

  /// The example `name`; `overlaid` is `minimal` with a template, a plain file and pins of its own,
  /// as compile writes it.
  [[nodiscard]] static Workspace load(const std::string& name);
  /// The names of all of them.
  [[nodiscard]] static std::vector<std::string> names();
  Workspace(std::string workspace_name, FixtureTree files);
  /// The lock that records `output`.
  [[nodiscard]] std::string lock_of(const std::string& output) const;
  /// The folder owned whole that holds `path`; empty where there is none.
  [[nodiscard]] std::string owned_folder(const std::string& path) const;
};

/// A changed tree, and what `check` must find in it.
struct Mutant {
  FixtureTree tree{};
  std::string path{};  // of the file that was changed
  /// Findings as "DR004 path", in any order; one of these sets must be found, and no more.
  std::vector<std::vector<std::string>> expected{};
  std::string says{};  // stands in the text of a finding; empty: nothing is asked
  /// No finding is an error unless --strict is given.
  bool warning = false;
  /// Instead of `expected`: one finding at least, all of this id (and DR019, which speaks of what a
  /// lock recorded).
  std::string only{};
  bool all_units = false;                 // what is expected concerns other units than the file's
  std::shared_ptr<const Checker> anew{};  // of the inputs, where they were changed
};

struct MutationKind {
  std::string name;
  /// Nothing where it does not apply to what chance picked.
  std::function<std::optional<Mutant>(const Workspace&, Chance&)> make;
};

[[nodiscard]] std::vector<MutationKind> output_kinds();  // one output, or a file added beside them
[[nodiscard]] std::vector<MutationKind> lock_kinds();    // a lock
[[nodiscard]] std::vector<MutationKind> forged_kinds();  // a lock together with an output
[[nodiscard]] std::vector<MutationKind> block_kinds();   // a block in a file of others, its record
[[nodiscard]] std::vector<MutationKind> input_kinds();   // the spec, a release, an overlay
/// All of them.
[[nodiscard]] std::vector<MutationKind> all_kinds();

/// Changes what stands around the block of `text`, which is nobody's business; what was done.
std::string around_a_block(const std::string& path, std::string& text, Chance& chance);

/// Bytes of `text` changed so that no line end is: never equal, never equal but for line ends.
void edit(std::string& text, Chance& chance);
/// Lines with their ends.
[[nodiscard]] std::vector<std::string> lines_of(const std::string& text);
[[nodiscard]] std::string joined(const std::vector<std::string>& lines);

}  // namespace formwork::mutation
