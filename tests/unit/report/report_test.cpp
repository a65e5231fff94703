#include "report/report.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <random>

namespace formwork {
namespace {

using testing::HasSubstr;
using testing::Not;

struct Fixture {
  SourceMap sources;
  std::vector<Diagnostic> findings;
  SourceId spec = sources.add("environments/prod.yaml",
                              "services:\n  api:\n\treplcas: 3  # gr\xC3\xBC\xC3\x9F\n");

  Fixture() {
    Diagnostic d =
        make(Code::FW7002, Span{spec, 18, 25}, "unknown key `replcas`", "did you mean `replicas`?");
    d.notes.push_back({Span{spec, 0, 8}, "", "in this section"});
    findings.push_back(d);
  }
  [[nodiscard]] std::string render(Format format, bool color = false) const {
    return report(format, findings, sources, {color, "check", "0.1.0"});
  }
};

TEST(TextReport, PutsPlaceFirstAndCaretsUnderTheNarrowestText) {
  EXPECT_EQ(Fixture().render(Format::text),
            "environments/prod.yaml:3:2: error[FW7002]: unknown key `replcas`\n"
            "   |\n"
            " 3 |  replcas: 3  # gr\xC3\xBC\xC3\x9F\n"
            "   |  ^^^^^^^\n"
            "   = note: environments/prod.yaml:1:1: in this section\n"
            "   = help: did you mean `replicas`?\n"
            "\n");
}

TEST(TextReport, ShowsTerminalControlsEscapedInMessageAndSnippet) {
  Fixture f;
  f.findings.clear();
  const SourceId evil = f.sources.add("a.yaml", "x: \x1b[31mred\n");
  f.findings.push_back(make(Code::FW7002, Span{evil, 3, 8}, "bad `\x1b]0;title\x07`"));
  const std::string text = f.render(Format::text);
  EXPECT_THAT(text, Not(HasSubstr("\x1b")));
  EXPECT_THAT(text, Not(HasSubstr("\x07")));
  EXPECT_THAT(text, HasSubstr("\\u{1b}[31m"));
}

TEST(TextReport, KeepsAMessageWithALineEndOnItsLine) {
  Fixture f;
  f.findings.clear();
  Diagnostic d =
      make(Code::FW7002, "a.yaml", "is `x\nb.yaml: error[FW1001]: forged`", "not\r\nhere");
  d.notes.push_back({{}, "", "nor\nhere"});
  f.findings.push_back(d);
  EXPECT_EQ(f.render(Format::concise),
            "a.yaml: error[FW7002]: is `x\\nb.yaml: error[FW1001]: forged`\n");
  EXPECT_EQ(f.render(Format::text),
            "a.yaml: error[FW7002]: is `x\\nb.yaml: error[FW1001]: forged`\n"
            "   = note: nor\\nhere\n   = help: not\\r\\nhere\n\n");
}

TEST(TextReport, PaintsOnlyWhenAsked) {
  EXPECT_THAT(Fixture().render(Format::text, true), HasSubstr("\x1b[1;31merror[FW7002]\x1b[0m"));
  EXPECT_THAT(Fixture().render(Format::text, false), Not(HasSubstr("\x1b")));
}

TEST(TextReport, CutsVeryLongLinesAroundTheCaret) {
  Fixture f;
  f.findings.clear();
  const SourceId wide =
      f.sources.add("w.yaml", std::string(5000, 'a') + "BAD" + std::string(5000, 'b') + "\n");
  f.findings.push_back(make(Code::FW7002, Span{wide, 5000, 5003}, "wide"));
  const std::string text = f.render(Format::text);
  EXPECT_LT(text.size(), 1000U);
  EXPECT_THAT(text, HasSubstr("BAD"));
}

TEST(ConciseReport, IsOneLineAFinding) {
  EXPECT_EQ(Fixture().render(Format::concise),
            "environments/prod.yaml:3:2: error[FW7002]: unknown key `replcas`\n");
}

TEST(JsonReport, IsARecordWithVersionAndOneBasedPositions) {
  const auto json = nlohmann::json::parse(Fixture().render(Format::json));
  EXPECT_EQ(json["version"], 1);
  EXPECT_EQ(json["summary"]["errors"], 1);
  const auto& finding = json["findings"][0];
  EXPECT_EQ(finding["id"], "FW7002");
  EXPECT_EQ(finding["location"]["path"], "environments/prod.yaml");
  EXPECT_EQ(finding["location"]["begin"]["line"], 3);
  EXPECT_EQ(finding["location"]["begin"]["column"], 2);
  EXPECT_EQ(finding["location"]["end"]["column"], 9);
  EXPECT_EQ(finding["notes"][0]["location"]["begin"]["line"], 1);
}

TEST(SarifReport, NamesRulesOnceAndKeepsFingerprintsWhileLinesMove) {
  Fixture f;
  f.findings.push_back(f.findings.front());
  f.findings.back().message = "another";
  const auto json = nlohmann::json::parse(f.render(Format::sarif));
  EXPECT_EQ(json["version"], "2.1.0");
  const auto& run = json["runs"][0];
  EXPECT_EQ(run["columnKind"], "unicodeCodePoints");
  EXPECT_EQ(run["tool"]["driver"]["rules"].size(), 1U);
  EXPECT_EQ(run["results"].size(), 2U);
  EXPECT_EQ(run["results"][0]["locations"][0]["physicalLocation"]["region"]["startLine"], 3);
  EXPECT_EQ(run["results"][0]["relatedLocations"].size(), 1U);

  Fixture moved;
  moved.findings[0].span = Span{moved.spec, 11, 14};
  const auto other = nlohmann::json::parse(moved.render(Format::sarif));
  EXPECT_EQ(other["runs"][0]["results"][0]["partialFingerprints"],
            run["results"][0]["partialFingerprints"]);
}

TEST(SarifReport, EncodesPathsAsUris) {
  Fixture f;
  f.findings[0].span = {};
  f.findings[0].path = "infra/a b/\xC3\xBC#.yaml";
  const auto json = nlohmann::json::parse(f.render(Format::sarif));
  EXPECT_EQ(
      json["runs"][0]["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"],
      "infra/a%20b/%C3%BC%23.yaml");
}

TEST(GithubReport, EscapesPropertiesAndText) {
  Fixture f;
  f.findings[0].message = "50% of a,b:c\nnext";
  EXPECT_EQ(
      f.render(Format::github),
      "::error file=environments/prod.yaml,line=3,endLine=3,col=2,endColumn=9,title=FW7002::50%25 "
      "of a,b:c%0Anext"
      "%0Adid you mean `replicas`?\n");
}

TEST(GithubReport, ShowsTenWorstFirstAndCountsTheRest) {
  Fixture f;
  f.findings.assign(12, f.findings.front());
  for (std::size_t i = 0; i < 11; ++i) f.findings[i].severity = Severity::warning;
  const std::string text = f.render(Format::github);
  EXPECT_EQ(std::count(text.begin(), text.end(), '\n'), 10);
  EXPECT_TRUE(text.starts_with("::error ")) << "the one error comes first";
  EXPECT_THAT(text, HasSubstr("and 3 more"));
}

TEST(MarkdownReport, KeepsMarkupOfMessagesOutOfTheTable) {
  Fixture f;
  f.findings[0].message = "a | b <img> *c* `d|e`\nline";
  f.findings[0].detail = "```\n-a\n+b\n";
  const std::string text = f.render(Format::markdown);
  EXPECT_THAT(text, HasSubstr("a \\| b &lt;img&gt; \\*c\\* `d\\|e`<br>line"));
  EXPECT_THAT(text, HasSubstr("````diff"));
  EXPECT_THAT(report(Format::markdown, {}, f.sources, {false, "check", "0"}),
              HasSubstr("No findings"));
}

/// Findings that collide in all but one thing each.
std::vector<Diagnostic> neighbours(const Fixture& f) {
  std::vector<Diagnostic> out;
  for (const Code code : {Code::FW7002, Code::FW3101}) {
    for (const std::uint32_t begin : {0U, 11U, 18U}) {
      for (const char* message : {"a", "b"}) {
        for (const char* help : {"", "c"}) {
          for (const Severity severity : {Severity::error, Severity::warning}) {
            Diagnostic d = make(code, Span{f.spec, begin, begin + 3}, message, help);
            d.severity = severity;
            out.push_back(d);
            d.notes.push_back({Span{f.spec, 0, 8}, "", "n"});
            out.push_back(d);
          }
        }
      }
    }
  }
  out.push_back(make(Code::DR007, "b.yaml", "gone"));
  out.push_back(make(Code::DR007, "a.yaml", "gone"));
  out.push_back(make(Code::FW8001, std::string(), "nowhere"));
  return out;
}

TEST(Reports, DoNotDependOnTheOrderOfInsertion) {
  const Fixture f;
  std::vector<Diagnostic> findings = neighbours(f);
  std::vector<std::string> first;
  std::mt19937_64 random(11);
  for (int round = 0; round < 20; ++round) {
    Diagnostics sink;
    for (const Diagnostic& d : findings) sink.add(d);
    std::vector<std::string> printed;
    for (const std::string& format : format_names()) {
      printed.push_back(
          report(*find_format(format), sink.sorted(f.sources), f.sources, {false, "check", "0"}));
    }
    if (first.empty()) first = printed;
    EXPECT_EQ(printed, first) << "round " << round;
    std::shuffle(findings.begin(), findings.end(), random);
  }
}

TEST(Formats, AreFoundByName) {
  for (const std::string& name : format_names()) EXPECT_TRUE(find_format(name).has_value()) << name;
  EXPECT_FALSE(find_format("xml").has_value());
}

}  // namespace
}  // namespace formwork
