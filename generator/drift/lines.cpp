#include "drift/lines.h"

#include <algorithm>
#include <cstdint>
#include <unordered_map>

namespace formwork {
namespace {

constexpr std::size_t kMaxEdits = 1024;  // 4 MB of trace at most

// Equal lines get equal numbers, so that the search compares integers.
std::vector<std::uint32_t> number(const std::vector<std::string_view>& lines, std::size_t begin,
                                  std::size_t end,
                                  std::unordered_map<std::string_view, std::uint32_t>& numbers) {
  std::vector<std::uint32_t> out;
  out.reserve(end - begin);
  for (std::size_t i = begin; i < end; ++i) {
    out.push_back(
        numbers.try_emplace(lines[i], static_cast<std::uint32_t>(numbers.size())).first->second);
  }
  return out;
}

// For every number of edits d, the furthest x on each diagonal k = x - y, -d <= k <= d, two apart.
using Trace = std::vector<std::vector<std::uint32_t>>;

std::size_t furthest(const Trace& trace, std::size_t d, std::ptrdiff_t k) {
  return trace[d][static_cast<std::size_t>(k + static_cast<std::ptrdiff_t>(d)) / 2];
}

// Whether the best path to diagonal k with d edits comes from above (an insertion).
bool comes_from_above(const Trace& trace, std::size_t d, std::ptrdiff_t k) {
  const auto edits = static_cast<std::ptrdiff_t>(d);
  return k == -edits ||
         (k != edits && furthest(trace, d - 1, k - 1) < furthest(trace, d - 1, k + 1));
}

// The edits in reverse, as single-line changes, shifted by `offset`.
std::vector<Change> walk_back(const Trace& trace, std::size_t n, std::size_t m,
                              std::size_t offset) {
  std::vector<Change> out;
  auto x = static_cast<std::ptrdiff_t>(n);
  auto y = static_cast<std::ptrdiff_t>(m);
  for (std::size_t d = trace.size() - 1; d > 0; --d) {
    const std::ptrdiff_t k = x - y;
    const bool insertion = comes_from_above(trace, d, k);
    const std::ptrdiff_t from_k = insertion ? k + 1 : k - 1;
    x = static_cast<std::ptrdiff_t>(furthest(trace, d - 1, from_k));
    y = x - from_k;
    const std::size_t a = static_cast<std::size_t>(x) + offset;
    const std::size_t b = static_cast<std::size_t>(y) + offset;
    out.push_back(insertion ? Change{a, a, b, b + 1} : Change{a, a + 1, b, b});
  }
  std::reverse(out.begin(), out.end());
  return out;
}

// Empty where it takes more than kMaxEdits.
std::vector<Change> shortest_edit(const std::vector<std::uint32_t>& a,
                                  const std::vector<std::uint32_t>& b, std::size_t offset) {
  Trace trace;
  const std::size_t limit = std::min(a.size() + b.size(), kMaxEdits);
  for (std::size_t d = 0; d <= limit; ++d) {
    const auto edits = static_cast<std::ptrdiff_t>(d);
    trace.emplace_back(d + 1);
    for (std::ptrdiff_t k = -edits; k <= edits; k += 2) {
      std::size_t x = 0;
      if (d > 0) {
        x = comes_from_above(trace, d, k) ? furthest(trace, d - 1, k + 1)
                                          : furthest(trace, d - 1, k - 1) + 1;
      }
      // Outside the grid nothing is equal; such a path is never the one that arrives.
      auto y = static_cast<std::size_t>(static_cast<std::ptrdiff_t>(x) - k);
      while (x < a.size() && y < b.size() && a[x] == b[y]) {
        ++x;
        ++y;
      }
      trace[d][static_cast<std::size_t>(k + edits) / 2] = static_cast<std::uint32_t>(x);
      if (x == a.size() && y == b.size()) return walk_back(trace, x, y, offset);
    }
  }
  return {};
}

}  // namespace

std::vector<std::string_view> lines_of(std::string_view text) {
  std::vector<std::string_view> out;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size() - 1) + 1;
    out.push_back(text.substr(0, end));
    text.remove_prefix(end);
  }
  return out;
}

std::vector<Change> changes(const std::vector<std::string_view>& a,
                            const std::vector<std::string_view>& b) {
  const std::size_t shorter = std::min(a.size(), b.size());
  std::size_t head = 0;
  while (head < shorter && a[head] == b[head]) ++head;
  std::size_t tail = 0;
  while (tail < shorter - head && a[a.size() - 1 - tail] == b[b.size() - 1 - tail]) ++tail;
  const Change middle{head, a.size() - tail, head, b.size() - tail};
  if (middle.a_begin == middle.a_end && middle.b_begin == middle.b_end) return {};
  if (middle.a_begin == middle.a_end || middle.b_begin == middle.b_end) return {middle};

  std::unordered_map<std::string_view, std::uint32_t> numbers;
  const auto a_numbers = number(a, middle.a_begin, middle.a_end, numbers);
  const auto b_numbers = number(b, middle.b_begin, middle.b_end, numbers);
  const std::vector<Change> single = shortest_edit(a_numbers, b_numbers, head);
  if (single.empty()) return {middle};
  std::vector<Change> out;
  for (const Change& change : single) {
    if (!out.empty() && out.back().a_end == change.a_begin && out.back().b_end == change.b_begin) {
      out.back().a_end = change.a_end;
      out.back().b_end = change.b_end;
    } else {
      out.push_back(change);
    }
  }
  return out;
}

}  // namespace formwork
