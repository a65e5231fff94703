// Of the built-in templates those are compiled that some artifact comes from; what a workspace
// brings itself always is, so that an error in it is told.
#include "pipeline/inputs.h"
#include "pipeline/unit.h"

#include <gtest/gtest.h>

#include <set>
#include <stdexcept>

namespace formwork {
namespace {

MemoryTree workspace() {
  MemoryTree tree;
  tree.set("formwork.yaml", "apiVersion: formwork.dev/v1alpha1\nkind: Workspace\n");
  tree.set("environments/dev.yaml",
           "apiVersion: formwork.dev/v1alpha1\nkind: Environment\n"
           "metadata: {name: dev, tier: development, owner: team}\ntargets: [kubernetes]\n"
           "naming: {organisation: acme, workload: shop}\nregistry: {server: ghcr.io/acme}\n"
           "services: {api: {}}\n");
  tree.set("releases/dev.yaml", "services: {api: {image: {tag: v1, digest: \"sha256:" +
                                    std::string(64, '0') + "\"}}}\n");
  return tree;
}

struct Loaded {
  SourceMap sources;
  Diagnostics diagnostics;
  std::optional<Inputs> inputs;

  explicit Loaded(const Tree& tree, const LoadOptions& options = {}) {
    inputs = load_inputs(tree, options, sources, diagnostics);
    EXPECT_TRUE(inputs) << (diagnostics.empty() ? "" : diagnostics.items().front().message);
  }

  /// The rows that some unit has an artifact of.
  [[nodiscard]] std::set<const ArtifactRow*> due() const {
    std::set<const ArtifactRow*> out;
    for (const Unit& unit : units_of(*inputs, false)) {
      Document scratch;
      EvalContext context{scratch};
      Diagnostics found;
      const PlanInput input{unit.kind, Value::of(unit.document->root()), unit.targets};
      for (const Artifact& artifact : plan(inputs->packs, input, context, found))
        out.insert(artifact.row);
    }
    return out;
  }

  [[nodiscard]] const Pack& pack(std::string_view name) const {
    for (const Pack& pack : inputs->packs.packs)
      if (pack.name == name) return pack;
    throw std::runtime_error("no such pack");
  }
};

class DueTemplates : public testing::TestWithParam<unsigned> {};

TEST_P(DueTemplates, AreThoseThatSomeArtifactComesFrom) {
  LoadOptions options;
  options.jobs = [] { return GetParam(); };
  const Loaded loaded(workspace(), options);
  const std::set<const ArtifactRow*> due = loaded.due();
  std::size_t left_out = 0;
  for (const ArtifactRow& row : loaded.pack("kubernetes").artifacts) {
    if (row.plain != 0) continue;
    EXPECT_EQ(row.compiled.has_value(), due.count(&row) != 0) << row.id;
    left_out += row.compiled ? 0 : 1;
  }
  EXPECT_GT(due.size(), 5U);
  EXPECT_GT(left_out, 5U) << "nothing was left out: the test says nothing";
}

INSTANTIATE_TEST_SUITE_P(Threads, DueTemplates, testing::Values(1U, 2U));

TEST(DueTemplate, AreAllOfAPackThatHasAFileOfTheWorkspace) {
  MemoryTree tree = workspace();
  tree.set("formwork.yaml",
           "apiVersion: formwork.dev/v1alpha1\nkind: Workspace\noverlays: overlays\n");
  tree.set("overlays/kubernetes/default-deny.yaml", "a: 1\n");
  const Loaded loaded(tree);
  for (const ArtifactRow& row : loaded.pack("kubernetes").artifacts)
    EXPECT_TRUE(row.plain != 0 || row.compiled) << row.id;
}

// Where no template waits, nobody asks the packs for the units.
TEST(DueTemplate, LeavesTheSharedUnitAsItIs) {
  MemoryTree tree = workspace();
  std::string spec = *tree.read("environments/dev.yaml");
  spec.replace(spec.find("[kubernetes]"), 12, "[repository]");
  tree.set("environments/dev.yaml", spec);
  const Loaded plain(tree);
  ASSERT_TRUE(plain.inputs->shared.root());
  tree.set("overlays/repository/gitignore", "x\n");
  const Loaded overlaid(tree);
  EXPECT_TRUE(overlaid.inputs->shared.root());
  EXPECT_EQ(overlaid.due().size(), plain.due().size());
}

TEST(DueTemplate, AreAllWhereEveryPackIsAskedFor) {
  LoadOptions options;
  options.every_pack = true;
  const Loaded loaded(workspace(), options);
  for (const Pack& pack : loaded.inputs->packs.packs) {
    for (const ArtifactRow& row : pack.artifacts)
      EXPECT_TRUE(row.plain != 0 || row.compiled) << row.id;
  }
}

// A template that was left out and is met all the same can never give an empty file.
TEST(DueTemplate, AreNeverTakenForAnEmptyFile) {
  const Loaded loaded(workspace());
  for (const ArtifactRow& row : loaded.pack("kubernetes").artifacts) {
    if (row.compiled || row.plain != 0) continue;
    Document scratch;
    Rendered rendered;
    const auto failed = render_artifact({"x", &loaded.pack("kubernetes"), &row, {}}, loaded.sources,
                                        scratch, nullptr, Trace::no, rendered);
    ASSERT_TRUE(failed);
    EXPECT_EQ(failed->code, Code::FW8900);
    return;
  }
  FAIL() << "nothing was left out";
}

}  // namespace
}  // namespace formwork
