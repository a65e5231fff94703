#include "language/hcl/functions.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace formwork::lang::hcl {
namespace {

using fold::equal;
using fold::to_bool;
using fold::to_number;
using fold::to_text;
using fold::Truth;
using Entries = Datum::Entries;

Datum of_size(const Datum& datum) {
  if (datum.is(DatumKind::string)) {
    std::size_t count = 0;
    for (const char c : datum.text()) {
      if (static_cast<unsigned char>(c) >= 0x80) return Datum::unknown("");
      ++count;
    }
    return Datum::of_number(static_cast<double>(count));
  }
  if (datum.is(DatumKind::set) && !datum.wholly_known()) return Datum::unknown("");
  if (!datum.is_sequence() && !datum.is(DatumKind::map)) return no_value();
  return Datum::of_number(static_cast<double>(datum.entries().size()));
}

/// A set of lists or maps: Terraform's order of it is its own.
bool unordered(const Datum& datum) {
  return datum.is(DatumKind::set) && !datum.entries().empty() &&
         !to_text(datum.entries().front().value);
}

Datum concat(const Arguments& a) {
  Entries out;
  for (const Datum& list : a) {
    if (!list.is_sequence()) return no_value();
    if (unordered(list)) return Datum::unknown("");
    out.insert(out.end(), list.entries().begin(), list.entries().end());
  }
  return Datum::of_list(std::move(out));
}

bool flatten_into(const Datum& from, Entries& out) {
  for (const Datum::Entry& entry : from.entries()) {
    if (!entry.value.known()) return false;
    if (!entry.value.is_sequence())
      out.push_back(entry);
    else if (!flatten_into(entry.value, out))
      return false;
  }
  return true;
}

Datum flatten(const Arguments& a) {
  Entries out;
  if (!a[0].is_sequence()) return no_value();
  if (unordered(a[0])) return Datum::unknown("");
  return flatten_into(a[0], out) ? Datum::of_list(std::move(out)) : Datum::unknown("");
}

Truth holds(const Datum& list, const Datum& item) {
  Truth found = Truth::no;
  for (const Datum::Entry& entry : list.entries()) {
    const Truth here = equal(entry.value, item);
    if (here == Truth::yes) return here;
    if (here == Truth::unknown) found = here;
  }
  return found;
}

Datum contains(const Arguments& a) {
  if (!a[0].is_sequence()) return no_value();
  switch (holds(a[0], a[1])) {
    case Truth::yes:
      return Datum::of_bool(true);
    case Truth::no:
      return Datum::of_bool(false);
    case Truth::unknown:
      break;
  }
  return Datum::unknown("");
}

Datum distinct(const Arguments& a) {
  if (!a[0].is_sequence()) return no_value();
  Entries out;
  for (const Datum::Entry& entry : a[0].entries()) {
    if (holds(Datum::of_list(out), entry.value) != Truth::yes) out.push_back(entry);
  }
  return Datum::of_list(std::move(out));
}

/// Empty texts and nulls are taken out.
Datum compact(const Arguments& a) {
  if (!a[0].is_sequence()) return no_value();
  Entries out;
  for (const Datum::Entry& entry : a[0].entries()) {
    if (!entry.value.is(DatumKind::null) && to_text(entry.value).value_or("") != "")
      out.push_back(entry);
  }
  return Datum::of_list(std::move(out));
}

Datum sorted(const Arguments& a) {
  std::vector<std::string> texts;
  for (const Datum::Entry& entry : a[0].entries()) {
    auto text = to_text(entry.value);
    if (!text) return no_value();
    texts.push_back(*std::move(text));
  }
  std::sort(texts.begin(), texts.end());
  Entries out;
  for (std::string& text : texts) out.push_back({{}, Datum::of_string(std::move(text))});
  return Datum::of_list(std::move(out));
}

Datum reversed(const Arguments& a) {
  if (!a[0].is(DatumKind::list)) return no_value();
  return Datum::of_list(Entries(a[0].entries().rbegin(), a[0].entries().rend()));
}

Datum element(const Arguments& a) {
  const auto at = to_number(a[1]);
  const Entries& all = a[0].entries();
  if (at && (*at < 0 || unordered(a[0]))) return Datum::unknown("");
  if (!a[0].is_sequence() || all.empty() || !at || *at > 1e9) return no_value();
  return all[static_cast<std::size_t>(*at) % all.size()].value;
}

Datum index_of(const Arguments& a) {
  double at = 0;
  for (const Datum::Entry& entry : a[0].entries()) {
    if (equal(entry.value, a[1]) == Truth::yes) return Datum::of_number(at);
    ++at;
  }
  return no_value();
}

Datum slice(const Arguments& a) {
  const auto from = to_number(a[1]);
  const auto to = to_number(a[2]);
  const Entries& all = a[0].entries();
  if (!a[0].is(DatumKind::list) || !from || !to || *from < 0 || *from > *to ||
      *to > static_cast<double>(all.size())) {
    return no_value();
  }
  return Datum::of_list(Entries(all.begin() + static_cast<std::ptrdiff_t>(*from),
                                all.begin() + static_cast<std::ptrdiff_t>(*to)));
}

Datum one(const Arguments& a) {
  if (!a[0].is_sequence() || a[0].entries().size() > 1) return no_value();
  return a[0].entries().empty() ? Datum() : a[0].entries().front().value;
}

Datum to_set(const Arguments& a) {
  if (!a[0].is_sequence()) return no_value();
  return a[0].wholly_known() ? Datum::of_set(fold::unified(a[0].entries())) : Datum::unknown("");
}

Datum to_list(const Arguments& a) {
  if (!a[0].is_sequence()) return no_value();
  if (unordered(a[0])) return Datum::unknown("");
  return Datum::of_list(fold::unified(a[0].entries()));
}

Datum range(const Arguments& a) {
  double from = 0;
  double to = 0;
  double by = 1;
  std::vector<double> n;
  for (const Datum& argument : a) {
    const auto number = to_number(argument);
    if (!number) return no_value();
    n.push_back(*number);
  }
  to = n.size() == 1 ? n[0] : n[1];
  if (n.size() > 1) from = n[0];
  by = n.size() > 2 ? n[2] : from <= to ? 1 : -1;
  if (by == 0 || (by > 0) != (from <= to)) return from == to ? Datum::of_list({}) : no_value();
  Entries out;
  for (; by > 0 ? from < to : from > to; from += by) {
    if (out.size() == 1024) return no_value();  // Terraform's own limit
    out.push_back({{}, Datum::of_number(from)});
  }
  return Datum::of_list(std::move(out));
}

/// True if all (any) items are; none: `empty`.
Datum truth_of(const Arguments& a, bool decides) {
  bool unsure = false;
  for (const Datum::Entry& entry : a[0].entries()) {
    if (!entry.value.known()) {
      unsure = true;
      continue;
    }
    const bool truth = to_bool(entry.value).value_or(false);
    if (truth == decides) return Datum::of_bool(decides);
  }
  return unsure ? Datum::unknown("") : Datum::of_bool(!decides);
}

template <class Keep>
Datum set_of(const Arguments& a, const Keep& keep) {
  Entries out;
  for (const Datum::Entry& entry : a[0].entries()) {
    if (keep(entry.value)) out.push_back(entry);
  }
  return Datum::of_set(std::move(out));
}

Datum intersection(const Arguments& a) {
  return set_of(a, [&](const Datum& item) {
    return std::all_of(a.begin() + 1, a.end(),
                       [&](const Datum& other) { return holds(other, item) == Truth::yes; });
  });
}

Datum set_union(const Arguments& a) {
  const Datum all = concat(a);
  return all.known() ? Datum::of_set(all.entries()) : all;
}

Datum set_product(const Arguments& a) {
  std::vector<Entries> rows(1);
  bool sets = false;
  for (const Datum& list : a) {
    if (!list.is_sequence()) return no_value();
    sets = sets || list.is(DatumKind::set);
    std::vector<Entries> next;
    for (const Entries& row : rows) {
      for (const Datum::Entry& entry : list.entries()) {
        if (next.size() == 10'000) return Datum::unknown("");
        next.push_back(row);
        next.back().push_back(entry);
      }
    }
    rows = std::move(next);
  }
  Entries out;
  for (Entries& row : rows) out.push_back({{}, Datum::of_list(std::move(row))});
  return sets ? Datum::of_set(std::move(out)) : Datum::of_list(std::move(out));
}

Datum chunk_list(const Arguments& a) {
  const auto size = to_number(a[1]);
  if (!a[0].is_sequence() || !size || *size < 1) return no_value();
  Entries out;
  Entries chunk;
  for (const Datum::Entry& entry : a[0].entries()) {
    chunk.push_back(entry);
    if (static_cast<double>(chunk.size()) == *size)
      out.push_back({{}, Datum::of_list(std::exchange(chunk, {}))});
  }
  if (!chunk.empty()) out.push_back({{}, Datum::of_list(std::move(chunk))});
  return Datum::of_list(std::move(out));
}

Datum coalesce_list(const Arguments& a) {
  for (const Datum& list : a) {
    if (!list.known()) return list;
    if (list.is_sequence() && !list.entries().empty()) return list;
  }
  return no_value();
}

}  // namespace

const std::vector<Function>& list_functions() {
  static const std::vector<Function> kTable = {
      {"length", Asks::top, 1, 1, [](const Arguments& a) { return of_size(a[0]); }},
      {"concat", Asks::top, 1, kAny, concat},
      {"flatten", Asks::top, 1, 1, flatten},
      {"contains", Asks::top, 2, 2, contains},
      {"distinct", Asks::whole, 1, 1, distinct},
      {"compact", Asks::whole, 1, 1, compact},
      {"sort", Asks::whole, 1, 1, sorted},
      {"reverse", Asks::top, 1, 1, reversed},
      {"element", Asks::top, 2, 2, element},
      {"index", Asks::whole, 2, 2, index_of},
      {"slice", Asks::top, 3, 3, slice},
      {"one", Asks::top, 1, 1, one},
      {"toset", Asks::top, 1, 1, to_set},
      {"tolist", Asks::top, 1, 1, to_list},
      {"range", Asks::whole, 1, 3, range},
      {"alltrue", Asks::top, 1, 1, [](const Arguments& a) { return truth_of(a, false); }},
      {"anytrue", Asks::top, 1, 1, [](const Arguments& a) { return truth_of(a, true); }},
      {"setunion", Asks::whole, 1, kAny, set_union},
      {"setintersection", Asks::whole, 1, kAny, intersection},
      {"setsubtract", Asks::whole, 2, 2,
       [](const Arguments& a) {
         return set_of(a, [&](const Datum& d) { return holds(a[1], d) == Truth::no; });
       }},
      {"setproduct", Asks::whole, 2, kAny, set_product},
      {"chunklist", Asks::top, 2, 2, chunk_list},
      {"coalescelist", Asks::anything, 1, kAny, coalesce_list},
  };
  return kTable;
}

}  // namespace formwork::lang::hcl
