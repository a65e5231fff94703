#include "csp/security_headers.h"

#include <gtest/gtest.h>

#include <ostream>

namespace formwork::csp {
namespace {

using enum HeaderVerdict;
const std::optional<std::string> kNone;

struct Row {
  const char* name;
  std::optional<std::string> expected, found;
  HeaderVerdict verdict;
};
void PrintTo(const Row& row, std::ostream* out) {
  *out << row.name << ": " << row.expected.value_or("(none)") << " | "
       << row.found.value_or("(none)");
}

class Headers : public ::testing::TestWithParam<Row> {};

TEST_P(Headers, AreComparedInMeaning) {
  const Row& row = GetParam();
  const HeaderComparison found = compare_header(row.name, row.expected, row.found);
  EXPECT_EQ(found.verdict, row.verdict) << found.why;
  EXPECT_EQ(found.why.empty(), row.verdict == equal) << found.why;
}

constexpr const char* kTransport = "strict-transport-security";
constexpr const char* kOptions = "x-content-type-options";
constexpr const char* kFrames = "x-frame-options";
constexpr const char* kReferrer = "referrer-policy";
constexpr const char* kOpener = "cross-origin-opener-policy";
constexpr const char* kEmbedder = "cross-origin-embedder-policy";
constexpr const char* kResource = "cross-origin-resource-policy";
constexpr const char* kPermissions = "permissions-policy";
constexpr const char* kEndpoints = "reporting-endpoints";
const std::string kYear = "max-age=31536000; includeSubDomains";

INSTANTIATE_TEST_SUITE_P(
    Transport, Headers,
    ::testing::Values(
        Row{kTransport, kYear, "includesubdomains;MAX-AGE=\"31536000\"; ", equal},
        Row{kTransport, kYear, "max-age=031536000 ; includeSubDomains; other=1", equal},
        Row{kTransport, kYear, "max-age=31535999; includeSubDomains", weaker},
        Row{kTransport, kYear, "max-age=31536000", weaker},
        Row{kTransport, kYear, "max-age=0; includeSubDomains", weaker},
        Row{kTransport, kYear, "max-age=31536000; includeSubDomains; max-age=31536000", weaker},
        Row{kTransport, kYear, "max-age=; includeSubDomains", weaker},
        Row{kTransport, kYear, "max-age=-1; includeSubDomains", weaker},
        Row{kTransport, kYear, "max-age=99999999999999999999999; includeSubDomains", weaker},
        Row{kTransport, kYear, "includeSubDomains", weaker}, Row{kTransport, kYear, kNone, weaker},
        Row{kTransport, kYear, "max-age=63072000; includeSubDomains", different},
        Row{kTransport, "max-age=31536000", kYear, different},
        Row{kTransport, kYear, kYear + "; preload", different},
        Row{kTransport, kYear + "; preload", kYear, different},
        Row{kTransport, "max-age=0", "max-age=0", equal}));

INSTANTIATE_TEST_SUITE_P(
    Words, Headers,
    ::testing::Values(
        Row{kOptions, "nosniff", "NoSniff", equal}, Row{kOptions, "nosniff", "nosniff, x", equal},
        Row{kOptions, "nosniff", "x, nosniff", weaker},  // the first counts
        Row{kOptions, "nosniff", "", weaker}, Row{kOptions, "nosniff", "'nosniff'", weaker},
        Row{kFrames, "DENY", "deny", equal}, Row{kFrames, "DENY", "SAMEORIGIN", weaker},
        Row{kFrames, "DENY", "ALLOW-FROM https://a.example", weaker},
        Row{kFrames, "DENY", "sameorigin, deny", equal},  // several: browsers deny
        Row{kFrames, "SAMEORIGIN", "sameorigin, x", different},
        Row{kFrames, "SAMEORIGIN", "sameorigin, SAMEORIGIN", equal},
        Row{kFrames, kNone, "DENY", different}, Row{kFrames, kNone, "ALLOWALL", equal},
        Row{kReferrer, "no-referrer", "unsafe-url, No-Referrer", equal},  // the last known counts
        Row{kReferrer, "no-referrer", "no-referrer, new-policy", equal},
        Row{kReferrer, "no-referrer", "no-referrer, unsafe-url", weaker},
        Row{kReferrer, "no-referrer", "same-origin", different},
        Row{kReferrer, "strict-origin", "no-referrer", different},
        Row{kReferrer, "strict-origin-when-cross-origin", "x", equal},  // the default
        Row{kReferrer, "same-origin", "", weaker},
        Row{kReferrer, "origin", "no-referrer-when-downgrade", weaker},
        Row{kOpener, "same-origin", "same-origin; report-to=\"x\"", equal},
        Row{kOpener, "same-origin", "Same-Origin", weaker},  // structured: to the letter
        Row{kOpener, "same-origin", "same-origin-allow-popups", weaker},
        Row{kOpener, "same-origin-allow-popups", "same-origin", different},
        Row{kOpener, "unsafe-none", "nonsense", equal},
        Row{kEmbedder, "require-corp", "credentialless", weaker},
        Row{kEmbedder, kNone, "unsafe-none", equal},
        Row{kEmbedder, kNone, "require-corp", different},
        Row{kResource, "same-origin", " same-origin", equal},
        Row{kResource, "same-origin", "same-origin; x", weaker},
        Row{kResource, "same-origin", "same-origin, same-origin", weaker},
        Row{kResource, "same-site", "same-origin", different}));

INSTANTIATE_TEST_SUITE_P(
    Endpoints, Headers,
    ::testing::Values(
        Row{kEndpoints, "a=\"https://r.example/x\"", " a=\"https://r.example/x\" ", equal},
        Row{kEndpoints, "a=\"/x\", b=\"/y\"", "b=\"/y\";p=1 , a=\"/x\"", equal},
        Row{kEndpoints, "a=\"/x\"", "a=\"/y\", a=\"/x\"", equal},  // the last counts
        Row{kEndpoints, "a=\"/x\"", "a=\"/x\", b=1", equal},       // no string, no endpoint
        Row{kEndpoints, "a=\"/x\"", kNone, weaker}, Row{kEndpoints, "a=\"/x\"", "b=\"/x\"", weaker},
        Row{kEndpoints, "a=\"/x\"", "a=\"/x\", a", weaker},
        Row{kEndpoints, "a=\"/x\"", "a=\"/x", weaker},  // nobody can read it
        Row{kEndpoints, "a=\"/x\"", "a=\"/x\",", weaker},
        Row{kEndpoints, "a=\"/x\"", "A=\"/x\"", weaker},
        Row{kEndpoints, "a=\"/x\"", "{\"group\": \"a\"}", weaker},  // Report-To's form
        Row{kEndpoints, "a=\"/x\"", "a=\"/y\"", different},
        Row{kEndpoints, "a=\"/x\"", "a=\"/x\", b=\"/y\"", different}));

INSTANTIATE_TEST_SUITE_P(
    Permissions, Headers,
    ::testing::Values(
        Row{kPermissions, "camera=(), usb=()", "usb=( ),camera=()", equal},
        Row{kPermissions, "camera=(self \"https://a.example\")",
            "camera=(\"https://a.example\" self)", equal},
        Row{kPermissions, "camera=(self)", "camera=self", equal},
        Row{kPermissions, "camera=*", "camera=(* self)", equal},
        Row{kPermissions, "camera=()", "camera=(self), camera=()", equal},  // the last counts
        Row{kPermissions, "camera=()", "camera", equal},                    // `true` is no list
        Row{kPermissions, "camera=();report-to=x", "camera=()", equal},
        Row{kPermissions, "camera=(), usb=()", "camera=()", weaker},
        Row{kPermissions, "camera=()", "camera=(self)", weaker},
        Row{kPermissions, "camera=(self)", "camera=*", weaker},
        Row{kPermissions, "camera=()", "camera=() usb=()", weaker},  // nobody can read it
        Row{kPermissions, "camera=()", "camera=(", weaker},
        Row{kPermissions, "camera=()", "camera=(),", weaker},
        Row{kPermissions, "camera=()", "Camera=()", weaker},
        Row{kPermissions, "camera=()", "camera 'none'", weaker},  // Feature-Policy's form
        Row{kPermissions, "camera=()", kNone, weaker},
        Row{kPermissions, "camera=()", "camera=(), usb=()", different},
        Row{kPermissions, "camera=(self)", "camera=()", different}));

TEST(HeaderNames, AreWrittenAsTheSpecificationsDo) {
  EXPECT_EQ(header_title("referrer-policy"), "Referrer-Policy");
  EXPECT_EQ(header_title("x-other"), "x-other");
  EXPECT_TRUE(is_security_header("permissions-policy"));
  EXPECT_FALSE(is_security_header("server"));
  EXPECT_EQ(compare_header("x-other", "a", "A").verdict, different);
  EXPECT_EQ(compare_header("x-other", "a", "a").verdict, equal);
}

}  // namespace
}  // namespace formwork::csp
