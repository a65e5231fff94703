#pragma once
// What was found of roots before: environments that are made alike differ in inputs, and what does
// not hang on those need not be done again
// (docs/adr/0014-roots-are-folded-once-for-all-that-are-made-alike.md).
#include "drift/addresses.h"
#include "language/fold/trace.h"
#include "parity/compare.h"
#include "pipeline/resources.h"
#include "rules/rules.h"

#include <memory>
#include <mutex>
#include <set>
#include <string>
#include <unordered_map>
#include <vector>

namespace formwork {

/// The roots of one key: what follows from them, with values of steps where it hangs on inputs.
/// They passed: no rule, no parity and no proof found anything. The trace holds for other inputs as
/// long as parity would say the same of them.
struct RememberedRoots {
  std::unique_ptr<fold::Trace> trace{};
  struct OfRoot {
    std::string below{};  // its path below the unit's folder
    std::vector<RecordShape> records{};
    std::vector<AddressMove> moves{};
  };
  std::vector<OfRoot> roots{};
  /// Objects whose rules hang on inputs, and those that edges and configuration groups are proven
  /// on.
  struct Kept {
    std::size_t root = 0;
    std::string file{};  // where rules find it, below the unit's folder
    Object object{};
    std::vector<const Rule*> rules{};
    bool edge = false;
    bool settings = false;
  };
  std::vector<Kept> kept{};
  std::set<std::string, std::less<>> group_keys{};  // of which `kept` has what gives them
  Document document{};  // of the kept objects: scalars of steps are Kind::hole
  parity::Coverage parity{};
};

/// The roots of a unit, recalled.
struct RecalledRoots {
  std::shared_ptr<const RememberedRoots> remembered;
  fold::Trace::Run run{};

  /// The value of a scalar that is Kind::hole.
  [[nodiscard]] Value value(Node hole);
  /// A copy with all values in place.
  NodeId bind(Document& document, Node node);
};

/// By key. Thread-safe.
class RootMemory {
 public:
  using Found = std::shared_ptr<const RememberedRoots>;
  [[nodiscard]] std::vector<Found> find(const std::string& key) const;
  /// True if it is worth remembering more for the key.
  [[nodiscard]] bool wants(const std::string& key);
  void remember(const std::string& key, Found roots);
  void count_hit(const std::string& key);
  /// How often something was recalled.
  [[nodiscard]] std::size_t hits() const;

 private:
  struct Entry {
    std::vector<Found> found{};
    std::size_t tried = 0, hits = 0;
  };
  mutable std::mutex mutex_;
  std::unordered_map<std::string, Entry> entries_;
};

class Roots;
class Verifier;
struct Inputs;
struct UnitOutput;

/// Whether a run has so many environments that remembering pays.
[[nodiscard]] bool remembers_roots(const Inputs& inputs);

/// Recalls the roots of a unit, if what was remembered holds for its inputs and, where they are to
/// be `judged`, every rule does that hangs on them; else null.
[[nodiscard]] std::unique_ptr<RecalledRoots> recall_roots(RootMemory& memory, Roots& roots,
                                                          const Value& spec, bool judged);
/// Fills in what a unit has of its roots.
void write_recalled(RecalledRoots& recalled, const std::string& own, UnitOutput& out);

/// Folds roots that nothing was found in again, with a trace; null if it cannot hold for others.
[[nodiscard]] RootMemory::Found trace_roots(Roots& roots, const Value& spec, Verifier* verifier,
                                            const std::vector<const parity::Table*>& tables);

}  // namespace formwork
