#include "expr/value.h"

#include "fixture.h"

#include <gtest/gtest.h>

namespace formwork {
namespace {

TEST(FormatNumber, PrintsTheShortestTextThatReadsBack) {
  struct Row {
    double value;
    std::string_view text;
  };
  const Row rows[] = {
      {0, "0"},
      {-0.0, "0"},
      {2, "2"},
      {0.5, "0.5"},
      {-1.25, "-1.25"},
      {1e20, "100000000000000000000"},
      {1e21, "1e+21"},
      {1.5e22, "1.5e+22"},
      {1e-6, "0.000001"},
      {1e-7, "1e-7"},
      {123456.789, "123456.789"},
      {0.1 + 0.2, "0.30000000000000004"},
  };
  for (const Row& row : rows) EXPECT_EQ(format_number(row.value), row.text);
  EXPECT_EQ(format_number(round_decimal(0.1 + 0.2)), "0.3");
}

TEST(Value, IsSmallAndReadsScalarsOut) {
  static_assert(sizeof(Value) <= 48);
  expr_test::Builder b;
  const NodeId list =
      b.list({b.integer(1), b.number(0.5, "0.50"), b.text("x"), b.boolean(true), b.null(),
              b.unknown("var.x"), b.document.add_scalar("007", Style::plain, {})});
  b.finish(list);
  const Node node = b.document.root();
  EXPECT_EQ(Value::of(node.at(0)).as_int(), 1);
  EXPECT_EQ(Value::of(node.at(1)).to_string(), "0.50") << "as it was written";
  EXPECT_EQ(Value::of(node.at(2)).text(), "x");
  EXPECT_TRUE(Value::of(node.at(3)).as_bool());
  EXPECT_TRUE(Value::of(node.at(4)).is_null());
  EXPECT_TRUE(Value::of(node.at(5)).is(Kind::unknown));
  EXPECT_EQ(Value::of(node.at(6)).text(), "007") << "an untyped scalar is its text";
  EXPECT_TRUE(Value::of(Node()).is_null());
  EXPECT_EQ(Value::of(node).node(), node);
}

TEST(Same, ComparesDeeplyAndNumbersByValue) {
  expr_test::Builder b;
  const auto make = [&](std::int64_t n, bool swapped) {
    return swapped ? b.map({{"y", b.list({b.text("x")})},
                            {"n", b.number(static_cast<double>(n), "1.0")}})
                   : b.map({{"n", b.integer(n)}, {"y", b.list({b.text("x")})}});
  };
  const Value one = Value::of(b.document.node(make(1, false)));
  const Value again = Value::of(b.document.node(make(1, true)));
  const Value other = Value::of(b.document.node(make(2, false)));
  EXPECT_TRUE(same(one, again)) << "order of keys and kind of number do not matter";
  EXPECT_FALSE(same(one, other));
  EXPECT_FALSE(same(Value::of_int(0), Value::null()));
  EXPECT_FALSE(same(Value::of_string("1"), Value::of_int(1)));
}

}  // namespace
}  // namespace formwork
