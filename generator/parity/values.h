#pragma once
// Private to parity/: values along a path of either language, and whether two of them are the same.
#include "language/fold/trace.h"
#include "parity/table.h"

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace formwork::parity {

using fold::Datum;

/// How scalars of folded bodies are read: as texts, those that a trace has the values of as steps
/// of it. Texts are compared by `equal` and the like, so that the trace knows what of.
class Leaves {
 public:
  explicit Leaves(fold::Trace* trace = nullptr) : trace_(trace) {}
  [[nodiscard]] Datum of(Node leaf) const;

 private:
  fold::Trace* trace_;
  mutable std::map<std::string, Datum, std::less<>> made_{};
};

[[nodiscard]] inline Datum text_of(std::string_view text) {
  return Datum::of_string(std::string(text));
}
[[nodiscard]] inline bool is_equal(const Datum& a, const Datum& b) {
  return fold::equal(a, b) == fold::Truth::yes;
}
[[nodiscard]] inline bool is_empty(const Datum& text) {
  return is_equal(text, text_of(""));
}

/// A value, and the names of the keyed blocks around it.
struct Found {
  std::string context{};
  Node node{};
  Datum scalar{};  // of no node: a key of an object
  Span span{};
  bool unknown = false;
};

/// The values of an attribute of Terraform: into every block on the way. Lists of values are
/// expanded.
[[nodiscard]] std::vector<Found> terraform_values(Node body, const Property& property,
                                                  const Type& type, const Leaves& leaves);
/// The values of a property below `body`, whose path begins behind `skip` steps.
[[nodiscard]] std::vector<Found> arm_values(Node body, const Property& property, const Type& type,
                                            std::size_t skip, const std::string& context,
                                            const Leaves& leaves);

enum class Same : std::uint8_t { yes, by_reference, unknown, no };

/// What an unknown value refers to, in a form that both languages share; nothing if that cannot be
/// said.
using Canonical = std::function<std::optional<std::string>(std::string_view text)>;

struct References {
  Canonical terraform{}, bicep{};
  const Leaves& leaves;
};

/// Terraform's values and ARM's of one context.
[[nodiscard]] Same same_values(const std::vector<Found>& terraform, const std::vector<Found>& arm,
                               const Property& property, const References& references);
[[nodiscard]] Same same_node(Node terraform, Node arm, const References& references);

/// For messages: scalars as they are, several between brackets.
[[nodiscard]] std::string shown(const std::vector<Found>& values);

}  // namespace formwork::parity
