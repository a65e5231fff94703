#include "pipeline/keyed_objects.h"

#include <algorithm>

namespace formwork {
namespace {

bool is_keyed(Node node) {
  return node.is(Kind::map) && std::any_of(node.begin(), node.end(),
                                           [](const Node child) { return has_marks(child.key()); });
}

void collect(Node node, const Rendered& rendered, std::vector<std::uint32_t>& out) {
  if (!node) return;
  for (const Node child : node) {
    if (node.is(Kind::map)) holes_of(child.key(), rendered, out);
    collect(child, rendered, out);
  }
}

}  // namespace

std::vector<std::uint32_t> key_holes(Node body, const Rendered& rendered) {
  std::vector<std::uint32_t> out;
  collect(body, rendered, out);
  std::sort(out.begin(), out.end());
  out.erase(std::unique(out.begin(), out.end()), out.end());
  return out;
}

NodeId with_keys(Node body, const Rendered& rendered, Document& out) {
  if (body.is(Kind::list)) {
    const NodeId list = out.add_list(body.span());
    for (const Node item : body) out.append(list, with_keys(item, rendered, out));
    return list;
  }
  if (!body.is(Kind::map)) return out.copy(body);
  const NodeId map = out.add_map(body.span());
  for (const Node child : body) {
    const std::string key = bind_text(child.key(), rendered);
    if (!out.node(map).find(key))
      out.append(map, key, child.key_span(), with_keys(child, rendered, out));
  }
  return map;
}

NodeId without_keyed(Node body, Document& out) {
  if (is_keyed(body)) return out.add_text(Kind::hole, "", body.span());
  if (body.is(Kind::list)) {
    const NodeId list = out.add_list(body.span());
    for (const Node item : body) out.append(list, without_keyed(item, out));
    return list;
  }
  if (!body.is(Kind::map)) return out.copy(body);
  const NodeId map = out.add_map(body.span());
  for (const Node child : body)
    out.append(map, child.key(), child.key_span(), without_keyed(child, out));
  return map;
}

}  // namespace formwork
