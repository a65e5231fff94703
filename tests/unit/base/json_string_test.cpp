#include "base/json_string.h"

#include <gtest/gtest.h>

namespace formwork {
namespace {

std::string json(std::string_view text) {
  std::string out = "x";
  append_json_string(out, text);
  return out;
}

TEST(JsonString, TakesTheShortestEscapeAndLeavesAllElseAsItIs) {
  EXPECT_EQ(json(""), "x\"\"");
  EXPECT_EQ(json("plain/'<&\x7F"), "x\"plain/'<&\x7F\"");
  EXPECT_EQ(json("gr\xC3\xBC\xC3\x9F \xF0\x9F\x98\x80 \xE2\x80\xA8"),
            "x\"gr\xC3\xBC\xC3\x9F \xF0\x9F\x98\x80 \xE2\x80\xA8\"");
  EXPECT_EQ(json("\"\\\b\f\n\r\t"), "x\"\\\"\\\\\\b\\f\\n\\r\\t\"");
  EXPECT_EQ(json(std::string_view("\0a\x1F", 3)), "x\"\\u0000a\\u001f\"");
}

}  // namespace
}  // namespace formwork
