#include "document/yaml.h"
#include "unit/document/read.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <string>
#include <vector>

namespace formwork {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using testing::Read;

struct Typed {
  const char* text;
  const char* core;  // "integer 8", "string", ...
  const char* kubernetes;
};

std::string shown(Node node) {
  std::string out(name(node.kind()));
  if (node.is(Kind::boolean)) out += node.as_bool() ? " true" : " false";
  if (node.is(Kind::integer)) out += " " + std::to_string(node.as_int());
  return out;
}

TEST(Output, PlainScalarsHaveTheTypesTheirConsumerSees) {
  const Typed rows[] = {
      {"true", "boolean true", "boolean true"},
      {"False", "boolean false", "boolean false"},
      {"yes", "string", "boolean true"},
      {"NO", "string", "boolean false"},
      {"on", "string", "boolean true"},
      {"y", "string", "boolean true"},
      {"N", "string", "boolean false"},
      {"oN", "string", "string"},
      {"~", "null", "null"},
      {"null", "null", "null"},
      {"0", "integer 0", "integer 0"},
      {"-12", "integer -12", "integer -12"},
      {"+7", "integer 7", "integer 7"},
      {"010", "integer 10", "integer 8"},
      {"0o10", "integer 8", "integer 8"},
      {"0x1F", "integer 31", "integer 31"},
      {"-0x1F", "string", "integer -31"},
      {"0b11", "string", "integer 3"},
      {"1_000", "string", "integer 1000"},
      {"09", "integer 9", "number"},
      {"-0", "integer 0", "integer 0"},
      {"9223372036854775807", "integer 9223372036854775807", "integer 9223372036854775807"},
      {"-9223372036854775808", "integer -9223372036854775808", "integer -9223372036854775808"},
      {"18446744073709551616", "number", "number"},
      {"1.5", "number", "number"},
      {"1.", "number", "number"},
      {".5", "number", "number"},
      {"1e3", "number", "number"},
      {"1e999", "number", "number"},
      {".inf", "number", "number"},
      {"-.INF", "number", "number"},
      {".nan", "number", "number"},
      {".", "string", "string"},
      {"-", "string", "string"},
      {"+", "string", "string"},
      {"1.2.3", "string", "string"},
      {"12:30", "string", "string"},
      {"2001-12-14", "string", "string"},
      {"0x", "string", "string"},
      {"0xg", "string", "string"},
      {"e3", "string", "string"},
      {"--1", "string", "string"},
      {"500m", "string", "string"},
      {"truely", "string", "string"},
  };
  for (const Typed& row : rows) {
    if (std::string_view(row.text) == "-") continue;  // a list item by itself
    const std::string yaml = std::string("a: ") + row.text + "\n";
    const Read core(yaml, YamlSchema::core12);
    ASSERT_TRUE(core.document) << row.text;
    EXPECT_EQ(shown(core.root().at(0).find("a")), row.core) << row.text;
    const Read kubernetes(yaml, YamlSchema::kubernetes);
    ASSERT_TRUE(kubernetes.document) << row.text;
    EXPECT_EQ(shown(kubernetes.root().at(0).find("a")), row.kubernetes) << row.text;
  }
}

TEST(Output, NumbersKeepTheirTextAndMeanWhatTheySay) {
  const Read read("a: 1.10\nb: 1e999\nc: -.inf\nd: .nan\ne: 1e-999\n", YamlSchema::core12);
  const Node root = read.root().at(0);
  EXPECT_EQ(root.find("a").text(), "1.10");
  EXPECT_EQ(root.find("a").as_number(), 1.1);
  EXPECT_EQ(root.find("b").as_number(), std::numeric_limits<double>::infinity());
  EXPECT_EQ(root.find("c").as_number(), -std::numeric_limits<double>::infinity());
  EXPECT_TRUE(std::isnan(root.find("d").as_number()));
  EXPECT_EQ(root.find("e").as_number(), 0.0);
}

TEST(Output, QuotedAndBlockScalarsAreText) {
  const Read read("a: \"1\"\nb: 'true'\nc: |\n  1\nd: ''\n", YamlSchema::kubernetes);
  for (const char* key : {"a", "b", "c", "d"}) {
    EXPECT_TRUE(read.root().at(0).find(key).is(Kind::string)) << key;
  }
}

TEST(Output, HoldsAnyNumberOfDocuments) {
  EXPECT_EQ(Read("", YamlSchema::core12).root().size(), 0U);
  EXPECT_EQ(Read("# nothing\n", YamlSchema::core12).root().size(), 0U);
  const Read read("a: 1\n---\n- 2\n---\n---\nb: 3\n...\n", YamlSchema::core12);
  ASSERT_THAT(read.findings(), IsEmpty());
  ASSERT_EQ(read.root().size(), 4U);
  EXPECT_TRUE(read.root().at(1).is(Kind::list));
  EXPECT_TRUE(read.root().at(2).is(Kind::null));
  EXPECT_EQ(read.root().at(3).find("b").as_int(), 3);
}

TEST(Output, ScalarsWithHoleMarksAreHoles) {
  const std::string hole =
      "\xEE\x80\x80"
      "0\xEE\x80\x81";
  const Read read(
      "a: " + hole + "\nb: \"x" + hole + "y\"\n" + hole + ": c\nd: |\n  x " + hole + "\n",
      YamlSchema::core12);
  ASSERT_THAT(read.findings(), IsEmpty());
  const Node root = read.root().at(0);
  EXPECT_TRUE(root.find("a").is(Kind::hole));
  EXPECT_EQ(root.find("a").text(), hole);
  EXPECT_TRUE(root.find("b").is(Kind::hole));
  EXPECT_EQ(root.find("b").text(), "x" + hole + "y");
  EXPECT_EQ(root.find(hole).text(), "c") << "keys keep theirs";
  EXPECT_TRUE(root.find("d").is(Kind::hole));
}

TEST(Output, IsAsStrictAsASpecOnKeysAndAnchors) {
  EXPECT_THAT(Read("a: 1\na: 2\n", YamlSchema::core12).findings(), ElementsAre("FW1003 2:1"));
  EXPECT_THAT(Read("a: &x 1\n", YamlSchema::core12).findings(), ElementsAre("FW1011 1:4"));
  EXPECT_THAT(Read("a: 1\n---\nb: \"x\n", YamlSchema::core12).findings(),
              ElementsAre("FW1004 3:4"));
}

}  // namespace
}  // namespace formwork
