#include "drift/pin_hunk.h"

#include <gtest/gtest.h>

namespace formwork {
namespace {

const std::string kOld(40, 'a'), kNew(40, 'b');
const std::string kOldImage = "sha256:" + std::string(64, 'c'),
                  kNewImage = "sha256:" + std::string(64, 'd');

std::string workflow(const std::string& sha, const std::string& version) {
  return "jobs:\n  build:\n    steps:\n      - uses: actions/checkout@" + sha + " # " + version +
         "\n      - uses: actions/checkout@" + sha + " # " + version + "\n      - run: make\n";
}

TEST(MovedPins, RecogniseAnActionThatABotMoved) {
  const auto pins = moved_pins(workflow(kOld, "v4.1.0"), workflow(kNew, "v4.2.0"));
  ASSERT_TRUE(pins.has_value());
  ASSERT_EQ(pins->size(), 1U) << "each pin once";
  const MovedPin& pin = pins->front();
  EXPECT_EQ(pin.kind, MovedPin::Kind::action);
  EXPECT_EQ(pin.name, "actions/checkout");
  EXPECT_EQ(pin.from, kOld);
  EXPECT_EQ(pin.to, kNew);
  EXPECT_EQ(pin.from_label, "v4.1.0");
  EXPECT_EQ(pin.to_label, "v4.2.0");
  EXPECT_EQ(pin.line, 4U);
}

TEST(MovedPins, RecogniseAnImageWithRegistryPortAndTag) {
  const auto from = "FROM registry.local:5000/team/base:1.0@" + kOldImage + " AS build\n";
  const auto to = "FROM registry.local:5000/team/base:1.1@" + kNewImage + " AS build\n";
  const auto pins = moved_pins(from, to);
  ASSERT_TRUE(pins.has_value());
  EXPECT_EQ(pins->front().kind, MovedPin::Kind::image);
  EXPECT_EQ(pins->front().name, "registry.local:5000/team/base");
  EXPECT_EQ(pins->front().to, kNewImage);
  EXPECT_EQ(pins->front().to_label, "1.1");
  EXPECT_TRUE(
      moved_pins("image: \"nginx@" + kOldImage + "\"\n", "image: \"nginx@" + kNewImage + "\"\n"));
}

TEST(MovedPins, AreNoExcuseForAnyOtherEdit) {
  const std::string line = "      - uses: actions/checkout@" + kOld + " # v4\n";
  const auto edited = [&](const std::string& other) { return moved_pins(line, other).has_value(); };
  EXPECT_FALSE(edited("      - uses: evil/checkout@" + kNew + " # v4\n")) << "another action";
  EXPECT_FALSE(edited("      - uses: actions/checkout@main\n")) << "no longer pinned";
  EXPECT_FALSE(edited("      - uses: actions/checkout@" + kOld + " # v5\n")) << "only the comment";
  EXPECT_FALSE(edited("        uses: actions/checkout@" + kNew + " # v4\n")) << "other indentation";
  EXPECT_FALSE(edited(line + line)) << "a line more";
  EXPECT_FALSE(edited(line)) << "nothing moved";
  EXPECT_FALSE(moved_pins(workflow(kOld, "v4") + "a\n", workflow(kNew, "v4") + "b\n"));
  EXPECT_FALSE(moved_pins("x: a@" + kOldImage + " && rm\n", "x: a@" + kNewImage + " && ls\n"));
}

}  // namespace
}  // namespace formwork
