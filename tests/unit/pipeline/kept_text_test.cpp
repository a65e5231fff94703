#include "pipeline/kept_text.h"

#include <gtest/gtest.h>

#include <random>

namespace formwork {
namespace {

KeptText::Base base(std::string text) {
  return KeptText(text).base();
}

std::string restored(const KeptText& kept) {
  std::string buffer = "left over";
  return std::string(kept.text(buffer));
}

TEST(KeptText, HoldsTheLinesThatDiffer) {
  const std::string model = "name: a\n" + std::string(4000, 'x') + "\nlast: a\n";
  const std::string text = "name: bc\n" + std::string(4000, 'x') + "\nlast: bc\n";
  const KeptText kept(text, base(model));
  EXPECT_EQ(restored(kept), text);
  EXPECT_LT(kept.size(), 100U);
}

TEST(KeptText, HoldsTheWholeWhereThatIsNoMore) {
  for (const char* text : {"", "a", "nothing of the kind\n"}) {
    const KeptText kept(text, base("quite another text\nof two lines\n"));
    EXPECT_TRUE(kept);
    EXPECT_EQ(restored(kept), text);
    EXPECT_LE(kept.size(), std::string(text).size());
  }
  EXPECT_EQ(restored(KeptText("text", nullptr)), "text");
  EXPECT_FALSE(KeptText());
}

TEST(KeptText, GivesBackWhatItWasGiven) {
  std::mt19937 random(7);
  const auto some = [&](std::size_t most) {
    std::string out;
    for (std::size_t n = random() % most; n > 0; --n) out += "ab\n"[random() % 3];
    return out;
  };
  std::size_t smaller = 0;
  for (int round = 0; round < 5000; ++round) {
    const std::string model = some(400);
    std::string text = model;
    for (auto edits = random() % 4; edits > 0 && !text.empty(); --edits)
      text.replace(random() % text.size(), random() % 3, some(4));
    const KeptText kept(text, base(model));
    ASSERT_EQ(restored(kept), text) << model;
    smaller += kept.size() < text.size() ? 1 : 0;
  }
  EXPECT_GT(smaller, 1000U);
}

}  // namespace
}  // namespace formwork
