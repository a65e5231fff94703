// C++ names a path of the spec here and there. The compiler cannot see when the schema calls that
// field otherwise: the value would be absent, in silence.
#include "pipeline/inputs.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <set>
#include <string>

namespace formwork {
namespace {

namespace fs = std::filesystem;

/// `edge.hosts.*.csp.tried` ends in `csp.tried` as steps, not as a text.
bool ends_in(const std::string& field, const std::string& path) {
  return field == path || field.ends_with("." + path);
}

TEST(NamedPaths, AreFieldsOfTheSchema) {
  SourceMap sources;
  const Schema schema = load_schema(sources);
  std::set<std::string> fields;
  for (const FieldInfo& field : schema.fields()) fields.insert(field.path);
  std::size_t named = 0;
  for (const char* room : {"layers", "schema", "pipeline", "cli"}) {
    for (const auto& entry :
         fs::recursive_directory_iterator(fs::path(FORMWORK_SOURCE_DIR) / "generator" / room)) {
      if (entry.path().extension() != ".cpp") continue;
      std::ifstream in(entry.path(), std::ios::binary);
      for (std::string line; std::getline(in, line);) {
        constexpr std::string_view kCall = ".find_path(\"";
        const std::size_t at = line.find(kCall);
        // A path into an output is no path of the spec.
        if (at == std::string::npos || line.find("object.body") != std::string::npos) continue;
        const std::size_t begin = at + kCall.size();
        const std::string path = line.substr(begin, line.find('"', begin) - begin);
        ++named;
        EXPECT_TRUE(std::any_of(fields.begin(), fields.end(),
                                [&](const std::string& field) { return ends_in(field, path); }))
            << entry.path() << " names `" << path << "`, which no field is called";
      }
    }
  }
  EXPECT_GT(named, 10U);
}

}  // namespace
}  // namespace formwork
