#pragma once
// The lock of one unit: what was written last and from which inputs. JSON lines, sorted by kind
// then key, canonical bytes. Untrusted input: it names causes, it never makes a wrong file right.
#include "base/sha256.h"
#include "base/source_map.h"
#include "diag/diagnostic.h"

#include <compare>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace formwork {

struct LockOut {
  std::optional<std::string> digest;  // 64 hex; nothing: "ours, bytes unknown" after a merge
  bool executable = false;
  bool block = false;  // the digest is that of a marked block in a file that others own
  Span span{};         // its line when the lock was read
};

/// What a root would make at one address.
struct LockResource {
  std::string type;    // Azure's, of Bicep; a Terraform address says it
  std::string name;    // what it is called in the cloud, where that is known
  std::string digest;  // 12 hex of what is known of its arguments; empty: undecided after a merge
  Span span{};         // its line when the lock was read
};
using LockResources = std::map<std::string, LockResource>;  // by address

/// What a policy is recorded for: the edge, the path of the output, and the host that it is for
/// alone, if it is.
struct LockPolicy {
  std::string edge, path, host;
  friend auto operator<=>(const LockPolicy&, const LockPolicy&) = default;
};

/// Keys are the records' paths; std::map keeps them sorted by bytes.
struct Lock {
  std::string version;                             // of the formwork that wrote it
  std::map<std::string, std::string> inputs;       // "in": path -> 12 hex
  std::map<std::string, std::string> assets;       // "sri": path of a built file -> "sha384-…"
  std::map<std::string, std::string> values;       // "value": path of a leaf -> 12 hex
  std::map<std::string, LockOut> outputs;          // "out"
  std::map<LockPolicy, std::string> policies;      // "csp"
  std::map<std::string, std::string> groups;       // "group": name -> 64 hex
  std::map<std::string, LockResources> resources;  // "res", by root
};

inline constexpr int kLockFormat = 1;

[[nodiscard]] std::string write_lock(const Lock& lock);

/// Reads a lock. DR015 malformed (unsorted, twice, path leaves the root, unknown kind, not
/// canonical), DR016 newer format, DR013 conflict markers. What could be read is returned all the
/// same.
[[nodiscard]] Lock read_lock(SourceId source, const SourceMap& sources, Diagnostics& diagnostics);

/// Merge by (kind, path) for git's merge driver: a record both sides changed keeps `"d":null`.
[[nodiscard]] Lock merge_locks(const Lock& base, const Lock& ours, const Lock& theirs);

}  // namespace formwork
