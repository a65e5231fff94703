#include "base/text.h"
#include "drift/compare.h"
#include "drift/lines.h"

#include <fmt/format.h>

#include <algorithm>

namespace formwork {
namespace {

constexpr std::size_t kContext = 3;
constexpr std::string_view kBom = "\xEF\xBB\xBF";

std::string_view without_bom(std::string_view text) {
  if (text.starts_with(kBom)) text.remove_prefix(kBom.size());
  return text;
}

void append_line(std::vector<std::string>& out, char mark, std::string_view line) {
  const bool ends = line.ends_with('\n');
  if (ends) line.remove_suffix(1);
  const bool carriage_return = line.ends_with('\r');
  if (carriage_return) line.remove_suffix(1);
  out.push_back(fmt::format("{}{}{}", mark, printable(line), carriage_return ? "\\r" : ""));
  if (!ends) out.emplace_back("\\ No newline at end of file");
}

// "7,3"; "7" for one line; an empty range is named by the line before it.
std::string range(std::size_t begin, std::size_t end) {
  if (end - begin == 1) return fmt::format("{}", begin + 1);
  return fmt::format("{},{}", end == begin ? begin : begin + 1, end - begin);
}

}  // namespace

std::string unified_diff(std::string_view expected, std::string_view found, std::string_view path,
                         std::size_t max_lines) {
  const auto a = lines_of(expected);
  const auto b = lines_of(found);
  const std::vector<Change> all = changes(a, b);
  if (all.empty()) return {};
  std::vector<std::string> out = {fmt::format("--- a/{}", printable(path)),
                                  fmt::format("+++ b/{}", printable(path))};
  std::size_t left = 0;  // lines past max_lines
  const auto add = [&](char mark, std::string_view line) {
    if (out.size() >= max_lines)
      ++left;
    else
      append_line(out, mark, line);
  };
  for (std::size_t i = 0; i < all.size();) {
    std::size_t last = i;  // changes whose context would touch share a hunk
    while (last + 1 < all.size() && all[last + 1].a_begin - all[last].a_end <= 2 * kContext) ++last;
    const std::size_t before = std::min(all[i].a_begin, kContext);
    const std::size_t after = std::min(a.size() - all[last].a_end, kContext);
    if (out.size() < max_lines) {
      out.push_back(fmt::format("@@ -{} +{} @@",
                                range(all[i].a_begin - before, all[last].a_end + after),
                                range(all[i].b_begin - before, all[last].b_end + after)));
    }
    std::size_t at = all[i].a_begin - before;
    for (; i <= last; ++i) {
      while (at < all[i].a_begin) add(' ', a[at++]);
      while (at < all[i].a_end) add('-', a[at++]);
      for (std::size_t j = all[i].b_begin; j < all[i].b_end; ++j) add('+', b[j]);
    }
    for (const std::size_t end = at + after; at < end; ++at) add(' ', a[at]);
  }
  if (left > 0) out.push_back(fmt::format("… {} more {}", left, left == 1 ? "line" : "lines"));
  return join(out, "\n") + "\n";
}

std::uint32_t first_difference(std::string_view expected, std::string_view found) {
  if (expected == found) return 0;
  const auto at = std::mismatch(expected.begin(), expected.end(), found.begin(), found.end());
  return 1 + static_cast<std::uint32_t>(std::count(expected.begin(), at.first, '\n'));
}

bool equal_but_line_ends(std::string_view expected, std::string_view found) {
  expected = without_bom(expected);
  found = without_bom(found);
  std::size_t e = 0;
  std::size_t f = 0;
  const auto fold = [](std::string_view text, std::size_t& at) {
    if (at + 1 < text.size() && text[at] == '\r' && text[at + 1] == '\n') ++at;
  };
  while (e < expected.size() && f < found.size()) {
    fold(expected, e);
    fold(found, f);
    if (expected[e++] != found[f++]) return false;
  }
  return e == expected.size() && f == found.size();
}

std::uint32_t conflict_marker(std::string_view text) {
  std::uint32_t number = 0;
  for (std::string_view line : lines_of(text)) {
    ++number;
    while (line.ends_with('\n') || line.ends_with('\r')) line.remove_suffix(1);
    // A line of seven `=` is a heading in Markdown: it is no sign of its own.
    for (const std::string_view marker : {"<<<<<<<", "|||||||", ">>>>>>>"}) {
      if (line.starts_with(marker) && (line.size() == 7 || line[7] == ' ')) return number;
    }
  }
  return 0;
}

}  // namespace formwork
