// Repositories of all sorts, made by the git command line in temporary folders.
#include "store/git_tree.h"

#include "support/temporary_folder.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <optional>
#include <sys/stat.h>
#include <unistd.h>

namespace formwork {
namespace {

using testing_support::TemporaryFolder;
using State = GitRepository::State;

// The developer's configuration must not reach the tests; libgit2 looks at HOME once, so it is one
// for all.
const std::string& isolated_home() {
  static const TemporaryFolder home;
  static const bool once = [] {
    setenv("HOME", home.path().c_str(), 1);
    setenv("XDG_CONFIG_HOME", home.path().c_str(), 1);
    setenv("GIT_CONFIG_NOSYSTEM", "1", 1);
    unsetenv("GIT_DIR");
    return true;
  }();
  static_cast<void>(once);
  return home.path();
}

class Git : public ::testing::Test {
 protected:
  void SetUp() override {
    isolated_home();
    if (std::system("git --version >/dev/null 2>&1") != 0) GTEST_SKIP() << "git is not installed";
  }

  // Runs a shell line in the folder; its output is shown only if it fails.
  void run(const std::string& line) const {
    const std::string log = isolated_home() + "/log";
    const std::string command = "cd " + folder_.path() + " && { " + line + "; } >" + log + " 2>&1";
    if (std::system(command.c_str()) != 0) {
      std::ifstream in(log);
      FAIL() << line << "\n" << std::string(std::istreambuf_iterator<char>(in), {});
    }
  }
  void init(const std::string& where = ".", const std::string& options = "") const {
    run("git init -q -b main " + options + " " + where + " && cd " + where +
        " && git config user.email a@example.org && git config user.name a");
  }
  void commit(const std::string& where = ".") const {
    run("cd " + where + " && git add -A && git commit -q --allow-empty -m x");
  }
  [[nodiscard]] Result<GitRepository> open(const std::string& where = ".") const {
    return GitRepository::open(folder_ / where);
  }
  [[nodiscard]] std::string open_error(const std::string& where) const {
    const auto repository = open(where);
    if (repository) return "opened";
    EXPECT_EQ(repository.error().code, Code::FW7020);
    EXPECT_EQ(repository.error().message.find('\n'), std::string::npos);
    return repository.error().message;
  }

  TemporaryFolder folder_;
};

std::string names(const Tree& tree, const std::string& folder) {
  const auto entries = tree.list(folder);
  if (!entries) return entries.error().message;
  std::string out;
  for (const FolderEntry& entry : *entries) {
    out += entry.name + (entry.kind == FileKind::folder ? "/ "
                         : entry.kind == FileKind::link ? "@ "
                                                        : " ");
  }
  return out;
}

TEST_F(Git, ReadsARevisionWhateverTheWorkingTreeHolds) {
  init();
  folder_.write("infra/prod/api.yaml", "one\n");
  folder_.write("infra/run.sh", "echo\n");
  run("chmod +x infra/run.sh && ln -s prod/api.yaml infra/same.yaml && ln -s /etc/passwd infra/out "
      "&& "
      "ln -s same.yaml infra/twice.yaml");
  commit();
  folder_.write("infra/prod/api.yaml", "two\n");
  commit();
  folder_.write("infra/prod/api.yaml", "dirty\n");

  const auto repository = open();
  ASSERT_TRUE(repository.has_value()) << repository.error().message;
  const auto head = repository->revision("HEAD");
  const auto before = repository->revision("main~1");
  ASSERT_TRUE(head.has_value() && before.has_value());
  EXPECT_EQ(*(*head)->read("infra/prod/api.yaml"), "two\n");
  EXPECT_EQ(*(*before)->read("infra/prod/api.yaml"), "one\n");
  EXPECT_EQ(names(**head, ""), "infra/ ");
  EXPECT_EQ(names(**head, "infra"), "out@ prod/ run.sh same.yaml@ twice.yaml@ ");
  EXPECT_EQ(names(**head, "nowhere"), "");
  EXPECT_EQ((*head)->info("infra/prod/api.yaml")->size, 4U);
  EXPECT_TRUE((*head)->info("infra/run.sh")->executable);
  EXPECT_EQ((*head)->info("infra")->kind, FileKind::folder);
  EXPECT_EQ((*head)->info("")->kind, FileKind::folder);
  EXPECT_EQ((*head)->info("infra/nothing")->kind, FileKind::absent);
  EXPECT_EQ((*head)->info("infra/same.yaml")->kind, FileKind::link);
  EXPECT_EQ((*head)->info("../x")->kind, FileKind::absent);
  EXPECT_EQ(*(*head)->read("infra/twice.yaml"), "two\n") << "links inside are followed";
  EXPECT_EQ((*head)->read("infra/out").error().code, Code::FW7004);
  EXPECT_EQ((*head)->read("infra/nothing").error().code, Code::FW7001);
  EXPECT_EQ((*head)->read("infra").error().code, Code::FW7003);
  EXPECT_EQ((*head)->id("infra/prod/api.yaml"), git_blob_id("two\n"));
  EXPECT_EQ((*head)->id("infra"), std::nullopt);
  EXPECT_TRUE((*head)->name().starts_with("revision "));
}

TEST_F(Git, SaysWhichRevisionIsUnknown) {
  init();
  folder_.write("a", "a");
  commit();
  const auto repository = open();
  ASSERT_TRUE(repository.has_value());
  EXPECT_EQ(repository->revision("no-such").error().message, "unknown revision `no-such`");
  EXPECT_EQ(repository->revision("HEAD:a").error().message,
            "revision `HEAD:a` names a blob, not a commit");
  EXPECT_EQ(repository->revision("\x1b[31m").error().message, "unknown revision `\\u{1b}[31m`");
  EXPECT_EQ(repository->revision("HEAD").value()->read("b").error().code, Code::FW7001);
}

TEST_F(Git, LooksBelowTheWorkspaceFolder) {
  init();
  folder_.write("a", "outside");
  commit();
  folder_.write("team/service/a", "inside");
  commit();
  folder_.write("team/service/b", "staged");
  run("git add -A");
  const auto repository = open("team/service");
  ASSERT_TRUE(repository.has_value());
  EXPECT_EQ(*repository->revision("HEAD").value()->read("a"), "inside");
  EXPECT_EQ(names(*repository->revision("HEAD~1").value(), ""), "")
      << "the workspace was not there yet";
  EXPECT_EQ(names(**repository->index(), ""), "a b ");
  EXPECT_EQ(*repository->state("a"), State::clean);
}

TEST_F(Git, ReadsTheIndex) {
  init();
  folder_.write("a.b", "1");
  folder_.write("a/x", "committed");
  folder_.write("a/y/z", "2");
  commit();
  folder_.write("a/x", "staged");
  run("git add a/x");
  folder_.write("a/x", "working");
  folder_.write("named-only", "n");
  run("git add -N named-only");
  const auto repository = open();
  ASSERT_TRUE(repository.has_value());
  const auto index = repository->index();
  ASSERT_TRUE(index.has_value());
  EXPECT_EQ(*(*index)->read("a/x"), "staged");
  EXPECT_EQ(names(**index, ""), "a/ a.b ");
  EXPECT_EQ(names(**index, "a"), "x y/ ");
  EXPECT_EQ((*index)->info("named-only")->kind, FileKind::absent);
  EXPECT_EQ((*index)->info("a")->kind, FileKind::folder);
  EXPECT_EQ((*index)->id("a/x"), git_blob_id("staged"));
  EXPECT_EQ((*index)->name(), "index");
}

TEST_F(Git, SaysThatAPathIsUnmerged) {
  init();
  folder_.write("a", "base\n");
  commit();
  run("git checkout -q -b topic");
  folder_.write("a", "topic\n");
  commit();
  run("git checkout -q main");
  folder_.write("a", "main\n");
  commit();
  run("git merge topic || true");
  const auto repository = open();
  ASSERT_TRUE(repository.has_value());
  const auto bytes = repository->index().value()->read("a");
  ASSERT_FALSE(bytes.has_value());
  EXPECT_EQ(bytes.error().message, "`a` is unmerged in the index");
  EXPECT_EQ(*repository->state("a"), State::unstaged);
}

TEST_F(Git, TellsTrackedUntrackedIgnoredAndUnstagedApart) {
  init();
  folder_.write(".gitignore", "*.tfplan\n.terraform/\n");
  folder_.write("tracked", "t");
  folder_.write("changed", "c");
  folder_.write("mode", "m");
  commit();
  folder_.write("changed", "C");
  run("chmod +x mode");
  folder_.write("untracked", "u");
  folder_.write("x.tfplan", "p");
  const auto repository = open();
  ASSERT_TRUE(repository.has_value());
  EXPECT_EQ(*repository->state("tracked"), State::clean);
  EXPECT_EQ(*repository->state("changed"), State::unstaged)
      << "of the same size, within the same second";
  EXPECT_EQ(*repository->state("mode"), State::unstaged);
  EXPECT_EQ(*repository->state("untracked"), State::untracked);
  EXPECT_EQ(*repository->state("x.tfplan"), State::ignored);
  run("git add changed");
  EXPECT_EQ(*repository->state("changed"), State::clean) << "staged is enough";
  run("touch -d '2001-01-01' tracked");
  EXPECT_EQ(*repository->state("tracked"), State::clean) << "another time, the same bytes";
  EXPECT_EQ(*repository->is_ignored(".terraform/"), true);
  EXPECT_EQ(*repository->is_ignored("tracked"), false);
}

TEST_F(Git, GivesTheBytesAsGitWouldStoreThem) {
  init();
  folder_.write(".gitattributes", "*.txt text\n*.bin -text\n");
  const auto repository = open();
  ASSERT_TRUE(repository.has_value());
  EXPECT_EQ(*repository->as_stored("a.txt", "a\r\nb\r\n"), "a\nb\n");
  EXPECT_EQ(*repository->as_stored("a.bin", "a\r\nb\r\n"), "a\r\nb\r\n");
  EXPECT_EQ(*repository->as_stored("a.yaml", "a\r\n"), "a\r\n");
  run("git config core.autocrlf true");
  EXPECT_EQ(*open()->as_stored("a.yaml", "a\r\n"), "a\n");
  EXPECT_EQ(*open()->as_stored("a.yaml", ""), "");
}

TEST_F(Git, NeverRunsAFilterOfTheConfiguration) {
  init();
  folder_.write(".gitattributes", "* filter=evil\n");
  run("git config filter.evil.clean 'touch ran; cat' && git config filter.evil.required true");
  const auto repository = open();
  ASSERT_TRUE(repository.has_value());
  EXPECT_EQ(*repository->as_stored("a", "bytes"), "bytes");
  EXPECT_FALSE(std::filesystem::exists(folder_ / "ran"));
}

TEST_F(Git, WorksInAWorktreeASubmoduleASparseCheckoutAndABareRepository) {
  init("one");
  folder_.write("one/a", "a");
  folder_.write("one/deep/b", "b");
  commit("one");
  run("cd one && git worktree add -q ../tree");
  EXPECT_EQ(*open("tree")->revision("HEAD").value()->read("a"), "a");
  EXPECT_EQ(*open("tree")->state("a"), State::clean);

  init("two");
  run("cd two && git -c protocol.file.allow=always submodule -q add ../one sub");
  EXPECT_EQ(*open("two/sub")->revision("HEAD").value()->read("deep/b"), "b");
  EXPECT_EQ(open("two")->index().value()->info("sub")->kind, FileKind::other);

  run("git clone -q one sparse && cd sparse && git sparse-checkout set nowhere");
  EXPECT_EQ(*open("sparse")->revision("HEAD").value()->read("deep/b"), "b");
  EXPECT_EQ(*open("sparse")->index().value()->read("deep/b"), "b");

  run("git clone -q --bare one bare.git");
  const auto bare = open("bare.git");
  ASSERT_TRUE(bare.has_value()) << bare.error().message;
  EXPECT_EQ(*bare->revision("HEAD").value()->read("deep/b"), "b");
  EXPECT_EQ(bare->state("a").error().message, "the git repository is bare: it has no working tree");
}

TEST_F(Git, SaysWhyARepositoryCannotBeOpened) {
  folder_.write("plain/a", "a");
  EXPECT_EQ(open_error("plain"), "`" + folder_ / "plain" + "` is not in a git repository");
  init("sha256", "--object-format=sha256");
  EXPECT_EQ(open_error("sha256"),
            "the git repository has SHA-256 objects, which libgit2 cannot read");
  init("future");
  run("cd future && git config core.repositoryformatversion 1 && git config extensions.newthing "
      "true");
  EXPECT_NE(open_error("future").find("unsupported extension"), std::string::npos);
}

// Sets a variable for as long as it lives.
class Variable {
 public:
  Variable(const char* name, const std::string& value) : name_(name) {
    if (const char* old = std::getenv(name); old != nullptr) old_ = old;
    setenv(name, value.c_str(), 1);
  }
  ~Variable() {
    if (old_)
      setenv(name_, old_->c_str(), 1);
    else
      unsetenv(name_);
  }
  Variable(const Variable&) = delete;
  Variable& operator=(const Variable&) = delete;

 private:
  const char* name_;
  std::optional<std::string> old_{};
};

TEST_F(Git, SaysThatARepositoryBelongsToSomebodyElse) {
  if (geteuid() != 0) GTEST_SKIP() << "only root can give files away";
  init("foreign");
  const std::string path = std::filesystem::canonical(folder_ / "foreign");
  run("chown -R 12345 foreign");
  EXPECT_EQ(open_error("foreign"),
            "the git repository around `" + folder_ / "foreign" + "` belongs to another user");
  EXPECT_EQ(open("foreign").error().help,
            "if you trust it: `git config --global --add safe.directory " + path + "`");
  run("mkdir foreign/sub && chown -R 0 foreign && chown 12345 foreign/.git");
  EXPECT_NE(open_error("foreign/sub").find("another user"), std::string::npos) << ".git alone";
  const Variable caller("SUDO_UID", "12345");
  EXPECT_EQ(open_error("foreign"), "opened") << "root asks for who called sudo";
}

TEST_F(Git, TrustsARepositoryOfSomebodyElseWhereverItIsToldTo) {
  if (geteuid() != 0) GTEST_SKIP() << "only root can give files away";
  init("foreign");
  run("chown -R 12345 foreign");
  const std::string path = std::filesystem::canonical(folder_ / "foreign");
  const TemporaryFolder home;
  const Variable at_home("HOME", home.path());
  const Variable no_xdg("XDG_CONFIG_HOME", home / "nowhere");
  const auto trusted = [&] { return open("foreign").has_value(); };
  EXPECT_FALSE(trusted());
  const auto config = [](const std::string& value) {
    return "[safe]\n\tdirectory = " + value + "\n";
  };
  for (const std::string& value : {path, std::string("*"), folder_ / "*"}) {
    home.write(".gitconfig", config(value));
    EXPECT_TRUE(trusted()) << value;
  }
  home.write(".gitconfig", config("*") + config(""));
  EXPECT_FALSE(trusted()) << "an empty value forgets those before it";
  home.write(".gitconfig", config(path + "/other"));
  EXPECT_FALSE(trusted());
  {
    home.write("xdg/git/config", config(path));
    const Variable xdg("XDG_CONFIG_HOME", home / "xdg");
    EXPECT_TRUE(trusted()) << "XDG_CONFIG_HOME";
  }
  home.write("config", config("*"));
  {
    const Variable global("GIT_CONFIG_GLOBAL", home / "config");
    EXPECT_TRUE(trusted()) << "GIT_CONFIG_GLOBAL";
  }
  {
    const Variable with_system("GIT_CONFIG_NOSYSTEM", "0");
    const Variable system("GIT_CONFIG_SYSTEM", home / "config");
    EXPECT_TRUE(trusted()) << "GIT_CONFIG_SYSTEM";
  }
  {
    const Variable count("GIT_CONFIG_COUNT", "2");
    const Variable key("GIT_CONFIG_KEY_1", "Safe.Directory");
    const Variable value("GIT_CONFIG_VALUE_1", path);
    EXPECT_TRUE(trusted()) << "GIT_CONFIG_COUNT";
  }
  for (const std::string& parameters :
       {"'core.x'='y' 'safe.directory'='" + path + "'", "'safe.directory=" + path + "'"}) {
    const Variable given("GIT_CONFIG_PARAMETERS", parameters);
    EXPECT_TRUE(trusted()) << parameters;
  }
  run("git -C foreign -c safe.directory='*' config safe.directory '*'");
  EXPECT_FALSE(trusted()) << "a repository cannot speak for itself";
}

TEST_F(Git, MakesAMergeAgain) {
  init();
  folder_.write("both", "1\n2\n3\n4\n5\n");
  folder_.write("conflict", "1\n");
  commit();
  run("git checkout -q -b other && sed -i s/1/one/ both && echo other > conflict");
  commit();
  run("git checkout -q main && sed -i s/5/five/ both && echo main > conflict");
  commit();
  const auto repository = open();
  ASSERT_TRUE(repository.has_value());
  const auto merged = repository->merge("main", "other");
  ASSERT_TRUE(merged.has_value()) << merged.error().message;
  EXPECT_EQ(*(*merged)->read("both"), "one\n2\n3\n4\nfive\n");
  EXPECT_EQ((*merged)->read("conflict").error().code, Code::FW7020) << "unmerged";
  EXPECT_FALSE(repository->merge("main", "nowhere").has_value());
}

TEST_F(Git, TellsWhatASparseCheckoutLeavesOutAndWhereSubmodulesAre) {
  init();
  folder_.write("infra/a", "a");
  folder_.write("specs/b", "b");
  commit();
  run("git sparse-checkout set specs && git update-index --add --cacheinfo "
      "160000,$(git rev-parse HEAD),parts/sub && mkdir -p parts/sub/deep");
  const auto repository = open();
  ASSERT_TRUE(repository.has_value());
  EXPECT_TRUE(repository->is_left_out("infra/a"));
  EXPECT_FALSE(repository->is_left_out("specs/b"));
  EXPECT_FALSE(repository->is_left_out("nothing"));
  EXPECT_EQ(repository->submodule_around("parts/sub"), "parts/sub");
  EXPECT_EQ(repository->submodule_around("parts/sub/environments"), "parts/sub");
  EXPECT_EQ(repository->submodule_around("parts"), std::nullopt);
  EXPECT_EQ(repository->submodule_around(""), std::nullopt);
  EXPECT_EQ(open("parts/sub")->submodule_around(""), "parts/sub");
  EXPECT_EQ(open("parts/sub/deep")->submodule_around("x"), "parts/sub");
}

TEST_F(Git, SaysThatARevisionIsNotInAShallowClone) {
  init("full");
  folder_.write("full/a", "1");
  commit("full");
  folder_.write("full/a", "2");
  commit("full");
  run("git clone -q --depth 1 file://" + folder_ / "full" + " shallow");
  const auto repository = open("shallow");
  ASSERT_TRUE(repository.has_value());
  EXPECT_EQ(*repository->revision("HEAD").value()->read("a"), "2");
  EXPECT_EQ(repository->revision("HEAD~1").error().message,
            "revision `HEAD~1` is not in this shallow clone");
}

TEST_F(Git, SaysThatAFileIsNotInAPartialClone) {
  init("full");
  folder_.write("full/a", "1");
  commit("full");
  run("git -C full config uploadpack.allowFilter true && git clone -q --no-checkout "
      "--filter=blob:none file://" +
      folder_ / "full" + " partial");
  const auto repository = open("partial");
  ASSERT_TRUE(repository.has_value()) << repository.error().message;
  const auto tree = repository->revision("HEAD");
  ASSERT_TRUE(tree.has_value());
  EXPECT_EQ((*tree)->info("b")->kind, FileKind::absent);
  EXPECT_EQ((*tree)->read("a").error().message, "`a` is not in this partial clone");
  EXPECT_EQ((*tree)->info("a").error().message, "`a` is not in this partial clone");
  EXPECT_EQ((*tree)->id("a"), git_blob_id("1")) << "an unchanged file needs no bytes";
}

TEST_F(Git, SaysThatATreeIsNotInAPartialClone) {
  init("full");
  folder_.write("full/a", "1");
  commit("full");
  run("git -C full config uploadpack.allowFilter true && git clone -q --no-checkout "
      "--filter=tree:0 file://" +
      folder_ / "full" + " partial");
  const auto repository = open("partial");
  ASSERT_TRUE(repository.has_value()) << repository.error().message;
  const auto tree = repository->revision("HEAD");
  ASSERT_FALSE(tree.has_value());
  EXPECT_EQ(tree.error().message, "`HEAD^{tree}` is not in this partial clone");
}

TEST_F(Git, SaysThatABareRepositoryHasNoIndex) {
  init("one");
  folder_.write("one/a", "a");
  commit("one");
  run("git clone -q --bare one bare.git");
  EXPECT_EQ(open("bare.git")->index().error().message,
            "the git repository is bare: it has no index");
}

TEST_F(Git, ReadsTheIndexThatAHookIsGiven) {
  init();
  folder_.write("a", "1");
  commit();
  folder_.write("a", "2");
  folder_.write("b", "3");
  run("git add b && cp .git/index other && GIT_INDEX_FILE=other git add a");
  setenv("GIT_INDEX_FILE", (folder_ / "other").c_str(), 1);
  const auto repository = open();
  unsetenv("GIT_INDEX_FILE");
  ASSERT_TRUE(repository.has_value()) << repository.error().message;
  EXPECT_EQ(*repository->index().value()->read("a"), "2");
  EXPECT_EQ(*repository->state("a"), State::clean);
  EXPECT_EQ(*open()->index().value()->read("a"), "1");
}

TEST_F(Git, ReadsEveryFormOfIndexAndObjectStoreOrSaysWhyNot) {
  init("one");
  folder_.write("one/a", "a");
  folder_.write("one/deep/b", "b");
  commit("one");
  run("git clone -q --shared one shared");  // objects of another repository
  EXPECT_EQ(*open("shared")->revision("HEAD").value()->read("deep/b"), "b");
  run("git clone -q one packed && cd packed && git gc -q && git multi-pack-index write && git "
      "commit-graph write && git pack-refs --all");
  EXPECT_EQ(*open("packed")->revision("main").value()->read("deep/b"), "b");
  run("git clone -q one four && cd four && git update-index --index-version 4");
  EXPECT_EQ(*open("four")->index().value()->read("deep/b"), "b");
  // libgit2 knows neither an index in two files nor one of folders.
  run("git clone -q one split && cd split && git update-index --split-index");
  run("git clone -q one sparse && cd sparse && git sparse-checkout set --cone --sparse-index "
      "nowhere");
  for (const char* name : {"split", "sparse"}) {
    const auto repository = open(name);
    ASSERT_TRUE(repository.has_value()) << name;
    const auto index = repository->index();
    if (index) {
      EXPECT_EQ(*(*index)->read("deep/b"), "b") << name << " may never be read wrong";
    } else {
      EXPECT_EQ(index.error().code, Code::FW7020);
      EXPECT_EQ(index.error().message.find('\n'), std::string::npos);
      EXPECT_FALSE(index.error().help.empty());
    }
    EXPECT_EQ(*repository->revision("HEAD").value()->read("deep/b"), "b") << name;
  }
}

TEST_F(Git, TellsModesThatTheFileSystemDoesNotKeep) {
  init();
  folder_.write("run.sh", "x");
  run("chmod +x run.sh");
  commit();
  EXPECT_EQ(open()->executable_as_stored("run.sh"), std::nullopt) << "the file system says it";
  run("git config core.fileMode false && chmod -x run.sh");
  EXPECT_EQ(open()->executable_as_stored("run.sh"), true);
  EXPECT_EQ(open()->executable_as_stored("nothing"), std::nullopt);
}

TEST_F(Git, SaysThatAnObjectIsMissing) {
  init();
  folder_.write("a", "1");
  commit();
  run("rm .git/objects/$(git rev-parse HEAD:a | sed 's|^..|&/|')");
  EXPECT_EQ(open()->revision("HEAD").value()->read("a").error().message,
            "the object of `a` is missing from the git repository");
}

}  // namespace
}  // namespace formwork
