// A form prints what reading an artifact's text and printing that would give.
#include "template/json_form.h"

#include "support/hostile.h"
#include "template/shape.h"
#include "template_fixture.h"

#include <gtest/gtest.h>

#include <optional>
#include <random>

namespace formwork {
namespace {

/// What a form of the artifact's own shape prints; nothing where there is none.
std::optional<std::string> by_form(TestPack& pack, const Template& compiled) {
  Diagnostics diagnostics;
  const auto shape = make_shape(compiled, pack.rendered(), pack.sources(), diagnostics);
  if (!shape) return {};
  const auto form = JsonForm::of(shape->tree.root().at(0), pack.rendered());
  std::string out;
  if (!form || !form->print(pack.rendered(), out)) return {};
  return out;
}

class JsonForms : public testing::TestWithParam<const char*> {
 protected:
  void check(const std::string& text, const std::string& other) {
    TestPack pack(spec_with(text, other));
    const auto compiled = pack.compile(GetParam(), Dialect::none, LanguageId::json);
    ASSERT_TRUE(compiled) << pack.errors();
    if (!pack.render(*compiled)) return;  // YAML has no way to write it there
    ++rendered_;
    const auto printed = by_form(pack, *compiled);
    ASSERT_TRUE(printed) << pack.rendered().text;
    EXPECT_EQ(*printed, compiled->language().layout(pack.rendered().text));
  }
  int rendered_ = 0;
};

TEST_P(JsonForms, PrintWhatReadingPrints) {
  for (const std::string& text : hostile::texts()) {
    check(text, "x");
    check("x", text);
  }
  std::mt19937_64 random(20261130);
  for (int i = 0; i < 150; ++i) check(hostile::random_text(random), hostile::random_text(random));
  EXPECT_GT(rendered_, 150) << "nearly every text can be written";
}

INSTANTIATE_TEST_SUITE_P(
    Templates, JsonForms,
    testing::Values(
        "a: <%= text %>\nb:\n  - <%= text %>\n  - c: <%= other %>\n",
        "a: \"<%= text %>\"\nb: \"\\u2028x<%= text %>y\"\nc: \"<%= text %><%= other %>\"\n",
        "a: <%= hosts %>\nb:\n  c: <%= labels %>\n  d: [<%= text %>, <%= hosts %>]\n"
        "  e: {f: <%= labels %>, \"g\": <%= other %>}\n",
        "- <%= labels %>\n- <%= hosts %>\n- - <%= text %>\n",
        "a: # <%= text %>\n  b: <%= port %>\n  c: <%= ratio %>\n  d: <%= on %>\n  e: <%= name %>\n"
        "  f: \"<%= port %>/<%= ratio %>/<%= on %>\"\n",
        "<% for k, v in labels %>\n<%= k %>:\n  x: <%= v %>\n  y: \"<%= k %>=<%= v %>\"\n<% end %>"
        "\nz: {<%= name %>: 1.50}\n",
        "[<%= text %>, \"<%= other %>\"]\n"));

TEST(JsonForm, IsPrintedWithTheValuesAtHand) {
  TestPack first(spec_with("one", "x"));
  const auto compiled =
      first.compile("a: <%= text %>\nb: <%= hosts %>\n", Dialect::none, LanguageId::json);
  ASSERT_TRUE(compiled && first.render(*compiled)) << first.errors();
  Diagnostics diagnostics;
  const auto shape = make_shape(*compiled, first.rendered(), first.sources(), diagnostics);
  ASSERT_TRUE(shape);
  const auto form = JsonForm::of(shape->tree.root().at(0), first.rendered());
  ASSERT_TRUE(form);

  TestPack second(spec_with("two \"2\"", "y"));
  const auto again =
      second.compile("a: <%= text %>\nb: <%= hosts %>\n", Dialect::none, LanguageId::json);
  ASSERT_TRUE(again && second.render(*again)) << second.errors();
  std::string out;
  ASSERT_TRUE(form->print(second.rendered(), out));
  EXPECT_EQ(out,
            "{\n  \"a\": \"two \\\"2\\\"\",\n  \"b\": [\n    \"y\",\n    \"two \\\"2\\\"\"\n  ]\n}"
            "\n");
}

TEST(JsonForm, HasNoFormForWhatIsNoNumber) {
  TestPack pack;
  const auto compiled = pack.compile("a: .inf\n", Dialect::none, LanguageId::json);
  ASSERT_TRUE(compiled && pack.render(*compiled)) << pack.errors();
  EXPECT_FALSE(by_form(pack, *compiled));
}

}  // namespace
}  // namespace formwork
