#include "pipeline/root_inputs.h"

#include <cmath>

namespace formwork {

using fold::DatumKind;

void RootInputs::literal(std::string_view text) {
  const auto size = static_cast<std::uint32_t>(text.size());
  key_.append(reinterpret_cast<const char*>(&size), sizeof size);
  key_ += text;
}

void RootInputs::add(std::string_view path, const Rendered& rendered, SourceId file) {
  key_ += 'f';
  literal(path);
  const std::string_view text = rendered.text;
  std::size_t at = 0;
  for (const Hole& hole : rendered.holes) {
    const Place place = hole.site->place;
    if (place != Place::value && place != Place::comment) continue;
    literal(text.substr(at, hole.begin - at));
    at = hole.end;
    fold::InputRange range{{file, hole.begin, hole.end}, scalars_.size()};
    range.comment = place == Place::comment;
    key_ += range.comment ? 'c' : 'v';
    if (!range.comment) value(hole.value);
    range.count = scalars_.size() - range.first;
    ranges_.push_back(range);
  }
  literal(text.substr(at));
}

void RootInputs::value(const Value& value) {
  Scalar made;
  switch (value.kind()) {
    case Kind::list:
    case Kind::map:
      return node(value.node());
    case Kind::null:
      key_ += '0';
      break;
    case Kind::boolean:
      made = {DatumKind::boolean, value.as_bool() ? 1.0 : 0.0};
      key_ += 'b';
      break;
    case Kind::integer:
    case Kind::number:
      made = {DatumKind::number, value.as_number()};
      // Beyond that, what the languages count and what a double holds may differ.
      usable_ = usable_ && std::fabs(made.number) < 1e15;
      key_ += 'n';
      break;
    case Kind::string:
    case Kind::scalar:
      made = {DatumKind::string, 0, texts_.size(), value.text().size()};
      texts_ += value.text();
      key_ += 's';
      break;
    case Kind::unknown:
    case Kind::hole:
      usable_ = false;
      break;
  }
  scalars_.push_back(made);
}

void RootInputs::node(Node node) {
  if (node.is_scalar()) return value(Value::of(node));
  const bool map = node.is(Kind::map);
  key_ += map ? '{' : '[';
  for (const Node child : node) {
    if (map) literal(child.key());
    this->node(child);
  }
  key_ += map ? '}' : ']';
}

const std::vector<fold::Cell>& RootInputs::cells() {
  cells_.clear();
  cells_.reserve(scalars_.size());
  for (const Scalar& scalar : scalars_)
    cells_.push_back({scalar.number, std::string_view(texts_).substr(scalar.begin, scalar.size)});
  return cells_;
}

std::vector<fold::Datum> RootInputs::values() {
  std::vector<fold::Datum> out;
  for (const Scalar& scalar : scalars_) {
    switch (scalar.kind) {
      case DatumKind::boolean:
        out.push_back(fold::Datum::of_bool(scalar.number != 0));
        break;
      case DatumKind::number:
        out.push_back(fold::Datum::of_number(scalar.number));
        break;
      case DatumKind::string:
        out.push_back(fold::Datum::of_string(texts_.substr(scalar.begin, scalar.size)));
        break;
      default:
        out.emplace_back();
    }
  }
  return out;
}

}  // namespace formwork
