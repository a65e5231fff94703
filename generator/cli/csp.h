#pragma once
// What the commands below `csp` share.
#include "cli/session.h"
#include "pipeline/policies.h"

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace formwork {

/// An environment with the policies its edges send.
struct EnvironmentPolicies {
  const Environment* env = nullptr;
  Unit unit{};
  std::vector<SentPolicy> sent{};
};

/// The environment `name` of `inputs`; FW8005, with a suggestion, where there is none.
[[nodiscard]] std::optional<EnvironmentPolicies> policies_of(Session& session, const Inputs& inputs,
                                                             const std::string& name);
/// What policies are compared with: a revision, or the tree at hand.
struct PolicyBase {
  std::string revision{};     // empty: the tree at hand
  std::string environment{};  // the one that is asked for; empty: each for itself
  std::unique_ptr<Tree> tree{};
  std::optional<Inputs> inputs{};
};
/// Loads the base: of its environments those that are asked for, or that --env selects. False
/// after an error, or where the base has no workspace or none of those environments.
bool open_base(Session& session, const Tree& here, PolicyBase& base);
/// Its policies of one environment; nothing where it has none of that name.
[[nodiscard]] std::optional<PolicySide> base_side(Session& session, const PolicyBase& base,
                                                  const std::string& environment);
/// The text of a file, or of standard input for `-`; FW7002 where it cannot be read.
[[nodiscard]] std::optional<std::string> text_of(Session& session, const std::string& file);

int csp_lint(Session& session, const std::vector<std::string>& environments,
             const std::string& policy, bool given);
int csp_show(Session& session, const std::string& environment, const std::string& edge);
int csp_diff(Session& session, const std::string& first, const std::string& second,
             const std::string& base);

struct LiveOptions {
  std::string environment, headers, host;
};
int csp_live(Session& session, const LiveOptions& options);

}  // namespace formwork
