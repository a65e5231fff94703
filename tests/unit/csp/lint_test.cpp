// The lint, kind by kind, and the score.
#include "csp/lint.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <iterator>
#include <set>

namespace formwork::csp {
namespace {

std::set<std::string>& kinds_seen() {
  static std::set<std::string> kSeen;
  return kSeen;
}

/// Findings of one severity or graver, as `kind(directive value)`.
std::string told(std::string_view policy, Severity least) {
  std::string out;
  for (const Lint& finding : lint_text(policy)) {
    kinds_seen().insert(finding.id);
    EXPECT_FALSE(finding.message.empty()) << finding.id;
    if (finding.severity < least) continue;
    if (!out.empty()) out += ' ';
    out += finding.id;
    if (!finding.value.empty()) out += '(' + finding.directive + ' ' + finding.value + ')';
  }
  return out;
}

struct Row {
  std::string_view policy, findings;
};

void finds(std::initializer_list<Row> rows, Severity least) {
  const std::string rest =
      "; base-uri 'none'; frame-ancestors 'none'; form-action 'self'; report-uri /r; "
      "require-trusted-types-for 'script'";
  for (const Row& row : rows)
    EXPECT_EQ(told(std::string(row.policy) + rest, least), row.findings) << row.policy;
}

void badly_written() {
  finds({{"default-src 'self'; default-src *", "duplicate-directive"},
         {"default-src 'self'; img-src \xC3\xA9.example", "not-ascii"},
         {"default-src 'self'; scirpt-src 'self'", "unknown-directive"},
         {"default-src 'self'; img-src: x", "unknown-directive"},
         {"default-src 'self' img-src data:",
          "missing-semicolon(default-src img-src) scheme-source(default-src data:)"},
         {"default-src 'self'; script-src self", "unquoted-keyword(script-src self)"},
         {"default-src 'self'; script-src nonce-abc", "unquoted-keyword(script-src nonce-abc)"},
         {"default-src 'self'; script-src 'slef'", "invalid-keyword(script-src 'slef')"},
         {"default-src 'self'; script-src 'sha256-a!'", "invalid-keyword(script-src 'sha256-a!')"},
         {"default-src 'self'; webrtc 'block'", ""},
         {"default-src 'self'; trusted-types 'self'", "invalid-keyword(trusted-types 'self')"},
         {"default-src 'self'; img-src a_b.example", "invalid-source(img-src a_b.example)"},
         {"default-src 'none' https://a.example", "none-with-others(default-src 'none')"},
         {"default-src 'self'; trusted-types 'none' app", "none-with-others(trusted-types 'none')"},
         {"default-src 'self'; sandbox allow-scrips ALLOW-FORMS",
          "without-effect(sandbox allow-scrips)"},
         {"default-src 'self'; upgrade-insecure-requests yes",
          "without-effect(upgrade-insecure-requests yes)"},
         {"default-src 'self'; report-to a b", "without-effect"},
         {"default-src 'self'; report-to a", ""},
         {"default-src 'self'; connect-src 'unsafe-webtransport-hashes' 'strict-dynamic'",
          "without-effect(connect-src 'strict-dynamic')"},
         {"default-src 'self'; worker-src 'sha256-RFWPLDbv2BY+rCkDzsE+0fr8ylGr2R2faWMhq4lfEQc='",
          "without-effect(worker-src 'sha256-RFWPLDbv2BY+rCkDzsE+0fr8ylGr2R2faWMhq4lfEQc=')"},
         {"default-src 'self'; style-src 'sha384-RFWPLDbv2BY+rCkDzsE+0fr8ylGr2R2faWMhq4lfEQc='",
          "without-effect(style-src 'sha384-RFWPLDbv2BY+rCkDzsE+0fr8ylGr2R2faWMhq4lfEQc=')"},
         {"default-src 'self'; script-src 'nonce-abc'",
          "nonce-length(script-src 'nonce-abc') static-nonce(script-src 'nonce-abc')"},
         {"default-src 'self'; script-src 'nonce-{{nonce}}'",
          "static-nonce(script-src 'nonce-{{nonce}}') nonce-charset(script-src 'nonce-{{nonce}}') "
          "invalid-keyword(script-src 'nonce-{{nonce}}')"},
         {"default-src 'self'; block-all-mixed-content", "deprecated-directive"},
         {"default-src 'self'; plugin-types a/b", "deprecated-directive"}},
        Severity::warning);
}

void lets_code_in() {
  finds({{"default-src 'self'; object-src 'none'", ""},
         {"default-src 'self' 'unsafe-inline'", "unsafe-inline(default-src 'unsafe-inline')"},
         {"default-src 'self'; style-src 'unsafe-inline'",
          "unsafe-inline-style(style-src 'unsafe-inline')"},
         {"default-src 'self'; script-src-attr 'unsafe-inline'",
          "unsafe-inline(script-src-attr 'unsafe-inline')"},
         {"default-src 'self'; script-src 'Unsafe-Inline' "
          "'sha256-RFWPLDbv2BY+rCkDzsE+0fr8ylGr2R2faWMhq4lfEQc='",
          ""},
         {"default-src 'self'; script-src 'unsafe-inline' https: 'strict-dynamic' "
          "'sha256-RFWPLDbv2BY+rCkDzsE+0fr8ylGr2R2faWMhq4lfEQc='",
          ""},
         {"default-src 'self'; style-src 'unsafe-inline' 'strict-dynamic'",
          "unsafe-inline-style(style-src 'unsafe-inline')"},
         {"default-src 'self'; img-src 'unsafe-inline'", "without-effect(img-src 'unsafe-inline')"},
         {"default-src 'self'; script-src 'unsafe-eval'", "unsafe-eval(script-src 'unsafe-eval')"},
         {"default-src 'self'; script-src 'unsafe-hashes' "
          "'sha256-RFWPLDbv2BY+rCkDzsE+0fr8ylGr2R2faWMhq4lfEQc='",
          "unsafe-hashes(script-src 'unsafe-hashes')"},
         {"default-src *", "wildcard-source(default-src *)"},
         {"default-src 'self'; img-src *", "broad-source(img-src *)"},
         {"default-src 'self'; frame-src https://*", "broad-source(frame-src https://*)"},
         {"default-src 'self'; img-src https://*.example.org", ""},
         {"default-src 'self'; script-src https:", "scheme-source(script-src https:)"},
         {"default-src 'self'; script-src data:", "scheme-source(script-src data:)"},
         {"default-src 'self'; script-src blob:", "broad-source(script-src blob:)"},
         {"default-src 'self'; img-src data:", ""},
         {"default-src 'self'; img-src http:", "plain-scheme(img-src http:)"},
         {"default-src 'self'; img-src http://a.example", "plain-http(img-src http://a.example)"},
         {"default-src 'self'; connect-src ws://a.example",
          "plain-scheme(connect-src ws://a.example)"},
         {"default-src 'self'; script-src https://ajax.googleapis.com",
          "bypassable-host(script-src https://ajax.googleapis.com)"},
         {"default-src 'self'; script-src *.googleapis.com",
          "bypassable-host(script-src *.googleapis.com)"},
         {"default-src 'self'; script-src www.google-analytics.com", ""},
         {"default-src 'self'; script-src www.google-analytics.com 'unsafe-eval'",
          "bypassable-host(script-src www.google-analytics.com) "
          "unsafe-eval(script-src 'unsafe-eval')"},
         {"default-src 'self'; object-src ajax.googleapis.com",
          "plugin-host(object-src ajax.googleapis.com)"},
         {"default-src 'self'; img-src https://10.0.0.1:8080/x",
          "ip-source(img-src https://10.0.0.1:8080/x)"},
         {"default-src 'self'; img-src [::1]", "ip-source(img-src [::1])"},
         {"default-src 'self'; img-src 10.example.org", ""},
         {"default-src 'self'; script-src 'strict-dynamic'", "strict-dynamic-alone"},
         {"object-src 'none'", "missing-script-src"},
         {"script-src 'self'", "missing-object-src"}},
        Severity::warning);
}

void could_be_better() {
  finds({{"default-src 'none'", ""},
         {"default-src 'none'; script-src 'self'", "self-source(script-src 'self')"},
         {"default-src 'none'; script-src a.example",
          "unproven-host(script-src a.example) no-strict-dynamic"},
         {"default-src 'none'; object-src 'self'", "object-source(object-src 'self')"},
         {"default-src 'none'; script-src 'sha256-RFWPLDbv2BY+rCkDzsE+0fr8ylGr2R2faWMhq4lfEQc=' "
          "'strict-dynamic'",
          "no-inline-fallback no-host-fallback"},
         {"default-src 'none'; script-src 'sha256-RFWPLDbv2BY+rCkDzsE+0fr8ylGr2R2faWMhq4lfEQc=' "
          "'strict-dynamic' https: 'unsafe-inline'",
          "ignored-source(script-src https:) ignored-source(script-src 'unsafe-inline')"}},
        Severity::note);
}

void missing() {
  EXPECT_EQ(told("", Severity::note),
            "missing-script-src missing-object-src missing-base-uri missing-frame-ancestors "
            "missing-form-action no-trusted-types missing-reporting");
  EXPECT_EQ(told("default-src 'none'; base-uri 'none'; frame-ancestors 'none'; form-action 'self'; "
                 "require-trusted-types-for 'script'; report-to main",
                 Severity::note),
            "report-to-only");
}

TEST(LintCsp, SuggestsANearName) {
  for (const Lint& finding : lint(parse("scirpt-src 'self'"))) {
    if (finding.id == "unknown-directive") {
      EXPECT_EQ(finding.help, "did you mean `script-src`?");
      return;
    }
  }
  FAIL();
}

TEST(LintCsp, FindsWhatIsBadlyWritten) {
  badly_written();
}

TEST(LintCsp, FindsWhatLetsCodeIn) {
  lets_code_in();
}

TEST(LintCsp, NotesWhatCouldBeBetter) {
  could_be_better();
}

TEST(LintCsp, NamesWhatIsMissing) {
  missing();
}

TEST(LintCsp, HasARowForEveryKind) {
  badly_written();
  lets_code_in();
  could_be_better();
  missing();
  for (const LintKind& kind : lint_kinds())
    EXPECT_TRUE(kinds_seen().contains(std::string(kind.id))) << kind.id;
}

TEST(ScoreCsp, IsThatOfTheObservatory) {
  struct Scored {
    std::string_view policy;
    int value;
  };
  const Scored rows[] = {
      {"", 75},
      {"default-src 'none'", 110},
      {"default-src 'none'; script-src 'self'", 110},
      {"default-src 'self'", 105},
      {"default-src 'self'; style-src 'unsafe-inline'", 100},
      {"default-src 'self'; style-src 'unsafe-inline' "
       "'sha256-RFWPLDbv2BY+rCkDzsE+0fr8ylGr2R2faWMhq4lfEQc='",
       105},
      {"default-src 'self'; img-src http:", 90},
      {"default-src 'self'; script-src 'unsafe-eval'", 90},
      {"default-src 'self'; script-src 'unsafe-inline'", 80},
      {"default-src 'self'; script-src 'unsafe-inline' 'nonce-abc'", 105},
      {"default-src 'self'; script-src https: 'nonce-abc' 'strict-dynamic'", 105},
      {"default-src 'self'; script-src 'strict-dynamic'", 75},
      {"default-src 'self'; script-src data:", 80},
      {"default-src 'self'; object-src *", 80},
      {"default-src 'self'; connect-src http://a.example", 80},
      {"script-src 'self'", 80},
      {"default-src https:", 80},
  };
  for (const Scored& row : rows) {
    EXPECT_EQ(score(parse(row.policy)).value, row.value) << row.policy;
    EXPECT_FALSE(score(parse(row.policy)).reason.empty());
  }
  EXPECT_EQ(score(parse("default-src 'none'"), false).value, 75);
}

// The page ------------------------------------------------------------------------------------

std::string text_of(const std::string& path) {
  std::ifstream in(std::string(FORMWORK_SOURCE_DIR) + "/" + path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

TEST(CspPage, HoldsTheTableOfKinds) {
  constexpr std::string_view kBegin = "<!-- kinds: generated by tests/unit/csp, do not edit -->\n";
  constexpr std::string_view kEnd = "<!-- end of kinds -->\n";
  std::string table = "| kind | | finds | csp-evaluator |\n|---|---|---|---|\n";
  for (const LintKind& kind : lint_kinds())
    table += "| `" + std::string(kind.id) + "` | " + std::string(name(kind.severity)) + " | " +
             std::string(kind.meaning) + " | " + std::string(kind.evaluator) + " |\n";
  const std::string page = text_of("docs/csp.md");
  const std::size_t begin = page.find(kBegin);
  const std::size_t end = page.find(kEnd);
  ASSERT_NE(begin, std::string::npos);
  ASSERT_NE(end, std::string::npos);
  const std::size_t from = begin + kBegin.size();
  if (const char* const update = std::getenv("UPDATE_GOLDEN");
      update != nullptr && *update == '1') {
    std::ofstream(std::string(FORMWORK_SOURCE_DIR) + "/docs/csp.md", std::ios::binary)
        << page.substr(0, from) << table << page.substr(end);
    GTEST_SKIP() << "docs/csp.md rewritten";
  }
  EXPECT_EQ(page.substr(from, end - from), table)
      << "run with UPDATE_GOLDEN=1 and look at the difference";
}

// What the profile `strict` of the spec makes of one listed script: nothing that is to be mended,
// and of csp-evaluator's kinds but the two sources that are there for old browsers.
TEST(Lint, TheStrictProfileHasNothingToMend) {
  const std::string_view strict =
      "base-uri 'none'; default-src 'self'; form-action 'self'; frame-ancestors 'none'; object-src "
      "'none'; report-to csp; report-uri https://reports.acme.example/csp; "
      "require-trusted-types-for 'script'; script-src 'strict-dynamic' 'unsafe-inline' https: "
      "'sha256-RFWPLDbv2BY+rCkDzsE+0fr8ylGr2R2faWMhq4lfEQc='; trusted-types 'none'";
  EXPECT_EQ(told(strict, Severity::warning), "");
  EXPECT_EQ(told(strict, Severity::note),
            "ignored-source(script-src 'unsafe-inline') ignored-source(script-src https:)");
  EXPECT_EQ(score(parse(strict)).value, 105);
}

}  // namespace
}  // namespace formwork::csp
