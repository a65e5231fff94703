#pragma once
// What of a unit's roots differs between environments that are made alike: the values that their
// templates wrote. All else is the key, equal byte for byte.
#include "language/fold/trace.h"
#include "template/template.h"

#include <string>
#include <string_view>
#include <vector>

namespace formwork {

/// Collected file by file, from what was rendered and laid out.
class RootInputs {
 public:
  /// `path` is the file's within the unit. `file` tells its ranges from those of others.
  void add(std::string_view path, const Rendered& rendered, SourceId file);
  /// False where a value cannot be carried over (numbers that a double does not hold).
  [[nodiscard]] bool usable() const { return usable_; }
  /// Equal for roots that differ in `cells` alone: the texts outside of values and comments, and
  /// the structure of the values.
  [[nodiscard]] const std::string& key() const { return key_; }
  /// The scalars; those that are null are 0. Valid until the next `add`.
  [[nodiscard]] const std::vector<fold::Cell>& cells();
  /// The same as values, and where they stand; `SourceId` is what `add` was told.
  [[nodiscard]] std::vector<fold::Datum> values();
  [[nodiscard]] const std::vector<fold::InputRange>& ranges() const { return ranges_; }

 private:
  void literal(std::string_view text);
  void value(const Value& value);
  void node(Node node);

  std::string key_{};
  std::string texts_{};
  struct Scalar {
    fold::DatumKind kind = fold::DatumKind::null;
    double number = 0;
    std::size_t begin = 0, size = 0;  // in texts_
  };
  std::vector<Scalar> scalars_{};
  std::vector<fold::Cell> cells_{};
  std::vector<fold::InputRange> ranges_{};
  bool usable_ = true;
};

}  // namespace formwork
