// Each example, as it is committed, changed at random but by a seed: every change is found, by the
// id that its kind asks for, and nothing else is.
#include "base/parallel.h"
#include "checker.h"
#include "mutations.h"
#include "support/temporary_folder.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <filesystem>
#include <mutex>
#include <set>
#include <sys/wait.h>
#include <thread>

namespace formwork::mutation {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kEach = 600;  // mutants of an example
constexpr std::size_t kRun = 10;    // of them, those that the binary is asked about too

std::string list(const std::vector<std::string>& expected) {
  std::vector<std::string> sorted = expected;
  std::sort(sorted.begin(), sorted.end());
  std::string out;
  for (const std::string& one : sorted) out += one + "\n";
  return out;
}

/// Why `findings` are not what the mutant asks for; empty if they are.
std::string wrong(const Mutant& mutant, const std::vector<Finding>& findings, bool strict) {
  const std::string found = shown(findings);
  if (!mutant.only.empty()) {
    if (findings.empty()) return "nothing was found; expected " + mutant.only;
    for (const Finding& one : findings)
      if (one.id != mutant.only && one.id != "DR019")
        return "expected " + mutant.only + " alone, found\n" + found;
  } else {
    const bool right = std::any_of(mutant.expected.begin(), mutant.expected.end(),
                                   [&](const auto& set) { return list(set) == found; });
    if (!right) return "expected\n" + list(mutant.expected.at(0)) + "found\n" + found;
  }
  const auto has = [&](const auto& test) {
    return std::any_of(findings.begin(), findings.end(), test);
  };
  if (!mutant.says.empty() &&
      !has([&](const Finding& f) { return f.text.find(mutant.says) != std::string::npos; }))
    return "no finding says `" + mutant.says + "`";
  const bool fails = has([](const Finding& f) { return f.error; });
  if (!mutant.warning && !fails) return "a warning alone\n" + found;
  // Line ends are a warning whatever is asked (behaviour: section 3).
  if (mutant.warning && fails != (strict && has([](const Finding& f) { return f.id == "DR003"; })))
    return "of other severity\n" + found;
  return {};
}

int status_of(const std::string& folder, bool warnings) {
  const std::string command = "env -i PATH=\"$PATH\" HOME=/nonexistent '" FORMWORK_BINARY "' -C '" +
                              folder + "' check --strict -q" +
                              (warnings ? " --fail-on warning" : "") + " >/dev/null 2>&1";
  const int status = std::system(command.c_str());
  return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

class Example : public testing::TestWithParam<std::string> {};

TEST_P(Example, IsCleanAsItIsCommitted) {
  const Workspace ws = Workspace::load(GetParam());
  const Checker checker(ws.tree);
  ASSERT_TRUE(checker.ok()) << shown(checker.refused());
  EXPECT_EQ(shown(checker.check(ws.tree, {})), "");
  Checker::Options all;
  all.strict = true;
  all.rules = true;
  for (const Finding& one : checker.check(ws.tree, all)) EXPECT_FALSE(one.error) << one.text;
}

TEST_P(Example, EveryMutationIsFoundByTheRightId) {
  const Workspace ws = Workspace::load(GetParam());
  const Checker checker(ws.tree);
  ASSERT_TRUE(checker.ok());
  const std::vector<MutationKind> kinds = all_kinds();

  std::mutex mutex;
  std::vector<std::string> failures;
  std::vector<std::size_t> made(kinds.size());
  for_each_index(kEach, std::max(1U, std::thread::hardware_concurrency()), [&](std::size_t i) {
    Chance chance(1000003 * i + GetParam().size());
    std::optional<Mutant> mutant;
    // Kinds in turn; one that does not apply to what chance picked is tried again, then the next.
    std::size_t kind = i % kinds.size();
    for (std::size_t tries = 0; !mutant; ++tries) {
      if (tries != 0 && tries % 20 == 0) kind = (kind + 1) % kinds.size();
      mutant = kinds[kind].make(ws, chance);
    }
    Checker::Options options;
    options.strict = i % 2 == 0;
    if (i % 16 != 0 && !mutant->all_units) options.of_path = mutant->path;
    const Checker& asked = mutant->anew ? *mutant->anew : checker;
    std::vector<Finding> findings = asked.check(mutant->tree, options);
    // A change that is right but for the compile may let an address disappear.
    if (mutant->anew) std::erase_if(findings, [](const Finding& f) { return f.id == "DR019"; });
    std::string why = wrong(*mutant, findings, options.strict);
    const std::lock_guard lock(mutex);
    ++made[kind];
    if (!why.empty())
      failures.push_back(fmt::format("{} {}: {}: {}\n{}", i, kinds[kind].name, mutant->path,
                                     options.strict ? "strict" : "", why));
  });
  std::sort(failures.begin(), failures.end());
  for (std::size_t i = 0; i < failures.size() && i < 30; ++i) ADD_FAILURE() << failures[i];
  EXPECT_EQ(failures.size(), 0U);
  std::size_t never = 0;  // no overlay, no group, no resource: not in every example
  for (const std::size_t n : made) never += n == 0 ? 1 : 0;
  EXPECT_LE(never, 14U + (ws.blocks.empty() ? block_kinds().size() : 0U))
      << "of " << kinds.size() << " kinds";
}

// The same of the binary, from the disk, for a sample: exit 1 and nothing else.
TEST_P(Example, TheBinarySaysSoToo) {
  const Workspace ws = Workspace::load(GetParam());
  const std::vector<MutationKind> kinds = all_kinds();
  for (std::size_t i = 0; i < kRun; ++i) {
    Chance chance(7919 * i + 5);
    std::optional<Mutant> mutant;
    std::size_t kind = 0;
    while (!mutant) mutant = kinds[kind = chance.below(kinds.size())].make(ws, chance);
    bool device = false;  // of which a test makes none on the disk
    for (const auto& [path, entry] : mutant->tree.entries())
      device = device || entry.kind == FileKind::other;
    if (device) continue;
    const testing_support::TemporaryFolder folder;
    mutant->tree.store(folder.path());
    EXPECT_EQ(status_of(folder.path(), mutant->warning), 1)
        << kinds[kind].name << ": " << mutant->path;
  }
  const testing_support::TemporaryFolder folder;
  ws.tree.store(folder.path());
  EXPECT_EQ(status_of(folder.path(), false), 0);
}

INSTANTIATE_TEST_SUITE_P(Mutation, Example, testing::ValuesIn(Workspace::names()),
                         [](const auto& test) {
                           std::string name = test.param;
                           std::replace(name.begin(), name.end(), '-', '_');
                           return name;
                         });

}  // namespace

}  // namespace formwork::mutation
