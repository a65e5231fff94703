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

const Language& shell() {
  return *language(LanguageId::shell);
}

TEST(ShellMachine, ATagIsAWholeWord) {
  struct Row {
    const char* text;
    const char* expected;
  };
  for (const Row& row : std::initializer_list<Row>{
           {"echo <%= x %>\n", "word"},
           {"<%= x %> a\n", "word"},
           {"A=<%= x %>\n", "word"},
           {"A=<%= x %> cmd\n", "word"},
           {"cmd --flag=<%= x %> b\n", "word"},
           {"cmd <%= x %> <%= y %>;\n", "word"},
           {"cmd <%= x %>; cmd\n", "word"},
           {"cmd <%= x %>|cmd\n", "word"},
           {"cmd >out <%= x %>\n", "word"},
           {"cmd > <%= x %>\n", "word"},
           {"( cmd <%= x %>)\n", "word"},
           {"a=(<%= x %> <%= y %>)\n", "word"},
           {"[ \"$a\" = <%= x %> ]\n", "word"},
           {"case <%= x %> in a) b ;; esac\n", "word"},
           {"cmd \\\n  <%= x %>\n", "word"},
           {"cmd 'it' \"is\" $x ${y} $(z) `w` <%= x %>\n", "word"},
           {"cmd \"$(a \"b\" `c`)\" <%= x %>\n", "word"},
           {"cmd \"${a:-\"b\"}\" <%= x %>\n", "word"},
           {"cmd \"${a:-'}\" <%= x %>\n", "word"},
           {"cmd $'it\\'s' <%= x %>\n", "word"},
           {"cmd $((1 << 2)) <%= x %>\n", "word"},
           {"cmd <<< <%= x %>\n", "word"},
           {"cmd <<EOF <%= x %>\nbody\nEOF\n", "word"},
           {"cmd <<EOF\nit's\nEOF\ncmd <%= x %>\n", "word"},
           {"cmd <<-'EOF'\n\tit's\n\tEOF\ncmd <%= x %>\n", "word"},
           {"cmd <<EOF\n EOF\nEOF \nEOF\ncmd <%= x %>\n", "word"},
           {"cmd $# # <%= x %>\n", "comment"},
           {"# <%= x %>\n", "comment"},
           {"cmd a#b <%= x %>\n", "word"},
           {"echo a<%= x %>\n", "whole word"},
           {"echo <%= x %>a\n", "whole word"},
           {"echo <%= x %>\"a\"\n", "whole word"},
           {"echo <%= x %><%= y %>\n", "side by side"},
           {"echo \"<%= x %>\"\n", "leave the quotes out"},
           {"echo '<%= x %>'\n", "leave the quotes out"},
           {"echo $'<%= x %>'\n", "leave the quotes out"},
           {"echo \"a\nb <%= x %>\"\n", "leave the quotes out"},
           {"echo \\<%= x %>\n", "backslash"},
           {"echo $<%= x %>\n", "whole word"},
           {"echo $(cmd <%= x %>)\n", "substitution"},
           {"echo \"$(cmd <%= x %>)\"\n", "substitution"},
           {"echo `cmd <%= x %>`\n", "substitution"},
           {"echo ${a:-<%= x %>}\n", "substitution"},
           {"echo $((<%= x %> + 1))\n", "substitution"},
           {"diff <(cmd <%= x %>)\n", "substitution"},
           {"cat <<EOF\n<%= x %>\nEOF\n", "here-document"},
           {"cat <<EOF\nEOF x\n<%= x %>\nEOF\n", "here-document"},
           {"cat <<<%= x %>\n", "here-document"},
           {"cat <<A <<B\n", "second here-document"},
       }) {
    EXPECT_THAT(place(shell(), Dialect::none, row.text), HasSubstr(row.expected)) << row.text;
  }
}

TEST(ShellMachine, BranchesJoinBetweenWords) {
  const auto after = [](std::string_view literal) {
    ContextState s = shell().start(Dialect::none);
    std::size_t at = 0;
    EXPECT_FALSE(shell().advance(s, literal, at));
    return s;
  };
  EXPECT_TRUE(shell().join(after("cmd"), after("cmd --flag ")));
  EXPECT_FALSE(shell().join(after("cmd "), after("cmd \"")));
  EXPECT_FALSE(shell().join(after("cmd "), after("cmd $(")));
  EXPECT_FALSE(shell().join(after("cmd "), after("# cmd")));
  // A separator must follow where one way ended within a word.
  auto joined = shell().join(after("cmd "), after("cmd a"));
  ASSERT_TRUE(joined);
  std::size_t at = 0;
  EXPECT_TRUE(shell().advance(*joined, "b", at));
}

std::string word(const Value& value, std::string_view text = "a <%= x %>") {
  const auto result = mini::render(shell(), Dialect::none, text, {{"x", value}});
  return result.error.empty() ? result.text : "error: " + result.error;
}

TEST(ShellEncoder, QuotesWhatMeansSomething) {
  const auto text = [](std::string_view t) { return word(Value::of_string(t)).substr(2); };
  EXPECT_EQ(text("api"), "api");
  EXPECT_EQ(text("ghcr.io/a/b:1.2@sha256:0f"), "ghcr.io/a/b:1.2@sha256:0f");
  EXPECT_EQ(text("a b"), "'a b'");
  EXPECT_EQ(text(""), "''");
  EXPECT_EQ(text("it's"), "'it'\\''s'");
  EXPECT_EQ(text("$HOME"), "'$HOME'");
  EXPECT_EQ(text("A=b"), "'A=b'");
  EXPECT_EQ(text("--a=b"), "--a=b");
  EXPECT_EQ(text("if"), "'if'");
  EXPECT_EQ(text("a\nb"), "'a\nb'");
  EXPECT_EQ(word(Value::of_string("A=b"), "X=<%= x %>"), "X=A=b");
  EXPECT_EQ(word(Value::of_int(80)), "a 80");
  EXPECT_THAT(word(Value::of_string("\x1B")), HasSubstr("U+001B"));
  EXPECT_THAT(word(Value::of_string(std::string_view("\0", 1))), HasSubstr("U+0000"));
  EXPECT_THAT(word(Value::null()), HasSubstr("null"));
}

TEST(ShellInjection, EveryWordReachesACommandUnchanged) {
  const auto sh = process::find("sh");
  if (!sh) GTEST_SKIP() << "sh is not on PATH";
  std::vector<std::string> words;
  for (const std::string& text : hostile::texts()) words.push_back(text);
  std::mt19937_64 random(11);
  for (int i = 0; i < 4000; ++i) words.push_back(hostile::random_text(random));
  std::string script;
  std::string expected;
  std::size_t sent = 0;
  for (const std::string& text : words) {
    const Value x = Value::of_string(text);
    const auto line = mini::render(
        shell(), Dialect::none,
        "# <%= x %>\nA=<%= x %> # '\nprintf '%s\\n.\\n' <%= x %> \"$A\" --a=<%= x %>\n",
        {{"x", x}});
    if (!line.error.empty()) {
      EXPECT_THAT(line.error, HasSubstr("cannot be seen"));
      continue;
    }
    ++sent;
    script += line.text;
    expected += text + "\n.\n" + text + "\n.\n--a=" + text + "\n.\n";
  }
  EXPECT_GT(sent, 3000U);
  EXPECT_EQ(process::run({*sh}, script), expected);
}

TEST(ShellReader, RefusesWhatIsNotClosed) {
  const auto errors = [](std::string text) {
    SourceMap sources;
    Diagnostics diagnostics;
    const SourceId id = sources.add("script.sh", std::move(text));
    const bool read = shell().parse(id, sources, Dialect::none, diagnostics).has_value();
    EXPECT_NE(read, diagnostics.has_errors());
    return read ? std::string("none") : std::string(info(diagnostics.items().front().code).id);
  };
  EXPECT_EQ(errors("#!/bin/sh\necho 'a b' \"c\"\n"), "none");
  EXPECT_EQ(errors("echo 'a\n"), "FW6005");
  EXPECT_EQ(errors("echo \"a\n"), "FW6005");
  EXPECT_EQ(errors("echo $(a\n"), "FW6005");
  EXPECT_EQ(errors("cat <<EOF\na\n"), "FW6005");
  EXPECT_EQ(errors("echo \x1B\n"), "FW6004");
  EXPECT_EQ(errors("echo \xFF\n"), "FW6004");
}

}  // namespace
}  // namespace formwork
