#include "base/integrity.h"

#include <gtest/gtest.h>

namespace formwork {
namespace {

// The digests of the SRI specification's own example, section 3.1.
TEST(Integrity, AsTheSpecificationHasIt) {
  EXPECT_EQ(hash_expression(HashAlgorithm::sha384, "alert('Hello, world.');"),
            "sha384-H8BRh8j48O9oYatfu5AZzq6A9RINhZO5H16dQZngK7T62em8MUt1FLm52t+eX6xO");
  EXPECT_EQ(hash_expression(HashAlgorithm::sha512, "alert('Hello, world.');"),
            "sha512-Q2bFTOhEALkN8hOms2FKTDLy7eugP2zFZ1T8LCvX42Fp3WoNr3bjZSAHeOsHrbV1Fu9/"
            "A0EzCinRE7Af1ofPrw==");
  // CSP3, section 2.3.2 of the second level: the empty text has a digest like any other.
  EXPECT_EQ(hash_expression(HashAlgorithm::sha256, ""),
            "sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=");
}

struct Row {
  const char* metadata;
  bool matches;
};

class Metadata : public ::testing::TestWithParam<Row> {};

TEST_P(Metadata, Matches) {
  EXPECT_EQ(matches_integrity(hash_expressions("alert('Hello, world.');"), GetParam().metadata),
            GetParam().matches)
      << GetParam().metadata;
}

#define RIGHT_384 "sha384-H8BRh8j48O9oYatfu5AZzq6A9RINhZO5H16dQZngK7T62em8MUt1FLm52t+eX6xO"
#define WRONG_384 "sha384-AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
#define RIGHT_512                                                                                \
  "sha512-Q2bFTOhEALkN8hOms2FKTDLy7eugP2zFZ1T8LCvX42Fp3WoNr3bjZSAHeOsHrbV1Fu9/A0EzCinRE7Af1ofPr" \
  "w=="
#define WRONG_256 "sha256-AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="

INSTANTIATE_TEST_SUITE_P(
    Rows, Metadata,
    ::testing::Values(Row{RIGHT_384, true}, Row{WRONG_384, false}, Row{"", true}, Row{"  ", true},
                      Row{"md5-abc", true}, Row{"sha384", true}, Row{"SHA384-abc", true},
                      Row{WRONG_384 " " RIGHT_384, true}, Row{RIGHT_384 "\t\n" WRONG_384, true},
                      Row{WRONG_256 " " RIGHT_384, true},  // the weaker one is of no account
                      Row{RIGHT_384 " " WRONG_256, true},
                      Row{WRONG_384 " " RIGHT_512, true},  // nor is this
                      Row{RIGHT_384 "?ct=text/javascript", true},
                      Row{WRONG_384 "?" RIGHT_384, false}));

// base64url is read as base64: of 512 files some have `+`, some `/`.
TEST(Integrity, TakesEitherAlphabet) {
  int told_apart = 0;
  for (int i = 0; i < 512; ++i) {
    const HashExpressions file = hash_expressions(std::to_string(i));
    std::string url = file[1];
    for (std::size_t at = 7; at < url.size(); ++at) {
      if (url[at] == '+') url[at] = '-';
      if (url[at] == '/') url[at] = '_';
    }
    told_apart += url != file[1] ? 1 : 0;
    EXPECT_TRUE(matches_integrity(file, url)) << url;
    EXPECT_FALSE(matches_integrity(hash_expressions(std::to_string(i) + "x"), url));
  }
  EXPECT_GT(told_apart, 300);
}

TEST(Integrity, OfTheStrongestHashesAllAreGiven) {
  using Hashes = std::vector<std::string>;
  EXPECT_EQ(strongest_hashes("sha256-a sha512-b?x sha384-c md5-d sha512-e_-"),
            (Hashes{"sha512-b", "sha512-e/+"}));
  EXPECT_EQ(strongest_hashes(" md5-d "), Hashes{});
}

}  // namespace
}  // namespace formwork
