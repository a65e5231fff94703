#pragma once
// The second opinion: yaml-cpp reads the same text, and has to see the same events.
#include "diag/diagnostic.h"
#include "document/events.h"

#include <string_view>

namespace formwork {

/// True if yaml-cpp reads `events.text` as `events` say: structure, values, plain or quoted, and
/// where each scalar begins. Else FW1030 at the first difference, and false. Always ends: yaml-cpp
/// is asked for the documents that there are, and stopped at the first event too many.
[[nodiscard]] bool agree(SourceId source, const Events& events, Diagnostics& diagnostics);

}  // namespace formwork
