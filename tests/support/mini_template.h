#pragma once
// Just enough of the template engine to test a language by itself: literal text with <%= name %>
// tags, no branches. Each tag's place comes from the machine, its text from the encoder.
#include "language/language.h"

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace formwork::mini {

struct Result {
  std::string text;
  std::string error;     // of the machine, a refusal, or an encoder; then `text` is what there was
  bool refused = false;  // the machine said so, whatever the value
  std::vector<TagContext> tags{};
};

using Values = std::map<std::string, Value, std::less<>>;

inline Result render(const Language& language, Dialect dialect, std::string_view text,
                     const Values& values) {
  Result out;
  ContextState state = language.start(dialect);
  // Literals and tags alternate; empty literals stay, so that neighbours can be seen.
  std::vector<std::string_view> parts;
  for (std::size_t at = 0;;) {
    const std::size_t open = text.find("<%=", at);
    parts.push_back(text.substr(at, open == std::string_view::npos ? open : open - at));
    if (open == std::string_view::npos) break;
    const std::size_t close = text.find("%>", open);
    std::string_view name = text.substr(open + 3, close - open - 3);
    while (name.starts_with(' ')) name.remove_prefix(1);
    while (name.ends_with(' ')) name.remove_suffix(1);
    parts.push_back(name);
    at = close + 2;
  }
  for (std::size_t i = 0; i < parts.size(); ++i) {
    if (i % 2 == 0) {
      std::size_t at = 0;
      if (auto error = language.advance(state, parts[i], at)) {
        out.error = *error;
        out.refused = true;
        return out;
      }
      out.text += parts[i];
      continue;
    }
    const TagContext context = language.classify(state);
    out.tags.push_back(context);
    if (!context.place) {
      out.error = context.refusal;
      out.refused = true;
      return out;
    }
    const char before = parts[i - 1].empty() ? '\0' : parts[i - 1].back();
    const char after = parts[i + 1].empty() ? '\0' : parts[i + 1].front();
    const auto value = values.find(parts[i]);
    if (auto error =
            language.encode(value->second, site_of(context, dialect, before, after), out.text)) {
      out.error = *error;
      return out;
    }
    language.after_tag(state, *context.place);
  }
  return out;
}

/// Where the first tag of `text` stands; the refusal if it may not.
inline std::string place(const Language& language, Dialect dialect, std::string_view text) {
  const Result result =
      render(language, dialect, text, {{"x", Value::of_string("a")}, {"y", Value::of_string("b")}});
  if (result.refused) return "refused: " + result.error;
  return result.tags.empty() ? "no tag" : std::string(name(*result.tags.back().place));
}

}  // namespace formwork::mini
