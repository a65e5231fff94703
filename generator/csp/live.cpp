#include "csp/live.h"

#include "base/text.h"
#include "csp/grammar.h"

#include <fmt/format.h>

#include <algorithm>

namespace formwork::csp {
namespace {

constexpr std::string_view kEnforced = "content-security-policy";
constexpr std::string_view kReported = "content-security-policy-report-only";

struct Sent {
  std::vector<const HeaderField*> fields{};
  std::vector<Policy> policies{};
};

Sent sent(const Hop& hop, std::string_view name) {
  Sent out{hop.all(name), {}};
  for (const HeaderField* field : out.fields) {
    for (Policy& policy : parse_list(field->value)) out.policies.push_back(std::move(policy));
  }
  return out;
}

class Judge {
 public:
  Judge(const Hop& hop, const Expected& expected, const Origin& origin)
      : hop_(hop),
        expected_(expected),
        origin_(origin),
        enforced_(sent(hop, kEnforced)),
        reported_(sent(hop, kReported)) {}

  std::vector<LiveFinding> run() {
    if (expected_.policy.empty()) {
      for (const Sent* some : {&enforced_, &reported_}) {
        if (!some->policies.empty())
          add(LiveKind::different, some, "a policy is sent, and the spec wants none");
      }
      return std::move(out_);
    }
    const bool enforce = is_enforced(expected_.header);
    const Sent& wanted = enforce ? enforced_ : reported_;
    const Sent& other = enforce ? reported_ : enforced_;
    if (wanted.policies.empty()) {
      if (other.policies.empty())
        add(LiveKind::absent, nullptr,
            fmt::format("`{}` sends no content security policy", hop_.status_line));
      else if (enforce)
        add(LiveKind::only_reported, &other,
            "the policy is only reported on, and the spec enforces it");
      else
        add(LiveKind::different, &other, "a policy is enforced, and the spec only reports on it");
      return std::move(out_);
    }
    several(wanted, other);
    compare_with(wanted);
    return std::move(out_);
  }

 private:
  LiveFinding& add(LiveKind kind, const Sent* at, std::string message) {
    const bool there = at != nullptr && !at->fields.empty();
    out_.push_back({kind, there ? at->fields.front()->line : hop_.line, std::move(message)});
    return out_.back();
  }

  void several(const Sent& wanted, const Sent& other) {
    const std::string name = wanted.fields.front()->name;
    if (wanted.fields.size() > 1) {
      LiveFinding& finding = add(LiveKind::several, &wanted,
                                 fmt::format("`{}` is sent {} times; browsers follow all of them",
                                             name, wanted.fields.size()));
      finding.line = wanted.fields[1]->line;
      for (const HeaderField* field : wanted.fields)
        finding.notes.push_back(fmt::format("line {}: {}", field->line, printable(field->value)));
    } else if (wanted.policies.size() > 1) {
      add(LiveKind::several, &wanted,
          fmt::format("`{}` holds {} policies; browsers follow all of them", name,
                      wanted.policies.size()));
    }
    if (!other.policies.empty())
      add(LiveKind::several, &other,
          fmt::format("`{}` is sent as well, and the spec wants none", other.fields.front()->name));
  }

  void compare_with(const Sent& wanted) {
    const Policy spec = parse(expected_.policy);
    const Comparison found = compare({spec}, wanted.policies, {.origin = origin_});
    const auto more = weakenings(found);
    if (!more.empty()) {
      LiveFinding& finding =
          add(LiveKind::weaker, &wanted,
              fmt::format("the policy that is served allows more than the spec: it {}",
                          told(more.front())));
      for (std::size_t i = 1; i < more.size(); ++i) finding.notes.push_back("it " + told(more[i]));
      return;
    }
    if (found.verdict == Verdict::stricter) {
      const Comparison back = compare(wanted.policies, {spec}, {.origin = origin_});
      const auto less = weakenings(back);
      LiveFinding& finding =
          add(LiveKind::different, &wanted,
              fmt::format("the policy that is served blocks what the spec allows: `{}` in `{}`",
                          less.front().witness, less.front().directive));
      for (std::size_t i = 1; i < less.size(); ++i)
        finding.notes.push_back(
            fmt::format("it blocks `{}` in `{}`", less[i].witness, less[i].directive));
      return;
    }
    // What is of no account for strength, such as where violations are reported to.
    if (wanted.policies.size() != 1) return;
    std::vector<std::string> changes;
    for (std::string& change : differences(spec, wanted.policies.front())) {
      if (change.starts_with("`report-")) changes.push_back(std::move(change));
    }
    if (!changes.empty())
      add(LiveKind::different, &wanted,
          "violations are reported elsewhere than the spec says: " + join(changes, ", "));
  }

  const Hop& hop_;
  const Expected& expected_;
  const Origin& origin_;
  Sent enforced_, reported_;
  std::vector<LiveFinding> out_{};
};

}  // namespace

bool is_enforced(std::string_view header) {
  return lower(header) != kReported;
}

std::vector<LiveFinding> judge_live(const Hop& hop, const Expected& expected,
                                    const Origin& origin) {
  return Judge(hop, expected, origin).run();
}

std::string told(const Weakening& weakening) {
  const std::string witness = weakening.witness.find('`') == std::string::npos &&
                                      weakening.witness.find(' ') == std::string::npos
                                  ? "`" + weakening.witness + "`"
                                  : weakening.witness;
  return fmt::format("allows {} in `{}`, {}", witness, weakening.directive,
                     weakening.source.empty() ? std::string("which is gone")
                                              : "by `" + printable(weakening.source) + "`");
}

}  // namespace formwork::csp
