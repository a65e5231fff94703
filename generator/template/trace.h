#pragma once
// From a line of an artifact back to the template and the spec, for `explain FILE:LINE` and for
// findings. All of it wants an artifact rendered with Trace::pieces.
#include "template/template.h"

#include <cstdint>
#include <vector>

namespace formwork {

/// Where one line of an artifact came from.
struct LineTrace {
  Span origin{};                      // the template's line, or the tag that gave the whole line
  std::vector<const TagSite*> sites;  // the tags that wrote on the line, in order
  std::vector<Node> nodes;  // values of the spec that those read, in document order, each once
};

/// Line `line` (1-based) of the artifact; an empty trace past its end.
[[nodiscard]] LineTrace trace_line(const Rendered& rendered, std::uint32_t line,
                                   const SourceMap& sources);

/// The template's bytes that gave byte `offset` of Rendered::text: a single literal byte's place,
/// or a tag.
[[nodiscard]] Span origin_at(const Rendered& rendered, std::uint32_t offset);

/// From an offset in shape_text() to one in Rendered::text, for the span of a node of a parsed
/// shape.
[[nodiscard]] std::uint32_t from_shape(const Rendered& rendered, std::uint32_t shape_offset);

}  // namespace formwork
