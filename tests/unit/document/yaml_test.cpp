#include "document/yaml.h"

#include "unit/document/read.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

namespace formwork {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using testing::Read;

TEST(Yaml, ScalarsStayWhatWasWritten) {
  const Read read(
      "no: NO\nyes: yes\non: on\noctal: 010\nlong: 1_000\ntime: 12:30\nversion: 1.10\nnan: .nan\n"
      "url: http://x.example/a?b=c#d\nnegative: -1\n");
  EXPECT_THAT(read.findings(), IsEmpty());
  for (const auto& [key, text] :
       std::vector<std::pair<const char*, const char*>>{{"no", "NO"},
                                                        {"yes", "yes"},
                                                        {"on", "on"},
                                                        {"octal", "010"},
                                                        {"long", "1_000"},
                                                        {"time", "12:30"},
                                                        {"version", "1.10"},
                                                        {"nan", ".nan"},
                                                        {"url", "http://x.example/a?b=c#d"},
                                                        {"negative", "-1"}}) {
    ASSERT_TRUE(read.root().find(key)) << key;
    EXPECT_EQ(read.root().find(key).kind(), Kind::scalar) << key;
    EXPECT_EQ(read.root().find(key).style(), Style::plain) << key;
    EXPECT_EQ(read.root().find(key).text(), text);
  }
}

TEST(Yaml, NullIsTheEmptyValueTildeAndNullUnlessQuoted) {
  const Read read("a:\nb: ~\nc: null\nd: Null\ne: \"null\"\nf: ''\ng: nULL\n");
  for (const char* key : {"a", "b", "c", "d"}) EXPECT_TRUE(read.at(key).is(Kind::null)) << key;
  for (const char* key : {"e", "f", "g"}) EXPECT_TRUE(read.at(key).is(Kind::scalar)) << key;
}

TEST(Yaml, EveryKeyAndValueHasItsExactPlace) {
  const Read read(
      "# c\na:  one two  # c\n\"b\": 'it''s'\nc: [1, {d: \"x\"}]\ne:\n- f: |\n    text\n    more\n "
      " g:\n");
  ASSERT_THAT(read.findings(), IsEmpty());
  const auto key = [&](std::string_view path) { return read.under(read.at(path).key_span()); };
  const auto value = [&](Node node) { return read.under(node.span()); };
  EXPECT_EQ(key("a"), "a");
  EXPECT_EQ(value(read.at("a")), "one two");
  EXPECT_EQ(key("b"), "\"b\"") << "with its quotes";
  EXPECT_EQ(value(read.at("b")), "'it''s'");
  EXPECT_EQ(read.at("b").text(), "it's");
  EXPECT_EQ(value(read.at("c")), "[1, {d: \"x\"}]");
  EXPECT_EQ(value(read.at("c").at(1)), "{d: \"x\"}");
  EXPECT_EQ(value(read.at("c").at(1).find("d")), "\"x\"");
  const Node item = read.at("e").at(0);
  EXPECT_EQ(value(item), "f: |\n    text\n    more\n  g:");
  EXPECT_EQ(value(item.find("f")), "|\n    text\n    more");
  EXPECT_EQ(item.find("f").text(), "text\nmore\n");
  EXPECT_EQ(value(item.find("g")), "");
  EXPECT_EQ(read.sources.begin(item.find("g").span()), (Position{9, 5})) << "right after the colon";
  EXPECT_EQ(value(read.at("e")), "- f: |\n    text\n    more\n  g:");
  EXPECT_EQ(read.sources.begin(read.root().span()), (Position{2, 1}));
}

TEST(Yaml, AByteOrderMarkAtTheStartIsAcceptedAndPlacesHold) {
  const Read read(
      "\xEF\xBB\xBF"
      "a: x\nb: \"y\"\n");
  ASSERT_THAT(read.findings(), IsEmpty());
  EXPECT_EQ(read.under(read.at("a").key_span()), "a");
  EXPECT_EQ(read.under(read.at("b").span()), "\"y\"");
}

TEST(Yaml, CarriageReturnsBelongToLineEnds) {
  const Read read("a: x\r\nb: |\r\n  y\r\n  z\r\nc: \"p\r\n  q\"\r\n");
  ASSERT_THAT(read.findings(), IsEmpty());
  EXPECT_EQ(read.at("a").text(), "x");
  EXPECT_EQ(read.at("b").text(), "y\nz\n");
  EXPECT_EQ(read.at("c").text(), "p q");
}

TEST(Yaml, ListsMayStandInTheColumnOfTheirKey) {
  const Read read("a:\n- b\n-\n  - c\n- - d\n  - e\nf: g\n");
  ASSERT_THAT(read.findings(), IsEmpty());
  EXPECT_EQ(read.at("a").size(), 3U);
  EXPECT_EQ(read.at("a").at(2).size(), 2U);
  EXPECT_EQ(read.at("f").text(), "g");
}

TEST(Yaml, OneDocumentMayHaveMarkers) {
  EXPECT_EQ(Read("---\na: 1\n...\n# end\n").at("a").text(), "1");
  EXPECT_EQ(Read("--- {a: 1}\n").at("a").text(), "1");
}

struct Text {
  const char* name;
  const char* yaml;
  const char* value;
};
class Texts : public ::testing::TestWithParam<Text> {};

TEST_P(Texts, MeanWhatTheStandardSays) {
  const Read read(GetParam().yaml);
  ASSERT_THAT(read.findings(), IsEmpty());
  EXPECT_EQ(read.at("a").text(), GetParam().value);
}

INSTANTIATE_TEST_SUITE_P(
    Styles, Texts,
    ::testing::Values(Text{"PlainOverLines", "a: one\n  two\n\n  three # c\n", "one two\nthree"},
                      Text{"PlainThatLooksLikeAList", "a: b\n  - c\n", "b - c"},
                      Text{"QuotedOverLines", "a: \"one \n  two\n\n  three\"\n", "one two\nthree"},
                      Text{"QuotedWithEscapedLineEnd", "a: \"one \\\n  two\"\n", "one two"},
                      Text{"QuotedKeepsEscapedBlanks", "a: \"x\\t\n  y\"\n", "x\t y"},
                      Text{"Escapes", "a: \"\\\\ \\\" \\/ \\n \\x41 \\u00e9 \\U0001F600\"\n",
                           "\\ \" / \n A \xC3\xA9 \xF0\x9F\x98\x80"},
                      Text{"SingleQuotesKnowNoEscapes", "a: 'x\\n''y'\n", "x\\n'y"},
                      Text{"Literal", "a: |\n  x\n   y\n\n  z\n", "x\n y\n\nz\n"},
                      Text{"LiteralStripped", "a: |-\n  x\n\n", "x"},
                      Text{"LiteralKept", "a: |+\n  x\n\n", "x\n\n"},
                      Text{"LiteralWithDigit", "a: |2\n    x\n", "  x\n"},
                      Text{"LiteralWithoutLineEnd", "a: |\n  x", "x\n"},
                      Text{"LiteralEmpty", "a: |\nb: 1\n", ""},
                      Text{"LiteralHoldsHashes", "a: |\n  # x\n  y: z # q\n", "# x\ny: z # q\n"},
                      Text{"Folded", "a: >\n  x\n  y\n\n  z\n", "x y\nz\n"},
                      Text{"FoldedKeepsDeeperLines", "a: >\n  x\n    y\n  z\n", "x\n  y\nz\n"},
                      Text{"HashInAPlainText", "a: x#y\n", "x#y"},
                      Text{"ColonInAPlainText", "a: b:c\n", "b:c"},
                      Text{"CommasInAPlainText", "a: b, c]\n", "b, c]"}),
    [](const auto& text) { return text.param.name; });

TEST(Yaml, JsonReadsThroughTheSameDoor) {
  const Read read(
      "{\n\t\"a\": "
      "[\n\t\t1,\n\t\ttrue,\n\t\t\"x\\\"\\/\\u00e9\"\n\t],\n\t\"b\":{\"c\":-1.5e3,\"d\":[]}\n}\n");
  ASSERT_THAT(read.findings(), IsEmpty());
  EXPECT_EQ(read.at("a").at(2).text(), "x\"/\xC3\xA9");
  EXPECT_EQ(read.at("b.c").text(), "-1.5e3");
  EXPECT_EQ(read.at("b.d").size(), 0U);
}

// Both readers must see the same places after a pair, which yaml-cpp cannot read itself.
TEST(Yaml, SurrogatePairsOfJsonAreOneCharacter) {
  const Read read(
      "{\"\\ud83d\\ude00\": 1, \"a\": \"x\\uD83D\\uDE00y\\ud800\\udc00\", \"b\": "
      "[\"\\udbff\\udfff\", 2],\n \"c\": \"\\\\ud83d\\\\ude00\"}\n");
  ASSERT_THAT(read.findings(), IsEmpty());
  EXPECT_EQ(read.at("\xF0\x9F\x98\x80").text(), "1");
  EXPECT_EQ(read.at("a").text(), "x\xF0\x9F\x98\x80y\xF0\x90\x80\x80");
  EXPECT_EQ(read.at("b").at(0).text(), "\xF4\x8F\xBF\xBF");
  EXPECT_EQ(read.under(read.at("b").at(1).span()), "2");
  EXPECT_EQ(read.at("c").text(), "\\ud83d\\ude00");
  const Read with_mark(
      "\xEF\xBB\xBF"
      "{\"a\": \"\\ud83d\\ude00\", \"b\": \"c\"}");
  EXPECT_THAT(with_mark.findings(), IsEmpty());
  EXPECT_EQ(with_mark.at("b").text(), "c");
}

TEST(Yaml, AMapOfManyKeysFindsEachOfThem) {
  std::string text;
  for (int i = 0; i < 1000; ++i) text += "k" + std::to_string(i) + ": " + std::to_string(i) + "\n";
  const Read read(text);
  for (int i = 0; i < 1000; ++i) {
    EXPECT_EQ(read.root().find("k" + std::to_string(i)).text(), std::to_string(i));
  }
  EXPECT_FALSE(read.root().find("k1000"));
}

}  // namespace
}  // namespace formwork
