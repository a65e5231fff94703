// What the build made of the built-in schemas and packs is what their texts say.
#include "function/functions.h"
#include "pack/built_in_schema.h"
#include "pack/image.h"
#include "pipeline/built_in.h"
#include "pipeline/inspect.h"
#include "report/report.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

namespace formwork {
namespace {

std::string_view image_of(BuiltInSchema which) {
  switch (which) {
    case BuiltInSchema::environment:
      return environment_schema_image();
    case BuiltInSchema::pack:
      return pack_schema_image();
    case BuiltInSchema::workspace:
      return workspace_schema_image();
  }
  return {};
}

std::string described(const Schema& schema, const SourceMap& sources) {
  std::string out;
  for (const FieldInfo& field : schema.fields()) {
    const Position at = sources.begin(field.span);
    out += field.path + " " + field.type->describe() + " " + std::string(name(field.owner)) + " " +
           (field.required ? "required " : "") + (field.read_only ? "read-only " : "") +
           (field.planned ? "planned " : "") + (field.parity_free ? "free " : "") +
           field.default_text + " " + field.expr + " " +
           std::string(sources.path(field.span.source)) + ":" + std::to_string(at.line) + "\n";
    for (const auto& [tier, value] : field.tier) out += "  " + tier + " " + value + "\n";
  }
  return out;
}

class SchemaImages : public testing::TestWithParam<BuiltInSchema> {};

TEST_P(SchemaImages, MeanWhatTheTextsSay) {
  SourceMap texts, images;
  Diagnostics diagnostics;
  const auto compiled = compile_schema(GetParam(), texts, builtin_functions(), diagnostics);
  ASSERT_TRUE(compiled.has_value());
  const std::string_view bytes = image_of(GetParam());
  images.add("formwork.yaml", "other files come first in a run, so that ids differ");
  const Schema read = schema_of(GetParam(), bytes, images, builtin_functions());
  EXPECT_EQ(read.published(), compiled->published());
  EXPECT_EQ(read.reference(), compiled->reference());
  EXPECT_EQ(described(read, images), described(*compiled, texts));
  std::vector<SourceId> ids;
  for (SourceId id = 2; id <= images.size(); ++id) ids.push_back(id);
  EXPECT_TRUE(read.image(ids, builtin_functions()) == bytes) << "an image of what was read differs";
}

INSTANTIATE_TEST_SUITE_P(BuiltIn, SchemaImages, testing::ValuesIn(kBuiltInSchemas),
                         [](const auto& which) { return std::string(name(which.param)); });

TEST(PackImages, AreWhatTheTextsAreCompiledTo) {
  SourceMap sources;
  Diagnostics diagnostics;
  const Schema schema = schema_of(BuiltInSchema::environment, environment_schema_image(), sources,
                                  builtin_functions());
  PackInput input;
  input.environment = schema.root();
  input.functions = &builtin_functions();
  input.manifest_schema = pack_schema_image();
  const auto compiled = load_packs(input, sources, diagnostics);
  ASSERT_TRUE(compiled.has_value());
  input.image = pack_image_of;
  const auto read = load_packs(input, sources, diagnostics);
  ASSERT_TRUE(read.has_value());
  ASSERT_EQ(read->packs.size(), compiled->packs.size());
  std::size_t templates = 0;
  for (std::size_t i = 0; i < read->packs.size(); ++i) {
    const Pack& pack = read->packs[i];
    const std::string bytes = pack_image(pack, sources, builtin_functions());
    EXPECT_TRUE(bytes == pack_image(compiled->packs[i], sources, builtin_functions())) << pack.name;
    EXPECT_TRUE(bytes == pack_image_of(pack.name)) << pack.name;
    EXPECT_EQ(pack.rules.size(), compiled->packs[i].rules.size());
    for (const ArtifactRow& row : pack.artifacts) templates += row.compiled ? 1 : 0;
  }
  EXPECT_GT(templates, 100U);
  EXPECT_TRUE(pack_image_of("of-a-workspace").empty());
}

/// All that a command sees of an example: files, locks, findings.
std::string seen(const Tree& tree, bool from_texts) {
  SourceMap sources;
  Diagnostics diagnostics;
  const auto inputs = load_inputs(tree, {.from_texts = from_texts}, sources, diagnostics);
  std::string out = report(Format::json, diagnostics.sorted(sources), sources, {});
  if (!inputs) return out;
  Verifier verifier(inputs->packs, sources, VerifyMode::shapes);
  for (UnitReport& unit :
       inspect_all(*inputs, units_of(*inputs, true), tree, sources, &verifier, 2, nullptr)) {
    out += write_lock(unit.output.lock);
    for (std::size_t i = 0; i < unit.output.facts.size(); ++i)
      out += unit.output.artifacts[i].path + ' ' + unit.output.facts[i].digest.hex() + '\n';
    out += report(Format::json, unit.output.diagnostics.sorted(sources), sources, {});
  }
  return out;
}

void add(MemoryTree& tree, const std::string& from, const std::string& path) {
  std::ifstream in(from + path, std::ios::binary);
  tree.set(path, std::string(std::istreambuf_iterator<char>(in), {}));
}

MemoryTree example(const std::string& name) {
  MemoryTree tree;
  const std::string root = std::string(FORMWORK_SOURCE_DIR "/examples/") + name + "/";
  add(tree, root, "formwork.yaml");
  for (const char* folder : {"environments", "releases", "bindings", "overlays"}) {
    if (!std::filesystem::exists(root + folder)) continue;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(root + folder)) {
      if (entry.is_regular_file())
        add(tree, root, std::filesystem::relative(entry.path(), root).generic_string());
    }
  }
  return tree;
}

class ImagesOf : public testing::TestWithParam<const char*> {};

TEST_P(ImagesOf, GiveWhatTheTextsGive) {
  const MemoryTree tree = example(GetParam());
  const std::string of_images = seen(tree, false);
  EXPECT_GT(of_images.size(), 5'000U) << of_images;
  EXPECT_EQ(of_images, seen(tree, true));
}

TEST_P(ImagesOf, StandBackWhereAFileIsTheWorkspacesOwn) {
  MemoryTree tree = example(GetParam());
  // The built-in file of that name, so that nothing else changes.
  std::ifstream in(FORMWORK_SOURCE_DIR "/templates/repository/pack.yaml", std::ios::binary);
  const std::string manifest(std::istreambuf_iterator<char>(in), {});
  SourceMap sources;
  Diagnostics diagnostics;
  const auto plain = load_inputs(tree, {}, sources, diagnostics);
  ASSERT_TRUE(plain.has_value());
  const std::string folder = plain->workspace.overlays;
  ASSERT_FALSE(folder.empty());
  tree.set(folder + "/repository/pack.yaml", manifest + "# ours\n");
  const auto own = load_inputs(tree, {}, sources, diagnostics);
  ASSERT_TRUE(own.has_value());
  for (const Pack& pack : own->packs.packs) {
    const std::string_view path = sources.path(pack.manifest);
    EXPECT_EQ(path.starts_with(folder), pack.name == "repository") << path;
  }
}

INSTANTIATE_TEST_SUITE_P(Examples, ImagesOf,
                         testing::Values("actix-kubernetes", "azure-aks", "azure-container-apps",
                                         "gitops-argocd", "minimal"),
                         [](const auto& name) {
                           std::string out = name.param;
                           std::erase(out, '-');
                           return out;
                         });

}  // namespace
}  // namespace formwork
