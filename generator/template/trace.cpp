#include "template/trace.h"

#include <algorithm>

namespace formwork {
namespace {

constexpr std::uint32_t kMark = 3;  // bytes of U+E000, U+E001

const Piece* piece_at(const Rendered& rendered, std::uint32_t offset) {
  const auto next =
      std::upper_bound(rendered.pieces.begin(), rendered.pieces.end(), offset,
                       [](std::uint32_t at, const Piece& piece) { return at < piece.end; });
  return next == rendered.pieces.end() ? nullptr : &*next;
}

/// The template's line that gave the line of byte `offset` of a literal piece. Literal text may be
/// indented by an include, so lines are counted, not bytes.
Span literal_line(const Rendered& rendered, const Piece& piece, std::uint32_t offset,
                  const SourceMap& sources) {
  const std::string_view printed(rendered.text.data() + piece.begin, offset - piece.begin);
  const auto down = std::count(printed.begin(), printed.end(), '\n');
  return sources.line_span(piece.origin.source,
                           sources.begin(piece.origin).line + static_cast<std::uint32_t>(down));
}

}  // namespace

LineTrace trace_line(const Rendered& rendered, std::uint32_t line, const SourceMap& sources) {
  LineTrace out;
  std::size_t begin = 0;
  for (std::uint32_t i = 1; i < line; ++i) {
    begin = rendered.text.find('\n', begin);
    if (begin == std::string::npos) return out;
    ++begin;
  }
  if (begin >= rendered.text.size()) return out;
  std::size_t end = rendered.text.find('\n', begin);
  if (end == std::string::npos) end = rendered.text.size();

  Span hole_origin{};
  for (const Piece& piece : rendered.pieces) {
    if (piece.end <= begin && !(piece.begin == piece.end && piece.begin == begin)) continue;
    if (piece.begin > end || (piece.begin == end && piece.begin != piece.end)) break;
    const auto from = std::max(piece.begin, static_cast<std::uint32_t>(begin));
    if (piece.hole < 0) {
      // Indentation of an include and a line's bare end say less than the text between them.
      const bool bare = from >= end || piece.origin.size() == 0;
      if (!bare && !out.origin.valid()) out.origin = literal_line(rendered, piece, from, sources);
      continue;
    }
    // A block value begins with the line end of its key's line.
    const bool only_line_end =
        piece.begin < end && piece.begin + 1 == end + 1 && rendered.text[piece.begin] == '\n';
    if (only_line_end) continue;
    const Hole& hole = rendered.holes[static_cast<std::size_t>(piece.hole)];
    if (!hole_origin.valid()) hole_origin = hole.site->span;
    out.sites.push_back(hole.site);
    if (static_cast<std::size_t>(piece.hole) < rendered.reads.size()) {
      const auto& nodes = rendered.reads[static_cast<std::size_t>(piece.hole)];
      out.nodes.insert(out.nodes.end(), nodes.begin(), nodes.end());
    }
  }
  if (!out.origin.valid() && hole_origin.valid()) {
    out.origin = sources.line_span(hole_origin.source, sources.begin(hole_origin).line);
  }
  if (!out.origin.valid()) {  // an empty line
    if (const Piece* piece = piece_at(rendered, static_cast<std::uint32_t>(begin))) {
      out.origin = literal_line(rendered, *piece, static_cast<std::uint32_t>(begin), sources);
    }
  }
  std::sort(out.nodes.begin(), out.nodes.end(), [](Node a, Node b) { return a.id() < b.id(); });
  out.nodes.erase(std::unique(out.nodes.begin(), out.nodes.end()), out.nodes.end());
  return out;
}

Span origin_at(const Rendered& rendered, std::uint32_t offset) {
  const Piece* piece = piece_at(rendered, offset);
  if (piece == nullptr) return rendered.pieces.empty() ? Span{} : rendered.pieces.back().origin;
  const std::uint32_t size = piece->end - piece->begin;
  if (piece->hole >= 0 || size != piece->origin.size()) return piece->origin;
  const std::uint32_t at = piece->origin.begin + (offset - piece->begin);
  return {piece->origin.source, at, at + 1};
}

std::uint32_t from_shape(const Rendered& rendered, std::uint32_t shape_offset) {
  std::uint32_t text = 0;
  std::uint32_t shape = 0;
  for (std::size_t i = 0; i < rendered.holes.size(); ++i) {
    const Hole& hole = rendered.holes[i];
    if (hole.site->place == Place::lines) continue;
    const std::uint32_t literal = hole.begin - text;
    if (shape_offset < shape + literal) break;
    shape += literal;
    std::uint32_t mark = 2 * kMark + static_cast<std::uint32_t>(std::to_string(i).size());
    if (hole.end > hole.begin && rendered.text[hole.begin] == '\n') ++mark;
    if (shape_offset < shape + mark) return hole.begin;
    shape += mark;
    text = hole.end;
  }
  return std::min(text + (shape_offset - shape), static_cast<std::uint32_t>(rendered.text.size()));
}

}  // namespace formwork
