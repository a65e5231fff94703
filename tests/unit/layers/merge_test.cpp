#include "document/yaml.h"
#include "unit/layers/load.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <random>

namespace formwork {
namespace {

using ::testing::ElementsAre;
using testing::Files;
using ::testing::IsEmpty;
using testing::Loaded;
using ::testing::SizeIs;

// Layers without a workspace around them, lowest first.
struct Stack {
  SourceMap sources;
  std::vector<std::unique_ptr<Layer>> layers;
  Diagnostics diagnostics;

  void add(const std::string& text, LayerKind kind = LayerKind::environment) {
    auto layer = std::make_unique<Layer>();
    layer->kind = kind;
    layer->path = "layer" + std::to_string(layers.size() + 1);
    layer->source = sources.add(layer->path, text);
    auto document = parse_yaml(layer->source, sources, diagnostics);
    ASSERT_TRUE(document.has_value()) << text;
    layer->document = std::move(*document);
    layers.push_back(std::move(layer));
  }
  [[nodiscard]] std::vector<const Layer*> all() const {
    std::vector<const Layer*> out;
    for (const auto& layer : layers) out.push_back(layer.get());
    return out;
  }
  [[nodiscard]] std::optional<Document> merged() { return merge(all(), diagnostics); }
  [[nodiscard]] std::string place(Span span) const {
    return std::string(sources.path(span.source)) + ":" + std::to_string(sources.begin(span).line);
  }
  [[nodiscard]] std::vector<std::string> places(const std::vector<Span>& spans) const {
    std::vector<std::string> out;
    for (const Span span : spans) out.push_back(place(span));
    return out;
  }
};

TEST(Merge, MapsMergeByKeyScalarsAndListsAreReplacedWhole) {
  const Loaded w(
      Files{{"environments/base.yaml", "m: {a: 1, b: 2}\nl: [1, 2, 3]\ns: x\n"},
            {"environments/prod.yaml", "extends: base.yaml\nm: {b: 3, c: 4}\nl: [9]\ns: y\n"}});
  EXPECT_EQ(w.at("m.a").text(), "1");
  EXPECT_EQ(w.at("m.b").text(), "3");
  EXPECT_EQ(w.at("m.c").text(), "4");
  EXPECT_THAT(w.at("l"), SizeIs(1));
  EXPECT_EQ(w.at("s").text(), "y");
}

TEST(Merge, ThreeLayersGiveTheWholeChainOfOrigins) {
  Stack s;
  s.add("a: {x: 1}\n");
  s.add("# two\na:\n  x: 2\n");
  s.add("a:\n\n  x: 3\n", LayerKind::binding);
  const auto merged = s.merged();
  const Node x = merged->root().find_path("a.x");
  EXPECT_EQ(x.text(), "3");
  EXPECT_EQ(s.place(x.span()), "layer3:3");
  EXPECT_EQ(s.place(x.key_span()), "layer3:3");
  EXPECT_THAT(s.places(x.replaced()), ElementsAre("layer1:1", "layer2:3"));
  EXPECT_EQ(layer_of(s.all(), x.span().source), s.layers[2].get());
  EXPECT_EQ(layer_of(s.all(), x.replaced()[0].source), s.layers[0].get());
  EXPECT_EQ(layer_of(s.all(), 99), nullptr);
}

TEST(Merge, AMapBelongsToTheHighestLayerThatAPersonMaintains) {
  Stack s;
  s.add("a: {x: 1}\n", LayerKind::extends);
  s.add("b: 1\na: {y: 2}\n", LayerKind::environment);
  s.add("a: {z: 2}\n", LayerKind::release);
  const auto merged = s.merged();
  EXPECT_EQ(s.place(merged->root().find("a").span()), "layer2:2");
  EXPECT_EQ(s.place(merged->root().span()), "layer2:1");
  EXPECT_EQ(s.place(merged->root().find_path("a.z").span()), "layer3:1");
}

TEST(Merge, NullRemovesAnInheritedKeyOfAnyKind) {
  Stack s;
  s.add("a: 1\nb: {c: 1, d: 2}\ne: [1]\nf: 1\n");
  s.add("a: null\nb: {c: ~}\ne:\n");
  const auto merged = s.merged();
  EXPECT_FALSE(merged->root().find("a"));
  EXPECT_FALSE(merged->root().find_path("b.c"));
  EXPECT_TRUE(merged->root().find_path("b.d"));
  EXPECT_FALSE(merged->root().find("e"));
  EXPECT_TRUE(merged->root().find("f"));
}

TEST(Merge, WhatIsRemovedAndNotSetAgainIsTold) {
  Stack stack;
  stack.add("m: {a: 1, b: 2, c: {d: 3}}\n");
  stack.add("m:\n  a: null\n  b: null\n  c: null\n");
  stack.add("m: {b: 4}\n");
  std::vector<RemovedKey> removed;
  ASSERT_TRUE(merge(stack.all(), stack.diagnostics, &removed).has_value());
  ASSERT_THAT(removed, SizeIs(2));
  EXPECT_EQ(removed[0].path, "m.a");
  EXPECT_EQ(stack.place(removed[0].span), "layer2:2");
  EXPECT_EQ(removed[1].path, "m.c");
}

TEST(Merge, AReleaseOrABindingRemovesNothing) {
  for (const char* folder : {"releases", "bindings"}) {
    const Loaded w(Files{{"environments/prod.yaml", "m: {a: 1}\n"},
                         {std::string(folder) + "/prod.yaml", "m: {a: null}\n"}});
    EXPECT_FALSE(w.merged.has_value());
    EXPECT_THAT(w.findings(), ElementsAre("FW3112 " + std::string(folder) + "/prod.yaml:1:5"));
  }
}

TEST(Merge, ARemovedKeyMayBeSetAnewAsAnotherKind) {
  Stack s;
  s.add("a: 1\n");
  s.add("a: null\n");
  s.add("a: {b: 1}\n");
  const auto merged = s.merged();
  ASSERT_TRUE(merged.has_value());
  EXPECT_EQ(merged->root().find_path("a.b").text(), "1");
}

TEST(Merge, NullThatRemovesNothingStaysForTheSchemaToRefuse) {
  Stack s;
  s.add("a: 1\n");
  s.add("b: null\n");
  EXPECT_TRUE(s.merged()->root().find("b").is(Kind::null));
  s.add("b: 2\n");
  EXPECT_EQ(s.merged()->root().find("b").text(), "2");
}

TEST(Merge, AChangeOfKindIsFW2004WithBothPlaces) {
  const char* const values[] = {"1", "[1]", "{b: 1}"};
  for (const char* low : values) {
    for (const char* high : values) {
      Stack s;
      s.add(std::string("x: 0\na: ") + low + "\n");
      s.add(std::string("a: ") + high + "\n");
      const auto merged = s.merged();
      if (low == high) {
        EXPECT_TRUE(merged.has_value());
        continue;
      }
      EXPECT_FALSE(merged.has_value());
      ASSERT_THAT(s.diagnostics.items(), SizeIs(1));
      const Diagnostic& d = s.diagnostics.items()[0];
      EXPECT_EQ(d.code, Code::FW2004);
      EXPECT_EQ(info(d.code).exit, 2);
      EXPECT_EQ(s.place(d.span), "layer2:1");
      ASSERT_THAT(d.notes, SizeIs(1));
      EXPECT_EQ(s.place(d.notes[0].span), "layer1:2");
    }
  }
}

TEST(Merge, AllChangesOfKindAreReported) {
  Stack s;
  s.add("a: 1\nb: {c: 1}\n");
  s.add("a: []\nb: {c: []}\n");
  EXPECT_FALSE(s.merged().has_value());
  EXPECT_THAT(s.diagnostics.items(), SizeIs(2));
  EXPECT_EQ(s.diagnostics.items()[1].message,
            "`b.c` is a list here, but a single value in a lower layer");
}

TEST(Merge, NoLayerGivesAnEmptyMap) {
  Diagnostics diagnostics;
  EXPECT_THAT(merge({}, diagnostics)->root(), SizeIs(0));
}

// Properties, over trees made at random from a small alphabet so that layers meet often.
class MadeAtRandom {
 public:
  explicit MadeAtRandom(unsigned seed) : random_(seed) {}
  // A flow map on one line; leaves are scalars or lists by their key, so that layers never change a
  // kind.
  std::string map(int depth) {
    std::string out = "{";
    for (const char* key : {"s", "l", "m", "n"}) {
      if (random_() % 3 == 0) continue;
      if (out.size() > 1) out += ", ";
      out += key;
      out += ": ";
      if (*key == 's') {
        out += std::to_string(random_() % 100);
      } else if (*key == 'l') {
        out += "[" + std::to_string(random_() % 100) + "]";
      } else {
        out += depth == 0 ? "{}" : map(depth - 1);
      }
    }
    return out + "}";
  }

 private:
  std::mt19937 random_;
};

void expect_same_places(Node a, Node b) {
  EXPECT_EQ(a.span(), b.span()) << a.path();
  EXPECT_EQ(a.key_span(), b.key_span()) << a.path();
  EXPECT_EQ(a.replaced(), b.replaced()) << a.path();
  if (a.is(Kind::map)) {
    for (const Node child : a) expect_same_places(child, b.find(child.key()));
  }
}

TEST(MergeProperties, OneLayerEqualsItself) {
  for (unsigned seed = 0; seed < 100; ++seed) {
    Stack s;
    s.add(MadeAtRandom(seed).map(4));
    const auto merged = s.merged();
    EXPECT_TRUE(equal(merged->root(), s.layers[0]->document.root())) << seed;
    expect_same_places(merged->root(), s.layers[0]->document.root());
  }
}

TEST(MergeProperties, AnEmptyLayerChangesNothingWhereverItStands) {
  for (unsigned seed = 0; seed < 50; ++seed) {
    for (int empty = 0; empty <= 3; ++empty) {
      MadeAtRandom make(seed);
      Stack without;
      Stack with;
      for (int i = 0; i < 3; ++i) {
        const std::string text = make.map(3);
        without.add(text);
        if (i == empty) with.add("{}");
        with.add(text);
      }
      if (empty == 3) with.add("{}");
      EXPECT_TRUE(equal(with.merged()->root(), without.merged()->root())) << seed << " " << empty;
    }
  }
}

TEST(MergeProperties, MergingIsAssociativeAndTheHighestLayerWins) {
  for (unsigned seed = 0; seed < 50; ++seed) {
    MadeAtRandom make(seed);
    Stack s;
    for (int i = 0; i < 3; ++i) s.add(make.map(3));
    const auto all = s.all();
    Diagnostics d;
    auto lower = merge({all[0], all[1]}, d);
    Layer low{LayerKind::environment, "low", 0, std::move(*lower)};
    auto upper = merge({all[1], all[2]}, d);
    Layer up{LayerKind::environment, "up", 0, std::move(*upper)};
    const auto whole = merge(all, d);
    EXPECT_TRUE(equal(whole->root(), merge({&low, all[2]}, d)->root())) << seed;
    EXPECT_TRUE(equal(whole->root(), merge({all[0], &up}, d)->root())) << seed;
    const Node top = s.layers[2]->document.root().find("s");
    if (top) {
      EXPECT_EQ(whole->root().find("s").text(), top.text());
    }
    EXPECT_THAT(d.items(), IsEmpty());
  }
}

}  // namespace
}  // namespace formwork
