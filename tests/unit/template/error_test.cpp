// Every error of a template, at its place.
#include "template_fixture.h"

#include <gtest/gtest.h>

namespace formwork {
namespace {

struct Row {
  const char* name;
  const char* input;
  const char* errors;
};

class Errors : public testing::TestWithParam<Row> {};

TEST_P(Errors, PointAtTheNarrowestText) {
  TestPack pack;
  EXPECT_EQ(pack.print(GetParam().input), GetParam().errors);
}

const Row kRows[] = {
    {"UnclosedTag", "a: 1\nb: <%= port\n", "FW5101 2:4 [<%=] the tag is not closed\n"},
    {"UnclosedComment", "<%# a\n", "FW5101 1:1 [<%#] the tag is not closed\n"},
    {"UnknownStatement", "<% fi on %>\n", "FW5102 1:4 [fi] `fi` is not a statement\n"},
    {"ExpressionInAStatementTag", "<% (port) %>\n",
     "FW5102 1:1 [<% (port) %>] a statement tag starts with a statement's name\n"},
    {"EmptyTag", "<% %>\n", "FW5102 1:1 [<% %>] the statement tag is empty\n"},
    {"IfWithoutCondition", "<% if %>\n<% end %>\n", "FW5103 1:4 [if] an `if` needs a condition\n"},
    {"ElifWithoutCondition", "<% if on %>\n<% elif %>\n<% end %>\n",
     "FW5103 2:4 [elif] an `elif` needs a condition\n"},
    {"TextAfterElse", "<% if on %>\n<% else on %>\n<% end %>\n",
     "FW5103 2:9 [on] nothing may follow `else` in its tag\n"},
    {"TextAfterEnd", "<% if on %>\n<% end if %>\n",
     "FW5103 2:8 [if] nothing may follow `end` in its tag\n"},
    {"ForWithoutIn", "<% for x of hosts %>\n<% end %>\n",
     "FW5103 1:4 [for x of hosts] the `for` cannot be read\n"},
    {"ForWithoutNames", "<% for in hosts %>\n<% end %>\n",
     "FW5103 1:4 [for in hosts] the `for` cannot be read\n"},
    {"ForWithoutList", "<% for x in %>\n<% end %>\n",
     "FW5103 1:4 [for x in] the `for` cannot be read\n"},
    {"LetWithoutValue", "<% let x %>\n", "FW5103 1:4 [let x] a `let` gives one name a value\n"},
    {"IncludeOfAnExpression", "<% include name %>\n",
     "FW5103 1:4 [include name] an include names one template of the pack, quoted\n"},
    {"EndWithoutBlock", "a: 1\n<% end %>\n", "FW5104 2:4 [end] `end` closes nothing\n"},
    {"ElseWithoutIf", "<% else %>\n", "FW5104 1:4 [else] `else` closes nothing\n"},
    {"ElseOfAFor", "<% for h in hosts %>\n<% else %>\n<% end %>\n",
     "FW5104 2:4 [else] a `for` has no other branch\n"},
    {"ElifAfterElse", "<% if on %>\n<% else %>\n<% elif on %>\n<% end %>\n",
     "FW5104 3:4 [elif on] the branch comes after `else`\n"},
    {"BlockWithoutEnd", "<% if on %>\n<% for h in hosts %>\n<% end %>\n",
     "FW5104 1:1 [<% if on %>] the block is never ended\n"},
    {"OptionalValue", "a: <%= note %>\n", "FW5108 1:8 [note] `note` may be absent\n"},
    {"OptionalListInALoop",
     "<% for n, s in services %>\n<% let p = s.probe %>\na: <%= p %>\n<% end %>\n",
     "FW5108 3:8 [p] `p` may be absent\n"},
    {"LoopOverAScalar", "<% for x in port %>\n<% end %>\n",
     "FW5110 1:13 [port] `port` is neither a list nor a map but integer\n"},
    {"LoopOverAMapWithOneName", "<% for x in labels %>\n<% end %>\n",
     "FW5110 1:13 [labels] `labels` is a map of string: each entry has a key and a value\n"},
    {"LoopOverAListWithTwoNames", "<% for i, x in hosts %>\n<% end %>\n",
     "FW5110 1:11 [x] `hosts` is a list: its items have no key\n"},
    {"IncludeInALine", "a: <% include \"x\" %>\n",
     "FW5114 1:4 [<% include \"x\" %>] `include` shares its line with something else\n"},
    {"RawInALine", "a: <%= raw(text) %>\n",
     "FW5114 1:4 [<%= raw(text) %>] `raw` shares its line with something else\n"},
    {"VariableTwice", "<% let x = 1 %>\n<% for x in hosts %>\n<% end %>\n",
     "FW5115 2:8 [x] `x` already names a variable here\n"},
    {"ReservedName", "<% let null = 1 %>\n",
     "FW5115 1:8 [null] `null` is a word of the expression language\n"},
    {"RawOfANumber", "<%= raw(port) %>\n",
     "FW5107 1:9 [port] `raw` writes text, but `port` is integer\n"},
    {"SeveralErrorsAtOnce", "a: <%= note %>\nb: x<%= port %>\n<% fi %>\n",
     "FW5108 1:8 [note] `note` may be absent\n"
     "FW5106 2:5 [<%= port %>] no tag may stand here: the text is within a plain scalar\n"
     "FW5102 3:4 [fi] `fi` is not a statement\n"},
};

INSTANTIATE_TEST_SUITE_P(Templates, Errors, testing::ValuesIn(kRows),
                         [](const auto& row) { return std::string(row.param.name); });

TEST(Errors, HelpSaysWhatToWrite) {
  TestPack pack;
  pack.print("a: <%= note %>\n");
  EXPECT_EQ(
      pack.diagnostics().items().at(0).help,
      "write `note ?? …` with what is to stand instead, or put the tag within `<% if note %>`");
  pack.print("<% elseif on %>\n");
  EXPECT_EQ(pack.diagnostics().items().at(0).help, "write `<% elif … %>`");
  pack.print("<% inlcude \"x\" %>\n");
  EXPECT_EQ(pack.diagnostics().items().at(0).help, "did you mean `include`?");
  pack.print("a: x<%= port %>\n");
  EXPECT_NE(pack.diagnostics().items().at(0).help.find("quote it"), std::string::npos);
}

TEST(Errors, BlocksNestToALimit) {
  TestPack pack;
  std::string text;
  for (int i = 0; i < 100; ++i) text += "<% if on %>\n";
  EXPECT_EQ(pack.print(text), "FW5113 65:1 [<% if on %>] blocks are nested deeper than 64\n");
}

TEST(Errors, AnExpressionsOwnErrorsStandWhereItDoes) {
  TestPack pack;
  const std::string errors = pack.print("a: 1\nb: <%= prot %>\n");
  EXPECT_EQ(errors.substr(0, 4), "FW50");
  EXPECT_NE(errors.find(" 2:8 [prot]"), std::string::npos) << errors;
}

TEST(RenderErrors, AValueThatTheTargetCannotWriteIsNamedWithItsPlace) {
  TestPack pack(std::string(kSpec) + "note: \"a\xEE\x80\x80z\"\n");
  const auto compiled = pack.compile("a: 1\nb: \"<%= note ?? empty %>\"\n");
  ASSERT_TRUE(compiled);
  EXPECT_FALSE(pack.render(*compiled));
  ASSERT_EQ(pack.diagnostics().size(), 1U);
  EXPECT_EQ(pack.errors().substr(0, 28), "FW5201 2:5 [<%= note ?? empt");
}

TEST(RenderErrors, TheErrorOfAnExpressionEndsTheRendering) {
  TestPack pack;
  const auto compiled = pack.compile("a: <%= port / 3 %>\n");
  ASSERT_TRUE(compiled) << pack.errors();
  EXPECT_FALSE(pack.render(*compiled));
  EXPECT_EQ(pack.errors().substr(0, 4), "FW50");
}

TEST(RenderErrors, AnArtifactHasALimit) {
  std::string spec(kSpec);
  spec += "note: \"" + std::string(60'000, 'x') + "\"\n";
  std::string hosts = "hosts: [";
  for (int i = 0; i < 300; ++i) hosts += "h" + std::to_string(i) + ", ";
  spec.replace(spec.find("hosts: ["), 8, hosts);
  TestPack pack(spec);
  const auto compiled = pack.compile("<% for h in hosts %>\n- <%= note ?? h %>\n<% end %>\n");
  ASSERT_TRUE(compiled) << pack.errors();
  EXPECT_FALSE(pack.render(*compiled));
  EXPECT_EQ(pack.errors(), "FW5202 1:13 [hosts] the artifact grows past 16 MiB\n");
}

}  // namespace
}  // namespace formwork
