#include "template/shape.h"

#include <fmt/core.h>

#include <algorithm>
#include <charconv>
#include <functional>
#include <utility>

namespace formwork {
namespace {

constexpr std::string_view kOpen = "\xEE\x80\x80";   // U+E000
constexpr std::string_view kClose = "\xEE\x80\x81";  // U+E001

/// Calls `literal` for text between marks and `mark` with the index of each mark's hole, in order.
template <class Literal, class Mark>
void each_part(std::string_view marked, Literal literal, Mark mark) {
  while (!marked.empty()) {
    const std::size_t open = marked.find(kOpen);
    const std::size_t close = open == std::string_view::npos ? open : marked.find(kClose, open);
    if (close == std::string_view::npos) break;
    std::uint32_t index = 0;
    const char* first = marked.data() + open + kOpen.size();
    const auto read = std::from_chars(first, marked.data() + close, index);
    if (open != 0) literal(marked.substr(0, open));
    if (read.ec == std::errc()) mark(index);
    marked.remove_prefix(close + kClose.size());
  }
  if (!marked.empty()) literal(marked);
}

/// The same with the holes themselves.
template <class Literal, class Mark>
void each_part(std::string_view marked, const Rendered& rendered, Literal literal, Mark mark) {
  each_part(marked, literal, [&](std::uint32_t index) {
    if (index < rendered.holes.size()) mark(rendered.holes[index]);
  });
}

/// The hole, if the text is exactly one mark.
const Hole* single(std::string_view marked, const Rendered& rendered) {
  const Hole* only = nullptr;
  bool whole = true;
  each_part(
      marked, rendered, [&](std::string_view) { whole = false; },
      [&](const Hole& hole) {
        whole = whole && only == nullptr;
        only = &hole;
      });
  return whole ? only : nullptr;
}

void find_keyed(Node node, std::vector<NodeId>& out) {
  bool marked = false;
  for (const Node child : node) {
    marked = marked || (node.is(Kind::map) && has_marks(child.key()));
    find_keyed(child, out);
  }
  if (marked) out.push_back(node.id());
}

/// A hole at a value's place must be a leaf of its own. Text that goes on after it, e.g. on the
/// next line, would be glued to it here and break it, or not, in each rendered text.
class Leaves {
 public:
  explicit Leaves(const Rendered& rendered)
      : rendered_(rendered), seen_(rendered.holes.size(), false) {}

  const Hole* misplaced(Node root) {
    const Hole* found = walk(root);
    for (std::size_t i = 0; i < seen_.size() && found == nullptr; ++i) {
      if (!seen_[i] && rendered_.holes[i].site->place == Place::value) found = &rendered_.holes[i];
    }
    return found;
  }

 private:
  const Hole* walk(Node node) {
    if (!node) return nullptr;
    if (node.is_scalar()) return text(node.text());
    for (const Node child : node) {
      if (const Hole* found = text(child.key())) return found;
      if (const Hole* found = walk(child)) return found;
    }
    return nullptr;
  }

  const Hole* text(std::string_view marked) {
    if (!has_marks(marked)) return nullptr;
    const bool alone = single(marked, rendered_) != nullptr;
    const Hole* found = nullptr;
    each_part(
        marked, rendered_, [](std::string_view) {},
        [&](const Hole& hole) {
          const auto index = static_cast<std::size_t>(&hole - rendered_.holes.data());
          if (hole.site->place == Place::value && (!alone || seen_[index])) found = &hole;
          seen_[index] = true;
        });
    return found;
  }

  const Rendered& rendered_;
  std::vector<bool> seen_;
};

/// Compares a parsed shape, its holes bound, with a parsed text.
class Comparison {
 public:
  Comparison(const Template& compiled, const Rendered& rendered)
      : compiled_(compiled), rendered_(rendered) {}

  bool equal(Node shape, Node full) {
    if (!shape || !full) return !shape && !full;
    if (shape.is(Kind::hole)) return leaf(shape, full);
    // An expression with a hole in it is not judged: all it has to be is the same expression.
    if (shape.is(Kind::unknown) && has_marks(shape.text()))
      return !full.is(Kind::unknown) || written(shape.text()) == full.text();
    if (shape.kind() != full.kind()) return false;
    if (shape.is(Kind::list)) {
      if (shape.size() != full.size()) return false;
      auto other = full.begin();
      for (const Node child : shape) {
        if (!equal(child, *other)) return false;
        ++other;
      }
      return true;
    }
    if (shape.is(Kind::map)) {
      if (shape.size() != full.size()) return false;
      return std::all_of(shape.begin(), shape.end(), [&](Node child) {
        Node other = full.find(bind_text(child.key(), rendered_));
        if (!other && has_marks(child.key())) other = full.find(decoded(child.key()));
        return equal(child, other);
      });
    }
    return same(Value::of(shape), Value::of(full));
  }

 private:
  bool leaf(Node shape, Node full) {
    const Value parsed = Value::of(full);
    if (same(bind(shape, rendered_, scratch_), parsed)) return true;
    if (compiled_.dialect() == Dialect::none) return false;
    // What the second evaluator reads is escaped for it: compare with what the encoder writes, read
    // alone.
    if (const Hole* hole = single(shape.text(), rendered_);
        hole != nullptr && hole->site->place == Place::value) {
      EncodeSite site = site_of(hole->site->context, compiled_.dialect(), '\0', '\0');
      site.flow = true;
      std::string text;
      if (compiled_.language().encode(hole->value, site, text)) return false;
      const auto alone = parse(text);
      return alone && same(read(*alone), parsed);
    }
    return parsed.is(Kind::string) && parsed.text() == decoded(shape.text());
  }

  std::string decoded(std::string_view marked) {
    std::string out;
    each_part(
        marked, rendered_, [&](std::string_view literal) { out += literal; },
        [&](const Hole& hole) {
          if (hole.site->place != Place::quoted) {
            out += hole.value.to_string();
          } else if (const auto alone = parse(fmt::format("\"{}\"", encoded(hole)))) {
            out += read(*alone).to_string();
          }
        });
    return out;
  }

  /// The text with each mark as its hole was written.
  [[nodiscard]] std::string written(std::string_view marked) const {
    std::string out;
    each_part(
        marked, rendered_, [&](std::string_view literal) { out += literal; },
        [&](const Hole& hole) { out += encoded(hole); });
    return out;
  }
  [[nodiscard]] std::string encoded(const Hole& hole) const {
    return rendered_.text.substr(hole.begin, hole.end - hole.begin);
  }
  /// A value read by itself.
  std::optional<Document> parse(const std::string& value) {
    Diagnostics ignored;
    const SourceId source = sources_.add("hole", "{x: " + value + "}\n");
    return compiled_.language().parse(source, sources_, compiled_.dialect(), ignored);
  }
  static Value read(const Document& document) {
    const Node root = document.root();
    return Value::of((root.is(Kind::list) ? root.at(0) : root).find("x"));
  }

  const Template& compiled_;
  const Rendered& rendered_;
  Document scratch_{};
  SourceMap sources_{};
};

}  // namespace

std::string shape_text(const Rendered& rendered) {
  std::string out;
  out.reserve(rendered.text.size());
  std::size_t at = 0;
  for (std::size_t i = 0; i < rendered.holes.size(); ++i) {
    const Hole& hole = rendered.holes[i];
    if (hole.site->place == Place::lines) continue;
    out.append(rendered.text, at, hole.begin - at);
    // A block value took the blank after `key:` away; the mark stands on the key's line.
    if (hole.end > hole.begin && rendered.text[hole.begin] == '\n') out += ' ';
    out += kOpen;
    out += std::to_string(i);
    out += kClose;
    at = hole.end;
  }
  out.append(rendered.text, at);
  return out;
}

std::optional<Shape> make_shape(const Template& compiled, const Rendered& rendered,
                                SourceMap& sources, Diagnostics& diagnostics) {
  const SourceId source =
      sources.add(std::string(sources.path(compiled.source())), shape_text(rendered));
  auto tree = compiled.language().parse(source, sources, compiled.dialect(), diagnostics);
  if (!tree) return std::nullopt;
  const LanguageId id = compiled.language().id();
  if (id == LanguageId::yaml || id == LanguageId::json) {
    if (const Hole* hole = Leaves(rendered).misplaced(tree->root())) {
      diagnostics.add(Code::FW5203, hole->site->span,
                      "text of the template becomes part of this value",
                      "a value ends with its line: indent the next one as a key, or join the text "
                      "within the tag");
      return std::nullopt;
    }
  }
  std::optional<Shape> shape(std::in_place);
  shape->tree = std::move(*tree);
  shape->source = source;
  if (shape->tree.root()) find_keyed(shape->tree.root(), shape->keyed);
  return shape;
}

bool has_marks(std::string_view text) {
  return text.find(kOpen) != std::string_view::npos;
}

std::vector<MarkedPart> marked_parts(std::string_view marked) {
  std::vector<MarkedPart> out;
  each_part(
      marked,
      [&](std::string_view literal) {
        out.push_back({literal, {}});
      },
      [&](std::uint32_t hole) {
        out.push_back({{}, hole});
      });
  return out;
}

std::string bind_text(std::string_view marked, const Rendered& rendered) {
  std::string out;
  each_part(
      marked, rendered, [&](std::string_view literal) { out += literal; },
      [&](const Hole& hole) { out += hole.value.to_string(); });
  return out;
}

void holes_of(std::string_view marked, const Rendered& rendered, std::vector<std::uint32_t>& out) {
  each_part(
      marked, rendered, [](std::string_view) {},
      [&](const Hole& hole) {
        out.push_back(static_cast<std::uint32_t>(&hole - rendered.holes.data()));
      });
}

Value bind(Node hole_leaf, const Rendered& rendered, Document& scratch) {
  const std::string_view marked = hole_leaf.text();
  if (hole_leaf.style() != Style::plain) {
    std::string written;
    each_part(
        marked, rendered, [&](std::string_view literal) { written += literal; },
        [&](const Hole& hole) {
          written.append(rendered.text, hole.begin, hole.end - hole.begin);
        });
    return Value::of(scratch.node(scratch.add_string(written)));
  }
  if (const Hole* hole = single(marked, rendered);
      hole != nullptr && hole->site->place == Place::value) {
    return hole->value;
  }
  return Value::of(scratch.node(scratch.add_string(bind_text(marked, rendered))));
}

std::optional<std::string> duplicate_key(const Shape& shape, const Rendered& rendered) {
  for (const NodeId id : shape.keyed) {
    std::vector<std::string> keys;
    keys.reserve(shape.tree.node(id).size());
    for (const Node child : shape.tree.node(id)) keys.push_back(bind_text(child.key(), rendered));
    // Loops give them in order: nearly always one look is enough.
    if (std::adjacent_find(keys.begin(), keys.end(), std::greater_equal<>()) == keys.end())
      continue;
    std::sort(keys.begin(), keys.end());
    const auto twice = std::adjacent_find(keys.begin(), keys.end());
    if (twice != keys.end()) return *twice;
  }
  return std::nullopt;
}

bool bound_equal(const Shape& shape, const Template& compiled, const Rendered& rendered,
                 Node full_parse) {
  if (duplicate_key(shape, rendered)) return false;
  return Comparison(compiled, rendered).equal(shape.tree.root(), full_parse);
}

}  // namespace formwork
