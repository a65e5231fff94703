#include "fixture.h"

#include <gtest/gtest.h>

namespace formwork {
namespace {

using expr_test::Bench;

struct Row {
  std::string_view expression;
  std::string_view error;
};

void expect_errors(std::initializer_list<Row> rows) {
  Bench bench;
  for (const Row& row : rows) EXPECT_EQ(bench.show(row.expression), row.error) << row.expression;
}

TEST(Parse, SyntaxErrorsPointAtTheFirstTokenThatDoesNotFit) {
  expect_errors({
      {"", "FW5001 0-0: an expression is expected here"},
      {"   ", "FW5001 3-3: an expression is expected here"},
      {"replicas +", "FW5001 10-10: the expression ends here, a value is due"},
      {"(replicas", "FW5001 9-9: the expression ends here, `)` to close the parenthesis is due"},
      {"replicas replicas", "FW5001 9-17: `replicas` is unexpected, an operator or the end is due"},
      {"enabled ? 1", "FW5001 11-11: the expression ends here, `:` of `? :` is due"},
      {"[1, 2", "FW5001 5-5: the expression ends here, `,` or `]` of the list is due"},
      {"[1 2]", "FW5001 3-4: `2` is unexpected, `,` or `]` of the list is due"},
      {"{a 1}", "FW5001 3-4: `1` is unexpected, `:` after the key is due"},
      {"{a: 1, a: 2}", "FW5001 7-8: the key `a` is here twice"},
      {"{1: 2}", "FW5001 1-2: `1` is unexpected, a key is due"},
      {"metadata.", "FW5001 9-9: the expression ends here, a field name is due"},
      {"metadata.1", "FW5001 9-10: `1` is unexpected, a field name is due"},
      {"hosts[0", "FW5001 7-7: the expression ends here, `]` after the index is due"},
      {"lower(", "FW5001 6-6: the expression ends here, a value is due"},
      {"replace(\"a\" \"b\")",
       "FW5001 12-15: `\"b\"` is unexpected, `,` or `)` of the call is due"},
      {"1 | 2", "FW5001 4-5: `2` is unexpected, a function's name is due"},
      {"any(x of hosts, true)", "FW5001 6-8: `of` is unexpected, `in` is due"},
      {"any(1 in hosts, true)", "FW5001 4-5: `1` is unexpected, a name for each item is due"},
      {"any(x in hosts)", "FW5001 14-15: `)` is unexpected, `,` after what is looped over is due"},
      {"and", "FW5001 0-3: `and` is unexpected, a value is due"},
      {"1 == not true", "FW5001 5-8: `not` is unexpected, a value is due"},
      {"1 < 2 < 3", "FW5001 6-7: comparisons cannot be chained"},
      {"\"a\" not in hosts", "FW5001 4-7: `not` is unexpected, an operator is due"},
      {"enabled && debug", "FW5001 8-10: `&&` is no operator"},
      {"enabled || debug", "FW5001 8-10: `||` is no operator"},
      {"!enabled", "FW5001 0-1: `!` is no operator"},
      {"replicas = 3", "FW5001 9-10: `=` is no operator"},
      {"replicas # 3", "FW5001 9-10: `#` has no meaning here"},
      {"\xE2\x82\xAC", "FW5001 0-3: `\xE2\x82\xAC` has no meaning here"},
      {"\"open", "FW5001 0-1: this text is not closed"},
      {"'a\nb'", "FW5001 0-1: this text is not closed"},
  });
}

TEST(Parse, MalformedLiteralsAreNamed) {
  expect_errors({
      {"010", "FW5013 0-3: a number does not start with `0`"},
      {"00.5", "FW5013 0-4: a number does not start with `0`"},
      {"90d", "FW5013 0-3: `90d` is neither a number nor a name"},
      {"9223372036854775808", "FW5013 0-19: this integer is too large"},
      {"\"a\\q\"", "FW5013 2-4: `\\q` is no escape"},
      {"\"\\u{}\"", "FW5013 1-5: this is no code point"},
      {"\"\\u{d800}\"", "FW5013 1-9: this is no code point"},
      {"\"\\u{110000}\"", "FW5013 1-11: this is no code point"},
      {"\"\\u{e000}\"", "FW5013 0-10: a text may not hold U+E000 or U+E001"},
      {"\"a\xFF\"", "FW5013 2-3: this text is not valid UTF-8"},
  });
}

TEST(Parse, OperatorsOfOtherLanguagesAreTranslated) {
  Bench bench;
  const auto help = [&](std::string_view text) {
    (void)bench.compile(text);
    return bench.diagnostics.items().at(0).help;
  };
  EXPECT_EQ(help("enabled && debug"), "write `and`");
  EXPECT_EQ(help("!enabled"), "write `not`");
  EXPECT_EQ(help("replicas = 3"), "write `==` to compare");
  EXPECT_EQ(help("\"a\" not in hosts"), "write `not (x in xs)`");
  EXPECT_EQ(help("replicas + \"a\""), "texts are joined by `~`");
}

TEST(Parse, NoInputExhaustsTheStack) {
  Bench bench;
  const auto repeated = [](std::string_view part, std::size_t count) {
    std::string out;
    for (std::size_t i = 0; i < count; ++i) out += part;
    return out;
  };
  for (const std::string_view part :
       {"(", "[", "{a:", "-", "not ", "1+", "1 ?? ", "true ? ", "true ? 1 : ", "hosts[", "lower(",
        "1 | string | ", "any(x in hosts, ", "1 and "}) {
    EXPECT_NE(bench.show(repeated(part, 100'000)), "") << part;
    EXPECT_EQ(bench.diagnostics.size(), 1U) << part;
  }
  EXPECT_EQ(bench.show(repeated("1+", 300) + "1"),
            "FW5011 401-402: this expression is nested too deeply");
  EXPECT_EQ(bench.show(repeated("1+", 150) + "1"), "151");
  EXPECT_EQ(bench.show(repeated("(", 90) + "1" + repeated(")", 90)), "1");
  EXPECT_EQ(bench.show("length(" + repeated("\"a\" ~ ", 5000) + "\"b\")"), "5001")
      << "a ~ b ~ c is one node";
}

TEST(Parse, KeywordsMayBeFieldsAndKeys) {
  Bench bench;
  EXPECT_EQ(bench.show("{in: 1, not: 2}.not"), "2");
  EXPECT_EQ(bench.show("object.in"), "null");
}

TEST(Parse, SpansFollowThePlaceOfTheText) {
  Bench bench;
  const auto bad = compile_expr("1 + nope", Span{3, 100, 108}, bench.scope, builtin_functions(),
                                bench.types.table, bench.diagnostics);
  EXPECT_FALSE(bad);
  EXPECT_EQ(bench.diagnostics.items().at(0).span, (Span{3, 104, 108}));
  const auto folded = compile_expr("1 +    nope", Span{3, 100, 105}, bench.scope,
                                   builtin_functions(), bench.types.table, bench.diagnostics);
  EXPECT_FALSE(folded);
  EXPECT_EQ(bench.diagnostics.items().at(1).span, (Span{3, 105, 105}))
      << "never past the text's own place";
}

}  // namespace
}  // namespace formwork
