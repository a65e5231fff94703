#include "base/text.h"
#include "cli/csp.h"
#include "csp/lint.h"
#include "csp/live.h"

#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <map>

namespace formwork {
namespace {

Diagnostic finding(const csp::Lint& lint, Span span) {
  Diagnostic d = make(Code::FW4013, span, lint.message, lint.help);
  d.severity = lint.severity;
  d.rule = "csp:" + lint.id;
  return d;
}

/// Where `word` stands in the policy's text, behind the name of its directive.
Span span_in(SourceId source, std::string_view text, const csp::Lint& lint) {
  if (lint.directive.empty()) return {source, 0, 0};
  std::string low(text);
  std::transform(low.begin(), low.end(), low.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  std::size_t at = 0;
  for (at = low.find(lint.directive); at != std::string::npos;
       at = low.find(lint.directive, at + 1)) {
    const std::size_t before = low.find_last_not_of(" \t\r\n\f", at == 0 ? 0 : at - 1);
    const std::size_t end = at + lint.directive.size();
    const bool begins = at == 0 || before == std::string::npos || low[before] == ';' ||
                        low[before] == ',' || before >= at;
    if (begins && (end == low.size() || low.find_first_of("; \t\r\n\f,", end) == end)) break;
  }
  if (at == std::string::npos) return {source, 0, 0};
  std::size_t begin = at, size = lint.directive.size();
  if (!lint.value.empty()) {
    const std::size_t value = text.find(lint.value, at + size);
    if (value != std::string_view::npos) {
      begin = value;
      size = lint.value.size();
    }
  }
  return {source, static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(begin + size)};
}

std::string told(std::string_view title, const csp::Score& score) {
  return fmt::format("formwork: {}: score {}: {}\n", title, score.value, score.reason);
}

}  // namespace

int csp_lint(Session& session, const std::vector<std::string>& environments,
             const std::string& policy, bool given) {
  std::string scores;
  if (given) {
    std::optional<std::string> text = policy;
    if (policy == "-") text = text_of(session, "-");
    if (!text) return session.finish(true);
    while (!text->empty() && (text->back() == '\n' || text->back() == '\r')) text->pop_back();
    const SourceId source = session.sources.add("policy", *text);
    // Of a list each policy is looked at alone; together they are no weaker than any of them.
    std::size_t from = 0;
    for (const std::string_view one : split(*text, ',')) {
      for (const csp::Lint& lint : csp::lint_text(one)) {
        Span span = span_in(source, one, lint);
        span.begin += static_cast<std::uint32_t>(from);
        span.end += static_cast<std::uint32_t>(from);
        session.diagnostics.add(finding(lint, span));
      }
      scores += told("the policy", csp::score(csp::parse(one)));
      from += one.size() + 1;
    }
  } else {
    const auto tree = disk_tree(session.options.folder);
    const auto inputs = session.load(*tree);
    if (!inputs) return session.finish(true);
    std::vector<std::string> names = environments;
    if (names.empty()) {
      for (const Environment& env : inputs->environments) names.push_back(env.name);
    }
    for (const std::string& name : names) {
      const auto found = policies_of(session, *inputs, name);
      if (!found) continue;
      const auto policies = distinct(found->sent);
      if (policies.empty()) scores += fmt::format("formwork: {}: no edge sends a policy\n", name);
      for (const SentPolicy& one : policies) {
        if (one.expected.policy.empty()) {
          scores += fmt::format("formwork: {}: no policy is sent\n", whose(name, one));
          continue;
        }
        const auto judge = [&](const csp::Expected& expected, const std::string& title) {
          const csp::Policy parsed = csp::parse(expected.policy);
          for (const csp::Lint& lint : csp::lint(parsed)) {
            Diagnostic d =
                finding(lint, place_of(*found->env, expected, lint.directive, lint.value));
            if (!d.span.valid()) d.path = one.path;
            d.message = fmt::format("{}: {}", title, d.message);
            session.diagnostics.add(std::move(d));
          }
          return parsed;
        };
        const csp::Policy sent = judge(one.expected, whose(name, one));
        scores += told(whose(name, one), csp::score(sent, csp::is_enforced(one.expected.header)));
        if (one.expected.tried.empty()) continue;
        // What it would score once it is enforced.
        const std::string title = whose(name, one) + ", tried";
        scores += told(title, csp::score(judge(tried_of(*found->env, one.expected), title)));
      }
    }
  }
  const int status = session.finish(true);
  if (session.options.format == "text") session.say(scores);
  return status;
}

}  // namespace formwork
