// Every system call of the writer fails once, fails from there on, writes short, or is the last one
// of its process. Afterwards the tree is the old one or the new one, and the next run ends clean.
#include "store/faulty_calls.h"
#include "store/small_compiler.h"

#include <gtest/gtest.h>

#include <cerrno>
#include <chrono>
#include <random>
#include <signal.h>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>

namespace formwork {
namespace {

using testing_support::after;
using testing_support::before;
using testing_support::compile;
using testing_support::difference;
using testing_support::faults;
using testing_support::FaultyCalls;
using testing_support::kLockPath;
using testing_support::PlainCalls;
using testing_support::TemporaryFolder;
using testing_support::Wanted;
using Files = std::map<std::string, std::string>;

// A third tree for the run after a killed one: neither where it came from nor where it went.
Wanted third() {
  return {{{"infra/prod/keep.yaml", "third\n"},
           {"infra/prod/coming/deep/new.yaml", "third\n"},
           {"infra/prod/gone.yaml", "third\n"}},
          {}};
}

void start_from(const TemporaryFolder& folder, const Wanted& wanted) {
  if (wanted.files.empty()) return;  // nothing was compiled yet
  ASSERT_TRUE(compile(folder.path(), wanted).result.has_value());
}

std::size_t count_calls(const Wanted& from, const Wanted& to) {
  const TemporaryFolder folder;
  start_from(folder, from);
  FaultyCalls calls(FaultyCalls::Fault::none, 0);
  EXPECT_TRUE(compile(folder.path(), to, &calls).result);
  return calls.calls();
}

Files without_folders(Files files) {
  std::erase_if(files, [](const auto& entry) { return entry.first.ends_with("/"); });
  return files;
}

// The files with neither journal nor temporaries nor folders left empty.
Files visible(const TemporaryFolder& folder) {
  Files out = without_folders(folder.files());
  std::erase_if(out, [](const auto& entry) {
    return entry.first.ends_with(".new") || entry.first.ends_with(".tmp");
  });
  return out;
}

void expect_clean_next_run(const TemporaryFolder& folder, const Wanted& next,
                           const std::string& what) {
  const auto run = compile(folder.path(), next);
  ASSERT_TRUE(run.result.has_value()) << what << ": " << run.result.error().message;
  EXPECT_TRUE(run.refused.empty())
      << what << ": " << run.refused.front() << " was taken for foreign";
  EXPECT_EQ(difference(next.tree(), folder.files()), "") << what;
}

struct Case {
  const char* name;
  Wanted from, to;
};
std::vector<Case> cases() {
  return {{"first compile", {}, before()},
          {"change", before(), after()},
          {"way back", after(), before()}};
}

TEST(WriterFaults, EveryCallThatFailsLeavesTheOldTreeOrTheNew) {
  using Fault = FaultyCalls::Fault;
  for (const Case& row : cases()) {
    const Files old_tree = row.from.files.empty() ? Files() : row.from.tree();
    const std::size_t calls = count_calls(row.from, row.to);
    ASSERT_GT(calls, 20U);
    for (const auto& [fault, error] : faults()) {
      for (std::size_t at = 0; at < calls; ++at) {
        const TemporaryFolder folder;
        start_from(folder, row.from);
        FaultyCalls faulty(fault, at, error);
        const auto run = compile(folder.path(), row.to, &faulty).result;
        const std::string what = std::string(row.name) + ", fault " +
                                 std::to_string(static_cast<int>(fault)) + " at call " +
                                 std::to_string(at);
        if (run) {
          EXPECT_EQ(difference(row.to.tree(), folder.files()), "") << what;
        } else if (run.error().code == Code::FW7014) {
          if (fault != Fault::fail_from_here) {
            EXPECT_EQ(difference(row.to.tree(), visible(folder)), "") << what;
          }
        } else {
          EXPECT_EQ(run.error().code, Code::FW7002) << what << ": " << run.error().message;
          // Where nothing works any more, folders that were made stay; git does not see them.
          const Files found =
              fault == Fault::fail_from_here ? without_folders(folder.files()) : folder.files();
          EXPECT_EQ(difference(old_tree, found), "") << what;
        }
        expect_clean_next_run(folder, at % 2 == 0 ? row.to : third(), what);
      }
    }
  }
}

TEST(WriterFaults, AnInterruptedCallIsMadeAgain) {
  const std::size_t calls = count_calls(before(), after());
  for (std::size_t at = 0; at < calls; ++at) {
    const TemporaryFolder folder;
    ASSERT_TRUE(compile(folder.path(), before()).result);
    class Interrupting : public DiskCalls {
     public:
      explicit Interrupting(std::size_t write) : write_(write) {}
      ssize_t write(int fd, const char* bytes, std::size_t size) override {
        if (count_++ != write_) return DiskCalls::write(fd, bytes, size);
        errno = EINTR;
        return -1;
      }

     private:
      std::size_t write_, count_ = 0;
    } faulty(at);
    ASSERT_TRUE(compile(folder.path(), after(), &faulty).result) << at;
    EXPECT_EQ(difference(after().tree(), folder.files()), "") << at;
  }
}

// Each file has its old bytes or its new ones; only one without a predecessor may be cut short.
void expect_old_or_new(const TemporaryFolder& folder, const Wanted& from, const Wanted& to,
                       const std::string& what) {
  for (const auto& [path, bytes] : visible(folder)) {
    if (path == kLockPath) continue;
    const auto old_file = from.files.find(path);
    const auto new_file = to.files.find(path);
    const bool is_old = old_file != from.files.end() && bytes == old_file->second;
    const bool is_new = new_file != to.files.end() && bytes == new_file->second;
    const bool is_cut = old_file == from.files.end() && new_file != to.files.end() &&
                        new_file->second.starts_with(bytes);
    EXPECT_TRUE(is_old || is_new || is_cut) << what << ": " << path;
  }
}

TEST(WriterFaults, AProcessThatDiesAtAnyCallIsFinishedOrRolledBackByTheNextRun) {
  using Fault = FaultyCalls::Fault;
  for (const Case& row : cases()) {
    const std::size_t calls = count_calls(row.from, row.to);
    for (const Fault fault : {Fault::die_before, Fault::die_half_way}) {
      for (std::size_t at = 0; at < calls; ++at) {
        for (const Wanted& next : {row.to, row.from, third()}) {
          if (next.files.empty()) continue;
          const TemporaryFolder folder;
          start_from(folder, row.from);
          const pid_t child = fork();
          if (child == 0) {
            FaultyCalls faulty(fault, at);
            [[maybe_unused]] const auto run = compile(folder.path(), row.to, &faulty);
            _exit(0);
          }
          int status = 0;
          ASSERT_EQ(waitpid(child, &status, 0), child);
          ASSERT_TRUE(WIFEXITED(status) && WEXITSTATUS(status) == 9);
          const std::string what = std::string(row.name) + ", dead at call " + std::to_string(at);
          expect_old_or_new(folder, row.from, row.to, what);
          expect_clean_next_run(folder, next, what);
        }
      }
    }
  }
}

TEST(WriterFaults, TwoDeathsInARowAreNoWorseThanOne) {
  const std::size_t calls = count_calls(before(), after());
  std::mt19937 random(20240607);  // NOLINT: the same deaths in every run
  for (int round = 0; round < 150; ++round) {
    const TemporaryFolder folder;
    ASSERT_TRUE(compile(folder.path(), before()).result);
    std::string what;
    for (const Wanted& wanted : {after(), third(), after()}) {
      const std::size_t at = random() % calls;
      what += "dead at call " + std::to_string(at) + ", ";
      const pid_t child = fork();
      if (child == 0) {
        FaultyCalls faulty(FaultyCalls::Fault::die_before, at);
        _exit(compile(folder.path(), wanted, &faulty).refused.empty() ? 0 : 1);
      }
      int status = 0;
      ASSERT_EQ(waitpid(child, &status, 0), child);
      ASSERT_NE(WEXITSTATUS(status), 1) << what << "something was taken for foreign";
    }
    expect_clean_next_run(folder, round % 2 == 0 ? before() : third(), what);
  }
}

TEST(WriterFaults, ASignalAtAnyMomentIsFinishedByTheNextRun) {
  std::mt19937 random(4711);  // NOLINT: the same moments, as far as a clock allows
  const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(8);
  for (int round = 0; round < 300 && std::chrono::steady_clock::now() < end; ++round) {
    const TemporaryFolder folder;
    ASSERT_TRUE(compile(folder.path(), before()).result);
    const pid_t child = fork();
    if (child == 0) {
      while (true) {
        if (!compile(folder.path(), after()).refused.empty()) _exit(1);
        if (!compile(folder.path(), before()).refused.empty()) _exit(1);
      }
    }
    std::this_thread::sleep_for(std::chrono::microseconds(random() % 5000));
    kill(child, SIGKILL);
    int status = 0;
    ASSERT_EQ(waitpid(child, &status, 0), child);
    ASSERT_TRUE(WIFSIGNALED(status)) << "a run without a fault took something for foreign";
    expect_clean_next_run(folder, round % 2 == 0 ? after() : third(),
                          "round " + std::to_string(round));
  }
}

TEST(WriterFaults, DeathsAreHealedWhereFilesCanBeNeitherExchangedNorLinked) {
  PlainCalls counter(FaultyCalls::Fault::none, 0);
  {
    const TemporaryFolder folder;
    ASSERT_TRUE(compile(folder.path(), before(), &counter).result);
    ASSERT_TRUE(compile(folder.path(), after(), &counter).result);
  }
  for (std::size_t at = 0; at < counter.calls(); ++at) {
    const TemporaryFolder folder;
    const pid_t child = fork();
    if (child == 0) {
      PlainCalls faulty(FaultyCalls::Fault::die_before, at);
      [[maybe_unused]] const auto first = compile(folder.path(), before(), &faulty);
      [[maybe_unused]] const auto second = compile(folder.path(), after(), &faulty);
      _exit(0);
    }
    int status = 0;
    ASSERT_EQ(waitpid(child, &status, 0), child);
    expect_clean_next_run(folder, after(), "dead at call " + std::to_string(at));
  }
}

}  // namespace
}  // namespace formwork
