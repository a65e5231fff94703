// What the schema says of a path, and the page made of it.
#include "schema/keywords.h"
#include "unit/schema/generated_block.h"
#include "unit/schema/support.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace formwork {
namespace {

using testing::Bench;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using testing::Lines;

constexpr const char* kSchema = R"(
section: s
description: Everything.
required: [metadata]
properties:
  metadata:
    type: object
    description: M.
    x-parity: free
    additionalProperties: false
    required: [tier]
    properties: {tier: {type: string, enum: [development, staging, production], description: T.}}
  services:
    type: object
    x-owner: release
    description: S.
    propertyNames: {pattern: "^[a-z]+$"}
    additionalProperties: {$ref: "#/$defs/service"}
  steps:
    type: array
    description: Steps.
    items: {type: object, description: A step., additionalProperties: false, properties: {name: {type: string, description: 'Its | name.'}}}
  later: {type: object, x-planned: true, description: Later.}
$defs:
  service:
    type: object
    description: A service.
    additionalProperties: false
    properties:
      port: {type: integer, default: 8080, description: P.}
      min: {type: integer, x-tier: {development: 1, staging: 2, production: 3}, x-owner: runtime, description: N.}
      host: {type: string, readOnly: true, x-expr: key ~ ".test", description: H.}
      parts: {type: object, description: Parts., propertyNames: {pattern: "^[a-z]+$"}, additionalProperties: {$ref: "#/$defs/service"}}
)";

TEST(Fields, AreListedInDocumentOrderAndRecursionOnce) {
  const Bench bench(kSchema);
  ASSERT_EQ(bench.said(), Lines{});
  std::vector<std::string> paths;
  for (const FieldInfo& field : bench.schema->fields()) paths.push_back(field.path);
  EXPECT_THAT(paths, ElementsAre("metadata", "metadata.tier", "services", "services.*.port",
                                 "services.*.min", "services.*.host", "services.*.parts", "steps",
                                 "steps[*].name", "later"));
}

TEST(Fields, AreFoundByPatternAndByConcretePath) {
  const Bench bench(kSchema);
  for (const char* path : {"services.*.min", "services.api.min", "services[\"api\"].min",
                           "services.api.parts.x.parts.y.min"}) {
    const auto field = bench.schema->field(path);
    ASSERT_TRUE(field.has_value()) << path;
    EXPECT_EQ(field->owner, Owner::runtime);
    EXPECT_EQ(field->tier.at("staging"), "2");
    EXPECT_EQ(field->type->kind, TypeKind::integer);
    EXPECT_EQ(field->path, path);
  }
  EXPECT_EQ(bench.schema->field("services.api.port")->owner, Owner::release)
      << "that of what is above";
  EXPECT_EQ(bench.schema->field("services.api.port")->default_text, "8080");
  EXPECT_EQ(bench.schema->field("services.api")->type->kind, TypeKind::record);
  EXPECT_EQ(bench.schema->field("steps[2].name")->description, "Its | name.");
  EXPECT_EQ(bench.schema->field("steps[2]")->type->kind, TypeKind::record);
  EXPECT_TRUE(bench.schema->field("services.api.host")->read_only);
  EXPECT_TRUE(bench.schema->field("metadata.tier")->required);
  EXPECT_TRUE(bench.schema->field("later")->planned);
  EXPECT_TRUE(bench.schema->field("metadata")->parity_free);
  EXPECT_TRUE(bench.schema->field("metadata.tier")->parity_free) << "of what is above";
  EXPECT_FALSE(bench.schema->field("services.api.port")->parity_free);
  for (const char* path : {"", "service", "metadata.tiers", "metadata.tier.x", "steps.name",
                           "services.api.port[0]", ".", "[", "[\"", "services..", "steps[2"}) {
    const auto field = bench.schema->field(path);
    EXPECT_TRUE(!field.has_value() || std::string_view(path) == "services.." ||
                std::string_view(path) == "steps[2")
        << path;
  }
}

TEST(Fields, SayOfEachWhetherEnvironmentsMayDiffer) {
  const Bench bench(kSchema);
  for (const FieldInfo& field : bench.schema->fields())
    EXPECT_EQ(field.parity_free, field.path.starts_with("metadata")) << field.path;
}

TEST(Types, FollowTheSchema) {
  const Bench bench(kSchema);
  const TypeRef root = bench.schema->root();
  EXPECT_FALSE(root->field("metadata")->optional);
  EXPECT_TRUE(root->field("services")->optional);
  EXPECT_EQ(root->field("later"), nullptr) << "no expression can use what is planned";
  const TypeRef services = root->field("services")->type;
  EXPECT_EQ(services->kind, TypeKind::map);
  EXPECT_EQ(services->key->kind, TypeKind::identifier);
  EXPECT_EQ(services->element->name, "service");
  EXPECT_EQ(services->element->field("parts")->type->element, services->element);
  EXPECT_EQ(root->field("metadata")->type->field("tier")->type->values.size(), 3U);
}

TEST(TheReference, HasARowForEachFieldAndATableOfTiers) {
  const Bench bench(kSchema);
  const std::string page = bench.schema->reference();
  EXPECT_THAT(
      page,
      HasSubstr("\n## s\n\nEverything.\n\n| field | type | default | owner | what it is |\n"));
  EXPECT_THAT(page, HasSubstr("| `metadata.tier` | `development`, `staging`, `production` | "
                              "**required** | spec | T. |\n"));
  EXPECT_THAT(page, HasSubstr("| `services.*.min` | integer | `1` · `2` · `3` | runtime | N. |\n"));
  EXPECT_THAT(
      page,
      HasSubstr("| `services.*.host` | string | computed: `key ~ \".test\"` | formwork | H. |\n"));
  EXPECT_THAT(page, HasSubstr("| `steps[*].name` | string |  | spec | Its \\| name. |\n"));
  EXPECT_THAT(page, HasSubstr("| `later` |  | not in this version | spec | Later. |\n"));
  EXPECT_THAT(page, HasSubstr("| `services.*.min` | `1` | `2` | `3` |\n"));
}

TEST(TheProfilePage, ListsEveryKeyword) {
  std::string table = "| keyword | of | value | meaning |\n|---|---|---|---|\n";
  for (const KeywordInfo& info : keywords()) {
    const char* of = info.scope == kAnnotation ? "all"
                     : info.scope == kOnAny    ? "all but `$ref`"
                     : info.scope == kOnNumber ? "`integer`, `number`"
                     : info.scope == kOnString ? "`string`"
                     : info.scope == kOnArray  ? "`array`"
                                               : "`object`";
    table += fmt::format("| `{}` | {} | {} | {} |\n", info.name, of, info.value, info.meaning);
  }
  testing::expect_block("docs/schema-profile.md", "keywords", table);
}

}  // namespace
}  // namespace formwork
