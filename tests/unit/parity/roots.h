#pragma once
// Two roots and a table, folded for a test.
#include "document/yaml.h"
#include "language/bicep/fold.h"
#include "language/hcl/module.h"
#include "parity/compare.h"

#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

namespace formwork::parity {

struct Roots {
  SourceMap sources;
  Diagnostics diagnostics;
  fold::Folded terraform, bicep;
  std::unique_ptr<const Table> table;

  /// `files`: path and text; the roots are infra/prod/terraform and infra/prod/bicep.
  Roots(const std::vector<std::pair<std::string, std::string>>& files, std::string parity) {
    fold::Configuration hcl{"infra/prod/terraform"}, arm{"infra/prod/bicep"};
    for (const auto& [path, text] : files) {
      const SourceId id = sources.add(path, text);
      const std::string folder = path.substr(0, path.rfind('/'));
      if (path.ends_with(".tf")) hcl.folders[folder].push_back(id);
      if (path.ends_with(".bicep")) arm.folders[folder].push_back(id);
      if (path.ends_with(".bicepparam")) arm.values.push_back(id);
    }
    auto ours = lang::hcl::fold_configuration(hcl, sources, diagnostics);
    auto theirs = lang::bicep::fold_configuration(arm, sources, diagnostics);
    const auto rows =
        parse_yaml(sources.add("parity.yaml", std::move(parity)), sources, diagnostics);
    if (rows) table = load_table(*rows, diagnostics);
    for (const Diagnostic& d : diagnostics.items())
      ADD_FAILURE() << sources.path(d.span.source) << ":" << sources.begin(d.span).line << ": "
                    << d.message;
    if (ours) terraform = std::move(*ours);
    if (theirs) bicep = std::move(*theirs);
  }
  [[nodiscard]] bool sound() const { return diagnostics.empty() && table != nullptr; }
  [[nodiscard]] Comparison compared(bool list = false) const {
    return compare(*table, terraform.objects, bicep.objects, sources, list);
  }
};

}  // namespace formwork::parity
