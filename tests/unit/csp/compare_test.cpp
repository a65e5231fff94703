// Comparison: what is known of it, and random pairs of policies held against an enumeration of
// questions that a second reading of the specification answers (oracle.h).
#include "csp/compare.h"

#include "oracle.h"

#include <gtest/gtest.h>

#include <map>
#include <random>

namespace formwork::csp {
namespace {

Comparison compared(std::string_view base, std::string_view head) {
  return compare(parse_list(base), parse_list(head));
}

struct Row {
  std::string_view base, head;
  Verdict verdict;
};

TEST(CompareCsp, KnowsWhichIsWeaker) {
  using enum Verdict;
  const Row rows[] = {
      {"img-src 'self'", "img-src 'self'", equal},
      {"img-src 'self' a.example", "img-src a.example 'SELF'", equal},
      {"img-src https:", "img-src *", weaker},
      {"img-src https://*.a.example", "img-src https:", weaker},
      {"img-src https://b.a.example/x", "img-src https://*.a.example", weaker},
      {"img-src https://a.example/x/", "img-src https://a.example/x/y", stricter},
      {"img-src https://a.example/x/", "img-src https://a.example/x", incomparable},
      {"img-src *.a.example", "img-src a.example", incomparable},
      {"img-src http://a.example", "img-src https://a.example", stricter},
      {"connect-src ws://a.example", "connect-src wss://a.example", stricter},
      {"connect-src *", "connect-src 'self'", stricter},
      {"connect-src *", "connect-src * wss:", equal},
      {"connect-src https:", "connect-src https: wss:", weaker},
      {"img-src https://a.example:443", "img-src https://a.example", equal},
      {"img-src https://a.example:8443", "img-src https://a.example:*", weaker},
      {"img-src a.example", "img-src https://a.example", equal},  // the page is served by HTTPS
      {"img-src 'none'", "img-src", equal},
      {"img-src 'none'", "img-src 'none' a.example", weaker},
      {"img-src https:", "img-src https: a.example", equal},
      {"default-src 'self'; img-src 'self'", "default-src 'self'", equal},
      {"default-src 'self'", "default-src 'self'; img-src https:", weaker},
      {"default-src 'self'", "img-src 'self'", weaker},
      {"script-src 'self'; worker-src 'self'", "script-src 'self'", equal},
      {"child-src 'self'", "frame-src 'self'; worker-src 'self'", equal},
      {"script-src 'self'", "script-src 'self' 'unsafe-inline'", weaker},
      {"script-src 'self' 'sha256-ab'", "script-src 'self' 'sha256-ab' 'unsafe-inline'", equal},
      {"script-src 'self'", "script-src 'self' 'unsafe-eval'", weaker},
      {"script-src 'self' 'unsafe-eval'", "script-src 'self' 'wasm-unsafe-eval'", stricter},
      {"script-src 'self'", "script-src 'self' 'report-sample'", equal},
      {"script-src https: 'nonce-ab'", "script-src 'nonce-ab'", stricter},
      {"script-src 'nonce-ab' https: 'strict-dynamic'", "script-src 'nonce-ab' 'strict-dynamic'",
       equal},
      {"script-src 'nonce-ab'", "script-src 'nonce-ab' 'strict-dynamic'", weaker},
      {"script-src 'self' 'nonce-ab'", "script-src 'self' 'nonce-ab' 'strict-dynamic'",
       incomparable},
      {"style-src 'sha256-ab'", "style-src 'sha256-ab' 'unsafe-hashes'", weaker},
      {"script-src 'sha256-a-_'", "script-src 'SHA256-a+/'", equal},
      {"base-uri 'none'", "", weaker},
      {"frame-ancestors 'none'", "frame-ancestors 'self'", weaker},
      {"form-action 'self'", "form-action https:", weaker},
      {"default-src 'none'", "default-src 'none'; frame-ancestors 'none'", stricter},
      {"sandbox", "sandbox allow-scripts", weaker},
      {"sandbox allow-scripts", "sandbox Allow-Scripts allow-unknown", equal},
      {"sandbox allow-top-navigation",
       "sandbox allow-top-navigation allow-top-navigation-by-user-activation", equal},
      {"sandbox", "", weaker},
      {"upgrade-insecure-requests", "", weaker},
      {"require-trusted-types-for 'script'", "", weaker},
      {"require-trusted-types-for 'Script'", "", equal},
      {"trusted-types a", "trusted-types a b", weaker},
      {"trusted-types a", "trusted-types A", incomparable},
      {"trusted-types *", "trusted-types a", stricter},
      {"trusted-types a", "trusted-types a 'allow-duplicates'", weaker},
      {"trusted-types 'none'", "trusted-types", equal},
      {"webrtc 'block'", "", weaker},
      {"webrtc 'allow'", "", equal},
      {"default-src 'self'; report-uri /a", "default-src 'self'; report-to b", equal},
      {"script-src 'self'; navigate-to a.example", "script-src 'self'", equal},
      {"connect-src https:", "connect-src https: 'unsafe-webtransport-hashes'", weaker},
      {"script-src 'self'", "script-src 'self' 'inline-speculation-rules'", weaker},
      {"script-src 'self'; require-trusted-types-for 'script'",
       "script-src 'self' 'trusted-types-eval'; require-trusted-types-for 'script'", weaker},
      {"script-src 'self'", "script-src 'self' 'trusted-types-eval'", equal},
  };
  for (const Row& row : rows) {
    EXPECT_EQ(name(compared(row.base, row.head).verdict), name(row.verdict))
        << row.base << " | " << row.head;
    const Verdict back = row.verdict == weaker     ? stricter
                         : row.verdict == stricter ? weaker
                                                   : row.verdict;
    EXPECT_EQ(name(compared(row.head, row.base).verdict), name(back))
        << row.head << " | " << row.base;
  }
}

TEST(CompareCsp, ReadsListsAsIntersections) {
  using enum Verdict;
  const Row rows[] = {
      {"img-src a.example", "img-src a.example, img-src b.example", stricter},
      {"img-src 'none'", "img-src a.example, img-src b.example", equal},
      // After a redirect paths do not count, and both let the host pass.
      {"img-src 'none'", "img-src a.example/x, img-src a.example/y", weaker},
      {"img-src a.example", "img-src *, img-src a.example", equal},
      {"", "img-src a.example", stricter},
      {"script-src 'nonce-ab', script-src 'sha256-ab'", "script-src 'none'", stricter},
      {"sandbox allow-scripts, sandbox allow-forms", "sandbox", equal},
      {"sandbox allow-scripts", "sandbox allow-scripts, sandbox allow-forms", stricter},
  };
  for (const Row& row : rows) {
    EXPECT_EQ(name(compared(row.base, row.head).verdict), name(row.verdict))
        << row.base << " | " << row.head;
  }
}

std::string told(std::string_view base, std::string_view head, CompareOptions options = {}) {
  std::string out;
  for (const Weakening& w : weakenings(compare(parse_list(base), parse_list(head), options))) {
    out += w.directive + "|" + w.source + "|" + w.witness + "\n";
  }
  return out;
}

TEST(WeakenedCsp, NamesDirectiveSourceAndWitness) {
  EXPECT_EQ(told("script-src 'self'", "script-src 'self' https:"),
            "script-src|https:|https://evil.example\n");
  EXPECT_EQ(told("script-src 'self'", "script-src 'self' https://cdn.example *.b.example"),
            "script-src|*.b.example|https://any.b.example\n"
            "script-src|https://cdn.example|https://cdn.example\n");
  EXPECT_EQ(told("default-src 'self'", "default-src 'self' https:"),
            "default-src|https:|https://evil.example\n");
  EXPECT_EQ(told("default-src 'self'; base-uri 'none'", "default-src 'self'"),
            "base-uri||https://evil.example\n");
  EXPECT_EQ(told("script-src 'self'", "script-src 'self' 'unsafe-inline' 'unsafe-eval'"),
            "script-src|'unsafe-eval'|`eval` and its like\n"
            "script-src|'unsafe-inline'|event handler attributes\n");
  EXPECT_EQ(told("script-src 'self'", "script-src 'self' https://a.example/x.js"),
            "script-src|https://a.example/x.js|https://a.example/x.js\n");
  EXPECT_EQ(told("script-src *.example", "script-src *"), "script-src|*|https://evil.example1\n");
  EXPECT_EQ(told("script-src 'none'", "script-src 'self'"),
            "script-src|'self'|the page's own origin\n");
  EXPECT_EQ(told("connect-src https:", "connect-src https: 'self'"),
            "connect-src|'self'|`wss:` at the page's own host\n");
  EXPECT_EQ(told("connect-src 'self'", "connect-src https:").find("self.invalid"),
            std::string::npos);
}

TEST(WeakenedCsp, WithoutNamesLooksAtWhatEveryEnvironmentHas) {
  const CompareOptions options{.names = false};
  EXPECT_EQ(told("img-src https://a.dev.example", "img-src https://a.example", options), "");
  EXPECT_EQ(told("img-src https://a.dev.example", "img-src https:", options),
            "img-src|https:|https://evil.example\n");
  EXPECT_EQ(told("script-src 'sha256-ab'", "script-src 'unsafe-inline'", options),
            "script-src|'unsafe-inline'|event handler attributes\n");
}

// The oracle ----------------------------------------------------------------------------------

const std::vector<std::string> kSources = {"'self'",
                                           "'none'",
                                           "*",
                                           "https:",
                                           "http:",
                                           "ws:",
                                           "wss:",
                                           "data:",
                                           "blob:",
                                           "a.example",
                                           "*.example",
                                           "*.a.example",
                                           "b.a.example",
                                           "https://a.example",
                                           "http://a.example",
                                           "wss://a.example",
                                           "ws://b.a.example",
                                           "https://*.a.example",
                                           "https://*",
                                           "http://*:*",
                                           "*:8080",
                                           "a.example:8080",
                                           "https://a.example:*",
                                           "http://a.example:80",
                                           "https://a.example:443",
                                           "a.example/x",
                                           "a.example/x/",
                                           "a.example/x/y",
                                           "https://a.example/",
                                           "b.a.example/x",
                                           "192.0.2.1"};
const std::vector<std::string> kCode = {"'unsafe-inline'",  "'unsafe-eval'",   "'wasm-unsafe-eval'",
                                        "'strict-dynamic'", "'unsafe-hashes'", "'report-sample'",
                                        "'nonce-aa'",       "'nonce-bb'",      "'sha256-aa'",
                                        "'sha384-bb'",      "'SHA256-aa'"};
const std::vector<std::string> kNames = {
    "default-src", "script-src",     "script-src-elem", "script-src-attr",
    "style-src",   "style-src-elem", "style-src-attr",  "img-src",
    "connect-src", "worker-src",     "child-src",       "frame-src",
    "object-src",  "base-uri",       "form-action",     "frame-ancestors"};

/// Every question that the vocabulary can tell apart. Of one policy a nonce, a hash or a URL
/// decides; of several each may ask for another of them, so that all go `together`.
std::vector<oracle::Question> make_questions(bool together) {
  {
    std::vector<oracle::Url> urls;
    for (const std::string scheme : {"https", "http", "wss", "ws", "other"}) {
      for (const std::string host : {"evil.test", "c.example", "a.example", "b.a.example",
                                     "c.a.example", "self.invalid", "192.0.2.1"}) {
        for (const std::string port : {"", "8080", "9999"}) {
          for (const std::string path : {"/", "/x", "/x/", "/x/y", "/x/z", "/z"}) {
            for (const int redirects : {0, 1})
              urls.push_back({scheme, host, port, path, host != "192.0.2.1", redirects});
          }
        }
      }
      // A port that is another scheme's default.
      urls.push_back({scheme, "a.example", scheme == "https" || scheme == "wss" ? "80" : "443",
                      "/x", true, 0});
    }
    for (const std::string scheme : {"data", "blob", "other"})
      urls.push_back({scheme, "", "", "", false, 0});
    std::vector<oracle::Question> out;
    for (const std::string directive :
         {"img-src", "connect-src", "frame-src", "object-src", "base-uri", "form-action"}) {
      for (const oracle::Url& url : urls) {
        if (url.redirects != 0 && directive == "base-uri") continue;
        // Only connections have the URLs of web sockets.
        if (url.scheme.starts_with("ws") && directive != "connect-src") continue;
        out.push_back({directive, oracle::Question::request, url, {}, {}, {}, true});
      }
    }
    for (const oracle::Url& url : urls) {
      if (url.scheme.starts_with("ws")) continue;
      out.push_back({"worker-src", oracle::Question::request, url, {}, {}, {}, false});
      if (url.path == "/" && url.redirects == 0 && !url.host.empty())
        out.push_back({"frame-ancestors", oracle::Question::request, url, {}, {}, {}, true});
      const bool stranger = url.host.empty() || (url.host == "evil.test" && url.path == "/");
      for (const std::string nonce : {"", "aa", "bb"}) {
        if (!nonce.empty() && !stranger && !together) continue;
        out.push_back({"style-src-elem", oracle::Question::request, url, {}, nonce, {}, true});
        for (const std::string hash : {"", "sha256aa", "sha384bb"}) {
          if (!hash.empty() && !stranger && !together) continue;
          for (const bool parser : {true, false})
            out.push_back(
                {"script-src-elem", oracle::Question::request, url, {}, nonce, hash, parser});
        }
      }
    }
    const std::pair<std::string, std::string> types[] = {{"script", "script-src-elem"},
                                                         {"navigation", "script-src-elem"},
                                                         {"script attribute", "script-src-attr"},
                                                         {"style", "style-src-elem"},
                                                         {"style attribute", "style-src-attr"}};
    for (const auto& [type, directive] : types) {
      for (const std::string nonce : {"", "aa", "bb"}) {
        for (const std::string hash : {"", "sha256aa", "sha384bb"}) {
          for (const bool parser : {true, false})
            out.push_back(
                {directive, oracle::Question::inline_code, {}, type, nonce, hash, parser});
        }
      }
    }
    out.push_back({"script-src", oracle::Question::eval, {}, {}, {}, {}, true});
    out.push_back({"script-src", oracle::Question::wasm, {}, {}, {}, {}, true});
    return out;
  }
}

const std::vector<oracle::Question>& questions(bool together) {
  static const auto kEach = make_questions(false);
  static const auto kTogether = make_questions(true);
  return together ? kTogether : kEach;
}

class Random {
 public:
  explicit Random(unsigned seed) : engine_(seed) {}
  std::size_t below(std::size_t n) { return engine_() % n; }
  const std::string& of(const std::vector<std::string>& list) { return list[below(list.size())]; }

  std::string policy() {
    std::string out;
    const std::size_t count = below(5);
    for (std::size_t i = 0; i < count; ++i) {
      const std::string& name = of(kNames);
      out += name;
      const std::size_t sources = below(4);
      const bool code = name == "default-src" || name.starts_with("s");
      for (std::size_t k = 0; k < sources; ++k) out += " " + source(code);
      out += "; ";
    }
    return out;
  }
  /// The policy with one or two sources or directives more, less or exchanged.
  std::string neighbour(const std::string& policy) {
    Policy parsed = parse(policy);
    for (std::size_t i = 0; i <= below(2); ++i) {
      if (parsed.directives.empty()) return this->policy();
      Directive& d = parsed.directives[below(parsed.directives.size())];
      switch (below(4)) {
        case 0:
          d.values.push_back(source(true));
          break;
        case 1:
          if (!d.values.empty()) d.values.erase(d.values.begin());
          break;
        case 2:
          if (!d.values.empty()) d.values.back() = source(true);
          break;
        default:
          parsed.directives.push_back({of(kNames), {source(true)}});
      }
    }
    return serialize(parsed);
  }

 private:
  std::string source(bool code) { return code && below(2) == 0 ? of(kCode) : of(kSources); }
  std::mt19937 engine_;
};

bool all_allow(const std::vector<oracle::Policy>& policies, const oracle::Question& q) {
  return std::all_of(policies.begin(), policies.end(),
                     [&](const oracle::Policy& p) { return oracle::allowed(p, q); });
}

/// The verdict of the enumeration, by effective directive.
std::map<std::string, Verdict> enumerated(const std::vector<std::string>& base,
                                          const std::vector<std::string>& head) {
  std::vector<oracle::Policy> was, is;
  for (const std::string& text : base) was.push_back(oracle::parse(text));
  for (const std::string& text : head) is.push_back(oracle::parse(text));
  std::map<std::string, std::pair<bool, bool>> found;
  for (const oracle::Question& q : questions(base.size() > 1 || head.size() > 1)) {
    auto& [more, less] = found[q.directive];
    if (more && less) continue;
    const bool before = all_allow(was, q), after = all_allow(is, q);
    more = more || (after && !before);
    less = less || (before && !after);
  }
  std::map<std::string, Verdict> out;
  for (const auto& [directive, pair] : found) {
    out[directive] = pair.first && pair.second ? Verdict::incomparable
                     : pair.first              ? Verdict::weaker
                     : pair.second             ? Verdict::stricter
                                               : Verdict::equal;
  }
  return out;
}

std::vector<Policy> parsed(const std::vector<std::string>& texts) {
  std::vector<Policy> out;
  for (const std::string& text : texts) out.push_back(parse(text));
  return out;
}

void agree(const std::vector<std::string>& base, const std::vector<std::string>& head,
           std::map<Verdict, int>& seen) {
  const auto expected = enumerated(base, head);
  for (const DirectiveComparison& one : compare(parsed(base), parsed(head)).directives) {
    const auto it = expected.find(one.directive);
    if (it == expected.end()) continue;
    ++seen[it->second];
    ASSERT_EQ(name(one.verdict), name(it->second))
        << one.directive << "\n  " << ::testing::PrintToString(base) << "\n  "
        << ::testing::PrintToString(head)
        << (one.gained.empty() ? "" : "\n  gained " + one.gained[0].text)
        << (one.lost.empty() ? "" : "\n  lost " + one.lost[0].text);
  }
}

TEST(CompareCsp, AgreesWithTheEnumerationOnRandomPairs) {
  Random random(20261130);
  std::map<Verdict, int> seen;
  for (int i = 0; i < 3000 && !HasFatalFailure(); ++i) {
    const std::string base = random.policy();
    agree({base}, {i % 2 == 0 ? random.policy() : random.neighbour(base)}, seen);
  }
  // Each verdict is met often enough to mean something.
  for (const Verdict v :
       {Verdict::equal, Verdict::stricter, Verdict::weaker, Verdict::incomparable})
    EXPECT_GT(seen[v], 100) << name(v);
}

TEST(CompareCsp, AgreesWithTheEnumerationOnRandomLists) {
  Random random(7);
  std::map<Verdict, int> seen;
  for (int i = 0; i < 300 && !HasFatalFailure(); ++i) {
    std::vector<std::string> base, head;
    for (std::size_t k = 0; k < 1 + random.below(2); ++k) base.push_back(random.policy());
    head = base;
    if (random.below(2) == 0) head.push_back(random.policy());
    head[0] = random.neighbour(head[0]);
    agree(base, head, seen);
  }
  EXPECT_GT(seen[Verdict::incomparable], 5);
}

}  // namespace
}  // namespace formwork::csp
