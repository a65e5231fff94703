#include "language/language.h"
#include "support/mini_template.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace formwork {
namespace {

using mini::place;
using ::testing::HasSubstr;
using ::testing::StartsWith;

struct Row {
  const char* text;
  const char* expected;  // a place, or part of a refusal
};

const Language& yaml() {
  return *language(LanguageId::yaml);
}

void expect_rows(Dialect dialect, const std::vector<Row>& rows) {
  for (const Row& row : rows) {
    EXPECT_THAT(place(yaml(), dialect, row.text), HasSubstr(row.expected)) << row.text;
  }
}

TEST(YamlMachine, KnowsWhereATagMayStand) {
  expect_rows(Dialect::none, {
                                 {"a: <%= x %>\n", "value"},
                                 {"a: <%= x %>  # note\n", "value"},
                                 {"a: <%= x %>", "value"},
                                 {"a:\n  b: <%= x %>\n", "value"},
                                 {"- <%= x %>\n", "value"},
                                 {"a:\n- <%= x %>\n", "value"},
                                 {"- - <%= x %>\n", "value"},
                                 {"- a: <%= x %>\n", "value"},
                                 {"\"a b\": <%= x %>\n", "value"},
                                 {"'a b': <%= x %>\n", "value"},
                                 {"a: \"<%= x %>\"\n", "quoted"},
                                 {"a: \"b<%= x %>c<%= y %>\"\n", "quoted"},
                                 {"a: \"\\\\<%= x %>\"\n", "quoted"},
                                 {"a: \"b\n  <%= x %>\"\n", "quoted"},
                                 {"\"<%= x %>\": 1\n", "quoted"},
                                 {"<%= x %>: 1\n", "key"},
                                 {"a:\n  <%= x %>: 1\n", "key"},
                                 {"<%= x %>: <%= y %>\n", "value"},
                                 {"<%= x %>:\n  <%= y %>: 1\n", "key"},
                                 {"# <%= x %>\n", "comment"},
                                 {"a: 1 # <%= x %>\n", "comment"},
                                 {"a: \"b\" # <%= x %>\n", "comment"},
                                 {"a:  # <%= x %>\n  b: 1\n", "comment"},
                                 {"a: |\n  text\nb: <%= x %>\n", "value"},
                                 {"a: |\n  text\n<%= x %>: b\n", "key"},
                                 {"a:\n  - |\n    text\n\n  - <%= x %>\n", "value"},
                                 {"a:\n  b: |2-\n      text\n  c: <%= x %>\n", "value"},
                                 {"a: b:c\nd: <%= x %>\n", "value"},
                                 {"a: it's\nb: <%= x %>\n", "value"},
                                 {"a: \"#\"\nb: <%= x %>\n", "value"},
                                 {"---\na: <%= x %>\n", "value"},
                                 {"a: 1\n---\na: <%= x %>\n", "value"},
                                 {"a: 1\r\nb: <%= x %>\r\n", "value"},
                             });
}

TEST(YamlMachine, KnowsFlowCollections) {
  expect_rows(Dialect::none, {
                                 {"a: [<%= x %>]\n", "value"},
                                 {"a: [<%= x %>, <%= y %>]\n", "value"},
                                 {"a: [b, \"<%= x %>\"]\n", "quoted"},
                                 {"a: {b: <%= x %>}\n", "value"},
                                 {"a: {\"b\":<%= x %>}\n", "value"},
                                 {"a: {<%= x %>: 1}\n", "key"},
                                 {"a: {b: 1, <%= x %>: 1}\n", "key"},
                                 {"a: {b: [1, <%= x %>]}\n", "value"},
                                 {"a: {b: [1], <%= x %>: 2}\n", "key"},
                                 {"a: [{b: c}, <%= x %>]\n", "value"},
                                 {"a: [\n  b, # <%= x %>\n", "comment"},
                                 {"a: [\n  b, # c\n  <%= x %>\n]\n", "value"},
                                 {"a: [b]\nc: <%= x %>\n", "value"},
                                 {"a: [b\n  <%= x %>]\n", "refused"},
                                 {"a: [b # c\n  <%= x %>]\n", "refused"},
                                 {"a: [b<%= x %>]\n", "plain scalar"},
                                 {"a: [<%= x %>b]\n", "directly after a value"},
                                 {"a: [<%= x %><%= y %>]\n", "directly after a value"},
                                 {"a: {b: c <%= x %>}\n", "plain scalar"},
                                 {"a: {b:c <%= x %>}\n", "plain scalar"},
                                 {"a: ['<%= x %>']\n", "use double quotes"},
                             });
}

TEST(YamlMachine, RefusesEveryOtherPlaceWithAdvice) {
  expect_rows(Dialect::none, {
                                 {"a: b<%= x %>\n", "quote it"},
                                 {"a: <%= x %>b\n", "quote the whole"},
                                 {"a: <%= x %>@<%= y %>\n", "quote the whole"},
                                 {"a: <%= x %><%= y %>\n", "directly after a value"},
                                 {"a: <%= x %>: b\n", "directly after a value"},
                                 {"a: <%= x %>#b\n", "directly after a value"},
                                 {"a: b <%= x %>\n", "quote it"},
                                 {"a<%= x %>: b\n", "quote it"},
                                 {"- b<%= x %>\n", "quote it"},
                                 {"-<%= x %>\n", "a blank is due"},
                                 {"-  <%= x %>\n", "one blank"},
                                 {"- <%= x %>: b\n", "whole value"},
                                 {"a:<%= x %>\n", "a blank is due"},
                                 {"<%= x %>\n", "key: <%= x %>"},
                                 {"<%= x %> : b\n", "needs `:`"},
                                 {"<%= x %><%= y %>: b\n", "directly after a key"},
                                 {"<%= x %>:<%= y %>\n", "a blank is due"},
                                 {"a: '<%= x %>'\n", "use double quotes"},
                                 {"a: 'it''s <%= x %>'\n", "use double quotes"},
                                 {"a: \"b\"<%= x %>\n", "within the quotes"},
                                 {"a: \"\\<%= x %>\"\n", "backslash"},
                                 {"a: |<%= x %>\n", "block scalar"},
                                 {"a: |\n  <%= x %>\n", "no escapes"},
                                 {"a: |\n  b <%= x %>\n", "no escapes"},
                                 {"a: >-\n\n  b\n\n  <%= x %>\n", "no escapes"},
                                 {"- |\n  <%= x %>\n", "no escapes"},
                                 {"a:\n  - |\n    b\n    # <%= x %>\n", "no escapes"},
                                 {"a: &b <%= x %>\n", "quote it"},
                                 {"a: !t <%= x %>\n", "quote it"},
                                 {"? <%= x %>\n", "quote it"},
                                 {"--- <%= x %>\n", "quote it"},
                                 {"a: b\n  # c\n  d <%= x %>\n", "quote it"},
                             });
}

TEST(YamlMachine, WorkflowExpressionsTakeNamesAndScriptsNothing) {
  expect_rows(
      Dialect::workflow,
      {
          {"a: ${{ secrets.<%= x %> }}\n", "name"},
          {"a: \"${{ secrets.<%= x %> }}\"\n", "name"},
          {"a: \"${{ 'a}}' == '<%= x %>' }}\"\n", "name"},
          {"a: [\"${{ x }}\", \"${{ needs.<%= x %>.result }}\"]\n", "name"},
          {"a: \"${{ x }}<%= x %>\"\n", "quoted"},
          {"a: \"$ {{ <%= x %>\"\n", "quoted"},
          {"a: ${{ x }} <%= x %>\n", "quote it"},
          {"run: |\n  echo <%= x %>\n", "env:"},
          {"      - run: |\n          echo \"<%= x %>\"\n", "env:"},
          {"      - name: a\n        run: >\n          a ${{ <%= x %> }}\n", "env:"},
          {"run: echo <%= x %>\n", "env:"},
          {"run: \"echo <%= x %>\"\n", "env:"},
          {"run: <%= x %>\n", "value"},
          {"      - run: |\n          echo\n        env:\n          A: <%= x %>\n", "value"},
          {"if: <%= x %>\n", "expression"},
          {"if: github.event_name == '<%= x %>'\n", "name"},
          {"if: \"github.event_name == '<%= x %>'\"\n", "name"},
          {"if: true\nname: <%= x %>\n", "value"},
          {"if: true\nname: \"<%= x %>\"\n", "quoted"},
      });
  expect_rows(Dialect::none, {{"if: <%= x %>\n", "value"}, {"run: \"a <%= x %>\"\n", "quoted"}});
}

TEST(YamlMachine, DialectsRefuseHalfADelimiterBeforeATag) {
  expect_rows(Dialect::compose, {
                                    {"a: \"$<%= x %>\"\n", "write `$$`"},
                                    {"a: \"$$<%= x %>\"\n", "quoted"},
                                    {"a: \"$$$<%= x %>\"\n", "write `$$`"},
                                    {"a: \"${<%= x %>}\"\n", "name"},
                                    {"a: \"${A:-${B}<%= x %>}\"\n", "name"},
                                    {"a: \"${A}<%= x %>\"\n", "quoted"},
                                    {"a: \"$${<%= x %>}\"\n", "quoted"},
                                });
  for (const Dialect dialect : {Dialect::prometheus, Dialect::applicationset}) {
    expect_rows(dialect, {
                             {"a: \"{<%= x %>\"\n", "brace"},
                             {"a: \"{{ $labels.<%= x %> }}\"\n", "name"},
                             {"a: \"{{ \\\"}}\\\" <%= x %> }}\"\n", "name"},
                             {"a: \"{{ x }}<%= x %>\"\n", "quoted"},
                             {"a: \"{ <%= x %>\"\n", "quoted"},
                         });
  }
}

TEST(YamlMachine, KubernetesExpandsOnlyInCommandsAndEnvironment) {
  const auto expands = [](std::string_view text) {
    const mini::Result result =
        mini::render(yaml(), Dialect::kubernetes, text,
                     {{"x", Value::of_string("a")}, {"y", Value::of_string("b")}});
    EXPECT_EQ(result.error, "") << text;
    return !result.tags.empty() && result.tags.back().expands;
  };
  const std::string pod = "spec:\n  containers:\n    - name: a\n";
  EXPECT_TRUE(expands(pod + "      args: <%= x %>\n"));
  EXPECT_TRUE(expands(pod + "      args: [\"--a=<%= x %>\"]\n"));
  EXPECT_TRUE(expands(pod + "      command:\n        - <%= x %>\n"));
  EXPECT_TRUE(expands(pod + "      command:\n      - <%= x %>\n"));
  EXPECT_TRUE(expands(pod + "      env:\n        - name: A\n          value: <%= x %>\n"));
  EXPECT_TRUE(expands(pod + "      env:\n        - name: A\n          value: |\n            b\n    "
                            "    - name: B\n          value: <%= x %>\n"));
  EXPECT_TRUE(expands("spec:\n  initContainers:\n  - args: <%= x %>\n"));
  EXPECT_FALSE(expands(pod + "      image: <%= x %>\n"));
  EXPECT_FALSE(expands(pod + "      args: [a]\n      image: <%= x %>\n"));
  EXPECT_FALSE(expands(pod + "      args:\n        - a\n    - name: <%= x %>\n"));
  EXPECT_FALSE(expands(pod + "      env: []\n  volumes:\n    - args: <%= x %>\n"));
  EXPECT_FALSE(expands("data:\n  args: <%= x %>\n"));
  EXPECT_FALSE(expands(pod + "      args: [a]\n---\nspec:\n  args: <%= x %>\n"));
  // $( before a tag is a reference; its name is a name.
  EXPECT_EQ(place(yaml(), Dialect::kubernetes, pod + "      args: [\"$(<%= x %>)\"]\n"), "name");
  EXPECT_THAT(place(yaml(), Dialect::kubernetes, pod + "      args: [\"$<%= x %>\"]\n"),
              HasSubstr("write `$$`"));
  EXPECT_EQ(place(yaml(), Dialect::kubernetes, "data:\n  a: \"$<%= x %>\"\n"), "quoted");
}

/// The state after `literal`.
ContextState after(std::string_view literal, Dialect dialect = Dialect::none) {
  ContextState s = yaml().start(dialect);
  std::size_t at = 0;
  EXPECT_EQ(yaml().advance(s, literal, at), std::nullopt) << literal;
  return s;
}

TEST(YamlMachine, BranchesJoinWhereWhatFollowsMeansTheSame) {
  const auto joins = [](std::string_view a, std::string_view b) {
    return yaml().join(after(a), after(b)).has_value();
  };
  EXPECT_TRUE(joins("a: 1\n", "a: 1\nb:\n  - c\n"));
  EXPECT_TRUE(joins("a: 1\n", "a: |\n  text\n"));
  EXPECT_TRUE(joins("a: \"b", "a: \"b and c"));
  EXPECT_TRUE(joins("a: [",
                    "a: [b"
                    ", "));
  EXPECT_TRUE(joins("a: b", "a: \"c\""));
  EXPECT_TRUE(joins("- b", "- 'c'"));
  EXPECT_FALSE(joins("a: ", "a: b"));
  EXPECT_FALSE(joins("a: \"b", "a: b"));
  EXPECT_FALSE(joins("a: [", "a: {"));
  EXPECT_FALSE(joins("a: [", "a: [["));
  EXPECT_FALSE(joins("a: 1\n", "a: 1\n  "));
  EXPECT_FALSE(joins("# a", "a: 1\n"));
}

TEST(YamlMachine, AJoinForgetsNoBlockScalarAndNoExpansion) {
  for (const bool swapped : {false, true}) {
    const ContextState a = after("a: 1\n");
    const ContextState b = after("a: |\n  text\n");
    auto joined = swapped ? yaml().join(b, a) : yaml().join(a, b);
    ASSERT_TRUE(joined);
    std::size_t at = 0;
    ASSERT_EQ(yaml().advance(*joined, "  ", at), std::nullopt);
    EXPECT_FALSE(yaml().classify(*joined).place)
        << "a deeper line may still be text of the block scalar";
    const ContextState c = after("spec:\n  containers:\n    - name: a\n", Dialect::kubernetes);
    const ContextState d =
        after("spec:\n  containers:\n    - name: a\n      env:\n", Dialect::kubernetes);
    joined = swapped ? yaml().join(d, c) : yaml().join(c, d);
    ASSERT_TRUE(joined);
    ASSERT_EQ(yaml().advance(*joined, "        - value: ", at), std::nullopt);
    EXPECT_TRUE(yaml().classify(*joined).expands);
  }
}

TEST(YamlMachine, NormalStatesAreFixedPoints) {
  for (const char* text : {"a: 1\n", "a: |\n  text\n", "a: |\n  text", "a: [b", "a: {b: ", "a: \"b",
                           "# c", "- ", "a: "}) {
    const ContextState n = yaml().normal(after(text));
    EXPECT_EQ(yaml().normal(n), n) << text;
    EXPECT_THAT(yaml().describe(n), ::testing::Not(::testing::IsEmpty())) << text;
  }
}

}  // namespace
}  // namespace formwork
