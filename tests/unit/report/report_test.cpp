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

TEST(GitlabReport, HasWhatGitlabAsksOfEachRecord) {
  Fixture f;
  f.findings.push_back(make(Code::DR012, "a.yaml", "line ends"));
  f.findings.push_back(make(Code::DR012, "a.yaml", "line ends"));
  f.findings.push_back(make(Code::FW8001, std::string(), "nothing \x1b[31m like it"));
  const auto records = nlohmann::json::parse(f.render(Format::gitlab));
  ASSERT_EQ(records.size(), 4U);
  EXPECT_EQ(records[0]["check_name"], "FW7002");
  EXPECT_EQ(records[0]["severity"], "major");
  EXPECT_EQ(records[0]["location"]["path"], "environments/prod.yaml");
  EXPECT_EQ(records[0]["location"]["lines"]["begin"], 3);
  EXPECT_EQ(records[1]["severity"], "minor");
  EXPECT_NE(records[1]["fingerprint"], records[2]["fingerprint"]) << "GitLab shows one of a kind";
  EXPECT_EQ(records[3]["location"]["path"], "formwork.yaml") << "it drops records without a path";
  EXPECT_EQ(records[3]["description"], "nothing \\u{1b}[31m like it");
  EXPECT_EQ(nlohmann::json::parse(report(Format::gitlab, {}, f.sources, {})).dump(), "[]");
}

TEST(JunitReport, QuotesWhatXmlCannotHold) {
  Fixture f;
  f.findings.clear();
  Diagnostic d = make(Code::DR004, "a<b>\"&'.yaml", "edited\n]]> \x1b & \xEF\xBF\xBF", "mend it");
  d.detail = "@@ -1 +1 @@\n-a\n+<b>\r\n";
  f.findings.push_back(d);
  f.findings.push_back(make(Code::DR012, "b.yaml", "line ends"));
  const std::string text = f.render(Format::junit);
  EXPECT_THAT(text, HasSubstr("<testsuite name=\"formwork check\" tests=\"2\" failures=\"1\""));
  EXPECT_THAT(text, HasSubstr("classname=\"a&lt;b&gt;&quot;&amp;&#39;.yaml\""));
  EXPECT_THAT(text, HasSubstr("message=\"edited&#10;]]&gt; \\u{1b} &amp; \\u{ffff}\""));
  EXPECT_THAT(text, HasSubstr("+&lt;b&gt;&#13;\n"));
  EXPECT_THAT(text, HasSubstr("<system-out>warning: line ends"));
  EXPECT_THAT(text, Not(HasSubstr("\x1b")));
  EXPECT_THAT(report(Format::junit, {}, f.sources, {}), HasSubstr("name=\"no findings\"/>"));
}

std::size_t count(const std::string& text, std::string_view part) {
  std::size_t n = 0;
  for (std::size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) ++n;
  return n;
}

TEST(HtmlReport, PutsFindingsOfOneCauseTogether) {
  Fixture f;
  f.findings.clear();
  const SourceId prod = f.sources.add("environments/p.yaml", "a: 1\nb: 2\n");
  for (const char* path : {"one.yaml", "two.yaml", "three.yaml"}) {
    Diagnostic d = make(Code::DR001, path, "stale");
    const bool other = std::string_view(path) == "three.yaml";
    d.notes.push_back({Span{prod, other ? 5U : 0U, other ? 6U : 1U}, "",
                       other ? "`b` moved" : "`a` moved", true});
    d.notes.push_back({{}, "", std::string("of ") + path});
    f.findings.push_back(d);
  }
  const std::string text = f.render(Format::html);
  EXPECT_EQ(count(text, "<section"), 2U);
  EXPECT_EQ(count(text, "<details"), 3U);
  EXPECT_THAT(text, HasSubstr("Because <code>a</code> moved (environments/p.yaml:1)</p>"));
  EXPECT_THAT(text, HasSubstr("Because <code>b</code> moved (environments/p.yaml:2)</p>"));
}

TEST(HtmlReport, HoldsNothingThatItsPolicyForbids) {
  Fixture f;
  f.findings.clear();
  Diagnostic d = make(Code::DR004, "\"><script>alert(1)</script>", "`</code><img src=x>`",
                      "<a href=javascript:x>");
  d.detail = "--- a\n+++ b\n@@ -1 +1 @@\n-<b onload=x>\n+<b>\n";
  d.notes.push_back({{}, "<i>", "&lt;"});
  f.findings.push_back(d);
  const std::string text = f.render(Format::html);
  const std::size_t style = text.find("<style>") + 7;
  const std::string css = text.substr(style, text.find("</style>") - style);
  EXPECT_GT(css.size(), 1000U);
  for (const char* tag :
       {"<script", "<img", "<a href=j", "<b ", "<i>", " style=", "url(", "@import"})
    EXPECT_THAT(text, Not(HasSubstr(tag)));
  EXPECT_THAT(text, HasSubstr("default-src 'none'; style-src 'sha256-"));
  EXPECT_THAT(text,
              HasSubstr("<p class=\"help\"><b>To mend it:</b> &lt;a href=javascript:x&gt;</p>"));
  EXPECT_THAT(report(Format::html, {}, f.sources, {}), HasSubstr("no findings"));
}

TEST(HtmlReport, ShowsBothSidesOfADifference) {
  Fixture f;
  f.findings.clear();
  Diagnostic d = make(Code::DR004, "a.yaml", "edited by hand");
  d.detail =
      "--- a/a.yaml\n+++ b/a.yaml\n@@ -3,3 +3,4 @@\n same\n-replicas: 4 # gr\xC3\xBC\xC3\x9F\n"
      "+replicas: 5 # gr\xC3\xBC\xC3\xB6\n+more: 1\n end\n";
  f.findings.push_back(d);
  std::string text = f.render(Format::html);
  EXPECT_THAT(text, HasSubstr("what the spec gives</th>"));
  EXPECT_THAT(text,
              HasSubstr("<td class=\"n del\">4</td><td class=\"c del\">replicas: <mark>4 # "
                        "gr\xC3\xBC\xC3\x9F</mark></td><td class=\"n add\">4</td><td class=\"c "
                        "add\">replicas: <mark>5 # gr\xC3\xBC\xC3\xB6</mark></td>"));
  EXPECT_THAT(text, HasSubstr("<td class=\"n none\"></td><td class=\"c none\"></td><td class=\"n "
                              "add\">5</td><td class=\"c add\">more: 1</td>"));
  EXPECT_THAT(text, HasSubstr("<td class=\"n\">5</td><td class=\"c\">end</td><td "
                              "class=\"n\">6</td><td class=\"c\">end</td>"));
  const std::size_t left = text.find("what the spec gives</th>");
  EXPECT_LT(left, text.find("what stands there</th>")) << "an edit is shown as it was made";
  f.findings[0].code = Code::DR001;
  text = f.render(Format::html);
  EXPECT_GT(text.find("what the spec gives</th>"), text.find("what stands there</th>"));
}

}  // namespace
}  // namespace formwork
