#include "store/put_files.h"

#include "store/faulty_calls.h"
#include "support/temporary_folder.h"

#include <gtest/gtest.h>

#include <cerrno>
#include <filesystem>
#include <functional>
#include <map>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

namespace formwork {
namespace {

using testing_support::difference;
using testing_support::faults;
using testing_support::FaultyCalls;
using testing_support::PlainCalls;
using testing_support::TemporaryFolder;
using Files = std::map<std::string, std::string>;
namespace fs = std::filesystem;

// One in a folder that is there, one in two that are not, one in the place of another.
const std::vector<NewFile> kFiles = {{"new.yaml", "new\n"},
                                     {"some/folder/deep.yaml", "deep\n"},
                                     {"bindings/prod.yaml", "after\n", true}};
const Files kBefore = {{"bindings/prod.yaml", "before\n"}};
const Files kAfter = {
    {"new.yaml", "new\n"}, {"some/folder/deep.yaml", "deep\n"}, {"bindings/prod.yaml", "after\n"}};

void start(const TemporaryFolder& folder) {
  for (const auto& [path, bytes] : kBefore) folder.write(path, bytes);
}

TEST(PutFiles, WritesAllAndKeepsTheModeOfWhatIsReplaced) {
  const TemporaryFolder folder;
  start(folder);
  ASSERT_EQ(chmod((folder / "bindings/prod.yaml").c_str(), 0600), 0);
  const mode_t old = umask(077);
  const auto refused = put_files(folder.path(), kFiles);
  umask(old);
  ASSERT_FALSE(refused) << refused->message;
  EXPECT_EQ(difference(kAfter, folder.files()), "");
  EXPECT_EQ(folder.mode("bindings/prod.yaml"), 0600U);
  EXPECT_EQ(folder.mode("new.yaml"), 0644U);
  EXPECT_EQ(folder.mode("some/folder"), 0755U);
}

TEST(PutFiles, WritesThroughNoLinkAndOverNothingElse) {
  const TemporaryFolder outside;
  outside.write("prod.yaml", "theirs\n");
  const struct {
    const char* what;
    std::function<void(const TemporaryFolder&)> prepare;
    Code code;
  } rows[] = {
      {"a folder that is a link out",
       [&](const auto& f) { fs::create_symlink(outside.path(), f / "bindings"); }, Code::FW7012},
      {"a folder that is a link inside",
       [](const auto& f) {
         fs::create_directory(f / "real");
         fs::create_symlink("real", f / "bindings");
       },
       Code::FW7012},
      {"a folder that is a file", [](const auto& f) { f.write("bindings", ""); }, Code::FW7012},
      {"a file that is a link out",
       [&](const auto& f) {
         fs::create_directory(f / "bindings");
         fs::create_symlink(outside / "prod.yaml", f / "bindings/prod.yaml");
       },
       Code::FW7012},
      {"a file that is a dangling link",
       [&](const auto& f) {
         fs::create_directory(f / "bindings");
         fs::create_symlink(outside / "nothing", f / "bindings/prod.yaml");
       },
       Code::FW7012},
      {"a file that is a folder",
       [](const auto& f) { fs::create_directories(f / "bindings/prod.yaml"); }, Code::FW7012},
      {"a file that is a FIFO",
       [](const auto& f) {
         fs::create_directory(f / "bindings");
         mkfifo((f / "bindings/prod.yaml").c_str(), 0644);
       },
       Code::FW7012},
      {"one that stands there and is not to be replaced",
       [](const auto& f) { f.write("new.yaml", "mine\n"); }, Code::FW8007},
  };
  for (const auto& row : rows) {
    const TemporaryFolder folder;
    row.prepare(folder);
    const Files before = folder.files();
    const auto refused = put_files(folder.path(), kFiles);
    ASSERT_TRUE(refused) << row.what;
    EXPECT_EQ(refused->code, row.code) << row.what << ": " << refused->message;
    EXPECT_EQ(difference(before, folder.files()), "") << row.what;
    EXPECT_EQ(outside.files(), (Files{{"prod.yaml", "theirs\n"}})) << row.what;
  }
  const TemporaryFolder folder;
  for (const char* path : {"../x", "/tmp/x", "a/../../x", ".git/config"})
    EXPECT_EQ(put_files(folder.path(), {{path, "x"}})->code, Code::FW7011) << path;
}

TEST(PutFiles, EveryCallThatFailsLeavesAllAsItWasOrAllThatIsNew) {
  using Fault = FaultyCalls::Fault;
  std::size_t calls = 0;
  {
    const TemporaryFolder folder;
    start(folder);
    FaultyCalls counted(Fault::none, 0);
    ASSERT_FALSE(put_files(folder.path(), kFiles, &counted));
    EXPECT_EQ(difference(kAfter, folder.files()), "");
    calls = counted.calls();
  }
  ASSERT_GT(calls, 20U);
  for (const auto& [fault, error] : faults()) {
    for (std::size_t at = 0; at < calls; ++at) {
      const TemporaryFolder folder;
      start(folder);
      FaultyCalls faulty(fault, at, error);
      const auto refused = put_files(folder.path(), kFiles, &faulty);
      const std::string what =
          "fault " + std::to_string(static_cast<int>(fault)) + " at " + std::to_string(at);
      // Where nothing works any more, nothing can be taken back; no file is half all the same.
      if (fault == Fault::fail_from_here) {
        for (const auto& [path, bytes] : folder.files()) {
          if (path.ends_with(".tmp") || path.ends_with("/")) continue;
          const auto old = kBefore.find(path);
          EXPECT_TRUE(bytes == kAfter.at(path) || (old != kBefore.end() && bytes == old->second))
              << what << ": " << path;
        }
        continue;
      }
      Files found = folder.files();
      // A temporary file that could not be removed at the end does no harm.
      if (!refused) std::erase_if(found, [](const auto& f) { return f.first.ends_with(".tmp"); });
      EXPECT_EQ(difference(refused ? kBefore : kAfter, found), "") << what;
    }
  }
}

TEST(PutFiles, WritesWhereFilesCanBeNeitherExchangedNorLinked) {
  const TemporaryFolder folder;
  start(folder);
  PlainCalls plain(FaultyCalls::Fault::none, 0);
  ASSERT_FALSE(put_files(folder.path(), kFiles, &plain));
  EXPECT_EQ(difference(kAfter, folder.files()), "");
}

TEST(PutFiles, TakesAwayWhatAKilledRunLeft) {
  const TemporaryFolder folder;
  start(folder);
  using Fault = FaultyCalls::Fault;
  const pid_t child = fork();
  if (child == 0) {
    FaultyCalls dying(Fault::die_before, 8);
    static_cast<void>(put_files(folder.path(), kFiles, &dying));
    _exit(0);
  }
  int status = 0;
  waitpid(child, &status, 0);
  ASSERT_EQ(WEXITSTATUS(status), 9);
  ASSERT_FALSE(put_files(folder.path(), kFiles));
  EXPECT_EQ(difference(kAfter, folder.files()), "");
}

}  // namespace
}  // namespace formwork
