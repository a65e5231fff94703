#pragma once
// Reads a Dockerfile into stages and instructions:
//   {instructions: [ARG before the first FROM…],
//    stages: [{name, from, final, instructions: [{instruction, arguments, line}]}]}
// `name` is null without AS. What would have to be cut out of a word, such as a digest, is no leaf
// of its own: where the word is a hole of a shape, there is nothing yet to cut.
#include "language/language.h"

#include <optional>
#include <vector>

namespace formwork::lang::docker {

[[nodiscard]] std::optional<Document> read(SourceId source, const SourceMap& sources,
                                           Diagnostics& diagnostics);

/// dockerfile, dockerfile/stage, dockerfile/instruction.
[[nodiscard]] std::vector<Object> objects(Node root);

}  // namespace formwork::lang::docker
