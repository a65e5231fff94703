#pragma once
// Private to cli/: what the subjects of `explain` share.
#include "cli/session.h"

#include <string>

namespace formwork {

/// A value on one line: a scalar as it is, of a list or map how much there is.
[[nodiscard]] std::string shown_value(Node node);

/// `path:line:column` of what begins there.
[[nodiscard]] std::string place_of(const SourceMap& sources, Span span);

/// Where the value at `path` of an environment comes from, what it overrode, and what took it away.
[[nodiscard]] int explain_value(Session& session, const Inputs& inputs, const std::string& env_name,
                                const std::string& path);

}  // namespace formwork
