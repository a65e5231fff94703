#pragma once
// Whether environments are alike but for what their tiers decide: the same services, the same
// switches, the same settings. Sizes, counts, names, hosts and ids may differ.
#include "pipeline/inputs.h"

#include <string>
#include <vector>

namespace formwork {

/// One gap between two environments.
struct ParityGap {
  std::string path;  // "services.web", "edge.gateway.implementation"
  Node here, there;  // one may be absent
  bool waived = false;
};

/// The gaps between `here` and `there`, by path. A gap is: an entry of a map that users name, or an
/// optional record, that one of them has alone; a switch or a choice that differs. None is: what
/// the schema calls `x-parity: free`, what it gives by tier, what it computes from other values,
/// what releases and bindings set, and text and numbers, whose meaning no schema knows. A waiver of
/// DR030 of either environment, whose subject is the path, takes it out (and is marked used).
[[nodiscard]] std::vector<ParityGap> parity_gaps(const Schema& schema, const Environment& here,
                                                 const Environment& there,
                                                 const SourceMap& sources);

/// "is in prod alone", "is `true` in staging, and `false` in prod".
[[nodiscard]] std::string describe(const ParityGap& gap, const Environment& here,
                                   const Environment& there);

/// DR030 for one gap.
[[nodiscard]] Diagnostic finding_of(const ParityGap& gap, const Environment& here,
                                    const Environment& there);

/// DR030 for each gap, waived ones left out, between every environment and the one of the highest
/// tier, of several the first by name.
void report_parity(const Inputs& inputs, const SourceMap& sources, Diagnostics& diagnostics);

}  // namespace formwork
