// Functions over texts, and those that take texts and lists alike.
#include "base/text.h"
#include "language/bicep/builtins.h"

#include <algorithm>
#include <array>
#include <charconv>

namespace formwork::lang::bicep {
namespace {

using Entries = Datum::Entries;
using fold::Truth;

Result change_case(const Arguments& a, bool lower) {
  if (a.size() != 1 || !all_strings(a) || !is_ascii(a[0].text())) return {};
  std::string out = a[0].text();
  for (char& c : out) {
    if (lower && c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
    if (!lower && c >= 'a' && c <= 'z') c = static_cast<char>(c - 32);
  }
  return Datum::of_string(std::move(out));
}
Result to_upper(const Arguments& a) {
  return change_case(a, false);
}

Result trimmed(const Arguments& a) {
  if (a.size() != 1 || !all_strings(a) || !is_ascii(a[0].text())) return {};
  return Datum::of_string(std::string(trim(a[0].text())));
}

Result concat(const Arguments& a) {
  if (a.empty()) return {};
  if (a[0].is(DatumKind::list)) {
    Entries out;
    for (const Datum& list : a) {
      if (!list.is(DatumKind::list)) return {};
      out.insert(out.end(), list.entries().begin(), list.entries().end());
    }
    return Datum::of_list(std::move(out));
  }
  std::string out;
  for (const Datum& part : a) {
    const auto text = printed(part);
    if (!text) return {};
    out += *text;
  }
  return Datum::of_string(std::move(out));
}

/// `{0}` and `{{`; alignment and format codes are .NET's.
Result format(const Arguments& a) {
  if (a.empty() || !a[0].is(DatumKind::string)) return {};
  const std::string& pattern = a[0].text();
  std::string out;
  for (std::size_t i = 0; i < pattern.size(); ++i) {
    const char c = pattern[i];
    if (c != '{' && c != '}') {
      out += c;
      continue;
    }
    if (i + 1 < pattern.size() && pattern[i + 1] == c) {
      out += c;
      ++i;
      continue;
    }
    const std::size_t close = pattern.find('}', i);
    std::size_t index = 0;
    if (c == '}' || close == std::string::npos) return {};
    const char* end = pattern.data() + close;
    const auto read = std::from_chars(pattern.data() + i + 1, end, index);
    if (read.ec != std::errc() || read.ptr != end || index + 1 >= a.size()) return {};
    const auto text = printed(a[index + 1]);
    if (!text) return {};
    out += *text;
    i = close;
  }
  return Datum::of_string(std::move(out));
}

Result starts_with(const Arguments& a) {
  // Without regard to case, as ARM does it.
  if (a.size() != 2 || !all_strings(a)) return {};
  const Result left = change_case({a[0]}, true);
  const Result right = change_case({a[1]}, true);
  if (!left || !right) return {};
  return Datum::of_bool(left->text().starts_with(right->text()));
}
Result ends_with(const Arguments& a) {
  if (a.size() != 2 || !all_strings(a)) return {};
  const Result left = change_case({a[0]}, true);
  const Result right = change_case({a[1]}, true);
  if (!left || !right) return {};
  return Datum::of_bool(left->text().ends_with(right->text()));
}

Result split_text(const Arguments& a) {
  if (a.size() != 2 || !a[0].is(DatumKind::string)) return {};
  std::vector<std::string> marks;
  if (a[1].is(DatumKind::string)) marks.push_back(a[1].text());
  for (const auto& entry : a[1].entries()) {
    if (!entry.value.is(DatumKind::string)) return {};
    marks.push_back(entry.value.text());
  }
  if (marks.empty() || std::any_of(marks.begin(), marks.end(), [](auto& m) { return m.empty(); }))
    return {};
  Entries out;
  std::string part;
  const std::string& text = a[0].text();
  for (std::size_t i = 0; i < text.size();) {
    const auto mark = std::find_if(marks.begin(), marks.end(), [&](const std::string& m) {
      return std::string_view(text).substr(i).starts_with(m);
    });
    if (mark == marks.end()) {
      part += text[i++];
      continue;
    }
    out.push_back({"", Datum::of_string(std::move(part))});
    part.clear();
    i += mark->size();
  }
  out.push_back({"", Datum::of_string(std::move(part))});
  return Datum::of_list(std::move(out));
}

Result join_list(const Arguments& a) {
  if (a.size() != 2 || !a[0].is(DatumKind::list) || !a[1].is(DatumKind::string)) return {};
  std::string out;
  bool first = true;
  for (const auto& entry : a[0].entries()) {
    const auto text = printed(entry.value);
    if (!text) return {};
    if (!first) out += a[1].text();
    first = false;
    out += *text;
  }
  return Datum::of_string(std::move(out));
}

Result replace_text(const Arguments& a) {
  if (a.size() != 3 || !all_strings(a) || a[1].text().empty()) return {};
  std::string out;
  const std::string& text = a[0].text();
  for (std::size_t i = 0; i < text.size();) {
    if (std::string_view(text).substr(i).starts_with(a[1].text())) {
      out += a[2].text();
      i += a[1].text().size();
    } else {
      out += text[i++];
    }
  }
  return Datum::of_string(std::move(out));
}

Result index_of(const Arguments& a) {
  if (a.size() != 2) return {};
  if (a[0].is(DatumKind::list) && a[1].wholly_known() && a[0].wholly_known()) {
    const Entries& all = a[0].entries();
    for (std::size_t i = 0; i < all.size(); ++i) {
      if (equal(all[i].value, a[1]) == Truth::yes) return number(i);
    }
    return Datum::of_number(-1);
  }
  const Result text = all_strings(a) ? change_case({a[0]}, true) : std::nullopt;
  const Result part = all_strings(a) ? change_case({a[1]}, true) : std::nullopt;
  if (!text || !part) return {};
  const std::size_t at = text->text().find(part->text());
  return at == std::string::npos ? Datum::of_number(-1) : number(at);
}

Result substring(const Arguments& a) {
  if (a.size() < 2 || !a[0].is(DatumKind::string) || !is_ascii(a[0].text())) return {};
  const auto begin = count(a[1]);
  const auto length = a.size() > 2 ? count(a[2]) : std::optional<std::size_t>(std::string::npos);
  const std::string& text = a[0].text();
  if (!begin || !length || *begin > text.size()) return {};
  if (a.size() > 2 && *begin + *length > text.size()) return {};
  return Datum::of_string(text.substr(*begin, *length));
}

Result take_part(const Arguments& a, bool skips) {
  if (a.size() != 2 || !a[1].is(DatumKind::number)) return {};
  const auto wanted = static_cast<std::size_t>(std::clamp(a[1].number(), 0.0, 1e9));
  if (a[0].is(DatumKind::string)) {
    if (!is_ascii(a[0].text())) return {};
    const std::size_t n = std::min(wanted, a[0].text().size());
    return Datum::of_string(skips ? a[0].text().substr(n) : a[0].text().substr(0, n));
  }
  if (!a[0].is(DatumKind::list)) return {};
  const Entries& all = a[0].entries();
  const auto middle = all.begin() + static_cast<std::ptrdiff_t>(std::min(wanted, all.size()));
  return Datum::of_list(skips ? Entries(middle, all.end()) : Entries(all.begin(), middle));
}
Result take_first(const Arguments& a) {
  return take_part(a, false);
}
Result skip(const Arguments& a) {
  return take_part(a, true);
}

Result pad_left(const Arguments& a) {
  if (a.size() < 2 || a.size() > 3) return {};
  const auto text = printed(a[0]);
  const auto width = count(a[1]);
  const std::string fill = a.size() == 3 && a[2].is(DatumKind::string) ? a[2].text() : " ";
  if (!text || !width || *width > 1000 || fill.size() != 1 || !is_ascii(*text)) return {};
  const std::size_t missing = *width > text->size() ? *width - text->size() : 0;
  return Datum::of_string(std::string(missing, fill[0]) + *text);
}

constexpr std::array<Function, 15> kFunctions = {{
    {"concat", concat},
    {"endsWith", ends_with},
    {"format", format},
    {"indexOf", index_of},
    {"join", join_list},
    {"padLeft", pad_left},
    {"replace", replace_text},
    {"skip", skip},
    {"split", split_text},
    {"startsWith", starts_with},
    {"substring", substring},
    {"take", take_first},
    {"toLower", to_lower},
    {"toUpper", to_upper},
    {"trim", trimmed},
}};

}  // namespace

Result to_lower(const Arguments& a) {
  return change_case(a, true);
}

const Function* find_text_function(std::string_view name) {
  const auto found = std::find_if(kFunctions.begin(), kFunctions.end(),
                                  [&](const Function& f) { return f.name == name; });
  return found == kFunctions.end() ? nullptr : &*found;
}

}  // namespace formwork::lang::bicep
