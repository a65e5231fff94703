#include "template/recording.h"

#include "expr/fixed_reads.h"
#include "template/program.h"

#include <algorithm>

namespace formwork {
namespace {

bool in_place(std::string_view text) {
  return !text.empty() && text.find('\n') == std::string_view::npos;
}

}  // namespace

// Computes formulas for another Document, each `let` once.
class Recording::Again {
 public:
  Again(const Recording& recording, const Document& document, Document& scratch)
      : recording_(recording),
        document_(document),
        scratch_(scratch),
        reads_(document),
        lets_(recording.lets_.size()) {}

  /// Nothing where it reads other nodes than it did, or gives another kind.
  std::optional<Value> compute(const Formula& formula, bool held) {
    Frame frame;
    for (const Formula::Slot& slot : formula.slots) {
      if (frame.size() <= slot.slot) frame.resize(slot.slot + 1);
      if (slot.let >= 0) {
        const std::optional<Value>& value = let(static_cast<std::size_t>(slot.let));
        if (!value) return std::nullopt;
        frame[slot.slot] = *value;
      } else {
        frame[slot.slot] = slot.node != 0 ? Value::of(document_.node(slot.node)) : slot.value;
      }
    }
    reads_.clear();
    EvalContext context{.scratch = scratch_, .reads = formula.fixed_reads ? nullptr : &reads_};
    const Value value = held ? evaluate_held(*formula.expr, frame, context)
                             : evaluate(*formula.expr, frame, context);
    if (context.error || value.kind() != formula.kind) return std::nullopt;
    if (formula.fixed_reads) return value;
    std::vector<NodeId> marked = reads_.marked();
    std::sort(marked.begin(), marked.end());
    if (marked != formula.reads) return std::nullopt;
    return value;
  }

 private:
  const std::optional<Value>& let(std::size_t index) {
    Let& let = lets_[index];
    if (!let.computed) {
      let.value = compute(recording_.lets_[index], true);
      let.computed = true;
    }
    return let.value;
  }

  struct Let {
    bool computed = false;
    std::optional<Value> value{};
  };
  const Recording& recording_;
  const Document& document_;
  Document& scratch_;
  ReadSet reads_;
  std::vector<Let> lets_;
};

Recording::Recording(const Template& compiled, const Rendered& rendered,
                     const std::vector<NodeId>& others, const Document& document)
    : compiled_(&compiled),
      document_(&document),
      text_(rendered.text),
      shape_(rendered.shape),
      holes_(rendered.holes),
      sources_(rendered.holes.size()) {
  for (const NodeId id : others) uses_.push_back({id, Use::kStructure});
  for (const RecordedLet& let : rendered.lets) {
    lets_.push_back(formula(*let.expr, let.recipe, let.reads, let.kind));
    for (const NodeId id : let.reads) uses_.push_back({id, Use::kNoHole});
  }
  for (const NodeId id : rendered.items) uses_.push_back({id, Use::kNoHole});
  for (std::uint32_t i = 0; i < holes_.size(); ++i) {
    const Recipe& recipe = rendered.recipes[i];
    std::vector<NodeId> reads;
    for (const Node node : rendered.reads[i]) {
      reads.push_back(node.id());
      uses_.push_back({node.id(), i});
    }
    use_lets(i, recipe, rendered.lets);
    const Node node = holes_[i].value.node();
    const bool in_place = changes_in_place(rendered, i);
    Source& source = sources_[i];
    if (node && node.document() == &document) {
      source.node = node.id();
      source.alone = in_place && reads.size() == 1 && reads.front() == node.id();
    } else {
      holes_[i].value = kept(holes_[i].value);
    }
    if (!in_place || source.alone) continue;
    source.formula = static_cast<std::int32_t>(formulas_.size());
    formulas_.push_back(
        formula(holes_[i].site->expr, recipe, std::move(reads), holes_[i].value.kind()));
  }
}

Recording::Formula Recording::formula(const Expr& expr, const Recipe& recipe,
                                      std::vector<NodeId> reads, Kind kind) {
  Formula out{&expr, {}, std::move(reads), has_fixed_reads(expr), kind};
  for (const Recipe::Slot& slot : recipe.slots) {
    Formula::Slot& made = out.slots.emplace_back();
    made.slot = slot.slot;
    made.let = slot.let;
    if (slot.let >= 0) continue;
    if (slot.value.node() && slot.value.node().document() == document_)
      made.node = slot.value.node().id();
    else
      made.value = kept(slot.value);
  }
  return out;
}

void Recording::use_lets(std::uint32_t hole, const Recipe& recipe,
                         const std::vector<RecordedLet>& lets) {
  for (const Recipe::Slot& slot : recipe.slots) {
    if (slot.let < 0) continue;
    const RecordedLet& let = lets[static_cast<std::size_t>(slot.let)];
    for (const NodeId id : let.reads) uses_.push_back({id, hole});
    use_lets(hole, let.recipe, lets);
  }
}

// Encoders look at what was written before, and loops at whether anything was: so neither an empty
// text nor a neighbour may come in or go.
bool Recording::changes_in_place(const Rendered& rendered, std::size_t index) const {
  const Hole& hole = holes_[index];
  const Kind kind = hole.value.kind();
  const bool touches = index + 1 < holes_.size() && holes_[index + 1].begin <= hole.end;
  return kind != Kind::null && kind != Kind::list && kind != Kind::map && kind != Kind::unknown &&
         hole.site->place != Place::lines && !touches &&
         in_place(std::string_view(rendered.text).substr(hole.begin, hole.end - hole.begin));
}

Value Recording::kept(const Value& value) {
  switch (value.kind()) {
    case Kind::null:
    case Kind::boolean:
    case Kind::integer:
      return value;
    case Kind::list:
    case Kind::map: {
      const auto [known, is_new] = kept_.try_emplace({value.node().document(), value.node().id()});
      if (is_new) known->second = Value::of(values_.node(values_.copy(value.node())));
      return known->second;
    }
    case Kind::number:
      return Value::of(values_.node(values_.add_number(value.as_number(), value.text())));
    default:
      return Value::of_string(values_.node(values_.add_string(value.text())).text());
  }
}

bool Recording::replay(const Document& document, std::span<const std::uint32_t> changed,
                       Document& scratch, Rendered& out) const {
  const std::vector<TagSite>& sites = compiled_->sites();
  const std::vector<tmpl::SiteCode>& codes = compiled_->program().codes;
  out.text.clear();
  out.pieces.clear();
  out.reads.clear();
  out.shape = shape_;
  out.holes = holes_;
  std::optional<Again> again;
  std::size_t copied = 0;  // of text_
  auto next = changed.begin();
  for (std::size_t i = 0; i < holes_.size(); ++i) {
    Hole& hole = out.holes[i];
    const Source& source = sources_[i];
    if (source.node != 0) hole.value = Value::of(document.node(source.node));
    if (next != changed.end() && *next == i) {
      ++next;
      if (!source.alone) {
        if (source.formula < 0) return false;
        if (!again) again.emplace(*this, document, scratch);
        const auto value =
            again->compute(formulas_[static_cast<std::size_t>(source.formula)], false);
        if (!value) return false;
        hole.value = *value;
      }
      out.text.append(text_, copied, holes_[i].begin - copied);
      copied = holes_[i].end;
      hole.begin = static_cast<std::uint32_t>(out.text.size());
      const auto site = static_cast<std::size_t>(hole.site - sites.data());
      if (compiled_->language().encode(hole.value, codes[site].encode, out.text)) return false;
      hole.end = static_cast<std::uint32_t>(out.text.size());
      if (hole.end <= hole.begin ||
          !in_place(std::string_view(out.text).substr(hole.begin, hole.end - hole.begin)))
        return false;
    } else {
      // Unsigned arithmetic: a text may have become shorter.
      const auto moved = static_cast<std::uint32_t>(out.text.size() - copied);
      hole.begin += moved;
      hole.end += moved;
    }
  }
  out.text.append(text_, copied);
  return true;
}

std::optional<std::vector<std::uint32_t>> Recording::differing(const Rendered& rendered) const {
  if (rendered.shape != shape_ || rendered.holes.size() != holes_.size()) return std::nullopt;
  std::vector<std::uint32_t> out;
  const auto written = [](const std::string& text, const Hole& hole) {
    return std::string_view(text).substr(hole.begin, hole.end - hole.begin);
  };
  for (std::uint32_t i = 0; i < holes_.size(); ++i) {
    const Hole& ours = holes_[i];
    const Hole& theirs = rendered.holes[i];
    // What is written reads back as the value, but for its kind where it stands in a text.
    if (ours.value.kind() != theirs.value.kind() ||
        written(text_, ours) != written(rendered.text, theirs))
      out.push_back(i);
  }
  return out;
}

}  // namespace formwork
