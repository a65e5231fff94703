// Each folder of tests/golden/scenario and of tests/golden/errors is one case.
//   scenario/<a sentence>     a story, told by its script
//   errors/<code>-<slug>      what makes formwork print that code
//   workspace   optional: folders below the source tree that are copied, one over the other;
//               errors have tests/golden/workspace/shop if nothing is said
//   files       optional: a folder that is copied over them
//   script.sh   run by bash in the copy, with `formwork` on the PATH; errors without one run
//               `formwork validate`
//   stdout      what the script must print, standard output and standard error in their order,
//               and its exit status
// UPDATE_GOLDEN=1 rewrites `stdout` and reports the case as skipped, so that an update never looks
// like a pass. Errors of schemas, which no command can reach, are cases of schema_errors_test.cpp.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <sys/wait.h>
#include <unistd.h>
#include <vector>

namespace {

namespace fs = std::filesystem;

const fs::path kSource = FORMWORK_SOURCE_DIR;
const fs::path kGolden = kSource / "tests/golden";

std::string read(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

/// A case's folder below tests/golden.
std::vector<std::string> cases() {
  std::vector<std::string> out;
  for (const char* kind : {"scenario", "errors"}) {
    for (const auto& entry : fs::directory_iterator(kGolden / kind)) {
      if (fs::exists(entry.path() / "section.yaml")) continue;
      out.push_back(kind + ("/" + entry.path().filename().string()));
    }
  }
  std::sort(out.begin(), out.end());
  return out;
}

void fill(const fs::path& work, const fs::path& folder, bool error) {
  std::istringstream lines(read(folder / "workspace"));
  std::vector<fs::path> from;
  for (std::string line; std::getline(lines, line);) from.push_back(kSource / line);
  if (from.empty() && error) from.push_back(kGolden / "workspace/shop");
  if (fs::exists(folder / "files")) from.push_back(folder / "files");
  for (const fs::path& path : from) {
    fs::copy(path, work, fs::copy_options::recursive | fs::copy_options::overwrite_existing);
  }
}

void replace_all(std::string& text, const std::string& from, const std::string& to) {
  for (std::size_t at = text.find(from); at != std::string::npos;
       at = text.find(from, at + to.size())) {
    text.replace(at, from.size(), to);
  }
}

class Scenario : public testing::TestWithParam<std::string> {};

TEST_P(Scenario, PrintsWhatItMust) {
  const fs::path folder = kGolden / GetParam();
  const bool error = GetParam().starts_with("errors/");
  std::string pattern = (fs::temp_directory_path() / "formwork-scenario-XXXXXX").string();
  ASSERT_NE(mkdtemp(pattern.data()), nullptr);
  const fs::path work = fs::path(pattern) / "w";
  fs::create_directories(work);
  fill(work, folder, error);
  fs::path script = folder / "script.sh";
  if (error && !fs::exists(script)) script = kGolden / "validate.sh";

  // Nothing of the caller's environment reaches the script: no colours, no git configuration, no
  // FORMWORK_ variable.
  const std::string command = fmt::format(
      "cd '{0}' && env -i PATH='{1}':\"$PATH\" HOME='{2}' TERM=dumb LC_ALL=C.UTF-8 TZ=UTC "
      "CASE='{3}' SOURCE='{4}' "
      "GIT_CONFIG_NOSYSTEM=1 GIT_AUTHOR_NAME=a GIT_AUTHOR_EMAIL=a@example.com GIT_COMMITTER_NAME=a "
      "GIT_COMMITTER_EMAIL=a@example.com GIT_AUTHOR_DATE=2026-01-01T00:00:00Z "
      "GIT_COMMITTER_DATE=2026-01-01T00:00:00Z "
      "bash '{5}' 2>&1 </dev/null",
      work.string(), fs::path(FORMWORK_BINARY).parent_path().string(), pattern, folder.string(),
      kSource.string(), script.string());
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
  std::string name =
      test.param.substr(test.param.starts_with("errors/") ? 0 : test.param.find('/') + 1);
  std::replace_if(
      name.begin(), name.end(),
      [](char c) { return std::isalnum(static_cast<unsigned char>(c)) == 0; }, '_');
  return name;
});
GTEST_ALLOW_UNINSTANTIATED_PARAMETERIZED_TEST(Scenario);

}  // namespace
