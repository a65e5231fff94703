// From a value of a resource back to the spec: the argument that a module is given, the variable
// that the argument is, the parameter file. Done for findings alone.
#include "pipeline/roots.h"

#include <algorithm>

namespace formwork {
namespace {

/// `var.x` -> `x`; in Bicep `x` -> `x`; nothing for anything else.
std::string_view variable_of(std::string_view text, bool bicep) {
  if (!bicep) {
    if (!text.starts_with("var.")) return {};
    text.remove_prefix(4);
  }
  const bool name = !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
           c == '-';
  });
  return name ? text : std::string_view();
}

/// The call that an address is below: `module.vault` of `module.vault["a"].x.y`.
std::string call_of(std::string_view address, bool bicep) {
  constexpr std::string_view kModule = "module.";
  if (!address.starts_with(kModule)) return {};
  const std::size_t end = address.find_first_of(".[", kModule.size());
  return std::string(bicep ? address.substr(kModule.size(), end - kModule.size())
                           : address.substr(0, end));
}

}  // namespace

Span Roots::given(const std::string& root, bool bicep, const std::string& type,
                  const std::string& name, std::string_view argument) const {
  const LanguageId id = bicep ? LanguageId::bicep : LanguageId::hcl;
  for (const File& file : files_) {
    if (file.language != id || folder_of(file.path) != root) continue;
    Diagnostics ignored;
    const auto document = language(id)->parse(file.source, sources_, Dialect::none, ignored);
    if (!document) continue;
    for (const Object& object : language(id)->objects(document->root(), Dialect::none)) {
      if (object.type != type || object.name != name) continue;
      const Node body = type == "bicep/module" ? object.body.find("params") : object.body;
      const Node found = argument.empty() ? body : body.find(argument);
      if (found) return found.span();
    }
  }
  return {};
}

std::vector<Span> Roots::origins(const Root& root, const std::string& address, Span span) const {
  const bool bicep = root.language == LanguageId::bicep;
  const std::string folder = root.path.ends_with(".bicepparam") ? folder_of(root.path) : root.path;
  std::vector<Span> out{span};
  // From the module to the root's call of it.
  if (const std::string call = call_of(address, bicep); !call.empty()) {
    const auto variable = variable_of(sources_.text(out.back()), bicep);
    if (variable.empty()) return out;
    const Span at =
        given(folder, bicep, bicep ? "bicep/module" : "terraform/module", call, variable);
    if (!at.valid()) return out;
    out.push_back(at);
  }
  // From the root's variable to its values.
  const auto variable = variable_of(sources_.text(out.back()), bicep);
  if (variable.empty()) return out;
  const Span at = bicep ? given(folder, true, "bicepparam/param", std::string(variable), "value")
                        : given(folder, false, "terraform/tfvars", "", variable);
  if (at.valid()) out.push_back(at);
  return out;
}

}  // namespace formwork
