#pragma once
// Which object of a folded configuration another one means by an id that is known only after
// deployment. Private to the room.
#include "csp/carried.h"

#include <string_view>
#include <vector>

namespace formwork::csp {

class References {
 public:
  explicit References(const std::vector<OutputObject>& objects) : objects_(objects) {}

  /// The object of `type` whose id `id` is, as `from` says it: `TYPE.this["web"].id` of Terraform,
  /// `ruleSet[0].id`, `ruleSet[0]` and `resourceId('TYPE', …, 'web')` of Bicep, all of the module
  /// that `from` is of. Null for whatever else it may be.
  [[nodiscard]] const OutputObject* find(Node id, const OutputObject& from,
                                         std::string_view type) const;

 private:
  const std::vector<OutputObject>& objects_;
};

}  // namespace formwork::csp
