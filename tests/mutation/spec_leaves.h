#pragma once
// The values of a spec's files, as tests change them one by one.
#include "document/node.h"

#include <optional>
#include <string>
#include <vector>

namespace formwork::mutation {

/// Appends what has no values below it: scalars, empty maps and lists.
void leaves(Node node, std::vector<Node>& out);
/// Other values for a leaf, the likeliest to be accepted first.
[[nodiscard]] std::vector<std::string> others(Node leaf);
/// True of the files of a workspace that `leaves` are taken of.
[[nodiscard]] bool is_input(const std::string& path);
/// The file that `leaf` is of, with `text` in its place; without it, if there is none.
[[nodiscard]] std::string with_leaf(Node leaf, const std::optional<std::string>& text);

}  // namespace formwork::mutation
