// Bare schemas: what the official suite leaves open.
#include "schema/bare.h"

#include "unit/schema/support.h"

#include <gtest/gtest.h>

namespace formwork {
namespace {

std::optional<BareSchema> compile(const std::string& text, Diagnostics& diagnostics) {
  SourceMap sources;
  const auto document = parse_yaml(sources.add("schema.yaml", text), sources, diagnostics);
  return document ? BareSchema::compile(*document, diagnostics) : std::nullopt;
}

TEST(BareSchemas, ReadTaggedUnions) {
  Diagnostics diagnostics;
  const auto schema = compile(R"(
oneOf:
  - {type: object, required: [kind], properties: {kind: {const: a}, x: {type: integer}}}
  - {type: object, required: [kind], properties: {kind: {const: b}}}
)",
                              diagnostics);
  ASSERT_TRUE(schema.has_value());
  const auto valid = [&](const char* kind, bool with_text) {
    Document d;
    const NodeId map = d.add_map();
    if (kind != nullptr) d.append(map, "kind", {}, d.add_string(kind));
    if (with_text) d.append(map, "x", {}, d.add_string("text"));
    Diagnostics found;
    return schema->validate(d, found);
  };
  EXPECT_TRUE(valid("a", false));
  EXPECT_FALSE(valid("a", true));
  EXPECT_TRUE(valid("b", true)) << "a bare record is open";
  EXPECT_FALSE(valid("c", false));
  EXPECT_FALSE(valid(nullptr, false));
}

TEST(BareSchemas, RecurseThroughRecords) {
  Diagnostics diagnostics;
  const auto schema = compile(
      "$ref: '#/$defs/node'\n$defs:\n  node: {type: object, additionalProperties: false, "
      "properties: {next: {$ref: "
      "'#/$defs/node'}}}\n",
      diagnostics);
  ASSERT_TRUE(schema.has_value());
  Document d;
  const NodeId outer = d.add_map();
  const NodeId inner = d.add_map();
  d.append(outer, "next", {}, inner);
  Diagnostics found;
  EXPECT_TRUE(schema->validate(d, found));
  d.append(inner, "other", {}, d.add_null());
  EXPECT_FALSE(schema->validate(d, found));
}

TEST(BareSchemas, RefuseWhatIsNoSchema) {
  for (const char* text : {"a", "[]", "{$schema: 'http://json-schema.org/draft-07/schema#'}",
                           "{$ref: '#'}", "{allOf: []}", "{type: any}"}) {
    Diagnostics diagnostics;
    EXPECT_FALSE(compile(text, diagnostics).has_value()) << text;
    EXPECT_TRUE(diagnostics.has_errors()) << text;
  }
}

}  // namespace
}  // namespace formwork
