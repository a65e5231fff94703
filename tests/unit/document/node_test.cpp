#include "document/node.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

namespace formwork {
namespace {

using ::testing::ElementsAre;

// {a: 1, b: [x, {c: y}]}
struct Sample {
  Document document;
  NodeId root = document.add_map();
  NodeId one = document.add_scalar("1", Style::plain, Span{1, 3, 4});
  NodeId list = document.add_list();
  NodeId inner = document.add_map();
  Sample() {
    document.append(root, "a", Span{1, 0, 1}, one);
    document.append(root, "b", Span{1, 5, 6}, list);
    document.append(list, document.add_string("x"));
    document.append(list, inner);
    document.append(inner, "c", {}, document.add_string("y"));
  }
};

TEST(Node, AnAbsentNodeIsFalseAndStaysAbsentAlongAPath) {
  const Sample s;
  EXPECT_FALSE(Node());
  EXPECT_FALSE(s.document.root().find("z"));
  EXPECT_FALSE(s.document.root().find_path("a.b.c"));
  EXPECT_FALSE(s.document.root().find("b").at(2));
  EXPECT_TRUE(s.document.root().find("b").at(1).find("c"));
}

TEST(Node, APathNamesKeysIndexesAndQuotesOddKeys) {
  Sample s;
  s.document.append(s.inner, "d.e", {}, s.document.add_null());
  EXPECT_EQ(s.document.root().find("b").at(1).find("c").path(), "b[1].c");
  EXPECT_EQ(s.document.node(s.inner).find("d.e").path(), "b[1][\"d.e\"]");
  EXPECT_EQ(s.document.root().path(), "");
}

TEST(Node, ReplacingKeepsKeyAndOrderAndRemembersTheOldPlace) {
  Sample s;
  const NodeId two = s.document.add_scalar("2", Style::plain, Span{2, 7, 8});
  s.document.replace(s.one, two);
  const NodeId three = s.document.add_scalar("3", Style::plain, Span{3, 1, 2});
  s.document.replace(two, three);
  const Node a = s.document.root().find("a");
  EXPECT_EQ(a.text(), "3");
  EXPECT_EQ(s.document.root().at(0), a);
  EXPECT_THAT(a.replaced(), ElementsAre(Span{1, 3, 4}, Span{2, 7, 8}));
  EXPECT_EQ(a.key_span(), (Span{1, 0, 1}));
}

TEST(Node, RemovingTakesAChildOutWhereverItIs) {
  for (const char* gone : {"k0", "k9", "k19"}) {
    Document d;
    const NodeId root = d.add_map();
    for (int i = 0; i < 20; ++i) d.append(root, "k" + std::to_string(i), {}, d.add_int(i));
    d.remove(d.root().find(gone).id());
    EXPECT_FALSE(d.root().find(gone));
    EXPECT_EQ(d.root().size(), 19U);
    EXPECT_EQ(std::distance(d.root().begin(), d.root().end()), 19);
    d.append(root, gone, {}, d.add_int(99));
    EXPECT_EQ(d.root().find(gone).as_int(), 99);
  }
}

TEST(Node, EqualLooksAtValuesNotAtOrderOrPlace) {
  Document a;
  a.add_map();
  a.append(1, "x", Span{1, 0, 1}, a.add_int(1));
  a.append(1, "y", Span{1, 4, 5}, a.add_string("s"));
  Document b;
  b.add_map();
  b.append(1, "y", {}, b.add_string("s"));
  b.append(1, "x", {}, b.add_int(1));
  EXPECT_TRUE(equal(a.root(), b.root()));
  b.remove(b.root().find("y").id());
  EXPECT_FALSE(equal(a.root(), b.root()));
  EXPECT_TRUE(equal(Node(), Node()));
  EXPECT_FALSE(equal(a.root(), Node()));
}

TEST(Node, ByKeyIsByteOrder) {
  Document d;
  d.add_map();
  for (const char* key : {"b", "B", "a", "_"}) d.append(1, key, {}, d.add_null());
  std::vector<std::string> keys;
  for (const Node n : by_key(d.root())) keys.emplace_back(n.key());
  EXPECT_THAT(keys, ElementsAre("B", "_", "a", "b"));
}

TEST(Node, ACopyIsDeepAndKeepsPlacesStylesAndHistory) {
  Sample s;
  s.document.set_replaced(s.one, {Span{7, 1, 2}});
  Document other;
  other.set_root(other.copy(s.document.root()));
  EXPECT_TRUE(equal(other.root(), s.document.root()));
  EXPECT_EQ(other.root().find("a").span(), (Span{1, 3, 4}));
  EXPECT_EQ(other.root().find("a").style(), Style::plain);
  EXPECT_THAT(other.root().find("a").replaced(), ElementsAre(Span{7, 1, 2}));
}

TEST(Node, ViewsOfTextLiveAsLongAsTheDocument) {
  Document d;
  d.add_list();
  const std::string_view first = d.node(d.add_string("first")).text();
  for (int i = 0; i < 5000; ++i) d.append(1, d.add_string(std::string(100, 'x')));
  const std::string large(100000, 'y');
  const std::string_view view = d.node(d.add_string(large)).text();
  Document moved(std::move(d));
  EXPECT_EQ(first, "first");
  EXPECT_EQ(view, large);
}

TEST(Node, AScalarIsRetypedInPlace) {
  Document d;
  d.add_list();
  const NodeId n = d.add_scalar("+07", Style::plain, Span{1, 2, 5});
  d.append(1, n);
  d.retype_int(n, 7);
  EXPECT_EQ(d.node(n).kind(), Kind::integer);
  EXPECT_EQ(d.node(n).text(), "7");
  EXPECT_EQ(d.node(n).as_number(), 7.0);
  EXPECT_EQ(d.node(n).span(), (Span{1, 2, 5}));
}

}  // namespace
}  // namespace formwork
