// What needs no second opinion: of texts made at random from pieces of YAML, none that counts as
// everyday is one that yaml-cpp reads differently.
#include "document/everyday.h"

#include "document/reader.h"
#include "document/scan.h"
#include "document/second_reader.h"

#include <gtest/gtest.h>

#include <array>
#include <filesystem>
#include <fstream>
#include <random>

namespace formwork {
namespace {

struct Opinion {
  bool read = false;
  bool everyday = false;
  bool agreed = false;
};

Opinion ask(const std::string& text, HoleMarks marks = HoleMarks::refused) {
  SourceMap sources;
  const SourceId source = sources.add("spec.yaml", text);
  Diagnostics diagnostics;
  Opinion out;
  const std::string_view kept = sources.text(source);
  if (!scan(source, kept, kept.size(), marks, diagnostics)) return out;
  const auto events = read_events(
      source, kept,
      {.many_documents = marks == HoleMarks::allowed, .hole_marks = marks == HoleMarks::allowed},
      diagnostics);
  out.read = events.has_value();
  out.everyday = out.read && is_everyday(*events);
  out.agreed = out.read && agree(source, *events, diagnostics);
  return out;
}

TEST(Everyday, IsWhatSpecsAreMostlyMadeOf) {
  for (const char* text : {
           "a: 1\n",
           "extends: [base.yaml]\nmetadata: {name: prod, tier: production}\n",
           "# It's a comment: with [everything] in it\na:\n  - b\n  - c: d\n    e: \"f: #g\"\n",
           "image: {tag: v1.2.3, digest: \"sha256:00ff\"}\n",
           "schedule: \"17 3 * * *\"\n",
           "record: slo:objective:ratio\nin: [a:b, {c: d:e1}]\n",
       }) {
    EXPECT_TRUE(ask(text).everyday) << text;
  }
}

TEST(Everyday, IsWhatShapesAreMostlyMadeOf) {
  const std::string mark =
      "\xEE\x80\x80"
      "12"
      "\xEE\x80\x81";
  for (const std::string& text :
       {"image: " + mark + "\n", mark + "-x: a\n",
        "a: [\"x" + mark + "\", {b: " + mark + mark + "}]\n", "a: 1\n---\nb: " + mark + "\n"}) {
    EXPECT_TRUE(ask(text, HoleMarks::allowed).everyday) << text;
    EXPECT_FALSE(ask(text).read) << text;
  }
}

TEST(Everyday, IsNothingThatTakesThought) {
  for (const char* text : {
           "a: 'it''s'\n",
           "a: \"\\x41\"\n",
           "a: |\n  b\n",
           "a: b\n  c\n",
           "a: {b: [1,\n  2]}\n",
           "{\"a\":1}\n",
           "a:\n",
           "a: [1,]\n",
           "a: b#c\n",
           "a: x::y\n",
           "a: :y\n",
           "---\na: 1\n",
           "a : 1\n",
           "a: \xC3\xA9\n",
           "a: 1\r\n",
           "a: ~\n",
           "a: -1\n",
           "a: \"\"\n",
       }) {
    const Opinion opinion = ask(text);
    EXPECT_TRUE(opinion.read) << text;
    EXPECT_FALSE(opinion.everyday) << text;
  }
}

TEST(Everyday, IsNeverReadInTwoWays) {
  constexpr std::array<std::string_view, 36> kPieces{"a",
                                                     "b-c",
                                                     "key",
                                                     "1.5",
                                                     "no",
                                                     "x y",
                                                     "/p.q",
                                                     "\"q\"",
                                                     "\"a: b, [c] #d\"",
                                                     ": ",
                                                     ":",
                                                     ":\n",
                                                     ": ",
                                                     "\n",
                                                     "\n",
                                                     "\n  ",
                                                     "\n    ",
                                                     "\n",
                                                     "- ",
                                                     "-",
                                                     "[",
                                                     "]",
                                                     "{",
                                                     "}",
                                                     ", ",
                                                     ",",
                                                     " ",
                                                     "#",
                                                     " #c",
                                                     ".",
                                                     "+",
                                                     "_z",
                                                     "---",
                                                     "...",
                                                     "\xEE\x80\x80\x31\xEE\x80\x81"};
  std::mt19937 random(20261120);
  std::size_t everyday = 0;
  for (int i = 0; i < 150'000; ++i) {
    std::string text = i % 2 == 0 ? "k: " : "";
    const auto pieces = 2 + random() % 18;
    for (unsigned p = 0; p < pieces; ++p) text += kPieces[random() % kPieces.size()];
    text += '\n';
    const Opinion opinion = ask(text, HoleMarks::allowed);
    if (!opinion.everyday) continue;
    ++everyday;
    ASSERT_TRUE(opinion.agreed) << text;
  }
  EXPECT_GT(everyday, 2'000U) << "too few of the texts say anything";
}

// The largest of what is emitted for Kubernetes, for each service: yaml-cpp would take longer over
// them than all else takes that makes an environment.
TEST(Everyday, IsWhatRulesAndTestsOfAlertsAreMadeOf) {
  namespace fs = std::filesystem;
  std::size_t count = 0;
  for (const auto& entry : fs::recursive_directory_iterator(FORMWORK_SOURCE_DIR "/examples")) {
    const std::string path = entry.path().string();
    if (entry.path().filename() != "prometheusrule.yaml" &&
        (path.find("/prometheus/") == std::string::npos || entry.path().extension() != ".yaml"))
      continue;
    std::ifstream stream(entry.path(), std::ios::binary);
    EXPECT_TRUE(ask({std::istreambuf_iterator<char>(stream), {}}).everyday) << path;
    ++count;
  }
  EXPECT_GE(count, 20U);
}

}  // namespace
}  // namespace formwork
