#include "expr/expr.h"

namespace formwork {

void ReadSet::mark_tree(Node node) {
  if (node.document() != document_) return;
  mark(node);
  for (const Node child : node) mark_tree(child);
}

void ReadSet::merge(const ReadSet& other) {
  if (other.document_ != document_) return;
  for (const NodeId id : other.marked_) mark(document_->node(id));
}

void ReadSet::clear() {
  for (const NodeId id : marked_) bits_[id / 64] = 0;
  marked_.clear();
}

}  // namespace formwork
