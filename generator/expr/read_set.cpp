#include "expr/expr.h"

namespace formwork {

void ReadSet::mark(Node node) {
  if (node.document() != document_ || !node) return;
  if (node.id() >= bits_.size()) bits_.resize(document_->count() + 1);  // the Document has grown
  bits_[node.id()] = true;
}

void ReadSet::mark_tree(Node node) {
  if (node.document() != document_) return;
  mark(node);
  for (const Node child : node) mark_tree(child);
}

void ReadSet::merge(const ReadSet& other) {
  if (other.document_ != document_) return;
  if (bits_.size() < other.bits_.size()) bits_.resize(other.bits_.size());
  for (std::size_t i = 0; i < other.bits_.size(); ++i) {
    if (other.bits_[i]) bits_[i] = true;
  }
}

}  // namespace formwork
