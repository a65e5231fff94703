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

TEST(Evaluate, ComparisonsAndMembership) {
  expect_values({
      {"1 == 1.0", "true"},
      {"\"a\" == \"a\"", "true"},
      {"\"a\" < \"b\"", "true"},
      {"2 <= 2", "true"},
      {"0.5 >= ratio", "true"},
      {"[1, 2] == [1, 2]", "true"},
      {"[1, 2] != [2, 1]", "true"},
      {"{a: 1, b: 2} == {b: 2, a: 1}", "true"},
      {"\"b.org\" in hosts", "true"},
      {"\"c.org\" in hosts", "false"},
      {"\"api\" in services", "true"},
      {"\"web\" in services", "false"},
      {"\"ample\" in edge.domain", "true"},
      {"service.kind in [\"web\", \"static\"]", "true"},
      {"database == null", "true"},
      {"null != cache", "true"},
  });
}

TEST(Evaluate, ComprehensionsLoopInListOrderAndByKey) {
  expect_values({
      {"any(t in service.tags, t == \"b\")", "true"},
      {"all(t in service.tags, t == \"b\")", "false"},
      {"any(t in [], true)", "false"},
      {"all(t in [], false)", "true"},
      {"map(h in hosts, upper(h))", "[\"A.ORG\", \"B.ORG\"]"},
      {"map(k, v in services, k)", "[\"api\", \"sweeper\"]"},
      {"map(k, v in flags, v)", "[\"2\", \"1\"]"},
      {"filter(h in hosts, starts_with(h, \"b\"))", "[\"b.org\"]"},
      {"filter(k, v in flags, v == \"1\")", "{zeta: \"1\"}"},
      {"map(k, s in filter(k, s in services, s.kind == \"web\"), s.port)", "[8080]"},
      {"map(a in [1, 2], map(b in [10, 20], a * b))", "[[10, 20], [20, 40]]"},
      {"any(x in [1, 2], any(x in [3], x == 3) and x == 2)", "true"},
      {"map(x in hosts, x) | join(\", \")", "\"a.org, b.org\""},
  });
}

// What `filter` gives stands for the entries it kept until it is handed out.
TEST(Evaluate, AFilterIsWorthWhatItKept) {
  expect_values({
      {"map(k, s in filter(k, s in services, s.kind == \"web\"), s.tags)", "[[\"a\", \"b\"]]"},
      {"map(k, s in filter(k, s in filter(k, s in services, s.port > 0), s.kind == \"web\"), k)",
       "[\"api\"]"},
      {"filter(k, s in filter(k, v in flags, v == \"1\"), true)", "{zeta: \"1\"}"},
      {"[filter(k, v in flags, v == \"1\"), filter(k, v in flags, v == \"2\")]",
       "[{zeta: \"1\"}, {alpha: \"2\"}]"},
      {"{a: filter(h in hosts, starts_with(h, \"b\"))}", "{a: [\"b.org\"]}"},
      {"filter(k, v in flags, v == \"1\") == filter(k, v in flags, v != \"2\")", "true"},
      {"filter(k, s in services, s.kind == \"web\") == services", "false"},
      {"\"b.org\" in filter(h in hosts, starts_with(h, \"b\"))", "true"},
      {"\"zeta\" in filter(k, v in flags, v == \"1\")", "true"},
      {"length(filter(k, s in services, s.kind == \"web\"))", "1"},
      {"keys(filter(k, s in services, s.kind == \"web\"))", "[\"api\"]"},
      {"values(filter(k, v in flags, v == \"1\"))", "[\"1\"]"},
      {"filter(h in hosts, starts_with(h, \"b\"))[0] ~ \"!\"", "\"b.org!\""},
      {"lookup(filter(k, v in flags, v == \"1\"), \"zeta\") ?? \"none\"", "\"1\""},
      {"json(filter(k, v in flags, v == \"1\"))", "\"{\"zeta\":\"1\"}\""},
      {"(true ? filter(k, v in flags, v == \"1\") : flags)", "{zeta: \"1\"}"},
  });
}

TEST(Evaluate, ArithmeticIsExactOrAnError) {
  expect_values({
      {"7 / 2", "FW5031: 7 / 2 is no integer"},
      {"7.0 / 2", "3.5"},
      {"1 / 0", "FW5031: division by zero"},
      {"1 % 0", "FW5031: division by zero"},
      {"1.5 / 0.0", "FW5031: division by zero"},
      {"9223372036854775807 + 1", "FW5031: the result does not fit in an integer of 64 bits"},
      {"-9223372036854775807 - 2", "FW5031: the result does not fit in an integer of 64 bits"},
      {"(-9223372036854775807 - 1) / -1",
       "FW5031: the result does not fit in an integer of 64 bits"},
      {"(-9223372036854775807 - 1) % -1", "0"},
      {"4611686018427387904 * 2", "FW5031: the result does not fit in an integer of 64 bits"},
      {"0.1 + 0.2", "0.3"},
      {"1 - 0.999", "0.001"},
      {"100 - 99.9", "0.1"},
      {"1000000.5 - 0.5", "1000000"},
      {"0.000001 + 0.000002", "0.000003"},
      {"0.1 + 0.2 == 0.3", "true"},
      {"ratio * 2", "1"},
  });
}

TEST(Evaluate, RunTimeErrorsPointIntoTheExpression) {
  Bench bench;
  const auto place = [&](std::string_view text) {
    const auto expr = bench.compile(text);
    EXPECT_TRUE(expr) << bench.errors();
    EXPECT_TRUE(bench.run(*expr).is(Kind::unknown));
    return bench.context.error->span;
  };
  EXPECT_EQ(place("1 + 7 / 2"), (Span{1, 4, 9}));
  EXPECT_EQ(place("hosts[2]"), (Span{1, 0, 8}));
  EXPECT_EQ(place("\"a\" ~ seconds(\"1x\")"), (Span{1, 6, 19}));
  EXPECT_EQ(bench.show("hosts[2]"), "FW5032: item 2 is asked of a list of 2");
  EXPECT_EQ(bench.show("hosts[-1]"), "FW5032: item -1 is asked of a list of 2");
  EXPECT_EQ(bench.show("seconds(\"1x\")"), "FW5034: `1x` is no duration");
}

TEST(Evaluate, StepsAreLimitedForEachEvaluation) {
  Bench bench;
  EXPECT_EQ(bench.show("map(a in range(1000), map(b in range(1000), map(c in range(1000), 1)))"),
            "FW5030: this expression takes too many steps");
  EXPECT_EQ(bench.show("length(repeat(\"abc\", 1000000000))"),
            "FW5030: this expression takes too many steps");
  EXPECT_EQ(bench.show("range(9223372036854775807)"),
            "FW5030: this expression takes too many steps");
  EXPECT_EQ(bench.context.steps, 1'000'000U) << "the next evaluation starts anew";
  const auto cheap = bench.compile("length(map(a in range(1000), a + 1))");
  for (int i = 0; i < 100; ++i) EXPECT_EQ(bench.run(*cheap).as_int(), 1000);
}

TEST(Evaluate, AnExpressionIsSharedByDocuments) {
  Bench bench;
  const auto expr = bench.compile("metadata.name ~ \"-\" ~ replicas");
  ASSERT_TRUE(expr);
  EXPECT_EQ(bench.run(*expr).text(), "prod-3");
  expr_test::Builder other;
  other.finish(other.map(
      {{"metadata", other.map({{"name", other.text("dev")}})}, {"replicas", other.integer(1)}}));
  const Frame frame = {Value::of(other.document.root())};
  EXPECT_EQ(evaluate(*expr, frame, bench.context).text(), "dev-1");
  const Expr copy = *expr;
  EXPECT_EQ(evaluate(copy, bench.frame, bench.context).text(), "prod-3");
}

}  // namespace
}  // namespace formwork
