// CSP3, algorithm by algorithm: each row names the step it is about.
// https://www.w3.org/TR/CSP3/
#include "csp/match.h"

#include <gtest/gtest.h>

namespace formwork::csp {
namespace {

TEST(ParseSerializedCsp, StepByStep) {
  struct Row {
    std::string_view step, text, result;
  };
  const Row rows[] = {
      {"3: strictly split on semicolons", "a 1;b 2", "a 1; b 2"},
      {"3: an empty policy has no tokens", "", ""},
      {"3.1: strip leading and trailing white space", " \t\n\f\r a 1 \t\n\f\r ", "a 1"},
      {"3.1: a vertical tab is none", "\va 1", "\va 1"},
      {"3.2: an empty token is passed over", ";; a 1 ; ;", "a 1"},
      {"3.2: a token that is not ASCII is passed over", "a \xC3\xA9; b 1; \xFF", "b 1"},
      {"3.3: the name ends at white space", "a\t1;b\f2;c\n3;d\r4", "a 1; b 2; c 3; d 4"},
      {"3.3: and takes whatever else stands there", "a: 1; b=2 3", "a: 1; b=2 3"},
      {"3.4: in lower case", "ScRiPt-sRc 'Self'", "script-src 'Self'"},
      {"3.5: the first of a name counts", "a 1; A 2; b 3; a 4", "a 1; b 3"},
      {"3.5: also where the first is empty", "a; a 1", "a"},
      {"3.6: the value is split on white space", "a  1\t2\n3\f4\r5", "a 1 2 3 4 5"},
      {"3.7, 3.8: in the order they are written", "b 1; a 2; c", "b 1; a 2; c"},
      {"serialized-directive: a value may be absent", "upgrade-insecure-requests",
       "upgrade-insecure-requests"},
  };
  for (const Row& row : rows) EXPECT_EQ(serialize(parse(row.text)), row.result) << row.step;
}

TEST(ParseResponseCsps, StepByStep) {
  struct Row {
    std::string_view step, value;
    std::vector<std::string> policies;
  };
  const Row rows[] = {
      {"2: header values are split at commas", "a 1, b 2", {"a 1", "b 2"}},
      {"2: a comma within a directive begins a policy as well", "a 1,2; b", {"a 1", "2; b"}},
      {"2.1: each is parsed for itself, so names repeat", "a 1, a 2", {"a 1", "a 2"}},
      {"2.2: one without directives is left out", ",; , a 1,", {"a 1"}},
      {"1, 4: none gives an empty list", "", {}},
  };
  for (const Row& row : rows) {
    std::vector<std::string> found;
    for (const Policy& policy : parse_list(row.value)) found.push_back(serialize(policy));
    EXPECT_EQ(found, row.policies) << row.step;
  }
}

std::string kind_of(std::string_view text) {
  const Source s = parse_source(text);
  switch (s.kind) {
    case SourceKind::none:
      return "none";
    case SourceKind::keyword:
      return "keyword " + s.keyword;
    case SourceKind::nonce:
      return "nonce " + s.value;
    case SourceKind::hash:
      return "hash " + s.algorithm + " " + s.value;
    case SourceKind::scheme:
      return "scheme " + s.scheme;
    case SourceKind::host:
      return "host " + s.scheme + "|" + s.host + "|" + s.port + "|" + s.path;
    case SourceKind::invalid:
      return "invalid";
  }
  return {};
}

TEST(SourceExpression, HasTheGrammarOfSection231) {
  struct Row {
    std::string_view text, kind;
  };
  const Row rows[] = {
      // keyword-source, 'none': ABNF texts have no case
      {"'none'", "none"},
      {"'NONE'", "none"},
      {"'self'", "keyword self"},
      {"'Unsafe-Inline'", "keyword unsafe-inline"},
      {"'unsafe-eval'", "keyword unsafe-eval"},
      {"'strict-dynamic'", "keyword strict-dynamic"},
      {"'unsafe-hashes'", "keyword unsafe-hashes"},
      {"'report-sample'", "keyword report-sample"},
      {"'unsafe-allow-redirects'", "keyword unsafe-allow-redirects"},
      {"'wasm-unsafe-eval'", "keyword wasm-unsafe-eval"},
      {"'trusted-types-eval'", "keyword trusted-types-eval"},
      {"'report-sha256'", "keyword report-sha256"},
      {"'report-sha384'", "keyword report-sha384"},
      {"'report-sha512'", "keyword report-sha512"},
      {"'unsafe-webtransport-hashes'", "keyword unsafe-webtransport-hashes"},
      {"'inline-speculation-rules'", "keyword inline-speculation-rules"},
      {"'invented'", "invalid"},
      {"'self", "invalid"},
      {"''", "invalid"},
      // scheme-source
      {"https:", "scheme https"},
      {"DATA:", "scheme data"},
      {"a+b-c.d1:", "scheme a+b-c.d1"},
      {"1a:", "invalid"},
      {":", "invalid"},
      // host-source
      {"*", "host |*||"},
      {"example", "host |example||"},
      {"EXAMPLE.com", "host |example.com||"},
      {"a.example.", "host |a.example.||"},
      {"*.a.example", "host |*.a.example||"},
      {"*a.example", "invalid"},
      {"a.*.example", "invalid"},
      {"*.", "invalid"},
      {"a..example", "invalid"},
      {".example", "invalid"},
      {"a_b.example", "invalid"},  // host-char = ALPHA / DIGIT / "-"
      {"b\xC3\xBC.example", "invalid"},
      {"HTTPS://a.example", "host https|a.example||"},
      {"https://*:8080", "host https|*|8080|"},
      {"//a.example", "invalid"},
      {"https://", "invalid"},
      {"127.0.0.1:80", "host |127.0.0.1|80|"},
      {"[::1]", "invalid"},
      // port-part = 1*DIGIT / "*"
      {"a.example:0443", "host |a.example|443|"},
      {"a.example:*", "host |a.example|*|"},
      {"a.example:", "scheme a.example"},  // and so a scheme-source
      {"a_b.example:", "invalid"},
      {"a.example:8a", "invalid"},
      {"a.example:0", "host |a.example|0|"},
      // path-part = path-absolute
      {"a.example/", "host |a.example||/"},
      {"a.example/x/Y%20z;", "invalid"},
      {"a.example/x/Y%20z", "host |a.example||/x/Y%20z"},
      {"a.example/x//y", "host |a.example||/x//y"},
      {"a.example//x", "invalid"},
      {"a.example/x%2", "invalid"},
      {"a.example/x?y", "invalid"},
      {"a.example/x#y", "invalid"},
      {"a.example/@a:b!$&'()*+=~._-", "host |a.example||/@a:b!$&'()*+=~._-"},
      // nonce-source, hash-source, base64-value
      {"'nonce-Ab+/-_9=='", "nonce Ab+/-_9=="},
      {"'NONCE-Ab'", "nonce Ab"},
      {"'nonce-'", "invalid"},
      {"'nonce-a==='", "invalid"},
      {"'nonce-a=b'", "invalid"},
      {"'nonce-a b'", "invalid"},
      {"'sha256-Ab-_'", "hash sha256 Ab+/"},
      {"'SHA384-Ab'", "hash sha384 Ab"},
      {"'sha512-Ab='", "hash sha512 Ab="},
      {"'sha1-Ab'", "invalid"},
      {"'sha256-'", "invalid"},
  };
  for (const Row& row : rows) EXPECT_EQ(kind_of(row.text), row.kind) << row.text;
}

TEST(SchemePart, MatchesStepByStep) {
  struct Row {
    std::string_view step, a, b;
    bool matches;
  };
  const Row rows[] = {
      {"1.1: the same", "https", "https", true},
      {"1.1", "data", "data", true},
      {"1.2: http, https", "http", "https", true},
      {"1.3: ws, wss", "ws", "wss", true},
      {"1.3: ws, http", "ws", "http", true},
      {"1.3: ws, https", "ws", "https", true},
      {"1.4: wss, https", "wss", "https", true},
      {"2: it is not symmetric", "https", "http", false},
      {"2", "wss", "ws", false},
      {"2", "wss", "http", false},
      {"2", "http", "ws", false},
      {"2", "https", "wss", false},
      {"2", "data", "blob", false},
  };
  for (const Row& row : rows)
    EXPECT_EQ(scheme_part_matches(row.a, row.b), row.matches) << row.step << " " << row.a;
}

Url url(std::string_view text) {
  const auto parsed = parse_url(text);
  EXPECT_TRUE(parsed) << text;
  return parsed.value_or(Url{});
}

TEST(HostPart, MatchesStepByStep) {
  struct Row {
    std::string_view step, pattern, host;
    bool matches;
  };
  const Row rows[] = {
      {"1: an address is no domain", "*", "192.0.2.1", false},
      {"1: not even where it is named", "127.0.0.1", "127.0.0.1", false},
      {"1", "*", "[::1]", false},
      {"2: a star takes every domain", "*", "a.example", true},
      {"3.2: what ends so, dot and all", "*.a.example", "b.a.example", true},
      {"3.2: at any depth", "*.a.example", "c.b.a.example", true},
      {"3.3: the domain itself does not", "*.a.example", "a.example", false},
      {"3.3: nor what only looks so", "*.a.example", "xa.example", false},
      {"4: another domain", "a.example", "b.a.example", false},
      {"5: the same", "a.example", "a.example", true},
  };
  for (const Row& row : rows)
    EXPECT_EQ(host_part_matches(row.pattern, url("https://" + std::string(row.host))), row.matches)
        << row.step;
}

TEST(PortPart, MatchesStepByStep) {
  struct Row {
    std::string_view step, port, url;
    bool matches;
  };
  const Row rows[] = {
      {"2: a star", "*", "https://a.example:8443", true},
      {"3, 4: null and null", "", "https://a.example", true},
      {"4: the same number", "8443", "https://a.example:8443", true},
      {"5.2: the scheme's default", "443", "https://a.example", true},
      {"5.2", "80", "http://a.example", true},
      {"5.2", "443", "wss://a.example", true},
      {"5.2", "80", "ws://a.example", true},
      {"6: another scheme's default", "80", "https://a.example", false},
      {"6: null and a number", "", "https://a.example:8443", false},
      {"6: two numbers", "8080", "https://a.example:8443", false},
  };
  for (const Row& row : rows)
    EXPECT_EQ(port_part_matches(row.port, url(row.url)), row.matches) << row.step;
}

TEST(PathPart, MatchesStepByStep) {
  struct Row {
    std::string_view step, a, b;
    bool matches;
  };
  const Row rows[] = {
      {"1: empty", "", "/x", true},
      {"2: / and nothing", "/", "", true},
      {"3, 7: what begins so, where A ends in /", "/x/", "/x/y/z", true},
      {"3, 7", "/", "/x", true},
      {"5: A is longer", "/x/y", "/x", false},
      {"5: a folder is not its name", "/x/", "/x", false},
      {"6: exact, where A does not end in /", "/x", "/x/y", false},
      {"6", "/x", "/x/", false},
      {"8.2, 8.3: percent-decoded", "/%78/y%20z", "/x/y%20z", true},
      {"8.3: an escaped slash is no separator", "/x%2Fy", "/x/y", false},
      {"8.4: another piece", "/x/y", "/x/z", false},
      {"8.4: paths have case", "/X", "/x", false},
      {"9", "/x/y", "/x/y", true},
  };
  for (const Row& row : rows) EXPECT_EQ(path_part_matches(row.a, row.b), row.matches) << row.step;
}

TEST(UrlAndExpression, MatchStepByStep) {
  struct Row {
    std::string_view step, expression, url;
    bool matches;
  };
  const Row rows[] = {
      {"1.1: * takes HTTP and HTTPS", "*", "http://192.0.2.1:99/x", true},
      {"1.1", "*", "https://a.example", true},
      {"1: and nothing else", "*", "data:x", false},
      {"1", "*", "other://a.example", false},
      {"1.1, and step 1 of \"establish a WebSocket connection\"", "*", "wss://a.example", true},
      {"1.1, and the same", "*", "ws://a.example", true},
      {"2.1: a scheme that does not fit", "https:", "http://a.example", false},
      {"2.1", "https://a.example", "http://a.example", false},
      {"2.2: a scheme that does", "http:", "https://a.example", true},
      {"2.2: without a host as well", "data:", "data:x", true},
      {"3.1: no host", "https://*", "https:x", false},
      {"3.2: without a scheme the page's own", "a.example", "http://a.example", false},
      {"3.2", "a.example", "https://a.example", true},
      {"3.2: https does not reach wss", "a.example", "wss://a.example", false},
      {"3.3: another host", "a.example", "https://b.example", false},
      {"3.5: another port", "a.example", "https://a.example:8443", false},
      {"3.6: another path", "a.example/x", "https://a.example/y", false},
      {"3.7", "https://*.a.example:8443/x/", "https://b.a.example:8443/x/y", true},
      {"4.1: the same origin", "'self'", "https://page.example/x", true},
      {"4.1: case of the keyword", "'SELF'", "https://page.example/x", true},
      {"4.2: another host", "'self'", "https://a.example", false},
      {"4.2.1: wss of the same host and port", "'self'", "wss://page.example", true},
      {"4.2: another port", "'self'", "https://page.example:8443", false},
      {"4.2: down to http", "'self'", "http://page.example", false},
      {"5: another keyword", "'unsafe-inline'", "https://page.example", false},
      {"5: no expression at all", "a_b.example", "https://a_b.example", false},
  };
  const Origin origin{.host = "page.example"};
  for (const Row& row : rows)
    EXPECT_EQ(matches(parse_source(row.expression), url(row.url), origin), row.matches)
        << row.step << " " << row.expression;
}

TEST(UrlAndExpression, OriginsAndRedirects) {
  Url redirected = url("https://a.example/y");
  redirected.redirected = true;
  EXPECT_TRUE(matches(parse_source("a.example/x"), redirected, {}))
      << "3.6: only where the redirect count is 0";
  const Origin plain{.scheme = "http", .host = "page.example"};
  EXPECT_TRUE(matches(parse_source("'self'"), url("https://page.example"), plain)) << "4.2.1";
  EXPECT_TRUE(matches(parse_source("'self'"), url("ws://page.example"), plain)) << "4.2.2";
  EXPECT_TRUE(matches(parse_source("a.example"), url("https://a.example"), plain)) << "3.2: note";
  const Origin port{.host = "page.example", .port = "8443"};
  EXPECT_TRUE(matches(parse_source("'self'"), url("wss://page.example:8443"), port))
      << "4.2: ports";
  EXPECT_FALSE(matches(parse_source("'self'"), url("https://page.example"), port)) << "4.2: ports";
  EXPECT_TRUE(matches(parse_source("*"), url("custom:x"), {.scheme = "custom"})) << "1.2";
}

SourceList list(std::string_view text) {
  return parse_sources(parse("x " + std::string(text)).directives.front());
}

TEST(UrlAndList, MatchStepByStep) {
  const Url there = url("https://a.example");
  EXPECT_EQ(match(list(""), there, {}), nullptr) << "2: an empty list";
  EXPECT_EQ(match(list("'None'"), there, {}), nullptr) << "3: 'none' alone";
  EXPECT_NE(match(list("'none' a.example"), there, {}), nullptr) << "3: note, 'none' with others";
  const SourceList two = list("b.example a.example https:");
  EXPECT_EQ(match(two, there, {}), &two.sources[1]) << "4: the first that matches";
  EXPECT_EQ(match(list("b.example"), there, {}), nullptr) << "5";
}

TEST(NonceAndList, MatchStepByStep) {
  EXPECT_EQ(match_nonce(list("'nonce-a'"), ""), nullptr) << "2: the empty nonce";
  EXPECT_NE(match_nonce(list("b 'nonce-a'"), "a"), nullptr) << "3.1";
  EXPECT_EQ(match_nonce(list("'nonce-a'"), "A"), nullptr) << "3.1: identical";
  EXPECT_EQ(match_nonce(list("'nonce-a-'"), "a+"), nullptr) << "3.1: never decoded";
  EXPECT_EQ(match_nonce(list("'sha256-a'"), "a"), nullptr) << "4";
}

TEST(IntegrityAndList, MatchStepByStep) {
  const HashValue a{"sha256", "aa"}, b{"sha384", "bb"};
  EXPECT_EQ(match_integrity(list("https: 'nonce-a'"), {a}), nullptr) << "3: no hashes";
  EXPECT_EQ(match_integrity(list("'sha256-aa'"), {}), nullptr) << "5: no metadata";
  EXPECT_EQ(match_integrity(list("'sha256-aa'"), {a, b}), nullptr) << "6.1: all of it must match";
  EXPECT_NE(match_integrity(list("'sha256-aa' 'SHA384-bb'"), {a, b}), nullptr) << "7";
}

TEST(AllowsAllInline, StepByStep) {
  struct Row {
    std::string_view step, list;
    InlineType type;
    bool allows;
  };
  using enum InlineType;
  const Row rows[] = {
      {"2.1: a nonce", "'unsafe-inline' 'nonce-a'", script, false},
      {"2.1: a hash", "'unsafe-inline' 'sha256-a'", style, false},
      {"2.1: a nonce that is none", "'unsafe-inline' 'nonce-'", script, true},
      {"2.2: strict-dynamic for scripts", "'unsafe-inline' 'strict-dynamic'", script, false},
      {"2.2: attributes", "'unsafe-inline' 'strict-dynamic'", script_attribute, false},
      {"2.2: and links", "'unsafe-inline' 'strict-dynamic'", navigation, false},
      {"2.2: not for styles", "'unsafe-inline' 'strict-dynamic'", style, true},
      {"2.3: any case", "'UNSAFE-inline' https:", style_attribute, true},
      {"3: else not", "https: 'unsafe-eval'", script, false},
  };
  for (const Row& row : rows)
    EXPECT_EQ(allows_all_inline(list(row.list), row.type) != nullptr, row.allows) << row.step;
}

TEST(ElementAndList, MatchStepByStep) {
  struct Row {
    std::string_view step, list;
    InlineType type;
    Element element;
    bool matches;
  };
  using enum InlineType;
  const HashValue hash{"sha256", "a+/="};
  const Row rows[] = {
      {"1: all inline code", "'unsafe-inline'", script_attribute, {}, true},
      {"2.1: a nonce on a script", "'nonce-a'", script, {.nonce = "a"}, true},
      {"2.1: or a style", "'nonce-a'", style, {.nonce = "a"}, true},
      {"2: not on an attribute", "'nonce-a'", style_attribute, {.nonce = "a"}, false},
      {"2: nor on a link", "'nonce-a'", navigation, {.nonce = "a"}, false},
      {"4, 5: hashes of elements", "'sha256-a+/='", script, {.hashes = {hash}}, true},
      {"5.2.2.5.2: base64url as base64", "'sha256-a-_='", style, {.hashes = {hash}}, true},
      {"5: attributes need 'unsafe-hashes'",
       "'sha256-a+/='",
       script_attribute,
       {.hashes = {hash}},
       false},
      {"4.1, 5", "'sha256-a+/=' 'Unsafe-Hashes'", script_attribute, {.hashes = {hash}}, true},
      {"4.1, 5: links too", "'unsafe-hashes' 'sha256-a+/='", navigation, {.hashes = {hash}}, true},
      {"5.2.1: a script that a script adds",
       "'strict-dynamic'",
       script,
       {.parser_inserted = false},
       true},
      {"5.2.1: not from the page", "'strict-dynamic'", script, {}, false},
      {"5.2.1: nor a style", "'strict-dynamic'", style, {.parser_inserted = false}, false},
      {"5.2.2: another algorithm", "'sha384-a+/='", script, {.hashes = {hash}}, false},
      {"6: nothing matches", "https: 'self'", script, {.nonce = "a", .hashes = {hash}}, false},
  };
  for (const Row& row : rows)
    EXPECT_EQ(match_element(list(row.list), row.type, row.element) != nullptr, row.matches)
        << row.step;
}

TEST(EffectiveDirective, ForInlineChecks) {
  EXPECT_EQ(effective_directive(InlineType::script), "script-src-elem");
  EXPECT_EQ(effective_directive(InlineType::navigation), "script-src-elem");
  EXPECT_EQ(effective_directive(InlineType::script_attribute), "script-src-attr");
  EXPECT_EQ(effective_directive(InlineType::style), "style-src-elem");
  EXPECT_EQ(effective_directive(InlineType::style_attribute), "style-src-attr");
}

TEST(FallbackList, OfEveryFetchDirective) {
  const std::vector<std::vector<std::string_view>> rows = {
      {"script-src-elem", "script-src", "default-src"},
      {"script-src-attr", "script-src", "default-src"},
      {"style-src-elem", "style-src", "default-src"},
      {"style-src-attr", "style-src", "default-src"},
      {"worker-src", "child-src", "script-src", "default-src"},
      {"connect-src", "default-src"},
      {"manifest-src", "default-src"},
      {"object-src", "default-src"},
      {"frame-src", "child-src", "default-src"},
      {"media-src", "default-src"},
      {"font-src", "default-src"},
      {"img-src", "default-src"},
  };
  for (const auto& row : rows) {
    const auto found = fallback_list(row[0]);
    EXPECT_EQ(std::vector<std::string_view>(found.begin(), found.end()), row);
  }
  for (const std::string_view other : {"base-uri", "form-action", "frame-ancestors", "sandbox"})
    EXPECT_TRUE(fallback_list(other).empty()) << other;
}

TEST(ShouldDirectiveExecute, TheNearestOneThatIsThere) {
  const Policy policy = parse("default-src a; script-src b; child-src c; style-src-elem d");
  const auto by = [&](std::string_view name) {
    const Directive* found = governing(policy, name);
    return found == nullptr ? std::string() : found->name;
  };
  EXPECT_EQ(by("script-src-elem"), "script-src");
  EXPECT_EQ(by("worker-src"), "child-src");
  EXPECT_EQ(by("frame-src"), "child-src");
  EXPECT_EQ(by("style-src-elem"), "style-src-elem");
  EXPECT_EQ(by("style-src-attr"), "default-src");
  EXPECT_EQ(by("img-src"), "default-src");
  EXPECT_EQ(by("base-uri"), "");
}

TEST(ScriptPreRequest, StepByStep) {
  const Origin origin;
  const auto allowed = [&](std::string_view sources, Request request,
                           std::string_view by = "script-src") {
    if (request.directive.empty()) request.directive = "script-src-elem";
    return match_request(by, list(sources), request, origin) != nullptr;
  };
  const Url there = url("https://a.example/x.js");
  EXPECT_TRUE(allowed("'nonce-n'", {.url = there, .nonce = "n"})) << "1.1";
  EXPECT_TRUE(allowed("'sha256-h'", {.url = there, .integrity = {{"sha256", "h"}}})) << "1.2";
  EXPECT_FALSE(allowed("'strict-dynamic' https:", {.url = there})) << "1.3.1: parser-inserted";
  EXPECT_TRUE(allowed("'strict-dynamic'", {.url = there, .parser_inserted = false})) << "1.3.1";
  EXPECT_TRUE(allowed("a.example", {.url = there})) << "1.4";
  EXPECT_FALSE(allowed("b.example", {.url = there})) << "1.4";
  EXPECT_TRUE(allowed("'nonce-n'", {.url = there, .nonce = "n"}, "default-src"))
      << "default-src runs the check of the effective directive";
  EXPECT_FALSE(
      allowed("'nonce-n'", {.directive = "img-src", .url = there, .nonce = "n"}, "default-src"))
      << "img-src knows no nonces";
  EXPECT_TRUE(allowed("'nonce-n'", {.directive = "style-src-elem", .url = there, .nonce = "n"},
                      "style-src"))
      << "style-src pre-request check, step 3";
  EXPECT_FALSE(allowed(
      "'sha256-h'", {.directive = "style-src-elem", .url = there, .integrity = {{"sha256", "h"}}},
      "style-src"))
      << "style-src takes no integrity";
  EXPECT_TRUE(allowed("'strict-dynamic'",
                      {.directive = "worker-src", .url = there, .parser_inserted = false}))
      << "a worker that script-src governs is script-like";
  EXPECT_FALSE(allowed("'strict-dynamic'",
                       {.directive = "worker-src", .url = there, .parser_inserted = false},
                       "default-src"))
      << "one that default-src governs is matched by its URL";
}

TEST(UrlText, IsReadAndPrinted) {
  for (const std::string_view text :
       {"https://a.example", "https://a.example:8443/x", "https://[::1]:8080/x", "data:"})
    EXPECT_EQ(to_string(url(text)), text);
  EXPECT_EQ(to_string(url("HTTPS://A.example:443/x?y#z")), "https://a.example/x");
  EXPECT_FALSE(parse_url("a.example"));
  EXPECT_FALSE(parse_url("1:x"));
  EXPECT_FALSE(parse_url("https://[::1"));
}

}  // namespace
}  // namespace formwork::csp
