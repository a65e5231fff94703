// Maps, conversions, and the functions that choose between arguments.
#include "language/hcl/functions.h"

#include <algorithm>

namespace formwork::lang::hcl {
namespace {

using fold::to_bool;
using fold::to_number;
using fold::to_text;
using Entries = Datum::Entries;

Datum merge(const Arguments& a) {
  Entries out;
  for (const Datum& map : a) {
    if (map.is(DatumKind::null)) continue;
    if (!map.is(DatumKind::map)) return no_value();
    out.insert(out.end(), map.entries().begin(), map.entries().end());
  }
  return Datum::of_map(std::move(out));
}

Datum keys(const Arguments& a) {
  if (!a[0].is(DatumKind::map)) return no_value();
  Entries out;
  for (const Datum::Entry& entry : a[0].entries()) out.push_back({{}, Datum::of_string(entry.key)});
  return Datum::of_list(std::move(out));
}

Datum values(const Arguments& a) {
  if (!a[0].is(DatumKind::map)) return no_value();
  return Datum::of_list(a[0].entries());
}

Datum lookup(const Arguments& a) {
  const auto key = to_text(a[1]);
  if (!a[0].is(DatumKind::map) || !key) return no_value();
  if (const Datum* found = a[0].find(*key)) return *found;
  return a.size() == 3 ? a[2] : no_value();
}

Datum zip(const Arguments& a) {
  const Entries& keys = a[0].entries();
  const Entries& values = a[1].entries();
  if (!a[0].is_sequence() || !a[1].is_sequence() || keys.size() != values.size()) return no_value();
  Entries out;
  for (std::size_t i = 0; i < keys.size(); ++i) {
    const auto key = to_text(keys[i].value);
    if (!key) return keys[i].value.known() ? no_value() : Datum::unknown("");
    out.push_back({*key, values[i].value});
  }
  return Datum::of_map(std::move(out));
}

/// The first that is neither null nor an empty text.
Datum coalesce(const Arguments& a) {
  for (const Datum& argument : a) {
    if (!argument.known()) return argument;
    if (argument.is(DatumKind::null)) continue;
    if (argument.is(DatumKind::string) && equal(argument, Datum::of_string("")) == fold::Truth::yes)
      continue;
    // All arguments have one type: a number beside a text is a text.
    const auto is_text = [](const Datum& d) { return d.is(DatumKind::string); };
    const auto text = fold::as_text(argument);
    return text && std::any_of(a.begin(), a.end(), is_text) ? *text : argument;
  }
  return no_value();
}

/// The first that does not fail. Whether an unknown one will is not known either.
Datum first_that_works(const Arguments& a) {
  for (const Datum& argument : a) {
    if (!argument.is(DatumKind::failed)) return argument;
  }
  return no_value();
}

Datum can(const Arguments& a) {
  if (a[0].is(DatumKind::unknown)) return Datum::unknown("");
  return Datum::of_bool(!a[0].is(DatumKind::failed));
}

Datum same(const Arguments& a) {
  return a[0];
}

Datum to_map(const Arguments& a) {
  return a[0].is(DatumKind::map) ? a[0] : no_value();
}

}  // namespace

const std::vector<Function>& map_functions() {
  static const std::vector<Function> kTable = {
      {"merge", Asks::top, 0, kAny, merge},
      {"keys", Asks::top, 1, 1, keys},
      {"values", Asks::top, 1, 1, values},
      {"lookup", Asks::top, 2, 3, lookup},
      {"zipmap", Asks::top, 2, 2, zip},
      {"coalesce", Asks::anything, 1, kAny, coalesce},
      {"try", Asks::anything, 1, kAny, first_that_works},
      {"can", Asks::anything, 1, 1, can},
      {"sensitive", Asks::anything, 1, 1, same},
      {"nonsensitive", Asks::anything, 1, 1, same},
      {"issensitive", Asks::anything, 1, 1, [](const Arguments&) { return Datum::unknown(""); }},
      {"tomap", Asks::top, 1, 1, to_map},
      {"tostring", Asks::top, 1, 1,
       [](const Arguments& a) {
         if (a[0].is(DatumKind::null)) return Datum();
         auto text = fold::as_text(a[0]);
         return text ? *std::move(text) : no_value();
       }},
      {"tonumber", Asks::top, 1, 1,
       [](const Arguments& a) {
         if (a[0].is(DatumKind::null)) return Datum();
         if (a[0].is(DatumKind::number)) return a[0];
         const auto number = to_number(a[0]);
         return number ? Datum::of_number(*number) : no_value();
       }},
      {"tobool", Asks::top, 1, 1,
       [](const Arguments& a) {
         if (a[0].is(DatumKind::null)) return Datum();
         if (a[0].is(DatumKind::boolean)) return a[0];
         const auto truth = to_bool(a[0]);
         return truth ? Datum::of_bool(*truth) : no_value();
       }},
  };
  return kTable;
}

}  // namespace formwork::lang::hcl
