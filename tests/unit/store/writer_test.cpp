#include "store/writer.h"

#include "store/faulty_calls.h"
#include "store/small_compiler.h"
#include "support/as_nobody.h"

#include <gtest/gtest.h>

#include <fcntl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

namespace formwork {
namespace {

using testing_support::after;
using testing_support::before;
using testing_support::compile;
using testing_support::difference;
using testing_support::kLockPath;
using testing_support::PlainCalls;
using testing_support::TemporaryFolder;
using testing_support::Wanted;

namespace fs = std::filesystem;

TEST(WriteUnit, WritesAFirstTree) {
  const TemporaryFolder folder;
  const auto report = compile(folder.path(), before()).result;
  ASSERT_TRUE(report.has_value()) << report.error().message;
  EXPECT_EQ(report->written, 6U);
  EXPECT_TRUE(report->lock_written);
  EXPECT_EQ(difference(before().tree(), folder.files()), "");
}

TEST(WriteUnit, WritesOnlyWhatDiffersAndRemovesOrphansWithTheirFolders) {
  const TemporaryFolder folder;
  ASSERT_TRUE(compile(folder.path(), before()).result);
  const auto kept = fs::last_write_time(folder / "infra/prod/keep.yaml");
  const auto report = compile(folder.path(), after()).result;
  ASSERT_TRUE(report.has_value()) << report.error().message;
  EXPECT_EQ(report->written, 6U);
  EXPECT_EQ(report->removed, 2U);
  EXPECT_EQ(difference(after().tree(), folder.files()), "");
  EXPECT_FALSE(fs::exists(folder / "infra/prod/going"));
  EXPECT_EQ(fs::last_write_time(folder / "infra/prod/keep.yaml"), kept);
  EXPECT_EQ(folder.mode("infra/prod/run.sh"), 0755U);
}

TEST(WriteUnit, WritesNothingWhereNothingDiffers) {
  const TemporaryFolder folder;
  ASSERT_TRUE(compile(folder.path(), after()).result);
  const auto time = fs::last_write_time(folder / kLockPath);
  const auto report = compile(folder.path(), after()).result;
  ASSERT_TRUE(report.has_value());
  EXPECT_EQ(report->written, 0U);
  EXPECT_FALSE(report->lock_written);
  EXPECT_EQ(fs::last_write_time(folder / kLockPath), time);
}

TEST(WriteUnit, GivesFilesTheirModeWhateverTheUmask) {
  for (const mode_t mask : {0U, 022U, 077U}) {
    const TemporaryFolder folder;
    Wanted wanted = before();
    wanted.executable.insert("infra/prod/run.sh");
    const mode_t old = umask(mask);
    const auto report = compile(folder.path(), wanted).result;
    umask(old);
    ASSERT_TRUE(report.has_value());
    EXPECT_EQ(folder.mode("infra/prod/run.sh"), 0755U) << mask;
    EXPECT_EQ(folder.mode("infra/prod/keep.yaml"), 0644U) << mask;
    EXPECT_EQ(folder.mode("infra/prod/going/deep"), 0755U) << mask;
    EXPECT_EQ(folder.mode(kLockPath), 0644U) << mask;
  }
}

TEST(WriteUnit, RefusesPathsThatLeaveTheRoot) {
  const TemporaryFolder folder;
  for (const char* path : {"../x", "/tmp/x", "a/../../x", "a\\b", ".git/config"}) {
    const auto report = compile(folder.path(), {{{path, "x"}}, {}}).result;
    ASSERT_FALSE(report.has_value()) << path;
    EXPECT_EQ(report.error().code, Code::FW7011) << path;
  }
  WritePlan plan;
  plan.lock_path = kLockPath;
  plan.remove = {"../x"};
  EXPECT_EQ(write_unit(folder.path(), plan).error().code, Code::FW7011);
  EXPECT_TRUE(folder.files().empty());
}

TEST(WriteUnit, WritesThroughNoLink) {
  const TemporaryFolder folder, outside;
  fs::create_directories(folder / "infra/prod");
  fs::create_symlink(outside.path(), folder / "infra/prod/k");
  const auto untouched = folder.files();
  WritePlan plan;
  plan.lock_path = kLockPath;
  plan.files = {{"infra/prod/k/changed.yaml", false}};
  EXPECT_EQ(preflight(folder.path(), plan)->code, Code::FW7012);
  EXPECT_EQ(compile(folder.path(), before()).result.error().code, Code::FW7012);
  EXPECT_EQ(difference(untouched, folder.files()), "");
  EXPECT_TRUE(outside.files().empty());

  fs::remove(folder / "infra/prod/k");
  fs::remove_all(folder / "infra");
  fs::create_symlink(outside.path(), folder / "infra");
  EXPECT_EQ(compile(folder.path(), before()).result.error().code, Code::FW7012);
  EXPECT_TRUE(outside.files().empty());
}

TEST(WriteUnit, ReplacesALinkAtAnOutputAndLeavesItsTargetAlone) {
  const TemporaryFolder folder, outside;
  outside.write("target", "theirs");
  fs::create_directories(folder / "infra/prod");
  fs::create_symlink(outside / "target", folder / "infra/prod/keep.yaml");
  ASSERT_TRUE(compile(folder.path(), before()).result);
  EXPECT_EQ(difference(before().tree(), folder.files()), "");
  EXPECT_EQ(outside.read("target"), "theirs");
}

TEST(WriteUnit, RefusesAFolderOrFifoWhereAFileBelongs) {
  for (const bool fifo : {false, true}) {
    const TemporaryFolder folder;
    fs::create_directories(folder / "infra/prod");
    const std::string path = folder / "infra/prod/keep.yaml";
    if (fifo) {
      ASSERT_EQ(mkfifo(path.c_str(), 0644), 0);
    } else {
      fs::create_directory(path);
    }
    const auto untouched = folder.files();
    EXPECT_EQ(compile(folder.path(), before()).result.error().code, Code::FW7012);
    EXPECT_EQ(difference(untouched, folder.files()), "");
  }
}

TEST(WriteUnit, TakesEverythingBackWhenASignalCame) {
  const TemporaryFolder folder;
  ASSERT_TRUE(compile(folder.path(), before()).result);
  const std::atomic<bool> stop = true;
  EXPECT_EQ(compile(folder.path(), after(), nullptr, &stop).result.error().code, Code::FW7013);
  EXPECT_EQ(difference(before().tree(), folder.files()), "");
}

TEST(WriteUnit, TakesEverythingBackWhenTheSecondRenderingFails) {
  const TemporaryFolder folder;
  ASSERT_TRUE(compile(folder.path(), before()).result);
  WritePlan plan;
  plan.lock_path = kLockPath;
  plan.lock = after().lock();
  plan.files = {{"infra/prod/k/changed.yaml", false}, {"infra/prod/new/new.yaml", false}};
  plan.bytes = [](std::size_t i) -> Result<std::string_view> {
    if (i == 0) return "new";
    return failure(make(Code::DR018, "infra/prod/new/new.yaml", "two renderings differ"));
  };
  EXPECT_EQ(write_unit(folder.path(), plan).error().code, Code::DR018);
  EXPECT_EQ(difference(before().tree(), folder.files()), "");
}

TEST(WriteUnit, WorksWhereFilesCanBeNeitherExchangedNorLinked) {
  const TemporaryFolder folder;
  PlainCalls calls(PlainCalls::Fault::none, 0);
  ASSERT_TRUE(compile(folder.path(), before(), &calls).result);
  const auto report = compile(folder.path(), after(), &calls).result;
  ASSERT_TRUE(report.has_value()) << report.error().message;
  EXPECT_EQ(difference(after().tree(), folder.files()), "");
}

TEST(WriteUnit, RefusesAReadOnlyFolder) {
  const TemporaryFolder folder;
  fs::permissions(folder.path(), fs::perms(0555));
  {
    const testing_support::AsNobody rights;
    EXPECT_EQ(compile(folder.path(), before()).result.error().code, Code::FW7002);
  }
  fs::permissions(folder.path(), fs::perms(0755));
}

TEST(WriteUnit, LeavesAPathOfAForgedJournalAloneUnlessTheFileIsOurs) {
  const TemporaryFolder folder;
  ASSERT_TRUE(compile(folder.path(), before()).result);
  Lock forged;
  forged.version = "1";
  const auto write = [&](const std::string& path, const std::string& bytes, std::string digest) {
    folder.write(path, bytes);
    forged.outputs[path] = {std::move(digest), false, false, {}};
  };
  const std::string none(64, '0');
  // Not ours by where they lie, whatever the journal knows of them.
  write("src/main.cpp", "int main() {}\n", none);
  write("src/empty", "", none);
  // Ours: what that run may have written goes, what it cannot have written stays.
  write("infra/prod/whole.yaml", "x\n", sha256("x\n").hex());
  write("infra/prod/begun.yaml", "", none);
  write("infra/prod/edited.yaml", "mine\n", none);
  folder.write(std::string(kLockPath) + ".new",
               write_lock(forged) + "{\"k\":\"out\",\"p\":\"../x\",\"d\":null}\n");
  ASSERT_TRUE(compile(folder.path(), after()).result);
  auto expected = after().tree();
  expected["src/main.cpp"] = "int main() {}\n";
  expected["src/empty"] = "";
  expected["infra/prod/edited.yaml"] = "mine\n";
  EXPECT_EQ(difference(expected, folder.files()), "");
}

TEST(Interrupted, NamesWhatAKilledRunWasWriting) {
  const TemporaryFolder folder;
  EXPECT_TRUE(interrupted(*disk_tree(folder.path()), kLockPath).empty());
  folder.write(std::string(kLockPath) + ".new", write_lock(before().lock()));
  EXPECT_EQ(interrupted(*disk_tree(folder.path()), kLockPath).size(), before().files.size());
}

TEST(Resume, TakesWholeAndCutFilesOfAKilledRunForOursButNotLaterEdits) {
  const TemporaryFolder folder;
  folder.write(std::string(kLockPath) + ".new", write_lock(after().lock()));
  folder.write("infra/prod/k/changed.yaml", "new\n");                    // replaced before the kill
  folder.write("infra/prod/k/shrinks.yaml", "edited after");             // not ours
  folder.write("infra/prod/coming/large.yaml", std::string(8192, 'y'));  // cut short
  folder.write("infra/prod/coming/deep/new.yaml", "somebody's");
  const Lock lock = resume(*disk_tree(folder.path()), kLockPath, before().lock());
  EXPECT_EQ(lock.outputs.at("infra/prod/k/changed.yaml").digest, sha256("new\n").hex());
  EXPECT_EQ(lock.outputs.at("infra/prod/k/shrinks.yaml").digest,
            sha256(std::string(9000, 'x')).hex());
  EXPECT_EQ(lock.outputs.at("infra/prod/coming/large.yaml").digest, std::nullopt);
  EXPECT_FALSE(lock.outputs.contains("infra/prod/new.yaml")) << "not begun";
  EXPECT_FALSE(lock.outputs.contains("infra/prod/coming/deep/new.yaml")) << "somebody else's";
}

TEST(WorkspaceGuard, LetsOneRunInAndNamesTheHolder) {
  const TemporaryFolder folder;
  {
    auto held = WorkspaceGuard::acquire(folder.path());
    ASSERT_TRUE(held.has_value()) << held.error().message;
    const WorkspaceGuard moved = std::move(*held);
    const auto second = WorkspaceGuard::acquire(folder.path());
    ASSERT_FALSE(second.has_value());
    EXPECT_EQ(second.error().code, Code::FW7010);
    EXPECT_EQ(second.error().message,
              "process " + std::to_string(getpid()) + " is writing this workspace");
  }
  {
    auto again = WorkspaceGuard::acquire(folder.path());
    ASSERT_TRUE(again.has_value()) << "free again";
    again->keep();
  }
  EXPECT_EQ(folder.read(".formwork/.gitignore"), "*\n") << "the repository stays clean";
}

TEST(WorkspaceGuard, LeavesNothingThatItMadeUnlessItIsKept) {
  const TemporaryFolder folder;
  ASSERT_TRUE(WorkspaceGuard::acquire(folder.path()).has_value());
  EXPECT_EQ(folder.files().size(), 0U);
  EXPECT_FALSE(fs::exists(folder / ".formwork"));

  folder.write(".formwork/environment.schema.json", "{}");
  ASSERT_TRUE(WorkspaceGuard::acquire(folder.path()).has_value());
  EXPECT_FALSE(fs::exists(folder / ".formwork/guard"));
  EXPECT_EQ(folder.read(".formwork/environment.schema.json"), "{}");

  folder.write(".formwork/guard", "123\n");
  ASSERT_TRUE(WorkspaceGuard::acquire(folder.path()).has_value());
  EXPECT_TRUE(fs::exists(folder / ".formwork/guard")) << "somebody else's";
}

// Who opened a guard that its holder then took away must not believe to hold anything.
TEST(WorkspaceGuard, IsHeldByOneAtATimeThoughItComesAndGoes) {
  const TemporaryFolder folder;
  constexpr int kProcesses = 4;
  for (int i = 0; i < kProcesses; ++i) {
    if (fork() != 0) continue;
    int wrong = 0;
    for (int round = 0; round < 300; ++round) {
      const auto held = WorkspaceGuard::acquire(folder.path());
      if (!held) {
        if (held.error().code != Code::FW7010) ++wrong;
        continue;
      }
      const int fd = open((folder / "alone").c_str(), O_CREAT | O_EXCL | O_WRONLY, 0644);
      if (fd < 0) ++wrong;
      close(fd);
      if (fd >= 0) unlink((folder / "alone").c_str());
    }
    _exit(wrong == 0 ? 0 : 1);
  }
  for (int i = 0; i < kProcesses; ++i) {
    int status = 0;
    ASSERT_GT(wait(&status), 0);
    EXPECT_EQ(WEXITSTATUS(status), 0);
  }
  // Where two meet, what one of them made and the other used may stay: it holds nobody up.
  for (const auto& [path, text] : folder.files())
    EXPECT_TRUE(path.starts_with(".formwork/")) << path;
  EXPECT_TRUE(WorkspaceGuard::acquire(folder.path()).has_value());
}

TEST(WorkspaceGuard, IsAFile) {
  const TemporaryFolder folder;
  fs::create_directories(folder / ".formwork");
  mkfifo((folder / ".formwork/guard").c_str(), 0644);
  EXPECT_EQ(WorkspaceGuard::acquire(folder.path()).error().code, Code::FW7012);
  fs::remove(folder / ".formwork/guard");
  fs::create_directories(folder / ".formwork/guard");
  EXPECT_EQ(WorkspaceGuard::acquire(folder.path()).error().code, Code::FW7012);
  fs::remove_all(folder / ".formwork");
  folder.write(".formwork", "");
  EXPECT_EQ(WorkspaceGuard::acquire(folder.path()).error().code, Code::FW7012);
  EXPECT_EQ(folder.read(".formwork"), "");
}

TEST(WorkspaceGuard, FollowsNoLink) {
  const TemporaryFolder folder, outside;
  fs::create_symlink(outside.path(), folder / ".formwork");
  EXPECT_EQ(WorkspaceGuard::acquire(folder.path()).error().code, Code::FW7012);
  EXPECT_TRUE(outside.files().empty());
}

TEST(WorkspaceGuard, IsReleasedByAKilledProcess) {
  const TemporaryFolder folder;
  const pid_t child = fork();
  if (child == 0) {
    const auto held = WorkspaceGuard::acquire(folder.path());
    _exit(held.has_value() ? 9 : 1);
  }
  int status = 0;
  waitpid(child, &status, 0);
  ASSERT_EQ(WEXITSTATUS(status), 9);
  EXPECT_TRUE(WorkspaceGuard::acquire(folder.path()).has_value());
}

}  // namespace
}  // namespace formwork
