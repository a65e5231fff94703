// The places of tags through branches and loops: every way to a place must arrive in the same
// state.
#include "template_fixture.h"

#include <gtest/gtest.h>

namespace formwork {
namespace {

struct Row {
  const char* name;
  const char* input;
  const char* expected;  // rendered text or errors
};

class Context : public testing::TestWithParam<Row> {};

TEST_P(Context, IsTheSameOnEveryWay) {
  TestPack pack;
  EXPECT_EQ(pack.print(GetParam().input), GetParam().expected);
}

const Row kJoins[] = {
    {"BothBranchesWholeLines", "<% if on %>\na: 1\n<% else %>\nb: \"x\"\n<% end %>\nc: 1\n",
     "a: 1\nc: 1\n"},
    {"BothBranchesValues", "a: <% if on %><%= port %><% else %><%= ratio %><% end %>\n",
     "a: 8080\n"},
    {"BranchesWithinAString", "a: \"<% if on %><%= text %><% else %>y<% end %>!\"\n",
     "a: \"two words!\"\n"},
    {"ABlockScalarInOneBranch", "<% if on %>\na: |\n  text\n<% end %>\nb: <%= port %>\n",
     "a: |\n  text\nb: 8080\n"},
    {"AnOpenStringInOneBranch", "a: <% if on %>\"x<% else %>y<% end %>\n",
     "FW5105 1:17 [<% else %>] this branch ends within a plain scalar, the branch before it within "
     "a double-quoted scalar\n"},
    {"AnOpenStringWithoutElse", "a: <% if on %>\"x<% end %>\n",
     "FW5105 1:4 [<% if on %>] without the branch the text is before a value, after the branch "
     "within a double-quoted scalar\n"},
    {"AnOpenBracketInOneBranch", "a:\n<% if on %>\n  [\n<% end %>\n  b\n",
     "FW5105 2:1 [<% if on %>] without the branch the text is at the start of a line, after the "
     "branch within []\n"},
    {"AThirdBranchThatDiffers",
     "<% if on %>\na: 1\n<% elif off %>\na: 2\n<% else %>\na: \"\n<% end %>\n",
     "FW5105 5:1 [<% else %>] this branch ends within a double-quoted scalar, the branch before it "
     "at the start of a line\n"},
    {"OnlyTheFirstDifferenceIsSaid", "a: <% if on %>\"x<% end %><% if on %>'x<% end %>\n",
     "FW5105 1:4 [<% if on %>] without the branch the text is before a value, after the branch "
     "within a double-quoted scalar\n"},

    {"ALoopThatOpensAString", "<% for h in hosts %>\na: \"\n<% end %>\n",
     "FW5105 1:1 [<% for h in hosts %>] the loop's body ends within a double-quoted scalar, but "
     "the loop began at the start of a line\n"},
    {"ALoopThatLeavesALineOpen", "a: <% for h in hosts %>x <% end %>\n",
     "FW5105 1:4 [<% for h in hosts %>] the loop's body ends within a plain scalar, but the loop "
     "began before a value\n"},
    {"ALoopWithinAString", "a: \"<% for h in hosts sep \", \" %><%= h %><% end %>\"\n",
     "a: \"a.example, b.example\"\n"},
    {"ALoopWithoutItsSeparator", "a: [<% for h in hosts %><%= h %><% end %>]\n",
     "FW5106 1:25 [<%= h %>] no tag may stand here: the text is after an item of []\n"},
    {"TagsRightAfterALoopOfItems",
     "a: [<% for h in hosts sep \",\" %><%= h %><% end %><%= port %>]\n",
     "FW5106 1:50 [<%= port %>] no tag may stand here: the text is after an item of []\n"},
    {"LinesOfALoop", "<% for h in hosts %>\n- a: <%= h %>\n  b: \"<%= h %>\"\n<% end %>\n",
     "- a: a.example\n  b: \"a.example\"\n- a: b.example\n  b: \"b.example\"\n"},
};

INSTANTIATE_TEST_SUITE_P(Joins, Context, testing::ValuesIn(kJoins),
                         [](const auto& row) { return std::string(row.param.name); });

const Row kPlaces[] = {
    {"AWholeValue", "a: <%= text %>\n- <%= on %>\n", "a: \"two words\"\n- true\n"},
    {"WithinAString", "a: \"<%= text %>:<%= port %>\"\n", "a: \"two words:8080\"\n"},
    {"AdjacentTagsWithinAString", "a: \"<%= text %><%= other %>\"\n", "a: \"two words$x\"\n"},
    {"AKey", "<%= text %>: 1\n", "\"two words\": 1\n"},
    {"AComment", "# <%= text %>\n", "# two words\n"},
    {"AListOnOneLine", "a: [<%= hosts %>, <%= port %>]\n", "a: [[a.example, b.example], 8080]\n"},
    {"AdjacentTagsAsValues", "a: <%= text %><%= other %>\n",
     "FW5106 1:15 [<%= other %>] no tag may stand here: the text is after a value\n"},
    {"TextGluedToAValue", "a: <%= text %>@x\n",
     "FW5116 1:15 [@] text directly after a value; put all of it into one tag (`a ~ \"text\"`), or "
     "quote the whole: `\"<%= a %>text\"`\n"},
    {"WithinAPlainScalar", "a: x-<%= text %>\n",
     "FW5106 1:6 [<%= text %>] no tag may stand here: the text is within a plain scalar\n"},
    {"WithinSingleQuotes", "a: 'x <%= text %>'\n",
     "FW5106 1:7 [<%= text %>] no tag may stand here: the text is within a single-quoted scalar\n"},
    {"WithinABlockScalar", "a: |\n  x <%= text %>\n",
     "FW5106 2:5 [<%= text %>] no tag may stand here: the text is within a block scalar\n"},
    {"WithinABlockScalarThatATagInterrupts",
     "a: |\n  x\n<% if on %>\n  b: <%= text %>\n<% end %>\n",
     "FW5106 4:6 [<%= text %>] no tag may stand here: the text is within a block scalar\n"},
    {"AListAsAKey", "<%= hosts %>: 1\n",
     "FW5107 1:5 [hosts] `hosts` is list of string, which cannot be written as key in yaml\n"},
    {"AListWithinAString", "a: \"<%= hosts %>\"\n",
     "FW5107 1:9 [hosts] `hosts` is list of string, which cannot be written as quoted in yaml\n"},
};

INSTANTIATE_TEST_SUITE_P(Places, Context, testing::ValuesIn(kPlaces),
                         [](const auto& row) { return std::string(row.param.name); });

TEST(Dialects, ReachTheEncoderOfEveryTag) {
  TestPack pack;
  EXPECT_EQ(pack.print("a: <%= other %>\nb: \"<%= other %>\"\n", Dialect::compose),
            "a: \"$$x\"\nb: \"$$x\"\n");
  EXPECT_EQ(pack.print("name: ${{ <%= name %> }}\n", Dialect::workflow), "name: ${{ prod }}\n");
  EXPECT_EQ(pack.print("name: ${{ <%= text %> }}\n", Dialect::workflow).substr(0, 6), "FW5107");
}

}  // namespace
}  // namespace formwork
