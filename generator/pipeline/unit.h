#pragma once
// A unit is an environment or `shared`: the grain of locks, threads and incremental work.
// Here a unit is planned, rendered and verified; the result is digests and a new lock, never bytes.
#include "drift/addresses.h"
#include "parity/compare.h"
#include "pipeline/inputs.h"
#include "pipeline/layout.h"
#include "pipeline/sent_policy.h"
#include "pipeline/verify.h"
#include "store/lock.h"

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

namespace formwork {

struct Unit {
  UnitKind kind = UnitKind::environment;
  std::string name;                          // environment's name, or "shared"
  const Environment* environment = nullptr;  // null for shared
  const Document* document = nullptr;        // what slot 0 lives in
  std::vector<std::string> targets;
  std::string lock_path;                     // "infra/prod/formwork.lock", "formwork.lock"
  Repository repository = Repository::both;  // that a shared unit is for
  std::string folder{};  // of the application's repository, in what goes there; else empty
};

/// What the unit is planned from.
[[nodiscard]] PlanInput plan_input(const Unit& unit);

/// Units of `inputs`: the environments by name, then (unless `environments_only`) `application`,
/// where the application's repository is another and checked out here, and shared.
[[nodiscard]] std::vector<Unit> units_of(const Inputs& inputs, bool environments_only);

/// What became of one artifact.
struct OutputFact {
  Digest digest{};
  bool executable = false;
};

/// A unit after the first pass.
struct UnitOutput {
  std::vector<Artifact> artifacts;  // by path
  std::vector<OutputFact> facts;    // same order
  std::vector<std::string> owned;   // folders owned whole
  Lock lock;                        // what the new lock would be
  /// Where each of the lock's values stands today; by its key in `lock.values`.
  std::vector<std::pair<const std::string*, Span>> value_spans;
  bool resources_known = true;                            // false where a root could not be folded
  std::map<std::string, std::vector<AddressMove>> moves;  // `moved`, `removed`, by root
  parity::Coverage parity;                                // of its Terraform and Bicep roots
  std::size_t replayed = 0;           // artifacts that were printed after another unit's
  std::vector<SentPolicy> policies;   // that the artifacts carry, by path
  std::vector<Waiver> waivers;        // the environment's, or the reference's; used or not
  std::unique_ptr<Document> scratch;  // values the artifacts' frames view
  Diagnostics diagnostics;
};

/// Called for each artifact in order; `bytes` are gone after the call.
using OutputSink =
    std::function<void(std::size_t index, const Artifact& artifact, std::string_view bytes)>;

struct Alike;

/// Plans, renders and verifies the unit. `verifier` may be null: nothing is parsed or ruled (the
/// second pass). `alike`: whether it is recorded for other units, or printed after one of them; the
/// result is the same.
[[nodiscard]] UnitOutput render_unit(const Inputs& inputs, const Unit& unit,
                                     const SourceMap& sources, Verifier* verifier,
                                     const OutputSink& sink, const Alike* alike = nullptr);

/// Renders one artifact; its holes tell where its values stand.
[[nodiscard]] std::optional<Diagnostic> render_artifact(const Artifact& artifact,
                                                        const SourceMap& sources, Document& scratch,
                                                        ReadSet* reads, Trace trace, Rendered& out);

/// Renders and lays out: the bytes of the file, for the second pass, for differences and for
/// explain. `layouts`: those of the first pass, if there was one.
[[nodiscard]] std::optional<Diagnostic> print_artifact(const Artifact& artifact,
                                                       const SourceMap& sources, Document& scratch,
                                                       Trace trace, Rendered& out,
                                                       LayoutMemory* layouts = nullptr);

/// Paths of the lock's values that one artifact reads, for causes: it is rendered again with a
/// fresh ReadSet.
[[nodiscard]] std::vector<std::string> values_read(const Inputs& inputs, const Unit& unit,
                                                   const Artifact& artifact,
                                                   const SourceMap& sources);

/// Paths of the built files whose digests or hashes it reads, sorted.
[[nodiscard]] std::vector<std::string> assets_read(const Inputs& inputs, const Unit& unit,
                                                   const Artifact& artifact,
                                                   const SourceMap& sources);

}  // namespace formwork
