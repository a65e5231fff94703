// What is embedded, and what the build read of it.
#include "pack/embedded.h"

#include <gtest/gtest.h>

namespace formwork {
namespace {

TEST(Embedded, EverySchemaManifestAndFileOfRulesWasReadWhenFormworkWasBuilt) {
  std::size_t count = 0;
  for (const EmbeddedFile& file : embedded_files()) {
    const bool is_data = file.path.starts_with("schemas/") || file.path.ends_with("/pack.yaml") ||
                         file.path.find("/rules/") != std::string_view::npos;
    if (!is_data) continue;
    EXPECT_FALSE(file.events.empty()) << file.path;
    SourceMap sources;
    Diagnostics diagnostics;
    const auto document = parse_data(sources.add(std::string(file.path), std::string(file.bytes)),
                                     sources, diagnostics);
    ASSERT_TRUE(document) << file.path;
    EXPECT_TRUE(diagnostics.empty());
    EXPECT_TRUE(document->root().is(Kind::map)) << file.path;
    ++count;
  }
  EXPECT_GE(count, 30U);
}

TEST(Embedded, AFileOfOnesOwnIsReadItselfEvenIfItsPathIsABuiltInOnes) {
  SourceMap sources;
  Diagnostics diagnostics;
  const auto document = parse_data(sources.add("templates/kubernetes/pack.yaml", "pack: mine\n"),
                                   sources, diagnostics);
  ASSERT_TRUE(document);
  EXPECT_EQ(document->root().find("pack").text(), "mine");
}

}  // namespace
}  // namespace formwork
