#pragma once
// A compiled template in an image (base/image.h). Its expressions were checked when it was
// compiled, so their types are not kept.
#include "template/template.h"

#include <functional>
#include <string>
#include <string_view>

namespace formwork {

/// `compiled` as bytes: its instructions, and the paths of the texts that its spans lie in.
[[nodiscard]] std::string template_image(const Template& compiled, const SourceMap& sources,
                                         const FunctionTable& functions);

/// The template whose image it is. `image` outlives it; `source` gives the text of a path.
[[nodiscard]] Template template_of(std::string_view image, LanguageId language, Dialect dialect,
                                   const FunctionTable& functions,
                                   const std::function<SourceId(std::string_view)>& source);

}  // namespace formwork
