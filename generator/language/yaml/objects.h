#pragma once
// The objects of YAML outputs, by dialect: Kubernetes objects with their pods and containers,
// workflows with their jobs and steps, composite actions, compose services.
#include "language/language.h"

#include <vector>

namespace formwork::lang::yaml {

/// `documents`: the list that parse_yaml_output gives.
[[nodiscard]] std::vector<Object> objects(Node documents, Dialect dialect);

}  // namespace formwork::lang::yaml
