#pragma once
// Where a value was written: byte offsets into one text of the SourceMap. Line, column and snippet
// are computed by the reporter, never stored.
#include <compare>
#include <cstdint>

namespace formwork {

/// Index of a text in the SourceMap; 0 is "no source".
using SourceId = std::uint32_t;
/// Ids have 24 bits, so that a node of a Document is one cache line.
inline constexpr SourceId kMostSources = 0xFFFFFF;

/// Half-open byte range [begin, end) of source `source`. Passed by value.
struct Span {
  SourceId source = 0;
  std::uint32_t begin = 0;
  std::uint32_t end = 0;

  [[nodiscard]] constexpr bool valid() const { return source != 0; }
  [[nodiscard]] constexpr std::uint32_t size() const { return end - begin; }
  friend constexpr bool operator==(const Span&, const Span&) = default;
  friend constexpr auto operator<=>(const Span&, const Span&) = default;
};

}  // namespace formwork
