#include "fixture.h"

#include <gtest/gtest.h>

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

TEST(Evaluate, LiteralsAreThemselves) {
  expect_values({
      {"true", "true"},
      {"null", "null"},
      {"42", "42"},
      {"-7", "-7"},
      {"0.50", "0.50"},
      {R"("a\n\t\\\"\u{20ac}")", "\"a\n\t\\\"\u20ac\""},
      {R"('it\'s')", "\"it's\""},
      {"[1, 2, 3]", "[1, 2, 3]"},
      {"[1, 2,]", "[1, 2]"},
      {"[]", "[]"},
      {"{a: 1, \"b c\": [true]}", "{a: 1, b c: [true]}"},
      {"{}", "{}"},
  });
}

TEST(Evaluate, PathsReadTheRootAndTheVariables) {
  expect_values({
      {"metadata.name", "\"prod\""},
      {"service.port", "8080"},
      {"service.probes.path ?? \"/\"", "\"/health\""},
      {"ratio", "0.50"},
      {"edge[\"x-frame\"] ?? \"none\"", "\"deny\""},
      {"hosts[1]", "\"b.org\""},
      {"flags[metadata.name] ?? \"none\"", "\"none\""},
      {"services[\"ap\" ~ \"i\"].port ?? 1", "8080"},
      {"(database ?? cache ?? {size: 1}).size", "2"},
  });
}

TEST(Evaluate, OperatorsFollowTheirPrecedence) {
  expect_values({
      {"1 + 2 * 3", "7"},
      {"(1 + 2) * 3", "9"},
      {"10 - 2 - 3", "5"},
      {"2 * -3", "-6"},
      {"7 % 3", "1"},
      {"6 / 3", "2"},
      {"1 + 2 ~ \"x\"", "\"3x\""},
      {"\"a\" ~ 1 ~ true ~ 0.5", "\"a1true0.5\""},
      {"1 + 1 == 2", "true"},
      {"not 1 == 2", "true"},
      {"not true or true", "true"},
      {"true or false and false", "true"},
      {"false ? 1 : true ? 2 : 3", "2"},
      {"debug ?? null == null", "true"},
      {"database ?? cache", "{size: 2}"},
      {"-3 | abs", "-3"},
      {"(-3) | abs", "3"},
      {"\"a\" ~ \"b\" | upper", "\"aB\""},
  });
}

}  // namespace
}  // namespace formwork
