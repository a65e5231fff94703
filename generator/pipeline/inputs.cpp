#include "pipeline/inputs.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"
#include "document/yaml.h"
#include "function/functions.h"
#include "pack/embedded.h"

namespace formwork {
namespace {

// The pins are a map of their own on disk and the section `pins` of every environment.
std::optional<Layer> pins_layer(std::string path, std::string bytes, SourceMap& sources, Diagnostics& diagnostics) {
  Layer out;
  out.kind = LayerKind::extends;
  out.path = path;
  out.source = sources.add(std::move(path), std::move(bytes));
  const auto parsed = parse_yaml(out.source, sources, diagnostics);
  if (!parsed) return std::nullopt;
  const NodeId root = out.document.add_map();
  out.document.append(root, "pins", parsed->root().span(), out.document.copy(parsed->root()));
  out.document.set_root(root);
  return out;
}

bool load_pins(const Tree& tree, Inputs& inputs, SourceMap& sources, Diagnostics& diagnostics) {
  bool ok = true;
  const auto add = [&](std::string path, std::string bytes) {
    auto layer = pins_layer(std::move(path), std::move(bytes), sources, diagnostics);
    ok = ok && layer.has_value();
    if (layer) inputs.pins.push_back(std::move(*layer));
  };
  if (const std::string_view built_in = embedded("templates/pins.yaml"); !built_in.empty()) {
    add("templates/pins.yaml", std::string(built_in));
  }
  auto own = tree.read("pins.yaml");
  if (own) {
    add("pins.yaml", std::move(*own));
  } else if (own.error().code != Code::FW7001) {
    diagnostics.add(own.error());
    ok = false;
  }
  return ok;
}

int rank_of(std::string_view tier) { return tier == "production" ? 2 : tier == "staging" ? 1 : 0; }

bool load_environment(const std::string& name, const LoadOptions& options, Inputs& inputs, const SourceMap& sources,
                      Diagnostics& diagnostics) {
  const auto own = inputs.loader->load(inputs.workspace.specs, name, options.sets, diagnostics);
  if (!own) return false;
  Environment env;
  env.name = name;
  for (const Layer& pins : inputs.pins) env.layers.push_back(&pins);
  env.layers.insert(env.layers.end(), own->begin(), own->end());
  auto merged = merge(env.layers, diagnostics);
  if (!merged || !validate(*inputs.schema, *merged, sources, diagnostics)) return false;
  auto filled = fill(*inputs.schema, *merged, diagnostics);
  if (!filled) return false;
  env.document = std::move(*merged);
  env.filled = std::move(*filled);
  const Node root = env.document.root();
  env.waivers = waivers_of(root);
  for (const Node target : root.find("targets")) env.targets.emplace_back(target.text());
  if (const Node tier = root.find_path("metadata.tier")) env.rank = rank_of(tier.text());
  inputs.environments.push_back(std::move(env));
  return true;
}

void make_shared(Inputs& inputs) {
  const Environment* reference = &inputs.environments.front();
  for (const Environment& env : inputs.environments) {
    if (env.rank > reference->rank) reference = &env;
  }
  inputs.reference = reference->name;
  Document& out = inputs.shared;
  const NodeId root = out.add_map();
  const NodeId all = out.add_map();
  out.append(root, "environments", {}, all);
  for (const Environment& env : inputs.environments) {
    out.append(all, env.name, {}, out.copy(env.document.root()));
  }
  out.append(root, "reference", {}, out.copy(reference->document.root()));
  out.set_root(root);
}

}  // namespace

std::optional<Schema> load_schema(SourceMap& sources, Diagnostics& diagnostics) {
  std::deque<Document> sections;
  std::vector<const Document*> pointers;
  for (const EmbeddedFile& file : embedded_below("schemas/environment/")) {
    const SourceId source = sources.add(std::string(file.path), std::string(file.bytes));
    auto parsed = parse_yaml(source, sources, diagnostics);
    if (!parsed) return std::nullopt;
    sections.push_back(std::move(*parsed));
    pointers.push_back(&sections.back());
  }
  return Schema::compile(pointers, builtin_functions(), diagnostics);
}

std::optional<Inputs> load_inputs(const Tree& tree, const LoadOptions& options, SourceMap& sources,
                                  Diagnostics& diagnostics) {
  auto workspace = load_workspace(tree, sources, diagnostics);
  if (!workspace) return std::nullopt;
  std::optional<Inputs> out(std::in_place);
  out->workspace = std::move(*workspace);
  out->schema = load_schema(sources, diagnostics);
  if (!out->schema) return std::nullopt;
  out->loader = std::make_unique<LayerLoader>(tree, sources);
  if (!load_pins(tree, *out, sources, diagnostics)) return std::nullopt;

  bool ok = true;
  for (const std::string& name : out->workspace.names) {
    ok = load_environment(name, options, *out, sources, diagnostics) && ok;
  }
  if (!ok || diagnostics.has_errors()) return std::nullopt;

  PackInput packs;
  packs.workspace = &tree;
  packs.overlays = out->workspace.overlays;
  packs.environment = out->schema->root();
  packs.functions = &builtin_functions();
  auto loaded = load_packs(packs, sources, diagnostics);
  if (!loaded) return std::nullopt;
  out->packs = std::move(*loaded);
  make_shared(*out);
  return out;
}

}  // namespace formwork
