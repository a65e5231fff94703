#include "expr/type.h"

#include "fixture.h"

#include <gtest/gtest.h>

namespace formwork {
namespace {

using expr_test::enumeration;
using expr_test::record;
using expr_test::Types;

TEST(Assignable, FollowsTheTable) {
  Types t;
  TypeTable& table = t.table;
  const TypeRef ab = &table.add(enumeration({"a", "b"}));
  const TypeRef abc = &table.add(enumeration({"a", "b", "c"}));
  const TypeRef null = basic_type(TypeKind::null);
  const TypeRef point = &table.add(record("point", {{"x", t.integer}, {"y", t.integer, true}}));
  const TypeRef x = &table.add(record("", {{"x", t.integer}}));
  const TypeRef xy = &table.add(record("", {{"x", t.integer}, {"y", t.string}}));
  const TypeRef maybe_x = &table.add(record("", {{"x", t.integer, true}}));
  const TypeRef nothing = &table.add(record("", {}));
  struct Row {
    TypeRef from, to;
    bool fits;
  };
  const Row rows[] = {
      {t.string, t.any, true},
      {t.any, t.string, false},
      {t.integer, t.number, true},
      {t.number, t.integer, false},
      {t.identifier, t.string, true},
      {t.string, t.identifier, false},
      {ab, t.string, true},
      {ab, t.identifier, false},
      {ab, abc, true},
      {abc, ab, false},
      {t.string, ab, false},
      {t.boolean, t.string, false},
      {null, t.string, false},
      {table.list_of(t.integer), table.list_of(t.number), true},
      {table.list_of(t.string), table.list_of(t.integer), false},
      {table.list_of(null), table.list_of(t.integer), true},
      {table.list_of(t.string), table.list_of(t.any), true},
      {table.map_of(t.integer), table.map_of(t.number), true},
      {table.map_of(t.integer), table.list_of(t.integer), false},
      {x, point, true},
      {xy, point, false},
      {nothing, point, false},
      {maybe_x, point, false},
      {point, x, false},
      {x, table.map_of(t.integer), true},
      {xy, table.map_of(t.integer), false},
      {nothing, table.map_of(t.integer), true},
  };
  for (const Row& row : rows) {
    EXPECT_EQ(assignable(row.from, row.to), row.fits)
        << row.from->describe() << " to " << row.to->describe();
  }
}

TEST(Assignable, EndsOnRecursiveTypes) {
  TypeTable table;
  Type& a = table.add(record("a", {}));
  Type& b = table.add(record("b", {}));
  a.fields = {{"next", &a}};
  b.fields = {{"next", &b}};
  EXPECT_FALSE(assignable(&a, &b));
  EXPECT_TRUE(assignable(&a, &a));
}

TEST(TypeTable, GivesOneTypeForOneElement) {
  TypeTable table;
  const TypeRef string = basic_type(TypeKind::string);
  EXPECT_EQ(table.list_of(string), table.list_of(string));
  EXPECT_EQ(table.map_of(string), table.map_of(string));
  EXPECT_EQ(table.list_of(table.map_of(string))->describe(), "list of map of string");
}

TEST(PlainWord, IsWhatCanStandBare) {
  for (const std::string_view good : {"a", "A-b_c.9", "9a"})
    EXPECT_TRUE(is_plain_word(good)) << good;
  for (const std::string_view bad : {"", "-a", ".", "a b", "a/b", "\xC3\xBC"})
    EXPECT_FALSE(is_plain_word(bad)) << bad;
}

TEST(Scope, InnerNamesHideOuterNarrowing) {
  Types t;
  Scope scope(t.root);
  scope.narrow("database.sku");
  EXPECT_TRUE(scope.is_narrowed("database"));
  EXPECT_TRUE(scope.is_narrowed("database.sku"));
  EXPECT_FALSE(scope.is_narrowed("data"));
  EXPECT_FALSE(scope.is_narrowed("database.size"));
  scope.push({"database", t.service, false});
  EXPECT_FALSE(scope.is_narrowed("database.sku")) << "another thing of the same name";
  scope.narrow("database.host");
  EXPECT_TRUE(scope.is_narrowed("database.host"));
  scope.unnarrow(1);
  EXPECT_FALSE(scope.is_narrowed("database.host"));
  scope.pop();
  EXPECT_TRUE(scope.is_narrowed("database.sku"));
  EXPECT_EQ(scope.slot_of("database"), 0U);
}

}  // namespace
}  // namespace formwork
