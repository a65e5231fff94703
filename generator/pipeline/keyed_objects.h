#pragma once
// Objects of a shape some of whose keys are values of the spec: a rule is to find `labels.team` by
// its name, and the shape knows it by a mark.
#include "template/shape.h"

#include <cstdint>
#include <vector>

namespace formwork {

/// The holes that keys of maps within `body` are made of, sorted, each once.
[[nodiscard]] std::vector<std::uint32_t> key_holes(Node body, const Rendered& rendered);

/// A copy of `body` with the values of `rendered` in its keys. Of two entries that get one key the
/// first stays; that they do is an error of its own (FW6043).
[[nodiscard]] NodeId with_keys(Node body, const Rendered& rendered, Document& out);

/// A copy of `body` with an empty hole in the place of each map with a value among its keys: who
/// looks into one asks for a hole.
[[nodiscard]] NodeId without_keyed(Node body, Document& out);

}  // namespace formwork
