#include "pipeline/built_in_packs.h"

#include "function/functions.h"
#include "pipeline/built_in.h"

namespace formwork {

std::optional<PackSet> load_built_in_packs(const Schema& schema, SourceMap& sources,
                                           Diagnostics& diagnostics) {
  PackInput input;
  input.environment = schema.root();
  input.functions = &builtin_functions();
  input.manifest_schema = pack_schema_image();
  input.image = pack_image_of;
  input.units = [](const PackSet&) { return std::vector<PlanInput>(); };
  return load_packs(input, sources, diagnostics);
}

}  // namespace formwork
