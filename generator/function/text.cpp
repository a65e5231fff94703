// Texts. Letters are ASCII's: names, hosts and labels are; other bytes pass unchanged.
#include "base/text.h"

#include "base/json_string.h"
#include "base/sha256.h"
#include "function/function_groups.h"

#include <re2/re2.h>

#include <algorithm>

namespace formwork::function {
namespace {

char lower_byte(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}
char upper_byte(char c) {
  return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
}

/// A name stays a name.
TypeRef word_stays(TypeTable&, ArgumentTypes types) {
  return is_word(types[0]) ? identifier() : string();
}

Value lower(EvalContext& context, Arguments a) {
  std::string text(a[0].text());
  std::transform(text.begin(), text.end(), text.begin(), lower_byte);
  return make_text(context, text);
}

Value upper(EvalContext& context, Arguments a) {
  std::string text(a[0].text());
  std::transform(text.begin(), text.end(), text.begin(), upper_byte);
  return make_text(context, text);
}

Value trimmed(EvalContext&, Arguments a) {
  return Value::of_string(trim(a[0].text()));
}

Value replace(EvalContext& context, Arguments a) {
  const std::string_view text = a[0].text();
  const std::string_view from = a[1].text();
  if (from.empty()) return fail(context, "`replace` cannot look for an empty text");
  std::string out;
  std::size_t at = 0;
  for (std::size_t found = text.find(from); found != std::string_view::npos;
       found = text.find(from, at)) {
    out += text.substr(at, found - at);
    out += a[2].text();
    at = found + from.size();
    if (!spend(context, 1 + a[2].text().size() / 16)) return Value::unknown();
  }
  out += text.substr(at);
  return make_text(context, out);
}

Value starts_with(EvalContext&, Arguments a) {
  return Value::of_bool(a[0].text().starts_with(a[1].text()));
}
Value ends_with(EvalContext&, Arguments a) {
  return Value::of_bool(a[0].text().ends_with(a[1].text()));
}
Value contains(EvalContext&, Arguments a) {
  return Value::of_bool(a[0].text().find(a[1].text()) != std::string_view::npos);
}

Value matches(EvalContext& context, Arguments a) {
  if (context.pattern != nullptr)
    return Value::of_bool(re2::RE2::PartialMatch(a[0].text(), *context.pattern));
  re2::RE2::Options options;
  options.set_log_errors(false);
  options.set_max_mem(1 << 20);
  const re2::RE2 pattern(a[1].text(), options);
  if (!pattern.ok()) return fail(context, "this is no pattern: " + pattern.error());
  if (!spend(context, 100)) return Value::unknown();
  return Value::of_bool(re2::RE2::PartialMatch(a[0].text(), pattern));
}

Value split_text(EvalContext& context, Arguments a) {
  const std::string_view text = a[0].text();
  const std::string_view separator = a[1].text();
  if (separator.empty()) return fail(context, "`split` needs a separator");
  std::vector<Value> parts;
  std::size_t at = 0;
  for (;;) {
    const std::size_t found = text.find(separator, at);
    parts.push_back(
        Value::of_string(text.substr(at, found == std::string_view::npos ? found : found - at)));
    if (found == std::string_view::npos) break;
    at = found + separator.size();
  }
  return make_list(context, parts);
}

Value join_list(EvalContext& context, Arguments a) {
  const auto parts = items(context, a[0]);
  if (!parts) return Value::unknown();
  std::string out;
  for (std::size_t i = 0; i < parts->size(); ++i) {
    const Value& part = (*parts)[i];
    if (part.is_null() || part.is(Kind::list) || part.is(Kind::map)) {
      return fail(context, "`join` takes a list of texts, item " + std::to_string(i) + " is a " +
                               std::string(name(part.kind())));
    }
    if (i != 0) out += a[1].text();
    out += part.to_string();
    if (!spend(context, a[1].text().size() / 16)) return Value::unknown();
  }
  return make_text(context, out);
}

TypeRef join_type(TypeTable&, ArgumentTypes types) {
  const TypeRef element = types[0]->kind == TypeKind::list ? types[0]->element : any();
  const bool scalars = !is(element, TypeKind::list) && !is(element, TypeKind::map) &&
                       !is(element, TypeKind::record) && !is(element, TypeKind::tagged);
  return scalars ? string() : nullptr;
}

/// The byte offset of code point `index`; the size past the end.
std::size_t offset_of(std::string_view text, std::int64_t index) {
  std::size_t at = 0;
  while (at < text.size() && index-- > 0) {
    ++at;
    while (at < text.size() && (text[at] & 0xC0) == 0x80) ++at;
  }
  return at;
}

Value substr(EvalContext& context, Arguments a) {
  if (a[1].as_int() < 0 || (a.size() > 2 && a[2].as_int() < 0)) {
    return fail(context, "`substr` counts from 0, not from the end");
  }
  const std::string_view text = a[0].text();
  const std::string_view rest = text.substr(offset_of(text, a[1].as_int()));
  return Value::of_string(a.size() > 2 ? rest.substr(0, offset_of(rest, a[2].as_int())) : rest);
}

TypeRef length_type(TypeTable&, ArgumentTypes types) {
  switch (types[0]->kind) {
    case TypeKind::any:
    case TypeKind::string:
    case TypeKind::identifier:
    case TypeKind::enumeration:
    case TypeKind::list:
    case TypeKind::map:
      return integer();
    default:
      return nullptr;
  }
}

Value length(EvalContext& context, Arguments a) {
  if (a[0].is(Kind::list) || a[0].is(Kind::map)) {
    return Value::of_int(static_cast<std::int64_t>(a[0].node().size()));
  }
  if (!a[0].is(Kind::string)) return fail(context, "`length` takes a text, a list or a map");
  const std::string_view text = a[0].text();
  return Value::of_int(
      std::count_if(text.begin(), text.end(), [](char c) { return (c & 0xC0) != 0x80; }));
}

Value repeat(EvalContext& context, Arguments a) {
  const std::int64_t count = a[1].as_int();
  const std::string_view text = a[0].text();
  if (count < 0)
    return fail(context, "`repeat` cannot repeat a text " + std::to_string(count) + " times");
  if (!spend(context, static_cast<std::uint64_t>(count))) return Value::unknown();
  if (!spend(context, static_cast<std::uint64_t>(count) * text.size() / 16))
    return Value::unknown();
  std::string out;
  out.reserve(static_cast<std::size_t>(count) * text.size());
  for (std::int64_t i = 0; i < count; ++i) out += text;
  return make_text(context, out);
}

Value indent(EvalContext& context, Arguments a) {
  constexpr std::int64_t kMost = 200;
  if (a[1].as_int() < 0 || a[1].as_int() > kMost) {
    return fail(context, "`indent` takes 0 to 200 columns, not " + a[1].to_string());
  }
  const std::string blanks(static_cast<std::size_t>(a[1].as_int()), ' ');
  std::string out;
  bool first = true;
  for (const std::string_view line : split(a[0].text(), '\n')) {
    if (!first) out += '\n';
    if (!line.empty()) out += blanks;
    if (!spend(context, 1 + blanks.size() / 16)) return Value::unknown();
    out += line;
    first = false;
  }
  return make_text(context, out);
}

Value quote(EvalContext& context, Arguments a) {
  std::string out;
  append_json_string(out, a[0].text());
  return make_text(context, out);
}

Value sha256_hex(EvalContext& context, Arguments a) {
  return keep(context, sha256(a[0].text()).hex());
}

// RFC 4648, section 4.
Value base64(EvalContext& context, Arguments a) {
  static constexpr std::string_view kAlphabet =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  const std::string_view bytes = a[0].text();
  std::string out;
  for (std::size_t i = 0; i < bytes.size(); i += 3) {
    std::uint32_t group = 0;
    for (std::size_t k = 0; k < 3; ++k) {
      group = group << 8 | (i + k < bytes.size() ? static_cast<unsigned char>(bytes[i + k]) : 0U);
    }
    for (std::size_t k = 0; k < 4; ++k) {
      out += i + k > bytes.size() ? '=' : kAlphabet[group >> (18 - 6 * k) & 63U];
    }
  }
  return make_text(context, out);
}

}  // namespace

void add_text_functions(std::vector<Function>& out) {
  const TypeRef s = string();
  add(out, "lower(text)", {s}, s, lower, "ASCII letters in lower case").infer = word_stays;
  add(out, "upper(text)", {s}, s, upper, "ASCII letters in upper case").infer = word_stays;
  add(out, "trim(text)", {s}, s, trimmed, "without blanks and line ends at both ends").infer =
      word_stays;
  add(out, "replace(text, from, to)", {s, s, s}, s, replace, "every `from` replaced by `to`");
  add(out, "starts_with(text, part)", {s, s}, boolean(), starts_with,
      "true if the text starts with `part`");
  add(out, "ends_with(text, part)", {s, s}, boolean(), ends_with,
      "true if the text ends with `part`");
  add(out, "contains(text, part)", {s, s}, boolean(), contains,
      "true if `part` is somewhere in the text");
  add(out, "matches(text, pattern)", {s, s}, boolean(), matches,
      "true if the RE2 pattern matches somewhere; `^` and `$` anchor it")
      .pattern = 1;
  add(out, "split(text, separator)", {s, s}, list_of_strings(), split_text,
      "the parts between the separators, empty ones too");
  add(out, "join(list, separator)", {list(), s}, s, join_list, "the items as one text").infer =
      join_type;
  add(out, "substr(text, from, length)", {s, integer(), integer()}, s, substr,
      "part of a text, counted in code points from 0; without `length`, to the end")
      .optional_from = 2;
  Function& length_of = add(out, "length(x)", {any()}, integer(), length,
                            "code points of a text, entries of a list or map");
  length_of.infer = length_type;
  length_of.reads = Reads::names;
  add(out, "repeat(text, count)", {s, integer()}, s, repeat, "the text `count` times");
  add(out, "indent(text, columns)", {s, integer()}, s, indent,
      "every line that is not empty moved right");
  add(out, "quote(text)", {s}, s, quote, "as a JSON string, with its quotes");
  add(out, "sha256(text)", {s}, identifier(), sha256_hex,
      "SHA-256 of the bytes, 64 hexadecimal digits");
  add(out, "base64(text)", {s}, s, base64, "the bytes in base64 (RFC 4648), padded");
}

}  // namespace formwork::function
