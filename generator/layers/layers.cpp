#include "layers/layers.h"

#include "base/parallel.h"
#include "base/text.h"
#include "document/yaml.h"
#include "files/safe_path.h"
#include "layers/extends.h"
#include "layers/set_layer.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <utility>

namespace formwork {
namespace {

constexpr std::size_t kMostFilesInAChain = 16;

std::string folder_of(const std::string& path) {
  const std::size_t slash = path.rfind('/');
  return slash == std::string::npos ? std::string() : path.substr(0, slash);
}

}  // namespace

struct LayerLoader::Impl {
  const Tree& tree;
  SourceMap& sources;

  // A file that was read: its document, or what was wrong with it.
  struct File {
    std::unique_ptr<Layer> layer;  // nothing if it cannot be used
    std::vector<Extended> extends;
    Diagnostics diagnostics;
  };
  std::map<std::string, File> files;
  // The same file in another role (staging.yaml as what prod extends): a copy of the tree, not read
  // again.
  std::map<std::pair<std::string, LayerKind>, std::unique_ptr<Layer>> roles;
  std::vector<std::unique_ptr<Layer>> set_layers;

  // One environment being loaded.
  struct Run {
    std::vector<const Layer*> layers;
    std::vector<const Extended*> chain;  // from the environment's file to here
    Diagnostics& diagnostics;
    bool good = true;
  };

  const File& file(const std::string& path, LayerKind kind) {
    const auto [it, added] = files.try_emplace(path);
    if (added && read(path, kind, it->second)) parse(it->second);
    return it->second;
  }

  bool read(const std::string& path, LayerKind kind, File& file) {
    auto text = tree.read(path);
    if (!text) {
      file.diagnostics.add(std::move(text).error());
      return false;
    }
    file.layer = std::make_unique<Layer>();
    file.layer->kind = kind;
    file.layer->path = path;
    file.layer->source = sources.add(path, std::move(*text));
    return true;
  }

  // Touches nothing but `file`.
  void parse(File& file) const {
    auto layer = std::exchange(file.layer, nullptr);
    auto document = parse_yaml(layer->source, sources, file.diagnostics);
    if (!document) return;
    const Node root = document->root();
    if (!root.is(Kind::map)) {
      const Span all = root.span();
      file.diagnostics.add(
          Code::FW2005, Span{all.source, all.begin, all.begin},
          fmt::format("`{}` is a {}, a map of keys is expected", layer->path, name(root.kind())),
          "write `key: value` lines");
      return;
    }
    layer->document = std::move(*document);
    if (!read_extends(layer->document.root(), layer->path, file.extends, file.diagnostics)) {
      file.extends.clear();
      return;
    }
    file.layer = std::move(layer);
  }

  const Layer* in_role(const Layer& layer, LayerKind kind) {
    if (layer.kind == kind) return &layer;
    auto& role = roles[{layer.path, kind}];
    if (!role) {
      role = std::make_unique<Layer>();
      role->kind = kind;
      role->path = layer.path;
      role->source = layer.source;
      role->document.set_root(role->document.copy(layer.document.root()));
    }
    return role.get();
  }

  // "environments/prod.yaml -> environments/base.yaml"
  static std::string shown(const std::vector<const Extended*>& chain, const std::string& last) {
    std::string out;
    for (const Extended* link : chain) out += link->path + " -> ";
    return out + last;
  }

  void add_notes(Diagnostic& diagnostic, const std::vector<const Extended*>& chain) const {
    for (std::size_t i = 1; i < chain.size(); ++i) {
      diagnostic.notes.push_back(
          {chain[i]->span, {}, fmt::format("`{}` is extended here", chain[i]->path)});
    }
  }

  // Adds what `link` extends, then the file itself.
  void add(const Extended& link, LayerKind kind, Run& run) {
    const auto is_here = [&](const Extended* above) { return above->path == link.path; };
    if (std::any_of(run.chain.begin(), run.chain.end(), is_here)) {
      Diagnostic& made = run.diagnostics.add(
          Code::FW2003, link.span,
          fmt::format("`extends` leads in a circle: {}", shown(run.chain, link.path)),
          "remove one of the `extends`");
      add_notes(made, run.chain);
      run.good = false;
      return;
    }
    const auto is_same = [&](const Layer* layer) { return layer->path == link.path; };
    if (std::any_of(run.layers.begin(), run.layers.end(), is_same)) return;  // by another way
    if (run.chain.size() > kMostFilesInAChain) {
      Diagnostic& made = run.diagnostics.add(
          Code::FW2007, link.span,
          fmt::format("`extends` is more than {} files deep", kMostFilesInAChain),
          "extend fewer files in a row; one file may extend several");
      add_notes(made, run.chain);
      run.good = false;
      return;
    }
    if (link.span.valid() && !exists(link.path)) {
      missing(link, run);
      return;
    }
    const File& found = file(link.path, kind);
    for (const Diagnostic& d : found.diagnostics.items()) run.diagnostics.add(d);
    run.chain.push_back(&link);
    for (const Extended& next : found.extends) add(next, LayerKind::extends, run);
    run.chain.pop_back();
    if (found.layer) {
      run.layers.push_back(in_role(*found.layer, kind));
    } else {
      run.good = false;
    }
  }

  // A release or binding: a file of its own, which extends nothing.
  void add_alone(const std::string& path, LayerKind kind, Run& run) {
    if (!exists(path)) return;
    const File& found = file(path, kind);
    for (const Diagnostic& d : found.diagnostics.items()) run.diagnostics.add(d);
    if (!found.layer) {
      run.good = false;
      return;
    }
    if (const Node extends = found.layer->document.root().find("extends")) {
      run.diagnostics.add(Code::FW2006, extends.key_span(),
                          "`extends` stands in a file of releases or bindings",
                          "write it into the environment's own file");
      run.good = false;
      return;
    }
    run.layers.push_back(in_role(*found.layer, kind));
  }

  // A read that fails for another cause than absence is reported by the read.
  bool exists(const std::string& path) const {
    const auto info = tree.info(path);
    return !info || info->kind != FileKind::absent;
  }

  std::string near(const std::string& path) const {
    const std::string folder = folder_of(path);
    const auto entries = tree.list(folder);
    std::vector<std::string> names;
    if (entries) {
      for (const FolderEntry& entry : *entries) {
        if (entry.name.ends_with(".yaml")) names.push_back(entry.name);
      }
    }
    const std::string wanted = folder.empty() ? path : path.substr(folder.size() + 1);
    if (const auto found = nearest(wanted, names)) return fmt::format("did you mean `{}`?", *found);
    return {};
  }

  void missing(const Extended& link, Run& run) const {
    std::string help = near(link.path);
    if (help.empty()) help = "write the path from this file's folder";
    Diagnostic& made = run.diagnostics.add(Code::FW2002, link.span,
                                           fmt::format("`{}` does not exist", printable(link.path)),
                                           std::move(help));
    add_notes(made, run.chain);
    run.good = false;
  }
};

LayerLoader::LayerLoader(const Tree& tree, SourceMap& sources)
    : impl_(std::make_unique<Impl>(Impl{tree, sources, {}, {}, {}})) {}

LayerLoader::~LayerLoader() = default;

void LayerLoader::read_all(const std::vector<LayerFile>& files, unsigned jobs) {
  std::vector<Impl::File*> open;
  for (const LayerFile& wanted : files) {
    if (!impl_->exists(wanted.path)) continue;
    const auto [it, added] = impl_->files.try_emplace(wanted.path);
    if (added && impl_->read(wanted.path, wanted.kind, it->second)) open.push_back(&it->second);
  }
  for_each_index(open.size(), jobs, [&](std::size_t i) {
    Impl::File& file = *open[i];
    impl_->parse(file);
    if (file.layer && file.layer->kind == LayerKind::environment &&
        !file.layer->document.root().find_path("metadata.name")) {
      file.layer->kind = LayerKind::extends;
    }
  });
}

const Layer* LayerLoader::find(const std::string& path) const {
  const auto it = impl_->files.find(path);
  return it == impl_->files.end() ? nullptr : it->second.layer.get();
}

const Diagnostics& LayerLoader::problems(const std::string& path) const {
  static const Diagnostics kNone;
  const auto it = impl_->files.find(path);
  return it == impl_->files.end() ? kNone : it->second.diagnostics;
}

std::optional<std::vector<const Layer*>> LayerLoader::load(const std::string& specs,
                                                           const std::string& name,
                                                           const std::vector<std::string>& sets,
                                                           Diagnostics& diagnostics) {
  Impl::Run run{{}, {}, diagnostics, true};
  const Extended self{resolve_path(specs + "/x", name + ".yaml"), {}};
  if (unsafe_path(self.path) || !impl_->exists(self.path)) {
    std::string help = impl_->near(self.path);
    if (help.empty()) help = fmt::format("write it, or run `formwork new {}`", name);
    diagnostics.add(make(
        Code::FW2001, self.path,
        fmt::format("environment `{}` has no file `{}`", printable(name), printable(self.path)),
        std::move(help)));
    return std::nullopt;
  }
  impl_->add(self, LayerKind::environment, run);
  impl_->add_alone("releases/" + name + ".yaml", LayerKind::release, run);
  impl_->add_alone("bindings/" + name + ".yaml", LayerKind::binding, run);
  if (!sets.empty()) {
    auto layer = set_layer(sets, impl_->sources, diagnostics);
    if (layer) {
      run.layers.push_back(layer.get());
      impl_->set_layers.push_back(std::move(layer));
    } else {
      run.good = false;
    }
  }
  if (!run.good) return std::nullopt;
  return std::move(run.layers);
}

}  // namespace formwork
