// The official YAML test suite (tests/support/fetch_suites.sh). No invalid case is accepted; each
// valid case is read right or refused by a code that says why. docs/yaml.md holds the result of
// every case.
#include "base/source_map.h"
#include "base/text.h"
#include "document/scalar_type.h"
#include "document/yaml.h"
#include "support/suites.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <optional>
#include <set>
#include <sstream>
#include <string>
#include <vector>

namespace formwork {
namespace {

using Json = nlohmann::json;

struct Case {
  std::string id;
  std::string yaml;
  std::optional<std::vector<Json>>
      documents;  // what the suite says the text means, where JSON can say it
  bool invalid = false;
};

std::string read_file(const std::filesystem::path& path) {
  std::ifstream stream(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(stream), {}};
}

std::vector<Json> json_documents(const std::string& text) {
  std::vector<Json> out;
  std::istringstream stream(text);
  while (stream >> std::ws, stream.peek() != std::char_traits<char>::eof()) {
    stream >> out.emplace_back();
  }
  return out;
}

// Each file is a module `export default <JSON>`; a case without an event tree means what the one
// before it means.
std::vector<Case> load(const std::filesystem::path& folder) {
  std::set<std::filesystem::path> files;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    const auto& path = entry.path();
    if (path.extension() == ".js" && path.stem() != "index") files.insert(path);
  }
  std::vector<Case> out;
  for (const auto& file : files) {
    const std::string text = read_file(file);
    const Json module = Json::parse(text.substr(text.find("export default") + 14));
    const Json& cases = module.at("cases");
    for (std::size_t i = 0; i < cases.size(); ++i) {
      const Json& from = cases[i];
      Case made;
      made.id = module.at("id").get<std::string>();
      if (cases.size() > 1) made.id += "/" + std::to_string(i);
      made.yaml = from.at("yaml");
      made.invalid = from.value("fail", false);
      if (from.contains("json") && from["json"].is_string()) {
        made.documents = json_documents(from["json"].get<std::string>());
      } else if (i > 0 &&
                 (!from.contains("tree") || from["tree"] == cases[i - 1].value("tree", ""))) {
        made.documents = out.back().documents;
      }
      out.push_back(std::move(made));
    }
  }
  return out;
}

bool same(Node node, const Json& json);

bool same_scalar(Node node, const Json& json) {
  Kind kind = node.kind();
  double number = kind == Kind::integer || kind == Kind::number ? node.as_number() : 0;
  bool truth = kind == Kind::boolean && node.as_bool();
  if (kind == Kind::scalar) {  // a spec has no types of its own: what would the core schema say?
    ScalarValue value;
    if (node.style() == Style::plain) value = resolve(node.text(), YamlSchema::core12);
    kind = value.kind;
    truth = value.integer != 0;
    number = kind == Kind::integer ? static_cast<double>(value.integer) : value.number;
  }
  switch (kind) {
    case Kind::null:
      return json.is_null();
    case Kind::boolean:
      return json.is_boolean() && json.get<bool>() == truth;
    case Kind::integer:
    case Kind::number:
      return json.is_number() && json.get<double>() == number;
    default:
      return json.is_string() && json.get<std::string>() == node.text();
  }
}

bool same(Node node, const Json& json) {
  if (node.is_scalar()) return same_scalar(node, json);
  const bool is_map = node.is(Kind::map);
  if (!(is_map ? json.is_object() : json.is_array()) || node.size() != json.size()) return false;
  std::size_t i = 0;
  return std::all_of(node.begin(), node.end(), [&](Node child) {
    if (!is_map) return same(child, json[i++]);
    const auto value = json.find(std::string(child.key()));
    return value != json.end() && same(child, *value);
  });
}

// The code that refused the text; empty if it was read, and then `roots` are the documents.
struct Reading {
  std::string code{};
  std::vector<Node> roots{};
  std::optional<Document> document{};
};

enum class Reader { spec, output };

Reading read(const Case& c, Reader reader) {
  SourceMap sources;
  Diagnostics diagnostics;
  const SourceId source = sources.add(c.id, c.yaml);
  Reading out;
  out.document = reader == Reader::spec
                     ? parse_yaml(source, sources, diagnostics)
                     : parse_yaml_output(source, sources, YamlSchema::core12, diagnostics);
  if (!out.document) {
    out.code = info(diagnostics.sorted(sources).at(0).code).id;
    return out;
  }
  const Node root = out.document->root();
  if (reader == Reader::spec) {
    out.roots.push_back(root);
  } else {
    out.roots.assign(root.begin(), root.end());
  }
  return out;
}

void expect_right(const Case& c, const Reading& reading) {
  ASSERT_FALSE(c.invalid) << c.id << " is invalid, and was accepted:\n" << c.yaml;
  ASSERT_TRUE(c.documents.has_value())
      << c.id << " was accepted, and there is nothing to compare with:\n"
      << c.yaml;
  ASSERT_EQ(reading.roots.size(), c.documents->size()) << c.id << '\n' << c.yaml;
  for (std::size_t i = 0; i < reading.roots.size(); ++i) {
    EXPECT_TRUE(same(reading.roots[i], (*c.documents)[i]))
        << c.id << " was read wrong, expected " << (*c.documents)[i] << " of:\n"
        << c.yaml;
  }
}

class YamlSuite : public ::testing::TestWithParam<Reader> {};

TEST_P(YamlSuite, NoInvalidCaseIsAcceptedAndWhatIsReadIsReadRight) {
  const auto folder = testing::suite("yaml");
  if (!folder) GTEST_SKIP() << "the YAML test suite is absent: tests/support/fetch_suites.sh";
  const std::vector<Case> cases = load(*folder / "data");
  EXPECT_EQ(cases.size(), 402U);
  for (const Case& c : cases) {
    const Reading reading = read(c, GetParam());
    if (reading.code.empty()) expect_right(c, reading);
  }
}

INSTANTIATE_TEST_SUITE_P(Readers, YamlSuite, ::testing::Values(Reader::spec, Reader::output),
                         [](const auto& reader) {
                           return reader.param == Reader::spec ? "Spec" : "Output";
                         });

std::string row(const std::string& result, const std::vector<std::string>& ids) {
  return "| " + result + " | " + std::to_string(ids.size()) + " | " + join(ids, " ") + " |\n";
}

std::string table(const std::vector<Case>& cases) {
  std::vector<std::string> right;
  std::map<std::string, std::vector<std::string>> outside;
  std::map<std::string, std::vector<std::string>> invalid;
  for (const Case& c : cases) {
    const std::string code = read(c, Reader::spec).code;
    (code.empty() ? right : c.invalid ? invalid[code] : outside[code]).push_back(c.id);
  }
  const auto slug = [](const std::string& id) {
    const auto code = find_code(id);
    return id + " " + std::string(code ? info(*code).slug : "");
  };
  std::string out = "| result | cases | ids |\n| --- | ---: | --- |\n";
  out += row("valid, read right", right);
  for (const auto& [code, ids] : outside)
    out += row("valid, outside our subset: " + slug(code), ids);
  for (const auto& [code, ids] : invalid) out += row("invalid, refused: " + slug(code), ids);
  return out;
}

TEST(YamlSuite, TheTableInTheDocumentationIsTrue) {
  const auto folder = testing::suite("yaml");
  if (!folder) GTEST_SKIP() << "the YAML test suite is absent: tests/support/fetch_suites.sh";
  const std::string begin = "<!-- suite: written by document_suite_test -->\n";
  const std::string end = "<!-- /suite -->\n";
  const std::filesystem::path path = FORMWORK_SOURCE_DIR "/docs/yaml.md";
  const std::string page = read_file(path);
  const std::size_t from = page.find(begin);
  const std::size_t to = page.find(end);
  ASSERT_NE(from, std::string::npos);
  ASSERT_NE(to, std::string::npos);
  const std::string want = table(load(*folder / "data"));
  if (std::getenv("UPDATE_GOLDEN") != nullptr) {
    std::ofstream(path, std::ios::binary)
        << page.substr(0, from) << begin << want << page.substr(to);
    GTEST_SKIP() << "docs/yaml.md was written";
  }
  EXPECT_EQ(page.substr(from + begin.size(), to - from - begin.size()), want)
      << "run with UPDATE_GOLDEN=1 and look at the difference";
}

}  // namespace
}  // namespace formwork
