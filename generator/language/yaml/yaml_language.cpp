#include "language/yaml/yaml_language.h"

#include "document/yaml.h"
#include "language/scalar.h"
#include "language/yaml/encoder.h"
#include "language/yaml/machine.h"
#include "language/yaml/objects.h"

namespace formwork::lang {

ContextState YamlLanguage::start(Dialect dialect) const {
  return yaml::start(dialect);
}

std::optional<std::string> YamlLanguage::advance(ContextState& state, std::string_view literal,
                                                 std::size_t& at) const {
  return yaml::advance(state, literal, at);
}

TagContext YamlLanguage::classify(const ContextState& state) const {
  return yaml::classify(state);
}
void YamlLanguage::after_tag(ContextState& state, Place place) const {
  yaml::after_tag(state, place);
}
ContextState YamlLanguage::normal(const ContextState& state) const {
  return yaml::normal(state);
}

std::optional<ContextState> YamlLanguage::join(const ContextState& a, const ContextState& b) const {
  return yaml::join(a, b);
}

std::string YamlLanguage::describe(const ContextState& state) const {
  return yaml::describe(state);
}

std::optional<std::string> YamlLanguage::encode(const Value& value, const EncodeSite& site,
                                                std::string& out) const {
  return yaml::encode(value, site, out);
}

bool YamlLanguage::accepts(Place place, TypeRef type) const {
  return place == Place::value || accepts_by_place(place, type);
}

std::optional<Document> YamlLanguage::parse(SourceId source, const SourceMap& sources,
                                            Dialect dialect, Diagnostics& diagnostics) const {
  const bool kubernetes = dialect == Dialect::kubernetes || dialect == Dialect::applicationset;
  return parse_yaml_output(source, sources,
                           kubernetes ? YamlSchema::kubernetes : YamlSchema::core12, diagnostics);
}

std::vector<Object> YamlLanguage::objects(Node root, Dialect dialect) const {
  return yaml::objects(root, dialect);
}

}  // namespace formwork::lang
