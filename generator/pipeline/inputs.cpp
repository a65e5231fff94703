#include "pipeline/inputs.h"

#include "base/parallel.h"
#include "base/text.h"
#include "function/functions.h"
#include "pack/built_in_schema.h"
#include "pack/embedded.h"
#include "pipeline/built_in.h"
#include "pipeline/data_layers.h"
#include "pipeline/extra_files.h"
#include "pipeline/input_places.h"
#include "pipeline/module_files.h"
#include "pipeline/refuse_secrets.h"
#include "pipeline/shared_document.h"
#include "pipeline/unit.h"
#include "pipeline/unused_files.h"

#include <fmt/format.h>

#include <algorithm>
#include <future>
#include <map>
#include <set>

namespace formwork {
namespace {

int rank_of(std::string_view tier) {
  return tier == "production" ? 2 : tier == "staging" ? 1 : tier == "preview" ? -1 : 0;
}

// What the whole spec lacks is shown at the head of the environment's file, not at the pins, its
// first key.
void place_in_own_file(const std::vector<const Layer*>& layers, const std::string& path,
                       std::size_t from, Diagnostics& diagnostics) {
  const auto own =
      std::find_if(layers.begin(), layers.end(), [&](const Layer* l) { return l->path == path; });
  if (own == layers.end() || (*own)->document.root().size() == 0) return;
  for (std::size_t i = from; i < diagnostics.size(); ++i) {
    Diagnostic& d = diagnostics.items()[i];
    if (d.code == Code::FW3107 && !d.span.valid())
      d.span = (*own)->document.root().at(0).key_span();
  }
}

// --env: what the others hold, right or wrong, is of no account. FW8005 for a glob that fits none.
std::vector<std::string> selected(const Workspace& workspace, const std::vector<std::string>& globs,
                                  Diagnostics& diagnostics) {
  if (globs.empty()) return workspace.names;
  for (const std::string& glob : globs) {
    const bool any = std::any_of(workspace.names.begin(), workspace.names.end(),
                                 [&](const std::string& name) { return glob_match(glob, name); });
    if (any) continue;
    const auto near = nearest(glob, workspace.names);
    diagnostics.add(make(Code::FW8005, std::string(),
                         fmt::format("no environment matches `{}`", printable(glob)),
                         near ? fmt::format("did you mean `{}`?", *near)
                              : fmt::format("there are: {}", join(workspace.names, ", "))));
  }
  std::vector<std::string> out;
  for (const std::string& name : workspace.names) {
    if (std::any_of(globs.begin(), globs.end(),
                    [&](const std::string& glob) { return glob_match(glob, name); })) {
      out.push_back(name);
    }
  }
  return out;
}

// An environment on its way: what it is made of, then what was made, or what was wrong.
struct Loading {
  std::vector<const Layer*> own;
  std::vector<const Layer*> profiles{};  // of the languages it names
  std::optional<Environment> made{};
  Diagnostics diagnostics{};
  std::uint64_t structure = 0;  // before it is filled
};

// Merge and validate. Touches nothing that is shared.
void make_environment(const std::string& name, const Inputs& inputs, const SourceMap& sources,
                      Loading& loading) {
  Diagnostics& diagnostics = loading.diagnostics;
  Environment env;
  env.name = name;
  for (const Layer& pins : inputs.pins) env.layers.push_back(&pins);
  env.layers.insert(env.layers.end(), loading.profiles.begin(), loading.profiles.end());
  env.layers.insert(env.layers.end(), loading.own.begin(), loading.own.end());
  Origins origins;
  auto merged = merge(env.layers, diagnostics, &origins.removed);
  if (!merged) return;
  const std::size_t before = diagnostics.size();
  for (const Layer* layer : loading.own) origins.layers.push_back(layer->path);
  const bool valid = validate(*inputs.schema, *merged, sources, diagnostics, &origins);
  place_in_own_file(loading.own, inputs.workspace.specs + "/" + name + ".yaml", before,
                    diagnostics);
  if (!valid) return;
  env.document = std::move(*merged);
  loading.structure = env.document.structure_hash();
  loading.made = std::move(env);
}

// Defaults and computed fields: as in `model`, if it is given and of the same structure.
void fill_environment(const Inputs& inputs, const Loading* model, Loading& loading) {
  Environment& env = *loading.made;
  std::optional<Filled> filled;
  if (model != nullptr && model->made)
    filled = fill_like(*inputs.schema, env.document, model->made->document, model->made->filled);
  if (!filled) filled = fill(*inputs.schema, env.document, loading.diagnostics);
  if (!filled) {
    loading.made.reset();
    return;
  }
  env.filled = std::move(*filled);
  env.structure = env.document.structure_hash();
  const Node root = env.document.root();
  env.waivers = waivers_of(root);
  for (const Node target : root.find("targets")) env.targets.emplace_back(target.text());
  if (const Node tier = root.find_path("metadata.tier")) env.rank = rank_of(tier.text());
}

// One of each structure first, then the others like it.
void fill_environments(const Inputs& inputs, std::vector<Loading>& all, unsigned jobs) {
  std::map<std::pair<std::uint64_t, std::string_view>, std::size_t> first;
  std::vector<std::pair<std::size_t, std::size_t>> later;  // and its model
  std::vector<std::size_t> models;
  for (std::size_t i = 0; i < all.size(); ++i) {
    if (!all[i].made) continue;
    // Defaults go by tier.
    const Node tier = all[i].made->document.root().find_path("metadata.tier");
    const auto [known, fresh] =
        first.emplace(std::pair(all[i].structure, tier ? tier.text() : std::string_view()), i);
    if (fresh)
      models.push_back(i);
    else
      later.emplace_back(i, known->second);
  }
  for_each_index(models.size(), jobs,
                 [&](std::size_t i) { fill_environment(inputs, nullptr, all[models[i]]); });
  for_each_index(later.size(), jobs, [&](std::size_t i) {
    fill_environment(inputs, &all[later[i].second], all[later[i].first]);
  });
}

// What each is made of; each file is read and searched for secrets once.
std::vector<Loading> gather(const std::vector<std::string>& names, const LoadOptions& options,
                            Inputs& inputs, SourceMap& sources, Diagnostics& diagnostics) {
  std::vector<LayerFile> others;
  for (const std::string& name : names) {
    others.push_back({"releases/" + name + ".yaml", LayerKind::release});
    others.push_back({"bindings/" + name + ".yaml", LayerKind::binding});
  }
  inputs.loader->read_all(others, options.jobs ? options.jobs() : 1);
  std::vector<Loading> all(names.size());
  std::set<SourceId> searched;
  for (std::size_t i = 1; i < inputs.pins.size(); ++i) {  // the built-in pins are no user's
    refuse_secrets(inputs.pins[i].document, inputs.pins[i].source, sources, diagnostics);
  }
  for (std::size_t i = 0; i < names.size(); ++i) {
    auto own =
        inputs.loader->load(inputs.workspace.specs, names[i], options.sets, all[i].diagnostics);
    if (!own) continue;
    all[i].own = std::move(*own);
    all[i].profiles = profiles_of(all[i].own, inputs, sources, all[i].diagnostics);
    for (const Layer* layer : all[i].own) {
      if (searched.insert(layer->source).second)
        refuse_secrets(layer->document, layer->source, sources, all[i].diagnostics);
    }
  }
  return all;
}

// Every target that a layer names: at least those that the environments turn out to have.
std::vector<std::string> targets_of(const std::vector<Loading>& all) {
  std::set<const Layer*> seen;
  std::set<std::string> out;
  for (const Loading& loading : all) {
    for (const Layer* layer : loading.own) {
      if (!seen.insert(layer).second) continue;
      for (const Node target : layer->document.root().find("targets")) out.emplace(target.text());
    }
  }
  return {out.begin(), out.end()};
}

// Built files are facts like others: in place before anything is computed.
void measure_built_files(const Tree& tree, std::vector<Loading>& all, Inputs& inputs,
                         SourceMap& sources) {
  for (Loading& loading : all) {
    if (!loading.made) continue;
    Document& document = loading.made->document;
    const std::size_t before = document.count();
    if (!inputs.built.measure(tree, document, sources, loading.diagnostics))
      loading.made.reset();
    else if (document.count() != before)
      loading.structure = document.structure_hash();
  }
}

// All of them, each on its own; findings in the order of the names.
bool make_environments(const Tree& tree, const std::vector<std::string>& names,
                       const LoadOptions& options, std::vector<Loading>& all, Inputs& inputs,
                       SourceMap& sources, Diagnostics& diagnostics) {
  const unsigned jobs = options.jobs ? options.jobs() : 1;
  for_each_index(all.size(), jobs, [&](std::size_t i) {
    if (!all[i].own.empty()) make_environment(names[i], inputs, sources, all[i]);
  });
  measure_built_files(tree, all, inputs, sources);
  fill_environments(inputs, all, jobs);
  bool ok = true;
  for (Loading& loading : all) {
    diagnostics.append(std::move(loading.diagnostics));
    ok = ok && loading.made;
    if (loading.made) inputs.environments.push_back(std::move(*loading.made));
  }
  return ok;
}

// What is to be planned, once the environments are made; and what the shared unit reads.
std::vector<PlanInput> planned_units(const Tree& tree, Inputs& inputs, const PackSet& packs,
                                     Diagnostics& diagnostics) {
  make_shared(tree, inputs, packs, diagnostics);
  std::vector<PlanInput> out;
  for (const Unit& unit : units_of(inputs, false)) out.push_back(plan_input(unit));
  return out;
}

}  // namespace

Schema load_schema(SourceMap& sources) {
  return schema_of(BuiltInSchema::environment, environment_schema_image(), sources,
                   builtin_functions());
}

std::optional<Inputs> load_inputs(const Tree& tree, const LoadOptions& options, SourceMap& sources,
                                  Diagnostics& diagnostics) {
  std::optional<Inputs> out(std::in_place);
  out->loader = std::make_unique<LayerLoader>(tree, sources);
  out->module_files = std::make_shared<ModuleFiles>();
  auto workspace = load_workspace(tree, sources, *out->loader, diagnostics, options.presentation,
                                  options.jobs, options.any_compiler);
  if (!workspace) return std::nullopt;
  out->workspace = std::move(*workspace);
  if (options.from_texts)
    out->schema =
        compile_schema(BuiltInSchema::environment, sources, builtin_functions(), diagnostics);
  else
    out->schema = load_schema(sources);
  if (!out->schema) return std::nullopt;
  if (!load_pins(tree, *out, sources, diagnostics)) return std::nullopt;
  if (!check_layer_folders(tree, diagnostics)) return std::nullopt;

  const std::vector<std::string> names =
      selected(out->workspace, options.environments, diagnostics);
  PackInput packs;
  packs.workspace = &tree;
  packs.overlays = out->workspace.overlays;
  packs.environment = out->schema->root();
  packs.functions = &builtin_functions();
  packs.manifest_schema = pack_schema_image();
  packs.jobs = options.jobs ? options.jobs() : 1;
  if (names.empty()) return std::nullopt;
  std::vector<Loading> all = gather(names, options, *out, sources, diagnostics);
  if (!options.every_pack) packs.targets = targets_of(all);
  // `templates lint` compiles them anew.
  if (!options.every_pack && !options.from_texts) packs.image = pack_image_of;
  // Packs need the schema, and which targets there are: they are compiled while the environments
  // are made.
  Diagnostics of_packs;
  std::promise<bool> made;
  if (!options.every_pack) {
    packs.units = [&, made = made.get_future().share()](const PackSet& set) {
      return made.get() ? planned_units(tree, *out, set, of_packs) : std::vector<PlanInput>();
    };
  }
  const bool threads = options.jobs && options.jobs() > 1;
  auto loading = std::async(threads ? std::launch::async : std::launch::deferred,
                            [&] { return load_packs(packs, sources, of_packs); });
  std::promise<bool> told = std::move(made);  // gone before `loading`, which waits for it
  const bool ok = make_environments(tree, names, options, all, *out, sources, diagnostics) &&
                  !diagnostics.has_errors();
  told.set_value(ok);
  if (!ok) {
    if (threads) loading.wait();
    return std::nullopt;
  }
  if (options.environments.empty()) report_unused_files(tree, *out, diagnostics);
  auto loaded = loading.get();
  diagnostics.append(std::move(of_packs));
  if (!loaded) return std::nullopt;
  out->packs = std::move(*loaded);
  if (!add_extra_files(tree, *out, sources, diagnostics)) return std::nullopt;
  refuse_input_places(*out, diagnostics);
  if (diagnostics.has_errors()) return std::nullopt;
  // Packs ask for units only where a template waits for them.
  make_shared(tree, *out, out->packs, diagnostics);
  if (diagnostics.has_errors()) return std::nullopt;
  for (const auto& [built_in, overlay] : out->packs.overlays) {
    if (const auto text = tree.read(overlay.path)) {
      refuse_secrets(sources.add(overlay.path, *text), sources, diagnostics);
    }
  }
  return out;
}

}  // namespace formwork
