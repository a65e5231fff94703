#include "csp/meta.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace formwork::csp {
namespace {

TEST(Meta, CarriesWhatAnElementCan) {
  const MetaElement found = meta_element(
      parse("default-src 'self'; frame-ancestors 'none'; img-src https://a.example/x?a=1&b=%22; "
            "report-to csp; report-uri /r; sandbox; upgrade-insecure-requests"));
  EXPECT_EQ(found.element,
            "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'self'; img-src "
            "https://a.example/x?a=1&amp;b=%22; upgrade-insecure-requests\">");
  EXPECT_THAT(found.dropped,
              ::testing::ElementsAre("frame-ancestors", "report-to", "report-uri", "sandbox"));
}

TEST(Meta, NoTextEndsTheAttribute) {
  EXPECT_EQ(meta_element({{{"img-src", {"\"><script>"}}}}).element,
            "<meta http-equiv=\"Content-Security-Policy\" content=\"img-src &quot;>&lt;script>\">");
}

}  // namespace
}  // namespace formwork::csp
