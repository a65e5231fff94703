#include "base/date.h"

#include <gtest/gtest.h>

namespace formwork {
namespace {

TEST(Days, AreReadAsTheyAreWrittenAlone) {
  EXPECT_EQ(parse_day("1970-01-01")->time_since_epoch().count(), 0);
  EXPECT_EQ((*parse_day("2027-03-01") - *parse_day("2027-02-28")).count(), 1);
  EXPECT_EQ((*parse_day("2028-03-01") - *parse_day("2028-02-28")).count(), 2);
  for (const char* wrong :
       {"", "2027-3-01", "2027-02-29", "2026-02-30", "2026-13-01", "2026-00-10", "2026-01-00",
        "26-01-01", "2026/01/01", "2026-01-01 ", "+026-01-01", "2026-01-1x", "2026-01-01T00"}) {
    EXPECT_FALSE(parse_day(wrong).has_value()) << wrong;
  }
}

}  // namespace
}  // namespace formwork
