#pragma once
// Two readers of YAML that share no code: ours and yaml-cpp's own tree. Both give a text's leaves
// by path.
#include "document/yaml.h"
#include "language/language.h"

#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace formwork::readers {

/// Path ("/a/0/b") to "kind:text" of every leaf; the kind is "str" or "other". Nothing if it cannot
/// be read.
using Leaves = std::map<std::string, std::string>;

[[nodiscard]] std::optional<Leaves> ours(const Language& language, Dialect dialect,
                                         const std::string& text, std::string* error = nullptr);
/// The leaves of a node.
void flatten(Node node, const std::string& path, Leaves& out);
/// yaml-cpp: a plain scalar counts as "str" only where no reader takes it for anything else.
[[nodiscard]] std::optional<Leaves> yaml_cpp(const std::string& text, std::string* error = nullptr);

}  // namespace formwork::readers
