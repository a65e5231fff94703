// What is done once in a run: it changes no verdict, no digest and no byte.
#include "pipeline/value_digests.h"
#include "pipeline/verdict_memory.h"
#include "unit/pipeline/compiled.h"

#include <gtest/gtest.h>

#include <fstream>

namespace formwork {
namespace {

using testing::Compiled;

std::string read(const std::string& path) {
  std::ifstream in(FORMWORK_SOURCE_DIR "/" + path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

Rendered with(const std::vector<std::string>& written, Kind kind = Kind::string) {
  Rendered out;
  for (const std::string& text : written) {
    Hole hole;
    hole.value = kind == Kind::string ? Value::of_string("x") : Value::of_int(1);
    hole.begin = static_cast<std::uint32_t>(out.text.size());
    out.text += text;
    hole.end = static_cast<std::uint32_t>(out.text.size());
    out.holes.push_back(hole);
  }
  return out;
}

bool holds(VerdictMemory& memory, const Rendered& rendered, std::string& key) {
  std::vector<std::uint32_t> holes;
  return memory.holds(rendered, key, holes);
}

TEST(VerdictMemory, KnowsWhatPassedByTheHolesThatWereAskedFor) {
  VerdictMemory memory;
  std::string key;
  EXPECT_FALSE(holds(memory, with({"a", "b"}), key));
  memory.remember(with({"a", "b"}), {1}, key);
  EXPECT_TRUE(holds(memory, with({"a", "b"}), key));
  EXPECT_TRUE(holds(memory, with({"c", "b"}), key)) << "the first hole was not asked for";
  EXPECT_FALSE(holds(memory, with({"a", "c"}), key));
  EXPECT_FALSE(holds(memory, with({"a", "b"}, Kind::integer), key)) << "another kind of value";
}

TEST(VerdictMemory, TellsWhereOneValueEndsAndTheNextBegins) {
  VerdictMemory memory;
  std::string key;
  memory.remember(with({"ab", "c"}), {0, 1}, key);
  EXPECT_FALSE(holds(memory, with({"a", "bc"}), key));
}

TEST(VerdictMemory, KeepsChoicesOfHolesApart) {
  VerdictMemory memory;
  std::string key;
  memory.remember(with({"no", "x"}), {0}, key);
  memory.remember(with({"yes", "y"}), {0, 1}, key);
  EXPECT_TRUE(holds(memory, with({"no", "z"}), key));
  EXPECT_TRUE(holds(memory, with({"yes", "y"}), key));
  EXPECT_FALSE(holds(memory, with({"yes", "z"}), key));
}

TEST(VerdictMemory, GivesUpWhereNoValueComesAgain) {
  VerdictMemory memory;
  std::string key;
  for (int i = 0; i < 200; ++i) {
    const Rendered rendered = with({std::to_string(i)});
    EXPECT_FALSE(holds(memory, rendered, key));
    memory.remember(rendered, {0}, key);
  }
  EXPECT_FALSE(holds(memory, with({"0"}), key));
}

// An overlay makes a setting depend on the environment, in one hole of one shape: two environments
// pass, the third does not, in whatever order they are judged.
TEST(VerdictMemory, NeverLetsAnEnvironmentPassForWhatAnotherWrote) {
  for (const char* bad : {"dev", "staging", "prod"}) {
    MemoryTree tree;
    const std::string example = "examples/actix-kubernetes/";
    for (const char* path : {"environments/base.yaml", "environments/dev.yaml",
                             "environments/staging.yaml", "environments/prod.yaml",
                             "releases/dev.yaml", "releases/staging.yaml", "releases/prod.yaml"}) {
      tree.set(path, read(example + path));
    }
    tree.set("formwork.yaml", read(example + "formwork.yaml"));
    std::string partial = read("templates/kubernetes/partials/container-security.yaml");
    const std::string setting = "readOnlyRootFilesystem: true";
    ASSERT_NE(partial.find(setting), std::string::npos);
    partial.replace(partial.find(setting), setting.size(),
                    std::string("readOnlyRootFilesystem: <%= metadata.name != \"") + bad + "\" %>");
    tree.set("overlays/kubernetes/partials/container-security.yaml", partial);
    const Compiled compiled(tree);
    ASSERT_TRUE(compiled.inputs.has_value());
    std::size_t found = 0;
    for (const Diagnostic& d : compiled.diagnostics.items()) {
      if (d.rule != "K8S-CTR-002") continue;
      ++found;
      EXPECT_TRUE(d.path.starts_with(std::string("infra/") + bad + "/")) << d.path;
    }
    EXPECT_GT(found, 0U) << bad;
  }
}

TEST(ValueDigests, AreThoseOfTheValuesThoughOnePlaceIsHashedOnce) {
  Document document;
  const Span here{1, 10, 14};
  const Span there{1, 20, 24};
  std::vector<Node> leaves;
  leaves.push_back(document.node(document.add_string("text", here)));
  leaves.push_back(document.node(document.add_int(42, there)));
  const NodeId list = document.add_list(Span{2, 10, 14});
  document.append(list, document.add_string("a"));
  leaves.push_back(document.node(list));
  leaves.push_back(document.node(document.add_map(here)));        // emptied by an overlay
  leaves.push_back(document.node(document.add_string("first")));  // of no file
  leaves.push_back(document.node(document.add_string("second")));
  ValueDigests digests;
  for (int round = 0; round < 2; ++round) {
    const auto texts = digests.of(leaves);
    ASSERT_EQ(texts.size(), leaves.size());
    for (std::size_t i = 0; i < leaves.size(); ++i)
      EXPECT_EQ(std::string(texts[i].begin(), texts[i].end()), value_digest(leaves[i])) << i;
  }
}

TEST(Packs, OfTargetsThatNoEnvironmentHasGiveRulesAlone) {
  MemoryTree tree;
  for (const char* path : {"environments/prod.yaml", "releases/prod.yaml", "formwork.yaml"})
    tree.set(path, read(std::string("examples/minimal/") + path));
  SourceMap sources;
  Diagnostics diagnostics;
  const auto needed = load_inputs(tree, {}, sources, diagnostics);
  const auto every = load_inputs(tree, {.every_pack = true}, sources, diagnostics);
  ASSERT_TRUE(needed && every);
  ASSERT_EQ(needed->packs.packs.size(), every->packs.packs.size());
  bool left_out = false;
  for (std::size_t i = 0; i < needed->packs.packs.size(); ++i) {
    const Pack& pack = needed->packs.packs[i];
    EXPECT_EQ(pack.rules.size(), every->packs.packs[i].rules.size()) << pack.name;
    if (wanted(pack, needed->environments.front().targets)) {
      EXPECT_EQ(pack.artifacts.size(), every->packs.packs[i].artifacts.size()) << pack.name;
    } else {
      EXPECT_TRUE(pack.artifacts.empty()) << pack.name;
      left_out = true;
    }
  }
  EXPECT_TRUE(left_out);
}

}  // namespace
}  // namespace formwork
