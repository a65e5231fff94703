// What is noted while a rendering is recorded: from what each hole could be computed again. A
// scalar `let` is no part of an artifact's structure: holes that name it are computed from what it
// was. Where a condition, a loop or a list names one, the structure leans on what it read.
#include "template/renderer.h"

#include <algorithm>

namespace formwork::tmpl {

// What stands for nodes of the spec is copied, too: who reads one of them says so, and is not
// computed from the copy (see Recording).
Value Renderer::made(const Value& value) {
  const auto [known, is_new] = made_.try_emplace(value.node().id());
  if (is_new) {
    const std::uint64_t steps = context_.steps;
    known->second = Value::of(context_.scratch.node(store(context_, value)));
    context_.steps = steps;
  }
  return known->second;
}

Recipe Renderer::recipe(const Expr& expr) {
  Recipe out;
  for (const WrittenPath& path : expr.paths()) {
    const auto slot = path.slot;
    if (std::any_of(out.slots.begin(), out.slots.end(),
                    [&](const Recipe::Slot& s) { return s.slot == slot; }))
      continue;
    const Value& value = frame_[slot];
    const bool computed = value.node() && value.node().document() == &context_.scratch;
    out.slots.push_back({slot, let_of_[slot], let_of_[slot] < 0 && computed ? made(value) : value});
  }
  return out;
}

void Renderer::lean_on(const RecordedLet& let) {
  if (context_.reads == nullptr) return;
  for (const NodeId id : let.reads) context_.reads->mark(context_.reads->document()->node(id));
  for (const Recipe::Slot& slot : let.recipe.slots) {
    if (slot.let >= 0) lean_on(out_.lets[static_cast<std::size_t>(slot.let)]);
  }
}

void Renderer::lean_on(const Expr& expr) {
  for (const WrittenPath& path : expr.paths()) {
    const std::int32_t let = let_of_[path.slot];
    if (let >= 0) lean_on(out_.lets[static_cast<std::size_t>(let)]);
  }
}

// That each item is there. What a scalar among them is, the loop does not ask.
void Renderer::note_items(const Loop& loop) {
  ReadSet* const outer = context_.reads;
  std::optional<ReadSet> own;
  if (apart_ && outer != nullptr) context_.reads = &own.emplace(*outer->document());
  for (std::size_t i = loop.base; i < loop.end; ++i) mark_read(context_, out_.order[i], false);
  context_.reads = outer;
  if (own) out_.items.insert(out_.items.end(), own->marked().begin(), own->marked().end());
}

void Renderer::record_let(const Expr& expr, std::uint32_t slot) {
  ReadSet* const outer = context_.reads;
  if (outer == nullptr) {
    frame_[slot] = evaluate_held(expr, frame_, context_);
    return;
  }
  RecordedLet let;
  let.expr = &expr;
  let.recipe = recipe(expr);
  ReadSet own(*outer->document());
  context_.reads = &own;
  const Value value = evaluate_held(expr, frame_, context_);
  context_.reads = outer;
  const bool scalar =
      !value.is_null() && !value.is(Kind::list) && !value.is(Kind::map) && !value.is(Kind::unknown);
  if (scalar) {
    let.kind = value.kind();
    let.reads = own.marked();
    std::sort(let.reads.begin(), let.reads.end());
    let_of_[slot] = static_cast<std::int32_t>(out_.lets.size());
    out_.lets.push_back(std::move(let));
  } else {
    lean_on(expr);
    outer->merge(own);
    let_of_[slot] = -1;
  }
  frame_[slot] = value;
}

}  // namespace formwork::tmpl
