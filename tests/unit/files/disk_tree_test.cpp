#include "files/safe_path.h"
#include "files/tree.h"
#include "support/as_nobody.h"
#include "support/temporary_folder.h"

#include <gtest/gtest.h>

#include <cerrno>
#include <cstddef>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/sysmacros.h>
#include <sys/wait.h>
#include <unistd.h>

namespace formwork {
namespace {

using testing_support::TemporaryFolder;

// The folder every test looks at: links that stay inside, links that leave, a FIFO.
class DiskTree : public ::testing::Test {
 protected:
  DiskTree() {
    outside_.write("secret", "secret");
    folder_.write("specs/base.yaml", "base");
    folder_.write("specs/run.sh", "run");
    std::filesystem::permissions(folder_ / "specs/run.sh", std::filesystem::perms(0755));
    link("specs/same.yaml", "base.yaml");
    link("alias", "specs");
    link("out.yaml",
         "../" + std::filesystem::path(outside_.path()).filename().string() + "/secret");
    link("absolute.yaml", outside_ / "secret");
    link("outside", outside_.path());
    link("round", "round");
    mkfifo((folder_ / "fifo").c_str(), 0644);
  }
  void link(const std::string& name, const std::string& target) const {
    std::filesystem::create_symlink(target, folder_ / name);
  }

  TemporaryFolder folder_, outside_;
};

TEST_F(DiskTree, ReadsFilesAndFollowsLinksThatStayInside) {
  const auto tree = disk_tree(folder_.path());
  EXPECT_EQ(*tree->read("specs/base.yaml"), "base");
  EXPECT_EQ(*tree->read("specs/same.yaml"), "base");
  EXPECT_EQ(*tree->read("alias/base.yaml"), "base");
  EXPECT_EQ(tree->read("specs/none.yaml").error().code, Code::FW7001);
  EXPECT_EQ(tree->read("specs/base.yaml/x").error().code, Code::FW7001);
}

TEST_F(DiskTree, LooksAtTheSizeAloneOfAFileThatIsFarTooLarge) {
  folder_.write("large", "");
  folder_.write("just", "");
  std::filesystem::resize_file(folder_ / "large", std::uintmax_t{3} << 30U);  // sparse
  std::filesystem::resize_file(folder_ / "just", kMostRead);
  const auto tree = disk_tree(folder_.path());
  std::string bytes = "before";
  const auto found = tree->look("large", bytes);
  ASSERT_TRUE(found);
  EXPECT_EQ(found->kind, FileKind::regular);
  EXPECT_EQ(found->size, std::uint64_t{3} << 30U);
  EXPECT_EQ(bytes, "");
  EXPECT_LT(bytes.capacity(), std::size_t{1} << 20U);
  EXPECT_EQ(tree->look("just", bytes)->size, kMostRead);
  EXPECT_EQ(bytes.size(), kMostRead);
}

TEST_F(DiskTree, NeverFollowsALinkThatLeavesTheRoot) {
  const auto tree = disk_tree(folder_.path());
  for (const char* path :
       {"out.yaml", "absolute.yaml", "outside/secret", "../x", "/etc/passwd", "specs/../../x"}) {
    const auto bytes = tree->read(path);
    ASSERT_FALSE(bytes.has_value()) << path;
    EXPECT_EQ(bytes.error().code, Code::FW7004) << path;
  }
  EXPECT_EQ(tree->info("outside/secret").error().code, Code::FW7004);
  EXPECT_EQ(tree->list("outside").error().code, Code::FW7004);
  EXPECT_EQ(tree->info("out.yaml")->kind, FileKind::link) << "a link itself can be looked at";
}

TEST_F(DiskTree, RefusesFoldersAndFifosWithoutBlocking) {
  const auto tree = disk_tree(folder_.path());
  EXPECT_EQ(tree->read("fifo").error().code, Code::FW7003);
  EXPECT_EQ(tree->read("specs").error().code, Code::FW7003);
  EXPECT_EQ(tree->read("round").error().code, Code::FW7002);
  EXPECT_EQ(tree->info("fifo")->kind, FileKind::other);
}

TEST_F(DiskTree, RefusesAFileOfModeZero) {
  std::filesystem::permissions(folder_.path(), std::filesystem::perms(0755));
  std::filesystem::permissions(folder_ / "specs/base.yaml", std::filesystem::perms::none);
  const testing_support::AsNobody rights;
  EXPECT_EQ(disk_tree(folder_.path())->read("specs/base.yaml").error().code, Code::FW7002);
}

TEST_F(DiskTree, RefusesADevice) {
  if (mknod((folder_ / "zero").c_str(), S_IFCHR | 0644, makedev(1, 5)) != 0)
    GTEST_SKIP() << "only root can make a device";
  EXPECT_EQ(disk_tree(folder_.path())->read("zero").error().code, Code::FW7003);
}

TEST_F(DiskTree, ListsSortedWithKinds) {
  const auto tree = disk_tree(folder_.path());
  std::string names;
  const auto entries = tree->list("specs");
  ASSERT_TRUE(entries.has_value());
  for (const FolderEntry& entry : *entries) {
    names += entry.name + (entry.kind == FileKind::link ? "@ " : " ");
  }
  EXPECT_EQ(names, "base.yaml run.sh same.yaml@ ");
  EXPECT_TRUE(tree->list("nowhere")->empty());
  EXPECT_TRUE(tree->info("specs/run.sh")->executable);
  EXPECT_EQ(tree->info("specs/base.yaml")->size, 4U);
  EXPECT_EQ(tree->info("")->kind, FileKind::folder);
}

TEST_F(DiskTree, ReadsFilesWhoseSizeIsNotTold) {
  EXPECT_NE(disk_tree("/proc/self")->read("status")->find("Name:"), std::string::npos);
  EXPECT_EQ(disk_tree(folder_ / "nowhere")->info("x")->kind, FileKind::absent);
}

// What an output is: git has a link, and nothing of what is behind it.
TEST_F(DiskTree, WhatLiesBehindALinkedFolderIsALink) {
  const auto tree = disk_tree(folder_.path());
  std::string bytes = "kept";
  EXPECT_EQ(tree->look("specs/base.yaml", bytes)->kind, FileKind::regular);
  EXPECT_EQ(bytes, "base");
  EXPECT_EQ(tree->look("alias/base.yaml", bytes)->kind, FileKind::link);
  EXPECT_EQ(bytes, "");
  EXPECT_EQ(tree->look("specs/same.yaml", bytes)->kind, FileKind::link);
  EXPECT_EQ(tree->look("alias/none", bytes)->kind, FileKind::absent);
  EXPECT_EQ(tree->look("outside/secret", bytes).error().code, Code::FW7004);
}

// Makes openat2(2) answer ENOSYS from here on, as older kernels and some sandboxes do.
bool forbid_openat2() {
  sock_filter filter[] = {
      BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(seccomp_data, nr)),
      BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_openat2, 0, 1),
      BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | ENOSYS),
      BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
  };
  const sock_fprog program{4, filter};
  return prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 &&
         prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program) == 0;
}

TEST_F(DiskTree, KeepsItsPromisesWithoutOpenat2) {
  constexpr int kSkip = 77;
  const pid_t child = fork();
  if (child == 0) {
    if (!forbid_openat2()) _exit(kSkip);
    const auto tree = disk_tree(folder_.path());
    const auto refused = [&](const char* path) {
      const auto bytes = tree->read(path);
      return !bytes && bytes.error().code == Code::FW7004;
    };
    std::string bytes;
    int failed = 0;
    int row = 0;
    for (const bool ok :
         {*tree->read("specs/same.yaml") == "base", *tree->read("alias/base.yaml") == "base",
          refused("out.yaml"), refused("absolute.yaml"), refused("outside/secret"),
          tree->info("out.yaml")->kind == FileKind::link,
          tree->read("round").error().code == Code::FW7002, tree->list("alias")->size() == 3,
          tree->read("specs/none").error().code == Code::FW7001,
          tree->info("")->kind == FileKind::folder,
          tree->look("specs/base.yaml", bytes)->kind == FileKind::regular,
          tree->look("alias/base.yaml", bytes)->kind == FileKind::link,
          tree->look("outside/secret", bytes).error().code == Code::FW7004}) {
      ++row;
      if (!ok && failed == 0) failed = row;
    }
    _exit(failed);
  }
  int status = 0;
  ASSERT_EQ(waitpid(child, &status, 0), child);
  ASSERT_TRUE(WIFEXITED(status));
  if (WEXITSTATUS(status) == kSkip) GTEST_SKIP() << "seccomp is not allowed here";
  EXPECT_EQ(WEXITSTATUS(status), 0) << "number of the first row that failed";
}

}  // namespace
}  // namespace formwork
