// Each folder of tests/golden/scenario is one case; its name is a sentence.
//   workspace     a folder below the source tree that is copied first ("examples/minimal");
//   optional script.sh     run by bash in the copy, with `formwork` on the PATH; $? of each command
//   as the script prints it stdout        what it must print: standard output and standard error,
//   in order, and the script's exit status
// UPDATE_GOLDEN=1 rewrites `stdout` and reports the case as skipped, so that an update never looks
// like a pass.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>
#include <sys/wait.h>
#include <unistd.h>
#include <vector>

namespace {

namespace fs = std::filesystem;

const fs::path kSource = FORMWORK_SOURCE_DIR;
const fs::path kCases = kSource / "tests/golden/scenario";

std::string read(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

std::vector<std::string> cases() {
  std::vector<std::string> out;
  if (!fs::exists(kCases)) return out;
  for (const auto& entry : fs::directory_iterator(kCases)) {
    if (fs::exists(entry.path() / "script.sh")) out.push_back(entry.path().filename());
  }
  std::sort(out.begin(), out.end());
  return out;
}

void replace_all(std::string& text, const std::string& from, const std::string& to) {
  for (std::size_t at = text.find(from); at != std::string::npos;
       at = text.find(from, at + to.size())) {
    text.replace(at, from.size(), to);
  }
}

class Scenario : public testing::TestWithParam<std::string> {};

TEST_P(Scenario, PrintsWhatItMust) {
  const fs::path folder = kCases / GetParam();
  std::string pattern = (fs::temp_directory_path() / "formwork-scenario-XXXXXX").string();
  ASSERT_NE(mkdtemp(pattern.data()), nullptr);
  const fs::path work = fs::path(pattern) / "w";
  fs::create_directories(work);
  std::string workspace = read(folder / "workspace");
  while (!workspace.empty() && workspace.back() == '\n') workspace.pop_back();
  if (!workspace.empty()) fs::copy(kSource / workspace, work, fs::copy_options::recursive);

  // Nothing of the caller's environment reaches the script: no colours, no git configuration, no
  // FORMWORK_ variable.
  const std::string command = fmt::format(
      "cd '{0}' && env -i PATH='{1}':\"$PATH\" HOME='{2}' TERM=dumb LC_ALL=C.UTF-8 TZ=UTC "
      "CASE='{3}' SOURCE='{4}' "
      "GIT_CONFIG_NOSYSTEM=1 GIT_AUTHOR_NAME=a GIT_AUTHOR_EMAIL=a@example.com GIT_COMMITTER_NAME=a "
      "GIT_COMMITTER_EMAIL=a@example.com GIT_AUTHOR_DATE=2026-01-01T00:00:00Z "
      "GIT_COMMITTER_DATE=2026-01-01T00:00:00Z "
      "bash '{3}/script.sh' 2>&1 </dev/null",
      work.string(), fs::path(FORMWORK_BINARY).parent_path().string(), pattern, folder.string(),
      kSource.string());
  std::FILE* pipe = popen(command.c_str(), "r");
  ASSERT_NE(pipe, nullptr);
  std::string printed;
  std::array<char, 4096> buffer{};
  for (std::size_t n = 0; (n = std::fread(buffer.data(), 1, buffer.size(), pipe)) != 0;)
    printed.append(buffer.data(), n);
  const int status = pclose(pipe);
  printed +=
      fmt::format("exit {}\n", WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status));
  replace_all(printed, work.string(), "$WORK");
  replace_all(printed, kSource.string(), "$SOURCE");
  std::error_code ignored;
  fs::permissions(work, fs::perms::owner_all, fs::perm_options::add, ignored);
  fs::remove_all(pattern, ignored);

  const fs::path golden = folder / "stdout";
  if (const char* update = std::getenv("UPDATE_GOLDEN"); update != nullptr && *update == '1') {
    std::ofstream(golden, std::ios::binary) << printed;
    GTEST_SKIP() << "rewritten: " << golden;
  }
  EXPECT_EQ(printed, read(golden)) << "tests/update_golden.sh rewrites " << golden;
}

INSTANTIATE_TEST_SUITE_P(Golden, Scenario, testing::ValuesIn(cases()), [](const auto& test) {
  std::string name = test.param;
  std::replace_if(
      name.begin(), name.end(),
      [](char c) { return std::isalnum(static_cast<unsigned char>(c)) == 0; }, '_');
  return name;
});
GTEST_ALLOW_UNINSTANTIATED_PARAMETERIZED_TEST(Scenario);

}  // namespace
