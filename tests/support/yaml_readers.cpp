#include "support/yaml_readers.h"

#include <yaml-cpp/yaml.h>

#include <algorithm>
#include <cctype>

namespace formwork::readers {
namespace {

/// Digits and a unit that no reader has a number for.
bool is_quantity(const std::string& text) {
  const std::size_t unit = text.find_first_not_of("0123456789");
  if (unit == 0 || unit == std::string::npos) return false;
  const std::string_view rest = std::string_view(text).substr(unit);
  return rest == "m" || rest == "s" || rest == "Ki" || rest == "Mi" || rest == "Gi" || rest == "Ti";
}

void flatten(const YAML::Node& node, const std::string& path, Leaves& out) {
  switch (node.Type()) {
    case YAML::NodeType::Undefined:
    case YAML::NodeType::Null:
      out[path] = "other:null";
      return;
    case YAML::NodeType::Scalar: {
      const bool quoted = node.Tag() == "!";
      const std::string& text = node.Scalar();
      static constexpr std::string_view kWords[] = {"y",   "n",    "yes",   "no",   "on",
                                                    "off", "true", "false", "null", "nan"};
      std::string lower = text;
      std::transform(lower.begin(), lower.end(), lower.begin(),
                     [](unsigned char c) { return std::tolower(c); });
      const bool word =
          std::find(std::begin(kWords), std::end(kWords), lower) != std::end(kWords) ||
          (text.find_first_of("0123456789.+-~<=") == 0 && !is_quantity(text));
      out[path] = (quoted || !word ? "str:" : "other:") + text;
      return;
    }
    case YAML::NodeType::Sequence: {
      if (node.size() == 0) out[path] = "other:[]";
      std::size_t i = 0;
      for (const auto& item : node) flatten(item, path + "/" + std::to_string(i++), out);
      return;
    }
    case YAML::NodeType::Map:
      if (node.size() == 0) out[path] = "other:{}";
      for (const auto& entry : node) flatten(entry.second, path + "/" + entry.first.Scalar(), out);
      return;
  }
}

}  // namespace

void flatten(Node node, const std::string& path, Leaves& out) {
  if (node.is(Kind::list)) {
    if (node.size() == 0) out[path] = "other:[]";
    std::size_t i = 0;
    for (const Node item : node) flatten(item, path + "/" + std::to_string(i++), out);
  } else if (node.is(Kind::map)) {
    if (node.size() == 0) out[path] = "other:{}";
    for (const Node entry : node) flatten(entry, path + "/" + std::string(entry.key()), out);
  } else if (node.is(Kind::null)) {
    out[path] = "other:null";
  } else {
    out[path] = (node.is(Kind::string) ? "str:" : "other:") + std::string(node.text());
  }
}

std::optional<Leaves> ours(const Language& language, Dialect dialect, const std::string& text,
                           std::string* error) {
  SourceMap sources;
  Diagnostics diagnostics;
  const SourceId source = sources.add("output", text);
  const auto document = language.parse(source, sources, dialect, diagnostics);
  if (!document || diagnostics.has_errors()) {
    if (error != nullptr && !diagnostics.empty()) *error = diagnostics.items().front().message;
    return {};
  }
  Leaves out;
  flatten(document->root(), "", out);
  return out;
}

std::optional<Leaves> yaml_cpp(const std::string& text, std::string* error) {
  try {
    Leaves out;
    std::size_t i = 0;
    for (const auto& document : YAML::LoadAll(text))
      flatten(document, "/" + std::to_string(i++), out);
    return out;
  } catch (const YAML::Exception& e) {
    if (error != nullptr) *error = e.what();
    return {};
  }
}

}  // namespace formwork::readers
