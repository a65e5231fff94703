// Whatever a value holds, it reads back as that very value, and nothing around it changes.
#include "language/language.h"
#include "support/hostile.h"
#include "support/mini_template.h"
#include "support/process.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <cstdlib>
#include <random>

namespace formwork {
namespace {

const Language& bicep() {
  return *language(LanguageId::bicep);
}

/// Variables `v0`, `v1`, … that hold rendered values, and what they must hold.
struct Module {
  std::string text;
  std::vector<std::string> expected;

  void add(std::string_view written, const std::string& x, const std::string& y, std::string want) {
    const auto result = mini::render(
        bicep(), Dialect::none,
        "var v" + std::to_string(expected.size()) + " = " + std::string(written) + "\n",
        {{"x", Value::of_string(x)}, {"y", Value::of_string(y)}});
    ASSERT_EQ(result.error, "") << written;
    text += result.text;
    expected.push_back(std::move(want));
  }
};

Module hostile_module(int random_texts) {
  Module module;
  const std::string open = "\\${";
  for (const std::string& text : hostile::texts()) {
    module.add("<%= x %>", text, "", text);
    module.add("'<%= x %>{y}'", text, "", text + "{y}");
    module.add("'<%= x %>" + open + "y}'", text, "", text + "${y}");
    module.add("'-<%= x %><%= y %>-'", text, text, "-" + text + text + "-");
    if (text.size() > 100) continue;
    for (const auto& [first, second] : hostile::halves(text)) {
      module.add("'<%= x %><%= y %>'", first, second, first + second);
      module.add("'<%= x %><%= y %>'", second, first, second + first);
    }
  }
  std::mt19937_64 random(3);
  for (int i = 0; i < random_texts; ++i) {
    const std::string x = hostile::random_text(random);
    const std::string y = hostile::random_text(random);
    if (i % 2 == 0)
      module.add("'<%= x %><%= y %>'", x, y, x + y);
    else
      module.add("<%= x %>", x, y, x);
  }
  return module;
}

TEST(BicepInjection, TenThousandTextsReadBack) {
  const Module module = hostile_module(10'000);
  SourceMap sources;
  Diagnostics diagnostics;
  const SourceId source = sources.add("main.bicep", module.text);
  const auto document = bicep().parse(source, sources, Dialect::none, diagnostics);
  ASSERT_TRUE(document) << diagnostics.items()[0].message;
  const Node variables = document->root().find("variables");
  ASSERT_EQ(variables.size(), module.expected.size());
  std::size_t at = 0;
  for (const Node variable : variables) {
    const Node value = variable.find("value");
    ASSERT_TRUE(value.is(Kind::string)) << module.expected[at];
    ASSERT_EQ(value.text(), module.expected[at]);
    ++at;
  }
}

/// FORMWORK_BICEP_READER names a program that is given a .bicep file and prints the texts of its
/// variables as a JSON list.
TEST(BicepInjection, ASecondReaderReadsTheSame) {
  const char* reader = std::getenv("FORMWORK_BICEP_READER");
  if (reader == nullptr) GTEST_SKIP() << "FORMWORK_BICEP_READER names no program";
  const Module module = hostile_module(10'000);
  const process::Folder folder;
  folder.write("main.bicep", module.text);
  const auto output = process::run({reader, folder.path() + "/main.bicep"}, "");
  ASSERT_TRUE(output) << reader << " failed";
  const auto texts = nlohmann::json::parse(*output);
  ASSERT_EQ(texts.size(), module.expected.size());
  for (std::size_t i = 0; i < texts.size(); ++i)
    ASSERT_EQ(texts[i].get<std::string>(), module.expected[i]) << i;
}

NodeId random_tree(Document& d, std::mt19937_64& random, int depth) {
  const auto pick = random() % (depth == 0 ? 6 : 10);
  if (pick == 0) return d.add_int(static_cast<std::int64_t>(random() % 100'000) - 50'000);
  if (pick == 1) return d.add_bool(random() % 2 == 0);
  if (pick == 2) return d.add_null();
  if (pick == 3) return d.add_number(static_cast<double>(random() % 1000) / 8 + 0.125, "");
  if (pick <= 5) return d.add_string(hostile::random_text(random));
  if (pick <= 7) {
    const NodeId list = d.add_list();
    for (auto n = random() % 6; n-- != 0;) d.append(list, random_tree(d, random, depth - 1));
    return list;
  }
  const NodeId map = d.add_map();
  for (auto n = random() % 6; n-- != 0;) {
    const std::string key =
        random() % 2 == 0 ? hostile::random_text(random) : "k" + std::to_string(random() % 1000);
    if (!d.node(map).find(key)) d.append(map, key, {}, random_tree(d, random, depth - 1));
  }
  return map;
}

TEST(BicepInjection, TreesReadBackAtEveryPlace) {
  std::mt19937_64 random(5);
  for (int i = 0; i < 2000; ++i) {
    Document d;
    const Value value = Value::of(d.node(random_tree(d, random, 3)));
    const char* kPlaces[] = {"var a = <%= x %>\nvar z = 'z'\n", "var a = [\n  <%= x %>\n]\n",
                             "var a = { b: <%= x %>, c: 1 }\n",
                             "var a = {\n  b: <%= x %>\n  c: 1\n}\n",
                             "param a object = {\n  b: [<%= x %>]\n}\n"};
    const std::string_view text = kPlaces[i % std::size(kPlaces)];
    const auto result = mini::render(bicep(), Dialect::none, text, {{"x", value}});
    ASSERT_EQ(result.error, "");
    SourceMap sources;
    Diagnostics diagnostics;
    const SourceId source = sources.add("main.bicep", result.text);
    const auto document = bicep().parse(source, sources, Dialect::none, diagnostics);
    ASSERT_TRUE(document) << result.text << diagnostics.items()[0].message;
    const Node root = document->root();
    Node read;
    switch (i % std::size(kPlaces)) {
      case 0:
        read = root.find_path("variables.a.value");
        break;
      case 1:
        read = root.find_path("variables.a.value").at(0);
        break;
      case 4:
        read = root.find_path("parameters.a.default.b").at(0);
        break;
      default:
        read = root.find_path("variables.a.value.b");
        EXPECT_EQ(root.find_path("variables.a.value.c").as_int(), 1);
    }
    ASSERT_TRUE(same(Value::of(read), value)) << result.text;
  }
}

TEST(BicepInjection, KeysReadBack) {
  std::vector<std::string> texts = hostile::texts();
  std::mt19937_64 random(7);
  for (int i = 0; i < 2000; ++i) texts.push_back(hostile::random_text(random));
  for (const std::string& text : texts) {
    for (const std::string_view written :
         {"var a = { <%= x %>: 1 }\n", "var a = {\n  '<%= x %>': 1\n}\n"}) {
      const auto result =
          mini::render(bicep(), Dialect::none, written, {{"x", Value::of_string(text)}});
      ASSERT_EQ(result.error, "");
      SourceMap sources;
      Diagnostics diagnostics;
      const SourceId source = sources.add("main.bicep", result.text);
      const auto document = bicep().parse(source, sources, Dialect::none, diagnostics);
      ASSERT_TRUE(document) << result.text;
      ASSERT_EQ(document->root().find_path("variables.a.value").at(0).key(), text);
    }
  }
}

}  // namespace
}  // namespace formwork
