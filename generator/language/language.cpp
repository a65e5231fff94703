#include "language/language.h"

#include "language/bicep/bicep_language.h"
#include "language/dockerfile/dockerfile_language.h"
#include "language/hcl/hcl_language.h"
#include "language/json/json_language.h"
#include "language/markdown/markdown_language.h"
#include "language/shell/shell_language.h"
#include "language/text/text_language.h"
#include "language/yaml/yaml_language.h"

#include <array>

namespace formwork {
namespace {

// In the order of their enumerations.
constexpr std::array<std::string_view, 8> kLanguages = {"yaml",     "json", "shell", "dockerfile",
                                                        "markdown", "text", "hcl",   "bicep"};
constexpr std::array<std::string_view, 6> kDialects = {"none",    "kubernetes", "workflow",
                                                       "compose", "prometheus", "applicationset"};
constexpr std::array<std::string_view, 8> kPlaces = {"value", "quoted",  "key",  "name",
                                                     "lines", "comment", "word", "prose"};

template <class Enum, std::size_t N>
std::optional<Enum> find(const std::array<std::string_view, N>& names, std::string_view name) {
  for (std::size_t i = 0; i < N; ++i) {
    if (names[i] == name) return static_cast<Enum>(i);
  }
  return {};
}

}  // namespace

std::string_view name(LanguageId id) {
  return kLanguages[static_cast<std::size_t>(id)];
}
std::string_view name(Dialect dialect) {
  return kDialects[static_cast<std::size_t>(dialect)];
}
std::string_view name(Place place) {
  return kPlaces[static_cast<std::size_t>(place)];
}
std::optional<LanguageId> find_language(std::string_view name) {
  return find<LanguageId>(kLanguages, name);
}
std::optional<Dialect> find_dialect(std::string_view name) {
  return find<Dialect>(kDialects, name);
}

const Language* language(LanguageId id) {
  static const lang::BicepLanguage bicep;
  static const lang::DockerfileLanguage dockerfile;
  static const lang::HclLanguage hcl;
  static const lang::JsonLanguage json;
  static const lang::MarkdownLanguage markdown;
  static const lang::ShellLanguage shell;
  static const lang::TextLanguage text;
  static const lang::YamlLanguage yaml;
  switch (id) {
    case LanguageId::yaml:
      return &yaml;
    case LanguageId::json:
      return &json;
    case LanguageId::shell:
      return &shell;
    case LanguageId::dockerfile:
      return &dockerfile;
    case LanguageId::markdown:
      return &markdown;
    case LanguageId::text:
      return &text;
    case LanguageId::hcl:
      return &hcl;
    case LanguageId::bicep:
      return &bicep;
  }
  return nullptr;
}

}  // namespace formwork
