// What Bicep files mean, and what is refused in them.
#include "language/language.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace formwork {
namespace {

using ::testing::HasSubstr;

/// A parsed text with what it points into.
struct Parsed {
  explicit Parsed(std::string text, const std::string& path = "main.bicep") {
    const SourceId source = sources.add(path, std::move(text));
    document = language(LanguageId::bicep)->parse(source, sources, Dialect::none, diagnostics);
  }
  [[nodiscard]] Node root() const { return document ? document->root() : Node(); }
  [[nodiscard]] Node at(std::string_view path) const { return root().find_path(path); }
  [[nodiscard]] std::string error() const {
    if (diagnostics.empty()) return "";
    const Diagnostic& first = diagnostics.items()[0];
    return std::string(info(first.code).id) + " " + std::to_string(sources.begin(first.span).line) +
           ": " + first.message;
  }
  [[nodiscard]] std::vector<Object> objects() const {
    return language(LanguageId::bicep)->objects(root(), Dialect::none);
  }
  SourceMap sources{};
  Diagnostics diagnostics{};
  std::optional<Document> document{};
};

TEST(BicepReader, LiteralsAreValuesAndTheRestIsUnknownWithItsText) {
  const Parsed p(R"(var text = 'it\'s \${x} \u{1F4A3}'
var lines = '''
  a
b'''
var number = -42
var fraction = json('1.5')
var yes = (true)
var none = null
var list = [1, 'a'
]
var nested = {
  'a b': { c: [] }
}
var sum = 1 + number
var name = '${text}-x'
var huge = 18446744073709551615
var loop = [for i in range(0, 3): i]
var open = { ...nested, a: 1 }
)");
  ASSERT_EQ(p.error(), "");
  EXPECT_EQ(p.at("variables.text.value").text(), "it's ${x} \xF0\x9F\x92\xA3");
  EXPECT_EQ(p.at("variables.lines.value").text(), "  a\nb");
  EXPECT_EQ(p.at("variables.number.value").as_int(), -42);
  EXPECT_EQ(p.at("variables.fraction.value").as_number(), 1.5);
  EXPECT_TRUE(p.at("variables.yes.value").as_bool());
  EXPECT_TRUE(p.at("variables.none.value").is(Kind::null));
  EXPECT_EQ(p.at("variables.list.value").at(1).text(), "a");
  EXPECT_TRUE(p.at("variables.nested.value").find("a b").find("c").is(Kind::list));
  for (const auto& [name, text] : std::initializer_list<std::pair<const char*, const char*>>{
           {"sum", "1 + number"},
           {"name", "'${text}-x'"},
           {"huge", "18446744073709551615"},
           {"loop", "[for i in range(0, 3): i]"},
           {"open", "{ ...nested, a: 1 }"}}) {
    const Node value = p.at("variables").find(name).find("value");
    EXPECT_TRUE(value.is(Kind::unknown)) << name;
    EXPECT_EQ(value.text(), text);
    EXPECT_EQ(p.sources.text(value.span()), text);
  }
}

TEST(BicepReader, DeclarationsBecomeObjects) {
  const Parsed p(R"(targetScope = 'resourceGroup'
metadata description = 'a vault'
@description('where')
@minLength(1)
param location string = resourceGroup().location
@secure()
param password string
param sizes { a: int, *: string }?
resource kv 'Microsoft.KeyVault/vaults@2023-07-01' = if (location != 'x') {
  name: 'kv'
  location: location
  properties: {
    enablePurgeProtection: true
  }
  resource secret 'secrets' = {
    name: 'db'
    @batchSize(1)
    resource version 'versions@2024-01-01' = [for v in [1, 2]: {
      name: 'v${v}'
    }]
  }
}
resource old 'Microsoft.Storage/storageAccounts@2023-01-01' existing = {
  name: 'st'
}
module net 'modules/net.bicep' = {
  name: 'net'
  params: {
    cidr: '10.0.0.0/16'
  }
}
output id string = kv.id
)");
  ASSERT_EQ(p.error(), "");
  const auto objects = p.objects();
  std::vector<std::string> seen;
  for (const Object& o : objects) seen.push_back(o.type + " " + o.name);
  EXPECT_THAT(seen, testing::ElementsAre(
                        "bicep ", "bicep/param location", "bicep/param password",
                        "bicep/param sizes", "bicep/Microsoft.KeyVault/vaults kv",
                        "bicep/Microsoft.KeyVault/vaults/secrets kv::secret",
                        "bicep/Microsoft.KeyVault/vaults/secrets/versions kv::secret::version",
                        "bicep/existing old", "bicep/module net", "bicep/output id"));
  EXPECT_EQ(p.at("targetScope").text(), "resourceGroup");
  EXPECT_EQ(p.at("metadata.description").text(), "a vault");
  EXPECT_EQ(p.at("parameters.location.description").text(), "where");
  EXPECT_EQ(p.at("parameters.location.minLength").as_int(), 1);
  EXPECT_EQ(p.at("parameters.location.default").text(), "resourceGroup().location");
  EXPECT_TRUE(p.at("parameters.password.secure").as_bool());
  EXPECT_FALSE(p.at("parameters.password.default"));
  EXPECT_EQ(p.at("parameters.sizes.type").text(), "{ a: int, *: string }?");
  const Node vault = objects[4].body;
  EXPECT_EQ(vault.find("type").text(), "Microsoft.KeyVault/vaults");
  EXPECT_EQ(vault.find("apiVersion").text(), "2023-07-01");
  EXPECT_TRUE(vault.find("condition").is(Kind::unknown));
  EXPECT_TRUE(vault.find_path("properties.enablePurgeProtection").as_bool());
  EXPECT_EQ(objects[5].body.find("apiVersion").text(), "2023-07-01");
  EXPECT_EQ(objects[5].body.find("parent").text(), "kv");
  EXPECT_EQ(objects[6].body.find("apiVersion").text(), "2024-01-01");
  EXPECT_EQ(objects[6].body.find("loop").text(), "for v in [1, 2]");
  EXPECT_EQ(objects[6].body.find("batchSize").as_int(), 1);
  EXPECT_EQ(objects[8].body.find_path("params.cidr").text(), "10.0.0.0/16");
  EXPECT_EQ(objects[8].body.find("path").text(), "modules/net.bicep");
}

TEST(BicepReader, ABodyWhoseKeysAreNotAllKnownIsUnknown) {
  const Parsed p(
      "resource a 'B.C/d@1' = {\n  ...base\n  name: 'a'\n}\nresource e 'B.C/d@1' = {\n"
      "  '${key}': 1\n}\n");
  ASSERT_EQ(p.error(), "");
  for (const Object& o : p.objects()) {
    if (o.name.empty()) continue;
    EXPECT_EQ(o.type, "bicep/B.C/d");
    EXPECT_TRUE(o.body.is(Kind::unknown));
  }
}

TEST(BicepReader, ReadsParameterFiles) {
  const char* text =
      "using 'main.bicep'\nparam a = 'b'\nparam c = readEnvironmentVariable('C', 'd')\nvar e = 1\n";
  for (const char* path : {"main.bicepparam", "template"}) {
    const Parsed p(text, path);
    ASSERT_EQ(p.error(), "") << path;
    EXPECT_EQ(p.at("kind").text(), "bicepparam");
    EXPECT_EQ(p.at("using").text(), "main.bicep");
    EXPECT_EQ(p.at("parameters.a.value").text(), "b");
    EXPECT_TRUE(p.at("parameters.c.value").is(Kind::unknown));
    EXPECT_EQ(p.objects()[1].type, "bicepparam/param");
  }
  EXPECT_EQ(Parsed(text).error(), "FW6010 1: `using` stands in parameter files (.bicepparam) only");
}

TEST(BicepReader, ReadsAllThatTheGrammarHas) {
  const char* kTexts[] = {
      "",
      "\n\n// only\n/* comments */\n",
      "import { a, b as c, 'd-e' as f } from 'x.bicep'\nimport * as g from 'br/public:a:1'\n",
      "extension kubernetes with { namespace: 'a', kubeConfig: b } as k8s\nextension 'br:a' as b\n",
      "provider 'kubernetes@1.0.0'\n",
      "type a = 'x' | 'y' | null\ntype b = {\n  @description('d')\n  c: string?\n  *: int\n}\n",
      "type a =\n  | 'x'\n  | 'y'\n",
      "type a = [string, int[], (bool | null)[]]\ntype b = a[0]\ntype c = d.e[*].*\ntype f = -1 | "
      "!true\n",
      "type a = resourceInput<'B.C/d@1'>.properties\nparam b resource 'B.C/d@1'\n"
      "type c = sys.resourceOutput<'B.C/d@1'>!\n",
      "output a resource = b\noutput c resource 'B.C/d@1' = e\n",
      "@export()\nfunc f(a string, b int?) { c: string } => {\n  c: a\n}\nfunc g() int =>\n  1\n",
      "var a = f(b, c => c.d, (e, i) => e + i, () => 1)\n",
      "var a = map(b, c => {\n  d: c\n})\nvar e = [...a, ...b]\n",
      "var a = b.?c[?0].d![^1] ?? e\nvar f = !g && -1 < 2 || 3 >= 4 && 'a' =~ 'b' || 'c' !~ 'd'\n",
      "var a = b ? c : d ? e : f\nvar g = h\n  ? i\n  : j\n",
      "var a string = 'b'\nvar c = d::e::f.id\n",
      "var a = [for (b, i) in c: if_(b)]\nvar d = [\n  for e in f: {\n    g: e\n  }\n]\n",
      "resource a 'B@1' = [for b in c: if (b) {\n  name: b\n}]\n",
      "resource a 'B@1' =\n  if (b) {\n  name: b\n}\n",
      "#disable-next-line no-unused-params BCP081\nparam a int // c\n#restore-diagnostics x\n",
      "@sys.description('a')\n@allowed([\n  1\n  2\n])\n\nparam b int\n",
      "var a = $'''b ${c} $${d} '''\nvar e = $$'''$ ${f} $${g}'' '''''\nvar h = ''''''\n",
      "assert a = b == c\ntest d 'e.bicep' = {\n  params: {}\n}\n",
      "var a = f(\n  b,\n  c\n)\nvar d = { for: 1, if: 2, resource: 3 }\n",
      "var a = '${b}${'${c}'}'\nvar d = '\\u{0}'\n",
      "var a = { b: c, d: e }\nvar f = { g: 1, h: 2\n}\n",
  };
  for (const char* text : kTexts) EXPECT_EQ(Parsed(text).error(), "") << text;
  EXPECT_EQ(Parsed("using none with {\n  mode: 'x'\n}\nextends 'base.bicepparam'\n"
                   "extensionConfig k8s with {\n  a: b\n}\n@sys.foo()\nparam b = 1\n",
                   "a.bicepparam")
                .error(),
            "");
}

TEST(BicepReader, RefusesWhatTheCompilerRefuses) {
  struct Row {
    const char* text;
    const char* expected;
  };
  for (const Row& row : std::initializer_list<Row>{
           {"var a = 'b\n", "1: a string is not closed"},
           {"var a = '''b\n", "1: a multi-line string is not closed"},
           {"/* a\n", "1: a block comment is not closed"},
           {"var a = \"b\"\n", "1: `\"` has no meaning"},
           {"var a = 'b\\x'\n", "1: an escape"},
           {"var a = '\\u{110000}'\n", "1: an escape"},
           {"var a = '${b\n}'\n", "1: a line ends within an expression"},
           {"var a = {\n  b: 1,\n  c: 2\n}\n", "2: a line end after a comma"},
           {"var a = [1 2]\n", "1: a comma or a line end"},
           {"var a = f(1,)\n", "1: a comma before a closing bracket"},
           {"var a = f(1\n2)\n", "2: a comma is due"},
           {"var a = { b: 1, b: 2 }\n", "1: the key `b` stands twice"},
           {"param a int\nparam a int\n", "2: `a` is declared twice"},
           {"resource a 'B@1' = {\n  c: 1\n", "3: `}` is due before the end of the file"},
           {"foo\n", "1: a line begins with `foo`"},
           {"var a = 1 var b = 2\n", "1: a line end is due before `var`"},
           {"param a\n", "1: a type is due before the line end"},
           {"param a = 1\n", "1: a type is due before `=`"},
           {"@description('a')\n", "2: a declaration is due after a decorator"},
           {"@description\nparam a int\n", "1: a decorator is called"},
           {"var a = ()\n", "1: parentheses hold exactly one value"},
           {"var a = (b, 1) => c\n", "1: the variables of a function are names"},
           {"var a = '${[1]}'\n", "1: an array cannot stand within a string"},
           {"var a = b[]\n", "1: an index is due"},
           {"var a = b.?c()\n", "1: `.?` cannot call"},
           {"var a = 99999999999999999999\n", "1: a number is too large"},
           {"var a = [for (b) in c: b]\n", "1: a loop has one variable"},
           {"resource a 'B@1' = {\n  @x()\n  param b int\n}\n", "3: only resources"},
           {"#disable-next-line\nparam a int\n", "1: `#disable-next-line` names no code"},
           {"import { 'a-b' } from 'c'\n", "1: a quoted symbol needs a name"},
           {"var a = b $ c\n", "1: `$` has no meaning"},
           {"var a = \xE2\x80\xAE\n", "FW6004 1: "},
       }) {
    EXPECT_THAT(Parsed(row.text).error(), HasSubstr(row.expected)) << row.text;
  }
}

TEST(BicepReader, TellsTheProblemsOfSeveralDeclarations) {
  const Parsed p("var a = [1 2]\nvar b = 1\nparam c\nvar d = 'e\n");
  EXPECT_EQ(p.diagnostics.size(), 3U);
  EXPECT_FALSE(p.document);
}

TEST(BicepReader, AWordThatIsRefusedIsNotReadAgain) {
  const Parsed p("using 'a.bicep'\nfunc f() int => 1\nresource a 'B@1' = {\n}\n", "a.bicepparam");
  EXPECT_EQ(p.diagnostics.size(), 2U);
  EXPECT_FALSE(Parsed("using 'a'\nextends 'b'\n").document);
}

TEST(BicepReader, NestingHasALimit) {
  EXPECT_EQ(Parsed("var a = " + std::string(150, '[') + std::string(150, ']') + "\n").error(), "");
  EXPECT_THAT(Parsed("var a = " + std::string(100'000, '[') + "\n").error(),
              HasSubstr("deeper than"));
  EXPECT_THAT(Parsed("var a = " + std::string(100'000, '(') + "\n").error(),
              HasSubstr("deeper than"));
  std::string sum = "var a = b";
  std::string path = sum;
  std::string quotes = "var a = ";
  for (int i = 0; i < 100'000; ++i) {
    sum += " + b";
    path += ".c";
    quotes += "'${";
  }
  EXPECT_THAT(Parsed(sum + "\n").error(), HasSubstr("deeper than"));
  EXPECT_THAT(Parsed(path + "\n").error(), HasSubstr("deeper than"));
  EXPECT_THAT(Parsed(quotes + "\n").error(), testing::StartsWith("FW6010"));
}

}  // namespace
}  // namespace formwork
