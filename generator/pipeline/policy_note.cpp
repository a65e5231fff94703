#include "pipeline/policy_note.h"

#include "base/text.h"
#include "csp/csp.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <set>
#include <utility>
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

bool may_hold_a_policy(std::string_view line) {
  return line.find('\'') != std::string_view::npos || line.find("-src") != std::string_view::npos;
}

// A policy that is cut into values, which an edge puts together again: nothing unless there are
// several, with no directive in two of them.
std::optional<csp::Policy> pieces_in(std::string_view text) {
  std::string whole;
  std::set<std::string> names;
  std::size_t count = 0;
  bool follows = false;  // the line before is a piece
  for (const std::string_view line : split(text, '\n')) {
    const bool after_a_piece = std::exchange(follows, false);
    if (!after_a_piece && !may_hold_a_policy(line)) continue;
    const std::string value = value_of(line);
    const csp::Policy part = csp::parse(value);
    std::size_t directives = 0;
    for (const csp::Directive& d : part.directives) {
      if (!is_directive(d.name)) continue;
      ++directives;
      if (!names.insert(d.name).second) return std::nullopt;
    }
    // A directive may be cut, so that a piece begins and ends within it.
    if (directives == 0 && (!after_a_piece || value.find(' ') == std::string::npos)) continue;
    follows = true;
    ++count;
    whole += value;
  }
  if (count < 2) return std::nullopt;
  return csp::parse(whole);
}

// The lines that read as a policy. They need not be quoted any more: somebody edited them.
std::vector<Found> policies_in(std::string_view text) {
  std::vector<Found> out;
  for (const std::string_view line : split(text, '\n')) {
    if (!may_hold_a_policy(line)) continue;
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
  if (const auto before = pieces_in(expected), after = pieces_in(found); before && after) {
    if (*before == *after) return std::nullopt;
    const auto changes = csp::differences(*before, *after);
    if (!changes.empty()) {
      return fmt::format("DR020: the content security policy differs in meaning: {}",
                         join(changes, ", "));
    }
    return "the content security policy is written otherwise, with the same meaning";
  }
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
