#pragma once
// Standard output, of which nothing may be lost unseen: a full disk behind `>` would leave half a
// policy, half a schema, with exit status 0.
#include <string_view>

namespace formwork {

void write_out(std::string_view text);

/// The exit status of a run that was to end with `status`: at least 3, with FW7002 on standard
/// error, where not all of its output was written. A pipe that was closed is told by no word.
[[nodiscard]] int close_out(int status);

}  // namespace formwork
