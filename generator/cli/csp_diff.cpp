#include "base/text.h"
#include "cli/csp.h"
#include "csp/live.h"
#include "store/git_tree.h"

#include <fmt/format.h>

#include <memory>
#include <set>
#include <utility>
#include <vector>

namespace formwork {
namespace {

struct Side {
  std::string title{};
  std::unique_ptr<Tree> tree{};
  std::optional<Inputs> inputs{};
  std::optional<EnvironmentPolicies> policies{};
};

bool load(Session& session, Side& side, const std::string& environment) {
  side.inputs = session.load(*side.tree);
  if (!side.inputs) return false;
  side.policies = policies_of(session, *side.inputs, environment);
  return side.policies.has_value() && !session.diagnostics.has_errors();
}

std::string state(const csp::Expected& expected) {
  if (expected.policy.empty()) return "off";
  return csp::is_enforced(expected.header) ? "enforced" : "report-only";
}

/// The policy, whether or not it is enforced.
std::vector<csp::Policy> policy(const csp::Expected& expected) {
  if (expected.policy.empty()) return {};
  return {csp::parse(expected.policy)};
}

/// What browsers enforce, where one of both is enforced: a policy that is only reported on is none.
csp::Verdict verdict(const csp::Expected& was, const csp::Expected& is,
                     const csp::Comparison& texts) {
  const bool before = !enforced(was).empty(), after = !enforced(is).empty();
  if (before == after) return texts.verdict;
  return csp::compare(enforced(was), enforced(is)).verdict;
}

/// What follows of it for browsers.
std::string_view consequence(const csp::Expected& was, const csp::Expected& is) {
  if (!enforced(was).empty())
    return is.policy.empty() ? "nothing is blocked any more"
                             : "what was blocked is only reported any more";
  return enforced(is).empty() ? "neither blocks anything"
                              : "what the policy forbids is blocked now";
}

std::string how(const csp::Witness& witness) {
  if (witness.by.empty()) return "nothing restricts it";
  return witness.source.empty()
             ? "`" + witness.by + "`"
             : fmt::format("`{}` has `{}`", witness.by, printable(witness.source));
}

/// What the second policy has otherwise; empty where both try the same, or none.
std::string difference_of_tried(const csp::Expected& was, const csp::Expected& is) {
  if (was.tried.empty() && is.tried.empty()) return {};
  if (was.tried.empty()) return "none -> " + is.tried;
  if (is.tried.empty()) return was.tried + " -> none";
  return join(csp::differences(csp::parse(was.tried), csp::parse(is.tried)), ", ");
}

using Pair = std::pair<const SentPolicy*, const SentPolicy*>;

/// Which policies stand in each other's place, each two meanings once.
std::vector<Pair> pairs(const std::vector<SentPolicy>& a, const std::vector<SentPolicy>& b) {
  std::vector<Pair> out;
  std::set<const SentPolicy*> met;
  std::set<std::vector<std::string>> told;
  const auto add = [&](const SentPolicy* was, const SentPolicy* is) {
    if (was == nullptr || is == nullptr) return;
    met.insert({was, is});
    const auto meaning = [](const SentPolicy& one) {
      return csp::serialize(csp::normal(csp::parse(one.expected.policy)));
    };
    if (told.insert({was->expected.header, meaning(*was), was->expected.tried,
                     std::string(was->host()), is->expected.header, meaning(*is),
                     is->expected.tried, std::string(is->host())})
            .second)
      out.emplace_back(was, is);
  };
  for (const SentPolicy& is : b) add(counterpart(a, is), &is);
  for (const SentPolicy& was : a) {
    if (!met.contains(&was)) add(&was, counterpart(b, was));
  }
  return out;
}

}  // namespace

int csp_diff(Session& session, const std::string& first, const std::string& second,
             const std::string& base) {
  Side a, b;
  const std::string other = second.empty() ? first : second;
  if (second.empty() && base.empty()) {
    session.diagnostics.add(make(Code::FW8001, std::string(),
                                 "one environment is compared with nothing",
                                 "name two environments, or one and `--base REV`"));
    return session.finish(false);
  }
  a.title = first;
  b.title = other;
  b.tree = disk_tree(session.options.folder);
  if (base.empty()) {
    a.tree = disk_tree(session.options.folder);
  } else {
    const auto repository = GitRepository::open(session.options.folder);
    if (!repository) {
      session.diagnostics.add(repository.error());
      return session.finish(false);
    }
    auto tree = repository->revision(base);
    if (!tree) {
      session.diagnostics.add(tree.error());
      return session.finish(false);
    }
    a.title = fmt::format("{} at {}", first, base);
    a.tree = std::move(*tree);
  }
  session.options.environments.clear();  // both are named
  if (!load(session, a, first) || !load(session, b, other)) return session.finish(false);

  const bool text = session.options.format == "text";
  const std::string at = base.empty() ? std::string() : " at " + base;
  const auto add = [&](Span span, const std::string& path, std::string message) {
    Diagnostic d = make(Code::FW4016, span, std::move(message));
    if (!span.valid()) d.path = path;
    session.diagnostics.add(std::move(d));
  };
  std::string out;
  if (a.policies->sent.empty() || b.policies->sent.empty()) {
    for (const Side* side : {&a, &b}) {
      if (side->policies->sent.empty())
        out += fmt::format("no edge of {} sends a policy\n", side->title);
    }
  }
  for (const auto& [was_there, is_there] : pairs(a.policies->sent, b.policies->sent)) {
    const SentPolicy& was = *was_there;
    const SentPolicy& is = *is_there;
    const std::string from = whose(first, was) + at, to = whose(other, is);
    const csp::Comparison found = csp::compare(policy(was.expected), policy(is.expected));
    const std::string before = state(was.expected), after = state(is.expected);
    out += fmt::format("{} -> {}: {}\n", from, to,
                       csp::name(verdict(was.expected, is.expected, found)));
    if (before != after) {
      const std::string_view then = consequence(was.expected, is.expected);
      out += fmt::format("  mode: {} -> {}: {}\n", before, after, then);
      add(place_of_mode(*b.policies->env, is), is.path,
          fmt::format("{} has the policy {}, and {} {}: {}", from, before, to, after, then));
    }
    for (const csp::DirectiveComparison& one : found.directives) {
      if (one.verdict == csp::Verdict::equal) continue;
      out += fmt::format("  {}: {}\n", one.directive, csp::name(one.verdict));
      for (const csp::Witness& w : one.gained) {
        out += fmt::format("    + {} ({})\n", printable(w.text), how(w));
        add(place_of(*b.policies->env, is.expected, w.by, w.source), is.path,
            fmt::format("`{}`: {} allows {}: {}", one.directive, to, printable(w.text), how(w)));
      }
      for (const csp::Witness& w : one.lost) {
        out += fmt::format("    - {} ({})\n", printable(w.text), how(w));
        add(place_of(*b.policies->env, is.expected, w.denied_by, {}), is.path,
            fmt::format("`{}`: {} allows {}, and {} does not: {}", one.directive, from,
                        printable(w.text), to, how(w)));
      }
    }
    // Where violations are reported to is of no account for strength.
    if (found.verdict == csp::Verdict::equal && !was.expected.policy.empty()) {
      const auto changes =
          csp::differences(csp::parse(was.expected.policy), csp::parse(is.expected.policy));
      if (!changes.empty()) out += fmt::format("  written otherwise: {}\n", join(changes, ", "));
    }
    if (const std::string tried = difference_of_tried(was.expected, is.expected); !tried.empty()) {
      out += fmt::format("  tried beside it: {}\n", tried);
      add({}, is.path, fmt::format("tried beside the policy, {} -> {}: {}", from, to, tried));
    }
  }
  if (!text) return session.finish(true);
  session.print(out);
  return 0;
}

}  // namespace formwork
