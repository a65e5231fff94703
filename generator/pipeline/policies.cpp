#include "pipeline/policies.h"

#include "base/text.h"
#include "csp/live.h"
#include "csp/source.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

namespace formwork {
namespace {

/// What a source is called where a directive restricts nothing any more.
constexpr std::string_view kGone = "gone";
/// The policy as a whole, in a waiver.
constexpr std::string_view kWhole = "policy";

/// The path below the environment's own folder.
std::string_view below_environment(std::string_view path) {
  constexpr std::string_view kFolder = "infra/";
  const std::size_t end =
      path.starts_with(kFolder) ? path.find('/', kFolder.size()) : std::string_view::npos;
  return end == std::string_view::npos ? path : path.substr(end + 1);
}

class Reporter {
 public:
  Reporter(const PolicySide& base, const Environment& env, const std::vector<Waiver>& waivers,
           Diagnostics& out)
      : base_(base), env_(env), waivers_(waivers), out_(out) {}

  void judge(const std::vector<SentPolicy>& head) {
    std::set<const SentPolicy*> met;
    for (const SentPolicy& one : head) {
      if (const SentPolicy* was = counterpart(base_.sent, one)) {
        met.insert(was);
        // What a host's own file sends now may be the shared one.
        const bool shared_now = one.hosts.empty() && one.path == was->path && one.sets == was->sets;
        judge(*was, one, shared_now ? was->host() : one.host());
      }
    }
    // A host whose own policy is gone is sent the shared one.
    const auto hosts = hosts_of(env_);
    for (const SentPolicy& was : base_.sent) {
      if (was.hosts.empty() || met.contains(&was)) continue;
      const bool there = std::find(hosts.begin(), hosts.end(), was.host()) != hosts.end();
      const SentPolicy* one = there ? counterpart(head, was) : nullptr;
      if (one != nullptr && one->edge == was.edge) judge(was, *one, was.host());
    }
  }

 private:
  void judge(const SentPolicy& was, const SentPolicy& head, std::string_view host) {
    host_ = host;
    const auto before = enforced(was.expected);
    const auto after = enforced(head.expected);
    if (before.empty()) return;  // nothing was enforced, nothing can get weaker
    if (after.empty()) return whole(was.expected, head);
    for (const csp::Weakening& w : weakenings(csp::compare(before, after))) {
      if (!is_rebuilt(before.front(), w)) weakened(was.expected, head, w);
    }
  }

  [[nodiscard]] std::string subject(std::string_view directive) const {
    return host_.empty() ? std::string(directive) : fmt::format("{}/{}", host_, directive);
  }
  [[nodiscard]] std::string policy() const {
    return host_.empty() ? fmt::format("`{}`", env_.name)
                         : fmt::format("`{}` at `{}`", env_.name, host_);
  }

  // Where hashes of built files were allowed, that of a file which was built anew is no more: the
  // code itself stands in the same change, for whoever reviews it.
  [[nodiscard]] bool is_rebuilt(const csp::Policy& was, const csp::Weakening& w) const {
    const csp::Directive* governs = was.find(w.directive);
    if (governs == nullptr || !csp::parse_sources(*governs).has_nonce_or_hash()) return false;
    bool found = false;
    for_each_built(env_.document.root(), [&](std::string_view, Node file) {
      for (const Node kind : file.find("hashes")) {
        for (const Node source : kind) found = found || source.text() == w.source;
      }
    });
    return found;
  }

  Diagnostic* add(const SentPolicy& head, std::string_view directive, std::string_view source,
                  std::string message, std::string help) {
    const std::string name(source.empty() ? kGone : source);
    return add(head, directive, name, place_of(env_, head.expected, directive, source),
               std::move(message), std::move(help));
  }

  Diagnostic* add(const SentPolicy& head, std::string_view directive, const std::string& name,
                  Span place, std::string message, std::string help) {
    // All edges have one policy, and hosts may have their own: each loss is told once.
    if (!told_.insert({subject(directive), name}).second) return nullptr;
    if (waives_weakening(subject(directive), name, waivers_)) return nullptr;
    Diagnostic d = make(Code::DR021, place, std::move(message), std::move(help));
    if (!d.span.valid()) d.path = head.path;
    d.severity = env_.rank == 2 ? Severity::error : Severity::warning;
    return &out_.add(std::move(d));
  }

  void whole(const csp::Expected& was, const SentPolicy& head) {
    const bool reported = !head.expected.policy.empty();
    Diagnostic* d =
        add(head, kWhole, reported ? "report-only" : "off", place_of_mode(env_, head),
            fmt::format("the content security policy of {} is {}, and was enforced in {}", policy(),
                        reported ? "only reported on" : "no longer sent", base_.title),
            fmt::format("enforce it, or waive DR021 for `{}#{}`", subject(kWhole),
                        reported ? "report-only" : "off"));
    if (d != nullptr) d->notes.push_back({{}, "", "it was: " + was.policy});
  }

  void weakened(const csp::Expected& was, const SentPolicy& head, const csp::Weakening& w) {
    const bool gone = w.source.empty();
    Diagnostic* d =
        add(head, w.directive, w.source,
            fmt::format("the content security policy of {} is weaker than in {}: it now {}",
                        policy(), base_.title, csp::told(w)),
            fmt::format("{}, or waive DR021 for `{}#{}` with a reason and a last day",
                        gone ? fmt::format("write `{}` again", w.directive)
                             : fmt::format("take `{}` out of `{}`", w.source, w.directive),
                        subject(w.directive), gone ? kGone : std::string_view(w.source)));
    if (d == nullptr) return;
    if (const csp::Policy before = csp::parse(was.policy);
        const auto* old = before.find(w.directive))
      d->notes.push_back({{}, "", fmt::format("it was: {} {}", old->name, join(old->values, " "))});
    if (w.where.size() > 1) d->notes.push_back({{}, "", "for " + join(w.where, ", ")});
  }

  const PolicySide& base_;
  const Environment& env_;
  const std::vector<Waiver>& waivers_;
  Diagnostics& out_;
  std::string_view host_{};  // that the policy is for alone
  std::set<std::pair<std::string, std::string>> told_{};
};

}  // namespace

bool is_too_broad(const Waiver& waiver) {
  if (waiver.id != "DR021") return false;
  const std::string_view subject = waiver.subject;
  const std::size_t sign = subject.find('#');
  if (sign == std::string_view::npos) return true;
  std::string_view directive = subject.substr(0, sign);
  if (const std::size_t slash = directive.rfind('/'); slash != std::string_view::npos)
    directive.remove_prefix(slash + 1);
  const std::string_view source = subject.substr(sign + 1);
  const bool any = source != "*" && source.find_first_not_of("*?/") == std::string_view::npos;
  return directive.empty() || directive.find_first_of("*?") != std::string_view::npos || any;
}

bool waives_weakening(std::string_view directive, std::string_view source,
                      const std::vector<Waiver>& waivers) {
  bool found = false;
  for (const Waiver& waiver : waivers) {
    if (waiver.id != "DR021" || is_too_broad(waiver)) continue;
    const std::string_view subject = waiver.subject;
    const std::size_t sign = subject.find('#');
    const std::string_view named = subject.substr(sign + 1);
    // `*` alone is the source that allows every host.
    if (!glob_match(subject.substr(0, sign), directive) ||
        !(named == "*" ? source == "*" : glob_match(named, source)))
      continue;
    waiver.used = true;
    found = true;
  }
  return found;
}

std::vector<SentPolicy> sent_policies(const Inputs& inputs, const Unit& unit,
                                      Diagnostics& diagnostics) {
  std::vector<SentPolicy> out;
  Document scratch;
  EvalContext planning{scratch};
  for (const Artifact& artifact : plan(inputs.packs, plan_input(unit), planning, diagnostics)) {
    if (artifact.row->csp.edge.empty()) continue;
    EvalContext context{scratch};
    for (SentPolicy& one : carried_policies(artifact, context)) out.push_back(std::move(one));
    if (context.error) diagnostics.add(*context.error);
  }
  return out;
}

std::vector<SentPolicy> distinct(const std::vector<SentPolicy>& sent) {
  std::vector<SentPolicy> out;
  for (const SentPolicy& one : sent) {
    const bool known = std::any_of(out.begin(), out.end(), [&](const SentPolicy& other) {
      return other.host() == one.host() && other.expected.header == one.expected.header &&
             other.expected.others == one.expected.others &&
             other.expected.tried == one.expected.tried &&
             csp::same_meaning(csp::parse(other.expected.policy), csp::parse(one.expected.policy));
    });
    if (!known) out.push_back(one);
  }
  return out;
}

const SentPolicy* counterpart(const std::vector<SentPolicy>& others, const SentPolicy& one) {
  const SentPolicy* best = nullptr;
  int most = -1;
  for (const SentPolicy& other : others) {
    const int fits = (!one.hosts.empty() && other.host() == one.host() ? 32 : 0) +
                     (!one.sets.empty() && other.sets == one.sets ? 16 : 0) +
                     (other.edge == one.edge ? 8 : 0) +
                     (below_environment(other.path) == below_environment(one.path) ? 4 : 0) +
                     (other.hosts.empty() ? 1 : 0);
    if (fits <= most) continue;
    best = &other;
    most = fits;
  }
  return best;
}

std::string whose(std::string_view environment, const SentPolicy& policy) {
  if (policy.hosts.empty()) return std::string(environment);
  return fmt::format("{} for {}", environment, policy.host());
}

std::vector<std::string> hosts_of(const Environment& env) {
  std::vector<std::string> out;
  for (const Node host : env.document.root().find_path("edge.hosts")) {
    if (const Node domain = host.find("domain")) out.emplace_back(domain.text());
  }
  return out;
}

std::vector<csp::Policy> enforced(const csp::Expected& expected) {
  if (expected.policy.empty() || !csp::is_enforced(expected.header)) return {};
  return {csp::parse(expected.policy)};
}

namespace {

/// Of a value that was computed from others, as a host's `report_only` is, those it stands for.
void add_lists(const Environment& env, Node node, std::vector<Node>& out) {
  if (!node || std::find(out.begin(), out.end(), node) != out.end()) return;
  out.push_back(node);
  std::vector<std::string_view> steps;
  for (Node above = node; above; above = above.parent()) {
    if (const auto* const reads = env.filled.reads.find(above.id())) {
      for (const NodeId id : *reads) {
        Node behind = env.document.node(id);
        for (auto step = steps.rbegin(); behind && step != steps.rend(); ++step)
          behind = behind.find(*step);
        add_lists(env, behind, out);
      }
      return;
    }
    steps.push_back(above.key());
  }
}

}  // namespace

std::vector<Node> lists_behind(const Environment& env, Node policy) {
  std::vector<Node> out;
  const auto* const reads = policy ? env.filled.reads.find(policy.id()) : nullptr;
  if (reads == nullptr) return out;
  for (const NodeId id : *reads) {
    const Node node = env.document.node(id);
    if (node && node.is(Kind::list)) add_lists(env, node, out);
  }
  std::erase_if(out, [&](Node node) {
    return !node.is(Kind::list) || layer_of(env.layers, node.span().source) == nullptr;
  });
  return out;
}

Span place_of(const Environment& env, const csp::Expected& expected, std::string_view directive,
              std::string_view source) {
  // A host's own directive and the shared one that it stands in for are both read: the values tell.
  const csp::Policy sent = csp::parse(expected.policy);
  const csp::Directive* as_sent = sent.find(directive);
  Node found;
  for (const Node node : lists_behind(env, expected.node)) {
    if (node.key() != directive) continue;
    const bool same = as_sent != nullptr && std::all_of(node.begin(), node.end(), [&](Node item) {
                        return std::find(as_sent->values.begin(), as_sent->values.end(),
                                         item.text()) != as_sent->values.end();
                      });
    if (!found || same) found = node;
  }
  if (!found) return {};
  for (const Node item : found) {
    if (item.is_scalar() && item.text() == source) return item.span();
  }
  return found.key_span();
}

Span place_of_mode(const Environment& env, const SentPolicy& policy) {
  const Node edge = env.document.root().find("edge");
  Node mode = edge.find_path("csp.mode");
  for (const Node host : edge.find("hosts")) {
    const bool own = std::find(policy.hosts.begin(), policy.hosts.end(),
                               host.find("domain").text()) != policy.hosts.end();
    if (const Node said = own ? host.find_path("csp.mode") : Node();
        said && layer_of(env.layers, said.span().source) != nullptr)
      mode = said;
  }
  return mode && layer_of(env.layers, mode.span().source) != nullptr ? mode.span() : Span{};
}

void report_weakened(const PolicySide& base, const Environment& env,
                     const std::vector<SentPolicy>& head, const std::vector<Waiver>& waivers,
                     Diagnostics& diagnostics) {
  Reporter reporter(base, env, waivers, diagnostics);
  reporter.judge(head);
}

void warn_weakened(const UnitReport& report, Diagnostics& diagnostics) {
  if (report.unit.environment == nullptr || !report.old) return;
  PolicySide base{"the lock", {}};
  for (const SentPolicy& one : report.output.policies) {
    const auto& was = report.old->policies;
    auto it = was.find({std::string(one.edge->id), one.path, std::string(one.host())});
    SentPolicy before{one.edge, one.path, {one.expected.header, {}, {}}, one.hosts};
    if (it == was.end()) {  // it may have been shared then
      it = was.find({std::string(one.edge->id), one.path, {}});
      before.hosts.clear();
    }
    if (it == was.end()) continue;
    before.expected.policy = it->second;
    base.sent.push_back(std::move(before));
  }
  for (const auto& [key, policy] : report.old->policies) {
    const bool known =
        std::any_of(base.sent.begin(), base.sent.end(), [&, &edge = key.edge](const SentPolicy& b) {
          return b.edge->id == edge && b.path == key.path && b.host() == key.host;
        });
    const csp::Edge* edge = csp::find_edge(key.edge);
    if (known || key.host.empty() || edge == nullptr) continue;
    base.sent.push_back({edge, key.path, {"content-security-policy", policy, {}}, {key.host}});
  }
  Diagnostics found;
  report_weakened(base, *report.unit.environment, report.output.policies, report.output.waivers,
                  found);
  for (Diagnostic& d : found.items()) d.severity = Severity::warning;
  diagnostics.append(std::move(found));
}

}  // namespace formwork
