#include "rules/redact.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace formwork {
namespace {

// Made up, and put together here so that no scanner takes this file for a leak.
const std::string kToken = "gh" + std::string("p_") + "aB3dE6gH9jK2mN5pQ8sT1vW4yZ7bC0eF3hI6";
const std::string kKey = "-----BEGIN PRIV" + std::string("ATE KEY-----\nMC4CAQAw\nBQYDK2Vw\n") +
                         "-----END PRIV" + std::string("ATE KEY-----");

TEST(Redact, ATextIsCleanedOfWhatIsKnownAndOfWhatLooksLikeASecret) {
  const HiddenText token{"", kToken};
  const HiddenText password{"://app:", "pass"};
  const HiddenText key{"", kKey};
  std::string one_line = kKey;
  for (char& c : one_line) c = c == '\n' ? ' ' : c;
  struct Row {
    std::string name, text;
    std::vector<HiddenText> hidden;
    std::string shown;
  };
  const std::vector<Row> rows = {
      {"nothing",
       "`port` is `x`, expected an integer",
       {token},
       "`port` is `x`, expected an integer"},
      {"whole", "is `" + kToken + "`, expected", {token}, "is `***`, expected"},
      {"not known before", "is `" + kToken + "`, expected", {}, "is `***`, expected"},
      {"twice", kToken + " " + kToken, {token}, "*** ***"},
      {"cut short", "is `" + kToken.substr(0, 20) + "…`", {token}, "is `***…`"},
      {"a prefix alone is no secret", "`ghp_` starts one", {token}, "`ghp_` starts one"},
      {"a short password, by the user before it",
       "`db://app:pass@h` and pass",
       {password},
       "`db://app:***@h` and pass"},
      {"a short password, cut short", "`db://app:pa…`", {password}, "`db://app:***…`"},
      {"a key on one line, cut short",
       "is `" + one_line.substr(0, 40) + "…`, expected",
       {key},
       "is `***…`, expected"},
      {"a key not known before",
       "is `" + one_line.substr(0, 40) + "…`, expected",
       {},
       "is `***`, expected"},
      {"a whole key not known before", kKey + " and more", {}, "*** and more"},
  };
  for (const Row& row : rows) EXPECT_EQ(redact(row.text, row.hidden), row.shown) << row.name;
}

TEST(Redact, EveryPartOfAFindingIsCleanedAndItsPlaceKept) {
  SourceMap sources;
  const SourceId id = sources.add("a.yaml", "port: " + kToken + " # x\n");
  Diagnostic d = make(Code::FW3102, Span{id, 6, 46}, "is `" + kToken.substr(0, 30) + "…`",
                      "write `" + kToken + "`");
  d.detail = "+" + kToken;
  d.path = kToken;
  d.notes.push_back({Span{id, 0, 4}, kToken, "was " + kToken});
  d.fix = Fix{Span{id, 6, 46}, kToken};
  std::vector<Diagnostic> all = {d};
  redact(all, sources);
  EXPECT_EQ(all[0].message, "is `***…`");
  EXPECT_EQ(all[0].help, "write `***`");
  EXPECT_EQ(all[0].detail, "+***");
  EXPECT_EQ(all[0].path, "***");
  EXPECT_EQ(all[0].notes[0].text, "was ***");
  EXPECT_EQ(all[0].notes[0].path, "***");
  EXPECT_FALSE(all[0].fix.has_value());
  EXPECT_EQ(all[0].span.begin, 6U);
  EXPECT_EQ(sources.shown(sources.line_span(id, 1)), "port: *** # x");
  EXPECT_EQ(sources.text(Span{id, 6, 10}), "ghp_") << "hidden, not gone";
}

TEST(Redact, WhatOneFindingHidesIsHiddenInAll) {
  SourceMap sources;
  Diagnostic secret = make(Code::FW4010, "a.yaml", "this looks like a secret");
  secret.hidden.push_back({"", "written-with-escapes"});
  std::vector<Diagnostic> all = {make(Code::FW3102, "b.yaml", "is `written-with-esc…`"), secret};
  redact(all, sources);
  EXPECT_EQ(all[0].message, "is `***…`");
  EXPECT_TRUE(all[1].hidden.empty());
}

}  // namespace
}  // namespace formwork
