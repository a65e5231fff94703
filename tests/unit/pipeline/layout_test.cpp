// A layout that is remembered is the layout of the whole text.
#include "pipeline/layout.h"

#include "pipeline/unit.h"
#include "unit/pipeline/azure_workspace.h"

#include <gtest/gtest.h>

namespace formwork {
namespace {

TEST(LayoutMemory, GivesTheLayoutOfTheWholeText) {
  std::size_t compared = 0;
  for (const std::uint32_t seed : {11U, 12U, 13U}) {
    const MemoryTree tree = testing::azure_workspace(15, seed);
    SourceMap sources;
    Diagnostics diagnostics;
    const auto inputs = load_inputs(tree, {}, sources, diagnostics);
    ASSERT_TRUE(inputs.has_value());
    LayoutMemory memory;
    for (const Unit& unit : units_of(*inputs, false)) {
      const UnitOutput output = render_unit(*inputs, unit, sources, nullptr, {});
      for (const Artifact& artifact : output.artifacts) {
        if (artifact.row->language != LanguageId::hcl &&
            artifact.row->language != LanguageId::bicep)
          continue;
        Document scratch;
        Rendered whole, remembered;
        ASSERT_FALSE(render_artifact(artifact, sources, scratch, nullptr, Trace::no, whole));
        remembered.text = whole.text;
        remembered.holes = whole.holes;
        lay_out(artifact, whole);
        lay_out(artifact, remembered, &memory);
        ASSERT_EQ(remembered.text, whole.text) << artifact.path;
        ASSERT_EQ(remembered.holes.size(), whole.holes.size());
        for (std::size_t i = 0; i < whole.holes.size(); ++i) {
          const Hole& one = whole.holes[i];
          const Hole& other = remembered.holes[i];
          EXPECT_EQ(remembered.text.substr(other.begin, other.end - other.begin),
                    whole.text.substr(one.begin, one.end - one.begin))
              << artifact.path << " " << i;
        }
        ++compared;
      }
    }
  }
  EXPECT_GT(compared, 400U);
}

}  // namespace
}  // namespace formwork
