// The schemas of this repository: they compile, publish what can be read back, and make
// docs/spec.md.
#include "unit/schema/generated_block.h"
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

TEST(Schemas, ThatAreBuiltInMeanTheSame) {
  Bench bench(environment_sections());
  ASSERT_TRUE(bench.schema.has_value());
  SourceMap sources;
  Diagnostics diagnostics;
  std::vector<std::unique_ptr<Document>> parsed;
  std::vector<const Document*> documents;
  for (const std::string& text : environment_sections()) {
    const SourceId id = sources.add(fmt::format("{}.yaml", parsed.size()), text);
    parsed.push_back(std::make_unique<Document>(std::move(*parse_yaml(id, sources, diagnostics))));
    documents.push_back(parsed.back().get());
  }
  auto trusted =
      Schema::compile(documents, builtin_functions(), diagnostics, SchemaTrust::built_in);
  ASSERT_TRUE(trusted.has_value());
  EXPECT_EQ(trusted->published(), bench.schema->published());
  EXPECT_EQ(trusted->reference(), bench.schema->reference());
  std::swap(*bench.schema, *trusted);
  const Lines said = bench.validate("metadata: {name: Prod_1, tier: production, owner: team}\n");
  EXPECT_TRUE(std::any_of(said.begin(), said.end(), [](const std::string& line) {
    return line.starts_with("spec.yaml:1:18 FW3106 `metadata.name` is `Prod_1`");
  })) << "patterns are compiled when they are asked";
}

TEST(Schemas, PublishWhatCanBeReadBack) {
  const Bench bench(environment_sections());
  ASSERT_TRUE(bench.schema.has_value());
  Lines wrong;
  EXPECT_TRUE(testing::read_published(*bench.schema, wrong).has_value());
  EXPECT_EQ(wrong, Lines{});
}

TEST(Schemas, AreTheReferencePage) {
  const Bench bench(environment_sections());
  ASSERT_TRUE(bench.schema.has_value());
  testing::expect_page("docs/spec.md", bench.schema->reference());
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
