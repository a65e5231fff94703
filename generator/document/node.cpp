#include "document/node.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cassert>

namespace formwork {
std::string_view name(Kind kind) {
  switch (kind) {
    case Kind::null:
      return "null";
    case Kind::boolean:
      return "boolean";
    case Kind::integer:
      return "integer";
    case Kind::number:
      return "number";
    case Kind::string:
      return "string";
    case Kind::scalar:
      return "scalar";
    case Kind::list:
      return "list";
    case Kind::map:
      return "map";
    case Kind::unknown:
      return "unknown";
    case Kind::hole:
      return "hole";
  }
  return "null";
}

bool Node::as_bool() const {
  assert(kind() == Kind::boolean);
  return document_->records_[id_].value() != 0;
}

std::int64_t Node::as_int() const {
  assert(kind() == Kind::integer);
  return document_->records_[id_].value();
}

double Node::as_number() const {
  const auto& r = document_->records_[id_];
  if (r.get_kind() == Kind::integer) return static_cast<double>(r.value());
  assert(r.get_kind() == Kind::number);
  return std::bit_cast<double>(r.value());
}

Node Node::find_path(std::string_view dotted) const {
  Node here = *this;
  while (here && !dotted.empty()) {
    const std::size_t dot = dotted.find('.');
    here = here.find(dotted.substr(0, dot));
    dotted = dot == std::string_view::npos ? std::string_view() : dotted.substr(dot + 1);
  }
  return here;
}

Node Node::at(std::size_t index) const {
  if (is_scalar() || document_ == nullptr) return {};
  NodeId id = document_->records_[id_].text;
  while (id != 0 && index-- != 0) id = document_->records_[id].next;
  return document_->node(id);
}

Node Node::parent() const {
  return document_->node(document_->records_[id_].parent);
}

std::string Node::path() const {
  std::vector<Node> chain;
  for (Node n = *this; n && n.parent(); n = n.parent()) chain.push_back(n);
  std::string out;
  for (auto it = chain.rbegin(); it != chain.rend(); ++it) {
    if (it->parent().is(Kind::list)) {
      std::size_t index = 0;
      for (const Node sibling : it->parent()) {
        if (sibling == *it) break;
        ++index;
      }
      out += '[' + std::to_string(index) + ']';
      continue;
    }
    append_step(out, it->key());
  }
  return out;
}

void Node::append_step(std::string& path, std::string_view key) {
  const bool plain = !key.empty() && std::all_of(key.begin(), key.end(), [](unsigned char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
           c == '-';
  });
  if (plain) {
    if (!path.empty() && path.back() != ':') path += '.';
    path += key;
  } else {
    path += "[\"";
    path += key;
    path += "\"]";
  }
}

std::vector<Span> Node::replaced() const {
  return document_->records_[id_].replaces != 0 ? document_->replaced_.at(id_)
                                                : std::vector<Span>();
}

bool equal(Node a, Node b) {
  if (!a || !b) return !a && !b;
  if (a.kind() != b.kind()) return false;
  switch (a.kind()) {
    case Kind::list: {
      if (a.size() != b.size()) return false;
      auto it = b.begin();
      for (const Node x : a) {
        if (!equal(x, *it)) return false;
        ++it;
      }
      return true;
    }
    case Kind::map:
      if (a.size() != b.size()) return false;
      return std::all_of(a.begin(), a.end(), [&](Node x) { return equal(x, b.find(x.key())); });
    case Kind::number:
      return a.as_number() == b.as_number();
    default:
      return a.text() == b.text();
  }
}

std::vector<Node> by_key(Node map) {
  std::vector<Node> out;
  out.reserve(map ? map.size() : 0);
  append_by_key(map, out);
  return out;
}

namespace {

// The first bytes of a key as a number, so that most keys compare at once.
std::uint64_t beginning(std::string_view key) {
  std::array<unsigned char, 8> bytes{};
  std::copy_n(key.begin(), std::min(key.size(), bytes.size()), bytes.begin());
  std::uint64_t out = 0;
  for (const unsigned char byte : bytes) out = out << 8U | byte;
  return out;
}

}  // namespace

void append_by_key(Node map, std::vector<Node>& out) {
  constexpr std::size_t kFew = 32;
  const std::size_t size = map ? map.size() : 0;
  if (size > kFew) {
    const auto base = static_cast<std::ptrdiff_t>(out.size());
    for (const Node child : map) out.push_back(child);
    const auto before = [](Node a, Node b) { return a.key() < b.key(); };
    const auto first = out.begin() + base;
    if (!std::is_sorted(first, out.end(), before)) std::sort(first, out.end(), before);
    return;
  }
  struct Entry {
    std::uint64_t beginning;
    Node node;
  };
  std::array<Entry, kFew> entries;  // sorted by insertion: they are few, and often in order
  std::size_t count = 0;
  for (const Node child : map) {
    const std::uint64_t begin = beginning(child.key());
    std::size_t at = count++;
    while (at != 0 &&
           (entries[at - 1].beginning > begin ||
            (entries[at - 1].beginning == begin && entries[at - 1].node.key() > child.key()))) {
      entries[at] = entries[at - 1];
      --at;
    }
    entries[at] = {begin, child};
  }
  for (std::size_t i = 0; i < count; ++i) out.push_back(entries[i].node);
}

}  // namespace formwork
