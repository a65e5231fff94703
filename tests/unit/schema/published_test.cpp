// The published schema: what editors read is in the profile, and says of a value what the compiler
// says.
#include "unit/schema/support.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace formwork {
namespace {

using testing::Bench;
using ::testing::HasSubstr;
using testing::Lines;
using ::testing::Not;

constexpr const char* kSchema = R"(
section: s
required: [metadata]
properties:
  metadata:
    type: object
    description: M.
    additionalProperties: false
    required: [tier]
    properties: {tier: {type: string, enum: [development, staging, production], description: The tier}}
  port: {type: integer, minimum: 1, maximum: 65535, x-tier: {development: 1, staging: 2, production: 3}, description: P.}
  share: {type: number, multipleOf: 0.5, default: 1.5, description: S.}
  digest: {type: string, pattern: "^[a-f]+$", minLength: 2, x-owner: release, description: D.}
  host: {type: string, readOnly: true, x-expr: '"a" ~ "b"', description: H.}
  later: {type: string, x-planned: true, description: Later.}
  tags: {type: array, uniqueItems: true, minItems: 1, examples: [[a]], description: T., items: {$ref: "#/$defs/tag", description: One.}}
  volume:
    description: V.
    oneOf:
      - $ref: "#/$defs/disk"
      - type: object
        additionalProperties: false
        required: [kind]
        properties: {kind: {type: string, const: memory, description: K.}}
$defs:
  tag: {type: string, maxLength: 3, description: A tag.}
  disk:
    type: object
    description: A disk.
    additionalProperties: false
    required: [kind, size]
    properties: {kind: {type: string, const: disk, description: K.}, size: {type: integer, description: S.}}
)";

TEST(Published, HasStableBytes) {
  const Bench bench(kSchema);
  ASSERT_EQ(bench.said(), Lines{});
  const std::string text = bench.schema->published();
  EXPECT_EQ(text, Bench(kSchema).schema->published());
  EXPECT_THAT(text, HasSubstr("\"$schema\": \"https://json-schema.org/draft/2020-12/schema\""));
  EXPECT_THAT(text, HasSubstr("\"title\": \"formwork environment\""));
  EXPECT_THAT(text, HasSubstr("P. Default by tier: development: 1, staging: 2, production: 3."));
  EXPECT_THAT(text, HasSubstr("D. Set in `releases/<environment>.yaml`."));
  EXPECT_THAT(text, HasSubstr("H. Computed: `\\\"a\\\" ~ \\\"b\\\"`."));
  EXPECT_THAT(text, HasSubstr("The tier. Required."));
  EXPECT_THAT(text, Not(HasSubstr("later"))) << "an editor would offer it";
  EXPECT_THAT(text, Not(HasSubstr("x-")));
}

TEST(Published, SaysOfALayerWhatTheCompilerSays) {
  Bench bench(kSchema);
  Lines wrong;
  const auto published = testing::read_published(*bench.schema, wrong);
  ASSERT_TRUE(published.has_value()) << ::testing::PrintToString(wrong);

  struct Row {
    const char* spec;
    bool valid;
  };
  for (const Row& row : {
           Row{"{metadata: {tier: staging}, port: 5}", true},
           Row{"{metadata: {tier: stagin}}", false},
           Row{"{metadata: {tier: staging}, port: 0}", false},
           Row{"{metadata: {tier: staging}, prt: 1}", false},
           Row{"{metadata: {tier: staging}, share: 0.75}", false},
           Row{"{metadata: {tier: staging}, share: 2.5}", true},
           Row{"{metadata: {tier: staging}, tags: [a, a]}", false},
           Row{"{metadata: {tier: staging}, tags: [abcd]}", false},
           Row{"{metadata: {tier: staging}, tags: []}", false},
           Row{"{metadata: {tier: staging}, tags: [a, b]}", true},
           Row{"{metadata: {tier: staging}, volume: {kind: disk, size: 5}}", true},
           Row{"{metadata: {tier: staging}, volume: {kind: memory, size: 5}}", false},
           Row{"{metadata: {tier: staging}, volume: {kind: tape}}", false},
           Row{"{metadata: {tier: staging}, volume: {size: 5}}", false},
       }) {
    const Lines said = bench.validate(row.spec);
    EXPECT_EQ(said.empty(), row.valid) << row.spec;
    // Typed by validation, as far as it was right.
    Diagnostics found;
    EXPECT_EQ(published->validate(bench.document, found), row.valid) << row.spec;
  }
  // One layer alone need not be complete.
  EXPECT_FALSE(bench.validate("{port: 5}").empty());
  Diagnostics found;
  EXPECT_TRUE(published->validate(bench.document, found));
}

}  // namespace
}  // namespace formwork
