// Lines: blank ones around vanished lines of tags, separators of loops, indentation of includes.
#include "template/renderer.h"

#include <algorithm>
#include <utility>

namespace formwork::tmpl {

/// Something is about to be printed after a vanished line: the blank lines before it become one or
/// none.
void Renderer::squeeze(bool closing) {
  soft_ = false;
  // The end of the last line that is not blank.
  std::size_t last = text_.size();
  if (owed_ == 0 && last >= 2 && text_[last - 1] == '\n' && !is_space(text_[last - 2]))
    return;  // the usual case
  while (last > hole_end_ && is_space(text_[last - 1])) --last;
  const bool start = last == 0;
  std::size_t line_end = 0;
  if (!start) {
    line_end = text_.find('\n', last);
    line_end = line_end == std::string::npos ? text_.size() : line_end + 1;
  }
  const bool had = line_end < text_.size();
  const bool opening = !start && last > hole_end_ &&
                       (text_[last - 1] == '[' || text_[last - 1] == '{' || text_[last - 1] == '(');
  const bool wanted = (had || owed_ != 0) && !start && !opening && !closing;
  std::size_t keep = line_end;
  if (wanted && had) keep = text_.find('\n', line_end) + 1;
  keep = std::max(keep, std::min(floor_, text_.size()));
  trim(keep);
  if (wanted && keep == line_end) print_blank();
  owed_ = 0;
}

/// Within a string or block every blank line is text.
void Renderer::pay() {
  soft_ = false;
  for (; owed_ != 0; --owed_) print_blank();
}

void Renderer::print_blank() {
  text_ += '\n';
  const auto end = static_cast<std::uint32_t>(text_.size());
  if (trace_) out_.pieces.push_back({owed_origin_, end - 1, end, -1});
}

/// Takes back blank lines at the end of the text.
void Renderer::trim(std::size_t size) {
  if (size >= text_.size()) return;
  text_.resize(size);
  for (Loop& loop : loops_) loop.begin = std::min(loop.begin, size);
  if (!trace_) return;
  auto& pieces = out_.pieces;
  while (!pieces.empty() && pieces.back().hole < 0 && pieces.back().begin >= size)
    pieces.pop_back();
  if (!pieces.empty() && pieces.back().end > size) {
    Piece& piece = pieces.back();
    piece.origin.end -= piece.end - static_cast<std::uint32_t>(size);
    piece.end = static_cast<std::uint32_t>(size);
  }
}

/// Within an include: its tag's indentation, before a hole that begins a line.
void Renderer::indent(std::uint32_t indent, Span at) {
  if (indent == 0 || !at_line_start()) return;
  const auto begin = static_cast<std::uint32_t>(text_.size());
  text_ += program_.indents[indent];
  if (trace_)
    out_.pieces.push_back(
        {{at.source, at.begin, at.begin}, begin, static_cast<std::uint32_t>(text_.size()), -1});
}

/// The blank before a block value belongs to the value.
void Renderer::shorten_piece() {
  if (!trace_ || out_.pieces.empty()) return;
  Piece& piece = out_.pieces.back();
  --piece.end;
  if (piece.origin.end > piece.origin.begin) --piece.origin.end;
  if (piece.begin == piece.end) out_.pieces.pop_back();
}

/// Puts the separator behind the previous iteration that printed something, now that another one
/// has.
void Renderer::separate(Loop& loop, const LoopCode& code) {
  std::size_t low = loop.begin;
  for (std::size_t i = loop.first_hole; i < out_.holes.size(); ++i)
    low = std::max<std::size_t>(low, out_.holes[i].end);
  std::size_t end = text_.size();
  while (end > low && is_space(text_[end - 1])) --end;
  const bool printed = end > loop.begin;
  mix(printed ? 1 : 0);
  if (!printed) return;
  const std::size_t at = std::exchange(loop.separator_at, end);
  if (at == SIZE_MAX) return;
  text_.insert(at, code.separator);
  const auto size = static_cast<std::uint32_t>(code.separator.size());
  loop.separator_at += size;
  if (hole_end_ > at) hole_end_ += size;
  if (floor_ > at) floor_ += size;
  for (std::size_t i = loop.first_hole; i < out_.holes.size(); ++i) {
    out_.holes[i].begin += size;
    out_.holes[i].end += size;
  }
  if (!trace_) return;
  auto& pieces = out_.pieces;
  std::size_t i = pieces.size();
  while (i > 0 && pieces[i - 1].begin >= at) {
    --i;
    pieces[i].begin += size;
    pieces[i].end += size;
  }
  const auto where = static_cast<std::uint32_t>(at);
  Piece separator{code.separator_span, where, where + size, -1};
  if (i > 0 && pieces[i - 1].end > at) {  // the middle of a literal
    Piece tail = pieces[i - 1];
    const std::uint32_t kept = where - tail.begin;
    pieces[i - 1].end = where;
    pieces[i - 1].origin.end = std::min(tail.origin.end, tail.origin.begin + kept);
    tail.origin.begin = pieces[i - 1].origin.end;
    tail.begin = where + size;
    tail.end += size;
    pieces.insert(pieces.begin() + static_cast<std::ptrdiff_t>(i), {separator, tail});
  } else {
    pieces.insert(pieces.begin() + static_cast<std::ptrdiff_t>(i), separator);
  }
}

}  // namespace formwork::tmpl
