// The cases of tests/golden/errors that hold a section of a schema: packaged schemas are right, so
// no command can show what is said of a wrong one.
//   section*.yaml   compiled together
//   spec.yaml       optional: validated and filled by them
//   stdout          the report, as text
#include "base/source_map.h"
#include "diag/diagnostic.h"
#include "document/yaml.h"
#include "function/functions.h"
#include "report/report.h"
#include "schema/schema.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <deque>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

namespace formwork {
namespace {

namespace fs = std::filesystem;

const fs::path kCases = FORMWORK_SOURCE_DIR "/tests/golden/errors";

std::string read(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

std::vector<std::string> cases() {
  std::vector<std::string> out;
  for (const auto& entry : fs::directory_iterator(kCases)) {
    if (fs::exists(entry.path() / "section.yaml")) out.push_back(entry.path().filename());
  }
  std::sort(out.begin(), out.end());
  return out;
}

/// What is said of the sections and the spec in `folder`.
void judge(const fs::path& folder, SourceMap& sources, Diagnostics& diagnostics) {
  std::deque<Document> parsed;
  const auto parse = [&](const std::string& name) -> Document* {
    auto document = parse_yaml(sources.add(name, read(folder / name)), sources, diagnostics);
    return document ? &parsed.emplace_back(std::move(*document)) : nullptr;
  };
  std::vector<const Document*> sections;
  for (const char* name : {"section.yaml", "section2.yaml"}) {
    if (!fs::exists(folder / name)) continue;
    if (const Document* section = parse(name)) sections.push_back(section);
  }
  if (diagnostics.has_errors()) return;
  const auto schema = Schema::compile(sections, builtin_functions(), diagnostics);
  if (!schema || !fs::exists(folder / "spec.yaml")) return;
  Document* spec = parse("spec.yaml");
  if (spec != nullptr && validate(*schema, *spec, sources, diagnostics))
    (void)fill(*schema, *spec, diagnostics);
}

class SchemaErrors : public testing::TestWithParam<std::string> {};

TEST_P(SchemaErrors, PrintWhatTheyMust) {
  SourceMap sources;
  Diagnostics diagnostics;
  judge(kCases / GetParam(), sources, diagnostics);
  const std::string printed = report(Format::text, diagnostics.sorted(sources), sources, {});
  const fs::path golden = kCases / GetParam() / "stdout";
  if (const char* update = std::getenv("UPDATE_GOLDEN"); update != nullptr && *update == '1') {
    std::ofstream(golden, std::ios::binary) << printed;
    GTEST_SKIP() << "rewritten: " << golden;
  }
  EXPECT_EQ(printed, read(golden)) << "tests/update_golden.sh rewrites " << golden;
}

INSTANTIATE_TEST_SUITE_P(Golden, SchemaErrors, testing::ValuesIn(cases()), [](const auto& test) {
  std::string name = test.param;
  std::replace(name.begin(), name.end(), '-', '_');
  return name;
});

}  // namespace
}  // namespace formwork
