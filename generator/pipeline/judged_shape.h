#pragma once
// A shape with the rules that must be asked of each of its artifacts. Private to verify.cpp.
#include "pipeline/verdict_memory.h"
#include "rules/rules.h"
#include "template/shape.h"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

namespace formwork {

// A rule that must be asked again for each artifact of a shape. Where its verdict depends on holes
// alone, what it passed is remembered.
struct OpenRule {
  const Rule* rule;
  std::unique_ptr<VerdictMemory> memory;
};

// An object and its open rules.
struct Open {
  std::size_t object;
  std::vector<OpenRule> rules;
  std::vector<std::uint32_t> key_holes;  // that keys of its maps are made of
};

struct Judged {
  std::optional<Shape> shape;
  Document plain;  // a static file's tree, where there is no template
  std::vector<Object> objects;
  std::vector<Open> open;
  std::vector<std::size_t> untyped;  // objects whose type is a value of the spec
  /// What is said of one artifact of the shape says nothing of another.
  [[nodiscard]] bool is_keyed() const {
    return shape && (!shape->keyed.empty() || !untyped.empty());
  }
};

}  // namespace formwork
