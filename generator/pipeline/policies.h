#pragma once
// The policies that an environment sends, by edge, without rendering anything: what the manifests'
// `csp:` say.
#include "csp/compare.h"
#include "csp/edge.h"
#include "pipeline/edge_proof.h"
#include "pipeline/inspect.h"

#include <string>
#include <string_view>
#include <vector>

namespace formwork {

/// By path. `unit` is an environment's. What a manifest says that cannot be evaluated is in
/// `diagnostics`.
[[nodiscard]] std::vector<SentPolicy> sent_policies(const Inputs& inputs, const Unit& unit,
                                                    Diagnostics& diagnostics);

/// The distinct ones among them, by header, meaning and the host that they are for alone; the first
/// of each.
[[nodiscard]] std::vector<SentPolicy> distinct(const std::vector<SentPolicy>& sent);

/// Of `others`, of another revision or environment, the policy that stands where `one` does: for
/// the same host, rule set, file or edge, in this order; a shared one before one for another host.
/// Null where there is none.
[[nodiscard]] const SentPolicy* counterpart(const std::vector<SentPolicy>& others,
                                            const SentPolicy& one);

/// `name`, or "prod for admin.acme.example" for a policy of one host.
[[nodiscard]] std::string whose(std::string_view environment, const SentPolicy& policy);

/// The domains of an environment.
[[nodiscard]] std::vector<std::string> hosts_of(const Environment& env);

/// What is enforced: one policy, or none.
[[nodiscard]] std::vector<csp::Policy> enforced(const csp::Expected& expected);

/// Where the spec says what `directive` has as `source`: the source, else the directive, else
/// nothing.
[[nodiscard]] Span place_of(const Environment& env, const csp::Expected& expected,
                            std::string_view directive, std::string_view source);

/// Where the spec says whether it is enforced: of the host, else of all; nothing where no file
/// does.
[[nodiscard]] Span place_of_mode(const Environment& env, const SentPolicy& policy);

/// The lists of the user's files that a computed policy was made of.
[[nodiscard]] std::vector<Node> lists_behind(const Environment& env, Node policy);

/// True of a waiver of DR021 that names no directive, or no source of it: it would let off whatever
/// comes, and lets off nothing (DR031).
[[nodiscard]] bool is_too_broad(const Waiver& waiver);
/// Whether a waiver of DR021 lets `source` of `directive` off; those that do are marked used.
[[nodiscard]] bool waives_weakening(std::string_view directive, std::string_view source,
                                    const std::vector<Waiver>& waivers);

/// An environment at some revision, as DR021 compares it.
struct PolicySide {
  std::string title{};  // "origin/main", "staging"
  std::vector<SentPolicy> sent{};
};

/// DR021 for each source by which `env` allows more at an edge than `base` did; error in
/// production, a warning elsewhere. A waiver of DR021 names `directive#source`, of a host's own
/// policy `host/directive#source`; those that match are marked used. Nothing where `base` had no
/// edge.
void report_weakened(const PolicySide& base, const Environment& env,
                     const std::vector<SentPolicy>& head, const std::vector<Waiver>& waivers,
                     Diagnostics& diagnostics);

/// The same against what the lock says was compiled last, as warnings. A lock knows no mode: what
/// it holds counts as sent as it would be now.
void warn_weakened(const UnitReport& report, Diagnostics& diagnostics);

}  // namespace formwork
