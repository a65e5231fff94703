#include "language/language.h"
#include "support/hostile.h"
#include "support/mini_template.h"
#include "support/process.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <random>

namespace formwork {
namespace {

using mini::place;
using ::testing::HasSubstr;

const Language& hcl() {
  return *language(LanguageId::hcl);
}

TEST(HclMachine, KnowsWhereATagMayStand) {
  struct Row {
    const char* text;
    const char* expected;
  };
  for (const Row& row : std::initializer_list<Row>{
           {"a = <%= x %>\n", "value"},
           {"a = <%= x %> # c\n", "value"},
           {"b {\n  a = <%= x %>\n}\n", "value"},
           {"b \"c\" \"d\" {\n  a = [<%= x %>, <%= y %>]\n}\n", "value"},
           {"a = {\n  b = <%= x %>\n}\n", "value"},
           {"a = { b = 1, c : <%= x %> }\n", "value"},
           {"a = f(<%= x %>)\n", "value"},
           {"a = b ? <%= x %> : <%= y %>\n", "value"},
           {"a = b == <%= x %>\n", "value"},
           {"a = b - <%= x %>\n", "value"},
           {"a = -<%= x %>\n", "value"},
           {"a = \"<%= x %>\"\n", "quoted"},
           {"a = \"b<%= x %>${c}<%= y %>\"\n", "quoted"},
           {"a = \"$${b}<%= x %>\"\n", "quoted"},
           {"a = \"${f(\"<%= x %>\")}\"\n", "quoted"},
           {"a = [\n  \"<%= x %>\",\n]\n", "quoted"},
           {"a = {\n  <%= x %> = 1\n}\n", "key"},
           {"a = {\n  b = 1 # c\n  <%= x %> = 1\n}\n", "key"},
           {"a = { <%= x %> = 1 }\n", "key"},
           {"a = { b = [1], <%= x %> = 1 }\n", "key"},
           {"a = { \"b\" = {}\n <%= x %> : 1 }\n", "key"},
           {"<%= x %> = 1\n", "name"},
           {"<%= x %> \"b\" {\n}\n", "name"},
           {"b \"<%= x %>\" {\n}\n", "name"},
           {"b c_<%= x %> {\n}\n", "name"},
           {"a = module.<%= x %>.id\n", "name"},
           {"a = b[0].<%= x %>\n", "name"},
           {"a = \"${module.<%= x %>.id}\"\n", "name"},
           {"a = \"${<%= x %>}\"\n", "name"},
           {"a = \"%{ if var.<%= x %> }b%{ endif }\"\n", "name"},
           {"# <%= x %>\n", "comment"},
           {"// <%= x %>\n", "comment"},
           {"a = 1 # <%= x %>\n", "comment"},
           {"a = 1 / 2 // <%= x %>\n", "comment"},
           {"/* b */\na = <%= x %>\n", "value"},
           {"a = <<EOT\nb\nEOT\nc = <%= x %>\n", "value"},
           {"a = <<-EOT\n  b \"\n  EOT\nc = <%= x %>\n", "value"},
           {"a = f(<<EOT\nb\nEOT\n, <%= x %>)\n", "value"},
           {"a = <<EOT\n<%= x %>\nEOT\n", "heredoc"},
           {"a = <<-EOT\n  b\n  EOTX\n<%= x %>\nEOT\n", "heredoc"},
           {"/* <%= x %> */\n", "block comment"},
           {"a = b <%= x %>\n", "operator or a comma"},
           {"a = \"b\"<%= x %>\n", "operator or a comma"},
           {"a = <%= x %>b\n", "directly after a value"},
           {"a = <%= x %>\"b\"\n", "directly after a value"},
           {"a = <%= x %>.b\n", "directly after a value"},
           {"a = <%= x %><%= y %>\n", "directly after a value"},
           {"a = \"$<%= x %>\"\n", "interpolation"},
           {"a = \"%<%= x %>\"\n", "interpolation"},
           {"a = \"$$<%= x %>\"\n", "interpolation"},
           {"a = \"\\<%= x %>\"\n", "backslash"},
           {"a = { <%= x %> b }\n", "needs `=`"},
           {"a = { <%= x %>\n }\n", "needs `=`"},
           {"a = [1}\n<%= x %>", "not the one"},
           {"}\n<%= x %>", "closing bracket"},
       }) {
    EXPECT_THAT(place(hcl(), Dialect::none, row.text), HasSubstr(row.expected)) << row.text;
  }
}

TEST(HclMachine, BranchesJoinWhereWhatFollowsMeansTheSame) {
  const auto after = [](std::string_view literal) {
    ContextState s = hcl().start(Dialect::none);
    std::size_t at = 0;
    EXPECT_FALSE(hcl().advance(s, literal, at)) << literal;
    return s;
  };
  const auto joins = [&](std::string_view a, std::string_view b) {
    return hcl().join(after(a), after(b)).has_value();
  };
  EXPECT_TRUE(joins("a = 1\n", "a = 1\nb {\n}\n"));
  EXPECT_TRUE(joins("a = [", "a = [1"));
  EXPECT_TRUE(joins("a = \"b", "a = \"c"));
  EXPECT_TRUE(joins("a = b", "a = \"c\""));
  EXPECT_FALSE(joins("a = ", "a = 1"));
  EXPECT_FALSE(joins("b {\n", "a = 1\n"));
  EXPECT_FALSE(joins("a = [", "a = {"));
  EXPECT_FALSE(joins("a = \"b", "a = \"${b"));
  EXPECT_FALSE(joins("a = \"b$", "a = \"b"));
}

std::string render(std::string_view text, const Value& x) {
  const auto result = mini::render(hcl(), Dialect::none, text, {{"x", x}, {"y", x}});
  return result.error.empty() ? result.text : "error: " + result.error;
}
std::string render(std::string_view text, std::string_view x) {
  return render(text, Value::of_string(x));
}

TEST(HclEncoder, WritesScalars) {
  EXPECT_EQ(render("<%= x %> = 1", "a-b"), "a-b = 1");
  EXPECT_EQ(render("a = <%= x %>", "b"), "a = \"b\"");
  EXPECT_EQ(render("a = <%= x %>", Value::of_int(-3)), "a = -3");
  EXPECT_EQ(render("a = <%= x %>", Value::of_bool(false)), "a = false");
  EXPECT_EQ(render("a = <%= x %>", Value::null()), "a = null");
  EXPECT_EQ(render("a = <%= x %>", "q\" b\\ n\n t\t r\r"), "a = \"q\\\" b\\\\ n\\n t\\t r\\r\"");
  EXPECT_EQ(render("a = <%= x %>", "${b} %{c}"), "a = \"$${b} %%{c}\"");
  EXPECT_EQ(render("a = <%= x %>", "$${b}"), "a = \"$\\u0024{b}\"");
  EXPECT_EQ(render("a = <%= x %>", "$ % {"), "a = \"$ % {\"");
  EXPECT_EQ(render("a = <%= x %>", "\xE2\x80\xAE\x01"), "a = \"\\u202e\\u0001\"");
  EXPECT_EQ(render("a = { <%= x %> = 1 }", "b c"), "a = { \"b c\" = 1 }");
  EXPECT_EQ(render("a = { <%= x %> = 1 }", "null"), "a = { \"null\" = 1 }");
  EXPECT_THAT(render("module \"<%= x %>\" {", "a b"), HasSubstr("not a name"));
  EXPECT_THAT(render("a = \"${var.<%= x %>}\"", "a.b"), HasSubstr("not a name"));
}

TEST(HclEncoder, NeighboursAreHostile) {
  EXPECT_EQ(render("a = \"<%= x %>{b}\"", "$"), "a = \"\\u0024{b}\"");
  EXPECT_EQ(render("a = \"<%= x %>${b}\"", "$"), "a = \"\\u0024${b}\"");
  EXPECT_EQ(render("a = \"<%= x %>b\"", "$"), "a = \"$b\"");
  EXPECT_EQ(render("a = \"<%= x %><%= y %>\"", "%"), "a = \"\\u0025%\"");
  EXPECT_EQ(render("a = \"<%= x %><%= y %>\"", "{"), "a = \"{\\u007b\"");
}

TEST(HclEncoder, WritesListsAndMapsOnOneLineOrOneEntryALine) {
  Document d;
  const NodeId map = d.add_map();
  d.append(map, "a", {}, d.add_string("b"));
  d.append(map, "long_name", {}, d.add_int(1));
  EXPECT_EQ(render("a = <%= x %>\n", Value::of(d.node(map))), "a = { a = \"b\", long_name = 1 }\n");
  d.append(map, "m", {}, d.add_map());
  d.append(map, "list", {}, d.add_list());
  d.append(d.node(map).find("list").id(), d.add_string(std::string(90, 'x')));
  d.append(d.node(map).find("list").id(), d.add_string(std::string(20, 'y')));
  d.append(map, "z z", {}, d.add_null());
  EXPECT_EQ(render("b {\n  a = <%= x %>\n}\n", Value::of(d.node(map))),
            "b {\n  a = {\n    a         = \"b\"\n    long_name = 1\n    m         = {}\n    list "
            "= [\n      \"" +
                std::string(90, 'x') + "\",\n      \"" + std::string(20, 'y') +
                "\",\n    ]\n    \"z z\" = null\n  }\n}\n");
}

std::string decode_base64(std::string_view text) {
  static constexpr std::string_view kDigits =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string out;
  std::uint32_t bits = 0;
  int count = 0;
  for (const char c : text) {
    const std::size_t digit = kDigits.find(c);
    if (digit == std::string_view::npos) continue;
    bits = bits << 6U | static_cast<std::uint32_t>(digit);
    count += 6;
    if (count >= 8) out += static_cast<char>(bits >> static_cast<unsigned>(count -= 8));
  }
  return out;
}

/// Our own reader reads back every expression that is a literal.
void expect_own_reader(const std::vector<std::string>& expressions,
                       const std::vector<std::string>& expected) {
  std::string text;
  for (std::size_t i = 0; i < expressions.size(); ++i)
    text += "a" + std::to_string(i) + " = " + expressions[i] + "\n";
  SourceMap sources;
  Diagnostics diagnostics;
  const auto document =
      hcl().parse(sources.add("main.tf", text), sources, Dialect::none, diagnostics);
  ASSERT_TRUE(document) << diagnostics.items()[0].message;
  std::size_t at = 0;
  for (const Node node : document->root()) {
    if (node.is(Kind::unknown))
      EXPECT_TRUE(node.text().starts_with("keys(")) << node.text();
    else
      EXPECT_EQ(node.text(), expected[at]) << expressions[at];
    ++at;
  }
  EXPECT_EQ(at, expected.size());
}

/// One `terraform console` reads every expression; it answers in JSON, wrapped so that no text can
/// break a line.
TEST(HclInjection, TenThousandTextsReadBackByTerraformConsole) {
  std::vector<std::string> expected;
  std::vector<std::string> expressions;
  const auto add = [&](std::string_view text, const std::string& x, const std::string& y,
                       std::string want) {
    const auto result = mini::render(hcl(), Dialect::none, "a = " + std::string(text),
                                     {{"x", Value::of_string(x)}, {"y", Value::of_string(y)}});
    ASSERT_EQ(result.error, "");
    expressions.push_back(result.text.substr(4));
    expected.push_back(std::move(want));
  };
  // Terraform normalises text to NFC and numbers nothing; the texts hold no combining marks.
  for (const std::string& text : hostile::texts()) {
    add("<%= x %>", text, "", text);
    add("\"<%= x %>{y}\"", text, "", text + "{y}");
    add("\"<%= x %>$${y}\"", text, "", text + "${y}");
    add("\"-<%= x %><%= y %>-\"", text, text, "-" + text + text + "-");
    add("keys({ <%= x %> = 1 })[0]", text, "", text);
    if (text.size() > 100) continue;
    for (const auto& [first, second] : hostile::halves(text)) {
      add("\"<%= x %><%= y %>\"", first, second, first + second);
      add("\"<%= x %><%= y %>\"", second, first, second + first);
    }
  }
  std::mt19937_64 random(3);
  for (int i = 0; i < 10'000; ++i) {
    const std::string x = hostile::random_text(random);
    const std::string y = hostile::random_text(random);
    if (i % 2 == 0)
      add("\"<%= x %><%= y %>\"", x, y, x + y);
    else
      add("<%= x %>", x, y, x);
  }
  expect_own_reader(expressions, expected);
  const auto terraform = process::find("terraform");
  if (!terraform) GTEST_SKIP() << "terraform is not on PATH";
  // A console that reads its input from a pipe prints its last answer only, so the expressions are
  // a module.
  const process::Folder folder;
  std::string module = "locals {\n  texts = [\n";
  for (const std::string& expression : expressions) module += "    " + expression + ",\n";
  folder.write("main.tf", module + "  ]\n}\n");
  const auto output = process::run({*terraform, "-chdir=" + folder.path(), "console"},
                                   "base64encode(jsonencode(local.texts))\n");
  ASSERT_TRUE(output) << "terraform console failed";
  std::size_t at = 0;
  for (const auto& text : nlohmann::json::parse(decode_base64(*output))) {
    ASSERT_LT(at, expected.size());
    ASSERT_EQ(text.get<std::string>(), expected[at]) << at << ": " << expressions[at];
    ++at;
  }
  EXPECT_EQ(at, expected.size());
  RecordProperty("expressions", static_cast<int>(at));
}

/// A random tree as an HCL value and as the JSON that Terraform should make of it.
NodeId random_tree(Document& d, std::mt19937_64& random, int depth, nlohmann::json& json) {
  const auto pick = random() % (depth == 0 ? 4 : 7);
  if (pick == 0) {
    const auto number = static_cast<std::int64_t>(random() % 100'000) - 50'000;
    json = number;
    return d.add_int(number);
  }
  if (pick == 1) {
    json = random() % 2 == 0;
    return d.add_bool(json.get<bool>());
  }
  if (pick <= 3) {
    const std::string text = hostile::random_text(random);
    json = text;
    return d.add_string(text);
  }
  if (pick == 4) {
    const NodeId list = d.add_list();
    json = nlohmann::json::array();
    for (auto n = random() % 6; n-- != 0;) {
      d.append(list, random_tree(d, random, depth - 1, json.emplace_back()));
    }
    return list;
  }
  const NodeId map = d.add_map();
  json = nlohmann::json::object();
  for (auto n = random() % 6; n-- != 0;) {
    const std::string key =
        random() % 2 == 0 ? hostile::random_text(random) : "k" + std::to_string(random() % 1000);
    if (!d.node(map).find(key))
      d.append(map, key, {}, random_tree(d, random, depth - 1, json[key]));
  }
  return map;
}

TEST(HclInjection, TreesReadBackAndTerraformFmtChangesNothing) {
  const auto terraform = process::find("terraform");
  if (!terraform) GTEST_SKIP() << "terraform is not on PATH";
  std::mt19937_64 random(5);
  nlohmann::json expected = nlohmann::json::array();
  std::string module = "locals {\n";
  std::string names;
  for (int i = 0; i < 300; ++i) {
    Document d;
    const NodeId id = random_tree(d, random, 3, expected.emplace_back());
    if (i != 0) module += '\n';
    const std::string name = "a" + std::to_string(i);
    module += render("  " + name + " = <%= x %>\n", Value::of(d.node(id)));
    names += (i == 0 ? "local." : ", local.") + name;
  }
  module += "}\n";
  EXPECT_EQ(process::run({*terraform, "fmt", "-"}, module), module);
  const process::Folder folder;
  folder.write("main.tf", module);
  const auto output = process::run({*terraform, "-chdir=" + folder.path(), "console"},
                                   "base64encode(jsonencode([" + names + "]))\n");
  ASSERT_TRUE(output) << "terraform console failed";
  const auto got = nlohmann::json::parse(decode_base64(*output));
  ASSERT_EQ(got.size(), expected.size());
  for (std::size_t i = 0; i < expected.size(); ++i) EXPECT_EQ(got[i], expected[i]) << i;
}

}  // namespace
}  // namespace formwork
