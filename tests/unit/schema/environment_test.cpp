// The schemas of this repository: they compile, and what they publish can be read back.
#include "schema/bare.h"
#include "unit/schema/support.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>

namespace formwork {
namespace {

namespace fs = std::filesystem;
using testing::Bench;
using testing::Lines;

std::string read_file(const fs::path& path) {
  std::ifstream stream(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(stream), {}};
}

// All files of schemas/environment, by name.
std::vector<std::string> environment_sections() {
  std::vector<fs::path> paths;
  for (const auto& entry :
       fs::directory_iterator(fs::path(FORMWORK_SOURCE_DIR) / "schemas" / "environment")) {
    if (entry.path().extension() == ".yaml") paths.push_back(entry.path());
  }
  std::sort(paths.begin(), paths.end());
  std::vector<std::string> texts;
  for (const fs::path& path : paths) texts.push_back(read_file(path));
  return texts;
}

TEST(Schemas, OfTheEnvironmentCompile) {
  const Bench bench(environment_sections());
  EXPECT_EQ(bench.said(), Lines{});
  ASSERT_TRUE(bench.schema.has_value());
  EXPECT_GT(bench.schema->fields().size(), 100U);
}

TEST(Schemas, OfTheWorkspaceAndOfPacksCompile) {
  for (const char* name : {"workspace.yaml", "pack.yaml"}) {
    const Bench bench(read_file(fs::path(FORMWORK_SOURCE_DIR) / "schemas" / name));
    EXPECT_EQ(bench.said(), Lines{}) << name;
    EXPECT_TRUE(bench.schema.has_value()) << name;
  }
}

}  // namespace
}  // namespace formwork
