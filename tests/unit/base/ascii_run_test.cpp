#include "base/ascii_run.h"

#include "base/base64.h"

#include <gtest/gtest.h>

#include <string>

namespace formwork {
namespace {

TEST(AsciiRun, EndsAtEveryByteThatIsEscapedOrNotAscii) {
  for (int byte = 0; byte < 256; ++byte) {
    const char c = static_cast<char>(byte);
    const bool plain = c >= ' ' && c <= '~' && c != '"' && c != '\\';
    for (std::size_t size = 1; size < 20; ++size) {
      for (std::size_t at = 0; at < size; ++at) {
        std::string text(size, 'x');
        text[at] = c;
        for (std::size_t from = 0; from <= size; ++from) {
          const std::size_t expected = plain || from > at ? size : at;
          ASSERT_EQ(unescaped_until(text, from), expected) << byte << ' ' << at << ' ' << from;
        }
      }
    }
  }
}

// Two in one word: the first counts.
TEST(AsciiRun, EndsAtTheFirst) {
  EXPECT_EQ(unescaped_until("ab\"\x01\x80\\cd", 0), 2U);
  EXPECT_EQ(unescaped_until("ab\x01\"\x80\\cd", 0), 2U);
  EXPECT_EQ(unescaped_until("abcdefg\x80\"", 0), 7U);
  EXPECT_EQ(unescaped_until("", 0), 0U);
}

std::string base64(std::string_view text) {
  return formwork::base64({reinterpret_cast<const std::uint8_t*>(text.data()), text.size()});
}

// RFC 4648, section 10.
TEST(Base64, IsThatOfTheRfc) {
  EXPECT_EQ(base64(""), "");
  EXPECT_EQ(base64("f"), "Zg==");
  EXPECT_EQ(base64("fo"), "Zm8=");
  EXPECT_EQ(base64("foo"), "Zm9v");
  EXPECT_EQ(base64("foob"), "Zm9vYg==");
  EXPECT_EQ(base64("fooba"), "Zm9vYmE=");
  EXPECT_EQ(base64("foobar"), "Zm9vYmFy");
  EXPECT_EQ(base64("\xFF\xFB\xBF"), "//u/");
}

}  // namespace
}  // namespace formwork
