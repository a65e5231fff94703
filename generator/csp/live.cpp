#include "csp/live.h"

#include "base/text.h"
#include "csp/grammar.h"
#include "csp/security_headers.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <set>

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
    policy();
    others();
    return std::move(out_);
  }

 private:
  void policy() {
    if (expected_.policy.empty()) {
      for (const Sent* some : {&enforced_, &reported_}) {
        if (!some->policies.empty())
          add(LiveKind::different, some, "a policy is sent, and the spec wants none");
      }
      return;
    }
    const bool enforce = is_enforced(expected_.header);
    const Sent& wanted = enforce ? enforced_ : reported_;
    const Sent& other = enforce ? reported_ : enforced_;
    if (wanted.policies.empty()) {
      if (other.policies.empty() || (!expected_.tried.empty() && !has_enforced_meaning(other)))
        add(LiveKind::absent, nullptr,
            fmt::format("`{}` sends no content security policy", hop_.status_line));
      else if (enforce)
        add(LiveKind::only_reported, &other,
            "the policy is only reported on, and the spec enforces it");
      else
        add(LiveKind::different, &other, "a policy is enforced, and the spec only reports on it");
      return;
    }
    several(wanted);
    compare_with(wanted);
    if (!expected_.tried.empty())
      beside(other);
    else if (!other.policies.empty())
      add(LiveKind::several, &other,
          fmt::format("`{}` is sent as well, and the spec wants none", other.fields.front()->name));
  }

  /// Whether what is only reported on is the policy that the spec enforces, not the second one.
  [[nodiscard]] bool has_enforced_meaning(const Sent& sent) const {
    const Policy spec = parse(expected_.policy);
    return std::any_of(sent.policies.begin(), sent.policies.end(),
                       [&](const Policy& one) { return same_meaning(one, spec); });
  }

  // The second policy, which blocks nothing: any difference is one of what is tried.
  void beside(const Sent& sent) {
    if (sent.policies.empty()) {
      add(LiveKind::absent, nullptr,
          fmt::format("`{}` sends no `{}`, which is tried beside the enforced policy",
                      hop_.status_line, kReported))
          .notes.push_back(fmt::format("the spec: {}: {}", kReported, expected_.tried));
      return;
    }
    several(sent);
    if (sent.policies.size() != 1) return;
    const auto changes = differences(parse(expected_.tried), sent.policies.front());
    if (changes.empty()) return;
    add(LiveKind::different, &sent,
        "the policy that is tried is another than the spec's: " + join(changes, ", "))
        .notes.push_back(fmt::format("the spec: {}: {}", kReported, expected_.tried));
  }

  LiveFinding& add(LiveKind kind, const Sent* at, std::string message) {
    const bool there = at != nullptr && !at->fields.empty();
    out_.push_back({kind, there ? at->fields.front()->line : hop_.line, std::move(message)});
    return out_.back();
  }

  void several(const Sent& wanted) {
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

  // The security headers beside the policy.
  void others() {
    if (!expected_.others) return;
    std::set<std::string> names;
    for (const auto& [name, value] : *expected_.others) names.insert(name);
    for (const HeaderField& field : hop_.fields) {
      if (is_security_header(field.name)) names.insert(field.name);
    }
    for (const std::string& name : names) {
      const auto wanted = expected_.others->find(name);
      const bool known = wanted != expected_.others->end();
      const auto fields = hop_.all(name);
      const std::uint32_t line = fields.empty() ? hop_.line : fields.front()->line;
      const std::string title = header_title(name);
      if (fields.empty()) {
        out_.push_back({LiveKind::absent,
                        line,
                        fmt::format("`{}` sends no `{}`", hop_.status_line, title),
                        {fmt::format("the spec: {}: {}", title, wanted->second)},
                        false});
        continue;
      }
      if (fields.size() > 1) {
        LiveFinding finding{LiveKind::several, fields[1]->line,
                            fmt::format("`{}` is sent {} times", title, fields.size())};
        for (const HeaderField* field : fields)
          finding.notes.push_back(fmt::format("line {}: {}", field->line, printable(field->value)));
        finding.of_policy = false;
        out_.push_back(std::move(finding));
      }
      std::string value;  // browsers read several as one list
      for (const HeaderField* field : fields) value += (value.empty() ? "" : ", ") + field->value;
      const HeaderComparison found =
          compare_header(name, known ? std::optional(wanted->second) : std::nullopt, value);
      if (found.verdict == HeaderVerdict::equal) continue;
      const bool weaker = found.verdict == HeaderVerdict::weaker;
      out_.push_back(
          {weaker ? LiveKind::weaker : LiveKind::different,
           line,
           fmt::format("`{}` {}: {}", title,
                       weaker ? "protects less than the spec" : "is another than the spec's",
                       found.why),
           {known ? fmt::format("the spec: {}: {}", title, wanted->second)
                  : fmt::format("the spec sends no {}", title)},
           false});
    }
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
