// What lines of tags leave behind: the whole of docs/templates.md, "Blank lines".
#include "template_fixture.h"

#include <gtest/gtest.h>

namespace formwork {
namespace {

struct Row {
  const char* name;
  const char* input;
  const char* output;
};

class Whitespace : public testing::TestWithParam<Row> {};

TEST_P(Whitespace, IsDecidedByTheLinesOfTags) {
  TestPack pack;
  EXPECT_EQ(pack.print(GetParam().input), GetParam().output);
}

const Row kRows[] = {
    {"ALineOfOneTagVanishes", "a: 1\n<% if on %>\nb: 2\n<% end %>\nc: 3\n", "a: 1\nb: 2\nc: 3\n"},
    {"ALineOfSeveralTagsVanishes",
     "a: 1\n<% if on %> <% if on %>\nb: 2\n<% end %><% end %>\nc: 3\n", "a: 1\nb: 2\nc: 3\n"},
    {"ItsIndentationVanishesToo", "a:\n    <% if on %>\n  b: 2\n\t<%# x %>\n  c: 3\n<% end %>\n",
     "a:\n  b: 2\n  c: 3\n"},
    {"ALineWithTextStays", "a: <% if on %>1<% else %>2<% end %>\n", "a: 1\n"},
    {"AnInlineTagTakesNothingWithIt", "a: \"<% if off %> x <% end %>y\"\n", "a: \"y\"\n"},
    {"ACommentVanishes", "<%# first %>\na: 1 <%# after %>\n  <%# second\nline %>\nb: 2\n",
     "a: 1 \nb: 2\n"},
    {"ALetVanishes", "<% let x = port %>\na: <%= x %>\n", "a: 8080\n"},
    {"TheLastLineNeedsNoLineEnd", "<% if on %>\na: 1\n<% end %>", "a: 1\n"},
    {"CarriageReturnsAreBlank", "a: 1\r\n<% if on %>\r\nb: 2\r\n<% end %>\r\n", "a: 1\r\nb: 2\r\n"},

    {"AnUntakenBranchLeavesOneBlankLine", "a: 1\n\n<% if off %>\nb: 2\n<% end %>\n\nc: 3\n",
     "a: 1\n\nc: 3\n"},
    {"ATakenOneLeavesBoth", "a: 1\n\n<% if on %>\nb: 2\n<% end %>\n\nc: 3\n",
     "a: 1\n\nb: 2\n\nc: 3\n"},
    {"BlankLineInsideTheBranch", "a: 1\n<% if off %>\n\nb: 2\n<% end %>\nc: 3\n", "a: 1\nc: 3\n"},
    {"BlankLinesOfNeighboursMeet", "a: 1\n\n<% if on %>\n\nb: 2\n\n<% end %>\n\nc: 3\n",
     "a: 1\n\nb: 2\n\nc: 3\n"},
    {"SeveralUntakenBranches",
     "a: 1\n\n<% if off %>\nb\n<% end %>\n\n<% if off %>\nc\n<% end %>\n\nd: 3\n",
     "a: 1\n\nd: 3\n"},
    {"TheAuthorsOwnBlankLinesStay", "a: 1\n\n\n\nb: 2\n", "a: 1\n\n\n\nb: 2\n"},
    {"BlankLinesOfBlanks", "a: 1\n  \n<% if off %>\nb: 2\n<% end %>\n \t\nc: 3\n",
     "a: 1\n  \nc: 3\n"},

    {"NoneAtTheStart", "\n<% if off %>\na: 1\n<% end %>\n\nb: 2\n", "b: 2\n"},
    {"NoneAfterALeadingComment", "<%# licence %>\n\na: 1\n", "a: 1\n"},
    {"NoneAtTheEnd", "a: 1\n\n<% if off %>\nb: 2\n<% end %>\n", "a: 1\n"},
    {"NoneAtTheEndAfterTheTag", "a: 1\n<% if off %>\nb: 2\n<% end %>\n\n\n", "a: 1\n"},
    {"NothingAtAll", "\n<% if off %>\na: 1\n<% end %>\n\n", ""},
    {"NoneAfterAnOpeningBracket", "a: [\n\n<% if off %>\n  1,\n<% end %>\n\n  2\n]\n",
     "a: [\n  2\n]\n"},
    {"NoneBeforeAClosingBracket", "a: {\n  b: 1,\n\n<% if off %>\n  c: 2,\n<% end %>\n\n}\n",
     "a: {\n  b: 1,\n}\n"},
    {"AValueIsNoBracket", "a: \"<%= other %>[\"\n\n<% if off %>\nb\n<% end %>\nc: 1\n",
     "a: \"$x[\"\n\nc: 1\n"},

    {"BlockScalarKeepsItsBlankLines",
     "a: |\n  x\n\n  <% if on %>\n\n  y\n  <% end %>\n\n  z\nb: 1\n",
     "a: |\n  x\n\n\n  y\n\n  z\nb: 1\n"},
    {"BlankLinesAfterABlockScalarStay", "a: |+\n  x\n\n\n<% if off %>\nb: 1\n<% end %>\n\nc: 1\n",
     "a: |+\n  x\n\n\nc: 1\n"},
    {"QuotedScalarKeepsItsBlankLines", "a: \"x\n\n  <% if off %>\n  y\n  <% end %>\n\n  z\"\n",
     "a: \"x\n\n\n  z\"\n"},

    {"LoopLinesVanish", "a:\n<% for h in hosts %>\n  - <%= h %>\n<% end %>\n",
     "a:\n  - a.example\n  - b.example\n"},
    {"ALoopMaySetItsTurnsApart", "<% for h in hosts %>\n\n- <%= h %>\n<% end %>\n",
     "- a.example\n\n- b.example\n"},
    {"AnEmptyLoopIsAnUntakenBranch", "a: 1\n\n<% for h in none %>\n- <%= h %>\n<% end %>\n\nb: 2\n",
     "a: 1\n\nb: 2\n"},
    {"SeparatorFollowsTheLastNonBlank",
     "a: [\n<% for h in hosts sep \",\" %>\n  <%= h %>\n<% end %>\n]\n",
     "a: [\n  a.example,\n  b.example\n]\n"},
    {"SeparatorBetweenInlineTurns", "a: [<% for h in hosts sep \", \" %><%= h %><% end %>]\n",
     "a: [a.example, b.example]\n"},
    {"ATurnThatPrintsNothingHasNoSeparator",
     "a: [<% for h in hosts sep \", \" %><% if h == \"b.example\" %><%= h %><% end %><% end %>]\n",
     "a: [b.example]\n"},
    {"NestedLoopsWithSeparators",
     "a: [<% for h in hosts sep \", \" %>[<% for i in hosts sep \",\" %><%= h ~ i %><% end %>]<% "
     "end %>]\n",
     "a: [[a.examplea.example,a.exampleb.example], [b.examplea.example,b.exampleb.example]]\n"},
    {"RawLinesTakeTheTagsIndentation", "a:\n  <%= raw(\"b: 1\\n\\nc: 2\\n\") %>\nd: 3\n",
     "a:\n  b: 1\n\n  c: 2\nd: 3\n"},
    {"EmptyRawVanishes", "a: 1\n\n<%= raw(empty) %>\n\nd: 3\n", "a: 1\n\nd: 3\n"},
    {"PercentPercentPrintsATag", "a: \"<%%= x %>\"\n", "a: \"<%= x %>\"\n"},
    {"AStringMayHoldTheEndOfATag", "a: <%= \"%>\" %>\n", "a: \"%>\"\n"},
    {"BlockValuesGoOneLevelIn", "a:\n  b: <%= hosts %>\n  c: <%= none %>\n",
     "a:\n  b:\n    - a.example\n    - b.example\n  c: []\n"},
    {"MultiLineTextIsABlockScalar", "a:\n  b: <%= lines %>\n",
     "a:\n  b: |\n    first\n    second\n"},
    {"BlankLinesAfterABlockScalarOfAHole", "b: <%= lines %>\n\n<% if off %>\n<% end %>\nc: 1\n",
     "b: |\n  first\n  second\n\nc: 1\n"},
};

INSTANTIATE_TEST_SUITE_P(Templates, Whitespace, testing::ValuesIn(kRows),
                         [](const auto& row) { return std::string(row.param.name); });

}  // namespace
}  // namespace formwork
