// Texts embedded in formwork are read without the second opinion (YamlLimits::built_in); here it is
// asked.
#include "unit/document/read.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>

namespace formwork {
namespace {

namespace fs = std::filesystem;
using ::testing::IsEmpty;
using testing::Read;

// Schemas, manifests, rules and pins; templates are no YAML before they are rendered.
std::vector<fs::path> built_in_texts() {
  std::vector<fs::path> out;
  const fs::path root = FORMWORK_SOURCE_DIR;
  for (const char* folder : {"schemas", "templates"}) {
    for (const auto& entry : fs::recursive_directory_iterator(root / folder)) {
      const fs::path& path = entry.path();
      if (path.extension() != ".yaml") continue;
      const bool is_data =
          std::string_view(folder) == "schemas" || path.filename() == "pack.yaml" ||
          path.parent_path().filename() == "rules" || path.parent_path() == root / "templates";
      if (is_data) out.push_back(path);
    }
  }
  return out;
}

TEST(BuiltIn, BothReadersAgreeOnEveryEmbeddedText) {
  const auto paths = built_in_texts();
  EXPECT_GE(paths.size(), 5U);
  for (const fs::path& path : paths) {
    std::ifstream stream(path, std::ios::binary);
    const std::string text{std::istreambuf_iterator<char>(stream), {}};
    EXPECT_THAT(Read(text).findings(), IsEmpty()) << path;
  }
}

}  // namespace
}  // namespace formwork
