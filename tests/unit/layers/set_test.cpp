#include "unit/layers/load.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace formwork {
namespace {

using ::testing::ElementsAre;
using testing::Files;
using ::testing::IsEmpty;
using testing::Loaded;
using ::testing::SizeIs;

Loaded with(const std::vector<std::string>& sets) {
  return Loaded(
      Files{{"environments/prod.yaml", "services: {api: {port: 80, tags: [a]}}\nname: x\n"}},
      "prod", sets);
}

TEST(Set, OverridesAValueAndPointsIntoTheArgument) {
  const Loaded w = with({"name=y", "services.api.port=8080"});
  ASSERT_THAT(w.findings(), IsEmpty());
  const Node port = w.at("services.api.port");
  EXPECT_EQ(port.text(), "8080");
  EXPECT_EQ(port.kind(), Kind::scalar) << "the schema gives it its type";
  EXPECT_EQ(w.place(port.span()), "--set:2:19");
  EXPECT_EQ(w.place(port.key_span()), "--set:2:14");
  EXPECT_EQ(layer_of(*w.layers, port.span().source)->kind, LayerKind::set);
  EXPECT_THAT(port.replaced(), SizeIs(1));
}

TEST(Set, TakesTextToTheLetter) {
  const Loaded w = with({"a=x: y # z", "b=a=b", "c= ", "d=", "e=nginx@sha256:1"});
  ASSERT_THAT(w.findings(), IsEmpty());
  EXPECT_EQ(w.at("a").text(), "x: y # z");
  EXPECT_EQ(w.at("b").text(), "a=b");
  EXPECT_EQ(w.at("c").text(), " ");
  EXPECT_EQ(w.at("d").text(), "");
  EXPECT_TRUE(w.at("d").is(Kind::scalar)) << "empty text is not null";
  EXPECT_EQ(w.at("e").text(), "nginx@sha256:1");
}

TEST(Set, ReadsListsMapsAndQuotedTextAsYaml) {
  const Loaded w = with({"services.api.tags=[b, c]", "m={k: [1]}", "q=\"null\"", "r='x'"});
  ASSERT_THAT(w.findings(), IsEmpty());
  EXPECT_THAT(w.at("services.api.tags"), SizeIs(2));
  EXPECT_EQ(w.place(w.at("services.api.tags").at(1).span()), "--set:1:23");
  EXPECT_EQ(w.place(w.at("m.k").key_span()), "--set:2:4");
  EXPECT_EQ(w.at("q").text(), "null");
  EXPECT_EQ(w.at("r").text(), "x");
}

TEST(Set, NullRemovesAnInheritedKey) {
  const Loaded w = with({"services.api.port=null"});
  EXPECT_FALSE(w.at("services.api.port"));
  EXPECT_TRUE(w.at("services.api.tags"));
}

TEST(Set, KeysWithDotsAreQuoted) {
  const Loaded w = with({"config[\"a.b\"].c=1", "[\"x.y\"]=2"});
  ASSERT_THAT(w.findings(), IsEmpty());
  EXPECT_EQ(w.at("config").find("a.b").find("c").text(), "1");
  EXPECT_EQ(w.merged->root().find("x.y").text(), "2");
}

TEST(Set, TheLastOfSeveralWins) {
  const Loaded w = with({"name=1", "name=2"});
  EXPECT_EQ(w.at("name").text(), "2");
}

TEST(Set, ChangesOfKindAreFW2004) {
  EXPECT_THAT(with({"services=1"}).findings(), ElementsAre("FW2004 --set:1:1"));
  EXPECT_THAT(with({"a=1", "a.b=2"}).findings(), ElementsAre("FW2004 --set:2:1"));
  EXPECT_THAT(with({"a.b=1", "a=2"}).findings(), ElementsAre("FW2004 --set:2:1"));
}

struct BadSet {
  const char* name;
  const char* text;
  const char* finding;
};
class Sets : public ::testing::TestWithParam<BadSet> {};

TEST_P(Sets, OfABadFormAreRefusedAtTheirPlace) {
  const Loaded w = with({GetParam().text});
  EXPECT_THAT(w.findings(), ElementsAre(GetParam().finding));
  EXPECT_FALSE(w.layers.has_value());
  EXPECT_EQ(w.diagnostics.exit_status(), 2);
}

INSTANTIATE_TEST_SUITE_P(Forms, Sets,
                         ::testing::Values(BadSet{"NoEquals", "a.b", "FW2009 --set:1:1"},
                                           BadSet{"Empty", "", "FW2009 --set:1:1"},
                                           BadSet{"NoKey", "=1", "FW2009 --set:1:1"},
                                           BadSet{"EmptyKey", "a..b=1", "FW2009 --set:1:3"},
                                           BadSet{"TrailingDot", "a.=1", "FW2009 --set:1:3"},
                                           BadSet{"ElementOfAList", "a[0]=1", "FW2009 --set:1:2"},
                                           BadSet{"UnclosedKey", "a[\"b=1", "FW2009 --set:1:2"},
                                           BadSet{"StrayBracket", "a]=1", "FW2009 --set:1:2"},
                                           BadSet{"BadYaml", "a=[1,,2]", "FW1008 --set:1:4"}),
                         [](const auto& row) { return row.param.name; });

}  // namespace
}  // namespace formwork
