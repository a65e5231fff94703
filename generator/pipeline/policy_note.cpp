#include "pipeline/policy_note.h"

#include "base/text.h"
#include "csp/csp.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <vector>

namespace formwork {
namespace {

bool is_directive(std::string_view name) {
  static constexpr std::array<std::string_view, 6> kOthers = {
      "base-uri", "form-action",  "frame-ancestors", "require-trusted-types-for",
      "sandbox",  "trusted-types"};
  return name.ends_with("-src") || std::find(kOthers.begin(), kOthers.end(), name) != kOthers.end();
}

// What a line holds as a value, in any of the languages that carry policies: behind its key, `=` or
// dash, without quotes, commas and escapes.
std::string value_of(std::string_view line) {
  line = trim(line);
  if (line.starts_with("- ")) line.remove_prefix(2);
  const std::size_t quote = line.find_first_of("'\"", line.starts_with('"') ? 1 : 0);
  for (const std::string_view sign : {"\": ", ": ", "= "}) {
    const std::size_t at = line.find(sign);
    if (at == std::string_view::npos || at > quote) continue;
    line = trim(line.substr(at + sign.size()));
    break;
  }
  const char closing = line.empty() ? '\0' : line.front();
  const bool quoted = closing == '"' || closing == '\'';
  std::string out;
  for (std::size_t i = quoted ? 1 : 0; i < line.size(); ++i) {
    if (quoted && line[i] == closing) break;  // a comma or comment follows
    const bool escape = quoted && line[i] == '\\' && i + 1 < line.size();
    out += line[escape ? ++i : i];
  }
  return out;
}

struct Found {
  std::string text{};
  csp::Policy policy{};
};

// The lines that read as a policy. They need not be quoted any more: somebody edited them.
std::vector<Found> policies_in(std::string_view text) {
  std::vector<Found> out;
  for (const std::string_view line : split(text, '\n')) {
    if (line.find('\'') == std::string_view::npos && line.find("-src") == std::string_view::npos)
      continue;
    std::string value = value_of(line);
    csp::Policy policy = csp::parse(value);
    if (policy.directives.empty() || !is_directive(policy.directives.front().name)) continue;
    out.push_back({std::move(value), std::move(policy)});
  }
  return out;
}

}  // namespace

std::optional<std::string> policy_note(std::string_view expected, std::string_view found) {
  const auto was = policies_in(expected);
  if (was.empty()) return std::nullopt;
  const auto is = policies_in(found);
  if (is.empty()) return "DR020: the content security policy is gone";
  if (is.size() != was.size()) {
    return fmt::format("DR020: {} lines hold a content security policy, where {} did", is.size(),
                       was.size());
  }
  bool rewritten = false;
  for (std::size_t i = 0; i < was.size(); ++i) {
    if (was[i].text == is[i].text) continue;
    rewritten = true;
    const auto changes = csp::differences(was[i].policy, is[i].policy);
    if (!changes.empty()) {
      return fmt::format("DR020: the content security policy differs in meaning: {}",
                         join(changes, ", "));
    }
  }
  if (!rewritten) return std::nullopt;
  return "the content security policy is written otherwise, with the same meaning";
}

}  // namespace formwork
