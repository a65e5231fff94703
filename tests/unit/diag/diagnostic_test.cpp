// The exit status of a run, and the order findings are told in.
#include "diag/diagnostic.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

namespace formwork {
namespace {

Diagnostics of(const std::vector<Code>& codes) {
  Diagnostics out;
  for (const Code code : codes) out.add(make(code, "a.yaml", "x"));
  return out;
}

TEST(ExitStatus, IsTheHighestOfAllCauses) {
  struct Row {
    std::vector<Code> codes;
    int status;
  };
  const Row rows[] = {
      {{}, 0},
      {{Code::DR004}, 1},
      {{Code::DR004, Code::FW3101}, 2},
      {{Code::FW7002, Code::FW3101, Code::DR004}, 3},
      {{Code::FW3101, Code::FW8900, Code::FW7002}, 4},
      {{Code::DR012}, 0},  // a warning
      {{Code::DR012, Code::DR004}, 1},
  };
  for (const Row& row : rows) EXPECT_EQ(of(row.codes).exit_status(), row.status);
  EXPECT_EQ(of({Code::DR012}).exit_status(Severity::warning), 1);
}

TEST(ExitStatus, FollowsASeverityThatWasChangedLater) {
  Diagnostics d;
  d.add(make(Code::DR012, "a.yaml", "x"));
  EXPECT_FALSE(d.has_errors());
  d.items()[0].severity = Severity::error;
  EXPECT_TRUE(d.has_errors());
  EXPECT_EQ(d.exit_status(), 1);
}

TEST(ExitStatus, OfEveryCodeIsOneOfThePage) {
  for (const CodeInfo& code : all_codes()) EXPECT_TRUE(code.exit >= 1 && code.exit <= 4) << code.id;
}

TEST(Findings, AreSortedByPlaceHoweverTheyCame) {
  SourceMap sources;
  const SourceId b = sources.add("b.yaml", "one\ntwo\n");
  const SourceId a = sources.add("a.yaml", "one\ntwo\n");
  std::vector<Diagnostic> all = {
      make(Code::FW3101, Span{b, 0, 3}, "m"), make(Code::FW3101, Span{a, 4, 7}, "m"),
      make(Code::FW3101, Span{a, 0, 3}, "n"), make(Code::FW3101, Span{a, 0, 3}, "m"),
      make(Code::FW3101, Span{a, 0, 3}, "m")};
  std::vector<std::string> first;
  std::sort(all.begin(), all.end(),
            [](const Diagnostic& x, const Diagnostic& y) { return x.message < y.message; });
  for (int round = 0; round < 24; ++round) {
    std::rotate(all.begin(), all.begin() + 1, all.end());
    if (round % 5 == 0) std::swap(all[0], all[3]);
    Diagnostics d;
    for (const Diagnostic& one : all) d.add(one);
    std::vector<std::string> told;
    for (const Diagnostic& one : d.sorted(sources)) {
      told.push_back(std::string(sources.path(one.span.source)) + ":" +
                     std::to_string(one.span.begin) + " " + one.message);
    }
    if (first.empty()) first = told;
    EXPECT_EQ(told, first);
  }
  EXPECT_THAT(first, testing::ElementsAre("a.yaml:0 m", "a.yaml:0 n", "a.yaml:4 m", "b.yaml:0 m"));
}

}  // namespace
}  // namespace formwork
