#include "pipeline/policy_note.h"

#include <gtest/gtest.h>

namespace formwork {
namespace {

TEST(PolicyNote, ReadsThePolicyInEveryLanguageThatCarriesOne) {
  const std::string_view lines[] = {
      "  value: \"default-src 'self'; img-src *\"\n",                         // YAML
      "  - \"default-src 'self'; img-src *\"\n",                              // an item
      "  content_security_policy = \"default-src 'self'; img-src *\"\n",      // HCL
      "  contentSecurityPolicy: 'default-src \\'self\\'; img-src *'\n",       // Bicep
      "  \"Content-Security-Policy\": \"default-src 'self'; img-src *\",\n",  // JSON
      "  content_security_policy = \"default-src 'self'; img-src *\" # a comment\n",
  };
  for (const std::string_view line : lines) {
    const std::string expected = "a: 1\n" + std::string(line) + "b: 2\n";
    const auto with = [&](std::string_view from, std::string_view to) {
      std::string text = expected;
      text.replace(text.find(from), from.size(), to);
      return policy_note(expected, text);
    };
    EXPECT_EQ(policy_note(expected, expected), std::nullopt) << line;
    EXPECT_EQ(with("b: 2", "b: 3"), std::nullopt) << line;
    EXPECT_EQ(with("; img-src *", ""),
              "DR020: the content security policy differs in meaning: `img-src` is gone")
        << line;
    EXPECT_EQ(with("; img-src *", "; IMG-SRC *"),
              "the content security policy is written otherwise, with the same meaning")
        << line;
    EXPECT_EQ(with(line, ""), "DR020: the content security policy is gone") << line;
  }
}

TEST(PolicyNote, PutsThePiecesOfFrontDoorTogether) {
  const std::string rest = "location = \"it's https://a.example\"\n";
  const auto file = [&](std::string_view a, std::string_view b, std::string_view c) {
    return "policy = \"" + std::string(a) + "\"\nrest = [\n  \"" + std::string(b) + "\",\n  \"" +
           std::string(c) + "\",\n]\n" + rest;
  };
  const std::string expected = file("default-src 'self';", "img-src https://a.example https://b.ex",
                                    "ample https://c.example");
  EXPECT_EQ(policy_note(expected, expected), std::nullopt);
  EXPECT_EQ(policy_note(expected, expected + "# more\n"), std::nullopt);
  EXPECT_EQ(policy_note(expected, file("img-src https://c.example https://b.example https://a.exam",
                                       "ple; default-src", " 'self'")),
            "the content security policy is written otherwise, with the same meaning");
  EXPECT_EQ(
      policy_note(expected, file("default-src 'self';", "img-src https://a.example https://b.ex",
                                 "ample https://d.example")),
      "DR020: the content security policy differs in meaning: `img-src` gains "
      "`https://d.example`, `img-src` loses `https://c.example`");
}

TEST(PolicyNote, LooksAtEveryPolicyOfAFile) {
  const std::string one = "a = \"default-src 'self'\"\n";
  const std::string two = "b = \"default-src 'none'\"\n";
  EXPECT_EQ(policy_note(one + two, one + "b = \"default-src *\"\n"),
            "DR020: the content security policy differs in meaning: `default-src` gains `*`, "
            "`default-src` loses `'none'`");
  EXPECT_EQ(policy_note(one + two, one),
            "DR020: 1 lines hold a content security policy, where 2 did");
  EXPECT_EQ(policy_note("a: 1\n", one), std::nullopt);
}

}  // namespace
}  // namespace formwork
