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

// What a line holds as a value: behind its key or dash, without quotes.
std::string_view value_of(std::string_view line) {
  line = trim(line);
  if (line.starts_with("- ")) line.remove_prefix(2);
  if (const std::size_t colon = line.find(": ");
      colon != std::string_view::npos && line.find('\'') > colon) {
    line = trim(line.substr(colon + 2));
  }
  if (line.size() >= 2 && line.front() == '"' && line.back() == '"')
    line = line.substr(1, line.size() - 2);
  return line;
}

struct Found {
  std::string_view text;
  csp::Policy policy{};
};

// The first line that reads as a policy. It need not be quoted any more: somebody edited it.
std::optional<Found> policy_in(std::string_view text) {
  for (const std::string_view line : split(text, '\n')) {
    if (line.find('\'') == std::string_view::npos && line.find("-src") == std::string_view::npos)
      continue;
    const std::string_view value = value_of(line);
    const csp::Policy policy = csp::parse(value);
    if (policy.directives.empty() || !is_directive(policy.directives.front().name)) continue;
    return Found{value, csp::normal(policy)};
  }
  return std::nullopt;
}

void compare(std::string_view name, const csp::Directive* was, const csp::Directive* is,
             std::vector<std::string>& out) {
  if (is == nullptr) return out.push_back(fmt::format("`{}` is gone", name));
  if (was == nullptr) {
    return out.push_back(
        fmt::format("`{} {}` is new", printable(name), printable(join(is->values, " "))));
  }
  const auto missing = [&](const csp::Directive& from, const csp::Directive& in,
                           std::string_view verb) {
    for (const std::string& value : from.values) {
      if (std::find(in.values.begin(), in.values.end(), value) != in.values.end()) continue;
      out.push_back(fmt::format("`{}` {} `{}`", name, verb, printable(value)));
    }
  };
  missing(*is, *was, "gains");
  missing(*was, *is, "loses");
}

}  // namespace

std::optional<std::string> policy_note(std::string_view expected, std::string_view found) {
  const auto was = policy_in(expected);
  if (!was) return std::nullopt;
  const auto is = policy_in(found);
  if (!is) return "DR020: the content security policy is gone";
  if (was->text == is->text) return std::nullopt;
  std::vector<std::string> changes;
  for (const csp::Directive& d : was->policy.directives)
    compare(d.name, &d, is->policy.find(d.name), changes);
  for (const csp::Directive& d : is->policy.directives) {
    if (was->policy.find(d.name) == nullptr) compare(d.name, nullptr, &d, changes);
  }
  if (changes.empty())
    return "the content security policy is written otherwise, with the same meaning";
  return fmt::format("DR020: the content security policy differs in meaning: {}",
                     join(changes, ", "));
}

}  // namespace formwork
