#pragma once
// Which configuration groups of the spec a differing file touches. DR028 is a note where the bytes
// differ as well.
#include "base/source_map.h"
#include "diag/diagnostic.h"
#include "document/node.h"
#include "drift/compare.h"
#include "template/template.h"

#include <string_view>
#include <vector>

namespace formwork {

/// One note for each group, by name, at its place in the spec: which of its keys are on a line that
/// differs between `rendered` (with pieces) and `found`, by where its value came from or by its
/// name, or are among `moved`. Nothing where no key of a group is concerned.
[[nodiscard]] std::vector<Note> group_notes(Node spec, const Rendered& rendered,
                                            std::string_view found,
                                            const std::vector<MovedInputs::Moved>& moved,
                                            const SourceMap& sources);

}  // namespace formwork
