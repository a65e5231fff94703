#pragma once
#include "language/yaml/yaml_language.h"

namespace formwork::lang {

/// JSON outputs come from YAML templates: machine and encoder are YAML's, `layout` prints the
/// rendered text as JSON. So a template has no commas to get wrong, and there is one encoder fewer.
class JsonLanguage : public YamlLanguage {
 public:
  [[nodiscard]] LanguageId id() const override { return LanguageId::json; }
  /// The YAML text as JSON. A text that cannot be printed is given back as it is: `parse` says why.
  [[nodiscard]] std::string layout(std::string text) const override;
  [[nodiscard]] std::optional<Document> parse(SourceId source, const SourceMap& sources,
                                              Dialect dialect,
                                              Diagnostics& diagnostics) const override;
  [[nodiscard]] std::vector<Object> objects(Node root, Dialect dialect) const override;
};

}  // namespace formwork::lang
