#include "language/json/json_language.h"

#include "document/own_reader.h"
#include "document/yaml.h"
#include "language/json/printer.h"
#include "language/scalar.h"

#include <fmt/format.h>

#include <cmath>

namespace formwork::lang {
namespace {

/// The first number below `node` that is not finite.
Node not_finite(Node node) {
  if (node.is(Kind::number)) return std::isfinite(node.as_number()) ? Node() : node;
  if (node.is_scalar()) return {};
  for (const Node child : node) {
    if (const Node found = not_finite(child)) return found;
  }
  return {};
}

/// The one value of `document`, if JSON can hold it.
std::optional<Document> one_value(std::optional<Document> document, Diagnostics& diagnostics) {
  if (!document) return {};
  const Node root = document->root();
  if (root.size() != 1) {
    diagnostics.add(Code::FW6002, root.size() == 0 ? root.span() : root.at(1).span(),
                    fmt::format("a JSON file holds one value, this one {}", root.size()),
                    "write one YAML document in the template");
    return {};
  }
  if (const Node number = not_finite(root)) {
    diagnostics.add(Code::FW6002, number.span(),
                    fmt::format("JSON has no number `{}`", number.text()), "quote it");
    return {};
  }
  return document;
}

}  // namespace

std::string JsonLanguage::layout(std::string text) const {
  SourceMap sources;
  Diagnostics diagnostics;
  const SourceId source = sources.add("output", text);
  const auto document =
      one_value(parse_yaml_alone(source, sources, YamlSchema::core12, diagnostics), diagnostics);
  if (!document) return text;
  auto printed = print_json(document->root().at(0));
  return printed ? std::move(*printed) : text;
}

// A shape is printed from what is read here: no other reader gets to see it as YAML.
std::optional<Document> JsonLanguage::parse(SourceId source, const SourceMap& sources,
                                            Dialect /*dialect*/, Diagnostics& diagnostics) const {
  const auto read = has_mark(sources.text(source)) ? parse_yaml_alone : parse_yaml_output;
  return one_value(read(source, sources, YamlSchema::core12, diagnostics), diagnostics);
}

std::vector<Object> JsonLanguage::objects(Node root, Dialect /*dialect*/) const {
  const Node value = root.at(0);
  const Node title = value.is(Kind::map) ? value.find("title") : Node();
  return {{"json", title && title.is_scalar() ? std::string(title.text()) : std::string(), value}};
}

}  // namespace formwork::lang
