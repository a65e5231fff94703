#pragma once
// Private to document/: what a plain scalar of an output means to its consumer.
#include "document/node.h"
#include "document/yaml.h"

#include <cstdint>
#include <string_view>

namespace formwork {

struct ScalarValue {
  Kind kind = Kind::string;  // null, boolean, integer, number, string
  std::int64_t integer = 0;  // boolean and integer
  double number = 0;
};

/// core12: YAML 1.2.2, 10.3.2. kubernetes: go-yaml v2 as sigs.k8s.io/yaml uses it (its resolve.go).
/// An integer that does not fit 64 bits is a number.
[[nodiscard]] ScalarValue resolve(std::string_view text, YamlSchema schema);

}  // namespace formwork
