#include "language/language.h"
#include "support/hostile.h"
#include "support/mini_template.h"
#include "support/yaml_readers.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace formwork {
namespace {

using ::testing::HasSubstr;

const Language& text() {
  return *language(LanguageId::text);
}

TEST(Text, WritesValuesAsTheyAreOnOneLine) {
  std::size_t written = 0;
  for (const std::string& x : hostile::texts()) {
    const auto result =
        mini::render(text(), Dialect::none, "/a <%= x %>\nb\n", {{"x", Value::of_string(x)}});
    if (!result.error.empty()) {
      EXPECT_THAT(result.error, HasSubstr("cannot hold"));
      continue;
    }
    ++written;
    const readers::Leaves expected = {{"/0", "str:/a " + x}, {"/1", "str:b"}};
    EXPECT_EQ(readers::ours(text(), Dialect::none, result.text), expected);
  }
  EXPECT_GT(written, 100U);
}

TEST(Text, RefusesLineEndsAndWhatHides) {
  const auto error = [](std::string_view x) {
    return mini::render(text(), Dialect::none, "<%= x %>", {{"x", Value::of_string(x)}}).error;
  };
  EXPECT_THAT(error("a\nb"), HasSubstr("line end"));
  EXPECT_THAT(error("a\tb"), HasSubstr("U+0009"));
  EXPECT_THAT(error("\xE2\x80\xAE"), HasSubstr("U+202E"));
}

}  // namespace
}  // namespace formwork
