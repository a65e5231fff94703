// What is known of Bicep before anything is deployed.
#include "language/bicep/fold.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace formwork {
namespace {

struct Written {
  std::string name, text;
};

/// Files of a small workspace below `root/`, folded.
struct Folding {
  explicit Folding(std::vector<Written> files) {
    fold::Configuration configuration;
    configuration.root = "root";
    for (auto& [name, text] : files) {
      const std::string path = "root/" + name;
      const SourceId id = sources.add(path, std::move(text));
      if (path.ends_with(".bicepparam"))
        configuration.values.push_back(id);
      else
        configuration.folders[path.substr(0, path.rfind('/'))].push_back(id);
    }
    folded = lang::bicep::fold_configuration(configuration, sources, diagnostics);
  }
  [[nodiscard]] std::vector<std::string> addresses() const {
    std::vector<std::string> out;
    if (folded) {
      for (const Object& o : folded->objects) out.push_back(o.type + " " + o.name);
    }
    return out;
  }
  [[nodiscard]] Node body(std::string_view name) const {
    if (folded) {
      for (const Object& o : folded->objects) {
        if (o.name == name) return o.body;
      }
    }
    return {};
  }
  SourceMap sources{};
  Diagnostics diagnostics{};
  std::optional<fold::Folded> folded{};
};

/// A value as text: scalars as they are, `?text` if unknown, lists and maps in brackets.
std::string show(Node node) {
  if (!node) return "(none)";
  if (node.is(Kind::null)) return "null";
  if (node.is(Kind::unknown)) return "?" + std::string(node.text());
  if (node.is_scalar()) return std::string(node.text());
  std::string out;
  for (const Node child : node) {
    if (!out.empty()) out += ", ";
    if (node.is(Kind::map)) out += std::string(child.key()) + ": ";
    out += show(child);
  }
  return node.is(Kind::map) ? "{" + out + "}" : "[" + out + "]";
}

/// The value of an expression, in a file with a few names.
std::string value(const std::string& expression) {
  const Folding f(
      std::vector<Written>{{"main.bicep",
                            "param p string\nparam d string = 'dev'\nvar n = 3\n"
                            "var list = ['a', 'b', 'c']\nvar map_ = { x: 1, y: { z: true } }\n"
                            "func twice(s string) string => '${s}${s}'\n"
                            "resource kv 'Microsoft.KeyVault/vaults@2023-07-01' = {\n"
                            "  name: 'kv-${d}'\n}\n"
                            "output o string = " +
                                expression + "\n"}});
  if (!f.folded) return f.diagnostics.items()[0].message;
  return show(f.body("o").find("value"));
}

TEST(BicepFold, KnowsWhatExpressionsGive) {
  struct Row {
    const char* expression;
    const char* expected;
  };
  for (const Row& row : std::initializer_list<Row>{
           {"'a'", "a"},
           {"d", "dev"},
           {"p", "?p"},
           {"'${d}-${n}'", "dev-3"},
           {"'${p}-x'", "?'${p}-x'"},
           {"'${true}'", "?'${true}'"},
           {"1 + 2 * n - 4 / 3 % 2", "6"},
           {"n > 2 && d == 'dev'", "true"},
           {"n > 2 && p == 'x'", "?n > 2 && p == 'x'"},
           {"n < 2 && p == 'x'", "false"},
           {"p == 'x' || n == 3", "true"},
           {"!(d != 'dev')", "true"},
           {"'A' =~ 'a' && 'A' !~ 'b'", "true"},
           {"'A' == 'a'", "false"},
           {"p == 'x' ? 1 : 1", "1"},
           {"p == 'x' ? 1 : 2", "?p == 'x' ? 1 : 2"},
           {"n == 3 ? 'y' : p", "y"},
           {"null ?? d", "dev"},
           {"p ?? d", "?p ?? d"},
           {"map_.y.z", "true"},
           {"map_.?w", "null"},
           {"map_.?w ?? 5", "5"},
           {"map_.w", "?map_.w"},
           {"map_.X", "?map_.X"},
           {"map_['x']", "1"},
           {"list[1]", "b"},
           {"list[^1]", "c"},
           {"list[?9] ?? 'none'", "none"},
           {"[for x in list: '${x}!']", "[a!, b!, c!]"},
           {"[for (x, i) in list: i]", "[0, 1, 2]"},
           {"[for x in p: x]", "?[for x in p: x]"},
           {"{ ...map_, x: 2 }", "{x: 2, y: {z: true}}"},
           {"{ ...p, x: 2 }", "?{ ...p, x: 2 }"},
           {"{ ...p, x: 2 }.x", "2"},
           {"[...list, 'd']", "[a, b, c, d]"},
           {"{ '${d}-x': 1 }", "{dev-x: 1}"},
           {"twice('ab')", "abab"},
           {"twice(p)", "?'${s}${s}'"},
           {"kv.name", "kv-dev"},
           {"kv.type", "Microsoft.KeyVault/vaults"},
           {"kv.apiVersion", "2023-07-01"},
           {"kv.id", "?kv.id"},
           {"kv.properties.vaultUri", "?kv.properties.vaultUri"},
           {"json('1.5')", "1.5"},
           {"union(map_, { y: { w: 1 } })", "{x: 1, y: {w: 1, z: true}}"},
           {"union(list, ['a', 'd'])", "[a, b, c, d]"},
           {"intersection(list, ['c', 'a'])", "[a, c]"},
           {"contains(list, 'b')", "true"},
           {"contains(map_, 'w')", "false"},
           {"contains(map_, 'X')", "?contains(map_, 'X')"},
           {"contains('abc', 'bc')", "true"},
           {"contains([p, 'x'], 'x')", "true"},
           {"contains([p], 'x')", "?contains([p], 'x')"},
           {"concat('a', d)", "adev"},
           {"concat(list, list)", "[a, b, c, a, b, c]"},
           {"format('{0}-{1}{{', d, 7)", "dev-7{"},
           {"format('{0:D2}', 7)", "?format('{0:D2}', 7)"},
           {"toLower('ABC')", "abc"},
           {"sys.toUpper('abc')", "ABC"},
           {"empty('') && empty([]) && empty({}) && empty(null)", "true"},
           {"length(list) + length('ab')", "5"},
           {"first(list)", "a"},
           {"last('xyz')", "z"},
           {"join(list, '-')", "a-b-c"},
           {"split('a,b;c', [',', ';'])", "[a, b, c]"},
           {"replace('a-b-c', '-', '')", "abc"},
           {"map(list, (x, i) => '${x}${i}')", "[a0, b1, c2]"},
           {"filter([1, 2, 3], x => x > 1)", "[2, 3]"},
           {"filter([1, p], x => x == 1)", "?filter([1, p], x => x == 1)"},
           {"reduce([1, 2, 3], 0, (a, b) => a + b)", "6"},
           {"sort([3, 1, 2], (a, b) => a < b)", "[1, 2, 3]"},
           {"toObject(list, x => x, x => 'v${x}')", "{a: va, b: vb, c: vc}"},
           {"mapValues(map_, x => 0)", "{x: 0, y: 0}"},
           {"items({ b: 1, a: 2 })", "[{key: a, value: 2}, {key: b, value: 1}]"},
           {"objectKeys(map_)", "[x, y]"},
           {"range(2, 3)", "[2, 3, 4]"},
           {"flatten([[1], [2, 3]])", "[1, 2, 3]"},
           {"max(1, 3, 2) - min([4, 2])", "1"},
           {"int('42')", "42"},
           {"padLeft(7, 3, '0')", "007"},
           {"substring('abcdef', 1, 3)", "bcd"},
           {"take('abcdef', 2)", "ab"},
           {"skip(list, 1)", "[b, c]"},
           {"indexOf('abc', 'C')", "2"},
           {"startsWith('Abc', 'aB')", "true"},
           {"cidrSubnet('10.0.0.0/16', 24, 3)", "10.0.3.0/24"},
           {"cidrSubnet('10.0.0.0/16', 8, 0)", "?cidrSubnet('10.0.0.0/16', 8, 0)"},
           {"cidrHost('10.0.0.0/24', 4)", "10.0.0.5"},
           {"uniqueString('a')", "?uniqueString('a')"},
           {"resourceGroup().location", "?resourceGroup().location"},
           {"kv.listKeys()", "?kv.listKeys()"},
           {"nameof(map_)", "map_"},
           {"9007199254740993", "?9007199254740993"},
       }) {
    EXPECT_EQ(value(row.expression), row.expected) << row.expression;
  }
}

TEST(BicepFold, FollowsModulesLoopsAndConditions) {
  const Folding f(std::vector<Written>{
      {"main.bicep", R"(param environment string
param zones array = ['1', '2']
param extra bool = false
module network '../root/modules/network.bicep' = {
  name: 'network'
  params: {
    name: 'vnet-${environment}'
    subnets: [for (zone, i) in zones: { name: 'snet-${zone}', prefix: cidrSubnet('10.0.0.0/16', 24, i) }]
  }
}
module apps 'modules/app.bicep' = [for zone in zones: if (zone != '2') {
  name: 'app-${zone}'
  params: { zone: zone, subnet: network.outputs.first }
}]
module outside 'br/public:avm/res/a/b:1.0' = {
  name: 'outside'
  params: { environment: environment }
}
resource never 'A.B/c@1' = if (extra) {
  name: 'never'
}
resource perhaps 'A.B/c@1' = if (environment() == 'x') {
  name: 'perhaps'
}
resource many 'A.B/c@1' = [for i in range(0, 2): {
  name: 'many${i}'
  resource inner 'd' = {
    name: 'of${i}'
  }
}]
resource any 'A.B/c@1' = [for thing in environment().things: {
  name: thing.name
  kind: 'fixed'
}]
resource old 'A.B/c@1' existing = {
  name: 'old'
}
)"},
      {"modules/network.bicep", R"(@description('a name')
param name string
param subnets array
resource vnet 'Microsoft.Network/virtualNetworks@2024-05-01' = {
  name: name
  properties: {
    subnets: [for s in subnets: { name: s.name, properties: { addressPrefix: s.prefix } }]
  }
}
output first string = subnets[0].name
output id string = vnet.id
)"},
      {"modules/app.bicep", R"(param zone string
param subnet string
param size string = 'small'
resource app 'Microsoft.App/containerApps@2024-03-01' = {
  name: 'app-${zone}'
  zones: [zone]
  subnet: subnet
  size: size
}
)"},
      {"prod.bicepparam", "using 'main.bicep'\nvar e = 'pr'\nparam environment = '${e}od'\n"},
  });
  ASSERT_TRUE(f.folded) << f.diagnostics.items()[0].message;
  EXPECT_THAT(f.addresses(),
              testing::ElementsAre("bicep/Microsoft.Network/virtualNetworks module.network.vnet",
                                   "bicep/Microsoft.App/containerApps module.apps[0].app",
                                   "bicep/module module.outside", "bicep/A.B/c perhaps",
                                   "bicep/A.B/c many[0]", "bicep/A.B/c/d many[0]::inner",
                                   "bicep/A.B/c many[1]", "bicep/A.B/c/d many[1]::inner",
                                   "bicep/A.B/c any[*]", "bicep/existing old"));
  EXPECT_EQ(show(f.body("module.network.vnet")),
            "{type: Microsoft.Network/virtualNetworks, apiVersion: 2024-05-01, name: vnet-prod, "
            "properties: {subnets: [{name: snet-1, properties: {addressPrefix: 10.0.0.0/24}}, "
            "{name: snet-2, properties: {addressPrefix: 10.0.1.0/24}}]}}");
  EXPECT_EQ(show(f.body("module.apps[0].app")),
            "{type: Microsoft.App/containerApps, apiVersion: 2024-03-01, name: app-1, zones: [1], "
            "subnet: snet-1, size: small}");
  EXPECT_EQ(show(f.body("module.outside")),
            "{path: br/public:avm/res/a/b:1.0, name: outside, params: {environment: prod}}");
  EXPECT_EQ(show(f.body("perhaps").find("condition")), "?environment() == 'x'");
  EXPECT_EQ(show(f.body("many[1]::inner").find("name")), "of1");
  EXPECT_EQ(show(f.body("many[1]::inner").find("parent")), "?many[1]");
  EXPECT_EQ(show(f.body("any[*]")), "{type: A.B/c, apiVersion: 1, name: ?thing.name, kind: fixed}");
}

TEST(BicepFold, ParameterFilesExtendAndImportsAreFollowed) {
  const Folding f(std::vector<Written>{
      {"main.bicep",
       "import { sizes, pick as choose } from 'shared.bicep'\n"
       "import * as s from 'shared.bicep'\nparam tier string\nparam zone string = 'z'\n"
       "resource a 'A.B/c@1' = {\n  name: choose(tier)\n  size: sizes[tier]\n"
       "  more: s.sizes.small\n  again: s.pick('q')\n  zone: zone\n}\n"},
      {"shared.bicep",
       "@export()\nvar sizes = { small: 1, large: 2 }\n"
       "@export()\nfunc pick(t string) string => 'n-${t}'\n"},
      {"base.bicepparam", "using none\nparam tier = 'small'\nparam zone = 'b'\n"},
      {"prod.bicepparam",
       "using 'main.bicep'\nextends 'base.bicepparam'\nparam tier = 'large'\n"
       "param zone = null\n"},
  });
  ASSERT_TRUE(f.folded) << f.diagnostics.items()[0].message;
  EXPECT_EQ(show(f.body("a")),
            "{type: A.B/c, apiVersion: 1, name: n-large, size: 2, more: 1, again: n-q, zone: z}");
}

TEST(BicepFold, WhatHangsOnItselfOrHasNoEndIsUnknown) {
  const Folding f(std::vector<Written>{
      {"main.bicep",
       "var a = b\nvar b = a\nfunc f(x int) int => f(x + 1)\n"
       "module me 'main.bicep' = {\n  name: a\n}\n"
       "resource r 'A.B/c@1' = {\n  name: a\n  n: f(1)\n"
       "  big: [for i in range(0, 9999): range(0, 9999)]\n}\n"},
  });
  ASSERT_TRUE(f.folded);
  EXPECT_TRUE(f.body("r").find("name").is(Kind::unknown));
  EXPECT_TRUE(f.body("r").find("n").is(Kind::unknown));
  EXPECT_TRUE(f.body("r").find("big").is(Kind::unknown));
  EXPECT_LT(f.folded->objects.size(), 100U);
}

TEST(BicepFold, SaysWhatIsMissing) {
  const Folding none(std::vector<Written>{{"other.bicep", ""}});
  EXPECT_FALSE(none.folded);
  EXPECT_EQ(none.diagnostics.items()[0].message, "there is no `root/main.bicep` to deploy");
  const Folding broken(
      {{"main.bicep", "module a 'b.bicep' = {\n  name: 'a'\n}\n"}, {"b.bicep", "param\n"}});
  EXPECT_FALSE(broken.folded);
  EXPECT_EQ(broken.diagnostics.items()[0].message, "a name is due before the line end");
}

}  // namespace
}  // namespace formwork
