#include "parity/table.h"

#include "document/yaml.h"

#include <gtest/gtest.h>

namespace formwork::parity {
namespace {

std::string told(const std::string& text) {
  SourceMap sources;
  Diagnostics diagnostics;
  const auto document = parse_yaml(sources.add("parity.yaml", text), sources, diagnostics);
  const auto table = document ? load_table(*document, diagnostics) : nullptr;
  std::string out = table ? "" : "refused";
  for (const Diagnostic& d : diagnostics.items())
    out += " " + std::to_string(sources.begin(d.span).line) + ": " + d.message;
  return out;
}

std::string row(const std::string& text) {
  return told(
      "version: 1\n"
      "reasons: {why: Because.}\n"
      "resources:\n"
      "  - terraform: a_b\n"
      "    arm: A/b\n"
      "    properties:\n"
      "      - " +
      text + "\n");
}

TEST(ParityTable, HoldsToItsGrammar) {
  EXPECT_EQ(told("version: 2\n"), "refused 1: the table is not of version 1");
  EXPECT_EQ(told("version: 1\nother: 1\n"),
            "refused 2: `other` is not of the grammar of a parity table");
  EXPECT_EQ(told("version: 1\nresources:\n  - terraform: a_b\n"),
            "refused 3: a type without `arm` needs a `reason`");
  EXPECT_EQ(told("version: 1\nmodules:\n  m:\n    - {terraform: a_b.this, bicep: [x]}\n"),
            "refused 4: the table has no type for `a_b.this`");
  EXPECT_EQ(row("{terraform: x, arm: y}"), "");
  EXPECT_EQ(row("{terraform: x, arm: y, maps: {a: b}}"),
            "refused 7: `maps` is not of the grammar of a parity table");
  EXPECT_EQ(
      row("{terraform: x}"),
      "refused 7: a row has `terraform` and `arm`, or one of them and the `only` that says so");
  EXPECT_EQ(
      row("{terraform: x, arm: y, only: bicep, reason: why}"),
      "refused 7: a row has `terraform` and `arm`, or one of them and the `only` that says so");
  EXPECT_EQ(row("{arm: y, only: arm, reason: why}"), "refused 7: `only` is `terraform` or `bicep`");
  EXPECT_EQ(row("{arm: y, only: bicep}"), "refused 7: what one side has alone needs a `reason`");
  EXPECT_EQ(row("{arm: y, only: bicep, reason: whim}"), "refused 7: there is no reason `whim`");
  EXPECT_EQ(row("{arm: y, only: bicep, reason: A reason of its own.}"), "");
  EXPECT_EQ(row("{terraform: x, arm: y, named: z}"),
            "refused 7: `named` is the name of a child, whose type `of` says");
  EXPECT_EQ(row("{terraform: x, arm: y, capture: {arm: 'a(b)(c)'}}"),
            "refused 7: this is no pattern with one group");
  EXPECT_EQ(row("{terraform: x, arm: 'y[type=z.w'}"), "refused 7: `[type=z.w` has no end");
}

TEST(ParityTable, ReadsPathsStepByStep) {
  SourceMap sources;
  Diagnostics diagnostics;
  const auto document = parse_yaml(
      sources.add("parity.yaml",
                  "version: 1\nresources:\n  - terraform: a_b\n    arm: A/b\n    properties:\n"
                  "      - {terraform: c.d, arm: 'p.q[].r[type=X].s[http].t{}'}\n"),
      sources, diagnostics);
  ASSERT_TRUE(document);
  const auto table = load_table(*document, diagnostics);
  ASSERT_TRUE(table);
  std::string steps;
  for (const Step& step : table->type("a_b")->properties[0].arm_path)
    steps += std::to_string(static_cast<int>(step.kind)) + step.name +
             (step.value.empty() ? "" : "=" + step.value) + " ";
  EXPECT_EQ(steps, "0p 0q 1 0r 2type=X 0s 3http 0t 4 ");
}

}  // namespace
}  // namespace formwork::parity
