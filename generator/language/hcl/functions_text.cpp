#include "base/text.h"
#include "language/fold/datum.h"
#include "language/hcl/functions.h"

#include <fmt/format.h>
#include <re2/re2.h>

#include <algorithm>
#include <cmath>

namespace formwork::lang::hcl {
namespace {

using fold::to_number;
using fold::to_text;
using Entries = Datum::Entries;

/// All arguments as texts; nothing if one is none.
std::optional<std::vector<std::string>> texts(const Arguments& a) {
  std::vector<std::string> out;
  for (const Datum& argument : a) {
    auto text = to_text(argument);
    if (!text) return {};
    out.push_back(*std::move(text));
  }
  return out;
}

using Texts = std::vector<std::string>;

template <class Apply>
Datum of_texts(const Arguments& a, const Apply& apply) {
  const auto all = texts(a);
  return all ? apply(*all) : no_value();
}
Datum text(std::string value) {
  return Datum::of_string(std::move(value));
}

/// ASCII letters only; a text with others is unknown, for case mapping knows languages.
Datum map_case(const Arguments& a, char first, char last, int by) {
  return of_texts(a, [&](const Texts& t) {
    std::string out = t[0];
    for (char& c : out) {
      if (static_cast<unsigned char>(c) >= 0x80) return Datum::unknown("");
      if (c >= first && c <= last) c = static_cast<char>(c + by);
    }
    return text(std::move(out));
  });
}

std::string replace_all(const std::string& in, const std::string& what, const std::string& by) {
  std::string out;
  std::size_t at = 0;
  while (!what.empty()) {
    const std::size_t next = in.find(what, at);
    if (next == std::string::npos) break;
    out.append(in, at, next - at).append(by);
    at = next + what.size();
  }
  return out.append(in, at);
}

/// `/…/` is a pattern; `$1` in the replacement is a group.
Datum replace(const Texts& t) {
  const std::string& what = t[1];
  if (what.size() < 2 || what.front() != '/' || what.back() != '/') {
    if (what.empty()) return Datum::unknown("");
    return text(replace_all(t[0], what, t[2]));
  }
  const RE2 pattern(what.substr(1, what.size() - 2), RE2::Quiet);
  if (!pattern.ok()) return no_value();
  if (t[2].find_first_of("$\\") != std::string::npos) return Datum::unknown("");
  std::string out = t[0];
  RE2::GlobalReplace(&out, pattern, t[2]);
  return text(std::move(out));
}

Datum regex(const Texts& t) {
  const RE2 pattern(t[0], RE2::Quiet);
  if (!pattern.ok()) return no_value();
  const int groups = pattern.NumberOfCapturingGroups();
  if (!pattern.NamedCapturingGroups().empty()) return Datum::unknown("");
  std::vector<re2::StringPiece> found(static_cast<std::size_t>(groups) + 1);
  if (!pattern.Match(t[1], 0, t[1].size(), RE2::UNANCHORED, found.data(), groups + 1))
    return no_value();
  if (groups == 0) return text(std::string(found[0]));
  Entries out;
  for (std::size_t i = 1; i < found.size(); ++i) {
    out.push_back({{}, found[i].data() == nullptr ? Datum() : text(std::string(found[i]))});
  }
  return Datum::of_list(std::move(out));
}

/// One verb of `format` after its `%`; moves `at` past it.
std::optional<std::string> verb(const std::string& spec, std::size_t& at, const Datum& value) {
  const std::size_t begin = at;
  at = spec.find_first_not_of("-+ #0123456789.", at);
  if (at == std::string::npos) return {};
  const std::string flags = spec.substr(begin, at - begin);
  const char kind = spec[at++];
  if (kind == 'v' || kind == 's') {
    if (!flags.empty()) return {};
    if (auto plain = to_text(value)) return plain;
    std::string json;
    if (kind == 's' || !append_json(value, json)) return {};
    return json;
  }
  if (kind == 'q') {
    std::string json;
    const auto plain = to_text(value);
    if (!flags.empty() || !plain || !append_json(Datum::of_string(*plain), json)) return {};
    return json;
  }
  const auto number = to_number(value);
  if (!number || flags.find_first_of("-+ #") != std::string::npos) return {};
  const bool whole = std::fabs(*number) < 9e15 && *number == std::floor(*number);
  if (kind == 'd' && whole)
    return fmt::format(fmt::runtime("{:" + flags + "d}"), static_cast<std::int64_t>(*number));
  if ((kind == 'x' || kind == 'X') && whole && *number >= 0) {
    return fmt::format(fmt::runtime("{:" + flags + kind + "}"), static_cast<std::int64_t>(*number));
  }
  if (kind == 'f') return fmt::format(fmt::runtime("{:" + flags + "f}"), *number);
  return {};
}

/// Go's verbs `%s %v %q %d %x %f` with widths and zeros; others are unknown.
Datum format(const Arguments& a) {
  const auto spec = to_text(a[0]);
  if (!spec) return no_value();
  std::string out;
  std::size_t next = 1;
  for (std::size_t at = 0; at < spec->size();) {
    const char c = (*spec)[at++];
    if (c != '%') {
      out += c;
      continue;
    }
    if (at < spec->size() && (*spec)[at] == '%') {
      out += '%';
      ++at;
      continue;
    }
    if (next >= a.size()) return no_value();
    try {
      const auto written = verb(*spec, at, a[next++]);
      if (!written) return Datum::unknown("");
      out += *written;
    } catch (const fmt::format_error&) {
      return Datum::unknown("");
    }
  }
  return next == a.size() ? text(std::move(out)) : no_value();
}

Datum join(const Arguments& a) {
  const auto separator = to_text(a[0]);
  std::string out;
  bool first = true;
  for (std::size_t i = 1; i < a.size(); ++i) {
    if (!a[i].is_sequence()) return no_value();
    for (const Datum::Entry& entry : a[i].entries()) {
      const auto part = to_text(entry.value);
      if (!part || !separator) return no_value();
      if (!first) out += *separator;
      first = false;
      out += *part;
    }
  }
  return text(std::move(out));
}

Datum split_text(const Texts& t) {
  if (t[0].empty()) return Datum::unknown("");
  Entries out;
  std::size_t at = 0;
  for (std::size_t next = 0; (next = t[1].find(t[0], at)) != std::string::npos;
       at = next + t[0].size()) {
    out.push_back({{}, text(t[1].substr(at, next - at))});
  }
  out.push_back({{}, text(t[1].substr(at))});
  return Datum::of_list(std::move(out));
}

/// Offsets count characters.
Datum substring(const Arguments& a) {
  const auto in = to_text(a[0]);
  const auto from = to_number(a[1]);
  const auto length = to_number(a[2]);
  if (!in || !from || !length) return no_value();
  std::vector<std::size_t> at;
  for (std::size_t i = 0; i < in->size();) {
    at.push_back(i);
    // From U+0300 on a character may be more than one code point.
    if (next_code_point(*in, i) >= 0x300) return Datum::unknown("");
  }
  const auto size = static_cast<double>(at.size());
  at.push_back(in->size());
  const double begin = *from < 0 ? std::max(0.0, size + *from) : std::min(*from, size);
  const double end = *length < 0 ? size : std::min(size, begin + *length);
  const std::size_t first = at[static_cast<std::size_t>(begin)];
  return text(in->substr(first, at[static_cast<std::size_t>(std::max(begin, end))] - first));
}

bool is_ascii(std::string_view text) {
  return std::all_of(text.begin(), text.end(),
                     [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

std::string trim_of(const std::string& in, std::string_view what) {
  const std::size_t begin = in.find_first_not_of(what);
  if (begin == std::string::npos) return {};
  return in.substr(begin, in.find_last_not_of(what) - begin + 1);
}

std::string indent(const std::string& in, std::size_t by) {
  return replace_all(in, "\n", "\n" + std::string(by, ' '));
}

std::string base64(const std::string& in) {
  static constexpr std::string_view kDigits =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string out;
  for (std::size_t i = 0; i < in.size(); i += 3) {
    std::uint32_t bits = 0;
    for (std::size_t k = 0; k < 3; ++k)
      bits = bits << 8U | (i + k < in.size() ? static_cast<unsigned char>(in[i + k]) : 0U);
    for (std::size_t k = 0; k < 4; ++k)
      out += i + k <= in.size() ? kDigits[bits >> (18U - 6U * k) & 63U] : '=';
  }
  return out;
}

bool append_json_text(const std::string& in, std::string& out) {
  out += '"';
  for (std::size_t i = 0; i < in.size();) {
    const std::size_t begin = i;
    const char32_t c = next_code_point(in, i);
    if (c == U'"' || c == U'\\') {
      out += '\\';
      out += static_cast<char>(c);
    } else if (c == U'\n') {
      out += "\\n";
    } else if (c == U'\r') {
      out += "\\r";
    } else if (c == U'\t') {
      out += "\\t";
    } else if (c < 0x20 || c == U'<' || c == U'>' || c == U'&' || c == 0x2028 || c == 0x2029) {
      out += fmt::format("\\u{:04x}", static_cast<std::uint32_t>(c));
    } else {
      out.append(in, begin, i - begin);
    }
  }
  out += '"';
  return true;
}

}  // namespace

bool append_json(const Datum& datum, std::string& out) {
  switch (datum.kind()) {
    case DatumKind::null:
      out += "null";
      return true;
    case DatumKind::boolean:
    case DatumKind::number:
      out += to_text(datum).value_or("");
      return true;
    case DatumKind::string:
      return append_json_text(datum.text(), out);
    case DatumKind::list:
    case DatumKind::set:
    case DatumKind::map: {
      const bool map = datum.is(DatumKind::map);
      out += map ? '{' : '[';
      bool first = true;
      for (const Datum::Entry& entry : datum.entries()) {
        if (!first) out += ',';
        first = false;
        if (map) {
          append_json_text(entry.key, out);
          out += ':';
        }
        if (!append_json(entry.value, out)) return false;
      }
      out += map ? '}' : ']';
      return true;
    }
    case DatumKind::unknown:
    case DatumKind::failed:
      break;
  }
  return false;
}

const std::vector<Function>& text_functions() {
  static const std::vector<Function> kTable = {
      {"lower", Asks::whole, 1, 1, [](const Arguments& a) { return map_case(a, 'A', 'Z', 32); }},
      {"upper", Asks::whole, 1, 1, [](const Arguments& a) { return map_case(a, 'a', 'z', -32); }},
      {"replace", Asks::whole, 3, 3, [](const Arguments& a) { return of_texts(a, replace); }},
      {"regex", Asks::whole, 2, 2, [](const Arguments& a) { return of_texts(a, regex); }},
      {"format", Asks::whole, 1, kAny, format},
      {"join", Asks::whole, 2, kAny, join},
      {"split", Asks::whole, 2, 2, [](const Arguments& a) { return of_texts(a, split_text); }},
      {"substr", Asks::whole, 3, 3, substring},
      {"trimspace", Asks::whole, 1, 1,
       [](const Arguments& a) {
         return of_texts(a, [](const Texts& t) {
           const std::string_view out = trim(t[0]);
           // There are blanks beyond ASCII.
           if (!out.empty() && !is_ascii({&out.front(), 1})) return Datum::unknown("");
           if (!out.empty() && !is_ascii({&out.back(), 1})) return Datum::unknown("");
           return text(std::string(out));
         });
       }},
      {"trim", Asks::whole, 2, 2,
       [](const Arguments& a) {
         return of_texts(a, [](const Texts& t) {
           return is_ascii(t[1]) ? text(trim_of(t[0], t[1])) : Datum::unknown("");
         });
       }},
      {"trimprefix", Asks::whole, 2, 2,
       [](const Arguments& a) {
         return of_texts(a, [](const Texts& t) {
           return text(t[0].starts_with(t[1]) ? t[0].substr(t[1].size()) : t[0]);
         });
       }},
      {"trimsuffix", Asks::whole, 2, 2,
       [](const Arguments& a) {
         return of_texts(a, [](const Texts& t) {
           return text(t[0].ends_with(t[1]) ? t[0].substr(0, t[0].size() - t[1].size()) : t[0]);
         });
       }},
      {"chomp", Asks::whole, 1, 1,
       [](const Arguments& a) {
         return of_texts(a, [](const Texts& t) {
           return text(t[0].substr(0, t[0].find_last_not_of("\r\n") + 1));
         });
       }},
      {"startswith", Asks::whole, 2, 2,
       [](const Arguments& a) {
         return of_texts(a, [](const Texts& t) { return Datum::of_bool(t[0].starts_with(t[1])); });
       }},
      {"endswith", Asks::whole, 2, 2,
       [](const Arguments& a) {
         return of_texts(a, [](const Texts& t) { return Datum::of_bool(t[0].ends_with(t[1])); });
       }},
      {"strcontains", Asks::whole, 2, 2,
       [](const Arguments& a) {
         return of_texts(a, [](const Texts& t) {
           return Datum::of_bool(t[0].find(t[1]) != std::string::npos);
         });
       }},
      {"indent", Asks::whole, 2, 2,
       [](const Arguments& a) {
         const auto by = to_number(a[0]);
         const auto in = to_text(a[1]);
         if (!by || !in || *by < 0 || *by > 1000) return no_value();
         return text(indent(*in, static_cast<std::size_t>(*by)));
       }},
      {"base64encode", Asks::whole, 1, 1,
       [](const Arguments& a) {
         return of_texts(a, [](const Texts& t) { return text(base64(t[0])); });
       }},
      {"jsonencode", Asks::whole, 1, 1,
       [](const Arguments& a) {
         std::string out;
         return append_json(a[0], out) ? text(std::move(out)) : no_value();
       }},
  };
  return kTable;
}

}  // namespace formwork::lang::hcl
