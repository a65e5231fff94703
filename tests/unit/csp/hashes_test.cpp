#include "csp/hashes.h"

#include <gtest/gtest.h>

namespace formwork::csp {
namespace {

struct Row {
  const char* what;
  const char* policy;
  InlineHashes hashes;
  const char* expected;
};
void PrintTo(const Row& row, std::ostream* out) {
  *out << row.what;
}

class WithHashes : public ::testing::TestWithParam<Row> {};

TEST_P(WithHashes, StandWhereBrowsersLook) {
  EXPECT_EQ(serialize(with_hashes(parse(GetParam().policy), GetParam().hashes)),
            GetParam().expected);
}

const InlineHashes kScript = {{"script-src-elem", {"'sha256-A='"}}};
const InlineHashes kStyle = {{"style-src-elem", {"'sha256-S='"}}};
const InlineHashes kHandler = {{"script-src-attr", {"'sha256-H='"}}};

INSTANTIATE_TEST_SUITE_P(
    Rows, WithHashes,
    ::testing::Values(
        Row{"none", "default-src 'self'", {}, "default-src 'self'"},
        Row{"in its own directive", "script-src 'self'", kScript, "script-src 'self' 'sha256-A='"},
        Row{"in the nearest one", "script-src 'self'; script-src-elem a.example", kScript,
            "script-src 'self'; script-src-elem a.example 'sha256-A='"},
        Row{"default-src stays as it is",
            "base-uri 'none'; default-src 'self'; style-src b.example", kScript,
            "base-uri 'none'; default-src 'self'; script-src 'self' 'sha256-A='; style-src "
            "b.example"},
        Row{"styles likewise", "default-src 'self'; img-src *", kStyle,
            "default-src 'self'; img-src *; style-src 'self' 'sha256-S='"},
        Row{"'none' is no longer true", "script-src 'NONE'", kScript, "script-src 'sha256-A='"},
        Row{"of default-src, too", "default-src 'none'", kScript,
            "default-src 'none'; script-src 'sha256-A='"},
        Row{"nothing governs scripts", "img-src 'self'", kScript, "img-src 'self'"},
        Row{"it is there", "script-src 'sha256-A='", kScript, "script-src 'sha256-A='"},
        Row{"sorted, each once",
            "script-src 'self'",
            {{"script-src-elem", {"'sha256-C='", "'sha256-B='"}}},
            "script-src 'self' 'sha256-B=' 'sha256-C='"},
        Row{"attributes count by name alone", "script-src 'self'", kHandler, "script-src 'self'"},
        Row{"where 'unsafe-hashes' is asked for", "script-src 'self' 'unsafe-hashes'", kHandler,
            "script-src 'self' 'unsafe-hashes' 'sha256-H='"},
        Row{"in the directive of attributes", "script-src 'self'; script-src-attr 'unsafe-hashes'",
            kHandler, "script-src 'self'; script-src-attr 'unsafe-hashes' 'sha256-H='"},
        Row{"not beside scripts that have their own",
            "script-src 'self'; script-src-elem 'none'",
            {{"script-src-elem", {"'sha256-A='"}}, {"script-src-attr", {"'sha256-H='"}}},
            "script-src 'self'; script-src-elem 'sha256-A='"}));

}  // namespace
}  // namespace formwork::csp
