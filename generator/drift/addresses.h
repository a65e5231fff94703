#pragma once
// Which resources come, change and go between what a lock records of a root and what is rendered
// now. A pure function over addresses; what a pack's history (`moved`, `removed`) accounts for is
// no loss.
#include "store/lock.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace formwork {

/// A `moved` or `removed` block, its addresses as they are from the root; of `removed`, `to` is
/// empty.
struct AddressMove {
  std::string from{}, to{};
  bool destroys = true;  // `removed` without `destroy = false`
};

enum class ResourceAction : std::uint8_t {
  add,
  change,
  replace,  // its name changes, so it is made anew
  move,     // `from` becomes `address`
  forget,   // a `removed` block keeps it and drops it from the state
  destroy,  // a `removed` block says so
  lose,     // it disappears, and nothing accounts for it
};
[[nodiscard]] std::string_view name(ResourceAction action);

struct ResourceChange {
  ResourceAction action = ResourceAction::add;
  std::string address{};
  std::string from{};  // of `move`
  std::string note{};  // what else is to be said: the names of a replacement
  Span record{};       // of what disappears, in the lock
};

/// Sorted by address. `before` and `after` are the records of one root.
[[nodiscard]] std::vector<ResourceChange> compare_addresses(const LockResources& before,
                                                            const LockResources& after,
                                                            const std::vector<AddressMove>& moves);

}  // namespace formwork
