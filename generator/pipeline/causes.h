#pragma once
// Why one file differs, for people: the moved values that it reads, told once each however many
// environments share them.
#include "pipeline/inspect.h"

#include <string>
#include <vector>

namespace formwork {

/// `moved` with one entry for what stands on one line of one file: a pin's commit and version are
/// `pins.actions.checkout`, and a value that several environments inherit loses their names. What
/// is gone has no line and stays as it is. In the order of the first of each.
[[nodiscard]] std::vector<MovedInputs::Moved> by_line(const std::vector<MovedInputs::Moved>& moved,
                                                      const SourceMap& sources);

/// The moved values that `artifact` reads, by_line.
[[nodiscard]] std::vector<MovedInputs::Moved> moved_values_read(const Inputs& inputs,
                                                                const UnitReport& report,
                                                                const Artifact& artifact,
                                                                const SourceMap& sources);

/// The built files that moved and that `artifact` reads; all that moved where it reads none of
/// them.
[[nodiscard]] std::vector<std::string> moved_assets_read(const Inputs& inputs,
                                                         const UnitReport& report,
                                                         const Artifact& artifact,
                                                         const SourceMap& sources);

}  // namespace formwork
