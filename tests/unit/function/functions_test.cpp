#include "function/functions.h"

#include "unit/expr/fixture.h"

#include <gtest/gtest.h>

#include <set>

namespace formwork {
namespace {

using expr_test::Bench;

struct Row {
  std::string_view expression;
  std::string_view value;
};

void expect_values(std::initializer_list<Row> rows) {
  Bench bench;
  for (const Row& row : rows) EXPECT_EQ(bench.show(row.expression), row.value) << row.expression;
}

TEST(Functions, TheTableIsSortedAndEachHasItsHelpAndSignature) {
  const auto& all = builtin_functions().all();
  std::set<std::string_view> names;
  for (const Function& f : all) {
    EXPECT_TRUE(names.insert(f.name).second) << f.name << " is there twice";
    EXPECT_EQ(builtin_functions().find(f.name), &f);
    EXPECT_FALSE(f.help.empty()) << f.name;
    EXPECT_NE(f.help.back(), '.') << f.name;
    EXPECT_NE(f.call, nullptr) << f.name;
    EXPECT_NE(f.result, nullptr) << f.name;
    EXPECT_TRUE(f.signature.starts_with(std::string(f.name) + "(")) << f.signature;
    for (const std::string_view loop : {"any", "all", "map", "filter"}) EXPECT_NE(f.name, loop);
  }
  EXPECT_EQ(builtin_functions().find("uper"), nullptr);
}

TEST(Functions, Texts) {
  expect_values({
      {"lower(\"ÄBC\")", "\"Äbc\""},
      {"upper(\"abc\")", "\"ABC\""},
      {"trim(\" \\ta b\\n\")", "\"a b\""},
      {"replace(\"a.b.c\", \".\", \"--\")", "\"a--b--c\""},
      {"replace(\"aaa\", \"aa\", \"b\")", "\"ba\""},
      {"replace(\"a\", \"\", \"b\")", "FW5034: `replace` cannot look for an empty text"},
      {"starts_with(\"abc\", \"ab\")", "true"},
      {"ends_with(\"abc\", \"bc\")", "true"},
      {"contains(\"abc\", \"bd\")", "false"},
      {"matches(\"abc\", \"^a.c$\")", "true"},
      {"matches(\"xabc\", \"^a.c$\")", "false"},
      {"matches(\"abc\", \"^\" ~ \"a\")", "true"},
      {"matches(\"abc\", \"(\" ~ \"a\")", "FW5034: this is no pattern: missing ): (a"},
      {"split(\"a,b,,c\", \",\")", "[\"a\", \"b\", \"\", \"c\"]"},
      {"split(\"\", \",\")", "[\"\"]"},
      {"split(\"a\", \"\")", "FW5034: `split` needs a separator"},
      {"join([1, 2], \"-\")", "\"1-2\""},
      {"join([], \"-\")", "\"\""},
      {"join(object.x ?? [[1]], \"-\")", "FW5034: `join` takes a list of texts, item 0 is a list"},
      {"substr(\"größe\", 2, 2)", "\"öß\""},
      {"substr(\"abc\", 1)", "\"bc\""},
      {"substr(\"abc\", 9, 1)", "\"\""},
      {"substr(\"abc\", -1)", "FW5034: `substr` counts from 0, not from the end"},
      {"length(\"größe\")", "5"},
      {"length(hosts)", "2"},
      {"length(services)", "2"},
      {"repeat(\"ab\", 3)", "\"ababab\""},
      {"repeat(\"ab\", -1)", "FW5034: `repeat` cannot repeat a text -1 times"},
      {"indent(\"a\\n\\nb\", 2)", "\"  a\n\n  b\""},
      {"indent(\"a\", 1000)", "FW5034: `indent` takes 0 to 200 columns, not 1000"},
      {"quote(\"a\\\"\\\\\\n\\u{1}\\u{20ac}\")", "\"\"a\\\"\\\\\\n\\u0001€\"\""},
      {"sha256(\"abc\")", "\"ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad\""},
      {"base64(\"\")", "\"\""},
      {"base64(\"f\")", "\"Zg==\""},
      {"base64(\"fo\")", "\"Zm8=\""},
      {"base64(\"foo\")", "\"Zm9v\""},
      {"base64(\"foob\")", "\"Zm9vYg==\""},
  });
}

TEST(Functions, Conversions) {
  expect_values({
      {"string(42)", "\"42\""},
      {"string(true)", "\"true\""},
      {"string(ratio)", "\"0.50\""},
      {"string(\"x\")", "\"x\""},
      {"string(object.gone)", "FW5034: `string` takes a number, a boolean or a text, not a null"},
      {"int(\"42\")", "42"},
      {"int(\"-7\")", "-7"},
      {"int(2.0)", "2"},
      {"int(2.5)", "FW5034: `2.5` is no integer"},
      {"int(\"4x\")", "FW5034: `4x` is no integer"},
      {"int(\"\")", "FW5034: `` is no integer"},
      {"int(\" 4\")", "FW5034: ` 4` is no integer"},
      {"number(\"0.25\")", "0.25"},
      {"number(\"1e3\")", "1000"},
      {"number(\"inf\")", "FW5034: `inf` is no number"},
      {"number(\"0x10\")", "FW5034: `0x10` is no number"},
      {"json({b: [\"t\", \"x\\n\"], a: 0.50, c: {}})",
       "\"{\"a\":0.5,\"b\":[\"t\",\"x\\n\"],\"c\":{}}\""},
      {"json(hosts)", "\"[\"a.org\",\"b.org\"]\""},
  });
}

TEST(Functions, Lists) {
  expect_values({
      {"sort([\"b\", \"a\", \"B\"])", "[\"B\", \"a\", \"b\"]"},
      {"sort([10, 9, 1.5])", "[1.5, 9, 10]"},
      {"sort(object.x ?? [1])", "[1]"},
      {"sort([])", "[]"},
      {"unique([\"b\", \"a\", \"b\"])", "[\"b\", \"a\"]"},
      {"reverse([1, 2, 3])", "[3, 2, 1]"},
      {"first(hosts) ?? \"-\"", "\"a.org\""},
      {"last(hosts) ?? \"-\"", "\"b.org\""},
      {"first(filter(h in hosts, false)) ?? \"-\"", "\"-\""},
      {"slice([1, 2, 3, 4], 1, 3)", "[2, 3]"},
      {"slice([1, 2, 3], 1)", "[2, 3]"},
      {"slice([1], 5, 9)", "[]"},
      {"slice([1], -1)", "FW5034: `slice` counts from 0, not from the end"},
      {"flatten([[1], [2, 3], []])", "[1, 2, 3]"},
      {"range(3)", "[0, 1, 2]"},
      {"range(0)", "[]"},
      {"range(-1)", "FW5034: `range` takes 0 or more, not -1"},
      {"concat([1], [2], [3, 4])", "[1, 2, 3, 4]"},
      {"concat(hosts, [\"c\"])", "[\"a.org\", \"b.org\", \"c\"]"},
      {"sum([1, 2, 3])", "6"},
      {"sum([0.1, 0.2])", "0.3"},
      {"sum([])", "0"},
      {"sum([9223372036854775807, 1])", "FW5034: the sum does not fit in an integer of 64 bits"},
      {"min(3, 1, 2)", "1"},
      {"max(3, 1.5)", "3"},
      {"max([1, 5, 2])", "5"},
      {"max(filter(x in [1], false))", "FW5034: `max` of an empty list"},
      {"abs(-3)", "3"},
      {"abs(0 - 0.5)", "0.5"},
      {"abs(-9223372036854775807 - 1)", "FW5034: the result does not fit in an integer of 64 bits"},
  });
}

TEST(Functions, NamesAreWrittenInTheMannerOfALanguage) {
  expect_values({
      {"pascal(\"sku_name\")", "\"SkuName\""},
      {"\"job\" ~ pascal(\"trial-sweeper\")", "\"jobTrialSweeper\""},
      {"pascal(\"a2_b\")", "\"A2B\""},
      {"pascal(\"a-2b\")", "\"A2b\""},
      {"pascal(\"LOG_LEVEL\")", "\"LOG_LEVEL\""},
      {"pascal(\"_a\")", "\"_a\""},
      {"pascal(\"a--b\")", "\"a--b\""},
      {"camel({sku_name: \"B1\", scale: {min_replicas: 1}})",
       "{skuName: \"B1\", scale: {minReplicas: 1}}"},
      {"camel({rules: [{match_value: 1}], config: {LOG_LEVEL: \"x\"}})",
       "{rules: [{matchValue: 1}], config: {LOG_LEVEL: \"x\"}}"},
      {"camel({sku_name: \"B1\"}).skuName", "\"B1\""},
  });
}

TEST(Functions, MapsAreReadInByteOrderOfTheirKeys) {
  expect_values({
      {"keys(flags)", "[\"alpha\", \"zeta\"]"},
      {"values(flags)", "[\"2\", \"1\"]"},
      {"entries(flags)", "[{key: \"alpha\", value: \"2\"}, {key: \"zeta\", value: \"1\"}]"},
      {"lookup(flags, \"zeta\") ?? \"-\"", "\"1\""},
      {"lookup(flags, \"beta\") ?? \"-\"", "\"-\""},
      {"has(flags, \"zeta\")", "true"},
      {"has(flags, \"beta\")", "false"},
      {"merge({b: 1, a: 2}, {a: 3})", "{a: 3, b: 1}"},
      {"merge(flags, {beta: \"3\"})", "{alpha: \"2\", beta: \"3\", zeta: \"1\"}"},
      {"keys({b: 1, a: 2})", "[\"a\", \"b\"]"},
      {"keys(metadata)", "[\"name\", \"tier\"]"},
  });
}

TEST(Functions, DurationsAreReadExactly) {
  expect_values({
      {"seconds(\"90d\")", "7776000"},
      {"seconds(\"1h30m\")", "5400"},
      {"seconds(\"2w1d\")", "1296000"},
      {"seconds(\"0\")", "0"},
      {"seconds(\"500ms\")", "FW5034: `500ms` is no whole number of seconds"},
      {"milliseconds(\"1m500ms\")", "60500"},
      {"minutes(\"1h30m\")", "90"},
      {"minutes(\"90s\")", "FW5034: `90s` is no whole number of minutes"},
      {"hours(\"2d\")", "48"},
      {"days(\"2w\")", "14"},
      {"seconds(\"\")", "FW5034: `` is no duration"},
      {"seconds(\"90\")", "FW5034: `90` is no duration"},
      {"seconds(\"d\")", "FW5034: `d` is no duration"},
      {"seconds(\"1m1h\")", "FW5034: `1m1h` is no duration"},
      {"seconds(\"1h1h\")", "FW5034: `1h1h` is no duration"},
      {"seconds(\"1.5h\")", "FW5034: `1.5h` is no duration"},
      {"seconds(\"-1h\")", "FW5034: `-1h` is no duration"},
      {"seconds(\"1 h\")", "FW5034: `1 h` is no duration"},
      {"seconds(\"9223372036854775807w\")", "FW5034: `9223372036854775807w` is no duration"},
  });
}

TEST(Functions, QuantitiesAreThoseOfKubernetes) {
  expect_values({
      {"cpu_millis(\"250m\")", "250"},
      {"cpu_millis(\"0.5\")", "500"},
      {"cpu_millis(\"2\")", "2000"},
      {"cpu_millis(\"1k\")", "1000000"},
      {"cpu_millis(\"0.5m\")", "FW5034: `0.5m` is no whole number of millicores"},
      {"cpu_millis(\"1500000u\")", "1500"},
      {"bytes(\"128Mi\")", "134217728"},
      {"bytes(\"1.5Gi\")", "1610612736"},
      {"bytes(\"1G\")", "1000000000"},
      {"bytes(\"1e3\")", "1000"},
      {"bytes(\"12E-1\")", "FW5034: `12E-1` is no whole number of bytes"},
      {"bytes(\"7Ei\")", "8070450532247928832"},
      {"bytes(\"8Ei\")", "FW5034: `8Ei` is no quantity"},
      {"bytes(\"100m\")", "FW5034: `100m` is no whole number of bytes"},
      {"bytes(\"\")", "FW5034: `` is no quantity"},
      {"bytes(\"Mi\")", "FW5034: `Mi` is no quantity"},
      {"bytes(\"1MB\")", "FW5034: `1MB` is no quantity"},
      {"bytes(\"-1\")", "FW5034: `-1` is no quantity"},
      {"bytes(\"1..5\")", "FW5034: `1..5` is no quantity"},
      {"bytes(\"1e999\")", "FW5034: `1e999` is no quantity"},
  });
}

TEST(Functions, NetworksOfBothKinds) {
  expect_values({
      {"cidr_subnet(\"10.0.0.0/16\", 8, 2)", "\"10.0.2.0/24\""},
      {"cidr_subnet(\"10.0.0.0/16\", 0, 0)", "\"10.0.0.0/16\""},
      {"cidr_subnet(\"10.1.2.0/24\", 4, 15)", "\"10.1.2.240/28\""},
      {"cidr_subnet(\"fd00:fd12:3456:7800::/56\", 16, 162)", "\"fd00:fd12:3456:7800:a200::/72\""},
      {"cidr_subnet(\"::/0\", 64, 1)", "\"0:0:0:1::/64\""},
      {"cidr_subnet(\"10.0.0.0/16\", 8, 256)",
       "FW5034: subnet 256 does not exist: 8 new bits give subnets 0 to 255"},
      {"cidr_subnet(\"10.0.0.0/30\", 3, 0)", "FW5034: `10.0.0.0/30` has 2 bits for subnets, not 3"},
      {"cidr_subnet(\"10.0.0.0/16\", -1, 0)",
       "FW5034: `10.0.0.0/16` has 16 bits for subnets, not -1"},
      {"cidr_subnet(\"10.0.0.1/16\", 8, 0)", "FW5034: `10.0.0.1/16` has bits set past its length"},
      {"cidr_subnet(\"10.0.0/16\", 8, 0)", "FW5034: `10.0.0/16` is no network prefix"},
      {"cidr_subnet(\"10.0.0.0\", 8, 0)", "FW5034: `10.0.0.0` is no network prefix"},
      {"cidr_subnet(\"10.0.0.0/33\", 8, 0)", "FW5034: `10.0.0.0/33` is no network prefix"},
      {"cidr_subnet(\"10.0.0.0/08\", 8, 0)", "FW5034: `10.0.0.0/08` is no network prefix"},
      {"cidr_host(\"10.0.2.0/24\", 5)", "\"10.0.2.5\""},
      {"cidr_host(\"fd00::/64\", 258)", "\"fd00::102\""},
      {"cidr_host(\"10.0.2.0/24\", 256)", "FW5034: `10.0.2.0/24` has no host 256"},
      {"cidr_contains(\"10.0.0.0/16\", \"10.0.9.1\")", "true"},
      {"cidr_contains(\"10.0.0.0/16\", \"10.0.9.0/24\")", "true"},
      {"cidr_contains(\"10.0.0.0/16\", \"10.1.0.0/24\")", "false"},
      {"cidr_contains(\"10.0.0.0/16\", \"10.0.0.0/8\")", "false"},
      {"cidr_contains(\"fd00::/8\", \"fd12::1\")", "true"},
      {"cidr_contains(\"fd00::/8\", \"10.0.0.1\")", "false"},
      {"cidr_contains(\"10.0.0.0/16\", \"x\")",
       "FW5034: `x` is neither a network prefix nor an address"},
  });
}

TEST(Functions, VersionsAndServiceLevels) {
  expect_values({
      {"semver_part(\"1.2.3\", \"minor\")", "2"},
      {"semver_part(\"v1.29\", \"major\")", "1"},
      {"semver_part(\"1.29\", \"patch\")", "0"},
      {"semver_part(\"1.2.3-rc.1+build\", \"patch\")", "3"},
      {"semver_part(\"1.x\", \"major\")", "FW5034: `1.x` is no version"},
      {"semver_part(\"1.2.3.4\", \"major\")", "FW5034: `1.2.3.4` is no version"},
      {"map(w in burn_windows(99.9), w.severity ~ \" \" ~ w.long ~ \" \" ~ w.short ~ \" \" ~ "
       "w.factor ~ \" \" ~ "
       "w.threshold)",
       "[\"page 1h 5m 14.4 0.0144\", \"page 6h 30m 6 0.006\", \"ticket 1d 2h 3 0.003\", \"ticket "
       "3d 6h 1 0.001\"]"},
      {"burn_windows(0.999) == burn_windows(99.9)", "true"},
      {"map(w in burn_windows(90), w.factor)", "[6, 3, 1]"},
      {"burn_windows(100)", "FW5034: `100` is no objective"},
      {"burn_windows(5)", "FW5034: `5` is no objective"},
  });
}

TEST(Functions, MetricsOfPromql) {
  expect_values({
      {"promql_metrics(\"sum by (le, pod) (rate(a_bucket{job='x/y', le!=\\\"1\\\"}[5m])) > 0.5\")",
       "[\"a_bucket\"]"},
      {"promql_metrics(\"slo:sli:ratio_rate5m > on(namespace) group_left (team) b and a unless "
       "a\")",
       "[\"slo:sli:ratio_rate5m\", \"b\", \"a\"]"},
      {"promql_metrics(\"histogram_quantile(0.99, sum(rate(h[$__rate_interval])) by (le)) # c\")",
       "[\"h\"]"},
      {"promql_metrics(\"label_replace(up, 'a', '$1', 'b', 'd(') or vector(0) offset 5m == bool "
       "NaN\")",
       "[\"up\"]"},
      {"promql_metrics(\"x{a='}'} / ignoring(a) y offset -1h @ end()\")", "[\"x\", \"y\"]"},
      {"promql_metrics(\"m{a=\")", "[\"m\"]"},
      {"promql_metrics(\"m[\")", "[\"m\"]"},
      {"promql_metrics(\"\")", "[]"},
      {"promql_unknown(\"rate(a[5m]) / ignoring(x) b - a + c{x='d'}\", [\"a\", \"ab\"])",
       "[\"b\", \"c\"]"},
      {"promql_unknown(\"rate(a[5m]) BY (x)\", [\"a\"])", "[]"},
      {"promql_unknown(\"a\", [])", "[\"a\"]"},
  });
}

TEST(Functions, PoliciesFromTheSpec) {
  expect_values({
      {"csp({\"script-src\": [\"'self'\", \"https://cdn.example.org\"], \"default-src\": "
       "[\"'none'\"]})",
       "\"default-src 'none'; script-src 'self' https://cdn.example.org\""},
      {"csp({\"upgrade-insecure-requests\": true, \"default-src\": \"'self'\", \"block\": false})",
       "\"default-src 'self'; upgrade-insecure-requests\""},
      {"csp({\"default-src\": [\"a;b\"]})",
       "FW5034: `a;b` holds `;` or `,`, which would end its directive or policy"},
  });
}

}  // namespace
}  // namespace formwork
