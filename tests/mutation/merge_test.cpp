// What a merge leaves behind: the spec of both branches, or of one, with the files and the locks of
// the base, of a branch, or merged. A file that is not what the spec renders now is told by the id
// that its record and the values of the spec give it; nothing is told of a tree that is right.
#include "base/sha256.h"
#include "checker.h"
#include "mutations.h"
#include "store/block.h"
#include "store/lock.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <set>

namespace formwork::mutation {
namespace {

using Edits = std::vector<std::pair<std::string, std::string>>;
const Edits kOurs = {{"owner: team-", "owner: crew-"}};
const Edits kTheirs = {{".acme.example", ".other.example"}};
const Edits kBoth = {kOurs[0], kTheirs[0]};

FixtureTree edited(FixtureTree tree, const Edits& edits) {
  std::vector<std::string> paths;
  for (const auto& [path, entry] : tree.entries())
    if (path.starts_with("environments/")) paths.push_back(path);
  for (const std::string& path : paths) {
    std::string& text = tree.at(path).bytes;
    for (const auto& [from, to] : edits) {
      for (std::size_t at = text.find(from); at != std::string::npos;
           at = text.find(from, at + to.size()))
        text.replace(at, from.size(), to);
    }
  }
  return tree;
}

using Compiled = std::map<std::string, FixtureTree::Entry>;

Compiled compiled(const FixtureTree& tree) {
  const Checker checker(tree);
  EXPECT_TRUE(checker.ok()) << shown(checker.refused());
  return checker.ok() ? checker.compiled() : Compiled();
}

Lock parsed(const std::string& bytes) {
  SourceMap sources;
  Diagnostics diagnostics;
  Lock lock = read_lock(sources.add("formwork.lock", bytes), sources, diagnostics);
  EXPECT_TRUE(diagnostics.empty());
  return lock;
}

/// What the contract's table says of a file that is not what the spec renders.
std::string due(const Lock& lock, const Lock& now, const std::string& path,
                const std::string& found, const std::string& rendered) {
  const auto record = lock.outputs.find(path);
  if (record == lock.outputs.end()) return "DR010";
  const auto& digest = record->second.digest;
  if (!digest) return "DR001";
  const bool moved = lock.values != now.values;
  const auto digest_of = [&](const std::string& text) {
    if (!record->second.block) return sha256(text).hex();
    return sha256(find_block(text, *comment_style(path)).inside).hex();
  };
  if (*digest == digest_of(found)) return moved ? "DR001" : "DR004";
  if (*digest == digest_of(rendered)) return "DR004";
  return moved ? "DR005" : "DR004";
}

class Merges : public testing::TestWithParam<std::string> {};

TEST_P(Merges, LeaveNothingWrongUnseen) {
  const Workspace ws = Workspace::load(GetParam());
  const Compiled base = compiled(ws.tree);
  const Compiled ours = compiled(edited(ws.tree, kOurs));
  const Compiled theirs = compiled(edited(ws.tree, kTheirs));
  ASSERT_FALSE(base.empty() || ours.empty() || theirs.empty());
  const auto of = [](const Compiled& side, const std::string& path) { return side.at(path).bytes; };

  // As git merges files that only one side changed; of the others somebody took ours.
  Compiled merged = base;
  std::size_t of_ours = 0, of_theirs = 0, of_both = 0;
  for (auto& [path, entry] : merged) {
    ASSERT_TRUE(ours.contains(path) && theirs.contains(path)) << path;
    if (path.ends_with("formwork.lock")) {
      entry.bytes = write_lock(
          merge_locks(parsed(of(base, path)), parsed(of(ours, path)), parsed(of(theirs, path))));
      continue;
    }
    const bool mine = of(ours, path) != entry.bytes;
    const bool other = of(theirs, path) != entry.bytes;
    of_ours += mine && !other ? 1 : 0;
    of_theirs += other && !mine ? 1 : 0;
    of_both += mine && other ? 1 : 0;
    if (mine)
      entry = ours.at(path);
    else if (other)
      entry = theirs.at(path);
  }
  EXPECT_GT(of_ours, 0U);
  EXPECT_GT(of_theirs + of_both, 0U);

  std::size_t wrong_files = 0;
  for (const Edits& spec : {kOurs, kBoth}) {
    FixtureTree tree = edited(ws.tree, spec);
    const Checker checker(tree);
    ASSERT_TRUE(checker.ok()) << shown(checker.refused());
    const Compiled now = checker.compiled();
    const std::map<std::string, const Compiled*> sides = {{"base", &base},
                                                          {"ours", &ours},
                                                          {"theirs", &theirs},
                                                          {"merged", &merged},
                                                          {"right", &now}};
    for (const auto& [of_files, files] : sides) {
      for (const auto& [of_locks, locks] : sides) {
        std::set<std::string> expected;
        bool right = true;
        for (const auto& [path, entry] : now) {
          const bool is_lock = path.ends_with("formwork.lock");
          const std::string& found = of(is_lock ? *locks : *files, path);
          tree.set(path, FixtureTree::Entry(is_lock ? locks->at(path) : files->at(path)));
          right = right && found == entry.bytes;
          if (is_lock || found == entry.bytes) continue;
          const std::string lock = ws.lock_of(path);
          expected.insert(
              due(parsed(of(*locks, lock)), parsed(of(now, lock)), path, found, entry.bytes) + " " +
              path);
        }
        wrong_files += expected.size();
        std::set<std::string> told;
        const std::vector<Finding> all = checker.check(tree, {});
        for (const Finding& one : all) {
          if (one.id != "DR006" && one.id != "DR019") told.insert(one.id + " " + one.path);
        }
        SCOPED_TRACE(fmt::format("{} edits, files {}, locks {}", spec.size(), of_files, of_locks));
        EXPECT_EQ(told, expected);
        EXPECT_EQ(all.empty(), right) << shown(all);
      }
    }
  }
  EXPECT_GT(wrong_files, 50U);
}

INSTANTIATE_TEST_SUITE_P(Mutation, Merges, testing::ValuesIn(Workspace::names()),
                         [](const auto& test) {
                           std::string name = test.param;
                           std::replace(name.begin(), name.end(), '-', '_');
                           return name;
                         });

}  // namespace
}  // namespace formwork::mutation
