#include "files/tree.h"

#include <gtest/gtest.h>

namespace formwork {
namespace {

TEST(MemoryTree, ListsEachFolderOnceSortedByName) {
  const MemoryTree tree({{"b.yaml", ""}, {"a/x", "1"}, {"a/y/z", "2"}, {"a.b", ""}});
  const auto root = tree.list("");
  ASSERT_TRUE(root.has_value());
  std::string names;
  for (const FolderEntry& entry : *root) {
    names += entry.name + (entry.kind == FileKind::folder ? "/ " : " ");
  }
  EXPECT_EQ(names, "a.b a/ b.yaml ");
  EXPECT_EQ(tree.info("a/y")->kind, FileKind::folder);
  EXPECT_EQ(tree.info("a/q")->kind, FileKind::absent);
  EXPECT_TRUE(tree.list("nowhere")->empty());
}

TEST(MemoryTree, SaysThatAFileIsNotThere) {
  EXPECT_EQ(MemoryTree().read("x").error().code, Code::FW7001);
  MemoryTree tree;
  tree.set("x", "bytes");
  EXPECT_EQ(*tree.read("x"), "bytes");
}

}  // namespace
}  // namespace formwork
