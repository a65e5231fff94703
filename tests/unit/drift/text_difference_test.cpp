#include "drift/compare.h"

#include <gtest/gtest.h>

namespace formwork {
namespace {

std::string numbered(int count) {
  std::string out;
  for (int i = 1; i <= count; ++i) out += "line " + std::to_string(i) + "\n";
  return out;
}

std::string with(std::string text, const std::string& line, const std::string& other) {
  return text.replace(text.find(line + "\n"), line.size(), other);
}

TEST(UnifiedDiff, ShowsThreeLinesOfContext) {
  EXPECT_EQ(unified_diff(numbered(20), with(numbered(20), "line 10", "changed"), "infra/a.yaml"),
            "--- a/infra/a.yaml\n"
            "+++ b/infra/a.yaml\n"
            "@@ -7,7 +7,7 @@\n"
            " line 7\n line 8\n line 9\n"
            "-line 10\n+changed\n"
            " line 11\n line 12\n line 13\n");
}

TEST(UnifiedDiff, JoinsHunksThatTouchAndPartsOthers) {
  const std::string near = with(with(numbered(30), "line 5", "x"), "line 12", "y");
  EXPECT_EQ(unified_diff(numbered(30), near, "a").find("@@ -2,14 +2,14 @@"), 16U);
  const std::string far = with(with(numbered(30), "line 5", "x"), "line 13", "y");
  EXPECT_NE(unified_diff(numbered(30), far, "a").find("@@ -10,7 +10,7 @@"), std::string::npos);
}

TEST(UnifiedDiff, ShowsEndsAddedAndRemovedWholeFiles) {
  EXPECT_EQ(unified_diff("", "a\nb\n", "f"), "--- a/f\n+++ b/f\n@@ -0,0 +1,2 @@\n+a\n+b\n");
  EXPECT_EQ(unified_diff("a\n", "", "f"), "--- a/f\n+++ b/f\n@@ -1 +0,0 @@\n-a\n");
  EXPECT_EQ(unified_diff("a\n", "a", "f"),
            "--- a/f\n+++ b/f\n@@ -1 +1 @@\n-a\n+a\n\\ No newline at end of file\n");
  EXPECT_EQ(unified_diff("a\n", "a\n", "f"), "");
}

TEST(UnifiedDiff, EscapesWhatMustNotReachATerminal) {
  EXPECT_EQ(unified_diff("a\n", "\x1b[31mred\r\n\xff\n", "f"),
            "--- a/f\n+++ b/f\n@@ -1 +1,2 @@\n-a\n+\\u{1b}[31mred\\r\n+\\xff\n");
}

TEST(UnifiedDiff, IsCutAtItsLimitAndSaysSo) {
  const std::string diff = unified_diff("", numbered(100), "f", 10);
  EXPECT_NE(diff.find("+line 7\n… 93 more lines\n"), std::string::npos) << diff;
}

TEST(FirstDifference, CountsLinesFromOne) {
  EXPECT_EQ(first_difference("a\nb\n", "a\nb\n"), 0U);
  EXPECT_EQ(first_difference("a\nb\n", "x\nb\n"), 1U);
  EXPECT_EQ(first_difference("a\nb\n", "a\nc\n"), 2U);
  EXPECT_EQ(first_difference("a\nb\n", "a\nb\nc\n"), 3U);
  EXPECT_EQ(first_difference("", "a"), 1U);
}

TEST(EqualButLineEnds, FoldsCrlfAndAByteOrderMark) {
  EXPECT_TRUE(equal_but_line_ends("a\nb\n", "a\r\nb\r\n"));
  EXPECT_TRUE(equal_but_line_ends("a\n",
                                  "\xEF\xBB\xBF"
                                  "a\r\n"));
  EXPECT_TRUE(equal_but_line_ends("a\n", "a\n"));
  EXPECT_FALSE(equal_but_line_ends("a\n", "b\r\n"));
  EXPECT_FALSE(equal_but_line_ends("a\nb", "a\rb"));
  EXPECT_FALSE(equal_but_line_ends("a\n", "a\n\n"));
  EXPECT_FALSE(equal_but_line_ends("a", "a\r"));
}

TEST(ConflictMarker, FindsTheFirstAndNoMarkdownHeading) {
  EXPECT_EQ(conflict_marker("a: 1\n<<<<<<< HEAD\nb\n=======\nc\n>>>>>>> topic\n"), 2U);
  EXPECT_EQ(conflict_marker("a\r\n>>>>>>> topic\r\n"), 2U);
  EXPECT_EQ(conflict_marker("Heading\n=======\n\ntext\n"), 0U);
  EXPECT_EQ(conflict_marker("cat <<<<<<<x\n <<<<<<< y\n<<<<<<<<\n"), 0U);
}

}  // namespace
}  // namespace formwork
