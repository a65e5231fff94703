// Machine and encoder of Bicep.
#include "language/language.h"
#include "support/mini_template.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace formwork {
namespace {

using mini::place;
using ::testing::HasSubstr;

const Language& bicep() {
  return *language(LanguageId::bicep);
}

TEST(BicepMachine, KnowsWhereATagMayStand) {
  struct Row {
    const char* text;
    const char* expected;
  };
  for (const Row& row : std::initializer_list<Row>{
           {"var a = <%= x %>\n", "value"},
           {"param a string = <%= x %> // c\n", "value"},
           {"param a string? = <%= x %>\n", "value"},
           {"param a 'b' | <%= x %>\n", "value"},
           {"@allowed(<%= x %>)\nparam a string\n", "value"},
           {"@allowed([\n  <%= x %>\n  <%= y %>\n])\nparam a string\n", "value"},
           {"var a = [<%= x %>, <%= y %>]\n", "value"},
           {"var a = { b: <%= x %>, c: <%= y %> }\n", "value"},
           {"resource a 'b@c' = {\n  name: <%= x %>\n}\n", "value"},
           {"resource a 'b@c' = if (<%= x %>) {\n}\n", "value"},
           {"resource a 'b@c' = {\n  resource d 'e' = {\n    f: <%= x %>\n  }\n}\n", "value"},
           {"var a = [for b in <%= x %>: b]\n", "value"},
           {"var a = b ? <%= x %> : <%= y %>\n", "value"},
           {"var a = b\n  ? <%= x %>\n  : <%= y %>\n", "value"},
           {"var a = b == <%= x %>\n", "value"},
           {"var a = f(b, <%= x %>)\n", "value"},
           {"func f(a string) string => <%= x %>\n", "value"},
           {"var a = '''\nb ' '' \\ ${c}\n'''\nvar d = <%= x %>\n", "value"},
           {"var a = $'''b ${c} '''\nvar d = <%= x %>\n", "value"},
           {"var a = $$'''b ${c $${d} '''''\nvar e = <%= x %>\n", "value"},
           {"var a = ''\nvar b = <%= x %>\n", "value"},
           {"/* ' */\nvar a = <%= x %>\n", "value"},
           {"var a = '<%= x %>'\n", "quoted"},
           {"var a = 'b<%= x %>${c}<%= y %>'\n", "quoted"},
           {"var a = 'b\\${c}<%= x %>'\n", "quoted"},
           {"var a = '$$<%= x %>'\n", "could open"},
           {"var a = 'b\\u{24}<%= x %>'\n", "quoted"},
           {"var a = '${f('<%= x %>')}'\n", "quoted"},
           {"resource a '<%= x %>@<%= y %>' = {\n}\n", "quoted"},
           {"module a '<%= x %>.bicep' = {\n}\n", "quoted"},
           {"var a = {\n  <%= x %>: 1\n}\n", "key"},
           {"var a = { b: 1, <%= x %>: 2 }\n", "key"},
           {"var a = {\n  b: 1 // c\n  <%= x %>: 2\n}\n", "key"},
           {"var a = {\n  b: {\n  }\n  <%= x %>: 2\n}\n", "key"},
           {"<%= x %>\n", "name"},
           {"param <%= x %> string\n", "name"},
           {"resource a_<%= x %> 'b@c' = {\n}\n", "name"},
           {"var a = {\n  resource <%= x %> 'b' = {\n  }\n}\n", "name"},
           {"var a = b.<%= x %>\n", "name"},
           {"var a = b_<%= x %>.id\n", "name"},
           {"var a = '${<%= x %>}'\n", "name"},
           {"var a = '${b.<%= x %>}'\n", "name"},
           {"// <%= x %>\n", "comment"},
           {"var a = { // <%= x %>\n}\n", "comment"},
           {"var a = '''<%= x %>'''\n", "multi-line string"},
           {"var a = $'''${b}<%= x %>'''\n", "multi-line string"},
           {"/* <%= x %> */\n", "block comment"},
           {"#disable-next-line <%= x %>\n", "written out"},
           {"var a = b <%= x %>\n", "operator or a comma"},
           {"var a = 'b'<%= x %>\n", "operator or a comma"},
           {"var a = ''<%= x %>\n", "operator or a comma"},
           {"var a = <%= x %>b\n", "directly after a value"},
           {"var a = <%= x %>'b'\n", "directly after a value"},
           {"var a = <%= x %>.b\n", "directly after a value"},
           {"var a = <%= x %><%= y %>\n", "directly after a value"},
           {"var a = '$<%= x %>'\n", "could open"},
           {"var a = '\\<%= x %>'\n", "escape"},
           {"var a = '\\u{<%= x %>}'\n", "escape"},
           {"var a = { <%= x %> b }\n", "needs `:`"},
           {"var a = {\n  <%= x %>\n}\n", "needs `:`"},
           {"var a = [1}\n<%= x %>", "not the one"},
           {"}\n<%= x %>", "closing bracket"},
           {"var a = 'b\n<%= x %>", "not closed on its line"},
       }) {
    EXPECT_THAT(place(bicep(), Dialect::none, row.text), HasSubstr(row.expected)) << row.text;
  }
}

TEST(BicepMachine, BranchesJoinWhereWhatFollowsMeansTheSame) {
  const auto after = [](std::string_view literal) {
    ContextState s = bicep().start(Dialect::none);
    std::size_t at = 0;
    EXPECT_FALSE(bicep().advance(s, literal, at)) << literal;
    return s;
  };
  const auto joins = [&](std::string_view a, std::string_view b) {
    return bicep().join(after(a), after(b)).has_value();
  };
  EXPECT_TRUE(joins("var a = 1\n", "var a = 1\nparam b string\n"));
  EXPECT_TRUE(joins("var a = [\n", "var a = [\n  1\n"));
  EXPECT_TRUE(joins("var a = {\n", "var a = {\n  b: 1\n"));
  EXPECT_TRUE(joins("var a = '", "var a = 'b"));
  EXPECT_TRUE(joins("var a = b", "var a = 'c'"));
  EXPECT_TRUE(joins("var a = '''b'''", "var a = c"));
  EXPECT_FALSE(joins("var a = ", "var a = 1"));
  EXPECT_FALSE(joins("var a = {\n", "var a = 1\n"));
  EXPECT_FALSE(joins("var a = [", "var a = {"));
  EXPECT_FALSE(joins("var a = 'b", "var a = '${b"));
  EXPECT_FALSE(joins("var a = 'b$", "var a = 'b"));
  EXPECT_FALSE(joins("var a = 'b", "var a = '''b"));
}

std::string render(std::string_view text, const Value& x) {
  const auto result = mini::render(bicep(), Dialect::none, text, {{"x", x}, {"y", x}});
  return result.error.empty() ? result.text : "error: " + result.error;
}
std::string render(std::string_view text, std::string_view x) {
  return render(text, Value::of_string(x));
}

TEST(BicepEncoder, WritesScalars) {
  EXPECT_EQ(render("var a = <%= x %>", "b"), "var a = 'b'");
  EXPECT_EQ(render("var a = <%= x %>", Value::of_int(-3)), "var a = -3");
  EXPECT_EQ(render("var a = <%= x %>", Value::of_bool(false)), "var a = false");
  EXPECT_EQ(render("var a = <%= x %>", Value::null()), "var a = null");
  EXPECT_EQ(render("var a = <%= x %>", Value::of_number(1.5)), "var a = json('1.5')");
  EXPECT_EQ(render("var a = '<%= x %>'", Value::of_number(1.5)), "var a = '1.5'");
  EXPECT_EQ(render("var a = <%= x %>", "q' b\\ n\n t\t r\r"),
            "var a = 'q\\' b\\\\ n\\n t\\t r\\r'");
  EXPECT_EQ(render("var a = <%= x %>", "${b} $$${c} ${"), "var a = '\\${b} $$\\${c} \\${'");
  EXPECT_EQ(render("var a = <%= x %>", "$ { $"), "var a = '$ { $'");
  EXPECT_EQ(render("var a = <%= x %>", "\xE2\x80\xAE\x01"), "var a = '\\u{202e}\\u{1}'");
  EXPECT_EQ(render("var a = { <%= x %>: 1 }", "b_1"), "var a = { b_1: 1 }");
  EXPECT_EQ(render("var a = { <%= x %>: 1 }", "b-1"), "var a = { 'b-1': 1 }");
  EXPECT_EQ(render("var a = { <%= x %>: 1 }", "true"), "var a = { 'true': 1 }");
  EXPECT_EQ(render("// <%= x %>", "a\nb"), "// a b");
}

TEST(BicepEncoder, WritesNames) {
  EXPECT_EQ(render("param <%= x %> int", "a_b"), "param a_b int");
  EXPECT_EQ(render("param p<%= x %> int", Value::of_int(1)), "param p1 int");
  EXPECT_EQ(render("var a = '${<%= x %>}'", Value::of_int(1)), "var a = '${1}'");
  EXPECT_THAT(render("param <%= x %> int", Value::of_int(1)), HasSubstr("begin with a digit"));
  EXPECT_THAT(render("param <%= x %> int", "a-b"), HasSubstr("not a name"));
  EXPECT_THAT(render("param <%= x %> int", "null"), HasSubstr("not a name"));
  EXPECT_THAT(render("var a = '${<%= x %>}'", "a}'"), HasSubstr("not a name"));
}

TEST(BicepEncoder, NeighboursAreHostile) {
  EXPECT_EQ(render("var a = '<%= x %>{b}'", "$"), "var a = '\\u{24}{b}'");
  EXPECT_EQ(render("var a = '<%= x %>${b}'", "$"), "var a = '$${b}'");
  EXPECT_EQ(render("var a = '<%= x %>b'", "$"), "var a = '$b'");
  EXPECT_EQ(render("var a = '<%= x %><%= y %>'", "$"), "var a = '\\u{24}$'");
  EXPECT_EQ(render("var a = '<%= x %><%= y %>'", "{"), "var a = '{\\u{7b}'");
}

TEST(BicepEncoder, WritesListsAndMapsOnOneLineOrOneEntryALine) {
  Document d;
  const NodeId map = d.add_map();
  d.append(map, "a", {}, d.add_string("b"));
  d.append(map, "c-d", {}, d.add_int(1));
  EXPECT_EQ(render("var a = <%= x %>\n", Value::of(d.node(map))), "var a = { a: 'b', 'c-d': 1 }\n");
  d.append(map, "m", {}, d.add_map());
  d.append(map, "list", {}, d.add_list());
  d.append(d.node(map).find("list").id(), d.add_string(std::string(90, 'x')));
  d.append(d.node(map).find("list").id(), d.add_string(std::string(20, 'y')));
  d.append(map, "z", {}, d.add_null());
  EXPECT_EQ(render("var a = {\n  b: <%= x %>\n}\n", Value::of(d.node(map))),
            "var a = {\n  b: {\n    a: 'b'\n    'c-d': 1\n    m: {}\n    list: [\n      '" +
                std::string(90, 'x') + "'\n      '" + std::string(20, 'y') +
                "'\n    ]\n    z: null\n  }\n}\n");
}

}  // namespace
}  // namespace formwork
