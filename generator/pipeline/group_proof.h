#pragma once
// The proof that a configuration group is everywhere what the spec says: each of its keys is looked
// for in every output, whatever its language, and its value read back.
#include "pipeline/inputs.h"
#include "pipeline/root_memory.h"
#include "pipeline/roots.h"
#include "pipeline/verify.h"

#include <map>
#include <set>
#include <string>

namespace formwork {

/// The keys that groups of an environment name and containers are given, each with the values that
/// the spec gives it: `services.api.config.CURRENCY` is `CURRENCY`.
struct GroupKeys {
  struct Key {
    Node group{};                                 // the one that names it
    std::set<std::string, std::less<>> values{};  // of every service and job that has it
  };
  std::map<std::string, Key, std::less<>> keys{};
};
[[nodiscard]] GroupKeys group_keys(Node spec);

/// DR028 for each place of the artifact that gives a key another value than any that the spec has
/// for it: an entry `KEY: value` of a map (ConfigMap, tfvars, parameters) or an item `name: KEY,
/// value: …` (a container's environment). What is only known after deployment is passed over.
void prove_groups(const GroupKeys& groups, const Artifact& artifact, const Rendered& rendered,
                  const Value& spec, Verifier& verifier, Diagnostics& diagnostics);

/// The same of what a folded root would make: modules give containers their environment, and may
/// change what they are given. A key of which `diagnostics` tells already is passed over.
void prove_groups(const GroupKeys& groups, const Root& root, const Roots& roots,
                  const SourceMap& sources, Diagnostics& diagnostics);

/// True if an object of a root gives one of the keys a value, or may do so.
[[nodiscard]] bool gives_a_key(const GroupKeys& groups, Node body);

/// Whether the same holds of roots that were recalled; false also where that cannot be told.
[[nodiscard]] bool groups_hold(const GroupKeys& groups, RecalledRoots& recalled);

}  // namespace formwork
