#include "template/lexer.h"

#include <gtest/gtest.h>

namespace formwork::tmpl {
namespace {

std::string items(const std::string& text) {
  SourceMap sources;
  Diagnostics diagnostics;
  const SourceId source = sources.add("t", text);
  std::string out;
  for (const Item& item : lex(source, sources, diagnostics)) {
    static constexpr const char* kNames[] = {"text", "out", "raw", "tag"};
    out += kNames[static_cast<std::size_t>(item.kind)];
    if (item.alone) out += item.single ? "!" : "+";
    out += '[' + std::string(sources.text(item.kind == ItemKind::literal ? item.span : item.body)) +
           ']';
  }
  for (const Diagnostic& d : diagnostics.items()) out += ' ' + std::string(info(d.code).id);
  return out;
}

TEST(Lexer, TellsTextFromTags) {
  EXPECT_EQ(items("a <%= x %> b"), "text[a ]out[x]text[ b]");
  EXPECT_EQ(items("a <% if x %>b"), "text[a ]tag[if x]text[b]");
  EXPECT_EQ(items("<%=x%><%=y%>"), "out[x]out[y]");
  EXPECT_EQ(items("a<%# c %>b"), "text[a]text[b]");
  EXPECT_EQ(items("a<%%b"), "text[a<%]text[b]");
  EXPECT_EQ(items(""), "");
}

TEST(Lexer, TakesOutLinesThatHoldOnlyStatements) {
  EXPECT_EQ(items("a\n  <% if x %>\nb\n"), "text[a\n]tag![if x]text[b\n]");
  EXPECT_EQ(items("<% if x %><% end %>\n"), "tag+[if x]tag+[end]");
  EXPECT_EQ(items("<% if x %> y\n"), "tag[if x]text[ y\n]");
  EXPECT_EQ(items("<%# c %>\nb"), "text![]text[b]");
  EXPECT_EQ(items("  <%= x %>\n"), "text[  ]out[x]text[\n]");
}

TEST(Lexer, FindsTheEndOfATagPastQuotedText) {
  EXPECT_EQ(items(R"(<%= "%>" %>)"), R"(out["%>"])");
  EXPECT_EQ(items(R"(<%= 'a\'%>' %>)"), R"(out['a\'%>'])");
  EXPECT_EQ(items("<%= \"open %>\n\""), "out[\"open]text[\n\"]")
      << "a quote that does not close on its line is left to the expression";
  EXPECT_EQ(items("<%# it's %>x"), "text[x]") << "quotes mean nothing in comments";
}

TEST(Lexer, KnowsRawByItsWholeExpression) {
  EXPECT_EQ(items("<%= raw(x) %>\n"), "raw![x]");
  EXPECT_EQ(items("<%= raw ( f(x, \")\") ) %>\n"), "raw![ f(x, \")\") ]");
  EXPECT_EQ(items("<%= raw(x) ~ y %>\n"), "out[raw(x) ~ y]text[\n]");
  EXPECT_EQ(items("<%= rawness %>\n"), "out[rawness]text[\n]");
  EXPECT_EQ(items("a: <%= raw(x) %>\n"), "text[a: ]raw[x]text[\n] FW5114");
}

TEST(Lexer, RefusesWhatNoOutputMayHold) {
  EXPECT_EQ(items("a <%= x"), "text[a ] FW5101");
  EXPECT_EQ(items("a\xEE\x80\x80"), "text[a\xEE\x80\x80] FW5117");
  EXPECT_EQ(items("a\x1B"), "text[a\x1B] FW5117");
  EXPECT_EQ(items("a\xFF"), "text[a\xFF] FW5117");
}

}  // namespace
}  // namespace formwork::tmpl
