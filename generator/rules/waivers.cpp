#include "rules/rules.h"

namespace formwork {

std::vector<Waiver> waivers_of(Node spec) {
  std::vector<Waiver> out;
  const Node map = spec ? spec.find("waivers") : Node();
  if (!map.is(Kind::map)) return out;
  const auto text = [](Node node, std::string_view key) {
    const Node value = node.find(key);
    return value.is_scalar() ? std::string(value.text()) : std::string();
  };
  for (const Node node : by_key(map)) {
    const Node expires = node.find("expires");
    out.push_back({.key = std::string(node.key()),
                   .id = text(node, "id"),
                   .subject = text(node, "subject"),
                   .reason = text(node, "reason"),
                   .owner = text(node, "owner"),
                   .expires = text(node, "expires"),
                   .span = node.key_span(),
                   .expires_span = expires ? expires.span() : Span{}});
  }
  return out;
}

}  // namespace formwork
