#include "base/text.h"
#include "layers/layers.h"

#include <fmt/format.h>

namespace formwork {
namespace {

enum class Shape : std::uint8_t { scalar, list, map };

Shape shape(Node node) {
  return node.is(Kind::map) ? Shape::map : node.is(Kind::list) ? Shape::list : Shape::scalar;
}

std::string_view describe(Node node) {
  switch (shape(node)) {
    case Shape::map:
      return "a map";
    case Shape::list:
      return "a list";
    case Shape::scalar:
      return "a single value";
  }
  return {};
}

class Merger {
 public:
  Merger(Document& into, Diagnostics& diagnostics) : into_(into), diagnostics_(diagnostics) {}

  void add(const Layer& layer) {
    layer_ = &layer;
    const Node root = layer.document.root();
    if (into_.root()) {
      merge_map(into_.root(), root);
      return;
    }
    into_.set_root(into_.copy(root));
    if (const Node extends = into_.root().find("extends")) into_.remove(extends.id());
  }

  /// What is still gone.
  [[nodiscard]] std::vector<RemovedKey> removed() const {
    std::vector<RemovedKey> out;
    for (const RemovedKey& key : removed_) {
      if (!into_.root().find_path(key.path)) out.push_back(key);
    }
    return out;
  }

 private:
  void merge_map(Node into, Node from) {
    claim(into, from);
    const bool is_root = into == into_.root();
    for (const Node child : from) {
      if (is_root && child.key() == "extends") continue;
      merge_child(into, child);
    }
  }

  // A map that several layers write to is placed in the highest one that a person maintains: what
  // is missing in it belongs there, not into the digests of a release.
  void claim(Node into, Node from) {
    if (from.size() == 0) return;
    if (generated()) return;
    std::vector<Span> spans = into.replaced();
    spans.push_back(into.span());
    into_.set_replaced(into.id(), std::move(spans));
    into_.set_span(into.id(), from.span());
    if (from.key_span().valid()) into_.set_key_span(into.id(), from.key_span());
  }

  void merge_child(Node into, Node child) {
    const Node old = into.find(child.key());
    if (!old) {
      const NodeId made = into_.copy(child);
      into_.append(into.id(), child.key(), child.key_span(), made);
    } else if (child.is(Kind::null)) {
      if (generated()) return refuse_removal(child);
      removed_.push_back({old.path(), child.key_span()});
      into_.remove(old.id());
    } else if (old.is(Kind::null) || (shape(old) == shape(child) && shape(old) != Shape::map)) {
      const NodeId made = into_.copy(child);
      into_.set_key_span(made, child.key_span());
      into_.replace(old.id(), made);
    } else if (shape(old) == Shape::map && shape(child) == Shape::map) {
      merge_map(old, child);
    } else {
      diagnostics_
          .add(Code::FW2004, child.key_span(),
               fmt::format("`{}` is {} here, but {} in a lower layer", printable(child.path()),
                           describe(child), describe(old)),
               fmt::format(
                   "write {}, or remove the inherited one with `{}: null` in a layer between",
                   describe(old), printable(child.key())))
          .notes.push_back({old.key_span(), {}, fmt::format("{} here", describe(old))});
    }
  }

  [[nodiscard]] bool generated() const {
    return layer_->kind == LayerKind::release || layer_->kind == LayerKind::binding;
  }

  void refuse_removal(Node child) {
    diagnostics_.add(Code::FW3112, child.key_span(),
                     fmt::format("`{}` is removed by a layer that only sets what it owns",
                                 printable(child.path())),
                     "remove it in the environment's spec");
  }

  Document& into_;
  Diagnostics& diagnostics_;
  const Layer* layer_ = nullptr;
  std::vector<RemovedKey> removed_{};
};

}  // namespace

std::optional<Document> merge(const std::vector<const Layer*>& layers, Diagnostics& diagnostics,
                              std::vector<RemovedKey>* removed) {
  Document out;
  Diagnostics own;
  // Defaults and computed fields come on top: about as much again, twice.
  std::size_t nodes = 0;
  for (const Layer* layer : layers) nodes += layer->document.count();
  out.reserve(3 * nodes);
  Merger merger(out, own);
  for (const Layer* layer : layers) merger.add(*layer);
  if (!out.root()) out.set_root(out.add_map());
  const bool good = !own.has_errors();
  diagnostics.append(std::move(own));
  if (!good) return std::nullopt;
  if (removed != nullptr) *removed = merger.removed();
  return out;
}

const Layer* layer_of(const std::vector<const Layer*>& layers, SourceId source) {
  for (const Layer* layer : layers) {
    if (layer->source == source) return layer;
  }
  return nullptr;
}

}  // namespace formwork
