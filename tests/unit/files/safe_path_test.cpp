#include "files/safe_path.h"

#include <gtest/gtest.h>

#include <string>

namespace formwork {
namespace {

TEST(SafePath, AcceptsPlainPathsBelowTheRoot) {
  for (const char* path : {"a", "infra/prod/kubernetes/api.yaml", ".github/workflows/ci.yaml",
                           ".gitattributes", "a..b/c", "infra/gr\xC3\xBC\xC3\x9F"}) {
    EXPECT_EQ(unsafe_path(path), std::nullopt) << path;
  }
  EXPECT_EQ(unsafe_path(std::string(255, 'a')), std::nullopt);
}

TEST(SafePath, SaysWhyAPathIsRefused) {
  const std::pair<std::string, std::string_view> rows[] = {
      {"", "it is empty"},
      {"/etc/passwd", "it is absolute"},
      {"C:/x", "it is absolute"},
      {"a/../../b", "it has a `..` part"},
      {"..", "it has a `..` part"},
      {"./a", "it has a `.` part"},
      {"a//b", "it has an empty part"},
      {"a/", "it has an empty part"},
      {"a\\..\\b", "it has a backslash"},
      {"a\nb", "it has a control character"},
      {std::string("a\0b", 3), "it has a control character"},
      {"a\xE2\x80\xAE"
       "b",
       "it has a control character"},
      {"a\xff", "it is not valid UTF-8"},
      {".git/hooks/pre-commit", "it is inside a `.git` folder"},
      {"a/.GiT/config", "it is inside a `.git` folder"},
      {std::string(256, 'a'), "it is too long"},
  };
  for (const auto& [path, why] : rows) EXPECT_EQ(unsafe_path(path), why) << path;
}

TEST(LinkTarget, FollowsRelativeLinksAndRefusesThoseThatLeave) {
  EXPECT_EQ(link_target("environments/qa.yaml", "staging.yaml"), "environments/staging.yaml");
  EXPECT_EQ(link_target("a/b/c", "../d/./e"), "a/d/e");
  EXPECT_EQ(link_target("a/b", ".."), "");
  EXPECT_EQ(link_target("a/b", "../../c"), std::nullopt);
  EXPECT_EQ(link_target("a", "/etc/passwd"), std::nullopt);
}

}  // namespace
}  // namespace formwork
