// A shape is parsed once and bound: that must give what parsing each rendered text would.
#include "template/shape.h"

#include "support/hostile.h"
#include "template_fixture.h"

#include <gtest/gtest.h>

#include <random>

namespace formwork {
namespace {

const char* const kTemplates[] = {
    "a: <%= text %>\nb:\n  - <%= text %>\n  - c: <%= other %>\n",
    "a: \"<%= text %>\"\nb: \"x<%= text %>y\"\nc: \"<%= text %><%= other %>\"\nd: \"$<%= text "
    "%>{<%= other %>}\"\n",
    "a: <%= hosts %>\nb:\n  c: <%= labels %>\n  d: [<%= text %>, <%= hosts %>]\n  e: {f: <%= "
    "labels %>, g: <%= other %>}\n",
    "- <%= labels %>\n- <%= hosts %>\n- - <%= text %>\n",
    "a: # <%= text %>\n  b: <%= port %>\n  c: <%= ratio %>\n  d: <%= on %>\n  e: <%= name %>\n",
    "<% for k, v in labels %>\n<%= k %>:\n  x: <%= v %>\n  y: \"<%= k %>=<%= v %>\"\n<% end %>\nz: "
    "1\n",
    "<% if text == \"a b\" %>\na: <%= text %>\n<% else %>\nb: <%= text %>\n<% end %>\nc: |\n  "
    "text\nd: <%= other %>\n",
    "a: [<% for h in hosts sep \", \" %><%= h %><% end %>]\nb: 1\n---\nc: <%= text %>\n",
};

constexpr Dialect kDialects[] = {Dialect::none, Dialect::compose, Dialect::workflow,
                                 Dialect::prometheus};

/// Renders, binds the shape of the first text to all others, and compares with a full parse of
/// each.
class Shapes : public testing::TestWithParam<const char*> {
 protected:
  void check(const std::string& text, const std::string& other, Dialect dialect) {
    TestPack pack(spec_with(text, other));
    const auto compiled = pack.compile(GetParam(), dialect, language_);
    if (dialect != Dialect::none && !compiled)
      return;  // a `$` of the text may not stand before a tag
    ASSERT_TRUE(compiled) << pack.errors();
    if (!pack.render(*compiled)) {
      ++refused_;  // the target cannot write it
      return;
    }
    ++rendered_;
    Diagnostics diagnostics;
    const auto shape = make_shape(*compiled, pack.rendered(), pack.sources(), diagnostics);
    ASSERT_TRUE(shape) << shape_text(pack.rendered());
    const SourceId source = pack.sources().add("full", pack.rendered().text);
    const auto full = compiled->language().parse(source, pack.sources(), dialect, diagnostics);
    ASSERT_TRUE(full) << pack.rendered().text << diagnostics.items().front().message;
    EXPECT_TRUE(bound_equal(*shape, *compiled, pack.rendered(), full->root()))
        << pack.rendered().text;
  }
  LanguageId language_ = LanguageId::yaml;
  int rendered_ = 0;
  int refused_ = 0;
};

TEST_P(Shapes, BoundEqualsFullParseForHostileTexts) {
  for (const std::string& text : hostile::texts()) {
    check(text, "x", Dialect::none);
    check("x", text, Dialect::none);
    check(text, text, Dialect::kubernetes);
  }
  EXPECT_GT(rendered_, 4 * refused_) << "nearly every text can be written";
}

TEST_P(Shapes, BoundEqualsFullParseForRandomNeighbours) {
  std::mt19937_64 random(20240607);
  for (int i = 0; i < 150; ++i) {
    check(hostile::random_text(random), hostile::random_text(random), kDialects[i % 4]);
  }
}

INSTANTIATE_TEST_SUITE_P(Templates, Shapes, testing::ValuesIn(kTemplates));

const char* const kTerraform[] = {
    "a = <%= text %>\nb = [<%= text %>, { c = <%= other %> }]\n",
    "a = \"<%= text %>\"\nb = \"x<%= text %>y\"\nc = \"<%= text %><%= other %>\"\nd = \"{<%= text "
    "%>{<%= other %>}\"\n",
    "a = <%= hosts %>\nb = {\n  c = <%= labels %>\n  d = [<%= text %>, <%= hosts %>]\n}\n",
    "a \"<%= name %>\" {\n  # <%= text %>\n  c = <%= port %>\n  d = -<%= ratio %>\n  e = <%= on "
    "%>\n"
    "  f = module.<%= name %>.id\n  g = \"${var.<%= name %>}-<%= text %>\"\n  h = \"${<%= name "
    "%>}\"\n"
    "  <%= name %>_x = <%= other %> # <%= text %>\n}\n",
    "a = {\n<% for k, v in labels %>\n  <%= k %> = <%= v %>\n<% end %>\n}\n",
    "a = [<% for h in hosts sep \", \" %><%= h %><% end %>]\n",
    "a = f(<%= text %>) == <%= labels %>\nb = var.on ? <%= text %> : null\n",
};

class TerraformShapes : public Shapes {
 protected:
  TerraformShapes() { language_ = LanguageId::hcl; }
};

TEST_P(TerraformShapes, BoundEqualsFullParseForHostileTexts) {
  for (const std::string& text : hostile::texts()) {
    check(text, "x", Dialect::none);
    check("x", text, Dialect::none);
    check(text, text, Dialect::none);
  }
  EXPECT_GT(rendered_, 4 * refused_) << "nearly every text can be written";
}

TEST_P(TerraformShapes, BoundEqualsFullParseForRandomNeighbours) {
  std::mt19937_64 random(20240608);
  for (int i = 0; i < 150; ++i)
    check(hostile::random_text(random), hostile::random_text(random), Dialect::none);
}

INSTANTIATE_TEST_SUITE_P(Templates, TerraformShapes, testing::ValuesIn(kTerraform));

TEST(Shape, HolesAreMarkedWhereTheyStand) {
  TestPack pack;
  const auto compiled = pack.compile("a: <%= port %>\nb: <%= hosts %>\nc: \"x<%= text %>\"\n");
  ASSERT_TRUE(compiled);
  ASSERT_TRUE(pack.render(*compiled));
  EXPECT_EQ(shape_text(pack.rendered()),
            "a: \xEE\x80\x80"
            "0\xEE\x80\x81\nb: \xEE\x80\x80"
            "1\xEE\x80\x81\nc: \"x\xEE\x80\x80"
            "2\xEE\x80\x81\"\n");
}

TEST(Shape, BindsLeavesAndKeys) {
  TestPack pack;
  const auto compiled =
      pack.compile("a: <%= port %>\nb: <%= hosts %>\nc: \"x<%= text %>\"\n<%= name %>: 1\n");
  ASSERT_TRUE(compiled);
  ASSERT_TRUE(pack.render(*compiled));
  Diagnostics diagnostics;
  const auto shape = make_shape(*compiled, pack.rendered(), pack.sources(), diagnostics);
  ASSERT_TRUE(shape);
  Document scratch;
  const Node root =
      shape->tree.root().is(Kind::list) ? shape->tree.root().at(0) : shape->tree.root();
  EXPECT_EQ(bind(root.find("a"), pack.rendered(), scratch).as_int(), 8080);
  EXPECT_EQ(bind(root.find("b"), pack.rendered(), scratch).node(), pack.spec().find("hosts"));
  EXPECT_EQ(bind(root.find("c"), pack.rendered(), scratch).text(), "xtwo words");
  EXPECT_EQ(bind_text(root.at(3).key(), pack.rendered()), "prod");
}

TEST(Shape, IsTheSameWhileOnlyValuesDiffer) {
  const char* const text =
      "a: <%= text %>\n<% if on %>\nb: <%= note ?? empty %>\n<% end %>\n<% for h in hosts %>\n- "
      "<%= "
      "h %>\n<% end %>\n";
  const auto shape = [text](const std::string& spec) {
    TestPack pack(spec);
    const auto compiled = pack.compile(text);
    EXPECT_TRUE(compiled && pack.render(*compiled)) << pack.errors();
    return pack.rendered().shape;
  };
  const auto edit = [](std::string_view from, std::string_view to) {
    std::string spec(kSpec);
    spec.replace(spec.find(from), from.size(), to);
    return spec;
  };
  const std::uint64_t same = shape(std::string(kSpec));
  EXPECT_EQ(shape(edit("two words", "other")), same);
  EXPECT_EQ(shape(edit("b.example", "c.example")), same);
  EXPECT_NE(shape(edit("on: true", "on: false")), same) << "another branch";
  EXPECT_NE(shape(edit(", b.example", "")), same) << "one turn less";
}

TEST(Shape, RawTextIsPartOfIt) {
  const auto shape = [](const std::string& lines) {
    std::string spec(kSpec);
    spec.replace(spec.find("first"), 5, lines);
    TestPack pack(spec);
    const auto compiled = pack.compile("a:\n  <%= raw(lines) %>\n");
    EXPECT_TRUE(compiled && pack.render(*compiled));
    EXPECT_EQ(shape_text(pack.rendered()), pack.rendered().text);
    return pack.rendered().shape;
  };
  EXPECT_EQ(shape("one"), shape("one"));
  EXPECT_NE(shape("one"), shape("two"));
}

TEST(Shape, FindsKeysThatBecomeEqual) {
  TestPack pack;
  const auto compiled = pack.compile("<%= name %>: 1\n<%= tier %>: 2\nprod: 3\n");
  ASSERT_TRUE(compiled);
  ASSERT_TRUE(pack.render(*compiled));
  Diagnostics diagnostics;
  const auto shape = make_shape(*compiled, pack.rendered(), pack.sources(), diagnostics);
  ASSERT_TRUE(shape);
  EXPECT_EQ(duplicate_key(*shape, pack.rendered()), "prod");
}

TEST(Shape, RefusesTextThatBecomesPartOfAValue) {
  for (const char* text :
       {"a: <%= name %>\n  more\n", "- <%= name %>\n  more\n", "a: <%= hosts %>\n more\n"}) {
    TestPack pack;
    const auto compiled = pack.compile(text);
    ASSERT_TRUE(compiled) << pack.errors();
    ASSERT_TRUE(pack.render(*compiled));
    Diagnostics diagnostics;
    EXPECT_FALSE(make_shape(*compiled, pack.rendered(), pack.sources(), diagnostics)) << text;
    ASSERT_EQ(diagnostics.size(), 1U) << text;
    EXPECT_EQ(diagnostics.items()[0].code, Code::FW5203);
    EXPECT_EQ(pack.sources().text(diagnostics.items()[0].span).substr(0, 3), "<%=");
  }
}

TEST(Shape, ADifferenceIsSeen) {
  TestPack pack;
  const auto compiled = pack.compile("a: <%= port %>\nb: \"x<%= text %>\"\n");
  ASSERT_TRUE(compiled);
  ASSERT_TRUE(pack.render(*compiled));
  Diagnostics diagnostics;
  const auto shape = make_shape(*compiled, pack.rendered(), pack.sources(), diagnostics);
  ASSERT_TRUE(shape);
  for (const char* text :
       {"a: 8081\nb: xtwo words\n", "a: \"8080\"\nb: xtwo words\n", "a: 8080\nb: x\n",
        "a: 8080\nb: xtwo words\nc: 1\n", "a: 8080\n", "- a\n"}) {
    const auto other = compiled->language().parse(pack.sources().add("other", text), pack.sources(),
                                                  Dialect::none, diagnostics);
    ASSERT_TRUE(other);
    EXPECT_FALSE(bound_equal(*shape, *compiled, pack.rendered(), other->root())) << text;
  }
}

}  // namespace
}  // namespace formwork
