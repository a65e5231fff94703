#include "pipeline/header_note.h"

#include "base/text.h"
#include "csp/security_headers.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <string>

namespace formwork {
namespace {

bool in_name(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-';
}

/// Behind `name` in a line, in any case; nothing where it is not there, or within a longer name.
std::optional<std::string_view> behind(std::string_view line, std::string_view name) {
  const std::string low = csp::lower_name(line);
  for (std::size_t at = low.find(name); at != std::string::npos; at = low.find(name, at + 1)) {
    const std::size_t end = at + name.size();
    if (at > 0 && in_name(low[at - 1])) continue;
    if (end < low.size() && in_name(low[end])) continue;
    return line.substr(end);
  }
  return std::nullopt;
}

/// A value as it is written behind its key, without quotes, escapes and what separates it.
std::string plain(std::string_view text) {
  const std::size_t begin = text.find_first_not_of(" \t:='\"");
  if (begin == std::string_view::npos) return {};
  const char quote = begin > 0 ? text[begin - 1] : ' ';
  const bool quoted = quote == '"' || quote == '\'';
  std::string out;
  for (std::size_t i = begin; i < text.size(); ++i) {
    const bool last = i + 1 == text.size();
    if (quoted && text[i] == quote) {
      if (quote == '"' || last || text[i + 1] != quote) break;
      ++i;  // `''` within single quotes of YAML
    } else if (quoted && quote == '"' && text[i] == '\\' && !last) {
      ++i;
    }
    out += text[i];
  }
  if (!quoted) {
    while (!out.empty() && (out.back() == ' ' || out.back() == '\t')) out.pop_back();
  }
  return out;
}

/// What the lines of `text` say of `name`: behind it, or on the line that follows (`value: …`).
std::vector<std::string> values_in(std::string_view text, std::string_view name) {
  std::vector<std::string> out;
  const auto lines = split(text, '\n');
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const auto rest = behind(lines[i], name);
    if (!rest || trim(lines[i]).starts_with('#')) continue;
    std::string value = plain(*rest);
    if (value.empty() && i + 1 < lines.size()) {
      const std::size_t colon = lines[i + 1].find(':');
      if (colon != std::string_view::npos) value = plain(lines[i + 1].substr(colon + 1));
    }
    out.push_back(std::move(value));
  }
  return out;
}

}  // namespace

std::vector<Note> header_notes(const csp::Expected& expected, std::string_view rendered,
                               std::string_view found) {
  std::vector<Note> out;
  if (!expected.others) return out;
  for (const auto& [name, value] : *expected.others) {
    const auto was = values_in(rendered, name);
    const auto is = values_in(found, name);
    if (was == is) continue;
    const std::string title = csp::header_title(name);
    const auto add = [&](std::string text) { out.push_back({{}, "", std::move(text)}); };
    if (is.empty()) {
      add(fmt::format("DR020: the header `{}` is gone", title));
    } else if (was.size() != is.size()) {
      add(fmt::format("DR020: {} lines speak of the header `{}`, where {} did", is.size(), title,
                      was.size()));
    } else {
      std::string why;
      for (std::size_t i = 0; i < was.size() && why.empty(); ++i)
        why = csp::compare_header(name, was[i], is[i]).why;
      add(why.empty()
              ? fmt::format("the header `{}` is written otherwise, with the same meaning", title)
              : fmt::format("DR020: the header `{}` differs in meaning: {}", title, why));
    }
  }
  return out;
}

}  // namespace formwork
