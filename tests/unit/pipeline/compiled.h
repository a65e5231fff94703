#pragma once
// One compile in memory: inputs, findings, and the outputs as their readers see them.
#include "pipeline/inputs.h"
#include "pipeline/unit.h"
#include "pipeline/verify.h"

#include <map>
#include <string>

namespace formwork::testing {

struct Output {
  Dialect dialect = Dialect::none;
  std::string bytes{};
  Document document{};
};

struct Compiled {
  SourceMap sources;
  Diagnostics diagnostics;
  std::optional<Inputs> inputs;
  std::map<std::string, Output> outputs;  // by path

  explicit Compiled(const Tree& tree) {
    inputs = load_inputs(tree, {}, sources, diagnostics);
    if (!inputs) return;
    Verifier verifier(inputs->packs, sources, VerifyMode::shapes);
    for (const Unit& unit : units_of(*inputs, false)) {
      UnitOutput output = render_unit(*inputs, unit, sources, &verifier,
                                      [&](std::size_t, const Artifact& artifact,
                                          std::string_view bytes) { read(artifact, bytes); });
      diagnostics.append(std::move(output.diagnostics));
    }
  }

 private:
  void read(const Artifact& artifact, std::string_view bytes) {
    const ArtifactRow& row = *artifact.row;
    const SourceId source = sources.add(artifact.path, std::string(bytes));
    auto document = language(row.language)->parse(source, sources, row.dialect, diagnostics);
    if (!document) return;
    outputs[artifact.path] = {row.dialect, std::string(bytes), std::move(*document)};
  }
};

}  // namespace formwork::testing
