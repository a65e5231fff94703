#pragma once
// Private to parity/: values along a path of either language, and whether two of them are the same.
#include "parity/table.h"

#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace formwork::parity {

/// A value, and the names of the keyed blocks around it.
struct Found {
  std::string context{};
  Node node{};
  std::string text{};  // where there is no node: a key of an object
  Span span{};
  bool unknown = false;
  [[nodiscard]] std::string_view scalar() const {
    return node ? node.text() : std::string_view(text);
  }
};

/// The values of an attribute of Terraform: into every block on the way. Lists of values are
/// expanded.
[[nodiscard]] std::vector<Found> terraform_values(Node body, const Property& property,
                                                  const Type& type);
/// The values of a property below `body`, whose path begins behind `skip` steps.
[[nodiscard]] std::vector<Found> arm_values(Node body, const Property& property, const Type& type,
                                            std::size_t skip, const std::string& context);

enum class Same : std::uint8_t { yes, by_reference, unknown, no };

/// What an unknown value refers to, in a form that both languages share; nothing if that cannot be
/// said.
using Canonical = std::function<std::optional<std::string>(std::string_view text)>;

struct References {
  Canonical terraform{}, bicep{};
};

/// Terraform's values and ARM's of one context.
[[nodiscard]] Same same_values(const std::vector<Found>& terraform, const std::vector<Found>& arm,
                               const Property& property, const References& references);
[[nodiscard]] Same same_node(Node terraform, Node arm, const References& references);

/// For messages: scalars as they are, several between brackets.
[[nodiscard]] std::string shown(const std::vector<Found>& values);

}  // namespace formwork::parity
