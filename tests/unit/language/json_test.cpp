#include "language/language.h"
#include "support/hostile.h"
#include "support/mini_template.h"
#include "support/yaml_readers.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

namespace formwork {
namespace {

using ::testing::HasSubstr;

const Language& json() {
  return *language(LanguageId::json);
}

TEST(Json, IsPrintedFromYaml) {
  EXPECT_EQ(json().layout("a: 1\nb:\n  - c: \"d \\\" \\\\ \\u2028\\n\"\n  - []\n  - {}\n  - null\n "
                          " - true\n  - 1.50\nno: off\n"),
            "{\n  \"a\": 1,\n  \"b\": [\n    {\n      \"c\": \"d \\\" \\\\ \\u2028\\n\"\n    },\n  "
            "  [],\n    {},\n"
            "    null,\n    true,\n    1.50\n  ],\n  \"no\": \"off\"\n}\n");
  EXPECT_EQ(json().layout("[]\n"), "[]\n");
}

TEST(Json, RefusesWhatJsonCannotHold) {
  const auto error = [](const std::string& text) {
    SourceMap sources;
    Diagnostics diagnostics;
    const SourceId id = sources.add("a.json", json().layout(text));
    EXPECT_FALSE(json().parse(id, sources, Dialect::none, diagnostics)) << text;
    return diagnostics.empty() ? std::string() : diagnostics.items().front().message;
  };
  EXPECT_THAT(error("a: 1\n---\nb: 2\n"), HasSubstr("one value"));
  EXPECT_THAT(error("a: .inf\n"), HasSubstr("no number"));
  EXPECT_THAT(error("a: [\n"), ::testing::Not(::testing::IsEmpty()));
}

TEST(JsonInjection, EveryTextReadsBackByTwoReaders) {
  for (const char* text : {"a: <%= x %>\nb: 1\n", "a: \"<%= x %>\"\nb: 1\n"}) {
    for (const std::string& x : hostile::texts()) {
      const auto result = mini::render(json(), Dialect::none, text, {{"x", Value::of_string(x)}});
      ASSERT_EQ(result.error, "");
      const std::string printed = json().layout(result.text);
      EXPECT_EQ(nlohmann::json::parse(printed), (nlohmann::json{{"a", x}, {"b", 1}})) << printed;
      const readers::Leaves expected = {{"/0/a", "str:" + x}, {"/0/b", "other:1"}};
      EXPECT_EQ(readers::ours(json(), Dialect::none, printed), expected) << printed;
      EXPECT_EQ(json().layout(printed), printed) << "printing is stable";
    }
  }
}

}  // namespace
}  // namespace formwork
