#pragma once
// DR032: the Terraform and the Bicep root of one place define the same resources, by the parity
// tables of the packs.
#include "parity/compare.h"
#include "pipeline/roots.h"
#include "rules/rules.h"

#include <string>
#include <vector>

namespace formwork {

/// Compares each Terraform root with the Bicep root whose path differs in the word for the language
/// alone (`infra/prod/terraform`, `infra/prod/bicep`). Findings are led to the templates and the
/// spec; waivers of DR032 name `TERRAFORM-ROOT#ADDRESS` or `…#ADDRESS.ATTRIBUTE`.
[[nodiscard]] parity::Coverage compare_roots(const Roots& roots,
                                             const std::vector<const parity::Table*>& tables,
                                             const std::vector<Waiver>& waivers,
                                             const SourceMap& sources, bool list,
                                             Diagnostics& diagnostics);

/// The same of roots that were folded with a trace, which is told what the outcome hangs on, and
/// gives up where they differ.
[[nodiscard]] parity::Coverage compare_traced(const std::vector<Root>& roots,
                                              const std::vector<const parity::Table*>& tables,
                                              const SourceMap& sources, fold::Trace& trace);

}  // namespace formwork
