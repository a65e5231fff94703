// What a browser runs of a document: rows by the states of the tokenizer that decide it. The
// judge `html_code` holds the same against parse5 over random documents.
#include "asset/html_code.h"

#include "base/integrity.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <random>
#include <string>
#include <vector>

namespace formwork::asset {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

/// `KIND: CODE` where the code's hash is that of `CODE`; rows name the code, not its digest.
struct Code {
  std::string_view directive;
  std::string code;
};
constexpr std::string_view kScript = "script-src-elem", kHandler = "script-src-attr",
                           kStyle = "style-src-elem", kStyleAttribute = "style-src-attr";

struct Row {
  const char* what;
  std::string html;
  std::vector<Code> code;
};
void PrintTo(const Row& row, std::ostream* out) {
  *out << row.what;
}

class Html : public ::testing::TestWithParam<Row> {};

TEST_P(Html, HasTheCode) {
  std::vector<std::string> expected, found;
  for (const Code& code : GetParam().code)
    expected.push_back(std::string(code.directive) + " '" +
                       hash_expression(HashAlgorithm::sha256, code.code) + "'");
  for (const InlineCode& code : read_html(GetParam().html).code)
    found.push_back(std::string(directive_of(code.kind)) + " " + code.source);
  EXPECT_THAT(found, ::testing::ElementsAreArray(expected)) << GetParam().html;
}

using namespace std::string_literals;

INSTANTIATE_TEST_SUITE_P(
    ScriptData, Html,
    ::testing::Values(
        Row{"a script", "<script>a()</script>", {{kScript, "a()"}}},
        Row{"white space counts", "<script>\n a() </script>", {{kScript, "\n a() "}}},
        Row{"references are none", "<script>a(&lt;)</script>", {{kScript, "a(&lt;)"}}},
        Row{"line ends are LF", "<script>a\r\nb\rc\n</script>", {{kScript, "a\nb\nc\n"}}},
        Row{"NUL is replaced",
            "<script>a\0b</script>"s,
            {{kScript,
              "a\xEF\xBF\xBD"
              "b"}}},
        Row{"a byte order mark", "\xEF\xBB\xBF<script>a</script>", {{kScript, "a"}}},
        Row{"any case", "<SCRIPT>a</ScRiPt>", {{kScript, "a"}}},
        Row{"an end tag with more in it", "<script>a</script x='>'>b", {{kScript, "a"}}},
        Row{"an end tag with `/`", "<script>a</script/>b", {{kScript, "a"}}},
        Row{"an end tag with a line end", "<script>a</script\n>b", {{kScript, "a"}}},
        Row{"a longer name is no end tag",
            "<script>a</scripts>b</script>",
            {{kScript, "a</scripts>b"}}},
        Row{"blanks are no end tag", "<script>a</ script>b</script>", {{kScript, "a</ script>b"}}},
        Row{"an end tag in a text of the script", "<script>a('</script>')", {{kScript, "a('"}}},
        Row{"a comment holds an end tag back? no",
            "<script><!-- </script> -->",
            {{kScript, "<!-- "}}},
        Row{"within a comment a script has its own end tag",
            "<script><!-- <script> </script> --> </script>",
            {{kScript, "<!-- <script> </script> --> "}}},
        Row{"the same, then the comment's end",
            "<script><!--<script>--></script>",
            {{kScript, "<!--<script>-->"}}},
        Row{"`<script` needs an end of its name",
            "<script><!--<scripty></script>",
            {{kScript, "<!--<scripty>"}}},
        Row{"`<script/` is enough",
            "<script><!--<script/</script></script>",
            {{kScript, "<!--<script/</script>"}}},
        Row{"`<!-->` is over at once",
            "<script><!--><script></script>",
            {{kScript, "<!--><script>"}}},
        Row{"`<!--->` as well", "<script><!---><script></script>", {{kScript, "<!---><script>"}}},
        Row{"`--!>` does not end it",
            "<script><!--<script>--!></script></script>",
            {{kScript, "<!--<script>--!></script>"}}},
        Row{"a comment that never ends", "<script><!--<script></script>", {}},
        Row{"`</script` at the end is none", "<script>a</script", {}},
        Row{"nor is one that lacks its `>`", "<script>a</script ", {}},
        Row{"a script that never ends does not run", "<script>a", {}},
        Row{"an empty one does nothing", "<script></script>", {}},
        Row{"it closes itself in vain", "<script/>a</script>", {{kScript, "a"}}}));

INSTANTIATE_TEST_SUITE_P(
    Types, Html,
    ::testing::Values(
        Row{"a module", "<script type=module>a</script>", {{kScript, "a"}}},
        Row{"an import map", "<script type=importmap>{}</script>", {{kScript, "{}"}}},
        Row{"speculation rules", "<script type=speculationrules>{}</script>", {{kScript, "{}"}}},
        Row{"blanks around it", "<script type=' text/JavaScript\t'>a</script>", {{kScript, "a"}}},
        Row{"an old one", "<script type=text/jscript>a</script>", {{kScript, "a"}}},
        Row{"an empty one", "<script type=''>a</script>", {{kScript, "a"}}},
        Row{"data", "<script type=application/json>{}</script>", {}},
        Row{"a template", "<script type=text/x-handlebars><p onclick=a></script>", {}},
        Row{"blanks alone are data", "<script type=' '>a</script>", {}},
        Row{"parameters make it data", "<script type='text/javascript;x'>a</script>", {}},
        Row{"the old `language`", "<script language=JavaScript>a</script>", {{kScript, "a"}}},
        Row{"another `language`", "<script language=vbscript>a</script>", {}},
        Row{"`type` goes first",
            "<script type=module language=vbscript>a</script>",
            {{kScript, "a"}}},
        Row{"one with `src` runs what it loads", "<script src=a.js>a</script>", {}},
        Row{"also with an empty one", "<script src>a</script>", {}},
        Row{"for browsers without modules", "<script nomodule>a</script>", {{kScript, "a"}}},
        Row{"the first of two types", "<script type=x type=module>a</script>", {}},
        Row{"a style", "<style>a{}</style>", {{kStyle, "a{}"}}},
        Row{"a style of CSS", "<style type=TEXT/css>a{}</style>", {{kStyle, "a{}"}}},
        Row{"a style of something else", "<style type=text/less>a{}</style>", {}},
        Row{"a style that never ends", "<style>a{}", {{kStyle, "a{}"}}}));

INSTANTIATE_TEST_SUITE_P(
    Places, Html,
    ::testing::Values(
        Row{"a comment", "<!-- <script>a</script> --><script>b</script>", {{kScript, "b"}}},
        Row{"a comment that ends at once", "<!--><script>b</script>", {{kScript, "b"}}},
        Row{"another", "<!---><script>b</script>", {{kScript, "b"}}},
        Row{"a comment with `--!>`", "<!-- --!><script>b</script>", {{kScript, "b"}}},
        Row{"a comment that never ends", "<!-- <script>b</script>", {}},
        Row{"a bogus comment", "<!x <script>a</script>", {}},
        Row{"a bogus comment ends at `>`", "<?x ?><script>a</script>", {{kScript, "a"}}},
        Row{"an end tag without a name", "</><script>a</script>", {{kScript, "a"}}},
        Row{"a title", "<title><script>a</script></title>", {}},
        Row{"a text area",
            "<textarea><script>a</script></textarea><script>b</script>",
            {{kScript, "b"}}},
        Row{"old raw text", "<xmp><script>a</script></xmp><noembed><style>a</style></noembed>", {}},
        Row{"plain text has no end", "<plaintext></plaintext><script>a</script>", {}},
        Row{"a style holds tags",
            "<style><script>a</script></style>",
            {{kStyle, "<script>a</script>"}}},
        Row{"a frame's content", "<iframe><script>a</script></iframe>", {}},
        Row{"a template's content", "<template><script>a</script></template>", {{kScript, "a"}}},
        Row{"scripts within noscript run nowhere",
            "<noscript><script>a</script><style>b{}</style></noscript>",
            {{kStyle, "b{}"}}},
        Row{"what looks like the end of noscript is one",
            "<noscript><!-- </noscript><script>a</script> --></noscript>",
            {{kScript, "a"}}},
        Row{"no CDATA in HTML", "<![CDATA[><script>a</script>]]>", {{kScript, "a"}}},
        Row{"`<` alone", "a < b <script>a</script> <", {{kScript, "a"}}},
        Row{"a tag that never ends", "<script>a</script><p onclick='b", {{kScript, "a"}}}));

INSTANTIATE_TEST_SUITE_P(
    Foreign, Html,
    ::testing::Values(
        Row{"a script of SVG has references",
            "<svg><script>a(&lt;)</script></svg>",
            {{kScript, "a(<)"}}},
        Row{"comments and CDATA",
            "<svg><script>a<!-- x -->b<![CDATA[<c>]]></script></svg>",
            {{kScript, "ab<c>"}}},
        Row{"what it loads",
            "<svg><script href=a.js>a</script><script xlink:href=b>b</script></svg>",
            {}},
        Row{"it closes itself", "<svg><script/><style/><script>a</script></svg>", {{kScript, "a"}}},
        Row{"a style of SVG", "<svg><style>a{}</style></svg>", {{kStyle, "a{}"}}},
        Row{"a comment within a style of SVG",
            "<svg><style><!--</style><script>a</script>--></svg>",
            {}},
        Row{"HTML within SVG",
            "<svg><foreignObject><style>&lt;</style></foreignObject></svg>",
            {{kStyle, "&lt;"}}},
        Row{"a title of SVG is HTML within",
            "<svg><title><script>a&lt;</script></title></svg>",
            {{kScript, "a&lt;"}}},
        Row{"HTML ends SVG", "<svg><p><style>&lt;</style>", {{kStyle, "&lt;"}}},
        Row{"SVG ends with its tag", "<svg></svg><style>&lt;</style>", {{kStyle, "&lt;"}}},
        Row{"a script of MathML is none", "<math><script>a</script></math>", {}},
        Row{"text of MathML is HTML",
            "<math><mtext><script>a</script></mtext></math>",
            {{kScript, "a"}}}));

INSTANTIATE_TEST_SUITE_P(
    Attributes, Html,
    ::testing::Values(Row{"a handler", "<p onclick='a()'>", {{kHandler, "a()"}}},
                      Row{"references",
                          "<p onclick=\"a &amp;&amp; b('&quot;&#39;&#x27;')\">",
                          {{kHandler, "a && b('\"''')"}}},
                      Row{"without their `;`",
                          "<p onclick='a &lt b &copy=1 &copy2 &copy'>",
                          {{kHandler, "a < b &copy=1 &copy2 \xC2\xA9"}}},
                      Row{"numbers of Windows",
                          "<p onclick='&#128;&#0;&#xD800;&#x110000;'>",
                          {{kHandler, "\xE2\x82\xAC\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD"}}},
                      Row{"no number", "<p onclick='&#;&#x;&;'>", {{kHandler, "&#;&#x;&;"}}},
                      Row{"without quotes", "<p onclick=a()/>", {{kHandler, "a()/"}}},
                      Row{"behind a slash", "<p/onclick=a()>", {{kHandler, "a()"}}},
                      Row{"the first of two", "<p onclick=a() ONCLICK=b()>", {{kHandler, "a()"}}},
                      Row{"an empty one", "<p onclick>", {{kHandler, ""}}},
                      Row{"on any element",
                          "<svg onload=a()><g onclick=b()>",
                          {{kHandler, "a()"}, {kHandler, "b()"}}},
                      Row{"no handler",
                          "<p on-click=a() @click=b() once=\"\" data-onclick=c()>",
                          {{kHandler, ""}}},  // `once` could be one
                      Row{"a style", "<p style='color: red'>", {{kStyleAttribute, "color: red"}}},
                      Row{"code in a value", "<p title='<script>a</script>'>", {}},
                      Row{"a document in a value",
                          "<iframe srcdoc=\"<script>a(&amp;)</script>\"></iframe>",
                          {{kScript, "a(&)"}}},
                      Row{"one within one",
                          "<iframe srcdoc=\"<iframe "
                          "srcdoc='&lt;script&gt;a&lt;/script&gt;'></iframe>\"></iframe>",
                          {{kScript, "a"}}}));

TEST(HtmlCode, LinksThatRunHaveNoHash) {
  const auto found =
      read_html(
          "<a href='java&#10;script:a()'>x</a><a href=' JavaScript:b()'>y</a><a href=javascripts:>")
          .code;
  ASSERT_EQ(found.size(), 2U);
  for (const InlineCode& code : found) {
    EXPECT_EQ(code.kind, CodeKind::script_link);
    EXPECT_EQ(code.source, "");
  }
}

TEST(HtmlCode, WhatCannotBeKnownIsSaid) {
  const auto named = read_html("<p onclick='a(\"&nsubE;\")'>").code;
  ASSERT_EQ(named.size(), 1U);
  EXPECT_EQ(named[0].source, "");
  EXPECT_THAT(named[0].problem, ::testing::HasSubstr("character reference"));
  const auto latin = read_html("<script>'\xE9'</script>").code;
  ASSERT_EQ(latin.size(), 1U);
  EXPECT_EQ(latin[0].source, "");
  EXPECT_EQ(latin[0].problem, "the file is not UTF-8");
}

TEST(HtmlCode, PlacesAreThoseOfTheFile) {
  const std::string html = "<p>\r\n<script>a\r\nb</script><i onclick='c'>";
  const auto found = read_html(html).code;
  ASSERT_EQ(found.size(), 2U);
  EXPECT_EQ(html.substr(found[0].begin, found[0].end - found[0].begin), "a\r\nb");
  EXPECT_EQ(html.substr(found[1].begin, found[1].end - found[1].begin), "c");
}

TEST(HtmlCode, ElementsWithIntegrity) {
  const auto found =
      read_html(
          "<script src='/a.js?x&amp;y' integrity=sha384-x></script><link href=b.css "
          "integrity='sha256-y'><script integrity=z>a</script><img src=c integrity=d>")
          .checked;
  ASSERT_EQ(found.size(), 2U);
  EXPECT_EQ(found[0].url, "/a.js?x&y");
  EXPECT_EQ(found[0].integrity, "sha384-x");
  EXPECT_EQ(found[1].url, "b.css");
}

// Hostile documents: none takes long, none leaves the text, and what was put in between two
// well-formed parts is found or swallowed by what came before.
TEST(HtmlCode, ScriptsThatAreLoaded) {
  const std::string html =
      "<script src=/a.js></script><script src='b.js' integrity='sha256-x sha384-y'></script>"
      "<script type=application/json src=c.json></script><script type=module src=d.mjs></script>"
      "<script>in()</script><iframe srcdoc='<script src=e.js></script>'></iframe>";
  std::string found;
  for (const LoadedScript& one : read_html(html).scripts)
    found += one.url + "[" + one.integrity + "] ";
  EXPECT_EQ(found, "/a.js[] b.js[sha256-x sha384-y] d.mjs[] e.js[] ");
  const LoadedScript first = read_html(html).scripts.front();
  EXPECT_EQ(html.substr(first.begin, first.end - first.begin), "/a.js");
}

TEST(HtmlCode, AnyBytesAreADocument) {
  const std::vector<std::string> pieces = {"<script>",
                                           "</script>",
                                           "<!--",
                                           "-->",
                                           "<style>",
                                           "</style>",
                                           "<svg>",
                                           "</svg>",
                                           "<![CDATA[",
                                           "]]>",
                                           "<p onclick='",
                                           "'",
                                           "\"",
                                           "<iframe srcdoc=\"",
                                           ">",
                                           "<",
                                           "/",
                                           "&",
                                           "&#x",
                                           ";",
                                           "\r",
                                           "\0"s,
                                           "\xFF",
                                           "<noscript>",
                                           "<math>",
                                           "<textarea>",
                                           "<b>",
                                           "</b>",
                                           "x"};
  std::mt19937 random(7);
  for (int round = 0; round < 3000; ++round) {
    std::string html;
    for (auto n = random() % 40; n > 0; --n) html += pieces[random() % pieces.size()];
    for (const InlineCode& code : read_html(html).code) {
      EXPECT_LE(code.begin, code.end);
      EXPECT_LE(code.end, html.size());
      EXPECT_EQ(code.source.empty(), !code.problem.empty() || code.kind == CodeKind::script_link);
    }
    // Whatever came before, this ends it.
    html += "--></script></style></textarea></title></iframe></noscript></xmp>]]>'\">";
    if (html.find("srcdoc") != std::string::npos || html.find('\xFF') != std::string::npos)
      continue;
    const std::size_t before = read_html(html).code.size();
    EXPECT_GE(read_html(html + "<svg></svg></math></svg><p><script>last()</script>").code.size(),
              before);
  }
}

TEST(HtmlCode, DeepAndLongDocumentsAreLinear) {
  std::string deep;
  for (int i = 0; i < 20'000; ++i) deep += "<div><svg>";
  for (int i = 0; i < 20'000; ++i) deep += "</b>";
  EXPECT_THAT(read_html(deep).code, IsEmpty());
  std::string open = "<script>";
  for (int i = 0; i < 50'000; ++i) open += "<!--<script";
  EXPECT_THAT(read_html(open).code, IsEmpty());
  std::string comments;
  for (int i = 0; i < 20'000; ++i) comments += "<!--";
  EXPECT_THAT(read_html(comments).code, IsEmpty());
}

}  // namespace
}  // namespace formwork::asset
