// Real files: FORMWORK_BICEP_CORPUS names a folder of .bicep and .bicepparam files, of which a file
// `invalid.txt` lists those that another reader refuses as well. Nothing of it is in the
// repository; docs/languages.md has the figures.
#include "language/bicep/fold.h"
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

void count_leaves(Node node, std::size_t& known, std::size_t& unknown) {
  for (const Node child : node) count_leaves(child, known, unknown);
  if (node.is(Kind::unknown))
    ++unknown;
  else if (node.is_scalar())
    ++known;
}

TEST(BicepCorpus, FoldingEndsAndFindsResources) {
  const auto files = corpus();
  if (!files) GTEST_SKIP() << "FORMWORK_BICEP_CORPUS names no folder";
  SourceMap sources;
  fold::Configuration configuration;
  for (const std::string& file : files->files) {
    configuration.folders[fs::path(file).parent_path().generic_string()].push_back(
        sources.add(file, read(files->folder / file)));
  }
  std::size_t roots = 0;
  std::size_t resources = 0;
  std::size_t known = 0;
  std::size_t unknown = 0;
  for (const std::string& file : files->files) {
    if (!file.ends_with("main.test.bicep") && !file.ends_with("/main.bicep")) continue;
    configuration.root = file;
    Diagnostics diagnostics;
    const auto folded = lang::bicep::fold_configuration(configuration, sources, diagnostics);
    if (!folded) continue;
    ++roots;
    for (const Object& object : folded->objects) {
      if (object.type == "bicep/module" || object.type == "bicep/output") continue;
      ++resources;
      count_leaves(object.body, known, unknown);
    }
  }
  std::cout << roots << " roots, " << resources << " resources, " << known << " values known, "
            << unknown << " not\n";
}

/// What a file means: its tree, without the texts of expressions, which are laid out as well.
bool same_meaning(Node a, Node b) {
  if (a.kind() != b.kind() || a.size() != b.size()) return false;
  if (a.is(Kind::unknown)) return true;
  if (a.is_scalar()) return equal(a, b) || a.text().find('\r') != std::string_view::npos;
  auto other = b.begin();
  for (const Node child : a) {
    if (child.key() != (*other).key()) return false;
    if (child.key() != "type" && !same_meaning(child, *other)) return false;
    ++other;
  }
  return true;
}

TEST(BicepCorpus, LayoutIsThatOfTheFormatter) {
  const auto files = corpus();
  if (!files) GTEST_SKIP() << "FORMWORK_BICEP_CORPUS names no folder";
  const Language& bicep = *language(LanguageId::bicep);
  std::size_t read_files = 0;
  std::size_t unchanged = 0;
  std::size_t judged = 0;
  for (const std::string& file : files->files) {
    if (files->invalid.contains(file)) continue;
    std::string text = read(files->folder / file);
    text.erase(std::remove(text.begin(), text.end(), '\r'), text.end());
    if (text.starts_with("\xEF\xBB\xBF")) text.erase(0, 3);
    SourceMap sources;
    Diagnostics diagnostics;
    const auto before = bicep.parse(sources.add(file, text), sources, Dialect::none, diagnostics);
    if (!before) continue;
    ++read_files;
    const std::string once = bicep.layout(text);
    if (once == text) ++unchanged;
    EXPECT_EQ(bicep.layout(once), once) << file;
    const auto after = bicep.parse(sources.add(file, once), sources, Dialect::none, diagnostics);
    ASSERT_TRUE(after) << file;
    EXPECT_TRUE(same_meaning(before->root(), after->root())) << file;
    // The compiler's tests hold what its formatter makes of main.bicep as main.formatted.bicep.
    std::string formatted = file;
    if (const std::size_t at = formatted.rfind(".bicep"); at != std::string::npos)
      formatted.insert(at, ".formatted");
    if (!std::binary_search(files->files.begin(), files->files.end(), formatted)) continue;
    if (files->invalid.contains(formatted)) continue;  // decorators in a tuple, lost to commas
    ++judged;
    std::string expected = read(files->folder / formatted);
    expected.erase(std::remove(expected.begin(), expected.end(), '\r'), expected.end());
    EXPECT_EQ(once, expected) << file;
  }
  std::cout << read_files << " files, " << unchanged << " unchanged, " << judged
            << " as the formatter has them\n";
}

}  // namespace
}  // namespace formwork
