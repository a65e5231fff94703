#include "language/fold/datum.h"

#include "expr/value.h"
#include "language/fold/trace.h"

#include <algorithm>
#include <charconv>
#include <cmath>

namespace formwork::fold {
namespace {

/// Of one kind. A trace is told what was compared, and that it was for equality alone.
int compare_scalars(const Datum& a, const Datum& b, bool for_equality) {
  int sign = a.raw_number() < b.raw_number() ? -1 : a.raw_number() > b.raw_number() ? 1 : 0;
  if (sign == 0) {
    const int text = a.raw_text().compare(b.raw_text());
    sign = text < 0 ? -1 : text > 0 ? 1 : 0;
  }
  const Step* step = a.step() != nullptr ? a.step() : b.step();
  if (step != nullptr) step->trace->compared(a, b, sign, for_equality);
  return sign;
}

/// A total order of wholly known values, for sets: kinds, then contents.
int compare(const Datum& a, const Datum& b) {
  if (a.kind() != b.kind()) return a.kind() < b.kind() ? -1 : 1;
  if (const int scalar = compare_scalars(a, b, false); scalar != 0) return scalar;
  const Datum::Entries& left = a.entries();
  const Datum::Entries& right = b.entries();
  for (std::size_t i = 0; i < std::min(left.size(), right.size()); ++i) {
    if (const int key = left[i].key.compare(right[i].key); key != 0) return key;
    if (const int value = compare(left[i].value, right[i].value); value != 0) return value;
  }
  if (left.size() == right.size()) return 0;
  return left.size() < right.size() ? -1 : 1;
}

Truth both(Truth a, Truth b) {
  if (a == Truth::no || b == Truth::no) return Truth::no;
  return a == Truth::unknown || b == Truth::unknown ? Truth::unknown : Truth::yes;
}

}  // namespace

void Datum::look() const {
  step_->trace->look(*step_);
}

Datum Datum::unknown(std::string_view text) {
  Datum made;
  made.kind_ = DatumKind::unknown;
  made.text_ = text;
  return made;
}

Datum Datum::failed(std::string_view text) {
  Datum made = unknown(text);
  made.kind_ = DatumKind::failed;
  return made;
}

Datum Datum::of_bool(bool value) {
  Datum made;
  made.kind_ = DatumKind::boolean;
  made.number_ = value ? 1 : 0;
  return made;
}

Datum Datum::of_number(double value) {
  Datum made;
  made.kind_ = std::isfinite(value) ? DatumKind::number : DatumKind::failed;
  made.number_ = value;
  return made;
}

Datum Datum::of_string(std::string text) {
  Datum made;
  made.kind_ = DatumKind::string;
  made.text_ = std::move(text);
  return made;
}

Datum Datum::of_list(Entries entries) {
  for (Entry& entry : entries) entry.key.clear();
  Datum made;
  made.kind_ = DatumKind::list;
  made.entries_ = std::make_shared<const Entries>(std::move(entries));
  return made;
}

Datum Datum::of_set(Entries entries) {
  for (Entry& entry : entries) entry.key.clear();
  std::sort(entries.begin(), entries.end(),
            [](const Entry& a, const Entry& b) { return compare(a.value, b.value) < 0; });
  entries.erase(
      std::unique(entries.begin(), entries.end(),
                  [](const Entry& a, const Entry& b) { return compare(a.value, b.value) == 0; }),
      entries.end());
  Datum made = of_list(std::move(entries));
  made.kind_ = DatumKind::set;
  return made;
}

Datum Datum::of_map(Entries entries) {
  std::stable_sort(entries.begin(), entries.end(),
                   [](const Entry& a, const Entry& b) { return a.key < b.key; });
  Entries once;
  for (Entry& entry : entries) {
    if (!once.empty() && once.back().key == entry.key)
      once.back() = std::move(entry);
    else
      once.push_back(std::move(entry));
  }
  Datum made;
  made.kind_ = DatumKind::map;
  made.entries_ = std::make_shared<const Entries>(std::move(once));
  return made;
}

Datum Datum::of_open_map(Entries entries, std::string_view text) {
  Datum made = of_map(std::move(entries));
  made.open_ = true;
  made.text_ = text;
  return made;
}

bool Datum::wholly_known() const {
  if (!known() || open_) return false;
  const Entries& all = entries();
  return std::all_of(all.begin(), all.end(),
                     [](const Entry& entry) { return entry.value.wholly_known(); });
}

const Datum::Entries& Datum::entries() const {
  static const Entries kNone;
  return entries_ ? *entries_ : kNone;
}

const Datum* Datum::find(std::string_view key) const {
  if (kind_ != DatumKind::map) return nullptr;
  const Entries& all = entries();
  const auto it = std::lower_bound(all.begin(), all.end(), key,
                                   [](const Entry& e, std::string_view k) { return e.key < k; });
  return it == all.end() || it->key != key ? nullptr : &it->value;
}

Truth equal(const Datum& a, const Datum& b) {
  if (!a.known() || !b.known()) return Truth::unknown;
  if (a.kind() != b.kind()) return Truth::no;
  const Datum::Entries& left = a.entries();
  const Datum::Entries& right = b.entries();
  Truth result = a.open() || b.open() ? Truth::unknown : Truth::yes;
  if (a.is(DatumKind::number) || a.is(DatumKind::boolean) || a.is(DatumKind::string))
    return compare_scalars(a, b, true) == 0 ? Truth::yes : Truth::no;
  if (left.size() != right.size()) {
    // A set may shrink once all its items are known.
    const bool sets = a.is(DatumKind::set) && !(a.wholly_known() && b.wholly_known());
    return result == Truth::unknown || sets ? Truth::unknown : Truth::no;
  }
  for (std::size_t i = 0; i < left.size() && result != Truth::no; ++i) {
    if (left[i].key != right[i].key) return result == Truth::unknown ? result : Truth::no;
    result = both(result, equal(left[i].value, right[i].value));
  }
  if (result == Truth::no && a.is(DatumKind::set) && !(a.wholly_known() && b.wholly_known()))
    return Truth::unknown;
  return result;
}

std::optional<std::string> to_text(const Datum& datum) {
  switch (datum.kind()) {
    case DatumKind::string:
      return datum.text();
    case DatumKind::boolean:
      return datum.truth() ? "true" : "false";
    case DatumKind::number: {
      const double value = datum.number();
      if (value == std::floor(value) && std::fabs(value) < 9007199254740992.0)
        return std::to_string(static_cast<std::int64_t>(value));
      return format_number(value);
    }
    default:
      return {};
  }
}

std::optional<Datum> as_text(const Datum& datum) {
  if (datum.is(DatumKind::string)) return datum;
  if (datum.step() != nullptr) return Trace::joined({datum});
  auto text = to_text(datum);
  if (!text) return {};
  return Datum::of_string(*std::move(text));
}

std::optional<double> to_number(const Datum& datum) {
  if (datum.is(DatumKind::number)) return datum.number();
  if (!datum.is(DatumKind::string) || datum.text().empty()) return {};
  const std::string& text = datum.text();
  double value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size() || !std::isfinite(value)) return {};
  return value;
}

std::optional<bool> to_bool(const Datum& datum) {
  if (datum.is(DatumKind::boolean)) return datum.truth();
  if (!datum.is(DatumKind::string)) return {};
  if (datum.text() == "true") return true;
  if (datum.text() == "false") return false;
  return {};
}

Datum renamed(const Datum& datum, std::string_view text) {
  if (datum.is(DatumKind::unknown)) return Datum::unknown(text);
  if (datum.wholly_known() && !datum.open()) return datum;
  Datum::Entries entries;
  const bool map = datum.is(DatumKind::map);
  for (std::size_t i = 0; i < datum.entries().size(); ++i) {
    const Datum::Entry& entry = datum.entries()[i];
    std::string name(text);
    name += map ? "[\"" + entry.key + "\"]" : "[" + std::to_string(i) + "]";
    entries.push_back({entry.key, renamed(entry.value, name)});
  }
  if (map && datum.open()) return Datum::of_open_map(std::move(entries), text);
  if (map) return Datum::of_map(std::move(entries));
  if (datum.is(DatumKind::set)) return Datum::of_set(std::move(entries));
  if (datum.is(DatumKind::list)) return Datum::of_list(std::move(entries));
  return datum;
}

Datum::Entries unified(Datum::Entries entries) {
  const auto any = [&](auto... kinds) {
    return std::any_of(entries.begin(), entries.end(),
                       [&](const Datum::Entry& entry) { return (entry.value.is(kinds) || ...); });
  };
  if (!any(DatumKind::string) || !any(DatumKind::number, DatumKind::boolean)) return entries;
  for (Datum::Entry& entry : entries) {
    if (auto text = as_text(entry.value)) entry.value = *std::move(text);
  }
  return entries;
}

Datum from_node(Node node) {
  switch (node.kind()) {
    case Kind::null:
      return {};
    case Kind::boolean:
      return Datum::of_bool(node.as_bool());
    case Kind::integer:
    case Kind::number:
      return Datum::of_number(node.as_number());
    case Kind::string:
    case Kind::scalar:
      return Datum::of_string(std::string(node.text()));
    case Kind::list:
    case Kind::map: {
      Datum::Entries entries;
      for (const Node child : node) entries.push_back({std::string(child.key()), from_node(child)});
      return node.is(Kind::list) ? Datum::of_list(std::move(entries))
                                 : Datum::of_map(std::move(entries));
    }
    case Kind::unknown:
    case Kind::hole:
      break;
  }
  return Datum::unknown(node.text());
}

NodeId add(Document& document, const Datum& datum, Span span) {
  if (datum.step() != nullptr)
    return document.add_text(Kind::hole, std::to_string(datum.step()->id), span);
  switch (datum.kind()) {
    case DatumKind::null:
      return document.add_null(span);
    case DatumKind::boolean:
      return document.add_bool(datum.truth(), span);
    case DatumKind::number: {
      const std::string text = to_text(datum).value_or("");
      if (text.find_first_of(".e") == std::string::npos)
        return document.add_int(static_cast<std::int64_t>(datum.number()), span);
      return document.add_number(datum.number(), text, span);
    }
    case DatumKind::string:
      return document.add_string(datum.text(), span);
    case DatumKind::list:
    case DatumKind::set: {
      const NodeId list = document.add_list(span);
      for (const Datum::Entry& entry : datum.entries())
        document.append(list, add(document, entry.value, span));
      return list;
    }
    case DatumKind::map: {
      if (datum.open()) break;
      const NodeId map = document.add_map(span);
      for (const Datum::Entry& entry : datum.entries())
        document.append(map, entry.key, span, add(document, entry.value, span));
      return map;
    }
    case DatumKind::unknown:
    case DatumKind::failed:
      break;
  }
  return document.add_text(Kind::unknown, datum.text(), span);
}

}  // namespace formwork::fold
