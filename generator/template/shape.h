#pragma once
// Each distinct shape of an artifact is parsed once, with marks in place of its holes; the values
// of a rendered artifact are bound to the marks (docs/adr/0007-shapes-are-parsed-once.md).
#include "document/node.h"
#include "expr/value.h"
#include "language/language.h"
#include "template/template.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace formwork {

/// A parsed shape. Its objects are found where it stays: they are handles into `tree`.
struct Shape {
  Document tree;
  std::vector<NodeId> keyed;  // maps with marks in a key: two holes may give equal keys
  SourceId source = 0;        // the text that was parsed
};

/// Parses the shape of `rendered`. Nothing if it is not well-formed (the errors in `diagnostics`
/// speak of the marked text, so parse the rendered text to say it in the user's words), or if text
/// of the template becomes part of a value (FW5203, at the tag).
[[nodiscard]] std::optional<Shape> make_shape(const Template& compiled, const Rendered& rendered,
                                              SourceMap& sources, Diagnostics& diagnostics);

[[nodiscard]] bool has_marks(std::string_view text);

/// A part of a marked text: literal text, or the index of a hole in `Rendered::holes`.
struct MarkedPart {
  std::string_view text{};
  std::optional<std::uint32_t> hole{};
};

/// The parts in order; views into `marked`.
[[nodiscard]] std::vector<MarkedPart> marked_parts(std::string_view marked);

/// The text with each mark replaced by its hole's value; keys and object names.
[[nodiscard]] std::string bind_text(std::string_view marked, const Rendered& rendered);

/// Appends the index, in `rendered.holes`, of each hole that the text has a mark of.
void holes_of(std::string_view marked, const Rendered& rendered, std::vector<std::uint32_t>& out);

/// The value of a leaf of Kind::hole: of its hole if the leaf is exactly one mark, else the joined
/// text, which is kept in `scratch`. Where the reader knows texts alone (Dockerfiles, scripts), it
/// is the text as the file has it: a port is "8080" in every way of reading it.
[[nodiscard]] Value bind(Node hole_leaf, const Rendered& rendered, Document& scratch);

/// A key that two entries of one map share once holes are bound; nothing if all differ.
[[nodiscard]] std::optional<std::string> duplicate_key(const Shape& shape,
                                                       const Rendered& rendered);

/// True if binding gives what parsing the rendered text gave: the property that makes shapes sound,
/// and `--verify=full`. A dialect's escapes are part of the parsed text; they are compared as the
/// encoder writes them.
[[nodiscard]] bool bound_equal(const Shape& shape, const Template& compiled,
                               const Rendered& rendered, Node full_parse);

}  // namespace formwork
