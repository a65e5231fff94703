#include "schema/literal.h"

#include <gtest/gtest.h>

namespace formwork {
namespace {

TEST(Integers, HaveOneWayToBeWritten) {
  for (const char* good : {"0", "7", "-7", "9223372036854775807", "-9223372036854775808"}) {
    EXPECT_TRUE(read_integer(good).has_value()) << good;
  }
  for (const char* bad : {"", "-", "-0", "00", "01", "+1", "1.0", "1e3", "1_0", " 1", "1 ", "0x1",
                          "one", "9223372036854775808", "--1", "٣"}) {
    EXPECT_FALSE(read_integer(bad).has_value()) << bad;
  }
}

TEST(Decimals, AreIntegersOrHaveDigitsOnBothSidesOfTheDot) {
  for (const char* good : {"0", "0.5", "-0.5", "1.10", "0.0", "123456789.25"}) {
    EXPECT_TRUE(read_decimal(good).has_value()) << good;
  }
  for (const char* bad :
       {"", ".", ".5", "5.", "-.5", "01.5", "1.5e3", "1.2.3", "-0.0", "nan", "inf", "1,5"}) {
    EXPECT_FALSE(read_decimal(bad).has_value()) << bad;
  }
}

TEST(OtherReadings, SayWhatToWrite) {
  const auto number = [](const char* text) {
    const auto reading = other_number(text);
    return reading ? reading->canonical : "(none)";
  };
  EXPECT_EQ(number("0x1F"), "31");
  EXPECT_EQ(number("-0x1f"), "-31");
  EXPECT_EQ(number("0o17"), "15");
  EXPECT_EQ(number("0b11"), "3");
  EXPECT_EQ(number("1_000.5"), "1000.5");
  EXPECT_EQ(number("007"), "7");
  EXPECT_EQ(number("000"), "0");
  EXPECT_EQ(number("1e3"), "1000");
  EXPECT_EQ(number("2.5E-3"), "0.0025");
  EXPECT_EQ(number("5."), "5");
  EXPECT_EQ(number("-.5"), "-0.5");
  EXPECT_EQ(number("1:30:00"), "") << "a reading, but no way to write it";
  for (const char* none :
       {"", "abc", "1.2.3", "0x", "0xg", "12:", "::", "1e999", "e3", "..", "0b2"}) {
    EXPECT_EQ(number(none), "(none)") << none;
  }
  for (const char* yes : {"yes", "Y", "ON", "True", "t"})
    EXPECT_EQ(other_boolean(yes)->canonical, "true") << yes;
  for (const char* no : {"no", "N", "Off", "FALSE", "f"})
    EXPECT_EQ(other_boolean(no)->canonical, "false") << no;
  EXPECT_FALSE(other_boolean("1").has_value());
}

TEST(Canonical, IsEqualForEqualValuesOnly) {
  Document d;
  EXPECT_EQ(canonical(d.node(d.add_int(1))), canonical(d.node(d.add_number(1, "1.0"))));
  EXPECT_NE(canonical(d.node(d.add_int(1))), canonical(d.node(d.add_string("1"))));
  EXPECT_NE(canonical(d.node(d.add_int(1))), canonical(d.node(d.add_bool(true))));
  EXPECT_NE(canonical(d.node(d.add_null())), canonical(d.node(d.add_string("null"))));
  EXPECT_NE(canonical(d.node(d.add_int(INT64_MAX))), canonical(d.node(d.add_int(INT64_MAX - 1))));
  const auto pair = [&](const char* first, const char* second) {
    const NodeId map = d.add_map();
    d.append(map, first, {}, d.add_int(first[0]));
    d.append(map, second, {}, d.add_int(second[0]));
    return canonical(d.node(map));
  };
  EXPECT_EQ(pair("a", "b"), pair("b", "a")) << "maps have no order";
  const auto list = [&](const char* first, const char* second) {
    const NodeId out = d.add_list();
    d.append(out, d.add_string(first));
    d.append(out, d.add_string(second));
    return canonical(d.node(out));
  };
  EXPECT_NE(list("a", "b"), list("b", "a"));
  EXPECT_NE(list("a\",\"1:b", "c"), list("a", "b\",\"1:c")) << "no text can end another";
}

TEST(Shown, OnOneLineEscapedAndShortened) {
  EXPECT_EQ(shorten("a\nb\x1b[0m"), "a b\\u{1b}[0m");
  EXPECT_EQ(shorten("äöü", 3), "ä…") << "cut between code points";
  EXPECT_EQ(quoted_list({"a", "b", "c"}), "`a`, `b` or `c`");
  EXPECT_EQ(quoted_list({"a", "b", "c"}, 2), "`a`, `b` and 1 more");
}

}  // namespace
}  // namespace formwork
