#include "template/recording.h"

#include "template/program.h"

namespace formwork {
namespace {

bool in_place(std::string_view text) {
  return !text.empty() && text.find('\n') == std::string_view::npos;
}

}  // namespace

Recording::Recording(const Template& compiled, const Rendered& rendered,
                     const std::vector<NodeId>& others, const Document& document)
    : compiled_(&compiled),
      text_(rendered.text),
      shape_(rendered.shape),
      holes_(rendered.holes),
      sources_(rendered.holes.size()) {
  for (const NodeId id : others) uses_.push_back({id, Use::kStructure});
  for (std::size_t i = 0; i < holes_.size(); ++i) {
    for (const Node node : rendered.reads[i])
      uses_.push_back({node.id(), static_cast<std::uint32_t>(i)});
    const Node node = holes_[i].value.node();
    if (node && node.document() == &document) {
      sources_[i] = {node.id(), stands_alone(rendered, i)};
    } else {
      holes_[i].value = kept(holes_[i].value);
    }
  }
}

// Encoders look at what was written before, and loops at whether anything was: so neither an empty
// text nor a neighbour may come in or go.
bool Recording::stands_alone(const Rendered& rendered, std::size_t index) const {
  const Hole& hole = holes_[index];
  const Node node = hole.value.node();
  const bool touches = index + 1 < holes_.size() && holes_[index + 1].begin <= hole.end;
  return node.is_scalar() && !node.is(Kind::null) && hole.site->place != Place::lines && !touches &&
         rendered.reads[index].size() == 1 && rendered.reads[index].front() == node &&
         in_place(std::string_view(rendered.text).substr(hole.begin, hole.end - hole.begin));
}

Value Recording::kept(const Value& value) {
  switch (value.kind()) {
    case Kind::null:
    case Kind::boolean:
    case Kind::integer:
      return value;
    case Kind::list:
    case Kind::map:
      return Value::of(values_.node(values_.copy(value.node())));
    case Kind::number:
      return Value::of(values_.node(values_.add_number(value.as_number(), value.text())));
    default:
      return Value::of_string(values_.node(values_.add_string(value.text())).text());
  }
}

bool Recording::replay(const Document& document, std::span<const std::uint32_t> changed,
                       Rendered& out) const {
  const std::vector<TagSite>& sites = compiled_->sites();
  const std::vector<tmpl::SiteCode>& codes = compiled_->program().codes;
  out.text.clear();
  out.pieces.clear();
  out.reads.clear();
  out.shape = shape_;
  out.holes = holes_;
  std::size_t copied = 0;  // of text_
  auto next = changed.begin();
  for (std::size_t i = 0; i < holes_.size(); ++i) {
    Hole& hole = out.holes[i];
    const Source& source = sources_[i];
    if (source.node != 0) hole.value = Value::of(document.node(source.node));
    if (next != changed.end() && *next == i) {
      ++next;
      if (!source.alone) return false;
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

}  // namespace formwork
