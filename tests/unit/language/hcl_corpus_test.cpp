// The reader and the layout over real files: FORMWORK_TF_CORPUS names a folder of .tf and .tfvars
// files, in any depth. Where it is not set, or terraform is not there, the test is skipped.
#include "language/hcl/layout.h"
#include "language/hcl/syntax.h"
#include "support/process.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>

namespace formwork {
namespace {

namespace fs = std::filesystem;

std::string slurp(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

bool accepted(const std::string& text) {
  SourceMap sources;
  Diagnostics diagnostics;
  return lang::hcl::parse_file(sources.add("a.tf", text), sources, diagnostics).has_value();
}

/// Each file of the corpus under a name of its own, and what `terraform fmt` made of it.
struct Corpus {
  process::Folder folder{};
  std::vector<std::pair<std::string, fs::path>> files{};  // copy, original

  explicit Corpus(const fs::path& root) {
    for (const auto& entry : fs::recursive_directory_iterator(root)) {
      const std::string extension = entry.path().extension().string();
      if (!entry.is_regular_file() || (extension != ".tf" && extension != ".tfvars")) continue;
      const std::string copy = "f" + std::to_string(files.size()) + extension;
      folder.write(copy, slurp(entry.path()));
      files.emplace_back(copy, entry.path());
    }
  }
};

TEST(HclCorpus, EveryFileIsReadAndLaidOutAsTerraformDoes) {
  const char* const root = std::getenv("FORMWORK_TF_CORPUS");
  if (root == nullptr) GTEST_SKIP() << "FORMWORK_TF_CORPUS is not set";
  const auto terraform = process::find("terraform");
  if (!terraform) GTEST_SKIP() << "terraform is not on PATH";
  const Corpus corpus(root);
  // Syntax errors make it fail, but it formats all the other files.
  (void)process::run({*terraform, "fmt", "-list=false", corpus.folder.path()}, "");
  int refused = 0;
  int unchanged = 0;
  int changed = 0;
  int equal = 0;
  for (const auto& [copy, original] : corpus.files) {
    const std::string text = slurp(original);
    const std::string formatted = corpus.folder.read(copy);
    if (!accepted(text)) {
      ++refused;
      EXPECT_FALSE(process::run({*terraform, "fmt", "-"}, text)) << original;
      fs::remove(corpus.folder.path() + "/" + copy);
      continue;
    }
    // Whatever fmt makes of a file, the layout leaves alone.
    EXPECT_EQ(lang::hcl::lay_out(formatted), formatted) << original;
    ++(formatted == text ? unchanged : changed);
    if (formatted != text && lang::hcl::lay_out(text) == formatted) ++equal;
  }
  // No file is left that terraform refuses.
  EXPECT_TRUE(process::run({*terraform, "fmt", "-check", corpus.folder.path()}, ""));
  std::cout << corpus.files.size() << " files: " << refused << " refused, as terraform does; "
            << unchanged << " that fmt leaves alone, laid out the same; " << changed
            << " that it changes, " << equal << " of them laid out the same\n";
  EXPECT_GE(corpus.files.size(), 2'000U);
}

}  // namespace
}  // namespace formwork
