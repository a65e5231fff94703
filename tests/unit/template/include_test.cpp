#include "template_fixture.h"

#include <gtest/gtest.h>

namespace formwork {
namespace {

TEST(Include, WritesWholeLinesIndentedAsItsTag) {
  TestPack pack;
  pack.add("labels.yaml", "labels:\n  app: <%= text %>\n\n  \"<%= name %>\": x\n<%= name %>: 1\n");
  EXPECT_EQ(pack.print("a:\n  <% include \"labels.yaml\" %>\nb: 1\n"),
            "a:\n  labels:\n    app: \"two words\"\n\n    \"prod\": x\n  prod: 1\nb: 1\n");
  EXPECT_EQ(pack.print("<% include \"labels.yaml\" %>\n"),
            "labels:\n  app: \"two words\"\n\n  \"prod\": x\nprod: 1\n");
}

TEST(Include, IndentsBlockValuesWithIt) {
  TestPack pack;
  pack.add("block.yaml", "hosts: <%= hosts %>\ntext: <%= lines %>\n");
  EXPECT_EQ(pack.print("a:\n    <% include 'block.yaml' %>\n"),
            "a:\n    hosts:\n      - a.example\n      - b.example\n    text: |\n      first\n      "
            "second\n");
}

TEST(Include, IndentsWhatBranchesAndLoopsPrint) {
  TestPack pack;
  pack.add("loop.yaml",
           "<% for h in hosts %>\n- <%= h %>\n  <% if on %>\n  # <%= h %>\n  <% end %>\n<% end "
           "%>\n<% if off %>x<% else %>y<% end %>: 1\n");
  EXPECT_EQ(pack.print("a:\n  <% include \"loop.yaml\" %>\n"),
            "a:\n  - a.example\n    # a.example\n  - b.example\n    # b.example\n  y: 1\n");
}

TEST(Include, IsCompiledForTheNamesOfItsPlace) {
  TestPack pack;
  pack.add("port.yaml", "<%= n %>: <%= s.port %>\n");
  EXPECT_EQ(pack.print("<% for n, s in services %>\n<% include \"port.yaml\" %>\n<% end %>\n"),
            "api: 8080\nweb: 80\n");
  EXPECT_EQ(pack.print("<% include \"port.yaml\" %>\n").substr(0, 2), "FW") << "no `n` here";
  ASSERT_FALSE(pack.diagnostics().items().empty());
  const auto& notes = pack.diagnostics().items().front().notes;
  ASSERT_FALSE(notes.empty());
  EXPECT_EQ(notes.back().text, "included here");
}

TEST(Include, IsCompiledForThePlaceItStandsIn) {
  TestPack pack;
  pack.add("value.yaml", "- <%= text %>\n");
  EXPECT_EQ(pack.print("a:\n  <% include \"value.yaml\" %>\n"), "a:\n  - \"two words\"\n");
  EXPECT_EQ(pack.print("a: |\n  <% include \"value.yaml\" %>\n"),
            "FW5106 1:3 [<%= text %>] no tag may stand here: the text is within a block scalar\n");
}

TEST(Include, NeedsNoLineEndOnItsLastLine) {
  TestPack pack;
  pack.add("short.yaml", "a: <%= port %>");
  EXPECT_EQ(pack.print("<% include \"short.yaml\" %>\nb: 1\n"), "a: 8080\nb: 1\n");
}

TEST(Include, LeavesNoBlankLinesWhereItPrintsNothing) {
  TestPack pack;
  pack.add("maybe.yaml", "<% if off %>\na: 1\n<% end %>\n");
  EXPECT_EQ(pack.print("a: 1\n\n<% include \"maybe.yaml\" %>\n\nb: 1\n"), "a: 1\n\nb: 1\n");
}

TEST(Include, ItsLetEndsWithIt) {
  TestPack pack;
  pack.add("let.yaml", "<% let x = 1 %>\na: <%= x %>\n");
  EXPECT_EQ(pack.print("<% include \"let.yaml\" %>\n<% let x = 2 %>\nb: <%= x %>\n"),
            "a: 1\nb: 2\n");
}

TEST(Include, MayRepeatAndNest) {
  TestPack pack;
  pack.add("inner.yaml", "x: <%= port %>\n");
  pack.add("outer.yaml", "o:\n  <% include \"inner.yaml\" %>\n");
  EXPECT_EQ(pack.print("a:\n  <% include \"outer.yaml\" %>\n<% include \"inner.yaml\" %>\n"),
            "a:\n  o:\n    x: 8080\nx: 8080\n");
}

TEST(Include, RefusesCyclesAndDepth) {
  TestPack pack;
  pack.add("a.yaml", "<% include \"b.yaml\" %>\n");
  pack.add("b.yaml", "<% include \"a.yaml\" %>\n");
  EXPECT_EQ(pack.print("<% include \"a.yaml\" %>\n"),
            "FW5113 1:12 [\"a.yaml\"] `a.yaml` includes itself\n");
  for (int i = 0; i < 20; ++i) {
    pack.add("d" + std::to_string(i), "<% include \"d" + std::to_string(i + 1) + "\" %>\n");
  }
  EXPECT_EQ(pack.print("<% include \"d0\" %>\n"),
            "FW5113 1:12 [\"d16\"] includes are nested deeper than 16\n");
}

TEST(Include, RefusesPathsOutsideThePack) {
  TestPack pack;
  for (const char* path : {"/etc/passwd", "../x.yaml", "a/../../x", "a//b", "./a", "a/.", "c:\\\\x",
                           "a\\\\b", "a/", ""}) {
    const std::string errors = pack.print("<% include \"" + std::string(path) + "\" %>\n");
    EXPECT_EQ(errors.substr(0, 11), "FW5112 1:12") << path << ": " << errors;
  }
  EXPECT_EQ(pack.print("<% include \"gone.yaml\" %>\n"),
            "FW5111 1:12 [\"gone.yaml\"] the pack has no template `gone.yaml`\n");
}

TEST(Include, CannotGrowWithoutBound) {
  TestPack pack;
  pack.add("e12", "<%# end %>\n");
  for (int i = 0; i < 12; ++i) {
    std::string text;
    for (int k = 0; k < 8; ++k) text += "<% include \"e" + std::to_string(i + 1) + "\" %>\n";
    pack.add("e" + std::to_string(i), text);
  }
  EXPECT_NE(pack.print("<% include \"e0\" %>\n").find("more than 200000 statements"),
            std::string::npos);
}

}  // namespace
}  // namespace formwork
