// Saved response headers, and what is said of the policy in them.
#include "csp/live.h"

#include <gtest/gtest.h>

namespace formwork::csp {
namespace {

/// `200 a=1 b=2 | 301 …`, then `line: message` of each problem.
std::string read(std::string_view text) {
  std::vector<HeaderProblem> problems;
  std::string out;
  for (const Hop& hop : parse_headers(text, problems)) {
    if (!out.empty()) out += " | ";
    out += std::to_string(hop.status);
    for (const HeaderField& field : hop.fields) out += " " + field.name + "=" + field.value;
  }
  for (const HeaderProblem& problem : problems)
    out += "; " + std::to_string(problem.line) + ": " + problem.message;
  return out;
}

TEST(ResponseHeaders, AreReadInEveryFormThatCurlPrints) {
  struct Row {
    std::string_view what, text, read;
  };
  const Row rows[] = {
      {"HTTP/1.1, CRLF", "HTTP/1.1 200 OK\r\nServer: a\r\nX-B:  c \r\n\r\n", "200 server=a x-b=c"},
      {"HTTP/2", "HTTP/2 200 \r\nserver: a\r\n\r\n", "200 server=a"},
      {"HTTP/3, LF, no blank line at the end", "HTTP/3 204\nserver: a", "204 server=a"},
      {"HTTP/1.0 without a reason", "HTTP/1.0 404\n\n", "404"},
      {"several hops", "HTTP/1.1 301 Moved\nLocation: /x\n\nHTTP/2 200\na: b\n\n",
       "301 location=/x | 200 a=b"},
      {"interim responses",
       "HTTP/1.1 100 Continue\n\nHTTP/1.1 103 Early Hints\nlink: x\n\nHTTP/1.1 "
       "200 OK\na: b\n",
       "200 a=b"},
      {"a proxy's answer to CONNECT", "HTTP/1.1 200 Connection established\n\nHTTP/2 200\na: b\n",
       "200 | 200 a=b"},
      {"the same header twice", "HTTP/2 200\na: 1\nA: 2\n", "200 a=1 a=2"},
      {"an empty value, and one with colons", "HTTP/2 200\na:\nb: c: d\n", "200 a= b=c: d"},
      {"blank lines before and between", "\n\nHTTP/2 200\na: b\n\n\n\n", "200 a=b"},
  };
  for (const Row& row : rows) EXPECT_EQ(read(row.text), row.read) << row.what;
}

TEST(ResponseHeaders, AreRefusedWhereNobodyCouldSayWhatIsMeant) {
  struct Row {
    std::string_view text, problem;
  };
  const Row rows[] = {
      {"", "; 1: there is no response in it"},
      {"HTTP/1.1 100 Continue\n\n", "; 3: there is no response in it"},
      {"server: a\n", "; 1: a status line is due, such as `HTTP/2 200`"},
      {"HTTP/2 200\na: b\n c\n",
       "; 3: a line that goes on the one before it, which HTTP no longer allows (RFC 9112, 5.2)"},
      {"HTTP/2 200\na: b\n\tc\n",
       "; 3: a line that goes on the one before it, which HTTP no longer allows (RFC 9112, 5.2)"},
      {"HTTP/2 200\na : b\n", "; 2: `a ` is no name of a header"},
      {"HTTP/2 200\n:status: 200\n", "; 2: `:status` is no name of a header"},
      {"HTTP/2 200\nno colon\n", "; 2: `no colon` is no header: a `:` is due"},
      {"HTTP/9 200\n", "; 1: `HTTP/9 200` is no status line"},
      {"HTTP/2 20\n", "; 1: `HTTP/2 20` is no status line"},
      {"HTTP/2 200\na: b\x01\n", "; 2: a control character stands in the headers"},
      {"HTTP/2 301\na: b\nHTTP/2 200\n", "; 3: a response begins without a blank line before it"},
  };
  for (const Row& row : rows)
    EXPECT_NE(read(row.text).find(row.problem), std::string::npos) << row.text << "\n"
                                                                   << read(row.text);
}

std::string judged(std::string_view headers, std::string_view policy, bool enforce = true,
                   const Origin& origin = {}, std::string_view tried = {}) {
  std::vector<HeaderProblem> problems;
  const auto hops = parse_headers("HTTP/2 200\n" + std::string(headers), problems);
  EXPECT_TRUE(problems.empty());
  const Expected expected{
      enforce ? "Content-Security-Policy" : "Content-Security-Policy-Report-Only",
      std::string(policy),
      {},
      std::string(tried)};
  std::string out;
  for (const LiveFinding& finding : judge_live(hops.back(), expected, origin)) {
    static constexpr std::string_view kNames[] = {"absent", "weaker", "different", "only-reported",
                                                  "several"};
    out += (out.empty() ? "" : "\n") + std::to_string(finding.line) + " " +
           std::string(kNames[static_cast<std::size_t>(finding.kind)]) + ": " + finding.message;
  }
  return out;
}

TEST(LivePolicy, IsHeldAgainstTheSpec) {
  const std::string_view spec = "default-src 'self'; img-src https:";
  EXPECT_EQ(judged("content-security-policy: img-src https:; default-src 'SELF'", spec), "");
  EXPECT_EQ(judged("a: b", spec), "1 absent: `HTTP/2 200` sends no content security policy");
  EXPECT_EQ(judged("content-security-policy: ;", spec),
            "1 absent: `HTTP/2 200` sends no content security policy");
  EXPECT_EQ(judged("a: b\ncontent-security-policy: default-src 'self'; img-src *", spec),
            "3 weaker: the policy that is served allows more than the spec: it allows "
            "`http://evil.example` in `img-src`, by `*`");
  EXPECT_EQ(
      judged("a: b\ncontent-security-policy: default-src 'self' https:; img-src https:", spec),
      "3 weaker: the policy that is served allows more than the spec: it allows "
      "`https://evil.example` in `default-src`, by `https:`");
  EXPECT_EQ(judged("content-security-policy: default-src 'self'", spec),
            "2 different: the policy that is served blocks what the spec allows: "
            "`https://evil.example` in `img-src`");
  EXPECT_EQ(judged("content-security-policy-report-only: default-src 'self'; img-src https:", spec),
            "2 only-reported: the policy is only reported on, and the spec enforces it");
  EXPECT_EQ(
      judged("content-security-policy: default-src 'self'; img-src https:; report-uri /x", spec),
      "2 different: violations are reported elsewhere than the spec says: `report-uri /x` is "
      "new");
}

TEST(LivePolicy, IsOne) {
  const std::string_view spec = "default-src 'self'";
  const std::string one = "content-security-policy: default-src 'self'\n";
  EXPECT_EQ(judged(one + one, spec),
            "3 several: `content-security-policy` is sent 2 times; browsers follow all of them");
  EXPECT_EQ(judged("content-security-policy: default-src 'self', default-src 'self'", spec),
            "2 several: `content-security-policy` holds 2 policies; browsers follow all of them");
  EXPECT_EQ(judged(one + "content-security-policy-report-only: default-src 'none'", spec),
            "3 several: `content-security-policy-report-only` is sent as well, and the spec wants "
            "none");
}

TEST(LivePolicy, HasTheOneThatIsTriedBesideIt) {
  const std::string one = "content-security-policy: default-src 'self'\n";
  const std::string two = "content-security-policy-report-only: script-src 'none'\n";
  const auto tried = [](const std::string& headers) {
    return judged(headers, "default-src 'self'", true, {}, "script-src 'none'");
  };
  EXPECT_EQ(tried(one + two), "");
  EXPECT_EQ(tried(two + one), "");
  EXPECT_EQ(tried(one),
            "1 absent: `HTTP/2 200` sends no `content-security-policy-report-only`, which is tried "
            "beside the enforced policy");
  EXPECT_EQ(tried(two), "1 absent: `HTTP/2 200` sends no content security policy");
  EXPECT_EQ(tried("content-security-policy-report-only: default-src 'self'"),
            "2 only-reported: the policy is only reported on, and the spec enforces it");
  EXPECT_EQ(tried(one + two + two),
            "4 several: `content-security-policy-report-only` is sent 2 times; browsers follow all "
            "of them");
  EXPECT_EQ(tried(one + "content-security-policy-report-only: script-src 'self'"),
            "3 different: the policy that is tried is another than the spec's: `script-src` gains "
            "`'self'`, `script-src` loses `'none'`");
}

TEST(LivePolicy, FollowsTheMode) {
  EXPECT_EQ(judged("content-security-policy-report-only: default-src 'self'", "default-src 'self'",
                   false),
            "");
  EXPECT_EQ(judged("content-security-policy: default-src 'self'", "default-src 'self'", false),
            "2 different: a policy is enforced, and the spec only reports on it");
  EXPECT_EQ(judged("content-security-policy: default-src 'self'", ""),
            "2 different: a policy is sent, and the spec wants none");
  EXPECT_EQ(judged("a: b", ""), "");
}

TEST(LivePolicy, KnowsThePagesOwnHost) {
  EXPECT_EQ(judged("content-security-policy: img-src https://shop.example wss://shop.example",
                   "img-src 'self'", true, {.host = "shop.example"}),
            "");
  EXPECT_NE(judged("content-security-policy: img-src https://shop.example", "img-src 'self'"), "");
}

std::string judged_headers(std::string_view headers) {
  std::vector<HeaderProblem> problems;
  const auto hops = parse_headers("HTTP/2 200\n" + std::string(headers), problems);
  EXPECT_TRUE(problems.empty());
  const Expected expected{.header = "Content-Security-Policy",
                          .policy = "",
                          .others = {{{"referrer-policy", "no-referrer"},
                                      {"strict-transport-security", "max-age=31536000"}}}};
  std::string out;
  for (const LiveFinding& finding : judge_live(hops.back(), expected, {})) {
    EXPECT_FALSE(finding.of_policy);
    out += (out.empty() ? "" : "\n") + std::to_string(finding.line) + " " +
           std::to_string(static_cast<int>(finding.kind)) + ": " + finding.message;
  }
  return out;
}

TEST(LiveHeaders, AreHeldAgainstTheSpec) {
  const std::string right =
      "referrer-policy: no-referrer\nstrict-transport-security: MAX-AGE=31536000\n";
  EXPECT_EQ(judged_headers(right), "");
  EXPECT_EQ(judged_headers(right + "server: x\ncross-origin-embedder-policy: unsafe-none\n"), "");
  EXPECT_EQ(judged_headers("referrer-policy: no-referrer\n"),
            "1 0: `HTTP/2 200` sends no `Strict-Transport-Security`");
  EXPECT_EQ(
      judged_headers("a: b\nreferrer-policy: unsafe-url\nstrict-transport-security: max-age=300\n"),
      "3 1: `Referrer-Policy` protects less than the spec: it means `unsafe-url` instead of "
      "`no-referrer`\n4 1: `Strict-Transport-Security` protects less than the spec: it holds for "
      "300 seconds instead of 31536000");
  EXPECT_EQ(
      judged_headers("referrer-policy: same-origin\nstrict-transport-security: max-age=31536000\n"),
      "2 2: `Referrer-Policy` is another than the spec's: it means `same-origin` instead of "
      "`no-referrer`");
  // Twice: told, and read as browsers do, which is another value here.
  EXPECT_EQ(judged_headers(right + "referrer-policy: unsafe-url\n"),
            "4 4: `Referrer-Policy` is sent 2 times\n2 1: `Referrer-Policy` protects less than the "
            "spec: it means `unsafe-url` instead of `no-referrer`");
  EXPECT_EQ(
      judged_headers(right + "x-frame-options: DENY\n"),
      "4 2: `X-Frame-Options` is another than the spec's: it means `deny` instead of nothing");
}

}  // namespace
}  // namespace formwork::csp
