// No lock and no journal, however forged, makes `compile` remove a file that formwork did not write
// (docs/adr/0024).
#include "base/sha256.h"
#include "checker.h"
#include "mutations.h"
#include "store/block.h"
#include "support/temporary_folder.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <sys/wait.h>

namespace formwork::mutation {
namespace {

using testing_support::TemporaryFolder;

class Orphans : public testing::TestWithParam<std::string> {
 protected:
  const Workspace ws_ = Workspace::load(GetParam());
};

int formwork(const std::string& folder, const std::string& arguments) {
  const std::string command = "env -i PATH=\"$PATH\" HOME=/nonexistent '" FORMWORK_BINARY "' -C '" +
                              folder + "' " + arguments + " >/dev/null 2>&1";
  const int status = std::system(command.c_str());
  return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

/// Files that people have beside ours, by path. `owned`: in a folder that is ours alone, where no
/// more than these may lie.
FixtureTree strangers(const Workspace& ws, bool owned) {
  FixtureTree out;
  const std::string page(4096, 'x');  // as much as a killed write may leave
  for (const char* path :
       {"README.md", "src/main.rs", "Cargo.lock", ".github/workflows/mine.yaml",
        ".github/actions/mine/action.yaml", "docker/other/Dockerfile", "docker/compose.yaml",
        "infra/README.md", "infra/scripts/mine.sh", "infra/ghost/kubernetes/mine.yaml",
        "environments/notes.md", "docs/mine.md", "zz"}) {
    out.set(path, std::string("work of a year: ") + path + "\n");
    out.set(std::string(path) + ".page", page);
  }
  for (const std::string& lock : ws.locks) {
    const std::string unit = lock.substr(0, lock.rfind('/') + 1);
    if (unit.empty()) continue;
    out.set(unit + "notes.md", "work of a year\n");
    out.set(unit + "helm/values.yaml", page);
    out.set(unit + "none.txt", "");
    // Its marks make the block ours, and nothing else.
    out.set(unit + "half.md", "Mine.\n\n<!-- formwork: begin -->\nx\n<!-- formwork: end -->\n");
  }
  if (!owned) return out;
  for (const std::string& path : ws.outputs) {
    if (!path.ends_with("/main.tf") || ws.lock_of(path) == "formwork.lock") continue;
    const std::string folder = path.substr(0, path.rfind('/') + 1);
    out.set(folder + ".terraform.lock.hcl", "# providers\n");
    out.set(folder + "mine.tfstate", page);
    out.set(folder + ".terraform/modules/modules.json", "{}\n");
  }
  return out;
}

/// `lock` with a record of each of `files`, in its place.
std::string with_records(const std::string& lock, const FixtureTree& files,
                         const std::function<std::string(const std::string&)>& digest,
                         const std::string& flags) {
  std::vector<std::string> lines = lines_of(lock);
  const auto first = std::find_if(lines.begin(), lines.end(), [](const std::string& line) {
    return line > "{\"k\":\"in\"" && !line.starts_with("{\"k\":\"in\"") &&
           !line.starts_with("{\"k\":\"formwork\"") && !line.starts_with("{\"k\":\"csp\"") &&
           !line.starts_with("{\"k\":\"group\"");
  });
  std::vector<std::pair<std::string, std::string>> records;
  const auto last = std::find_if(first, lines.end(), [](const std::string& line) {
    return !line.starts_with("{\"k\":\"out\"");
  });
  const auto path_of = [](const std::string& line) {
    const std::size_t begin = line.find("\"p\":\"") + 5;
    return line.substr(begin, line.find('"', begin) - begin);
  };
  for (auto it = first; it != last; ++it) records.emplace_back(path_of(*it), *it);
  for (const auto& [path, entry] : files.entries()) {
    records.emplace_back(path, fmt::format("{{\"k\":\"out\",\"p\":\"{}\",\"d\":{}{}}}\n", path,
                                           digest(entry.bytes), flags));
  }
  std::sort(records.begin(), records.end());
  std::string out = joined({lines.begin(), first});
  for (const auto& [path, record] : records) out += record;
  return out + joined({last, lines.end()});
}

TEST_P(Orphans, NoRecordHasAFileRemovedThatFormworkDidNotWrite) {
  const auto right = [](const std::string& bytes) { return '"' + sha256(bytes).hex() + '"'; };
  const auto none = [](const std::string&) { return std::string("null"); };
  struct Way {
    const char* name;
    std::function<std::string(const std::string&)> digest;
    const char* flags;
    bool lock, journal;
  };
  const std::vector<Way> ways = {
      {"the digest of the file", right, "", true, false},
      {"no digest", none, "", true, false},
      {"a block", right, ",\"b\":1", true, false},
      {"in a journal", right, "", false, true},
      {"in a journal, without digest", none, "", false, true},
      {"in lock and journal", right, "", true, true},
      {"in lock and journal, without digest", none, "", true, true},
  };
  const FixtureTree others = strangers(ws_, true);
  for (const std::string& lock : ws_.locks) {
    for (const Way& way : ways) {
      SCOPED_TRACE(lock + ": " + way.name);
      FixtureTree tree = ws_.tree;
      for (const auto& [path, entry] : others.entries()) tree.set(path, entry);
      const std::string forged =
          with_records(ws_.tree.at(lock).bytes, others, way.digest, way.flags);
      if (way.lock) tree.at(lock).bytes = forged;
      if (way.journal) tree.set(lock + ".new", forged);
      const TemporaryFolder folder;
      tree.store(folder.path());
      EXPECT_EQ(formwork(folder.path(), "check -q"), 1) << "it is told";
      EXPECT_EQ(formwork(folder.path(), "compile -q"), 0);
      const FixtureTree after = FixtureTree::load(folder.path());
      for (const auto& [path, entry] : others.entries()) {
        EXPECT_TRUE(after.has(path)) << path << " is gone";
        if (!after.has(path)) continue;
        EXPECT_EQ(after.at(path).bytes, entry.bytes) << path;
      }
      for (const auto& [path, entry] : ws_.tree.entries()) {
        ASSERT_TRUE(after.has(path)) << path;
        EXPECT_EQ(after.at(path).bytes, entry.bytes) << path;
      }
      EXPECT_EQ(after.entries().size(), others.entries().size() + ws_.tree.entries().size());
      EXPECT_EQ(formwork(folder.path(), "check -q --strict"), 0);
    }
  }
}

TEST_P(Orphans, WhatIsNamedIsRemovedAllTheSame) {
  FixtureTree tree = ws_.tree;
  FixtureTree mine;
  mine.set("zz/a.txt", "x\n");
  mine.set("zz/b.txt", "x\n");
  for (const auto& [path, entry] : mine.entries()) tree.set(path, entry);
  tree.at("formwork.lock").bytes = with_records(
      ws_.tree.at("formwork.lock").bytes, mine,
      [](const std::string& bytes) { return '"' + sha256(bytes).hex() + '"'; }, "");
  const TemporaryFolder folder;
  tree.store(folder.path());
  EXPECT_EQ(formwork(folder.path(), "compile -q --discard zz/a.txt --discard 'zz/*'"), 0);
  const FixtureTree after = FixtureTree::load(folder.path());
  EXPECT_FALSE(after.has("zz/a.txt"));
  EXPECT_TRUE(after.has("zz/b.txt")) << "a glob names nothing";
}

// What would be left to people by and by if a template lost its mark.
TEST_P(Orphans, EachOutputOutsideOfOwnedFoldersHasTheMark) {
  for (const std::string& path : ws_.outputs) {
    if (!ws_.owned_folder(path).empty()) continue;
    const auto style = comment_style(path);
    if (!style) continue;  // JSON
    const std::string& bytes = ws_.tree.at(path).bytes;
    if (find_block(bytes, *style).state == FoundBlock::State::whole) continue;
    EXPECT_TRUE(has_mark(bytes, *style)) << path;
  }
}

INSTANTIATE_TEST_SUITE_P(Mutation, Orphans, testing::ValuesIn(Workspace::names()),
                         [](const auto& test) {
                           std::string name = test.param;
                           std::replace(name.begin(), name.end(), '-', '_');
                           return name;
                         });

}  // namespace
}  // namespace formwork::mutation
