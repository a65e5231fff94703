#pragma once
// Pages that tests write: a whole one, or the part between `<!-- name: … -->` and `<!-- end name
// -->`.
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

namespace formwork::testing {

/// Expects that block `name` of `page` holds `text`; with UPDATE_GOLDEN=1 writes it, and the test
/// is skipped.
inline void expect_block(const std::string& page, const std::string& name,
                         const std::string& text) {
  const std::filesystem::path path = std::filesystem::path(FORMWORK_SOURCE_DIR) / page;
  std::ifstream stream(path, std::ios::binary);
  std::string content{std::istreambuf_iterator<char>(stream), {}};
  const std::size_t open = content.find("<!-- " + name + ":");
  const std::size_t begin = open == std::string::npos ? open : content.find("-->\n", open);
  const std::size_t end = content.find("<!-- end " + name + " -->");
  ASSERT_TRUE(begin != std::string::npos && end != std::string::npos)
      << page << " has no block " << name;
  const std::string held = content.substr(begin + 4, end - begin - 4);
  const char* const update = std::getenv("UPDATE_GOLDEN");
  if (update == nullptr || std::string(update) != "1") {
    EXPECT_EQ(held, text) << "run tests/update_golden.sh and review " << page;
    return;
  }
  content.replace(begin + 4, end - begin - 4, text);
  std::ofstream(path, std::ios::binary) << content;
  GTEST_SKIP() << "rewrote " << page;
}

/// The same for a page that is nothing else.
inline void expect_page(const std::string& page, const std::string& text) {
  const std::filesystem::path path = std::filesystem::path(FORMWORK_SOURCE_DIR) / page;
  std::ifstream stream(path, std::ios::binary);
  const std::string held{std::istreambuf_iterator<char>(stream), {}};
  const char* const update = std::getenv("UPDATE_GOLDEN");
  if (update == nullptr || std::string(update) != "1") {
    EXPECT_TRUE(held == text) << page << " is behind: run tests/update_golden.sh and review it";
    return;
  }
  std::ofstream(path, std::ios::binary) << text;
  GTEST_SKIP() << "rewrote " << page;
}

}  // namespace formwork::testing
