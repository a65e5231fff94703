// The engine's rules about lines hold in every language; each keeps blank lines where they are
// text.
#include "template_fixture.h"

#include <gtest/gtest.h>

namespace formwork {
namespace {

struct Row {
  const char* name;
  LanguageId language;
  const char* input;
  const char* expected;
};

class Languages : public testing::TestWithParam<Row> {};

TEST_P(Languages, ShareTheRulesOfLines) {
  TestPack pack;
  const auto compiled = pack.compile(GetParam().input, Dialect::none, GetParam().language);
  ASSERT_TRUE(compiled) << pack.errors();
  ASSERT_TRUE(pack.render(*compiled)) << pack.errors();
  EXPECT_EQ(pack.rendered().text, GetParam().expected);
}

const Row kRows[] = {
    {"Dockerfile", LanguageId::dockerfile,
     "FROM scratch\n\n<% if off %>\nRUN x\n<% end %>\n\n# <%= text %>\nEXPOSE <%= port %>\n\n<% if "
     "off %>\nUSER x\n<% end %>\n",
     "FROM scratch\n\n# two words\nEXPOSE 8080\n"},
    {"Shell", LanguageId::shell,
     "set -eu\n\n<% if off %>\nx\n<% end %>\n\nA=<%= text %>\necho <%= other %> <%= name %>\n",
     "set -eu\n\nA='two words'\necho '$x' prod\n"},
    {"ShellHereDocument", LanguageId::shell, "cat <<'X'\na\n\n<% if on %>\n\nb\n<% end %>\nX\n",
     "cat <<'X'\na\n\n\nb\nX\n"},
    {"Markdown", LanguageId::markdown,
     "# Title\n\n<% if off %>\nx\n<% end %>\n\n<% for h in hosts %>\n- <%= h %>\n<% end %>\n",
     "# Title\n\n- a.example\n- b.example\n"},
    {"MarkdownFence", LanguageId::markdown, "```\na\n\n<% if on %>\n\nb\n<% end %>\n```\n",
     "```\na\n\n\nb\n```\n"},
    {"Text", LanguageId::text, "a\n\n<% if off %>\nx\n<% end %>\n\n<%= text %>\n",
     "a\n\ntwo words\n"},
    {"Hcl", LanguageId::hcl,
     "a = <%= text %>\n\n<% if off %>\nb = 1\n<% end %>\n\nc {\n\n<% if off %>\n  d = 1\n<% end "
     "%>\n"
     "  e = \"<%= other %>\" # <%= name %>\n}\n",
     "a = \"two words\"\n\nc {\n  e = \"$x\" # prod\n}\n"},
    {"HclHeredoc", LanguageId::hcl, "a = <<X\nb\n\n<% if on %>\n\nc\n<% end %>\nX\n",
     "a = <<X\nb\n\n\nc\nX\n"},
    {"Json", LanguageId::json,
     "a: <%= hosts %>\n\n<% if off %>\nb: 1\n<% end %>\n\nc: <%= text %>\n",
     "a:\n  - a.example\n  - b.example\n\nc: \"two words\"\n"},
};

INSTANTIATE_TEST_SUITE_P(All, Languages, testing::ValuesIn(kRows),
                         [](const auto& row) { return std::string(row.param.name); });

}  // namespace
}  // namespace formwork
