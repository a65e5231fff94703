#include "base/text.h"

#include "base/sha256.h"

#include <gtest/gtest.h>

namespace formwork {
namespace {

TEST(EditDistance, CountsInsertionsDeletionsChangesAndSwaps) {
  EXPECT_EQ(edit_distance("replicas", "replcas", 3), 1U);
  EXPECT_EQ(edit_distance("replicas", "repilcas", 3), 1U);
  EXPECT_EQ(edit_distance("", "abc", 3), 3U);
  EXPECT_EQ(edit_distance("abcdef", "uvwxyz", 3), 4U) << "past the limit is limit + 1";
}

TEST(Nearest, PrefersCaseThenDistanceAndStaysSilentWhenFar) {
  EXPECT_EQ(nearest("Port", {"ports", "port"}), "port");
  EXPECT_EQ(nearest("replcas", {"resources", "replicas"}), "replicas");
  EXPECT_EQ(nearest("zzz", {"port", "image"}), std::nullopt);
  EXPECT_EQ(nearest("FW31001", {"FW1001", "FW3101"}), "FW3101") << "begins alike";
  EXPECT_EQ(nearest("ab", {"xy"}), std::nullopt) << "two letters are too few to guess from";
}

TEST(Utf8, FindsTheFirstBadByte) {
  EXPECT_EQ(invalid_utf8("gr\xC3\xBC\xC3\x9F"), std::nullopt);
  EXPECT_EQ(invalid_utf8("\xF0\x9F\x98\x80"), std::nullopt);
  EXPECT_EQ(invalid_utf8("ab\xC0\x80"), 2U) << "overlong NUL";
  EXPECT_EQ(invalid_utf8("\xED\xA0\x80"), 0U) << "surrogate";
  EXPECT_EQ(invalid_utf8("\xF4\x90\x80\x80"), 0U) << "past U+10FFFF";
  EXPECT_EQ(invalid_utf8("a\xE2\x82"), 1U) << "cut short";
}

TEST(Printable, EscapesWhatMustNotReachATerminal) {
  EXPECT_EQ(printable("a\x1b[31mb"), "a\\u{1b}[31mb");
  EXPECT_EQ(printable("x\xE2\x80\xAEy"), "x\\u{202e}y");
  EXPECT_EQ(printable("\xff!"), "\\xff!");
  EXPECT_EQ(printable("gr\xC3\xBC\xC3\x9F \xF0\x9F\x98\x80"),
            "gr\xC3\xBC\xC3\x9F \xF0\x9F\x98\x80");
}

TEST(Utf8, EncodesAndDecodesBack) {
  for (const char32_t c : {U'a', U'ß', U'€', U'😀'}) {
    std::string text;
    append_utf8(text, c);
    std::size_t at = 0;
    EXPECT_EQ(next_code_point(text, at), c);
    EXPECT_EQ(at, text.size());
  }
}

TEST(Glob, StarStopsAtSlashDoubleStarDoesNot) {
  EXPECT_TRUE(glob_match("infra/*/api.yaml", "infra/prod/api.yaml"));
  EXPECT_FALSE(glob_match("infra/*/api.yaml", "infra/prod/k/api.yaml"));
  EXPECT_TRUE(glob_match("infra/**", "infra/prod/k/api.yaml"));
  EXPECT_TRUE(glob_match("p*d", "prod"));
  EXPECT_FALSE(glob_match("dev", "development"));
  EXPECT_TRUE(glob_match("kubernetes/*", "kubernetes/Pod"));
}

TEST(Split, KeepsEmptyParts) {
  EXPECT_EQ(split("a,,b", ','), (std::vector<std::string_view>{"a", "", "b"}));
  EXPECT_EQ(split("", ','), (std::vector<std::string_view>{""}));
  EXPECT_EQ(trim(" \ta b\r\n"), "a b");
}

TEST(Sha256, MatchesTheStandardsExamples) {
  EXPECT_EQ(sha256("").hex(), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  EXPECT_EQ(sha256("abc").hex(),
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  EXPECT_EQ(sha256("abc").short_hex(), "ba7816bf8f01");
  Sha256 parts;
  parts.update("a");
  parts.update("bc");
  EXPECT_EQ(parts.finish(), sha256("abc"));
  EXPECT_EQ(parts.finish(), sha256("")) << "finish starts anew";
}

}  // namespace
}  // namespace formwork
