#include "pipeline/data_layers.h"

#include "pack/embedded.h"

#include <fmt/format.h>

#include <algorithm>
#include <initializer_list>
#include <set>

namespace formwork {
namespace {

// A file that is a map of its own on disk and stands at `keys` in every environment: the pins, a
// language's profile.
std::optional<Layer> data_layer(std::string path, std::string bytes,
                                std::initializer_list<std::string_view> keys, SourceMap& sources,
                                Diagnostics& diagnostics) {
  Layer out;
  out.kind = LayerKind::extends;
  out.path = path;
  out.source = sources.add(std::move(path), std::move(bytes));
  const auto parsed = parse_data(out.source, sources, diagnostics);
  if (!parsed) return std::nullopt;
  const NodeId root = out.document.add_map();
  NodeId above = root;
  for (const std::string_view& key : keys) {
    const bool innermost = &key == keys.end() - 1;
    const NodeId next = innermost ? out.document.copy(parsed->root()) : out.document.add_map();
    out.document.append(above, key, Span{}, next);  // nobody wrote this key
    above = next;
  }
  out.document.set_root(root);
  return out;
}

}  // namespace

bool load_pins(const Tree& tree, Inputs& inputs, SourceMap& sources, Diagnostics& diagnostics) {
  bool ok = true;
  const auto add = [&](std::string path, std::string bytes) {
    auto layer = data_layer(std::move(path), std::move(bytes), {"pins"}, sources, diagnostics);
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

std::vector<const Layer*> profiles_of(const std::vector<const Layer*>& layers, Inputs& inputs,
                                      SourceMap& sources, Diagnostics& diagnostics) {
  std::set<std::string> used;
  for (const Layer* layer : layers) {
    const Node root = layer->document.root();
    for (const Node service : root.find("services")) {
      if (const Node language = service.find_path("build.language")) used.emplace(language.text());
    }
    for (const Node profile : root.find("languages")) used.emplace(profile.key());
  }
  std::vector<const Layer*> out;
  for (const std::string& language : used) {
    const std::string path = fmt::format("templates/languages/{}.yaml", language);
    const auto known = std::find_if(inputs.profiles.begin(), inputs.profiles.end(),
                                    [&](const Layer& layer) { return layer.path == path; });
    if (known != inputs.profiles.end()) {
      out.push_back(&*known);
      continue;
    }
    const std::string_view bytes = embedded(path);
    if (bytes.empty()) continue;  // one of the spec's own
    auto layer =
        data_layer(path, std::string(bytes), {"languages", language}, sources, diagnostics);
    if (layer) out.push_back(&inputs.profiles.emplace_back(std::move(*layer)));
  }
  return out;
}

}  // namespace formwork
