// Filling like another document: of the computed fields only those run that depend on a scalar that
// differs, in the order in which they ran then.
#include "schema/check.h"
#include "schema/fill_trace.h"

#include <algorithm>

namespace formwork {
namespace {

class Refiller {
 public:
  Refiller(const Schema::Impl& impl, Document& document, const Filled& of_model,
           const std::vector<NodeId>& differing)
      : impl_(impl),
        document_(document),
        trace_(*of_model.trace),
        filled_(of_model),
        reads_(document),
        differs_(document.count() + 1) {
    for (const NodeId id : differing) differs_[id] = true;
  }

  std::optional<Filled> run() {
    if (differs_[trace_.tier]) return std::nullopt;
    for (std::size_t i = 0; i < trace_.made.size(); ++i) {
      if (depends(trace_.made[i]) && !again(i)) return std::nullopt;
    }
    return std::move(filled_);
  }

 private:
  [[nodiscard]] bool depends(const FillTrace::Made& made) const {
    const std::vector<NodeId>* read = made.value != 0 ? filled_.reads.find(made.value) : &made.read;
    return read == nullptr ||
           std::any_of(read->begin(), read->end(), [&](NodeId id) { return differs_[id]; });
  }

  // What it reads now has to come before it, as what it read then did: it is settled.
  [[nodiscard]] bool settled(std::size_t index) const {
    return std::all_of(reads_.marked().begin(), reads_.marked().end(), [&](NodeId id) {
      for (Node node = document_.node(id); node; node = node.parent()) {
        const auto computed = trace_.order.find(node.id());
        if (computed != trace_.order.end()) return computed->second < index;
      }
      return true;
    });
  }

  bool again(std::size_t index) {
    const FillTrace::Made& made = trace_.made[index];
    Frame frame = {Value::of(document_.root()), Value::of(document_.node(made.record))};
    if (made.computed->keyed) frame.push_back(Value::of_string(made.key));
    reads_.clear();
    scratch_.clear();
    EvalContext context{.scratch = scratch_, .reads = &reads_};
    const Value value = evaluate(made.computed->expr, frame, context);
    if (context.error || value.is_null() != (made.value == 0) || !settled(index)) return false;
    if (made.value == 0) return true;
    if (!update(*made.computed->property->schema, made.value, value)) return false;
    const std::vector<NodeId>* const before = filled_.reads.find(made.value);
    if (before == nullptr || *before != reads_.marked())
      filled_.reads.set(made.value, reads_.marked());
    return true;
  }

  // Gives the node the value; false if that is no matter of scalars.
  bool update(const SchemaNode& use, NodeId id, const Value& value) {
    const Node node = document_.node(id);
    if (node.kind() != value.kind()) return false;
    const SchemaNode* schema = &shape(use);
    if (!schema->variants.empty()) {
      const Node tag = node.find(schema->tag);
      const Variant* variant = tag ? schema->variant(tag.text()) : nullptr;
      if (variant == nullptr) return false;
      schema = &shape(*variant->schema);
    }
    switch (value.kind()) {
      case Kind::list:
        return !schema->unique_items && update_list(*schema, node, value.node());
      case Kind::map:
        return update_map(*schema, node, value.node());
      case Kind::boolean:
      case Kind::integer:
      case Kind::number:
      case Kind::string:
        return update_scalar(use, node, value);
      default:
        return false;
    }
  }

  bool update_list(const SchemaNode& schema, Node node, Node from) {
    if (node.size() != from.size() || schema.items == nullptr) return false;
    auto item = node.begin();
    for (const Node other : from) {
      if (!update(*schema.items, (*item).id(), Value::of(other))) return false;
      ++item;
    }
    return true;
  }

  bool update_map(const SchemaNode& schema, Node node, Node from) {
    const auto size = trace_.sizes.find(node.id());
    if (size == trace_.sizes.end()) return false;
    std::size_t count = 0;
    auto entry = node.begin();
    for (const Node other : in_order(from)) {
      const Value held = Value::of(other);
      if (held.is_null()) continue;
      if (++count > size->second || (*entry).key() != other.key()) return false;
      const Property* property = schema.property(other.key());
      const SchemaNode* inner = property != nullptr ? property->schema : schema.additional;
      if (inner == nullptr || !update(*inner, (*entry).id(), held)) return false;
      ++entry;
    }
    return count == size->second;
  }

  bool update_scalar(const SchemaNode& use, Node node, const Value& value) {
    const std::string text = value.to_string();
    if (node.text() == text) return true;
    switch (value.kind()) {
      case Kind::boolean:
        made_ = scratch_.add_bool(value.as_bool());
        break;
      case Kind::integer:
        made_ = scratch_.add_int(value.as_int());
        break;
      case Kind::number:
        made_ = scratch_.add_number(value.as_number(), text);
        break;
      default:
        made_ = scratch_.add_string(text);
        break;
    }
    document_.assign(node.id(), scratch_.node(made_));
    differs_[node.id()] = true;
    Diagnostics found;
    SpecChecker checker(impl_, document_, SpecChecker::Author::schema, nullptr, found);
    return checker.check(use, node);
  }

  const Schema::Impl& impl_;
  Document& document_;
  const FillTrace& trace_;
  Filled filled_;
  ReadSet reads_;
  Document scratch_;
  NodeId made_ = 0;
  std::vector<bool> differs_;  // by node: from the model's
};

}  // namespace

std::optional<Filled> fill_like(const Schema& schema, Document& document, const Document& model,
                                const Filled& of_model) {
  if (of_model.trace == nullptr || of_model.trace->given != document.count()) return std::nullopt;
  std::vector<NodeId> differing;
  auto completed = document.completed_like(model, differing);
  if (!completed) return std::nullopt;
  auto filled = Refiller(schema.impl(), *completed, of_model, differing).run();
  if (filled) document = std::move(*completed);
  return filled;
}

}  // namespace formwork
