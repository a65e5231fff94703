// if, for, let: what they choose, repeat and name, and what an `if` proves of optional values.
#include "template_fixture.h"

#include <gtest/gtest.h>

namespace formwork {
namespace {

constexpr const char* kDatabase = "database: {sku: small}\nnote: hi\ndebug: true\n";

std::string with(const char* more) {
  return std::string(kSpec) + more;
}

TEST(Statements, AnIfTakesTheFirstTrueBranch) {
  TestPack pack;
  EXPECT_EQ(pack.print("a: <% if off %>1<% elif port > 80 %>2<% elif on %>3<% else %>4<% end %>\n"),
            "a: 2\n");
  EXPECT_EQ(pack.print("a: <% if off %>1<% elif port < 80 %>2<% else %>4<% end %>\n"), "a: 4\n");
  EXPECT_EQ(pack.print("<% if off %>\na: 1\n<% elif off %>\na: 2\n<% end %>\n"), "");
}

TEST(Statements, AnIfProvesThatAValueIsThere) {
  const std::string text =
      "<% if database %>\nsku: <%= database.sku %>\n<% else %>\nsku: none\n<% end %>\n";
  TestPack absent;
  EXPECT_EQ(absent.print(text), "sku: none\n");
  TestPack present(with(kDatabase));
  EXPECT_EQ(present.print(text), "sku: small\n");
}

TEST(Statements, TheOtherBranchKnowsTheOpposite) {
  TestPack present(with(kDatabase));
  EXPECT_EQ(present.print(
                "<% if database == null %>\na: 1\n<% else %>\na: <%= database.sku %>\n<% end %>\n"),
            "a: small\n");
  EXPECT_EQ(present.print(
                "<% if not database %>\na: 1\n<% elif on %>\na: <%= database.sku %>\n<% end %>\n"),
            "a: small\n");
  EXPECT_EQ(present.print("<% if not database %>\na: 1\n<% end %>\nb: <%= database.sku %>\n"),
            "FW5108 4:8 [database.sku] `database.sku` may be absent\n")
      << "after the `end` nothing is known any more";
}

TEST(Statements, ALoopRunsOverMapsInOrderOfTheirKeys) {
  TestPack pack;
  EXPECT_EQ(
      pack.print(
          "<% for name, service in services %>\n<%= name %>: <%= service.port %>\n<% end %>\n"),
      "api: 8080\nweb: 80\n");
  EXPECT_EQ(pack.print("<% for k, v in labels %>\n<%= k %>: <%= v %>\n<% end %>\n"),
            "a: \"1\"\nb: \"2\"\n");
}

TEST(Statements, LoopsNestAndSeeOuterVariables) {
  TestPack pack;
  EXPECT_EQ(pack.print("<% for n, s in services %>\n<%= n %>:\n  <% for h in hosts %>\n  - <%= n ~ "
                       "h ~ s.port %>\n  <% end %>\n<% end %>\n"),
            "api:\n  - apia.example8080\n  - apib.example8080\nweb:\n  - weba.example80\n  - "
            "webb.example80\n");
}

TEST(Statements, OptionalFieldsOfLoopVariablesAreNarrowed) {
  TestPack pack;
  EXPECT_EQ(pack.print("<% for n, s in services %>\n<%= n %>: \"<% if s.probe %><%= s.probe.path %>"
                       "<% else %>none<% end %>\"\n<% end %>\n"),
            "api: \"none\"\nweb: \"/ready\"\n");
}

TEST(Statements, ALetHoldsUntilItsBlockEnds) {
  TestPack pack;
  EXPECT_EQ(pack.print("<% let p = port + 1 %>\n<% if on %>\n<% let q = p + 1 %>\na: <%= q %>\n<% "
                       "end %>\nb: <%= p %>\n"),
            "a: 8082\nb: 8081\n");
  pack.print("<% if on %>\n<% let q = 1 %>\n<% end %>\nb: <%= q %>\n");
  EXPECT_FALSE(pack.errors().empty()) << "`q` is not known outside";
}

TEST(Statements, AnOptionalLetIsNarrowedLikeAField) {
  TestPack pack(with(kDatabase));
  EXPECT_EQ(pack.print("<% let d = database %>\n<% if d %>\na: <%= d.sku %>\n<% end %>\n"),
            "a: small\n");
}

TEST(Statements, AVariableMayShadowAFieldOfTheSpec) {
  TestPack pack;
  EXPECT_EQ(pack.print("<% for text in hosts %>\n- <%= text %>\n<% end %>\n"),
            "- a.example\n- b.example\n");
}

TEST(Statements, AbsentValuesMayBeGivenADefault) {
  TestPack pack;
  EXPECT_EQ(pack.print("a: <%= note ?? \"none\" %>\nb: <%= debug ?? false %>\n"),
            "a: \"none\"\nb: false\n");
}

}  // namespace
}  // namespace formwork
