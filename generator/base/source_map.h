#pragma once
// The texts that spans point into: specs, schemas, templates, outputs, blobs of a revision.
#include "base/span.h"

#include <cstdint>
#include <deque>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

namespace formwork {

/// 1-based line and column. A column counts Unicode code points, as SARIF's `unicodeCodePoints`.
struct Position {
  std::uint32_t line = 0;
  std::uint32_t column = 0;
  friend constexpr bool operator==(const Position&, const Position&) = default;
};

/// Owns every text; ids, views and references stay valid for its lifetime. Thread-safe.
class SourceMap {
 public:
  SourceMap() = default;
  SourceMap(const SourceMap&) = delete;
  SourceMap& operator=(const SourceMap&) = delete;

  /// Adds `text`, known to the user as `path` (relative to the workspace root); returns its id,
  /// >= 1.
  SourceId add(std::string path, std::string text);

  [[nodiscard]] std::string_view path(SourceId id) const;
  [[nodiscard]] std::string_view text(SourceId id) const;
  /// The bytes of `span`; empty if the span is not valid.
  [[nodiscard]] std::string_view text(Span span) const;
  [[nodiscard]] Position begin(Span span) const { return at(span.source, span.begin); }
  [[nodiscard]] Position end(Span span) const { return at(span.source, span.end); }
  /// The position of byte `offset`; {0,0} for no source.
  [[nodiscard]] Position at(SourceId id, std::uint32_t offset) const;
  /// Line `line` (1-based) without its line end; empty past the last one.
  [[nodiscard]] std::string_view line(SourceId id, std::uint32_t line) const;
  /// The whole of line `line` as a span, without its line end.
  [[nodiscard]] Span line_span(SourceId id, std::uint32_t line) const;
  [[nodiscard]] std::size_t size() const;

  /// From now on the bytes of `span` are not shown; they are still read.
  void hide(Span span);
  /// text(span) as it may be shown: `***` for what is hidden of it.
  [[nodiscard]] std::string shown(Span span) const;

 private:
  struct Source {
    std::string path;
    std::string text;
    std::vector<std::uint32_t> lines;  // offset of each line's first byte; filled on first use
    std::vector<Span> hidden;
  };
  const Source& get(SourceId id) const;
  const std::vector<std::uint32_t>& lines(const Source& source) const;

  mutable std::mutex mutex_;
  mutable std::deque<Source> sources_;  // stable addresses
};

}  // namespace formwork
