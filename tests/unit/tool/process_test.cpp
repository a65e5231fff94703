#include "tool/process.h"

#include "support/temporary_folder.h"
#include "tool/scratch.h"

#include <gtest/gtest.h>

#include <csignal>
#include <thread>

namespace formwork::tool {
namespace {

using testing_support::TemporaryFolder;

Ended shell(const std::string& script, std::chrono::milliseconds limit = std::chrono::seconds(20)) {
  Command command;
  command.arguments = {"/bin/sh", "-c", script};
  command.folder = "/";
  command.limit = limit;
  return run(command);
}

TEST(Run, TellsHowAProgramEnded) {
  const Ended well = shell("echo out; echo err >&2");
  EXPECT_TRUE(well.ok());
  EXPECT_EQ(well.out, "out\n");
  EXPECT_EQ(well.err, "err\n");

  const Ended badly = shell("exit 7");
  EXPECT_EQ(badly.how, Ended::How::exited);
  EXPECT_EQ(badly.status, 7);
  EXPECT_FALSE(badly.ok());

  const Ended crashed = shell("kill -SEGV $$");
  EXPECT_EQ(crashed.how, Ended::How::crashed);
  EXPECT_EQ(crashed.status, SIGSEGV);
}

TEST(Run, GivesAnEmptyInputAndTheFolderAndVariablesAskedFor) {
  TemporaryFolder folder;
  setenv("FORMWORK_TEST_GONE", "here", 1);
  Command command;
  command.arguments = {"/bin/sh", "-c", "cat; pwd; echo \"$ONE,$FORMWORK_TEST_GONE,$HOME\""};
  command.folder = folder.path();
  command.environment = {{"ONE", "1"}, {"FORMWORK_TEST_GONE", ""}, {"HOME", "/h"}};
  EXPECT_EQ(run(command).out, folder.path() + "\n1,,/h\n");
}

TEST(Run, StopsWhatTakesTooLongWithAllItStarted) {
  TemporaryFolder folder;
  const std::string script = "sleep 30 & echo $! > " + (folder / "child") + "; echo said; wait";
  const auto before = std::chrono::steady_clock::now();
  const Ended ended = shell(script, std::chrono::milliseconds(300));
  EXPECT_EQ(ended.how, Ended::How::timed_out);
  EXPECT_EQ(ended.out, "said\n");
  EXPECT_LT(std::chrono::steady_clock::now() - before, std::chrono::seconds(10));
  const pid_t child = std::stoi(folder.read("child"));
  // Dead, or a zombie that nobody has waited for yet.
  bool gone = false;
  for (int i = 0; i < 100 && !gone; ++i) {
    std::ifstream state("/proc/" + std::to_string(child) + "/stat");
    std::string text;
    std::getline(state, text);
    gone = text.empty() || text.find(") Z ") != std::string::npos;
    if (!gone) std::this_thread::sleep_for(std::chrono::milliseconds(20));
  }
  EXPECT_TRUE(gone);
}

TEST(Run, WaitsForAProgramThatClosedItsOutputFirst) {
  const Ended ended = shell("exec >&- 2>&-; sleep 0.2; exit 3");
  EXPECT_EQ(ended.how, Ended::How::exited);
  EXPECT_EQ(ended.status, 3);
  const Ended late = shell("exec >&- 2>&-; sleep 30", std::chrono::milliseconds(200));
  EXPECT_EQ(late.how, Ended::How::timed_out);
}

TEST(Run, TakesMoreThanAPipeHolds) {
  const Ended ended = shell("head -c 3000000 /dev/zero; head -c 2000000 /dev/zero >&2");
  EXPECT_EQ(ended.out.size(), 3'000'000U);
  EXPECT_EQ(ended.err.size(), 2'000'000U);
}

TEST(Run, SaysThatAProgramCannotBeStarted) {
  Command command;
  command.arguments = {"/nowhere/tool"};
  command.folder = "/";
  const Ended ended = run(command);
  EXPECT_EQ(ended.how, Ended::How::not_started);
  EXPECT_EQ(ended.status, ENOENT);
  command.arguments = {"/bin/sh"};
  command.folder = "/nowhere";
  EXPECT_EQ(run(command).how, Ended::How::not_started);
}

TEST(Run, EndsAtASignal) {
  const Interrupts interrupts;
  std::jthread sender([] {
    std::this_thread::sleep_for(std::chrono::milliseconds(200));
    std::raise(SIGTERM);
  });
  const Ended ended = shell("sleep 30");
  EXPECT_EQ(ended.how, Ended::How::interrupted);
  EXPECT_EQ(Interrupts::came(), SIGTERM);
}

TEST(FindProgram, LooksAtFoldersOfThePathThatAreAbsolute) {
  TemporaryFolder folder;
  folder.write("bin/formwork-test-tool", "#!/bin/sh\n");
  folder.write("bin/formwork-test-text", "#!/bin/sh\n");
  std::filesystem::permissions(folder / "bin/formwork-test-tool",
                               std::filesystem::perms::owner_all);
  std::filesystem::create_directories(folder / "bin/formwork-test-folder");
  const std::string before = std::getenv("PATH");
  setenv("PATH", (":bin:" + (folder / "bin") + ":" + before).c_str(), 1);
  EXPECT_EQ(find_program("formwork-test-tool"), folder / "bin/formwork-test-tool");
  EXPECT_EQ(find_program("formwork-test-text"), std::nullopt);
  EXPECT_EQ(find_program("formwork-test-folder"), std::nullopt);
  EXPECT_TRUE(find_program("sh"));
  setenv("PATH", before.c_str(), 1);
}

TEST(Scratch, IsOursAloneAndGoneAfterwards) {
  std::string path;
  {
    auto scratch = Scratch::make();
    ASSERT_TRUE(scratch);
    path = scratch->path();
    ASSERT_TRUE(scratch->write("a/b/c.tf", "x"));
    EXPECT_TRUE(std::filesystem::exists(path + "/a/b/c.tf"));
    EXPECT_EQ(std::filesystem::status(path).permissions(), std::filesystem::perms::owner_all);
    EXPECT_FALSE(scratch->write("a/b/c.tf/d", "x"));
  }
  EXPECT_FALSE(std::filesystem::exists(path));
}

}  // namespace
}  // namespace formwork::tool
