#pragma once
// Compiled rules in an image (base/image.h).
#include "rules/rules.h"

#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace formwork {

/// The rules of one file as bytes.
[[nodiscard]] std::string rules_image(std::span<const Rule> rules, const FunctionTable& functions);

/// The rules whose image it is, which outlives them; they stand in the text `source`. `due` as for
/// compile_rules.
[[nodiscard]] std::vector<Rule> rules_of(std::string_view image, SourceId source,
                                         const FunctionTable& functions,
                                         const std::function<bool(std::string_view)>& due);

}  // namespace formwork
