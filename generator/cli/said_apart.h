#pragma once
// Private to cli/: what a copy of an environment must say otherwise.
#include "pipeline/inputs.h"

#include <string>
#include <vector>

namespace formwork {

/// The values of `env` that the workspace's environments say each for itself, in files of their
/// own, by path: what is rarely right twice. A list is one value.
[[nodiscard]] std::vector<std::string> said_apart(const Inputs& inputs, const Environment& env);

}  // namespace formwork
