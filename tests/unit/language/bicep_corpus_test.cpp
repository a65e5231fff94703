// Real files: FORMWORK_BICEP_CORPUS names a folder of .bicep and .bicepparam files, of which a file
// `invalid.txt` lists those that another reader refuses as well. Nothing of it is in the
// repository; docs/languages.md has the figures.
#include "language/language.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <set>

namespace formwork {
namespace {

namespace fs = std::filesystem;

std::string read(const fs::path& path) {
  std::ifstream stream(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(stream), {}};
}

struct Corpus {
  std::vector<std::string> files;  // relative
  std::set<std::string> invalid;
  fs::path folder;
};

std::optional<Corpus> corpus() {
  const char* folder = std::getenv("FORMWORK_BICEP_CORPUS");
  if (folder == nullptr) return {};
  Corpus out;
  out.folder = folder;
  for (const auto& entry : fs::recursive_directory_iterator(out.folder)) {
    const std::string extension = entry.path().extension().string();
    if (extension == ".bicep" || extension == ".bicepparam")
      out.files.push_back(fs::relative(entry.path(), out.folder).generic_string());
  }
  std::sort(out.files.begin(), out.files.end());
  std::ifstream list(out.folder / "invalid.txt");
  for (std::string line; std::getline(list, line);) out.invalid.insert(line);
  return out;
}

TEST(BicepCorpus, RealFilesAreReadWithoutAFalseError) {
  const auto files = corpus();
  if (!files) GTEST_SKIP() << "FORMWORK_BICEP_CORPUS names no folder";
  std::size_t objects = 0;
  std::size_t refused = 0;
  std::size_t hidden = 0;
  for (const std::string& file : files->files) {
    SourceMap sources;
    Diagnostics diagnostics;
    const SourceId source = sources.add(file, read(files->folder / file));
    const Language& bicep = *language(LanguageId::bicep);
    const auto document = bicep.parse(source, sources, Dialect::none, diagnostics);
    if (document) {
      objects += bicep.objects(document->root(), Dialect::none).size();
      continue;
    }
    ASSERT_FALSE(diagnostics.empty()) << file;
    const Diagnostic& first = diagnostics.items()[0];
    if (first.code == Code::FW6004) {
      ++hidden;  // characters that cannot be seen: refused on purpose
      continue;
    }
    ++refused;
    EXPECT_TRUE(files->invalid.contains(file))
        << file << ":" << sources.begin(first.span).line << ": " << first.message;
  }
  RecordProperty("files", static_cast<int>(files->files.size()));
  RecordProperty("objects", static_cast<int>(objects));
  std::cout << files->files.size() << " files, " << objects << " objects, " << refused
            << " refused by both readers, " << hidden << " with hidden characters\n";
}

}  // namespace
}  // namespace formwork
