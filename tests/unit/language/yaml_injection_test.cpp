// Every hostile text at every place of YAML and its dialects changes exactly one leaf, and that
// leaf reads back as the very text after the consumer's own evaluation: by our reader and by
// yaml-cpp.
#include "language/language.h"
#include "support/consumers.h"
#include "support/hostile.h"
#include "support/mini_template.h"
#include "support/yaml_readers.h"

#include <gtest/gtest.h>

#include <random>

namespace formwork {
namespace {

const Language& yaml() {
  return *language(LanguageId::yaml);
}

/// A document with tags x and y; the leaf that holds them and what it should read: `x`, `y` and
/// literals.
struct Site {
  const char* text;
  const char* leaf;
  const char* expected;
};

constexpr Site kSites[] = {
    {"a: <%= x %>\nb: 1\n", "/0/a", "x"},
    {"a: <%= x %> # note\nb: 1\n", "/0/a", "x"},
    {"a:\n  - <%= x %>\n\n\nb: 1\n", "/0/a/0", "x"},
    {"a:\n  - k: <%= x %>\n    l: m\nb: 1\n", "/0/a/0/k", "x"},
    {"a: [m, <%= x %>, n]\nb: 1\n", "/0/a/1", "x"},
    {"a: {k: <%= x %>, l: m}\nb: 1\n", "/0/a/k", "x"},
    {"a: \"<%= x %>\"\nb: 1\n", "/0/a", "x"},
    {"a: \"<<%= x %>>\"\nb: 1\n", "/0/a", "<x>"},
    {"a: \"u: <%= x %> # v\"\nb: 1\n", "/0/a", "u: x # v"},
    {"a: \"<%= x %><%= y %>\"\nb: 1\n", "/0/a", "xy"},
    {"a: \"<%= y %><%= x %><%= y %>\"\nb: 1\n", "/0/a", "yxy"},
    {"a: \"}<%= x %>{<%= y %>{\"\nb: 1\n", "/0/a", "}x{y{"},
    {"a: [\"<%= x %>\", \"<%= y %>\"]\n", "/0/a/0", "x"},
};

std::string expand(std::string_view pattern, const std::string& x, const std::string& y) {
  std::string out;
  for (const char c : pattern) {
    if (c == 'x')
      out += x;
    else if (c == 'y')
      out += y;
    else
      out += c;
  }
  return out;
}

/// Renders `site`, reads it back twice and compares with the harmless rendering.
void check(const Site& site, Dialect dialect, const std::string& x, const std::string& y,
           bool second_reader = true) {
  const auto render = [&](const std::string& a, const std::string& b) {
    return mini::render(yaml(), dialect, site.text,
                        {{"x", Value::of_string(a)}, {"y", Value::of_string(b)}});
  };
  const mini::Result hostile = render(x, y);
  if (hostile.refused) return;  // a place this dialect refuses whatever the value
  ASSERT_EQ(hostile.error, "") << site.text << x;
  const bool expands = hostile.tags.front().expands;
  const mini::Result harmless = render("harmless", y);
  for (const bool ours : {true, false}) {
    if (!ours && !second_reader) continue;
    std::string error;
    auto got = ours ? readers::ours(yaml(), dialect, hostile.text, &error)
                    : readers::yaml_cpp(hostile.text, &error);
    auto expected =
        ours ? readers::ours(yaml(), dialect, harmless.text) : readers::yaml_cpp(harmless.text);
    ASSERT_TRUE(got) << error << "\n" << hostile.text;
    ASSERT_TRUE(expected) << harmless.text;
    const std::string leaf = (*got)[site.leaf];
    ASSERT_EQ(leaf.substr(0, 4), "str:") << hostile.text;
    EXPECT_EQ(consumers::evaluate(dialect, expands, leaf.substr(4)), expand(site.expected, x, y))
        << name(dialect) << "\n"
        << hostile.text;
    (*got)[site.leaf] = (*expected)[site.leaf] = "";
    EXPECT_EQ(*got, *expected) << hostile.text;
  }
}

class YamlInjection : public ::testing::TestWithParam<Dialect> {};

TEST_P(YamlInjection, OneTextChangesOneLeaf) {
  for (const Site& site : kSites) {
    for (const std::string& x : hostile::texts()) {
      check(site, GetParam(), x, "b");
      if (HasFailure()) return;
    }
  }
}

TEST_P(YamlInjection, HalvesAndAdjacentTagsDoNotMeet) {
  constexpr Site kPair = {"a: \"<%= x %><%= y %>\"\nb: 1\n", "/0/a", "xy"};
  constexpr Site kNeighbours[] = {{"a: \"-<%= x %>{{ b }}\"\nb: 1\n", "/0/a", "-x{{ b }}"},
                                  {"a: \"-<%= x %>{ b }\"\nb: 1\n", "/0/a", "-x{ b }"},
                                  {"a: \"$<%= x %>{ b }\"\nb: 1\n", "/0/a", "$x{ b }"},
                                  {"a: \"$<%= x %>{{ b }}\"\nb: 1\n", "/0/a", "$x{{ b }}"},
                                  {"a: \"${<%= x %>{ b }}\"\nb: 1\n", "/0/a", "${x{ b }}"},
                                  {"a: \"{<%= x %>{ b }}\"\nb: 1\n", "/0/a", "{x{ b }}"},
                                  {"a: \"-<%= x %>(b)\"\nb: 1\n", "/0/a", "-x(b)"},
                                  {"a: \"-<%= x %>x41\"\nb: 1\n", "/0/a", nullptr}};
  for (const std::string& text : hostile::texts()) {
    if (text.size() > 100) continue;
    for (const auto& [first, second] : hostile::halves(text)) {
      check(kPair, GetParam(), first, second);
      check(kPair, GetParam(), second, first);
      if (HasFailure()) return;
    }
    for (const Site& site : kNeighbours) {
      // Where the literal itself opens an expression of the dialect, no text is expected to stand
      // there.
      if (site.expected == nullptr) continue;
      const bool go = GetParam() == Dialect::prometheus || GetParam() == Dialect::applicationset;
      if (go && std::string_view(site.text).find("{{ b") != std::string_view::npos) continue;
      if (GetParam() == Dialect::compose &&
          std::string_view(site.text).find('$') != std::string_view::npos)
        continue;
      check(site, GetParam(), text, "");
      if (HasFailure()) return;
    }
  }
}

TEST_P(YamlInjection, TenThousandSeededTextsReadBack) {
  std::mt19937_64 random(7 + static_cast<unsigned>(GetParam()));
  const Site kPair = {"a: \"<%= x %><%= y %>\"\nb: 1\n", "/0/a", "xy"};
  // yaml-cpp is slow: it reads all where the text is YAML's alone or a workflow's, else every
  // fifth.
  const bool all = GetParam() == Dialect::none || GetParam() == Dialect::workflow;
  for (int i = 0; i < 10'000; ++i) {
    const std::string x = hostile::random_text(random);
    const std::string y = hostile::random_text(random);
    check(kSites[static_cast<std::size_t>(i) % std::size(kSites)], GetParam(), x, y,
          all || i % 5 == 0);
    check(kPair, GetParam(), x, y, all || i % 5 == 0);
    if (HasFailure()) return;
  }
}

TEST_P(YamlInjection, KeysReadBack) {
  std::size_t read = 0;
  for (const std::string& x : hostile::texts()) {
    for (const char* text : {"a:\n  <%= x %>: v\n  w: 1\n", "a: {<%= x %>: v, w: 1}\n"}) {
      const mini::Result result =
          mini::render(yaml(), GetParam(), text, {{"x", Value::of_string(x)}});
      if (!result.error.empty()) {
        EXPECT_TRUE(x.size() > 1000 || x.find("{{") != std::string::npos ||
                    result.error.find("cannot be seen") != std::string::npos)
            << result.error;
        continue;
      }
      ++read;
      const readers::Leaves expected = {{"/0/a/" + x, "str:v"}, {"/0/a/w", "other:1"}};
      EXPECT_EQ(readers::ours(yaml(), GetParam(), result.text), expected) << result.text;
      EXPECT_EQ(readers::yaml_cpp(result.text), expected) << result.text;
    }
  }
  EXPECT_GT(read, hostile::texts().size());  // most texts, at both places
}

TEST_P(YamlInjection, CommentsStayComments) {
  for (const std::string& x : hostile::texts()) {
    const mini::Result result = mini::render(
        yaml(), GetParam(), "a: 1 # <%= x %>\n# <%= x %> b\nc: 2\n", {{"x", Value::of_string(x)}});
    const readers::Leaves expected = {{"/0/a", "other:1"}, {"/0/c", "other:2"}};
    EXPECT_EQ(readers::ours(yaml(), GetParam(), result.text), expected) << result.text;
    EXPECT_EQ(readers::yaml_cpp(result.text), expected) << result.text;
  }
}

INSTANTIATE_TEST_SUITE_P(Dialects, YamlInjection,
                         ::testing::Values(Dialect::none, Dialect::kubernetes, Dialect::workflow,
                                           Dialect::compose, Dialect::prometheus,
                                           Dialect::applicationset),
                         [](const auto& test) { return std::string(name(test.param)); });

TEST(KubernetesInjection, CommandsAndEnvironmentReadBackAfterKubelet) {
  constexpr Site kExpanding[] = {
      {"containers:\n  - args:\n      - <%= x %>\n    image: i\n", "/0/containers/0/args/0", "x"},
      {"containers:\n  - args: [\"--a=<%= x %>\"]\n    image: i\n", "/0/containers/0/args/0",
       "--a=x"},
      {"containers:\n  - env:\n      - name: A\n        value: <%= x %>\n",
       "/0/containers/0/env/0/value", "x"},
      {"containers:\n  - command: [\"<%= x %><%= y %>(HOME)\"]\n", "/0/containers/0/command/0",
       "xy(HOME)"},
  };
  for (const Site& site : kExpanding) {
    for (const std::string& x : hostile::texts()) {
      check(site, Dialect::kubernetes, x, "$");
      if (HasFailure()) return;
    }
  }
}

}  // namespace
}  // namespace formwork
