// The layout of Bicep, as `bicep format` has it; the compiler's own formatted files are compared in
// bicep_corpus_test.cpp.
#include "language/language.h"
#include "support/hostile.h"
#include "support/mini_template.h"

#include <gtest/gtest.h>

#include <random>

namespace formwork {
namespace {

std::string layout(std::string text) {
  return language(LanguageId::bicep)->layout(std::move(text));
}

TEST(BicepLayout, PrintsAsTheFormatterDoes) {
  struct Row {
    const char* text;
    const char* expected;
  };
  for (const Row& row : std::initializer_list<Row>{
           {"", "\n"},
           {"\n\nparam   a   string='b'\n\n\n\nparam c int\n\n",
            "param a string = 'b'\n\nparam c int\n"},
           {"var a={b:1,c:2}\n", "var a = { b: 1, c: 2 }\n"},
           {"var a = {\nb: 1, c: 2}\n", "var a = {\n  b: 1\n  c: 2\n}\n"},
           {"var a = { b: 1\n c: 2\n}\n", "var a = { b: 1, c: 2 }\n"},
           {"var a = {\n}\n", "var a = {}\n"},
           {"var a = [ 1,2 ]\n", "var a = [1, 2]\n"},
           {"var a = [\n  1\n\n\n  2 ]\n", "var a = [\n  1\n\n  2\n]\n"},
           {"var a = [1\n\n2]\n", "var a = [\n  1\n\n  2\n]\n"},
           {"var a = b?c:d\n", "var a = b ? c : d\n"},
           {"var a = b\n? c\n: d\n", "var a = b ? c : d\n"},
           {"var a = !b&&-1<2\n", "var a = !b && -1 < 2\n"},
           {"var a = f( b ,c)\n", "var a = f(b, c)\n"},
           {"var a = f(\n  b\n)\n", "var a = f(b)\n"},
           {"var a = union(b, {\n  c: 1\n})\n", "var a = union(b, {\n  c: 1\n})\n"},
           {"var a = map(b, c=>{\nd: c\n})\n", "var a = map(b, c => {\n  d: c\n})\n"},
           {"var a = [for b in c:{\n  d: b\n}]\n",
            "var a = [\n  for b in c: {\n    d: b\n  }\n]\n"},
           {"var a = [for ( b , i ) in c : b]\n", "var a = [for (b, i) in c: b]\n"},
           {"@description( 'a' )\n\n@secure()\nparam b string\n",
            "@description('a')\n@secure()\nparam b string\n"},
           {"resource a 'b@c'=if(d){\nname: 'e'\n}\n",
            "resource a 'b@c' = if (d) {\n  name: 'e'\n}\n"},
           {"resource a 'b@c' existing={\nname: 'e'\n  resource f 'g' = {\nname: 'h'\n}\n}\n",
            "resource a 'b@c' existing = {\n  name: 'e'\n  resource f 'g' = {\n    name: 'h'\n  "
            "}\n}\n"},
           {"var a = b // c\n", "var a = b // c\n"},
           {"var a = {   // c\n  b: 1   // d\n  // e\n}\n",
            "var a = {\n  // c\n  b: 1 // d\n  // e\n}\n"},
           {"/* a */ var b = /* c */ 1\n", "/* a */ var b = /* c */ 1\n"},
           {"#disable-next-line   a    b\nparam c int\n", "#disable-next-line a b\nparam c int\n"},
           {"type a='b'|'c'\n", "type a = 'b' | 'c'\n"},
           {"type a = {b:string?,*:int[]}\n", "type a = { b: string?, *: int[] }\n"},
           {"func f( a string,b int )string=>a\n", "func f(a string, b int) string => a\n"},
           {"import {a,b as c} from 'd'\n", "import { a, b as c } from 'd'\n"},
           {"var a = '${ b }'\n", "var a = '${ b }'\n"},
           {"var a = '''\n  b\n'''\r\nvar c = 1\r\n", "var a = '''\n  b\n'''\nvar c = 1\n"},
           {"var a = b . c [ 0 ] . ? d ! :: e\n", "var a = b.c[0].?d!::e\n"},
           {"using   'a.bicep'\nparam b={c:1}\n", "using 'a.bicep'\nparam b = { c: 1 }\n"},
           {"type a = [@b()\nstring, int]\n", "type a = [\n  @b()\n  string\n  int\n]\n"},
           {"var a = [\n", "var a = [\n"},
       }) {
    EXPECT_EQ(layout(row.text), row.expected) << row.text;
  }
}

TEST(BicepLayout, BreaksWhatIsWiderThan120Columns) {
  const std::string x(60, 'x');
  EXPECT_EQ(layout("var a = f('" + x + "', '" + x + "')\n"),
            "var a = f(\n  '" + x + "',\n  '" + x + "'\n)\n");
  EXPECT_EQ(layout("var a = { b: '" + x + "', c: '" + x + "' }\n"),
            "var a = {\n  b: '" + x + "'\n  c: '" + x + "'\n}\n");
  EXPECT_EQ(layout("var a = b ? '" + x + "' : '" + x + "'\n"),
            "var a = b\n  ? '" + x + "'\n  : '" + x + "'\n");
  EXPECT_EQ(layout("type a = '" + x + "' | '" + x + "'\n"),
            "type a =\n  | '" + x + "'\n  | '" + x + "'\n");
  EXPECT_EQ(layout("var a = '" + x + x + "' // " + x + "\n"),
            "var a = '" + x + x + "' // " + x + "\n");
}

NodeId random_tree(Document& d, std::mt19937_64& random, int depth) {
  const auto pick = random() % (depth == 0 ? 3 : 8);
  if (pick == 0) return d.add_int(static_cast<std::int64_t>(random() % 1000));
  if (pick <= 2) return d.add_string(hostile::random_text(random));
  const NodeId list = pick <= 4 ? d.add_list() : d.add_map();
  for (auto n = random() % 8; n-- != 0;) {
    const std::string key = hostile::random_text(random);
    if (pick <= 4)
      d.append(list, random_tree(d, random, depth - 1));
    else if (!d.node(list).find(key))
      d.append(list, key, {}, random_tree(d, random, depth - 1));
  }
  return list;
}

TEST(BicepLayout, ChangesNoValueAndNothingTheSecondTime) {
  std::mt19937_64 random(11);
  for (int i = 0; i < 500; ++i) {
    Document d;
    const Value value = Value::of(d.node(random_tree(d, random, 4)));
    const auto result = mini::render(*language(LanguageId::bicep), Dialect::none,
                                     "var a={b:<%= x %>, c:[<%= x %>,1]}\n", {{"x", value}});
    ASSERT_EQ(result.error, "");
    const std::string once = layout(result.text);
    ASSERT_EQ(layout(once), once);
    SourceMap sources;
    Diagnostics diagnostics;
    const auto read = [&](const std::string& text) {
      return language(LanguageId::bicep)
          ->parse(sources.add("main.bicep", text), sources, Dialect::none, diagnostics);
    };
    const auto before = read(result.text);
    const auto after = read(once);
    ASSERT_TRUE(before && after) << once;
    ASSERT_TRUE(equal(before->root(), after->root())) << once;
  }
}

}  // namespace
}  // namespace formwork
