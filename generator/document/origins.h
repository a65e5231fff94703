#pragma once
// What a merge knows of a document besides its nodes.
#include "base/span.h"

#include <string>
#include <vector>

namespace formwork {

/// A key that a layer took away with `null`.
struct RemovedKey {
  std::string path;  // "services.api.scale"
  Span span{};       // of the key, where `null` is written
};

struct Origins {
  std::vector<std::string> layers;  // paths, lowest first
  std::vector<RemovedKey> removed;  // and not set again
};

}  // namespace formwork
