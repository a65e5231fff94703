#pragma once
// What is made of a unit's roots: the lock's records, findings of rules, parity.
#include "pipeline/roots.h"
#include "pipeline/unit.h"

namespace formwork {

/// Folds `roots`, records their resources in `out.lock`, and asks the rules; `spec` is the unit's.
/// `verifier` may be null: nothing is ruled.
void judge_roots(const Inputs& inputs, const Value& spec, Roots& roots, const SourceMap& sources,
                 Verifier* verifier, UnitOutput& out);

}  // namespace formwork
