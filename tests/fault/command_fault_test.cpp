// `formwork compile` of a workspace of three units that changes, adds and removes files, with a
// fault at every system call that touches the disk, and killed at others at random. Afterwards each
// file is the old or the new one, nobody's file is lost, and the next run ends clean.
#include "support/temporary_folder.h"
#include "traced.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cerrno>
#include <filesystem>
#include <random>

namespace formwork::fault {
namespace {

namespace fs = std::filesystem;
using testing_support::difference;
using testing_support::TemporaryFolder;
using Files = std::map<std::string, std::string>;

const std::vector<std::string> kCompile = {FORMWORK_BINARY, "compile", "-q", "--jobs", "1"};
const std::vector<std::string> kCheck = {FORMWORK_BINARY, "check", "-q", "--jobs", "1"};

void edit(const TemporaryFolder& folder, const std::string& file, const std::string& from,
          const std::string& to) {
  std::string text = folder.read(file);
  const std::size_t at = text.find(from);
  ASSERT_NE(at, std::string::npos) << file;
  folder.write(file, text.replace(at, from.size(), to));
}

/// The workspace before, and its spec moved on: every environment's files change, one service comes
/// and one goes.
class Story {
 public:
  Story() {
    fs::copy(FORMWORK_SOURCE_DIR "/tests/golden/workspace/shop", before_.path(),
             fs::copy_options::recursive);
    edit(before_, "environments/base.yaml", "config:\n  groups",
         "  leaving: {kind: worker}\nconfig:\n  groups");
    for (const char* env : {"dev", "prod"}) {
      const std::string release = fmt::format("releases/{}.yaml", env);
      std::string text = before_.read(release);
      text += fmt::format("  leaving:\n    image: {{tag: v1, digest: \"sha256:{:064d}\"}}\n", 7);
      before_.write(release, text);
    }
    before_.write("infra/prod/mine.txt", "somebody's\n");
    compiles_ = run(before_.path(), kCompile, {}).status == 0;
    fs::copy(before_.path(), after_.path(), fs::copy_options::recursive);
    move_on(after_);
    compiles_ = compiles_ && run(after_.path(), kCompile, {}).status == 0;
  }

  static void move_on(const TemporaryFolder& folder) {
    for (const char* file : {"environments/base.yaml", "releases/dev.yaml", "releases/prod.yaml"})
      edit(folder, file, "leaving:", "coming:");
    edit(folder, "environments/base.yaml", "team-shop", "team-market");
  }

  /// A copy of the workspace before, with the spec of the one after.
  void start(const TemporaryFolder& folder) const {
    fs::copy(before_.path(), folder.path(), fs::copy_options::recursive);
    move_on(folder);
  }

  [[nodiscard]] bool compiles() const { return compiles_; }
  [[nodiscard]] Files before() const { return seen(before_); }
  [[nodiscard]] Files after() const { return seen(after_); }

  /// What formwork writes, and what it must not touch.
  static Files seen(const TemporaryFolder& folder) {
    Files out = folder.files();
    std::erase_if(out, [](const auto& file) {
      return file.first.starts_with(".formwork/") || file.first.starts_with("environments/") ||
             file.first.starts_with("releases/") || file.first.ends_with("/");
    });
    return out;
  }

 private:
  TemporaryFolder before_, after_;
  bool compiles_ = false;
};

bool is_temporary(const std::string& path) {
  return path.ends_with(".tmp") || path.ends_with("formwork.lock.new");
}

class Command : public testing::Test {
 protected:
  void SetUp() override {
    ASSERT_TRUE(story_.compiles());
    const TemporaryFolder folder;
    story_.start(folder);
    const Outcome outcome = run(folder.path(), kCompile, {});
    if (!outcome.traced) GTEST_SKIP() << "no ptrace on this machine";
    ASSERT_EQ(outcome.status, 0);
    calls_ = outcome.calls;
    before_ = story_.before();
    after_ = story_.after();
    ASSERT_EQ(difference(after_, Story::seen(folder)), "");
    ASSERT_GT(difference(before_, after_).size(), 500U) << "the story moves many files";
  }

  /// Every file is the old one or the new one; `whole`: and nothing lies about.
  void expect_old_or_new(const TemporaryFolder& folder, bool whole, const std::string& what) {
    for (const auto& [path, bytes] : Story::seen(folder)) {
      if (is_temporary(path)) {
        EXPECT_FALSE(whole) << what << ": left " << path;
        continue;
      }
      const auto old = before_.find(path), now = after_.find(path);
      EXPECT_TRUE((old != before_.end() && old->second == bytes) ||
                  (now != after_.end() && now->second == bytes) || (!whole && now != after_.end()))
          << what << ": " << path << " is neither the old nor the new one";
    }
    EXPECT_EQ(folder.read("infra/prod/mine.txt"), "somebody's\n");
  }

  void expect_next_run_ends_clean(const TemporaryFolder& folder, const std::string& what) {
    EXPECT_EQ(run(folder.path(), kCompile, {}).status, 0) << what;
    EXPECT_EQ(difference(after_, Story::seen(folder)), "") << what;
    EXPECT_EQ(run(folder.path(), kCheck, {}).status, 0) << what;
  }

  void fail_at(std::size_t at, Fault fault, int error) {
    const std::string what =
        fmt::format("call {} of {}, fault {} errno {}", at, calls_, static_cast<int>(fault), error);
    const TemporaryFolder folder;
    story_.start(folder);
    const Outcome outcome = run(folder.path(), kCompile, {Which::disk, fault, error, at});
    EXPECT_TRUE(outcome.status == 3 || outcome.status == 0) << what << ": exit " << outcome.status;
    if (outcome.status == 0) {
      EXPECT_EQ(difference(after_, Story::seen(folder)), "") << what << ": exit 0 is no half tree";
    }
    // Where the call came past the point of return (FW7014) the journal stays, and whatever lies
    // about is the next run's to clear.
    bool journal = false;
    for (const auto& [path, bytes] : folder.files())
      journal = journal || path.ends_with("formwork.lock.new");
    expect_old_or_new(folder, !journal, what);
    expect_next_run_ends_clean(folder, what);
  }

  void kill_at(std::size_t at, Which which) {
    const std::string what =
        fmt::format("killed before call {}{}", at, which == Which::all ? " of all" : "");
    const TemporaryFolder folder;
    story_.start(folder);
    const Outcome outcome = run(folder.path(), kCompile, {which, Fault::kill, 0, at});
    EXPECT_EQ(outcome.status, 128 + 9) << what;
    expect_old_or_new(folder, false, what);
    expect_next_run_ends_clean(folder, what);
  }

  Story story_;
  Files before_, after_;
  std::size_t calls_ = 0;
};

TEST_F(Command, FailsCleanAtEveryCallThatTouchesTheDisk) {
  static constexpr int kErrors[] = {ENOSPC, EIO, EACCES, EROFS};
  for (std::size_t at = 1; at <= calls_ && !HasFailure(); ++at)
    fail_at(at, Fault::fail, kErrors[at % 4]);
  RecordProperty("calls", static_cast<int>(calls_));
}

TEST_F(Command, FailsCleanWhereTheDiskIsFullFromThereOn) {
  for (std::size_t at = 1; at <= calls_ && !HasFailure(); at += 5)
    fail_at(at, Fault::fail_onward, at % 2 == 0 ? ENOSPC : EROFS);
}

TEST_F(Command, FinishesOrFailsCleanWhereAWriteIsShort) {
  for (std::size_t at = 1; at <= calls_ && !HasFailure(); at += 3)
    fail_at(at, Fault::short_write, 0);
}

TEST_F(Command, IsFinishedByTheNextRunWhereverItIsKilled) {
  for (std::size_t at = 1; at <= calls_ && !HasFailure(); ++at) kill_at(at, Which::disk);
}

TEST_F(Command, IsFinishedByTheNextRunKilledAtRandom) {
  const TemporaryFolder folder;
  story_.start(folder);
  const std::size_t all = run(folder.path(), kCompile, {Which::all, Fault::none, 0, 0}).calls;
  std::mt19937_64 random(11);
  for (int i = 0; i < 60 && !HasFailure(); ++i) kill_at(1 + random() % all, Which::all);
}

TEST_F(Command, IsFinishedThoughKilledAgainAndAgain) {
  std::mt19937_64 random(23);
  for (int story = 0; story < 6 && !HasFailure(); ++story) {
    const TemporaryFolder folder;
    story_.start(folder);
    for (int i = 0; i < 8; ++i)
      (void)run(folder.path(), kCompile, {Which::disk, Fault::kill, 0, 1 + random() % calls_});
    expect_next_run_ends_clean(folder, fmt::format("story {}", story));
  }
}

}  // namespace
}  // namespace formwork::fault
