#pragma once
// The second evaluators, as their own documentation describes them, reduced to what a test asks:
// the text they give back, or nothing where they would evaluate anything but a literal.
#include "language/language.h"

#include <optional>
#include <string>
#include <string_view>

namespace formwork::consumers {

/// GitHub Actions: `${{ '…' }}` is a text, any other expression an evaluation.
inline std::optional<std::string> actions(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size();) {
    if (!text.substr(i).starts_with("${{")) {
      out += text[i++];
      continue;
    }
    i += 3;
    while (i < text.size() && text[i] == ' ') ++i;
    if (i == text.size() || text[i] != '\'') return {};
    for (++i;; ++i) {
      if (i == text.size()) return {};
      if (text[i] != '\'')
        out += text[i];
      else if (i + 1 < text.size() && text[i + 1] == '\'')
        out += text[i++];
      else
        break;
    }
    ++i;
    while (i < text.size() && text[i] == ' ') ++i;
    if (!text.substr(i).starts_with("}}")) return {};
    i += 2;
  }
  return out;
}

/// compose: `$$` is `$`; `$NAME`, `${…}` are variables; any other `$` is an error.
inline std::optional<std::string> compose(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '$' && (i + 1 == text.size() || text[++i] != '$')) return {};
    out += text[i];
  }
  return out;
}

/// kubelet (third_party/forked/golang/expansion): `$$` is `$`, `$(…)` a reference, any other `$`
/// itself.
inline std::optional<std::string> kubelet(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    out += text[i];
    if (text[i] != '$' || i + 1 == text.size()) continue;
    if (text[i + 1] == '$')
      ++i;
    else if (text[i + 1] == '(' && text.find(')', i) != std::string_view::npos)
      return {};
  }
  return out;
}

/// text/template: `{{ "…" }}` is a text, any other action an evaluation.
inline std::optional<std::string> go_template(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size();) {
    if (!text.substr(i).starts_with("{{")) {
      out += text[i++];
      continue;
    }
    i += 2;
    if (!text.substr(i).starts_with(" \"")) return {};
    const std::size_t end = text.find('"', i + 2);
    if (end == std::string_view::npos || !text.substr(end).starts_with("\" }}")) return {};
    out += text.substr(i + 2, end - i - 2);
    i = end + 4;
  }
  return out;
}

inline std::optional<std::string> evaluate(Dialect dialect, bool expands, std::string_view text) {
  switch (dialect) {
    case Dialect::none:
      return std::string(text);
    case Dialect::kubernetes:
      return expands ? kubelet(text) : std::string(text);
    case Dialect::workflow:
      return actions(text);
    case Dialect::compose:
      return compose(text);
    case Dialect::prometheus:
    case Dialect::applicationset:
      return go_template(text);
  }
  return {};
}

}  // namespace formwork::consumers
