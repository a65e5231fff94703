#pragma once
// A parsed HCL file: bodies of attributes and blocks, in written order, and the tree of all its
// expressions.
#include "base/source_map.h"
#include "diag/diagnostic.h"
#include "language/fold/expr.h"

#include <optional>
#include <string_view>
#include <vector>

namespace formwork::lang::hcl {

struct Attribute {
  std::string_view name{};
  Span name_span{};
  fold::ExprId value = 0;
};

struct Label {
  std::string_view text{};  // escapes read
  Span span{};
};

struct Block;

struct Body {
  std::vector<Attribute> attributes{};
  std::vector<Block> blocks;  // incomplete here: no initialiser
  Span span{};

  [[nodiscard]] const Attribute* find(std::string_view name) const;
};

struct Block {
  std::string_view type{};
  Span type_span{};
  std::vector<Label> labels{};
  Body body{};
  Span span{};  // from the type to the closing brace
};

/// Texts point into the SourceMap or into `tree`. Movable.
struct File {
  SourceId source = 0;
  Body body{};
  fold::Tree tree{};
};

/// All of HCL native syntax as Terraform reads it. The first error only (FW6006, or FW6004 for a
/// text that is not UTF-8 or holds controls of writing direction); nothing then. Brackets, blocks
/// and conditionals nest at most 64 deep.
[[nodiscard]] std::optional<File> parse_file(SourceId source, const SourceMap& sources,
                                             Diagnostics& diagnostics);

}  // namespace formwork::lang::hcl
