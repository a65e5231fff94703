// The official JSON-Schema-Test-Suite, draft 2020-12 (tests/support/fetch_suites.sh): where a
// schema stays within the profile our verdict is the suite's; every other schema is refused when it
// is loaded, by name. The figures are in docs/schema-profile.md.
#include "schema/bare.h"
#include "schema/keywords.h"
#include "support/suites.h"
#include "unit/schema/generated_block.h"

#include <fmt/format.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <set>
#include <string>

namespace formwork {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::ordered_json;

NodeId add(Document& document, const Json& json) {
  switch (json.type()) {
    case Json::value_t::object: {
      const NodeId map = document.add_map();
      for (const auto& [key, value] : json.items())
        document.append(map, key, {}, add(document, value));
      return map;
    }
    case Json::value_t::array: {
      const NodeId list = document.add_list();
      for (const Json& item : json) document.append(list, add(document, item));
      return list;
    }
    case Json::value_t::string:
      return document.add_string(json.get_ref<const std::string&>());
    case Json::value_t::boolean:
      return document.add_bool(json.get<bool>());
    case Json::value_t::number_integer:
      return document.add_int(json.get<std::int64_t>());
    case Json::value_t::number_unsigned:
      if (json.get<std::uint64_t>() <= INT64_MAX) return document.add_int(json.get<std::int64_t>());
      [[fallthrough]];
    case Json::value_t::number_float:
      return document.add_number(json.get<double>(), json.dump());
    default:
      return document.add_null();
  }
}

Document to_document(const Json& json) {
  Document document;
  document.set_root(add(document, json));
  return document;
}

struct Figures {
  std::size_t schemas = 0, cases = 0, refused = 0, refused_cases = 0;
  std::set<std::string> reasons;  // what was named when a schema was refused
};

// "keyword `allOf` is outside the profile" -> "`allOf`"
std::string reason(const Diagnostic& d) {
  const std::size_t end = d.message.find(" is outside the profile");
  std::string out = end == std::string::npos ? d.message : d.message.substr(0, end);
  if (out.starts_with("keyword ")) out = out.substr(8);
  if (out.starts_with("`$ref` to")) out = "other forms of `$ref`";
  if (out.starts_with("definition `")) out = "other names in `$defs`";
  if (out.starts_with("`") && out.find(" is ") != std::string::npos)
    out = out.substr(0, out.find(" is ")) + " of another form";
  if (out.starts_with("not an RE2 pattern")) out = "patterns that are not RE2";
  return out;
}

void run(const fs::path& file, Figures& figures) {
  std::ifstream stream(file, std::ios::binary);
  const Json groups = Json::parse(stream);
  for (const Json& group : groups) {
    const std::string title =
        file.filename().string() + ": " + group.at("description").get<std::string>();
    Diagnostics diagnostics;
    const auto schema = BareSchema::compile(to_document(group.at("schema")), diagnostics);
    if (!schema) {
      ++figures.refused;
      figures.refused_cases += group.at("tests").size();
      ASSERT_TRUE(diagnostics.has_errors()) << title << " is refused without a word";
      for (const Diagnostic& d : diagnostics.items()) {
        figures.reasons.insert(reason(d));
        EXPECT_TRUE(d.code == Code::FW3001 || d.code == Code::FW3002 || d.code == Code::FW3004 ||
                    d.code == Code::FW3008 || d.code == Code::FW3009)
            << title << ": " << d.message;
      }
      continue;
    }
    ++figures.schemas;
    for (const Json& test : group.at("tests")) {
      ++figures.cases;
      Document instance = to_document(test.at("data"));
      Diagnostics found;
      EXPECT_EQ(schema->validate(instance, found), test.at("valid").get<bool>())
          << title << ", " << test.at("description").get<std::string>()
          << (found.empty() ? "" : ": " + found.items()[0].message);
      EXPECT_EQ(test.at("valid").get<bool>(), !found.has_errors()) << title;
    }
  }
}

std::string row(const std::string& name, const Figures& figures) {
  std::string reasons;
  for (const std::string& text : figures.reasons) reasons += (reasons.empty() ? "" : ", ") + text;
  return fmt::format("| {} | {} | {} | {} | {} |\n", name, figures.schemas, figures.cases,
                     figures.refused, reasons);
}

TEST(OfficialSuite, AgreesOrIsRefusedByName) {
  const auto suite = formwork::testing::suite("json-schema");
  if (!suite) GTEST_SKIP() << "JSON-Schema-Test-Suite is absent: run tests/support/fetch_suites.sh";
  std::set<fs::path> files;
  for (const auto& entry : fs::directory_iterator(*suite / "tests" / "draft2020-12")) {
    if (entry.path().extension() == ".json") files.insert(entry.path());
  }
  ASSERT_GT(files.size(), 40U);
  Figures all;
  Figures others;
  std::string table =
      "| file | schemas judged | cases that agree | schemas refused | because of |\n"
      "|---|---:|---:|---:|---|\n";
  for (const fs::path& file : files) {
    const std::string name = file.stem().string();
    const bool ours = find_keyword(name) != nullptr || name == "ref" || name == "defs";
    Figures figures;
    run(file, ours ? figures : others);
    if (!ours) continue;
    table += row("`" + name + "`", figures);
    all.schemas += figures.schemas;
    all.cases += figures.cases;
    all.refused += figures.refused;
    all.refused_cases += figures.refused_cases;
  }
  others.reasons = {"the keywords these files are about"};
  table += row("files of other keywords", others);
  all.schemas += others.schemas;
  all.cases += others.cases;
  all.refused += others.refused;
  all.refused_cases += others.refused_cases;
  all.reasons.clear();
  table += row("**all**", all);
  std::cout << fmt::format(
      "{} schemas judged, {} cases agree; {} schemas with {} cases refused by name\n", all.schemas,
      all.cases, all.refused, all.refused_cases);
  EXPECT_GE(all.cases, 345U) << "the profile must not shrink to pass";
  formwork::testing::expect_block("docs/schema-profile.md", "suite", table);
}

}  // namespace
}  // namespace formwork
