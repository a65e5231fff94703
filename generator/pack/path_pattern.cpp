#include "pack/path_pattern.h"

#include "base/text.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace formwork {
namespace {

bool is_name(TypeRef type) {
  return type->kind == TypeKind::identifier || type->kind == TypeKind::enumeration ||
         type->kind == TypeKind::integer;
}

// https://learn.microsoft.com/windows/win32/fileio/naming-a-file
bool reserved_on_windows(std::string_view part) {
  static constexpr std::array<std::string_view, 22> kNames = {
      "con",  "prn",  "aux",  "nul",  "com1", "com2", "com3", "com4", "com5", "com6", "com7",
      "com8", "com9", "lpt1", "lpt2", "lpt3", "lpt4", "lpt5", "lpt6", "lpt7", "lpt8", "lpt9"};
  std::string stem(part.substr(0, part.find('.')));
  if (stem.size() != 3 && stem.size() != 4) return false;
  std::transform(stem.begin(), stem.end(), stem.begin(), [](unsigned char c) {
    return static_cast<char>(c >= 'A' && c <= 'Z' ? c + 32 : c);
  });
  return std::find(kNames.begin(), kNames.end(), stem) != kNames.end();
}

}  // namespace

std::optional<PathPattern> compile_path(std::string_view text, Span span, const Scope& scope,
                                        const FunctionTable& functions, TypeTable& types,
                                        Diagnostics& diagnostics) {
  PathPattern out;
  out.span = span;
  bool ok = true;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t open = text.find("<%", at);
    if (open != at) out.parts.push_back({std::string(text.substr(at, open - at)), {}});
    if (open == std::string_view::npos) break;
    const std::size_t close = text.find("%>", open);
    if (close == std::string_view::npos || text.substr(open, 3) != "<%=") {
      diagnostics.add(
          Code::FW6031, span, fmt::format("`{}` is not an output path", text),
          "a path may hold `<%= expression %>` and nothing else of the template language");
      return std::nullopt;
    }
    const std::string_view source = text.substr(open + 3, close - open - 3);
    const auto begin = span.begin + static_cast<std::uint32_t>(open + 3);
    const auto expr = compile_expr(
        source, {span.source, begin, begin + static_cast<std::uint32_t>(source.size())}, scope,
        functions, types, diagnostics);
    if (!expr) {
      ok = false;
    } else if (expr->optional() || !is_name(expr->type())) {
      diagnostics.add(Code::FW6031, expr->span(),
                      fmt::format("a tag of an output path takes a name, not {}{}",
                                  expr->optional() ? "an optional " : "", expr->type()->describe()),
                      "only identifiers, enumerations and integers can be part of a path");
      ok = false;
    } else {
      out.parts.push_back({"", *expr});
    }
    at = close + 2;
  }
  if (!ok) return std::nullopt;
  return out;
}

std::string PathPattern::expand(const Frame& frame, EvalContext& context) const {
  std::string out;
  for (const Part& part : parts) {
    if (!part.expr) {
      out += part.text;
      continue;
    }
    const Value value = evaluate(part.expr, frame, context);
    if (value.is(Kind::string))
      out += value.text();
    else
      out += value.to_string();
  }
  return out;
}

std::string bad_path(std::string_view path) {
  if (path.empty()) return "it is empty";
  if (path.front() == '/') return "it is absolute";
  if (path.size() > 1024) return "it is longer than 1,024 bytes";
  if (path.starts_with(".formwork/")) return "`.formwork` is formwork's own";
  const std::string_view name = path.substr(path.rfind('/') + 1);
  if (name == "formwork.lock" || name == "formwork.lock.new") return "the lock stands there";
  for (std::size_t begin = 0, end = 0; end != path.size(); begin = end + 1) {
    end = std::min(path.find('/', begin), path.size());
    const std::string_view part = path.substr(begin, end - begin);
    if (part.empty()) return "it has an empty part";
    if (part == "." || part == "..") return fmt::format("it has a part `{}`", part);
    if (part.size() == 4 && part[0] == '.' && (part[1] | 0x20) == 'g' && (part[2] | 0x20) == 'i' &&
        (part[3] | 0x20) == 't')
      return "`.git` is git's own";
    if (part.size() > 255) return "a part is longer than 255 bytes";
    if (part.back() == '.' || part.back() == ' ')
      return "a part ends in a dot or blank, which Windows drops";
    if (reserved_on_windows(part)) return fmt::format("`{}` is reserved on Windows", part);
    for (const char c : part) {
      if ((c >= 'a' && c <= 'z') || c == '-' || c == '.') continue;
      const auto byte = static_cast<unsigned char>(c);
      if (byte < 0x20 || byte == 0x7F) return "it has a control character";
      // Composed or not, of either case: which of them a file system tells apart is its own affair.
      if (byte >= 0x80) return "it has a letter beyond ASCII, which has more than one form";
      if (std::string_view("\\:*?\"<>|").find(c) != std::string_view::npos) {
        return fmt::format("it has `{}`, which Windows refuses", c);
      }
    }
  }
  return {};
}

LanguageId language_of(std::string_view path) {
  constexpr std::pair<std::string_view, LanguageId> kEndings[] = {
      {".tf", LanguageId::hcl},      {".bicep", LanguageId::bicep}, {".sh", LanguageId::shell},
      {".md", LanguageId::markdown}, {".yaml", LanguageId::yaml},   {".yml", LanguageId::yaml},
      {".json", LanguageId::json},
  };
  for (const auto& [ending, language] : kEndings)
    if (path.ends_with(ending)) return language;
  return LanguageId::text;
}

}  // namespace formwork
