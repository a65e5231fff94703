#include "base/source_map.h"

#include "diag/diagnostic.h"
#include "files/tree.h"

#include <gtest/gtest.h>

namespace formwork {
namespace {

TEST(SourceMap, CountsLinesAndCodePointsFromOne) {
  SourceMap sources;
  const SourceId id = sources.add("a.yaml", "x: 1\ngr\xC3\xBC\xC3\x9F: 2\r\n");
  EXPECT_EQ(sources.at(id, 0), (Position{1, 1}));
  EXPECT_EQ(sources.at(id, 5), (Position{2, 1}));
  EXPECT_EQ(sources.at(id, 11), (Position{2, 5})) << "two-byte letters are one column";
  EXPECT_EQ(sources.line(id, 2), "gr\xC3\xBC\xC3\x9F: 2") << "without CR LF";
  EXPECT_EQ(sources.at(id, 999), (Position{3, 1}));
  EXPECT_EQ(sources.at(0, 3), (Position{}));
  EXPECT_EQ(sources.text(Span{id, 0, 1}), "x");
}

TEST(Diagnostics, SortedByPlaceAndWithoutRepeatsWhateverTheOrder) {
  SourceMap sources;
  const SourceId a = sources.add("a.yaml", "1\n2\n3\n");
  const SourceId b = sources.add("b.yaml", "1\n");
  Diagnostics one;
  one.add(Code::FW7002, Span{b, 0, 1}, "late");
  one.add(Code::FW7002, Span{a, 2, 3}, "middle");
  one.add(Code::FW7002, Span{a, 2, 3}, "middle");
  one.add(Code::FW7001, Span{a, 0, 1}, "early");
  const auto sorted = one.sorted(sources);
  ASSERT_EQ(sorted.size(), 3U);
  EXPECT_EQ(sorted[0].message, "early");
  EXPECT_EQ(sorted[1].message, "middle");
  EXPECT_EQ(sorted[2].message, "late");
}

TEST(Diagnostics, ExitIsTheHighestAmongThoseThatCount) {
  Diagnostics d;
  EXPECT_EQ(d.exit_status(), 0);
  d.add(Code::FW8001, Span{}, "usage");
  EXPECT_EQ(d.exit_status(), 2);
  d.add(Code::FW7002, Span{}, "io");
  EXPECT_EQ(d.exit_status(), 3);
  d.add(Code::FW8900, Span{}, "defect").severity = Severity::warning;
  EXPECT_EQ(d.exit_status(), 3) << "a warning does not count";
  EXPECT_EQ(d.exit_status(Severity::warning), 4);
}

TEST(MemoryTree, ListsFoldersFromPaths) {
  const MemoryTree tree({{"a/b.yaml", "1"}, {"a/c/d.yaml", "2"}, {"e", "3"}});
  const auto root = tree.list("");
  ASSERT_TRUE(root.has_value());
  ASSERT_EQ(root->size(), 2U);
  EXPECT_EQ((*root)[0].name, "a");
  EXPECT_EQ((*root)[0].kind, FileKind::folder);
  EXPECT_EQ(tree.list("a")->size(), 2U);
  EXPECT_EQ(tree.info("a")->kind, FileKind::folder);
  EXPECT_EQ(tree.info("x")->kind, FileKind::absent);
  EXPECT_FALSE(tree.read("x").has_value());
}

}  // namespace
}  // namespace formwork
