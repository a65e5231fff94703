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
       {"HISTORY.md", "src/main.rs", "Cargo.lock", ".github/workflows/mine.yaml",
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

/// Makes `folder` a repository of one commit that holds all of it, ignored files too.
void commit(const std::string& folder) {
  const std::string command =
      "cd '" + folder +
      "' && git init -q -b main && git add -f -A && "
      "git -c user.name=a -c user.email=a@a.example -c commit.gpgsign=false commit -qm start";
  ASSERT_EQ(std::system(command.c_str()), 0);
}

/// The workspace with one output edited, its record forged: `digest` of it, and a value, so that
/// something seems to have moved.
struct ForgedEdit {
  std::string path{}, edited{};
  FixtureTree tree{};
};

ForgedEdit forged_edit(const Workspace& ws, bool digest, bool journal) {
  ForgedEdit out{{}, {}, ws.tree};
  for (const std::string& output : ws.outputs)
    if (output.ends_with("/namespace.yaml") || output.ends_with("/terraform/main.tf"))
      out.path = output;
  EXPECT_NE(out.path, "");
  out.edited = ws.tree.at(out.path).bytes + "# work of a year\n";
  const std::string lock = ws.lock_of(out.path);
  std::vector<std::string> lines = lines_of(ws.tree.at(lock).bytes);
  for (std::string& line : lines) {
    if (line.starts_with(R"({"k":"out","p":")" + out.path + '"')) {
      const std::size_t at = line.find("\"d\":") + 4;
      line.replace(at, 66, digest ? '"' + sha256(out.edited).hex() + '"' : "null");
    }
  }
  const auto value = std::find_if(lines.begin(), lines.end(), [](const std::string& line) {
    return line.starts_with(R"({"k":"value")");
  });
  char& c = (*value)[value->find("\"d\":\"") + 5];
  c = c == 'a' ? 'b' : 'a';
  if (journal)
    out.tree.set(lock + ".new", joined(lines));
  else
    out.tree.at(lock).bytes = joined(lines);
  return out;
}

// The forged record came with a commit, what it names is nowhere but here (docs/adr/0031).
TEST_P(Orphans, NoRecordOutOfGitGivesAwayWhatGitDoesNotHave) {
  const auto right = [](const std::string& bytes) { return '"' + sha256(bytes).hex() + '"'; };
  for (const std::string& lock : ws_.locks) {
    if (lock == "formwork.lock") continue;
    SCOPED_TRACE(lock);
    std::string folder_of_ours;
    for (const std::string& path : ws_.outputs) {  // some lie in no folder of ours
      const std::string folder = ws_.lock_of(path) == lock ? ws_.owned_folder(path) : "";
      if (!folder.empty()) folder_of_ours = folder;
    }
    ASSERT_NE(folder_of_ours, "");
    FixtureTree mine;
    mine.set(folder_of_ours + "/mine.txt", "work of a year\n");
    for (const bool journal : {false, true}) {
      FixtureTree tree = ws_.tree;
      const std::string forged = with_records(ws_.tree.at(lock).bytes, mine, right, "");
      if (journal)
        tree.set(lock + ".new", forged);
      else
        tree.at(lock).bytes = forged;
      const TemporaryFolder folder;
      tree.store(folder.path());
      commit(folder.path());
      mine.store(folder.path());
      EXPECT_EQ(formwork(folder.path(), "compile -q"), 0);
      FixtureTree after = FixtureTree::load(folder.path());
      EXPECT_TRUE(after.has(folder_of_ours + "/mine.txt")) << "journal: " << journal;
      // Named, it goes. The lock has no such record any more: here it comes again.
      if (journal) continue;
      tree.store(folder.path());
      EXPECT_EQ(formwork(folder.path(), "compile -q --discard " + folder_of_ours + "/mine.txt"), 0);
      EXPECT_FALSE(FixtureTree::load(folder.path()).has(folder_of_ours + "/mine.txt"));
    }
    // What git has too is removed as an orphan is: git gives it back.
    FixtureTree tree = ws_.tree;
    tree.at(lock).bytes = with_records(ws_.tree.at(lock).bytes, mine, right, "");
    tree.set(folder_of_ours + "/mine.txt", mine.at(folder_of_ours + "/mine.txt"));
    const TemporaryFolder folder;
    tree.store(folder.path());
    commit(folder.path());
    EXPECT_EQ(formwork(folder.path(), "compile -q"), 0);
    EXPECT_FALSE(FixtureTree::load(folder.path()).has(folder_of_ours + "/mine.txt"));
  }
}

TEST_P(Orphans, NoRecordOutOfGitHasAnEditOverwrittenThatGitDoesNotHave) {
  for (const auto& [digest, journal] : {std::pair(true, false), {false, false}, {false, true}}) {
    SCOPED_TRACE(fmt::format("digest: {}, journal: {}", digest, journal));
    const ForgedEdit forged = forged_edit(ws_, digest, journal);
    const TemporaryFolder folder;
    forged.tree.store(folder.path());
    commit(folder.path());
    FixtureTree edit;
    edit.set(forged.path, forged.edited);
    edit.store(folder.path());
    EXPECT_EQ(formwork(folder.path(), "compile -q"), 1);
    EXPECT_EQ(FixtureTree::load(folder.path()).at(forged.path).bytes, forged.edited);
    // A record without a digest is a merge's: what neither side has is an edit like any other.
    const std::string named = digest || journal ? "--adopt " : "--discard ";
    EXPECT_EQ(formwork(folder.path(), "compile -q " + named + forged.path), 0);
    EXPECT_EQ(FixtureTree::load(folder.path()).at(forged.path).bytes,
              ws_.tree.at(forged.path).bytes);
  }
  // Committed, it is in git whatever becomes of it here.
  const ForgedEdit forged = forged_edit(ws_, true, false);
  FixtureTree tree = forged.tree;
  tree.at(forged.path).bytes = forged.edited;
  const TemporaryFolder folder;
  tree.store(folder.path());
  commit(folder.path());
  EXPECT_EQ(formwork(folder.path(), "compile -q"), 0);
}

// Whoever compiles twice between two commits is asked nothing.
TEST_P(Orphans, WhatWasCompiledHereIsOverwrittenAndRemovedAsBefore) {
  FixtureTree tree = ws_.tree;
  const TemporaryFolder folder;
  tree.store(folder.path());
  commit(folder.path());
  const auto spec = std::find_if(tree.entries().begin(), tree.entries().end(), [](const auto& e) {
    return e.first.starts_with("environments/") &&
           e.second.bytes.find("owner: team-") != std::string::npos;
  });
  ASSERT_NE(spec, tree.entries().end());
  const auto locks_now = [&] {
    std::string out;
    for (const std::string& lock : ws_.locks)
      out += FixtureTree::load(folder.path()).at(lock).bytes;
    return out;
  };
  std::string before = locks_now();
  for (const char* more : {"a-", "b-", "c-"}) {
    FixtureTree edit;
    edit.set(spec->first, spec->second.bytes);
    std::string& text = edit.at(spec->first).bytes;
    text.insert(text.find("owner: team-") + 12, more);
    edit.store(folder.path());
    EXPECT_EQ(formwork(folder.path(), "compile -q"), 0) << more;
    EXPECT_EQ(formwork(folder.path(), "check -q"), 0) << more;
    const std::string after = locks_now();
    EXPECT_FALSE(after == before) << more;
    before = after;
  }
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
