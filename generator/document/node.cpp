#include "document/node.h"

#include <algorithm>
#include <bit>
#include <cassert>
#include <cstring>
#include <utility>

namespace formwork {
namespace {
constexpr std::size_t kLinearKeys = 16;
}

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

Kind Node::kind() const {
  return document_->records_[id_].kind;
}
bool Node::is_scalar() const {
  return document_ != nullptr && kind() != Kind::list && kind() != Kind::map;
}
Style Node::style() const {
  return document_->records_[id_].style;
}
Span Node::span() const {
  return document_->records_[id_].span;
}

std::string_view Node::text() const {
  const auto& r = document_->records_[id_];
  if (r.kind == Kind::list || r.kind == Kind::map) return {};
  return document_->pool(r.text, r.text_size);
}

bool Node::as_bool() const {
  assert(kind() == Kind::boolean);
  return document_->records_[id_].value != 0;
}

std::int64_t Node::as_int() const {
  assert(kind() == Kind::integer);
  return document_->records_[id_].value;
}

double Node::as_number() const {
  const auto& r = document_->records_[id_];
  if (r.kind == Kind::integer) return static_cast<double>(r.value);
  assert(r.kind == Kind::number);
  return std::bit_cast<double>(r.value);
}

std::size_t Node::size() const {
  return document_->records_[id_].count;
}

std::string_view Node::key() const {
  const auto& r = document_->records_[id_];
  return document_->pool(r.key, r.key_size);
}

Span Node::key_span() const {
  return document_->records_[id_].key_span;
}

Node Node::find(std::string_view key) const {
  if (!is(Kind::map)) return {};
  return document_->node(document_->lookup(id_, key));
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
    const std::string_view key = it->key();
    const bool plain = !key.empty() && std::all_of(key.begin(), key.end(), [](unsigned char c) {
      return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
             c == '_' || c == '-';
    });
    if (plain) {
      if (!out.empty()) out += '.';
      out += key;
    } else {
      out += "[\"";
      out += key;
      out += "\"]";
    }
  }
  return out;
}

std::vector<Span> Node::replaced() const {
  const std::uint32_t at = document_->records_[id_].replaced;
  return at == 0 ? std::vector<Span>() : document_->replaced_[at];
}

Node::Iterator& Node::Iterator::operator++() {
  id_ = document_->records_[id_].next;
  return *this;
}

Node::Iterator Node::begin() const {
  if (document_ == nullptr || is_scalar()) return {document_, 0};
  return {document_, document_->records_[id_].text};
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
  std::vector<Node> out(map.begin(), map.end());
  std::sort(out.begin(), out.end(), [](Node a, Node b) { return a.key() < b.key(); });
  return out;
}

namespace {

// FNV-1a, folded: keys are short and come from people.
std::size_t hash(std::string_view key) {
  std::uint64_t h = 1469598103934665603U;
  for (const char c : key) h = (h ^ static_cast<unsigned char>(c)) * 1099511628211U;
  return static_cast<std::size_t>(h ^ (h >> 29U));
}

}  // namespace

Document::Document() : records_(1), replaced_(1) {}
Document::Document(Document&&) noexcept = default;
Document& Document::operator=(Document&&) noexcept = default;
Document::~Document() = default;

std::uint32_t Document::intern(std::string_view text) {
  if (text.empty()) return 0;
  if (text.size() > (pages_.size() << kPageBits) - used_) {
    const std::size_t count = (text.size() + kPageSize - 1) >> kPageBits;
    blocks_.push_back(std::make_unique<char[]>(count << kPageBits));
    used_ = static_cast<std::uint32_t>(pages_.size() << kPageBits);
    for (std::size_t i = 0; i < count; ++i)
      pages_.push_back(blocks_.back().get() + (i << kPageBits));
  }
  const std::uint32_t at = used_;
  std::memcpy(pages_[at >> kPageBits] + (at & (kPageSize - 1)), text.data(), text.size());
  used_ += static_cast<std::uint32_t>(text.size());
  return at;
}

NodeId Document::add(Kind kind, Span span) {
  Record r;
  r.kind = kind;
  r.span = span;
  records_.push_back(r);
  const auto id = static_cast<NodeId>(records_.size() - 1);
  if (root_ == 0) root_ = id;
  return id;
}

NodeId Document::add_null(Span span) {
  return add(Kind::null, span);
}

NodeId Document::add_text(Kind kind, std::string_view text, Span span) {
  const std::uint32_t at = intern(text);
  const NodeId id = add(kind, span);
  records_[id].text = at;
  records_[id].text_size = static_cast<std::uint32_t>(text.size());
  return id;
}

NodeId Document::add_bool(bool value, Span span) {
  const NodeId id = add_text(Kind::boolean, value ? "true" : "false", span);
  records_[id].value = value ? 1 : 0;
  return id;
}

NodeId Document::add_int(std::int64_t value, Span span) {
  const NodeId id = add_text(Kind::integer, std::to_string(value), span);
  records_[id].value = value;
  return id;
}

NodeId Document::add_number(double value, std::string_view text, Span span) {
  const NodeId id = add_text(Kind::number, text, span);
  records_[id].value = std::bit_cast<std::int64_t>(value);
  return id;
}

NodeId Document::add_string(std::string_view text, Span span, Style style) {
  const NodeId id = add_text(Kind::string, text, span);
  records_[id].style = style;
  return id;
}

NodeId Document::add_scalar(std::string_view text, Style style, Span span) {
  const NodeId id = add_text(Kind::scalar, text, span);
  records_[id].style = style;
  return id;
}

NodeId Document::add_list(Span span) {
  return add(Kind::list, span);
}
NodeId Document::add_map(Span span) {
  return add(Kind::map, span);
}

NodeId Document::link(NodeId parent, NodeId child) {
  Record& p = records_[parent];
  Record& c = records_[child];
  assert(c.parent == 0 && c.next == 0);
  c.parent = parent;
  c.previous = p.text_size;  // the last child
  if (p.count == 0) {
    p.text = child;
    c.previous = 0;
  } else {
    records_[p.text_size].next = child;
  }
  p.text_size = child;
  ++p.count;
  return child;
}

void Document::append(NodeId list, NodeId item) {
  assert(records_[list].kind == Kind::list);
  link(list, item);
}

void Document::append(NodeId map, std::string_view key, Span key_span, NodeId value) {
  assert(records_[map].kind == Kind::map);
  const std::uint32_t at = intern(key);
  records_[value].key = at;
  records_[value].key_size = static_cast<std::uint32_t>(key.size());
  records_[value].key_span = key_span;
  link(map, value);
  if (records_[map].value != 0 || records_[map].count > kLinearKeys) insert(map, value);
}

/// The map's own table: open addressing over the ids of its children, at most half full. Its number
/// is in the record's `value`, which maps do not need.
void Document::index(NodeId map) {
  Record& r = records_[map];
  if (r.value == 0) {
    index_.emplace_back();
    r.value = static_cast<std::int64_t>(index_.size() - 1);
  }
  std::size_t size = 64;
  while (size < std::size_t{r.count} * 4) size *= 2;
  std::vector<NodeId>& slots = index_[static_cast<std::size_t>(r.value)];
  slots.assign(size, 0);
  for (NodeId id = r.text; id != 0; id = records_[id].next) {
    std::size_t at = hash(pool(records_[id].key, records_[id].key_size));
    while (slots[at & (size - 1)] != 0) ++at;
    slots[at & (size - 1)] = id;
  }
}

void Document::insert(NodeId map, NodeId child) {
  const Record& r = records_[map];
  if (r.value == 0 || std::size_t{r.count} * 2 > index_[static_cast<std::size_t>(r.value)].size())
    return index(map);
  std::vector<NodeId>& slots = index_[static_cast<std::size_t>(r.value)];
  std::size_t at = hash(pool(records_[child].key, records_[child].key_size));
  while (slots[at & (slots.size() - 1)] != 0) ++at;
  slots[at & (slots.size() - 1)] = child;
}

std::size_t Document::slot_of(NodeId map, NodeId child) const {
  const std::vector<NodeId>& slots = index_[static_cast<std::size_t>(records_[map].value)];
  std::size_t at = hash(pool(records_[child].key, records_[child].key_size)) & (slots.size() - 1);
  while (slots[at] != child) at = (at + 1) & (slots.size() - 1);
  return at;
}

/// Linear probing's deletion: what was pushed past the free slot moves back into it.
void Document::erase(NodeId map, NodeId child) {
  std::size_t free = slot_of(map, child);
  std::vector<NodeId>& slots = index_[static_cast<std::size_t>(records_[map].value)];
  const std::size_t mask = slots.size() - 1;
  for (std::size_t at = (free + 1) & mask; slots[at] != 0; at = (at + 1) & mask) {
    const Record& r = records_[slots[at]];
    const std::size_t home = hash(pool(r.key, r.key_size)) & mask;
    const bool stays = free <= at ? free < home && home <= at : free < home || home <= at;
    if (stays) continue;
    slots[free] = slots[at];
    free = at;
  }
  slots[free] = 0;
}

NodeId Document::lookup(NodeId map, std::string_view key) const {
  const Record& r = records_[map];
  if (r.value != 0) {
    const std::vector<NodeId>& slots = index_[static_cast<std::size_t>(r.value)];
    for (std::size_t at = hash(key);; ++at) {
      const NodeId id = slots[at & (slots.size() - 1)];
      if (id == 0) return 0;
      const Record& c = records_[id];
      if (c.key_size == key.size() && pool(c.key, c.key_size) == key) return id;
    }
  }
  for (NodeId id = r.text; id != 0; id = records_[id].next) {
    const Record& c = records_[id];
    if (c.key_size == key.size() && pool(c.key, c.key_size) == key) return id;
  }
  return 0;
}

void Document::replace(NodeId old, NodeId value) {
  Record& o = records_[old];
  Record& v = records_[value];
  assert(v.parent == 0);
  v.key = o.key, v.key_size = o.key_size;
  if (v.key_span == Span{}) v.key_span = o.key_span;
  v.parent = o.parent, v.next = o.next, v.previous = o.previous;
  Record& p = records_[o.parent];
  if (o.previous == 0)
    p.text = value;
  else
    records_[o.previous].next = value;
  if (o.next == 0)
    p.text_size = value;
  else
    records_[o.next].previous = value;
  if (p.value != 0) index_[static_cast<std::size_t>(p.value)][slot_of(o.parent, old)] = value;
  std::vector<Span> spans = node(old).replaced();
  spans.push_back(o.span);
  o.parent = o.next = o.previous = 0;
  set_replaced(value, std::move(spans));
}

void Document::remove(NodeId child) {
  Record& c = records_[child];
  Record& p = records_[c.parent];
  if (c.previous == 0)
    p.text = c.next;
  else
    records_[c.previous].next = c.next;
  if (c.next == 0)
    p.text_size = c.previous;
  else
    records_[c.next].previous = c.previous;
  --p.count;
  if (p.value != 0) erase(c.parent, child);
  c.parent = c.next = c.previous = 0;
}

void Document::retype_bool(NodeId id, bool value) {
  records_[id].kind = Kind::boolean;
  records_[id].value = value ? 1 : 0;
}

void Document::retype_int(NodeId id, std::int64_t value) {
  const std::string text = std::to_string(value);
  if (node(id).text() != text) {
    records_[id].text = intern(text);
    records_[id].text_size = static_cast<std::uint32_t>(text.size());
  }
  records_[id].kind = Kind::integer;
  records_[id].value = value;
}

void Document::retype_number(NodeId id, double value) {
  records_[id].kind = Kind::number;
  records_[id].value = std::bit_cast<std::int64_t>(value);
}

void Document::retype_string(NodeId id) {
  records_[id].kind = Kind::string;
}
void Document::set_span(NodeId id, Span span) {
  records_[id].span = span;
}

void Document::set_key_span(NodeId id, Span span) {
  records_[id].key_span = span;
}

void Document::set_replaced(NodeId id, std::vector<Span> spans) {
  if (spans.empty()) return;
  replaced_.push_back(std::move(spans));
  records_[id].replaced = static_cast<std::uint32_t>(replaced_.size() - 1);
}

NodeId Document::copy(Node from) {
  const Document* source = from.document();
  const Record r = source->records_[from.id()];  // by value: records_ may grow under a reference
  NodeId id = 0;
  if (r.kind == Kind::list || r.kind == Kind::map) {
    id = add(r.kind, r.span);
    for (NodeId child = r.text; child != 0; child = source->records_[child].next) {
      const NodeId made = copy(Node(source, child));
      if (r.kind == Kind::list) {
        append(id, made);
      } else {
        const Record& c = source->records_[child];
        append(id, source->pool(c.key, c.key_size), c.key_span, made);
      }
    }
  } else {
    id = add_text(r.kind, source->pool(r.text, r.text_size), r.span);
    records_[id].value = r.value;
  }
  records_[id].style = r.style;
  if (r.replaced != 0) set_replaced(id, source->replaced_[r.replaced]);
  return id;
}

}  // namespace formwork
