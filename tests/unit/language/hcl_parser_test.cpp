#include "language/hcl/syntax.h"
#include "language/language.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

namespace formwork {
namespace {

using ::testing::HasSubstr;

/// The tree in one line: strings quoted, lists and maps as JSON, unknowns as <text>.
std::string show(Node node) {
  switch (node.kind()) {
    case Kind::list: {
      std::string out = "[";
      for (const Node child : node) out += (out.size() > 1 ? ", " : "") + show(child);
      return out + "]";
    }
    case Kind::map: {
      std::string out = "{";
      for (const Node child : node)
        out += (out.size() > 1 ? ", " : "") + std::string(child.key()) + ": " + show(child);
      return out + "}";
    }
    case Kind::null:
      return "null";
    case Kind::string:
      return '"' + std::string(node.text()) + '"';
    case Kind::unknown:
      return '<' + std::string(node.text()) + '>';
    case Kind::hole:
      return "hole " + std::string(node.text());
    default:
      return std::string(node.text());
  }
}

/// What `text` reads as, or its first diagnostic as `line:column message`.
std::string read(const std::string& text) {
  SourceMap sources;
  Diagnostics diagnostics;
  const SourceId id = sources.add("main.tf", text);
  const auto document = language(LanguageId::hcl)->parse(id, sources, Dialect::none, diagnostics);
  if (document) return show(document->root());
  if (diagnostics.size() != 1) return "no single error";
  const Diagnostic& d = diagnostics.items()[0];
  const Position at = sources.begin(d.span);
  return std::to_string(at.line) + ":" + std::to_string(at.column) + " " + d.message;
}

TEST(HclParser, ReadsLiteralsAndKeepsEverythingElseAsItsText) {
  struct Row {
    std::string text;
    std::string expected;
  };
  for (const Row& row : std::initializer_list<Row>{
           {"1", "1"},
           {"-1", "-1"},
           {"1.50", "1.50"},
           {"1e3", "1e3"},
           {"true", "true"},
           {"null", "null"},
           {"(\"a\")", "\"a\""},
           {"\"\"", "\"\""},
           {R"("a\n\t\r\"\\b")", "\"a\n\t\r\"\\b\""},
           {R"("\u00e9\U0001F600")", "\"\xC3\xA9\xF0\x9F\x98\x80\""},
           {R"("$${a} %%{b} $ % {")", "\"${a} %{b} $ % {\""},
           {R"("$$${a}")", "\"$${a}\""},
           {"[1, \"a\", [], {}]", "[1, \"a\", [], {}]"},
           {"[\n1, # one\n  2,\n]", "[1, 2]"},
           {"{ a = 1, \"b c\" : 2, 3 = 4, true = 5 }", "{a: 1, b c: 2, 3: 4, true: 5}"},
           {"{\n  a = 1\n  b = 2,\n  c = 3\n}", "{a: 1, b: 2, c: 3}"},
           {"{ a = 1, a = 2 }", "{a: 2}"},
           {"[var.a, 1]", "[<var.a>, 1]"},
           {"{ (var.a) = 1 }", "<{ (var.a) = 1 }>"},
           {"{ \"${var.a}\" = 1 }", "<{ \"${var.a}\" = 1 }>"},
           {"var.a.b[0].c[\"d\"].0.e", "<var.a.b[0].c[\"d\"].0.e>"},
           {"a.*.b.0.c[1]", "<a.*.b.0.c[1]>"},
           {"a[*].b[*].c", "<a[*].b[*].c>"},
           {"\"${var.a}\"", "<\"${var.a}\">"},
           {"\"${1}\"", "1"},
           {"\"a-${var.b}-c\"", "<\"a-${var.b}-c\">"},
           {"\"a${\"b${c}\"}\"", "<\"a${\"b${c}\"}\">"},
           {"\"%{ if a }b%{ else }c%{ endif }\"", "<\"%{ if a }b%{ else }c%{ endif }\">"},
           {"\"%{ for k, v in a ~} ${k} %{~ endfor }\"",
            "<\"%{ for k, v in a ~} ${k} %{~ endfor }\">"},
           {"f(1, g(), h([1]...))", "<f(1, g(), h([1]...))>"},
           {"f(\n  1,\n)", "<f(\n  1,\n)>"},
           {"provider::a::b(1)", "<provider::a::b(1)>"},
           {"a ? b : c ? d : e", "<a ? b : c ? d : e>"},
           {"!a && -b + 2 * (3 - c) % 4 >= 5 || d != e",
            "<!a && -b + 2 * (3 - c) % 4 >= 5 || d != e>"},
           {"[for x in a : x if x != null]", "<[for x in a : x if x != null]>"},
           {"{for k, v in a : k => v... if v}", "<{for k, v in a : k => v... if v}>"},
           {"{\n  for k, v in a :\n  k => v\n}", "<{\n  for k, v in a :\n  k => v\n}>"},
           {"<<EOT\n  a\n b ${\"c\"}\nEOT", "<<<EOT\n  a\n b ${\"c\"}\nEOT>"},
           {"<<EOT\n  a\\n $${b}\n\nEOT", "\"  a\\n ${b}\n\n\""},
           {"<<EOT\nEOT", "\"\""},
           {"<<-EOT\n    a\n\n      b\n    EOT", "\"a\n\n  b\n\""},
           {"<<-EOT\n\ta\n  b\n  EOT", "\"a\n b\n\""},
           {"[<<A\na\nA\n, <<B\nb\nB\n]", "[\"a\n\", \"b\n\"]"},
           {"1 /* a\nb */", "1"},
           {"1 // a", "1"},
           {"h\xC3\xB6he", "<h\xC3\xB6he>"},
           {"\xEE\x80\x80"
            "3\xEE\x80\x81",
            "hole \xEE\x80\x80"
            "3\xEE\x80\x81"},
           {"\"a\xEE\x80\x80"
            "3\xEE\x80\x81\"",
            "hole a\xEE\x80\x80"
            "3\xEE\x80\x81"},
           {"\"${\xEE\x80\x80"
            "3\xEE\x80\x81}\"",
            "<\"${\xEE\x80\x80"
            "3\xEE\x80\x81}\">"},
           {"m.\xEE\x80\x80"
            "3\xEE\x80\x81",
            "<m.\xEE\x80\x80"
            "3\xEE\x80\x81>"},
       }) {
    EXPECT_EQ(read("x = " + row.text + "\n"), "{x: " + row.expected + "}") << row.text;
  }
}

TEST(HclParser, ReadsBodiesAsTerraformsJsonMapping) {
  EXPECT_EQ(read(""), "{}");
  EXPECT_EQ(read("\xEF\xBB\xBF# a\r\nb = 1\r\n"), "{b: 1}");
  EXPECT_EQ(read("a = 1 # no line end"), "{a: 1}");
  EXPECT_EQ(read("locals {}\nlocals { a = 1 }\n"), "{locals: [{}, {a: 1}]}");
  EXPECT_EQ(read("resource \"a\" \"b\" {\n  c = 1\n  d {\n    e = 2\n  }\n  d {}\n}\n"
                 "resource a f {}\nresource \"g\" \"b\" {\n}\n"),
            "{resource: {a: {b: [{c: 1, d: [{e: 2}, {}]}], f: [{}]}, g: {b: [{}]}}}");
  EXPECT_EQ(read("a \"$${b}\\n\" {}\n"), "{a: {${b}\n: [{}]}}");
  // What may be more than is written is unknown.
  EXPECT_EQ(read("a {\n  dynamic \"b\" {\n    for_each = c\n    content {}\n  }\n}\n"),
            "{a: [{dynamic: {b: [{for_each: <c>, content: [{}]}]}, b: <dynamic \"b\" {\n    "
            "for_each = c\n    content {}\n  }>}]}");
  EXPECT_EQ(read("a = 1\na {}\n"), "{a: 1}");
  EXPECT_EQ(read("a {}\na \"b\" {}\n"), "{a: <a>}");
}

TEST(HclParser, NamesTheFirstThingThatIsWrong) {
  struct Row {
    std::string text;
    std::string expected;
  };
  for (const Row& row : std::initializer_list<Row>{
           {"a = 1\na = 2\n", "2:1 the argument `a` is set twice"},
           {"a = 'b'\n", "1:5 HCL does not use the character `'` here"},
           {"a = b & c\n", "1:7 HCL does not use the character `&` here"},
           {"a = \xE2\x80\x9C"
            "b\xE2\x80\x9D\n",
            "1:5 HCL does not use the character"},
           {"a = \"b\nc\"\n", "1:7 a quoted text may not go on in the next line"},
           {"a = \"b", "1:5 the text is not closed"},
           {"a = \"\\x\"\n", "1:6 `\\x` is no escape"},
           {"a = \"\\u12\"\n", "1:6 `\\u` needs 4 hexadecimal digits after it"},
           {"a = \"\\ud800\"\n", "1:6 there is no character U+D800"},
           {"a = <<EOT\nb\n", "1:5 the heredoc is not closed"},
           {"a = <<EOT\nb\nEOT", "the heredoc is not closed"},
           {"/* a\n", "1:1 the comment is not closed"},
           {"a = 1, b = 2\n", "1:6 an argument ends with its line, found `,`"},
           {"a {} b {}\n", "1:6 a block ends with its line, found `b`"},
           {"a { b = 1, c = 2 }\n", "1:10 expected `}`, found `,`"},
           {"a { b = 1\n}\n", "1:10 expected `}`, found the end of the line"},
           {"a { b {} }\n", "1:7 expected `=` after `b`, found `{`"},
           {"a\n{\n}\n", "1:2 expected `=`, a label or `{` after `a`, found the end of the line"},
           {"a \"b\"\n", "1:6 expected a label or `{` after `a`, found the end of the line"},
           {"a \"${b}\" {}\n", "1:4 expected the end of the label, found `${`"},
           {"a {\n", "1:3 this block is not closed"},
           {"\"a\" = 1\n", "1:1 expected an argument or a block, found `\"`"},
           {"}\n", "1:1 expected an argument or a block, found `}`"},
           {"a =\n", "1:4 expected an expression, found the end of the line"},
           {"a = b +\nc\n", "1:8 expected an expression, found the end of the line"},
           {"a = [1 2]\n", "1:8 expected `,` or `]` of the list, found `2`"},
           {"a = { b 1 }\n", "1:9 expected `=` after a key, found `1`"},
           {"a = { b = 1 c = 2 }\n", "1:13 expected `,`, `}` or the end of the line, found `c`"},
           {"a = f(1\n", "expected `,` or `)` of the call, found the end of the file"},
           {"a = f(b..., c)\n", "1:11 expected `)` after `...`, found `,`"},
           {"a = b.\n", "1:7 expected a name after the point, found the end of the line"},
           {"a = b.0.1\n", "1:7 `.0.1` is two indexes that read as one number"},
           {"a = b.*.*\n", "1:9 expected a name after the splat `.*`, found `*`"},
           {"a = b ? c\n", "1:10 expected `:` of the conditional, found the end of the line"},
           {"a = 1.2.3\n", "1:5 `1.2.3` is no number"},
           {"a = [for x b : x]\n", "1:12 expected `in` after the names of `for`, found `b`"},
           {"a = {for x in b : x}\n", "1:20 expected `=>`, found `}`"},
           {"a = [for x in b : x => x]\n", "1:21 expected `]` of the `for` expression, found `=>`"},
           {"a = \"${b c}\"\n", "1:10 expected `}` of the interpolation, found `c`"},
           {"a = \"%{ if b }c\"\n", "1:6 `%{ if … }` is not ended here"},
           {"a = \"%{ for b in c }%{ endif }\"\n", "1:21 `%{ for … }` is not ended here"},
           {"a = \"b%{ endif }\"\n", "1:7 this directive ends nothing"},
           {"a = \"%{ while b }\"\n", "1:9 unknown directive `while`"},
           {"a = \"\xFF\"\n", "byte 5 is not UTF-8"},
           {"a = \"\xE2\x80\xAE\"\n", "1:6 the file holds a control of writing direction"},
       }) {
    EXPECT_THAT(read(row.text), HasSubstr(row.expected)) << row.text;
  }
}

TEST(HclParser, NestsSixtyFourDeepAndNoDeeper) {
  const auto nested = [](int depth, const std::string& open, const std::string& close) {
    std::string text = "a = ";
    for (int i = 0; i < depth; ++i) text += open;
    text += "1";
    for (int i = 0; i < depth; ++i) text += close;
    return text + "\n";
  };
  EXPECT_THAT(read(nested(63, "[", "]")), HasSubstr("{a: [["));
  for (const auto& [open, close] : std::initializer_list<std::pair<std::string, std::string>>{
           {"[", "]"},
           {"(", ")"},
           {"{ a = ", " }"},
           {"f(", ")"},
           {"\"${", "}\""},
           {"-", ""},
           {"!", ""},
           {"a ? b : ", ""},
           {"[for a in b : ", "]"},
           {"a[", "]"},
           {"\"%{ if a }${", "}%{ endif }\""},
       }) {
    EXPECT_THAT(read(nested(100'000, open, close)), HasSubstr("deeper than 64 levels")) << open;
  }
  std::string blocks;
  for (int i = 0; i < 100'000; ++i) blocks += "a {\n";
  EXPECT_THAT(read(blocks), HasSubstr("deeper than 64 levels"));
  std::string splats = "a = b";
  for (int i = 0; i < 100'000; ++i) splats += "[*]";
  EXPECT_THAT(read(splats + "\n"), HasSubstr("deeper than 64 levels"));
}

TEST(HclParser, EveryNodeKnowsWhereItStands) {
  SourceMap sources;
  Diagnostics diagnostics;
  const std::string text = "b \"c\" {\n  d = [1, \"e\"]\n  f = \"${g}h\"\n}\n";
  const SourceId id = sources.add("main.tf", text);
  const auto document = language(LanguageId::hcl)->parse(id, sources, Dialect::none, diagnostics);
  ASSERT_TRUE(document);
  const Node block = document->root().find_path("b.c").at(0);
  EXPECT_EQ(sources.text(block.span()), text.substr(0, text.size() - 1));
  EXPECT_EQ(sources.text(block.parent().key_span()), "\"c\"");
  EXPECT_EQ(sources.text(block.find("d").key_span()), "d");
  EXPECT_EQ(sources.text(block.find("d").span()), "[1, \"e\"]");
  EXPECT_EQ(sources.text(block.find("d").at(1).span()), "\"e\"");
  EXPECT_EQ(sources.text(block.find("f").span()), "\"${g}h\"");
}

}  // namespace
}  // namespace formwork
