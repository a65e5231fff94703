#include "pipeline/value_digests.h"

#include "base/sha256.h"

#include <fmt/format.h>

#include <algorithm>

namespace formwork {
namespace {

// Nothing for what has no place of its own, and for maps: an overlay may have emptied them.
std::uint64_t place_of(Node leaf) {
  const Span span = leaf.span();
  if (!span.valid() || leaf.is(Kind::map)) return 0;
  return std::uint64_t{span.source} << 40U | std::uint64_t{span.begin} << 8U |
         static_cast<std::uint64_t>(leaf.kind());
}

}  // namespace

void append_canonical_text(std::string_view text, std::string& out) {
  out += '"';
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\') {
      out += '\\';
      out += c;
    } else if (byte < 0x20) {
      out += fmt::format("\\u{:04x}", byte);
    } else {
      out += c;
    }
  }
  out += '"';
}

void append_canonical(Node node, std::string& out) {
  switch (node.kind()) {
    case Kind::list: {
      out += '[';
      bool first = true;
      for (const Node item : node) {
        if (!first) out += ',';
        first = false;
        append_canonical(item, out);
      }
      out += ']';
      return;
    }
    case Kind::map: {
      out += '{';
      bool first = true;
      for (const Node item : by_key(node)) {
        if (!first) out += ',';
        first = false;
        append_canonical_text(item.key(), out);
        out += ':';
        append_canonical(item, out);
      }
      out += '}';
      return;
    }
    case Kind::null:
      out += "null";
      return;
    case Kind::boolean:
    case Kind::integer:
    case Kind::number:
      out += node.text();
      return;
    default:
      append_canonical_text(node.text(), out);
      return;
  }
}

std::string value_digest(Node leaf) {
  std::string text;
  append_canonical(leaf, text);
  return sha256(text).short_hex();
}

std::vector<ValueDigests::Text> ValueDigests::of(std::span<const Node> leaves) {
  std::vector<Text> out(leaves.size());
  const auto make = [](Node leaf) {
    Text text{};
    const std::string digest = value_digest(leaf);
    std::copy_n(digest.begin(), text.size(), text.begin());
    return text;
  };
  const std::lock_guard lock(mutex_);
  for (std::size_t i = 0; i < leaves.size(); ++i) {
    const std::uint64_t place = place_of(leaves[i]);
    if (place == 0) {
      out[i] = make(leaves[i]);
      continue;
    }
    const auto [known, fresh] = known_.try_emplace(place);
    if (fresh) known->second = make(leaves[i]);
    out[i] = known->second;
  }
  return out;
}

}  // namespace formwork
