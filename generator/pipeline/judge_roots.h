#pragma once
// What is made of a unit's roots: the lock's records, findings of rules, parity.
#include "pipeline/roots.h"
#include "pipeline/unit.h"

namespace formwork {

/// Folds `roots`, records their resources in `out.lock`, and asks the rules; `spec` is the unit's.
/// `verifier` may be null: nothing is ruled.
void judge_roots(const Inputs& inputs, const Value& spec, Roots& roots, const SourceMap& sources,
                 Verifier* verifier, UnitOutput& out);

/// The file, or for what modules make the root, that rules find an object by.
[[nodiscard]] std::string rule_file(const Root& root, const Object& object, const Roots& roots);

}  // namespace formwork
