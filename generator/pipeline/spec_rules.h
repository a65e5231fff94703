#pragma once
// The rules that are asked of an environment's spec itself.
#include "pack/pack.h"
#include "rules/rules.h"

#include <string>
#include <vector>

namespace formwork {

/// What was asked of one environment, so that others of its structure need not be asked all of it.
struct SpecVerdicts {
  struct Asked {
    const Rule* rule = nullptr;
    bool held = false;
    std::vector<NodeId> reads{};  // of the spec
  };
  std::vector<std::string> targets{};
  std::vector<Asked> asked{};
};

/// Asks the rules `on: spec` of the packs that `targets` select; findings point at the name of the
/// environment. `verdicts` may be null.
void verify_spec(const PackSet& packs, const std::vector<std::string>& targets, Node spec,
                 const std::vector<Waiver>& waivers, const SourceMap& sources,
                 Diagnostics& diagnostics, SpecVerdicts* verdicts = nullptr);

/// The same for a spec of the structure and with the targets of another, from which it differs in
/// the scalars `differs` (by node): a rule that held there and read none of them holds here.
void verify_spec_like(const SpecVerdicts& other, const std::vector<bool>& differs, Node spec,
                      const std::vector<Waiver>& waivers, const SourceMap& sources,
                      Diagnostics& diagnostics);

}  // namespace formwork
