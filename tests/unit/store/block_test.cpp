// A block in a file of others.
#include "store/block.h"

#include <gtest/gtest.h>

namespace formwork {
namespace {

using State = FoundBlock::State;

constexpr CommentStyle kHash{"# ", ""};
constexpr CommentStyle kMarkup{"<!-- ", " -->"};

const std::string kBegin = "# formwork: begin; compiled, change the spec instead\n";
const std::string kEnd = "# formwork: end\n";

TEST(Block, IsAppendedAndReplacedAndTakenOut) {
  const std::string theirs = "*.png binary\n";
  const std::string once = with_block(theirs, "a\nb\n", kHash);
  EXPECT_EQ(once, theirs + "\n" + kBegin + "a\nb\n" + kEnd);
  const FoundBlock found = find_block(once, kHash);
  EXPECT_EQ(found.state, State::whole);
  EXPECT_EQ(found.inside, "a\nb\n");
  EXPECT_EQ(found.first_line, 4U);
  EXPECT_EQ(with_block(once, "a\nb\n", kHash), once);
  EXPECT_EQ(with_block(once + "more\n", "c\n", kHash),
            theirs + "\n" + kBegin + "c\n" + kEnd + "more\n");
  EXPECT_EQ(without_block(once, kHash), theirs);
  EXPECT_EQ(without_block(with_block("", "a\n", kHash), kHash), "");
}

TEST(Block, LeavesTheTextOfOthersToTheByte) {
  for (const std::string before : {"", "x", "x\n", "x\r\n", "\xEF\xBB\xBFx\n", "x\n\n\n"}) {
    for (const std::string after : {"", "y\n", "y", "\r\ny\r\n"}) {
      const std::string text = before + (before.empty() || before.ends_with('\n') ? "" : "\n") +
                               kBegin + "old\n" + kEnd + after;
      const std::string now = with_block(text, "new\nlines\n", kHash);
      EXPECT_EQ(now.substr(0, before.size()), before);
      EXPECT_TRUE(now.ends_with(kEnd + after));
      EXPECT_EQ(with_block(now, "old\n", kHash), text);
    }
  }
}

TEST(Block, TellsDamageAndNeverWritesOverIt) {
  for (const std::string& text :
       {kBegin + "a\n", "a\n" + kEnd, kEnd + "a\n" + kBegin, kBegin + kBegin + kEnd,
        kBegin + "a\n" + kEnd + kBegin + "b\n" + kEnd, kBegin + kEnd + kEnd}) {
    EXPECT_EQ(find_block(text, kHash).state, State::damaged) << text;
    EXPECT_EQ(with_block(text, "new\n", kHash), text);
    EXPECT_EQ(without_block(text, kHash), text);
  }
  EXPECT_EQ(find_block("# formwork: beginning\n# formwork is fine\n", kHash).state, State::absent);
  EXPECT_EQ(find_block("x # formwork: begin\n", kHash).state, State::absent);
}

TEST(Mark, StandsInOneOfTheFirstFiveLinesOfAFileThatIsCompiledWhole) {
  const std::string mark = "# formwork: compiled; change the spec instead\n";
  EXPECT_TRUE(has_mark(mark, kHash));
  EXPECT_TRUE(has_mark("# formwork: compiled", kHash));
  EXPECT_TRUE(has_mark("#!/bin/sh\n" + mark + "true\n", kHash));
  EXPECT_TRUE(has_mark("a\nb\nc\nd\n" + mark, kHash));
  EXPECT_FALSE(has_mark("a\nb\nc\nd\ne\n" + mark, kHash));
  EXPECT_TRUE(has_mark("<!-- formwork: compiled; change the spec instead -->\n", kMarkup));
  EXPECT_FALSE(has_mark("<!-- formwork: compiled -->\n", kHash)) << "of another language";
  for (const char* other :
       {"", "\n\n", "formwork: compiled\n", "x # formwork: compiled\n", "  # formwork: compiled\n",
        "# formwork: compiledly\n", "# formwork: begin; compiled, change the spec instead\n"})
    EXPECT_FALSE(has_mark(other, kHash)) << other;
}

TEST(Block, HasTheCommentsOfItsLanguage) {
  EXPECT_EQ(comment_style(".gitattributes")->open, "# ");
  EXPECT_EQ(comment_style(".github/CODEOWNERS")->open, "# ");
  EXPECT_EQ(comment_style("docs/README.md")->close, " -->");
  EXPECT_EQ(comment_style("a/main.bicep")->open, "// ");
  EXPECT_FALSE(comment_style("package.json"));
  const std::string text = with_block("# Title\n", "| a |\n", kMarkup);
  EXPECT_EQ(text,
            "# Title\n\n<!-- formwork: begin; compiled, change the spec instead -->\n| a |\n<!-- "
            "formwork: end -->\n");
  EXPECT_EQ(find_block(text, kMarkup).state, State::whole);
  EXPECT_EQ(
      find_block("<!-- formwork: begin -->\r\na\r\n<!-- formwork: end -->\r\n", kMarkup).inside,
      "a\r\n");
}

}  // namespace
}  // namespace formwork
