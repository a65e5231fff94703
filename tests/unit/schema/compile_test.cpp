// What a section may say: every code of FW30xx, at its place.
#include "schema/link.h"
#include "unit/schema/support.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace formwork {
namespace {

using testing::Bench;
using ::testing::HasSubstr;
using testing::Lines;

// A section with one field `x` whose schema is `body`, in flow style.
std::string with_field(const std::string& body) {
  return "section: s\nproperties:\n  x: " + body +
         "\n$defs:\n  d: {type: string, description: D.}\n  shared: {type: string, description: "
         "S.}\n";
}

struct Row {
  const char* name;
  const char* body;
  const char* said;
  friend void PrintTo(const Row& row, std::ostream* out) { *out << row.body; }
};

class Refused : public ::testing::TestWithParam<Row> {};

TEST_P(Refused, AtItsPlace) {
  const Bench bench(with_field(GetParam().body));
  EXPECT_FALSE(bench.schema.has_value());
  ASSERT_EQ(bench.said().size(), 1U) << ::testing::PrintToString(bench.said());
  EXPECT_EQ(bench.said()[0], GetParam().said);
}

INSTANTIATE_TEST_SUITE_P(
    Schema, Refused,
    ::testing::Values(
        Row{"KeywordOutsideTheProfile", "{type: string, description: X., format: email}",
            "a.yaml:3:38 FW3001 keyword `format` is outside the profile; use `pattern`"},
        Row{"MisspeltKeyword", "{type: string, descripton: X.}",
            "a.yaml:3:21 FW3001 keyword `descripton` is outside the profile; did you mean "
            "`description`?"},
        Row{"SeveralTypes", "{type: [string, integer], description: X.}",
            "a.yaml:3:13 FW3001 a list of types is outside the profile; give the value one type; a "
            "field that may be "
            "absent is left out of `required`"},
        Row{"BooleanSchema", "true",
            "a.yaml:3:6 FW3001 a boolean schema is outside the profile; only "
            "`additionalProperties` may be `false`"},
        Row{"SiblingsOfRef", "{$ref: \"#/$defs/d\", description: X., maxLength: 3}",
            "a.yaml:3:43 FW3001 `maxLength` beside `$ref` is outside the profile; only annotations "
            "and defaults stand "
            "beside `$ref`"},
        Row{"ForeignRef", "{$ref: \"other.yaml#/$defs/d\", description: X.}",
            "a.yaml:3:13 FW3001 `$ref` to `other.yaml#/$defs/d` is outside the profile; write "
            "`\"#/$defs/<name>\"`"},
        Row{"RecordThatIsAMap",
            "{type: object, description: X., properties: {}, additionalProperties: {$ref: "
            "\"#/$defs/d\"}, "
            "propertyNames: {pattern: \"^a$\"}}",
            "a.yaml:3:6 FW3001 a record that is a map too is outside the profile; a record has "
            "`properties` and "
            "`additionalProperties: false`; a map has `additionalProperties: {…}` alone"},
        Row{"UnknownType", "{type: text, description: X.}",
            "a.yaml:3:13 FW3002 `type` is `text`, expected `boolean`, `integer`, `number`, "
            "`string`, `array` or "
            "`object`"},
        Row{"BoundThatIsNoNumber", "{type: integer, minimum: low, description: X.}",
            "a.yaml:3:31 FW3002 `minimum` is `low`, expected a number"},
        Row{"QuotedCount", "{type: string, maxLength: \"3\", description: X.}",
            "a.yaml:3:32 FW3002 `maxLength` is `3`, expected a number"},
        Row{"NegativeCount", "{type: string, maxLength: -1, description: X.}",
            "a.yaml:3:32 FW3002 `maxLength` is `-1`, expected a count"},
        Row{"EmptyEnum", "{type: string, enum: [], description: X.}",
            "a.yaml:3:27 FW3002 `enum` is `[]`, expected a list of values"},
        Row{"RepeatedMember", "{type: string, enum: [a, b, a], description: X.}",
            "a.yaml:3:34 FW3002 `a` stands twice in `enum`"},
        Row{"UnknownOwner", "{type: string, x-owner: me, description: X.}",
            "a.yaml:3:30 FW3002 `x-owner` is `me`, expected `spec`, `release`, `bound` or "
            "`runtime`"},
        Row{"NoDescription", "{type: string}",
            "a.yaml:3:3 FW3003 `x` has no description; add `description`: messages, editors and "
            "the reference page "
            "show it"},
        Row{"NoType", "{description: X.}",
            "a.yaml:3:6 FW3003 a schema without a type; add `type`, `$ref` or `oneOf`"},
        Row{"OpenRecord", "{type: object, description: X., properties: {}}",
            "a.yaml:3:6 FW3003 a record is not closed; add `additionalProperties: false`"},
        Row{"MapWithoutNames",
            "{type: object, description: X., additionalProperties: {$ref: \"#/$defs/d\"}}",
            "a.yaml:3:6 FW3003 a map does not say what its keys look like; add `propertyNames: "
            "{pattern: "
            "\"^[a-z][a-z0-9-]{0,30}$\"}`"},
        Row{"ListWithoutItems", "{type: array, description: X.}",
            "a.yaml:3:6 FW3003 a list does not say what its items are; add `items`"},
        Row{"RequiredButUnknown",
            "{type: object, description: X., additionalProperties: false, required: [nme], "
            "properties: {name: {type: "
            "string, description: N.}}}",
            "a.yaml:3:78 FW3003 required `nme` is no property; did you mean `name`?"},
        Row{"UnknownDefinition", "{$ref: \"#/$defs/shares\", description: X.}",
            "a.yaml:3:13 FW3004 no definition is called `shares`; did you mean `shared`?"},
        Row{"DefaultThatDoesNotValidate",
            "{type: integer, maximum: 5, default: 6, description: X.}",
            "a.yaml:3:43 FW3007 `default` is 6, expected at most 5"},
        Row{"QuotedDefault", "{type: integer, default: \"6\", description: X.}",
            "a.yaml:3:31 FW3007 `default` is the text `6`, expected an integer; remove "
            "the quotes"},
        Row{"ExampleThatDoesNotValidate", "{type: boolean, examples: [maybe], description: X.}",
            "a.yaml:3:33 FW3007 `examples[0]` is `maybe`, expected `true` or `false`; X."},
        Row{"UnionWithoutTag",
            "{description: X., oneOf: [{type: object, additionalProperties: false, properties: {a: "
            "{type: string, "
            "description: A.}}}]}",
            "a.yaml:3:32 FW3008 no field tells the variants of this `oneOf` apart; let each "
            "variant require the same "
            "text field, with a `const` of its own"},
        Row{"UnionOfTexts", "{description: X., oneOf: [{$ref: \"#/$defs/d\"}]}",
            "a.yaml:3:32 FW3008 a variant of `oneOf` is not a record; give it `type: object`, "
            "`properties`, and a "
            "required field with a `const`"},
        Row{"PatternWithLookAhead", "{type: string, pattern: \"^(?=a)\", description: X.}",
            "a.yaml:3:31 FW3009 not an RE2 pattern: invalid perl operator: (?=; RE2 has no "
            "look-around and no "
            "back-references"},
        Row{"IdentifierThatAdmitsBlanks",
            "{type: string, x-type: identifier, pattern: \"^[a-z ]+$\", description: X.}",
            "a.yaml:3:51 FW3009 `^[a-z ]+$` admits what an identifier must not hold; letters, "
            "digits, `-`, `_` and `.` "
            "alone, anchored by `^` and `$`"},
        Row{"KeywordOfAnotherType", "{type: string, minimum: 3, description: X.}",
            "a.yaml:3:21 FW3010 `minimum` says nothing about a text"},
        Row{"TwoDefaults", "{type: string, default: a, x-expr: '\"b\"', description: X.}",
            "a.yaml:3:33 FW3010 a field has one default: `default`, `x-tier` or `x-expr`"},
        Row{"CrossedBounds", "{type: integer, minimum: 3, maximum: 2, description: X.}",
            "a.yaml:3:31 FW3010 `minimum` is above `maximum`"},
        Row{"PlannedWithDefault", "{type: string, x-planned: true, default: a, description: X.}",
            "a.yaml:3:21 FW3010 a planned field has no default: it would come to exist"},
        Row{"PlannedValuesWithoutEnum", "{type: string, x-planned: [a], description: X.}",
            "a.yaml:3:21 FW3010 planned values stand beside the `enum` that will hold them"},
        Row{"ReadOnlyWithoutValue", "{type: string, readOnly: true, description: X.}",
            "a.yaml:3:3 FW3010 `x` is read-only and nothing gives it a value; add `x-expr`, "
            "`x-tier` or `default`"},
        Row{"ComputedOfAnotherType", "{type: integer, x-expr: '\"a\" ~ \"b\"', description: X.}",
            "a.yaml:3:31 FW3011 this expression gives identifier, but `x` is integer"},
        Row{"TierWithoutAllThree",
            "{type: integer, x-tier: {development: 1, production: 2}, description: X.}",
            "a.yaml:3:22 FW3003 `x-tier` has no value for `staging`"},
        Row{"TierWithoutMetadata",
            "{type: integer, x-tier: {development: 1, staging: 1, production: 2}, description: X.}",
            "a.yaml:3:22 FW3003 `x-tier` needs `metadata.tier`; require `metadata` and in it "
            "`tier`, with `development`, `staging` and `production` in its `enum`"}),
    [](const auto& tested) { return tested.param.name; });

TEST(Sections, ShareOneNamespaceAndNameBothPlacesOfWhatIsDefinedTwice) {
  const Bench bench(Lines{
      "section: one\nproperties:\n  x: {$ref: \"#/$defs/shared\", description: X.}\n",
      "section: two\nproperties:\n  x: {type: string, description: X.}\n$defs:\n  shared: {type: "
      "string, description: S.}\n",
      "section: two\n$defs:\n  shared: {type: string, description: S.}\n",
  });
  ASSERT_EQ(bench.said(), (Lines{
                              "b.yaml:3:3 FW3006 property `x` is defined twice",
                              "c.yaml:3:3 FW3006 definition `shared` is defined twice",
                              "c.yaml:1:10 FW3006 section `two` is defined twice",
                          }));
  const auto& notes = bench.diagnostics.items()[0].notes;
  ASSERT_EQ(notes.size(), 1U);
  EXPECT_EQ(bench.sources.path(notes[0].span.source), "a.yaml");
}

TEST(Sections, AreMapsWithANameAndKnownKeys) {
  EXPECT_EQ(Bench("- a\n").said(),
            Lines{"a.yaml:1:1 FW3013 a section is a map with `section` and `properties`"});
  EXPECT_EQ(Bench("properties: {}\n").said(),
            Lines{"a.yaml:1:1 FW3013 this section has no name; add `section: …`, the file's stem"});
  EXPECT_EQ(Bench("section: s\ndefs: {}\n").said(),
            Lines{"a.yaml:2:1 FW3013 unknown key `defs` in a section; a section has `section`, "
                  "`title`, `description`, "
                  "`properties`, `required`, `$defs` and `$comment`"});
}

TEST(Definitions, MayLeadBackThroughMapsAndListsAlone) {
  const std::string tree = R"(
section: s
properties:
  tree: {$ref: "#/$defs/node", description: T.}
$defs:
  node:
    type: object
    description: A node.
    additionalProperties: false
    properties:
      children:
        type: object
        description: By name.
        propertyNames: {pattern: "^[a-z]+$"}
        additionalProperties: {$ref: "#/$defs/node"}
      rest: {type: array, description: R., items: {$ref: "#/$defs/node"}}
)";
  EXPECT_EQ(Bench(tree).said(), Lines{});
  const std::string endless = tree + "      next: {$ref: \"#/$defs/node\", description: N.}\n";
  EXPECT_EQ(Bench(endless).said(), Lines{"a.yaml:17:20 FW3005 this record holds itself; only a map "
                                         "or a list may lead back to a definition"});
  const std::string circle =
      "section: s\nproperties:\n  x: {$ref: \"#/$defs/a\", description: X.}\n"
      "$defs:\n  a: {$ref: \"#/$defs/b\"}\n  b: {$ref: \"#/$defs/a\"}\n";
  for (const std::string& line : Bench(circle).said())
    EXPECT_THAT(line, HasSubstr("FW3004")) << line;
  EXPECT_FALSE(Bench(circle).schema.has_value());
}

TEST(RequiredFields, HaveNoDefault) {
  const Bench bench(
      "section: s\nrequired: [x]\nproperties:\n  x: {type: string, default: a, description: X.}\n");
  EXPECT_EQ(
      bench.said(),
      Lines{"a.yaml:4:3 FW3010 `x` is required, so its default is never used; drop one of the "
            "two: `required` is for facts that cannot be invented"});
}

TEST(ADefault, OfARecordCannotInventWhatIsRequired) {
  const Bench bench(R"(
section: s
properties:
  x:
    type: object
    description: X.
    default: {}
    additionalProperties: false
    required: [host]
    properties: {host: {type: string, description: H.}}
)");
  ASSERT_EQ(bench.said().size(), 1U);
  EXPECT_THAT(bench.said()[0], HasSubstr("FW3007 missing key `host` in `default`"));
}

TEST(ComputedFields, ThatNeedEachOtherAreRefusedAtLoad) {
  const Bench bench(R"(
section: s
properties:
  x:
    type: object
    description: X.
    additionalProperties: false
    properties:
      a: {type: string, x-expr: self.b, description: A.}
      b: {type: string, x-expr: self.c ~ "!", description: B.}
      c: {type: string, x-expr: 'x == null ? "" : x.a', description: C.}
)");
  ASSERT_EQ(bench.said(), Lines{"a.yaml:9:33 FW3012 `a` is computed from itself"});
  const auto& notes = bench.diagnostics.items()[0].notes;
  ASSERT_EQ(notes.size(), 2U);
  EXPECT_EQ(notes[0].text, "through `b`");
  EXPECT_EQ(notes[1].text, "through `c`");
}

TEST(ComputedFields, SeeTheRecordTheyStandInAndTheNearestKey) {
  const std::string text = R"(
section: s
properties:
  edge:
    type: object
    description: E.
    additionalProperties: false
    properties:
      domain: {type: string, default: acme.test, description: D.}
      home: {type: string, x-expr: edge.domain, description: 'The record is there, so no ?? is due.'}
  plain: {type: string, x-expr: key, description: P.}
)";
  EXPECT_EQ(Bench(text).said().size(), 1U) << "no map on the way: no key";
  EXPECT_THAT(Bench(text).said()[0], HasSubstr("a.yaml:11:33 FW50"));
}

TEST(ComputedFields, ThatMayGiveNullAreOptionalForOthers) {
  const std::string text = R"(
section: s
properties:
  a: {type: string, description: A.}
  b: {type: string, x-expr: 'a ? a ~ "!" : null', description: B.}
  c: {type: string, x-expr: 'b ~ "?"', description: C.}
)";
  ASSERT_EQ(Bench(text).said().size(), 1U);
  EXPECT_THAT(Bench(text).said()[0], HasSubstr("a.yaml:6:30 FW5004 `b` may be absent"));
}

TEST(Identifiers, AreRecognisedByTheirPattern) {
  for (const char* good : {"^[a-z][a-z0-9-]{0,30}$", "^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$",
                           "^(a|b-c)_[0-9]+$", "^\\d+$", "^[A-Za-z_]+$"}) {
    EXPECT_TRUE(admits_only_names(good, false)) << good;
  }
  for (const char* bad :
       {"[a-z]+", "^a|b$", "^.+$", "^[^a]$", "^[a-z ]$", "^\\S+$", "^[ -~]$", "^[A-z]$", "^a b$",
        "^[a-z]+", "^a\\$", "^(?i)a$", "^[a-z.]+$", "^$", "^[[:word:]]$", "^a(b$", "^\\w+$"}) {
    EXPECT_FALSE(admits_only_names(bad, false)) << bad;
  }
  EXPECT_TRUE(admits_only_names("^[a-z.]+\\.[a-z]$", true));
}

}  // namespace
}  // namespace formwork
