// What is no drift: thousands of teams do it every day, and `check` must not say a word.
#include "base/json_string.h"
#include "checker.h"
#include "document/yaml.h"
#include "mutations.h"
#include "store/git_tree.h"
#include "support/temporary_folder.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>

namespace formwork::mutation {
namespace {

namespace fs = std::filesystem;
using testing_support::TemporaryFolder;

constexpr std::size_t kBeside = 100;  // of an example: files beside ours
constexpr std::size_t kGit = 35;      // what git and the file system do

class Harmless : public testing::TestWithParam<std::string> {
 protected:
  const Workspace ws_ = Workspace::load(GetParam());
};

/// Folders in which `terraform init` may have been run.
std::vector<std::string> terraform_folders(const Workspace& ws) {
  std::vector<std::string> out;
  for (const std::string& path : ws.outputs)
    if (path.ends_with("/main.tf")) out.push_back(path.substr(0, path.rfind('/')));
  return out;
}

/// Adds one file that is none of our business; what it was.
std::string put_beside(FixtureTree& tree, const Workspace& ws, Chance& chance) {
  static const std::vector<std::string> kAnywhere = {"README.md",
                                                     "src/main.rs",
                                                     "Cargo.lock",
                                                     ".github/workflows/mine.yaml",
                                                     ".github/workflows/formwork.yaml",
                                                     ".github/CODEOWNERS",
                                                     ".github/actions/mine/action.yaml",
                                                     "docker/other/Dockerfile",
                                                     "docker/compose.yaml",
                                                     "infra/README.md",
                                                     "infra/scripts/mine.sh",
                                                     "infra/prod/notes.md",
                                                     "infra/prod/helm/values.yaml",
                                                     "infra/ghost/terraform/main.tf",
                                                     "docs/operations/mine.md",
                                                     "node_modules/x/index.js",
                                                     "formwork.lock.bak",
                                                     "environments/README.md",
                                                     "releases/README.md"};
  static const std::vector<std::string> kTerraform = {
      ".terraform/providers/registry/x/1.0/linux_amd64/provider",
      ".terraform/modules/modules.json",
      ".terraform.lock.hcl",
      ".terraform.tfstate.lock.info",
      "terraform.tfstate",
      "terraform.tfstate.backup",
      "plan.tfplan",
      "crash.log"};
  const auto folders = terraform_folders(ws);
  const bool terraform = !folders.empty() && chance.below(2) == 0;
  const std::string path =
      terraform ? chance.of(folders) + "/" + chance.of(kTerraform) : chance.of(kAnywhere);
  if (tree.has(path)) return {};
  tree.set(path, {chance.below(8) == 0 && !terraform ? FileKind::link : FileKind::regular,
                  chance.below(2) == 0, "x"});
  return path;
}

TEST_P(Harmless, FilesBesideOursAreNobodysBusiness) {
  const Checker checker(ws_.tree);
  ASSERT_TRUE(checker.ok());
  for (std::size_t i = 0; i < kBeside; ++i) {
    Chance chance(i);
    FixtureTree tree = ws_.tree;
    std::string what;
    for (std::size_t n = 1 + chance.below(4); n > 0; --n)
      what += put_beside(tree, ws_, chance) + " ";
    Checker::Options options;
    if (i % 8 != 0) options.of_path = chance.of(ws_.outputs);
    EXPECT_EQ(shown(checker.check(tree, options)), "") << what;
  }
}

TEST_P(Harmless, WhatStandsAroundABlockIsItsOwners) {
  const Checker checker(ws_.tree);
  ASSERT_TRUE(checker.ok());
  for (const std::string& path : ws_.blocks) {
    for (std::size_t i = 0; i < 12; ++i) {
      Chance chance(i);
      FixtureTree tree = ws_.tree;
      FixtureTree::Entry& entry = tree.at(path);
      entry.executable = i % 2 == 1;
      std::string what = around_a_block(path, entry.bytes, chance);
      what += ", " + around_a_block(path, entry.bytes, chance);
      EXPECT_EQ(shown(checker.check(tree, {})), "") << path << ": " << what;
    }
  }
}

/// `node` in flow form, keys in an order of chance.
void print(Node node, Chance& chance, std::string& out) {
  if (node.is(Kind::map)) {
    std::vector<Node> children(node.begin(), node.end());
    for (std::size_t i = children.size(); i > 1; --i)
      std::swap(children[i - 1], children[chance.below(i)]);
    out += '{';
    for (const Node child : children) {
      out += '"' + std::string(child.key()) + "\": ";
      print(child, chance, out);
      out += ",\n ";
    }
    out += '}';
  } else if (node.is(Kind::list)) {
    out += '[';
    for (const Node child : node) {
      print(child, chance, out);
      out += ", ";
    }
    out += ']';
  } else {
    if (node.style() == Style::plain) {
      out += node.text();
    } else {
      append_json_string(out, node.text());
    }
  }
}

/// The input written otherwise, of the same meaning.
std::string rewritten(const std::string& path, const std::string& text, Chance& chance) {
  switch (chance.below(6)) {
    case 0:
      return text + "# the end\n";
    case 1:
      return "# the beginning\n" + text;
    case 2: {
      std::string out;
      for (const std::string& line : lines_of(text))
        out += line.substr(0, line.size() - 1) + "\r\n";
      return out;
    }
    case 3:
      return "\xEF\xBB\xBF" + text;
    case 4: {
      std::string out;
      for (const std::string& line : lines_of(text))
        out += line + (chance.below(3) == 0 ? "\n" : "");
      return out;
    }
    default: {
      SourceMap sources;
      Diagnostics diagnostics;
      const auto document = parse_yaml(sources.add(path, text), sources, diagnostics);
      if (!document) return text;
      std::string out;
      print(document->root(), chance, out);
      return out + "\n";
    }
  }
}

TEST_P(Harmless, ASpecMayBeWrittenOtherwise) {
  for (std::size_t i = 0; i < 12; ++i) {
    Chance chance(i);
    FixtureTree tree = ws_.tree;
    for (const auto& [path, entry] : ws_.tree.entries()) {
      if (path.starts_with("environments/") || path.starts_with("releases/"))
        tree.at(path).bytes = rewritten(path, entry.bytes, chance);
    }
    const Checker checker(tree);
    ASSERT_TRUE(checker.ok()) << checker.refused()[0].text << shown(checker.refused());
    EXPECT_EQ(shown(checker.check(tree, {})), "") << i;
  }
}

/// The example, committed in a repository of its own.
class Repository {
 public:
  explicit Repository(const Workspace& ws) {
    setenv("HOME", home_.path().c_str(), 1);
    setenv("XDG_CONFIG_HOME", home_.path().c_str(), 1);
    setenv("GIT_CONFIG_NOSYSTEM", "1", 1);
    ws.tree.store(folder_ / "one");
    run("git init -q -b main one && cd one && git config user.email a@example.org && git config "
        "user.name a && git add -A && git commit -qm start");
  }
  void run(const std::string& line) const {
    const std::string log = home_ / "log";
    const std::string command = "cd " + folder_.path() + " && { " + line + "; } >" + log + " 2>&1";
    if (std::system(command.c_str()) != 0) {
      std::ifstream in(log);
      ADD_FAILURE() << line << "\n" << std::string(std::istreambuf_iterator<char>(in), {});
    }
  }
  [[nodiscard]] std::string path(const std::string& name) const { return folder_ / name; }

 private:
  TemporaryFolder home_, folder_;
};

std::string found_in(const Checker& checker, const std::string& folder) {
  const auto repository = GitRepository::open(folder);
  if (!repository) return repository.error().message;
  Checker::Options options;
  options.repository = &*repository;
  std::string out;
  for (const Finding& one : checker.check(*disk_tree(folder), options)) {
    out += fmt::format("{} {}: {}\n", one.id, one.path, one.text);
  }
  return out;
}

// Where nobody asks git what it would store: in a container, of an archive.
TEST_P(Harmless, TheBlockOfAttributesKeepsACheckoutToTheByte) {
  if (std::system("git --version >/dev/null 2>&1") != 0) GTEST_SKIP() << "git is not installed";
  if (std::find(ws_.blocks.begin(), ws_.blocks.end(), ".gitattributes") == ws_.blocks.end())
    GTEST_SKIP() << "no pack writes .gitattributes";
  const Repository repository(ws_);
  repository.run("git clone -q -c core.autocrlf=true one two && rm -rf two/.git");
  const auto tree = disk_tree(repository.path("two"));
  const auto spec = tree->read("formwork.yaml");
  ASSERT_TRUE(spec);
  EXPECT_NE(spec->find("\r\n"), std::string::npos) << "it is a checkout with CRLF";
  const Checker checker(*tree);
  ASSERT_TRUE(checker.ok()) << shown(checker.refused());
  EXPECT_EQ(shown(checker.check(*tree, {})), "");
}

TEST_P(Harmless, WhatGitAndTheFileSystemDoIsNoDrift) {
  if (std::system("git --version >/dev/null 2>&1") != 0) GTEST_SKIP() << "git is not installed";
  const Checker checker(ws_.tree);
  ASSERT_TRUE(checker.ok());
  const Repository repository(ws_);
  const auto folders = terraform_folders(ws_);
  // Each leaves the repository as the next one may find it; where to look afterwards, if elsewhere.
  using Operation = std::function<std::string(Chance&)>;
  std::size_t clones = 0;
  const auto here = [&](const std::string& line) {
    repository.run("cd one && " + line);
    return std::string("one");
  };
  const auto clone = [&](const std::string& options, const std::string& after = "true") {
    const std::string name = fmt::format("clone-{}", ++clones);
    repository.run(
        fmt::format("git clone -q {} one {} && cd {} && {}", options, name, name, after));
    return name;
  };
  const std::vector<std::pair<std::string, Operation>> operations = {
      {"touch", [&](Chance& c) { return here("touch " + c.of(ws_.outputs)); }},
      {"touch all",
       [&](Chance&) { return here("find . -name .git -prune -o -type f -exec touch {} +"); }},
      {"an old time", [&](Chance& c) { return here("touch -d 2001-01-01 " + c.of(ws_.outputs)); }},
      {"written again",
       [&](Chance& c) {
         const std::string& path = c.of(ws_.outputs);
         return here("cp -p " + path + " x && mv x " + path);
       }},
      {"checked out again",
       [&](Chance& c) {
         const std::string& path = c.of(ws_.outputs);
         return here("rm " + path + " && git checkout -q -- " + path);
       }},
      {"all checked out again",
       [&](Chance&) { return here("git rm -rq --cached . && git reset -q --hard"); }},
      {"a stash",
       [&](Chance& c) {
         return here("echo >> " + c.of(ws_.outputs) + " && git stash -q && git stash drop -q");
       }},
      {"another branch and back",
       [&](Chance& c) {
         return here("git checkout -qb topic && git rm -q " + c.of(ws_.outputs) +
                     " && git commit -qm x && git checkout -q main && git branch -qD topic");
       }},
      {"a clone elsewhere", [&](Chance&) { return clone(""); }},
      {"a shallow clone", [&](Chance&) { return clone("--depth 1 --no-local"); }},
      {"a worktree",
       [&](Chance&) {
         const std::string name = fmt::format("tree-{}", ++clones);
         repository.run("cd one && git worktree add -q --detach ../" + name);
         return name;
       }},
      {"git gc", [&](Chance&) { return here("git gc -q"); }},
      {"autocrlf", [&](Chance&) { return clone("-c core.autocrlf=true"); }},
      {"autocrlf, and attributes that say LF",
       [&](Chance&) {
         return clone("--no-checkout -c core.autocrlf=true",
                      "echo '* text=auto eol=lf' >.git/info/attributes && git reset -q --hard");
       }},
      {"attributes that say CRLF",
       [&](Chance&) {
         return clone("--no-checkout",
                      "echo '* text eol=crlf' >.git/info/attributes && git reset -q --hard");
       }},
      {"a file system without executable bits",
       [&](Chance&) {
         return clone("-c core.fileMode=false",
                      "find . -name .git -prune -o -type f -exec chmod 755 {} +");
       }},
      {"an umask",
       [&](Chance&) { return clone("--no-checkout", "umask 077 && git reset -q --hard"); }},
      {"read-only", [&](Chance&) { return clone("", "chmod -R a-w infra && chmod -R u+w infra"); }},
      {"empty folders", [&](Chance& c) { return here("mkdir -p " + c.of(ws_.outputs) + ".d"); }},
      {"ignored files in our folders",
       [&](Chance& c) {
         const std::string& path = c.of(ws_.outputs);
         return here("printf '*.swp\\n.idea/\\n' >.git/info/exclude && mkdir -p $(dirname " + path +
                     ")/.idea && touch $(dirname " + path + ")/.idea/x " + path + ".swp");
       }},
      {"terraform init",
       [&](Chance& c) {
         if (folders.empty()) return here("true");
         return here("cd " + c.of(folders) +
                     " && mkdir -p .terraform/providers && touch .terraform/providers/x "
                     ".terraform.lock.hcl x.tfplan terraform.tfstate");
       }},
      {"a hand-written workflow beside ours",
       [&](Chance&) {
         return here("mkdir -p .github/workflows && echo 'on: push' >.github/workflows/own.yaml");
       }},
      {"a commit of something else",
       [&](Chance&) { return here("echo x >>notes && git add notes && git commit -qm notes"); }},
  };
  for (std::size_t i = 0; i < kGit; ++i) {
    Chance chance(31 * i + 1);
    const auto& [name, operation] = operations[i % operations.size()];
    const std::string where = operation(chance);
    EXPECT_EQ(found_in(checker, repository.path(where)), "") << name;
    if (where != "one") fs::remove_all(repository.path(where));
  }
}

INSTANTIATE_TEST_SUITE_P(Mutation, Harmless, testing::ValuesIn(Workspace::names()),
                         [](const auto& test) {
                           std::string name = test.param;
                           std::replace(name.begin(), name.end(), '-', '_');
                           return name;
                         });

}  // namespace
}  // namespace formwork::mutation
