#include "drift/lines.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <random>
#include <string>

namespace formwork {
namespace {

TEST(Lines, KeepTheirEnds) {
  EXPECT_EQ(lines_of("a\n\nb"), (std::vector<std::string_view>{"a\n", "\n", "b"}));
  EXPECT_TRUE(lines_of("").empty());
}

// Length of the longest common subsequence, by the textbook.
std::size_t common(const std::vector<std::string_view>& a, const std::vector<std::string_view>& b) {
  std::vector<std::vector<std::size_t>> best(a.size() + 1, std::vector<std::size_t>(b.size() + 1));
  for (std::size_t i = 1; i <= a.size(); ++i) {
    for (std::size_t j = 1; j <= b.size(); ++j) {
      best[i][j] =
          a[i - 1] == b[j - 1] ? best[i - 1][j - 1] + 1 : std::max(best[i - 1][j], best[i][j - 1]);
    }
  }
  return best[a.size()][b.size()];
}

// Turns `a` into `b` by `edits`, counting the lines that go and come; false if that does not give
// `b`.
bool applies(const std::vector<std::string_view>& a, const std::vector<std::string_view>& b,
             const std::vector<Change>& edits, std::size_t& count) {
  std::vector<std::string_view> out;
  std::size_t at = 0;
  count = 0;
  for (const Change& change : edits) {
    if (change.a_begin < at || change.a_end > a.size() || change.b_end > b.size()) return false;
    out.insert(out.end(), a.begin() + static_cast<std::ptrdiff_t>(at),
               a.begin() + static_cast<std::ptrdiff_t>(change.a_begin));
    out.insert(out.end(), b.begin() + static_cast<std::ptrdiff_t>(change.b_begin),
               b.begin() + static_cast<std::ptrdiff_t>(change.b_end));
    at = change.a_end;
    count += change.a_end - change.a_begin + change.b_end - change.b_begin;
  }
  out.insert(out.end(), a.begin() + static_cast<std::ptrdiff_t>(at), a.end());
  return out == b;
}

TEST(Changes, AreAShortestEdit) {
  std::mt19937 random(99);  // NOLINT: the same texts in every run
  const std::string_view alphabet[] = {"a\n", "b\n", "c\n", "d\n"};
  for (int round = 0; round < 2000; ++round) {
    std::vector<std::string_view> a, b;
    for (std::size_t i = random() % 12; i > 0; --i) a.push_back(alphabet[random() % 4]);
    for (std::size_t i = random() % 12; i > 0; --i) b.push_back(alphabet[random() % 4]);
    std::size_t count = 0;
    ASSERT_TRUE(applies(a, b, changes(a, b), count)) << round;
    ASSERT_EQ(count, a.size() + b.size() - 2 * common(a, b)) << round;
  }
}

TEST(Changes, OfTextsWithNothingInCommonAreOneAndCostLittle) {
  std::vector<std::string> texts;
  for (int i = 0; i < 40000; ++i) texts.push_back("line " + std::to_string(i) + "\n");
  const std::vector<std::string_view> a(texts.begin(), texts.begin() + 20000);
  const std::vector<std::string_view> b(texts.begin() + 20000, texts.end());
  const auto begin = std::chrono::steady_clock::now();
  const auto edits = changes(a, b);
  ASSERT_EQ(edits.size(), 1U);
  EXPECT_EQ(edits.front().a_end, 20000U);
  EXPECT_LT(std::chrono::steady_clock::now() - begin, std::chrono::seconds(5))
      << "quadratic would be minutes";
}

TEST(Changes, FindTheFewEditsInALongText) {
  std::vector<std::string> texts;
  for (int i = 0; i < 10000; ++i) texts.push_back("line " + std::to_string(i) + "\n");
  const std::vector<std::string_view> a(texts.begin(), texts.end());
  auto b = a;
  b[10] = "x\n";
  b.erase(b.begin() + 5000);
  b.insert(b.begin() + 9000, "y\n");
  std::size_t count = 0;
  ASSERT_TRUE(applies(a, b, changes(a, b), count));
  EXPECT_EQ(count, 4U);
}

}  // namespace
}  // namespace formwork
