#include "language/lines.h"

#include "base/text.h"
#include "language/scalar.h"

#include <fmt/format.h>

namespace formwork::lang {

void check_characters(SourceId source, const SourceMap& sources, Diagnostics& diagnostics,
                      std::size_t from) {
  const std::string_view text = sources.text(source);
  if (const auto bad = invalid_utf8(text)) {
    const auto at = static_cast<std::uint32_t>(*bad);
    diagnostics.add(Code::FW6004, Span{source, at, at + 1}, fmt::format("byte {} is not UTF-8", at),
                    "write the template in UTF-8");
    return;
  }
  for (std::size_t i = from; i < text.size();) {
    const std::size_t begin = i;
    const char32_t c = next_code_point(text, i);
    if (c == U'\t' || c == U'\n' || (c == U'\r' && i < text.size() && text[i] == '\n')) continue;
    if (c >= 0x20 && !is_hidden(c)) continue;
    diagnostics.add(Code::FW6004,
                    Span{source, static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(i)},
                    fmt::format("the output holds {}, which cannot be seen", code_point_name(c)),
                    "remove it from the template");
  }
}

std::optional<Document> parse_lines(SourceId source, const SourceMap& sources,
                                    Diagnostics& diagnostics) {
  const std::size_t before = diagnostics.size();
  check_characters(source, sources, diagnostics);
  if (diagnostics.size() != before) return {};
  const std::string_view text = sources.text(source);
  Document document;
  const NodeId root = document.add_list(Span{source, 0, static_cast<std::uint32_t>(text.size())});
  std::uint32_t at = 0;
  while (at < text.size()) {
    const auto end = static_cast<std::uint32_t>(std::min(text.find('\n', at), text.size()));
    std::string_view line = text.substr(at, end - at);
    if (line.ends_with('\r')) line.remove_suffix(1);
    const Span span{source, at, at + static_cast<std::uint32_t>(line.size())};
    document.append(root, add_leaf(document, line, span));
    at = end + 1;
  }
  document.set_root(root);
  return document;
}

std::optional<std::string> refuse_hidden(std::string_view text, std::string_view where) {
  for (std::size_t i = 0; i < text.size();) {
    const char32_t c = next_code_point(text, i);
    if (c == U'\n' || c == U'\r') return fmt::format("{} cannot hold a line end", where);
    if (c < 0x20 || is_hidden(c)) {
      return fmt::format("{} cannot hold {}: it cannot be seen there", where, code_point_name(c));
    }
  }
  return {};
}

}  // namespace formwork::lang
