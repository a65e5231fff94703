#pragma once
#include "language/language.h"

namespace formwork::lang {

/// Bicep: `.bicep` and `.bicepparam` files. A file whose path ends in `.bicepparam`, or that begins
/// with `using`, is a parameter file.
class BicepLanguage : public Language {
 public:
  [[nodiscard]] LanguageId id() const override { return LanguageId::bicep; }
  [[nodiscard]] ContextState start(Dialect dialect) const override;
  [[nodiscard]] std::optional<std::string> advance(ContextState& state, std::string_view literal,
                                                   std::size_t& at) const override;
  [[nodiscard]] TagContext classify(const ContextState& state) const override;
  void after_tag(ContextState& state, Place place) const override;
  [[nodiscard]] ContextState normal(const ContextState& state) const override;
  [[nodiscard]] std::optional<ContextState> join(const ContextState& a,
                                                 const ContextState& b) const override;
  [[nodiscard]] std::string describe(const ContextState& state) const override;
  [[nodiscard]] std::optional<std::string> encode(const Value& value, const EncodeSite& site,
                                                  std::string& out) const override;
  [[nodiscard]] bool accepts(Place place, TypeRef type) const override;
  /// As `bicep format` prints it.
  [[nodiscard]] std::string layout(std::string text) const override;
  [[nodiscard]] std::optional<Document> parse(SourceId source, const SourceMap& sources,
                                              Dialect dialect,
                                              Diagnostics& diagnostics) const override;
  [[nodiscard]] std::vector<Object> objects(Node root, Dialect dialect) const override;
};

}  // namespace formwork::lang
