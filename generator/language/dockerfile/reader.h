#pragma once
// Reads a Dockerfile into stages and instructions:
//   {instructions: [ARG before the first FROM…],
//    stages: [{name, from, digest, final, instructions: [{instruction, arguments, line}]}]}
// `name` is null without AS; `digest` is null without one, unknown where `from` is a hole without a
// written `@`.
#include "language/language.h"

#include <optional>
#include <vector>

namespace formwork::lang::docker {

[[nodiscard]] std::optional<Document> read(SourceId source, const SourceMap& sources,
                                           Diagnostics& diagnostics);

/// dockerfile, dockerfile/stage, dockerfile/instruction.
[[nodiscard]] std::vector<Object> objects(Node root);

}  // namespace formwork::lang::docker
