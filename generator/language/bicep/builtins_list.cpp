// Functions over lists and objects.
#include "language/bicep/builtins.h"

#include <algorithm>
#include <array>

namespace formwork::lang::bicep {
namespace {

using Entries = Datum::Entries;
using fold::Truth;

Result length(const Arguments& a) {
  if (a.size() != 1 || a[0].open()) return {};
  if (a[0].is(DatumKind::string)) {
    if (!is_ascii(a[0].text())) return {};
    return number(a[0].text().size());
  }
  if (!a[0].is(DatumKind::list) && !a[0].is(DatumKind::map)) return {};
  return number(a[0].entries().size());
}

Result empty(const Arguments& a) {
  if (a.size() != 1) return {};
  if (a[0].is(DatumKind::null)) return Datum::of_bool(true);
  if (a[0].is(DatumKind::string)) return Datum::of_bool(a[0].text().empty());
  if (!a[0].is(DatumKind::list) && !a[0].is(DatumKind::map)) return {};
  if (a[0].open() && a[0].entries().empty()) return {};
  return Datum::of_bool(a[0].entries().empty());
}

Result end_of(const Arguments& a, bool last) {
  if (a.size() != 1) return {};
  if (a[0].is(DatumKind::string)) {
    const std::string& text = a[0].text();
    if (!is_ascii(text)) return {};
    if (text.empty()) return Datum::of_string("");
    return Datum::of_string(std::string(1, last ? text.back() : text.front()));
  }
  if (!a[0].is(DatumKind::list)) return {};
  const Entries& all = a[0].entries();
  if (all.empty()) return Datum();
  return last ? all.back().value : all.front().value;
}
Result first(const Arguments& a) {
  return end_of(a, false);
}
Result last(const Arguments& a) {
  return end_of(a, true);
}

Result contains(const Arguments& a) {
  if (a.size() != 2) return {};
  if (a[0].is(DatumKind::string)) {
    const auto part = printed(a[1]);
    if (!part) return {};
    return Datum::of_bool(a[0].text().find(*part) != std::string::npos);
  }
  if (a[0].is(DatumKind::map)) {
    if (!a[1].is(DatumKind::string)) return {};
    const Datum found = take(a[0], a[1], true, false, "");
    if (a[0].find(a[1].text()) != nullptr) return Datum::of_bool(true);
    if (!found.is(DatumKind::null)) return {};  // perhaps, but for case
    return Datum::of_bool(false);
  }
  if (!a[0].is(DatumKind::list)) return {};
  bool open = false;
  for (const auto& entry : a[0].entries()) {
    const Truth same = equal(entry.value, a[1]);
    if (same == Truth::yes) return Datum::of_bool(true);
    open = open || same == Truth::unknown;
  }
  return open ? Result() : Result(Datum::of_bool(false));
}

/// Objects within objects are merged, too.
Result merge(const Datum& a, const Datum& b, bool deep) {
  if (!a.is(DatumKind::map) || !b.is(DatumKind::map) || a.open() || b.open()) return {};
  Entries out = a.entries();
  for (const auto& entry : b.entries()) {
    const Datum* old = a.find(entry.key);
    Datum value = entry.value;
    if (deep && old != nullptr && (!old->known() || !value.known())) {
      if (!value.known()) value = Datum::unknown(value.text());
    } else if (deep && old != nullptr && old->is(DatumKind::map) && value.is(DatumKind::map)) {
      value = merge(*old, value, true).value_or(Datum::unknown(entry.key));
    }
    out.push_back({entry.key, std::move(value)});
  }
  return Datum::of_map(std::move(out));
}

Result union_of(const Arguments& a) {
  if (a.empty()) return {};
  if (a[0].is(DatumKind::map)) {
    Result out = a[0];
    for (std::size_t i = 1; i < a.size() && out; ++i) out = merge(*out, a[i], true);
    return out;
  }
  Entries out;
  for (const Datum& list : a) {
    if (!list.is(DatumKind::list) || !list.wholly_known()) return {};
    for (const auto& entry : list.entries()) {
      const bool there = std::any_of(out.begin(), out.end(), [&](const Datum::Entry& e) {
        return equal(e.value, entry.value) == Truth::yes;
      });
      if (!there) out.push_back(entry);
    }
  }
  return Datum::of_list(std::move(out));
}

Result shallow_merge(const Arguments& a) {
  if (a.size() != 1 || !a[0].is(DatumKind::list) || a[0].entries().empty()) return {};
  Result out = a[0].entries()[0].value;
  for (std::size_t i = 1; i < a[0].entries().size() && out; ++i)
    out = merge(*out, a[0].entries()[i].value, false);
  return out && out->is(DatumKind::map) ? out : Result();
}

Result intersection(const Arguments& a) {
  if (a.empty() || !a[0].is(DatumKind::list)) return {};
  for (const Datum& list : a) {
    if (!list.is(DatumKind::list) || !list.wholly_known()) return {};
  }
  Entries out;
  for (const auto& entry : a[0].entries()) {
    const bool everywhere = std::all_of(a.begin() + 1, a.end(), [&](const Datum& list) {
      return std::any_of(list.entries().begin(), list.entries().end(), [&](const Datum::Entry& e) {
        return equal(e.value, entry.value) == Truth::yes;
      });
    });
    if (everywhere) out.push_back(entry);
  }
  return Datum::of_list(std::move(out));
}

Result items(const Arguments& a) {
  if (a.size() != 1 || !a[0].is(DatumKind::map) || a[0].open()) return {};
  Entries out;
  for (const auto& entry : a[0].entries()) {
    out.push_back(
        {"", Datum::of_map({{"key", Datum::of_string(entry.key)}, {"value", entry.value}})});
  }
  return Datum::of_list(std::move(out));
}

Result object_keys(const Arguments& a) {
  if (a.size() != 1 || !a[0].is(DatumKind::map) || a[0].open()) return {};
  Entries out;
  for (const auto& entry : a[0].entries()) out.push_back({"", Datum::of_string(entry.key)});
  return Datum::of_list(std::move(out));
}

Result range(const Arguments& a) {
  if (a.size() != 2 || !a[0].is(DatumKind::number)) return {};
  const auto n = count(a[1]);
  if (!n || *n > 10'000) return {};
  Entries out;
  for (std::size_t i = 0; i < *n; ++i)
    out.push_back({"", Datum::of_number(a[0].number() + static_cast<double>(i))});
  return Datum::of_list(std::move(out));
}

Result flatten(const Arguments& a) {
  if (a.size() != 1 || !a[0].is(DatumKind::list)) return {};
  Entries out;
  for (const auto& entry : a[0].entries()) {
    if (!entry.value.is(DatumKind::list)) return {};
    out.insert(out.end(), entry.value.entries().begin(), entry.value.entries().end());
  }
  return Datum::of_list(std::move(out));
}

Result extreme(const Arguments& a, bool greatest) {
  const Entries& inner = a.size() == 1 ? a[0].entries() : Entries();
  Arguments all = a;
  if (a.size() == 1 && a[0].is(DatumKind::list)) {
    all.clear();
    for (const auto& entry : inner) all.push_back(entry.value);
  }
  if (all.empty()) return {};
  double out = 0;
  for (std::size_t i = 0; i < all.size(); ++i) {
    if (!all[i].is(DatumKind::number)) return {};
    const double value = all[i].number();
    out = i == 0 ? value : greatest ? std::max(out, value) : std::min(out, value);
  }
  return Datum::of_number(out);
}
Result maximum(const Arguments& a) {
  return extreme(a, true);
}
Result minimum(const Arguments& a) {
  return extreme(a, false);
}

constexpr std::array<Function, 14> kFunctions = {{
    {"contains", contains},
    {"empty", empty},
    {"first", first},
    {"flatten", flatten},
    {"intersection", intersection},
    {"items", items},
    {"last", last},
    {"length", length},
    {"max", maximum},
    {"min", minimum},
    {"objectKeys", object_keys},
    {"range", range},
    {"shallowMerge", shallow_merge},
    {"union", union_of},
}};

}  // namespace

const Function* find_list_function(std::string_view name) {
  const auto found = std::find_if(kFunctions.begin(), kFunctions.end(),
                                  [&](const Function& f) { return f.name == name; });
  return found == kFunctions.end() ? nullptr : &*found;
}

}  // namespace formwork::lang::bicep
