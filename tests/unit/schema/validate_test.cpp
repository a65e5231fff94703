// What is said of a spec: every code of FW31xx, the hints for scalars that another reader takes
// otherwise.
#include "unit/schema/support.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>

namespace formwork {
namespace {

using testing::Bench;
using ::testing::HasSubstr;
using testing::Lines;

constexpr const char* kSchema = R"(
section: s
properties:
  name:
    type: string
    pattern: "^[a-z]+$"
    maxLength: 8
    description: A name in lower case.
  text: {type: string, minLength: 1, description: Any text.}
  on: {type: boolean, description: A switch.}
  port: {type: integer, minimum: 1024, maximum: 65535, description: A port.}
  share: {type: number, exclusiveMinimum: 0, exclusiveMaximum: 1, description: A share.}
  step: {type: integer, multipleOf: 5, description: A step.}
  tier: {type: string, enum: [development, staging, production], description: The tier.}
  count: {type: integer, enum: [1, 3, 5], description: How many.}
  tags: {type: array, minItems: 1, maxItems: 3, uniqueItems: true, description: T., items: {type: string, description: A tag.}}
  later: {type: string, x-planned: true, description: Later.}
  style: {type: string, enum: [plain, bold], x-planned: [italic], description: The style.}
  old: {type: string, deprecated: true, description: Use `name`.}
  made: {type: string, readOnly: true, x-expr: '"made"', description: Made.}
  digest: {type: string, x-owner: release, description: Of the image.}
  ids: {type: object, x-owner: bound, description: Ids., additionalProperties: false, properties: {vault: {type: string, description: V.}}}
  services:
    type: object
    description: By name.
    maxProperties: 4096
    propertyNames: {pattern: "^[a-z][a-z0-9-]{0,30}$", description: 'Lower case, as a host name.'}
    additionalProperties: {$ref: "#/$defs/service"}
  volume: {$ref: "#/$defs/volume", description: V.}
$defs:
  service:
    type: object
    description: A service.
    additionalProperties: false
    required: [image]
    properties:
      image: {type: string, description: Where it comes from.}
      replicas: {type: integer, default: 2, description: How many copies.}
      region: {type: string, default: westeurope, description: Where.}
  volume:
    description: A volume.
    oneOf:
      - type: object
        additionalProperties: false
        required: [kind, size]
        properties: {kind: {type: string, const: disk, description: K.}, size: {type: integer, description: S.}}
      - type: object
        additionalProperties: false
        required: [kind]
        properties: {kind: {type: string, const: memory, description: K.}}
)";

struct Row {
  const char* name;
  const char* spec;
  const char* said;  // after the place; empty: nothing
  friend void PrintTo(const Row& row, std::ostream* out) { *out << row.spec; }
};

class Spec : public ::testing::TestWithParam<Row> {};

TEST_P(Spec, IsToldWhatIsWrong) {
  Bench bench(kSchema);
  ASSERT_EQ(bench.said(), Lines{});
  const Lines said = bench.validate(GetParam().spec);
  const std::string wanted = GetParam().said;
  if (wanted.empty()) {
    EXPECT_EQ(said, Lines{});
  } else {
    EXPECT_EQ(said, Lines{"spec.yaml:" + wanted});
  }
}

INSTANTIATE_TEST_SUITE_P(
    Validate, Spec,
    ::testing::Values(
        Row{"Nothing", "{}\n", ""},
        Row{"RightValues",
            "{name: api, on: true, port: 3000, share: 0.25, tier: production, count: 3}\n", ""},
        // integers
        Row{"QuotedInteger", "port: \"3000\"\n",
            "1:7 FW3102 `port` is the text `3000`, expected an integer; remove the quotes"},
        Row{"Underscores", "port: 1_000\n",
            "1:7 FW3102 `port` is `1_000`, expected an integer; write `1000`"},
        Row{"LeadingZero", "port: 010\n",
            "1:7 FW3102 `port` is `010`, expected an integer; write `10`; some readers take `010` "
            "for octal; quote it "
            "where text is meant"},
        Row{"Hexadecimal", "port: 0x10\n",
            "1:7 FW3102 `port` is `0x10`, expected an integer; write `16`; `0x10` is hexadecimal"},
        Row{"Sixties", "port: 12:30\n",
            "1:7 FW3102 `port` is `12:30`, expected an integer; YAML 1.1 counts `12:30` in "
            "sixties; quote it where "
            "text is meant"},
        Row{"Exponent", "port: 3e3\n",
            "1:7 FW3102 `port` is `3e3`, expected an integer; write `3000`"},
        Row{"Plus", "port: +3000\n",
            "1:7 FW3102 `port` is `+3000`, expected an integer; write `3000`"},
        Row{"WholeFraction", "port: 3000.0\n",
            "1:7 FW3102 `port` is `3000.0`, expected an integer; write `3000`"},
        Row{"Fraction", "port: 3000.5\n",
            "1:7 FW3102 `port` is `3000.5`, expected an integer; an integer has no fraction"},
        Row{"Word", "port: http\n",
            "1:7 FW3102 `port` is `http`, expected an integer; `port`: A port."},
        Row{"Beyond64Bits", "port: 99999999999999999999\n",
            "1:7 FW3104 `port` is `99999999999999999999`, which is beyond 64 bits; `port`: A "
            "port."},
        Row{"BooleanForInteger", "port: true\n",
            "1:7 FW3102 `port` is `true`, expected an integer; `port`: A port."},
        // numbers
        Row{"NotANumber", "share: .nan\n",
            "1:8 FW3102 `share` is `.nan`, expected a number; `.nan` is no number that a setting "
            "can have"},
        Row{"Infinity", "share: .inf\n",
            "1:8 FW3102 `share` is `.inf`, expected a number; `.inf` is no number that a setting "
            "can have"},
        Row{"BareDot", "share: .5\n", "1:8 FW3102 `share` is `.5`, expected a number; write `0.5`"},
        Row{"NegativeZero", "share: -0\n",
            "1:8 FW3102 `share` is `-0`, expected a number; write `0`"},
        Row{"QuotedNumber", "share: '0.5'\n",
            "1:8 FW3102 `share` is the text `0.5`, expected a number; remove the quotes"},
        // booleans
        Row{"Yes", "on: yes\n",
            "1:5 FW3102 `on` is `yes`, expected `true` or `false`; write `true`"},
        Row{"Off", "on: Off\n",
            "1:5 FW3102 `on` is `Off`, expected `true` or `false`; write `false`"},
        Row{"Capital", "on: True\n",
            "1:5 FW3102 `on` is `True`, expected `true` or `false`; write `true`"},
        Row{"QuotedTrue", "on: \"true\"\n",
            "1:5 FW3102 `on` is the text `true`, expected `true` or `false`; remove the quotes"},
        Row{"One", "on: 1\n",
            "1:5 FW3102 `on` is `1`, expected `true` or `false`; `on`: A switch."},
        // bounds
        Row{"TooLow", "port: 80\n", "1:7 FW3104 `port` is 80, expected at least 1024"},
        Row{"TooHigh", "port: 70000\n", "1:7 FW3104 `port` is 70000, expected at most 65535"},
        Row{"AtTheOpenBound", "share: 1\n", "1:8 FW3104 `share` is 1, expected less than 1"},
        Row{"NoMultiple", "step: 7\n", "1:7 FW3104 `step` is 7, expected a multiple of 5"},
        // texts
        Row{"PatternMismatch", "name: Api1\n",
            "1:7 FW3106 `name` is `Api1`, which does not match `^[a-z]+$`; `name`: A name in lower "
            "case."},
        Row{"TooLong", "name: abcdefghi\n",
            "1:7 FW3105 `name` has 9 characters, expected at most 8; `name`: A name in lower "
            "case."},
        Row{"EmptyText", "text: ''\n", "1:7 FW3105 `text` is empty; `text`: Any text."},
        Row{"NullForText", "text: null\n",
            "1:7 FW3113 `text` has no value, expected a text; remove the key, or quote it where "
            "the text `null` is "
            "meant"},
        Row{"NothingForText", "text:\n",
            "1:1 FW3113 `text` has no value, expected a text; remove the key, or write `\"\"` for "
            "an empty text"},
        Row{"NothingForMap", "services:\n",
            "1:1 FW3113 `services` has no value, expected a map; remove the key, or write `{}` for "
            "an empty map"},
        // enumerations
        Row{"NearMember", "tier: prodution\n",
            "1:7 FW3103 `tier` is `prodution`, expected `development`, `staging` or `production`; "
            "did you mean "
            "`production`?"},
        Row{"ShortMember", "tier: prod\n",
            "1:7 FW3103 `tier` is `prod`, expected `development`, `staging` or `production`; did "
            "you mean "
            "`production`?"},
        Row{"FarMember", "tier: live\n",
            "1:7 FW3103 `tier` is `live`, expected `development`, `staging` or `production`"},
        Row{"IntegerMember", "count: 2\n", "1:8 FW3103 `count` is `2`, expected `1`, `3` or `5`"},
        // lists and maps
        Row{"ScalarForList", "tags: a\n",
            "1:7 FW3102 `tags` is `a`, expected a list; write a list: `[a]`"},
        Row{"MapForList", "tags: {a: 1}\n",
            "1:7 FW3102 `tags` is a map, expected a list; write a list: one `- …` for each item"},
        Row{"ListForMap", "services: [a]\n",
            "1:11 FW3102 `services` is a list, expected a map; what has a name is a map keyed by "
            "it: `name: {…}`"},
        Row{"ScalarForMap", "services: api\n",
            "1:11 FW3102 `services` is `api`, expected a map; `services`: By name."},
        Row{"TooFewItems", "tags: []\n", "1:7 FW3105 `tags` has 0 items, expected at least 1"},
        Row{"RepeatedItem", "tags: [a, b, a]\n", "1:14 FW3108 `a` stands twice in `tags`"},
        Row{"WrongItem", "tags: [a, {b: 1}]\n", "1:11 FW3102 `tags[1]` is a map, expected a text"},
        Row{"BadKey", "services: {Api: {image: a}}\n",
            "1:12 FW3109 `Api` cannot be a key here: a key of `services` matches "
            "`^[a-z][a-z0-9-]{0,30}$`; Lower case, "
            "as a host name."},
        // keys
        Row{"MisspeltKey", "services: {api: {image: a, replcas: 3}}\n",
            "1:28 FW3101 unknown key `replcas` in `services.api`; did you mean `replicas`?"},
        Row{"ANameThatIsSetIsSuggestedAsSuch", "services: {api: {image: a, imgae: b}}\n",
            "1:28 FW3101 unknown key `imgae` in `services.api`; did you mean `image`, which is set "
            "as well?"},
        Row{"UnknownAtTheTop", "nmae: api\n",
            "1:1 FW3101 unknown key `nmae`; did you mean `name`?"},
        Row{"MissingKey", "services: {api: {replicas: 3}}\n",
            "1:12 FW3107 missing key `image` in `services.api`; add `image: …`: Where it comes "
            "from."},
        // unions
        Row{"Variant", "volume: {kind: disk, size: 5}\n", ""},
        Row{"VariantWithTheFieldOfAnother", "volume: {kind: memory, size: 5}\n",
            "1:24 FW3101 unknown key `size` in `volume`"},
        Row{"UnknownVariant", "volume: {kind: dsk}\n",
            "1:16 FW3103 `volume.kind` is `dsk`, expected `disk` or `memory`; did you mean "
            "`disk`?"},
        Row{"NoTag", "volume: {size: 5}\n",
            "1:1 FW3107 missing key `kind` in `volume`; write `kind: …`, one of `disk` or "
            "`memory`"},
        // annotations
        Row{"Planned", "later: x\n",
            "1:1 FW3110 `later` is not in this version; remove it: nothing would be emitted for "
            "it"},
        Row{"PlannedValue", "style: italic\n",
            "1:8 FW3110 `italic` is not in this version; remove it: nothing would be emitted for "
            "it"},
        Row{"ValueNotPlannedEither", "style: itlic\n",
            "1:8 FW3103 `style` is `itlic`, expected `plain` or `bold`"},
        Row{"ReadOnly", "made: x\n",
            "1:1 FW3111 `made` cannot be set; remove it; it is computed as `\"made\"`"},
        Row{"Deprecated", "old: x\n", "1:1 FW3114 `old` is deprecated; Use `name`."},
        Row{"ReleaseFieldInTheSpec", "digest: x\n",
            "1:9 FW3112 `digest` is set by the release alone; set it in "
            "`releases/<environment>.yaml`, which the "
            "release workflow writes"},
        Row{"BoundFieldInTheSpec", "ids: {vault: x}\n",
            "1:14 FW3112 `ids.vault` is set by the bindings alone; set it in "
            "`bindings/<environment>.yaml`, which "
            "`formwork bind` writes"}),
    [](const auto& tested) { return tested.param.name; });

TEST(Owners, AFileSetsOnlyWhatItOwns) {
  struct Written {
    const char *path, *text;
    Lines said;
  };
  const std::string in_spec =
      "; set it in the environment's spec: a release or a binding sets only what it owns";
  const std::string in_release =
      "; set it in `releases/<environment>.yaml`, which the release workflow writes";
  const Written rows[] = {
      {"releases/prod.yaml", "digest: x\n", {}},
      {"bindings/prod.yaml", "ids: {vault: x}\n", {}},
      {"--set", "{digest: x, ids: {vault: x}, port: 3000}\n", {}},
      {"releases/prod.yaml",
       "{digest: x, port: 3000}\n",
       {"releases/prod.yaml:1:19 FW3112 `port` is set by the spec alone" + in_spec}},
      {"bindings/prod.yaml",
       "{ids: {vault: x}, digest: x}\n",
       {"bindings/prod.yaml:1:27 FW3112 `digest` is set by the release alone" + in_release}},
      {"releases/prod.yaml",
       "tags: [a, b]\n",
       {"releases/prod.yaml:1:7 FW3112 `tags` is set by the spec alone" + in_spec}},
      {"releases/prod.yaml",
       "services: {}\n",
       {"releases/prod.yaml:1:11 FW3112 `services` is set by the spec alone" + in_spec}},
      {"bindings/prod.yaml",
       "services: {web: {image: a}}\n",
       {"bindings/prod.yaml:1:12 FW3112 `services.web` is set by the spec alone" + in_spec,
        "bindings/prod.yaml:1:25 FW3112 `services.web.image` is set by the spec alone" + in_spec}},
  };
  for (const Written& row : rows) {
    Bench bench(kSchema);
    EXPECT_EQ(bench.validate(row.text, row.path), row.said) << row.path << ": " << row.text;
  }
}

TEST(Texts, StayWhatWasWritten) {
  Bench bench(kSchema);
  for (const char* written :
       {"NO", "yes", "010", "1_000", "12:30", "1.10", "0x10", "1e3", ".inf", "true", "007"}) {
    EXPECT_EQ(bench.validate(std::string("text: ") + written + "\n"), Lines{}) << written;
    EXPECT_TRUE(bench.document.root().find("text").is(Kind::string));
    EXPECT_EQ(bench.text("text"), written);
  }
}

TEST(Scalars, AreTypedInPlace) {
  Bench bench(kSchema);
  EXPECT_EQ(bench.validate("{port: 3000, share: 0.10, on: false, name: api, tags: [no]}\n"),
            Lines{});
  const Node root = bench.document.root();
  EXPECT_EQ(root.find("port").as_int(), 3000);
  EXPECT_TRUE(root.find("share").is(Kind::number));
  EXPECT_DOUBLE_EQ(root.find("share").as_number(), 0.1);
  EXPECT_EQ(root.find("share").text(), "0.10") << "a decimal is printed as it was written";
  EXPECT_FALSE(root.find("on").as_bool());
  EXPECT_TRUE(root.find("tags").at(0).is(Kind::string));
}

TEST(Fixes, ReplaceTheNarrowestText) {
  Bench bench(kSchema);
  bench.document = bench.parse("port: \"3000\"\n");
  Diagnostics found;
  EXPECT_FALSE(validate(*bench.schema, bench.document, bench.sources, found));
  ASSERT_EQ(found.size(), 1U);
  ASSERT_TRUE(found.items()[0].fix.has_value());
  EXPECT_EQ(bench.sources.text(found.items()[0].fix->span), "\"3000\"");
  EXPECT_EQ(found.items()[0].fix->replacement, "3000");
}

TEST(Owners, AreToldByTheLayer) {
  Bench bench(kSchema);
  EXPECT_EQ(bench.validate("digest: x\n", "releases/prod.yaml"), Lines{});
  EXPECT_EQ(bench.validate("ids: {vault: x}\n", "bindings/prod.yaml"), Lines{});
  EXPECT_EQ(bench.validate("digest: x\n", "--set"), Lines{}) << "an experiment";
  EXPECT_EQ(bench.validate("digest: x\n", "bindings/prod.yaml").size(), 1U);
  EXPECT_EQ(bench.validate("digest: x\n", "environments/releases/prod.yaml").size(), 1U);
}

TEST(Owners, CountForValuesThatWereReplacedToo) {
  Bench bench(kSchema);
  Document spec = bench.parse("digest: x\n", "environments/prod.yaml");
  const Document release = bench.parse("digest: y\n", "releases/prod.yaml");
  spec.replace(spec.root().find("digest").id(), spec.copy(release.root().find("digest")));
  Diagnostics found;
  EXPECT_FALSE(validate(*bench.schema, spec, bench.sources, found));
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(bench.sources.path(found.items()[0].span.source), "environments/prod.yaml");
}

TEST(AMissingKey, NamesTheLayersThatWereConsulted) {
  Bench bench(kSchema);
  Document spec = bench.parse("services: {api: {replicas: 2}}\n", "environments/prod.yaml");
  Origins origins;
  origins.layers = {"environments/base.yaml", "environments/prod.yaml"};
  Diagnostics found;
  EXPECT_FALSE(validate(*bench.schema, spec, bench.sources, found, &origins));
  ASSERT_EQ(found.size(), 1U);
  ASSERT_EQ(found.items()[0].notes.size(), 2U);
  EXPECT_EQ(bench.sources.path(found.items()[0].notes[0].span.source), "a.yaml") << "the schema";
  EXPECT_EQ(found.items()[0].notes[1].text,
            "no layer sets it: `environments/base.yaml`, `environments/prod.yaml`");
}

TEST(AMissingKey, NamesTheLayerThatRemovedIt) {
  Bench bench(kSchema);
  Document spec = bench.parse("services: {api: {replicas: 2}}\n", "environments/prod.yaml");
  Origins origins;
  origins.layers = {"environments/base.yaml", "environments/prod.yaml"};
  origins.removed = {{"services.api.region", Span{1, 0, 1}}, {"services.api.image", Span{1, 4, 9}}};
  Diagnostics found;
  EXPECT_FALSE(validate(*bench.schema, spec, bench.sources, found, &origins));
  ASSERT_EQ(found.size(), 1U);
  ASSERT_EQ(found.items()[0].notes.size(), 2U);
  EXPECT_EQ(found.items()[0].notes[1].text, "removed here");
  EXPECT_EQ(found.items()[0].notes[1].span.begin, 4U);
}

TEST(AllErrors, AreToldInTheOrderOfTheSpec) {
  Bench bench(kSchema);
  EXPECT_EQ(
      bench.validate("port: 1\nservices:\n  api: {replicas: two, size: 3}\nname: A\nzzz: 1\n"),
      (Lines{
          "spec.yaml:1:7 FW3104 `port` is 1, expected at least 1024",
          "spec.yaml:3:3 FW3107 missing key `image` in `services.api`; add `image: …`: Where it "
          "comes "
          "from.",
          "spec.yaml:3:19 FW3102 `services.api.replicas` is `two`, expected an integer; "
          "`replicas`: How many "
          "copies.",
          "spec.yaml:3:24 FW3101 unknown key `size` in `services.api`; `services.api` also knows "
          "`image` or "
          "`region`",
          "spec.yaml:4:7 FW3106 `name` is `A`, which does not match `^[a-z]+$`; `name`: A name in "
          "lower "
          "case.",
          "spec.yaml:5:1 FW3101 unknown key `zzz`; the document also knows `text`, `on`, `share`, "
          "`step`, "
          "`tier`, `count`, `tags`, `style`, `old`, `digest`, `ids` or `volume`",
      }));
}

TEST(AnEmptyDocument, IsRefused) {
  Bench bench(kSchema);
  Document nothing;
  Diagnostics found;
  EXPECT_FALSE(validate(*bench.schema, nothing, bench.sources, found));
  EXPECT_EQ(bench.validate("- a\n"), Lines{"spec.yaml:1:1 FW3102 the document is a list, expected "
                                           "a map; what has a name is a map keyed by it: "
                                           "`name: {…}`"});
}

// 4096 keys, each wrong, and a list as long: well under a second where the work is linear.
TEST(WideMaps, TakeLinearTime) {
  Bench bench(kSchema);
  std::string text = "services:\n";
  for (int i = 0; i < 4096; ++i) text += fmt::format("  s{}: {{replicas: x, imag: y}}\n", i);
  std::string list = "tags:\n";
  for (int i = 0; i < 20000; ++i) list += "  - {}\n";
  const auto start = std::chrono::steady_clock::now();
  EXPECT_EQ(bench.validate(text).size(), 3U * 4096);
  EXPECT_EQ(bench.validate(list).size(), 20001U);
  const auto spent = std::chrono::steady_clock::now() - start;
  EXPECT_LT(std::chrono::duration_cast<std::chrono::seconds>(spent).count(), 10);
}

}  // namespace
}  // namespace formwork
