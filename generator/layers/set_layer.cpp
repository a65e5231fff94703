#include "layers/set_layer.h"

#include "base/text.h"
#include "document/yaml.h"

#include <fmt/format.h>

#include <utility>

namespace formwork {
namespace {

constexpr std::string_view kForm =
    "write `--set path.to.key=value`; a key with a dot as `[\"a.b\"]`";

struct Key {
  std::string text;
  Span span;
};

class SetReader {
 public:
  SetReader(Layer& layer, SourceMap& sources, Diagnostics& diagnostics)
      : layer_(layer), sources_(sources), diagnostics_(diagnostics) {}

  // `line` begins at `offset` of the layer's source.
  bool read(std::string_view line, std::size_t offset) {
    line_ = line;
    offset_ = offset;
    std::size_t at = 0;
    std::vector<Key> keys;
    if (!read_path(keys, at)) return false;
    const NodeId value = read_value(at);
    return value != 0 && put(keys, value);
  }

 private:
  [[nodiscard]] Span span(std::size_t begin, std::size_t end) const {
    return {layer_.source, static_cast<std::uint32_t>(offset_ + begin),
            static_cast<std::uint32_t>(offset_ + end)};
  }

  bool fail(std::size_t begin, std::size_t end, std::string message) {
    diagnostics_.add(Code::FW2009, span(begin, end), std::move(message), std::string(kForm));
    return false;
  }

  // Keys joined by `.`, or `["..."]`; ends past the `=`.
  bool read_path(std::vector<Key>& keys, std::size_t& at) {
    for (;;) {
      const std::size_t begin = at;
      if (line_.substr(at).starts_with("[\"")) {
        const std::size_t end = line_.find("\"]", at + 2);
        if (end == std::string_view::npos) return fail(at, line_.size(), "`[\"` is not closed");
        keys.push_back({std::string(line_.substr(at + 2, end - at - 2)), span(begin, end + 2)});
        at = end + 2;
      } else {
        at = std::min(line_.find_first_of(".=[]\"", at), line_.size());
        keys.push_back({std::string(line_.substr(begin, at - begin)), span(begin, at)});
      }
      const char next = at < line_.size() ? line_[at] : '\0';
      if (next == '[' && line_.substr(at).starts_with("[\"")) {
        if (keys.back().text.empty()) return fail(begin, at + 1, "a key is empty");
        continue;
      }
      if (next == '[')
        return fail(at, at + 1, "an element of a list cannot be set, only the whole list");
      if (next == '\0')
        return fail(0, line_.size(), fmt::format("`{}` has no `=`", printable(line_)));
      if (next != '.' && next != '=')
        return fail(at, at + 1, fmt::format("`{}` stands in a path", next));
      if (keys.back().text.empty()) return fail(begin, at + 1, "a key is empty");
      ++at;
      if (next == '=') return true;
    }
  }

  NodeId read_value(std::size_t at) {
    const std::string_view text = line_.substr(at);
    const Span where = span(at, line_.size());
    Document& document = layer_.document;
    if (text == "null") return document.add_null(where);
    if (text.empty() || std::string_view("[{\"'").find(text.front()) == std::string_view::npos) {
      return document.add_scalar(text, Style::plain, where);
    }
    const SourceId source = sources_.add("--set", std::string(text));
    const auto parsed = parse_yaml(source, sources_, diagnostics_);
    return parsed ? shifted(parsed->root(), offset_ + at) : 0;
  }

  // A copy whose places are those in the layer's source.
  NodeId shifted(Node from, std::size_t by) {
    Document& document = layer_.document;
    const auto moved = [&](Span old) {
      return Span{layer_.source, static_cast<std::uint32_t>(old.begin + by),
                  static_cast<std::uint32_t>(old.end + by)};
    };
    if (from.is_scalar()) {
      const NodeId id = document.copy(from);
      document.set_span(id, moved(from.span()));
      return id;
    }
    const bool is_map = from.is(Kind::map);
    const NodeId id =
        is_map ? document.add_map(moved(from.span())) : document.add_list(moved(from.span()));
    for (const Node child : from) {
      const NodeId made = shifted(child, by);
      if (is_map) {
        document.append(id, child.key(), moved(child.key_span()), made);
      } else {
        document.append(id, made);
      }
    }
    return id;
  }

  bool put(const std::vector<Key>& keys, NodeId value) {
    Document& document = layer_.document;
    NodeId map = document.root().id();
    for (std::size_t i = 0; i + 1 < keys.size(); ++i) {
      const Node next = document.node(map).find(keys[i].text);
      if (next && !next.is(Kind::map)) return other_kind(keys[i], next, Kind::map);
      if (next) {
        map = next.id();
        continue;
      }
      const NodeId made = document.add_map(keys[i].span);
      document.append(map, keys[i].text, keys[i].span, made);
      map = made;
    }
    const Key& last = keys.back();
    const Node old = document.node(map).find(last.text);
    if (!old) {
      document.append(map, last.text, last.span, value);
      return true;
    }
    const Node now = document.node(value);
    if (old.is_scalar() != now.is_scalar() || (!old.is_scalar() && old.kind() != now.kind())) {
      return other_kind(last, old, now.kind());
    }
    document.set_key_span(value, last.span);
    document.replace(old.id(), value);
    return true;
  }

  bool other_kind(const Key& key, Node before, Kind now) {
    diagnostics_
        .add(Code::FW2004, key.span,
             fmt::format("`{}` is a {} here and a {} in an earlier `--set`", printable(key.text),
                         name(now), name(before.kind())),
             "set one of them")
        .notes.push_back(
            {before.key_span(), {}, fmt::format("set as a {} here", name(before.kind()))});
    return false;
  }

  Layer& layer_;
  SourceMap& sources_;
  Diagnostics& diagnostics_;
  std::string_view line_;
  std::size_t offset_ = 0;
};

}  // namespace

std::unique_ptr<Layer> set_layer(const std::vector<std::string>& sets, SourceMap& sources,
                                 Diagnostics& diagnostics) {
  auto layer = std::make_unique<Layer>();
  layer->kind = LayerKind::set;
  layer->path = "--set";
  layer->source = sources.add("--set", join(sets, "\n"));
  const auto size = static_cast<std::uint32_t>(sources.text(layer->source).size());
  layer->document.set_root(layer->document.add_map(Span{layer->source, 0, size}));
  SetReader reader(*layer, sources, diagnostics);
  bool good = true;
  std::size_t offset = 0;
  for (const std::string& set : sets) {
    good = reader.read(set, offset) && good;
    offset += set.size() + 1;
  }
  if (!good) return nullptr;
  return layer;
}

}  // namespace formwork
