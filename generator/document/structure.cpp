// Documents that differ in the values of their scalars alone.
#include "document/node.h"

namespace formwork {

bool Document::same_structure(const Document& other, std::vector<NodeId>& differing) const {
  differing.clear();
  if (records_.size() != other.records_.size() || root_ != other.root_) return false;
  for (NodeId id = 1; id < records_.size(); ++id) {
    const Record& a = records_[id];
    const Record& b = other.records_[id];
    if (a.parent != b.parent || a.next != b.next || a.previous != b.previous ||
        !same_kind(a, b, other))
      return false;
    if (a.is_collection()) {
      if (a.text != b.text || a.text_size != b.text_size || a.count != b.count) return false;
    } else if (!same_value(a, b, other)) {
      differing.push_back(id);
    }
  }
  return true;
}

bool Document::same_kind(const Record& a, const Record& b, const Document& other) const {
  return a.kind == b.kind && a.style == b.style && a.key_hash == b.key_hash &&
         a.key_size == b.key_size && pool(a.key, a.key_size) == other.pool(b.key, b.key_size);
}

bool Document::same_value(const Record& a, const Record& b, const Document& other) const {
  return a.text_size == b.text_size && a.value() == b.value() &&
         pool(a.text, a.text_size) == other.pool(b.text, b.text_size);
}

std::uint64_t Document::structure_hash() const {
  std::uint64_t hash = records_.size();
  const auto mix = [&](std::uint64_t x) {
    hash = (hash ^ x) * 0x9E3779B97F4A7C15U;
    hash ^= hash >> 29U;
  };
  for (const Record& r : records_) {
    mix(std::uint64_t{r.key_hash} << 32U | r.next);
    mix(std::uint64_t{r.parent} << 32U | std::uint64_t{r.style} << 8U | r.kind);
  }
  return hash;
}

// What is added to a list or map stands behind what was there, so a link of this Document is the
// model's, or ends where the model goes on with a later node.
bool Document::begins(const Document& model) const {
  const auto last = static_cast<NodeId>(count());
  const auto follows = [&](NodeId ours, NodeId theirs) {
    return ours == theirs || (ours == 0 && theirs > last);
  };
  if (root_ != model.root_ || count() > model.count()) return false;
  for (NodeId id = 1; id <= last; ++id) {
    const Record& a = records_[id];
    const Record& b = model.records_[id];
    if (a.parent != b.parent || a.previous != b.previous || !follows(a.next, b.next) ||
        !same_kind(a, b, model) ||
        (a.is_collection() && (!follows(a.text, b.text) || a.count > b.count))) {
      return false;
    }
  }
  return true;
}

std::optional<Document> Document::completed_like(const Document& model,
                                                 std::vector<NodeId>& differing) const {
  differing.clear();
  if (!begins(model)) return std::nullopt;
  std::optional<Document> out(std::in_place);
  out->records_ = model.records_;
  out->index_ = model.index_;
  out->replaced_ = replaced_;
  out->root_ = root_;
  (void)out->share_texts(model);
  for (NodeId id = 1; id <= count(); ++id) {
    const Record& ours = records_[id];
    Record& made = out->records_[id];
    made.set_span(ours.span());
    made.set_key_span(ours.key_span());
    made.replaces = ours.replaces;
    if (made.is_collection() || same_value(ours, made, model)) continue;
    differing.push_back(id);
    out->assign(id, node(id));
  }
  return out;
}

void Document::assign(NodeId id, Node from) {
  const Record& other = from.document()->records_[from.id()];
  const std::uint32_t at = intern(from.text());
  Record& r = records_[id];
  r.text = at;
  r.text_size = other.text_size;
  r.set_value(other.value());
}

}  // namespace formwork
