#include "language/language.h"
#include "support/hostile.h"
#include "support/mini_template.h"
#include "support/yaml_readers.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <random>

namespace formwork {
namespace {

using ::testing::HasSubstr;

const Language& yaml() {
  return *language(LanguageId::yaml);
}

std::string render(std::string_view text, const Value& x, Dialect dialect = Dialect::none) {
  const mini::Result result = mini::render(yaml(), dialect, text, {{"x", x}, {"y", x}});
  return result.error.empty() ? result.text : "error: " + result.error;
}

std::string render(std::string_view text, std::string_view x, Dialect dialect = Dialect::none) {
  return render(text, Value::of_string(x), dialect);
}

TEST(YamlEncoder, WritesStringsPlainOnlyWhereNoReaderDisagrees) {
  struct Row {
    const char* value;
    const char* expected;
  };
  for (const Row& row : std::initializer_list<Row>{
           {"api", "api"},
           {"LOG_LEVEL", "LOG_LEVEL"},
           {"app.kubernetes.io/name", "app.kubernetes.io/name"},
           {"v1.2-rc", "v1.2-rc"},
           {"", "\"\""},
           {"no", "\"no\""},
           {"No", "\"No\""},
           {"on", "\"on\""},
           {"y", "\"y\""},
           {"TRUE", "\"TRUE\""},
           {"Null", "\"Null\""},
           {"nan", "\"nan\""},
           {"1", "\"1\""},
           {"1e3", "\"1e3\""},
           {".5", "\".5\""},
           {"~", "\"~\""},
           {"a b", "\"a b\""},
           {"a:b", "a:b"},
           {"a@b", "a@b"},
           {"ghcr.io/acme/api:v1@sha256:0f", "ghcr.io/acme/api:v1@sha256:0f"},
           {"https://a.example/b", "https://a.example/b"},
           {"/healthz", "/healthz"},
           {"250m", "250m"},
           {"512Mi", "512Mi"},
           {"30s", "30s"},
           {"1.5Gi", "\"1.5Gi\""},
           {"1d", "\"1d\""},
           {"1e", "\"1e\""},
           {"12:30", "\"12:30\""},
           {"a:", "\"a:\""},
           {"a::b", "\"a::b\""},
           {"a: b", "\"a: b\""},
           {"@a", "\"@a\""},
           {"/", "\"/\""},
           {"_a", "\"_a\""},
           {"-a", "\"-a\""},
           {"a\tb", "\"a\\tb\""},
           {"say \"hi\" \\", "\"say \\\"hi\\\" \\\\\""},
           {"a\rb", "\"a\\rb\""},
           {"gr\xC3\xBC\xC3\x9F", "\"gr\xC3\xBC\xC3\x9F\""},
           {"\xC2\xA0", "\"\\xa0\""},
           {"\xC2\x85", "\"\\x85\""},
           {"\xE2\x80\xA8", "\"\\u2028\""},
           {"\xEF\xBB\xBF", "\"\\ufeff\""},
           {"\xEF\xBF\xBE", "\"\\ufffe\""},
           {"\xF0\x9F\x92\xA3", "\"\xF0\x9F\x92\xA3\""},
           {"\xF3\xA0\x80\x81", "\"\\U000e0001\""},
           {"\x1B", "\"\\x1b\""},
       }) {
    EXPECT_EQ(render("a: <%= x %>\n", row.value), std::string("a: ") + row.expected + "\n");
  }
}

TEST(YamlEncoder, WritesTextOfSeveralLinesAsABlockWhereItSurvives) {
  const auto at_key = [](std::string_view value) { return render("a: <%= x %>\n", value); };
  EXPECT_EQ(at_key("a\nb\n"), "a: |\n  a\n  b\n");
  EXPECT_EQ(at_key("a\nb"), "a: |-\n  a\n  b\n");
  EXPECT_EQ(at_key("a\n\nb\n"), "a: |\n  a\n\n  b\n");
  EXPECT_EQ(at_key("  a\nb\n"), "a: |2\n    a\n  b\n");
  EXPECT_EQ(at_key("\n a\nb"), "a: |2-\n\n   a\n  b\n");
  EXPECT_EQ(at_key("a: #b\n---\n"), "a: |\n  a: #b\n  ---\n");
  // Blank lines below the tag must not become part of the value; trailing blanks must not get lost.
  EXPECT_EQ(at_key("a\n\n"), "a: \"a\\n\\n\"\n");
  EXPECT_EQ(at_key("\n"), "a: \"\\n\"\n");
  EXPECT_EQ(at_key("a \nb\n"), "a: \"a \\nb\\n\"\n");
  EXPECT_EQ(at_key("a\r\nb\n"), "a: \"a\\r\\nb\\n\"\n");
  EXPECT_EQ(at_key("a\x1B\nb\n"), "a: \"a\\x1b\\nb\\n\"\n");
  // Text behind the tag would become part of a block.
  EXPECT_EQ(render("a: <%= x %> # c\n", "a\nb\n"), "a: \"a\\nb\\n\" # c\n");
  EXPECT_EQ(render("a: <%= x %>", "a\nb\n"), "a: \"a\\nb\\n\"");
  EXPECT_EQ(render("a: [<%= x %>]\n", "a:b"), "a: [\"a:b\"]\n");
  EXPECT_EQ(render("a: [<%= x %>\n]\n", "a\nb"), "a: [\"a\\nb\"\n]\n");
  EXPECT_EQ(render("a:\n  - b: 1\n    c: <%= x %>\n", " a\nb\n"),
            "a:\n  - b: 1\n    c: |2\n       a\n      b\n");
  EXPECT_EQ(render("a:\n  - <%= x %>\n", " a\nb\n"), "a:\n  - |2\n     a\n    b\n");
}

TEST(YamlEncoder, WritesScalars) {
  EXPECT_EQ(render("a: <%= x %>\n", Value::of_int(-42)), "a: -42\n");
  EXPECT_EQ(render("a: <%= x %>\n", Value::of_bool(true)), "a: true\n");
  EXPECT_EQ(render("a: <%= x %>\n", Value::of_number(0.5)), "a: 0.5\n");
  EXPECT_EQ(render("a: <%= x %>\n", Value::of_number(1.1, "1.10")), "a: 1.10\n");
  EXPECT_EQ(render("a: <%= x %>\n", Value::of_number(1e30)), "a: 1.0e+30\n");
  EXPECT_EQ(render("a: <%= x %>\n", Value::null()), "a: null\n");
  EXPECT_EQ(render("a: \"<%= x %>\"\n", Value::of_int(8080)), "a: \"8080\"\n");
  EXPECT_EQ(render("# <%= x %>\n", "a\nb: c\x1B"), "# a b: c \n");
  EXPECT_EQ(render("<%= x %>: 1\n", "a b"), "\"a b\": 1\n");
  EXPECT_EQ(render("<%= x %>: 1\n", "on"), "\"on\": 1\n");
}

TEST(YamlEncoder, WritesListsAndMapsOneLevelIn) {
  Document d;
  const NodeId map = d.add_map();
  d.append(map, "name", {}, d.add_string("a"));
  const NodeId list = d.add_list();
  d.append(list, d.add_int(1));
  const NodeId inner = d.add_list();
  d.append(inner, d.add_string("b\nc\n"));
  d.append(inner, d.add_string("no"));
  d.append(list, inner);
  const NodeId item = d.add_map();
  d.append(item, "k 1", {}, d.add_bool(true));
  d.append(item, "k2", {}, d.add_list());
  d.append(item, "k3", {}, d.add_map());
  d.append(item, "k4", {}, d.add_null());
  d.append(list, item);
  d.append(map, "list", {}, list);
  const Value value = Value::of(d.node(map));
  EXPECT_EQ(render("x:\n  y: <%= x %>\nz: 1\n", value),
            "x:\n  y:\n    name: a\n    list:\n      - 1\n      - - |\n          b\n          c\n  "
            "      - \"no\"\n"
            "      - \"k 1\": true\n        k2: []\n        k3: {}\n        k4: null\nz: 1\n");
  EXPECT_EQ(render("x:\n  - <%= x %>\n", Value::of(d.node(item))),
            "x:\n  - \"k 1\": true\n    k2: []\n    k3: {}\n    k4: null\n");
  EXPECT_EQ(render("x: [0, <%= x %>]\n", value),
            "x: [0, {name: a, list: [1, [\"b\\nc\\n\", \"no\"], {\"k 1\": true, k2: [], k3: {}, "
            "k4: null}]}]\n");
  EXPECT_EQ(render("x: <%= x %>  # c\n", Value::of(d.node(inner))),
            "x:\n  - \"b\\nc\\n\"\n  - \"no\"  # c\n");
  EXPECT_EQ(render("x: <%= x %>\n", Value::of(d.node(list).at(2).find("k2"))), "x: []\n");
  EXPECT_EQ(render("- a: <%= x %>\n", Value::of(d.node(inner))),
            "- a:\n    - |\n      b\n      c\n    - \"no\"\n");
}

TEST(YamlEncoder, RefusesWhatYamlCannotCarry) {
  EXPECT_THAT(render("a: <%= x %>\n", "\xFF"), HasSubstr("not UTF-8"));
  EXPECT_THAT(render("a: <%= x %>\n", "\xEE\x80\x80"), HasSubstr("reserved"));
  EXPECT_THAT(render("a: <%= x %>\n", Value::of_number(1.0 / 0.0)), HasSubstr("finite"));
  EXPECT_THAT(render("a: \"<%= x %>\"\n", Value::null()), HasSubstr("null"));
  EXPECT_THAT(render("<%= x %>: 1\n", std::string(2000, 'k')), HasSubstr("1,000 characters"));
  EXPECT_THAT(render("<%= x %>: 1\n", std::string(400, '"')), ::testing::StartsWith("\"\\\""));
  EXPECT_THAT(render("<%= x %>: 1\n", std::string(600, '"')), HasSubstr("1,000 characters"));
  EXPECT_THAT(render("<%= x %>: 1\n", "a\nb"), HasSubstr("U+000A"));
  EXPECT_THAT(render("<%= x %>: 1\n", "a\xC2\xA0"), HasSubstr("U+00A0"));
  EXPECT_THAT(render("<%= x %>: 1\n", "${{ a }}", Dialect::workflow), HasSubstr("${{"));
  EXPECT_THAT(render("<%= x %>: 1\n", "{{ a }}", Dialect::prometheus), HasSubstr("{{"));
  EXPECT_THAT(render("a: \"${{ <%= x %> }}\"\n", "a b", Dialect::workflow),
              HasSubstr("not a name"));
}

TEST(YamlEncoder, EscapesForTheSecondEvaluator) {
  EXPECT_EQ(render("a: <%= x %>\n", "${{ b }}", Dialect::workflow), "a: \"${{ '${{' }} b }}\"\n");
  EXPECT_EQ(render("a: \"<%= x %>{\"\n", "$", Dialect::workflow), "a: \"${{ '$' }}{\"\n");
  EXPECT_EQ(render("a: \"$<%= x %>\"\n", "{{b", Dialect::workflow), "a: \"$${{ '{{' }}b\"\n");
  EXPECT_EQ(render("a: \"$<%= x %>{{b\"\n", "", Dialect::workflow), "a: \"$${{ '' }}{{b\"\n");
  EXPECT_EQ(render("a: <%= x %>\n", "$A ${B} $$", Dialect::compose), "a: \"$$A $${B} $$$$\"\n");
  EXPECT_EQ(render("a: <%= x %>\n", "{{ b }}", Dialect::prometheus),
            "a: \"{{ \\\"{{\\\" }} b }}\"\n");
  EXPECT_EQ(render("a: <%= x %>\n", "$(A)", Dialect::kubernetes), "a: \"$(A)\"\n");
  EXPECT_EQ(render("containers:\n  - args: [<%= x %>]\n", "$(A)", Dialect::kubernetes),
            "containers:\n  - args: [\"$$(A)\"]\n");
}

TEST(YamlEncoder, AcceptsByPlace) {
  Type codes;
  codes.kind = TypeKind::enumeration;
  codes.values = {"a", "b c"};
  Type names = codes;
  names.values = {"a", "b-c"};
  EXPECT_TRUE(yaml().accepts(Place::value, basic_type(TypeKind::record)));
  EXPECT_TRUE(yaml().accepts(Place::quoted, basic_type(TypeKind::number)));
  EXPECT_FALSE(yaml().accepts(Place::quoted, basic_type(TypeKind::list)));
  EXPECT_TRUE(yaml().accepts(Place::key, basic_type(TypeKind::identifier)));
  EXPECT_FALSE(yaml().accepts(Place::key, basic_type(TypeKind::integer)));
  EXPECT_TRUE(yaml().accepts(Place::name, basic_type(TypeKind::identifier)));
  EXPECT_FALSE(yaml().accepts(Place::name, basic_type(TypeKind::string)));
  EXPECT_TRUE(yaml().accepts(Place::name, &names));
  EXPECT_FALSE(yaml().accepts(Place::name, &codes));
}

/// A random tree of hostile texts and other values.
NodeId random_tree(Document& d, std::mt19937_64& random, int depth) {
  const auto pick = random() % (depth == 0 ? 6 : 9);
  switch (pick) {
    case 0:
      return d.add_int(static_cast<std::int64_t>(random()) / 7);
    case 1:
      return random() % 2 == 0 ? d.add_bool(random() % 2 == 0) : d.add_null();
    case 6: {
      const NodeId list = d.add_list();
      for (auto n = random() % 4; n-- != 0;) d.append(list, random_tree(d, random, depth - 1));
      return list;
    }
    case 7:
    case 8: {
      const NodeId map = d.add_map();
      for (auto n = random() % 4; n-- != 0;) {
        const std::string key = hostile::random_text(random);
        if (key.find_first_of("\n\r\t\xA0\xA8") == std::string::npos && !d.node(map).find(key))
          d.append(map, key, {}, random_tree(d, random, depth - 1));
      }
      return map;
    }
    default:
      return d.add_string(hostile::random_text(random));
  }
}

TEST(YamlEncoder, TreesOfHostileTextsReadBackAlikeByTwoReaders) {
  std::mt19937_64 random(20'240'501);
  const char* const kTemplates[] = {"a:\n  b: <%= x %>\n\n  c: 1\n", "a:\n  - 0\n  - <%= x %>\n",
                                    "a: [<%= x %>, 1]\n"};
  for (int round = 0; round < 2000; ++round) {
    Document d;
    const NodeId id = random_tree(d, random, 3);
    readers::Leaves expected;
    readers::flatten(d.node(id), "/0/a/b", expected);
    expected["/0/a/c"] = "other:1";
    const std::string text = render(kTemplates[0], Value::of(d.node(id)));
    std::string error;
    EXPECT_EQ(readers::ours(yaml(), Dialect::none, text, &error), expected) << error << "\n"
                                                                            << text;
    EXPECT_EQ(readers::ours(yaml(), Dialect::kubernetes, text), expected) << text;
    EXPECT_EQ(readers::yaml_cpp(text, &error), expected) << error << "\n" << text;
    for (const int other : {1, 2}) {
      readers::Leaves list;
      readers::flatten(d.node(id), other == 1 ? "/0/a/1" : "/0/a/0", list);
      list[other == 1 ? "/0/a/0" : "/0/a/1"] = other == 1 ? "other:0" : "other:1";
      const std::string in_list = render(kTemplates[other], Value::of(d.node(id)));
      EXPECT_EQ(readers::ours(yaml(), Dialect::none, in_list), list) << in_list;
      EXPECT_EQ(readers::yaml_cpp(in_list), list) << in_list;
    }
    if (HasFailure()) break;
  }
}

}  // namespace
}  // namespace formwork
