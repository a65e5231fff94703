#include "base/text.h"
#include "language/language.h"
#include "support/hostile.h"
#include "support/mini_template.h"
#include "support/process.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <random>

namespace formwork {
namespace {

using mini::place;
using ::testing::HasSubstr;

const Language& markdown() {
  return *language(LanguageId::markdown);
}

TEST(MarkdownMachine, KnowsWhereATagMayStand) {
  struct Row {
    const char* text;
    const char* expected;
  };
  for (const Row& row : std::initializer_list<Row>{
           {"# <%= x %>\n", "prose"},
           {"a <%= x %><%= y %> b\n", "prose"},
           {"- <%= x %>\n", "prose"},
           {"| a | <%= x %> |\n", "prose"},
           {"**<%= x %>**\n", "prose"},
           {"[<%= x %>](y)\n", "prose"},
           {"a < <%= x %>\n", "prose"},
           {"`<%= x %>`\n", "quoted"},
           {"``a ` <%= x %>``\n", "quoted"},
           {"`a` <%= x %>\n", "prose"},
           {"``a`` <%= x %>\n", "prose"},
           {"a `b\n\n<%= x %>\n", "prose"},
           {"```sh\na <%= x %>\n```\n", "quoted"},
           {"~~~\n```\n<%= x %>\n~~~\n", "quoted"},
           {"```\na\n```\n<%= x %>\n", "prose"},
           {"````\n```\n<%= x %>\n````\n", "quoted"},
           {"[a](<%= x %>)\n", "word"},
           {"[a](https://<%= x %>/b)\n", "word"},
           {"<!-- <%= x %> -->\n", "comment"},
           {"<!-- a\n--> <%= x %>\n", "prose"},
           {"<!-- a -- > <%= x %> -->\n", "comment"},
           {"a \\<%= x %>\n", "backslash"},
           {"a \\\\<%= x %>\n", "prose"},
           {"<%= x %>\n", "prose"},
           {"<a href=\"<%= x %>\">\n", "HTML"},
           {"a <<%= x %>\n", "HTML"},
           {"</a> <%= x %>\n", "prose"},
           {"```<%= x %>\n", "code fence"},
           {"~~~ <%= x %>\n", "code fence"},
       }) {
    EXPECT_THAT(place(markdown(), Dialect::none, row.text), HasSubstr(row.expected)) << row.text;
  }
}

std::string render(std::string_view text, std::string_view x) {
  const Value value = Value::of_string(x);
  const auto result = mini::render(markdown(), Dialect::none, text, {{"x", value}, {"y", value}});
  return result.error.empty() ? result.text : "error: " + result.error;
}

TEST(MarkdownEncoder, EscapesWhatMeansSomething) {
  const auto prose = [](std::string_view x) { return render("a <%= x %> b", x); };
  EXPECT_EQ(prose("plain text, 10 (ok)."), "a plain text, 10 (ok). b");
  EXPECT_EQ(prose("LOG_LEVEL"), "a LOG_LEVEL b");
  EXPECT_EQ(prose("_x_"), "a \\_x\\_ b");
  EXPECT_EQ(prose("**b** `c` <d> [e](f) g|h"),
            "a \\*\\*b\\*\\* \\`c\\` \\<d\\> \\[e\\](f) g\\|h b");
  EXPECT_EQ(prose("&amp; $x$ ~~y~~"), "a \\&amp; \\$x\\$ \\~\\~y\\~\\~ b");
  EXPECT_EQ(prose("# h"), "a \\# h b");
  EXPECT_EQ(prose("12. x"), "a 12\\. x b");
  EXPECT_EQ(prose("- x"), "a \\- x b");
  EXPECT_EQ(prose("http://x www.y"), "a http\\://x www\\.y b");
  EXPECT_EQ(prose("x\ny"), "a x&#10;y b");
  EXPECT_EQ(prose(" x  y "), "a &#32;x &#32;y&#32; b");
  EXPECT_EQ(prose("\xE2\x80\xAE"), "a &#8238; b");
  EXPECT_THAT(prose("\x1B"), HasSubstr("U+001B"));
  EXPECT_EQ(render("`<%= x %>`", "a*b|c"), "`a*b|c`");
  EXPECT_EQ(render("| `<%= x %>` |", "a|b"), "| `a\\|b` |");
  EXPECT_THAT(render("`<%= x %>`", "a`b"), HasSubstr("back-quote"));
  EXPECT_THAT(render("`<%= x %>`", "a\nb"), HasSubstr("line end"));
  EXPECT_THAT(render("`<%= x %>`", ""), HasSubstr("empty"));
  EXPECT_THAT(render("`<%= x %>`", " a "), HasSubstr("blank"));
  EXPECT_EQ(render("[a](https://<%= x %>/c)", "h.example/a b)"),
            "[a](https://h.example/a%20b%29/c)");
  EXPECT_EQ(render("[a](<%= x %>)", "https://h/"), "[a](https://h/)");
  EXPECT_THAT(render("[a](<%= x %>)", "javascript:alert(1)"), HasSubstr("no https"));
  EXPECT_EQ(render("<!-- <%= x %> -->", "a --> b\nc"), "<!-- a --  b c -->");
}

/// The texts of cmark-gfm's XML, and its elements without them.
std::pair<std::string, std::string> read_xml(const std::string& xml) {
  std::string text, shape;
  for (std::size_t at = 0; (at = xml.find('<', at)) != std::string::npos;) {
    const std::size_t close = xml.find('>', at);
    const std::string tag = xml.substr(at, close - at + 1);
    at = close + 1;
    if (!tag.starts_with("<text ") && !tag.starts_with("<code ")) {
      if (tag != "</text>" && tag != "</code>") shape += tag;
      continue;
    }
    const std::size_t end = xml.find('<', at);
    std::string part = xml.substr(at, end - at);
    for (const auto& [entity, c] :
         {std::pair{"&lt;", "<"}, {"&gt;", ">"}, {"&quot;", "\""}, {"&amp;", "&"}}) {
      for (std::size_t i = 0; (i = part.find(entity, i)) != std::string::npos; ++i) {
        part.replace(i, std::string_view(entity).size(), c);
      }
    }
    text += part;
    if (!tag.starts_with("<text ")) shape += "<code>";
  }
  return {text, shape};
}

/// All documents in one run, separated by a heading that no text can write.
TEST(MarkdownInjection, CmarkReadsEveryTextBack) {
  const auto cmark = process::find("cmark-gfm");
  if (!cmark) GTEST_SKIP() << "cmark-gfm is not on PATH";
  const auto convert = [&](const std::string& text) {
    return process::run(
        {*cmark, "-t", "xml", "-e", "table", "-e", "autolink", "-e", "strikethrough"}, text);
  };
  struct Site {
    const char* text;
    const char* expected;
  };
  const Site kSites[] = {
      {"p <%= x %> q\n", "p x q"},
      {"<%= x %>\n", "x"},
      {"- <%= x %>\n", "x"},
      {"# <%= x %>\n", "x"},
      {"**<%= x %>**\n", "x"},
      {"1<%= x %>\n", "1x"},
      {"p<%= x %><%= y %>q\n", "pxyq"},
      {"`<%= x %>`\n", "x"},
      {"[<%= x %>](https://h/)\n", "x"},
      {"p !<%= x %>(q)\n", "p !x(q)"},
      {"p\n<%= x %>\n", "px"},
      {"| a |\n|---|\n| <%= x %> |\n", "ax"},
  };
  std::vector<std::string> texts;
  for (const std::string& x : hostile::texts()) texts.push_back(x);
  std::mt19937_64 random(13);
  for (int i = 0; i < 2000; ++i) texts.push_back(hostile::random_text(random));
  const std::string separator = "\n\n###### formwork 7c1e\n\n";
  for (const Site& site : kSites) {
    std::string all;
    std::vector<std::string> expected;
    for (const std::string& x : texts) {
      // Mail addresses become links by themselves: the one thing prose cannot prevent.
      if (x.empty() || x.find('@') != std::string::npos) continue;
      const std::string text = render(site.text, x);
      if (text.starts_with("error: ")) continue;
      all += separator + text;
      std::string want;
      for (const char c : std::string_view(site.expected)) {
        if (c == 'x' || c == 'y')
          want += x;
        else
          want += c;
      }
      expected.push_back(want);
    }
    all += separator;
    const auto xml = convert(all);
    const auto harmless = convert(separator + render(site.text, "harmless") + separator);
    ASSERT_TRUE(xml && harmless);
    const std::string mark = "formwork 7c1e</text>";
    const auto cut = [&](const std::string& whole, std::size_t& at) {
      const std::size_t begin = whole.find(mark, at) + mark.size();
      const std::size_t end = whole.find(mark, begin);
      at = end - 1;
      return read_xml(whole.substr(begin, whole.rfind("<heading", end) - begin));
    };
    std::size_t start = 0;
    const auto [plain, shape] = cut(*harmless, start);
    std::size_t at = 0;
    for (const std::string& want : expected) {
      const auto [text, got] = cut(*xml, at);
      EXPECT_EQ(text, want) << site.text;
      EXPECT_EQ(got, shape) << site.text << want;
    }
    if (HasFailure()) return;
  }
}

}  // namespace
}  // namespace formwork
