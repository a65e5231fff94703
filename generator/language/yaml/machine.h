#pragma once
// The context machine of YAML: where may a tag stand. It reads the template's literal bytes only;
// what it does not understand (anchors, explicit keys) is left to the parser, and no tag may stand
// within.
#include "language/language.h"

#include <optional>
#include <string>
#include <string_view>

namespace formwork::lang::yaml {

[[nodiscard]] ContextState start(Dialect dialect);
[[nodiscard]] std::optional<std::string> advance(ContextState& state, std::string_view literal,
                                                 std::size_t& at);
[[nodiscard]] TagContext classify(const ContextState& state);
void after_tag(ContextState& state, Place place);
[[nodiscard]] ContextState normal(const ContextState& state);
[[nodiscard]] std::optional<ContextState> join(const ContextState& a, const ContextState& b);
[[nodiscard]] std::string describe(const ContextState& state);

}  // namespace formwork::lang::yaml
