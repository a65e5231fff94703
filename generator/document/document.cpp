// The arena behind Node: records in one list, texts in pages, both only ever added to.
#include "document/node.h"

#include <algorithm>
#include <bit>
#include <cassert>
#include <cstring>
#include <utility>

namespace formwork {
namespace {

constexpr std::size_t kMostPages = 16;  // of a block that no single text needs

}  // namespace

Document::Document() : records_(1) {}
Document::Document(Document&&) noexcept = default;
Document& Document::operator=(Document&&) noexcept = default;
Document::~Document() = default;

void Document::clear() {
  records_.resize(1);
  replaced_.clear();
  index_.clear();
  // The last block is the largest. What other Documents read stays as it is.
  if (last_pages_ == 0 || blocks_.empty() || blocks_.back().use_count() > 1) {
    blocks_.clear();
    pages_.clear();
    last_pages_ = 0;
  } else {
    blocks_.erase(blocks_.begin(), blocks_.end() - 1);
    pages_.erase(pages_.begin(), pages_.end() - static_cast<std::ptrdiff_t>(last_pages_));
  }
  used_ = 0;
  root_ = 0;
}

std::uint32_t Document::intern(std::string_view text) {
  if (text.empty()) return 0;
  if (text.size() > (pages_.size() << kPageBits) - used_) {
    // Larger and larger ones: a scratch Document soon has one that is large enough.
    const std::size_t count =
        std::max((text.size() + kPageSize - 1) >> kPageBits, std::min(2 * last_pages_, kMostPages));
    last_pages_ = count;
    blocks_.push_back(std::make_shared_for_overwrite<char[]>(count << kPageBits));
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
  r.set_kind(kind);
  r.set_span(span);
  records_.push_back(r);
  const auto id = static_cast<NodeId>(records_.size() - 1);
  if (root_ == 0) root_ = id;
  return id;
}

NodeId Document::add_null(Span span) {
  return add(Kind::null, span);
}

NodeId Document::add_text(Kind kind, std::string_view text, Span span, Style style) {
  const std::uint32_t at = intern(text);
  const NodeId id = add(kind, span);
  records_[id].text = at;
  records_[id].text_size = static_cast<std::uint32_t>(text.size());
  records_[id].set_style(style);
  return id;
}

NodeId Document::add_bool(bool value, Span span) {
  const NodeId id = add_text(Kind::boolean, value ? "true" : "false", span);
  records_[id].set_value(value ? 1 : 0);
  return id;
}

NodeId Document::add_int(std::int64_t value, Span span) {
  const NodeId id = add_text(Kind::integer, std::to_string(value), span);
  records_[id].set_value(value);
  return id;
}

NodeId Document::add_number(double value, std::string_view text, Span span) {
  const NodeId id = add_text(Kind::number, text, span);
  records_[id].set_value(std::bit_cast<std::int64_t>(value));
  return id;
}

NodeId Document::add_string(std::string_view text, Span span, Style style) {
  const NodeId id = add_text(Kind::string, text, span);
  records_[id].set_style(style);
  return id;
}

NodeId Document::add_scalar(std::string_view text, Style style, Span span) {
  const NodeId id = add_text(Kind::scalar, text, span);
  records_[id].set_style(style);
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
  assert(records_[list].get_kind() == Kind::list);
  link(list, item);
}

void Document::append(NodeId map, std::string_view key, Span key_span, NodeId value) {
  append(map, key, key_hash(key), key_span, value);
}

void Document::append(NodeId map, std::string_view key, std::uint32_t hash, Span key_span,
                      NodeId value) {
  assert(records_[map].get_kind() == Kind::map);
  const std::uint32_t at = intern(key);
  records_[value].key = at;
  records_[value].key_size = static_cast<std::uint32_t>(key.size());
  records_[value].key_hash = hash;
  records_[value].set_key_span(key_span);
  link(map, value);
  if (records_[map].table != 0 || records_[map].count > kLinearKeys) insert(map, value);
}

void Document::replace(NodeId old, NodeId value) {
  Record& o = records_[old];
  Record& v = records_[value];
  assert(v.parent == 0);
  v.key = o.key, v.key_size = o.key_size, v.key_hash = o.key_hash;
  if (v.key_span() == Span{}) v.set_key_span(o.key_span());
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
  if (p.table != 0) table(p.table)[slot_of(o.parent, old)] = value;
  std::vector<Span> spans = node(old).replaced();
  spans.push_back(o.span());
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
  if (p.table != 0) erase(c.parent, child);
  c.parent = c.next = c.previous = 0;
}

void Document::retype_bool(NodeId id, bool value) {
  records_[id].set_kind(Kind::boolean);
  records_[id].set_value(value ? 1 : 0);
}

void Document::retype_int(NodeId id, std::int64_t value) {
  const std::string text = std::to_string(value);
  if (node(id).text() != text) {
    records_[id].text = intern(text);
    records_[id].text_size = static_cast<std::uint32_t>(text.size());
  }
  records_[id].set_kind(Kind::integer);
  records_[id].set_value(value);
}

void Document::retype_number(NodeId id, double value) {
  records_[id].set_kind(Kind::number);
  records_[id].set_value(std::bit_cast<std::int64_t>(value));
}

void Document::retype_string(NodeId id) {
  records_[id].set_kind(Kind::string);
}
void Document::set_span(NodeId id, Span span) {
  records_[id].set_span(span);
}

void Document::set_key_span(NodeId id, Span span) {
  records_[id].set_key_span(span);
}

void Document::set_replaced(NodeId id, std::vector<Span> spans) {
  if (spans.empty()) return;
  replaced_[id] = std::move(spans);
  records_[id].replaces = 1;
}

// Gives where the texts of `other` begin among ours. What is added later goes to blocks of our own.
std::uint32_t Document::share_texts(const Document& other) {
  const auto begin = static_cast<std::uint32_t>(pages_.size() << kPageBits);
  blocks_.insert(blocks_.end(), other.blocks_.begin(), other.blocks_.end());
  pages_.insert(pages_.end(), other.pages_.begin(), other.pages_.end());
  used_ = static_cast<std::uint32_t>(pages_.size() << kPageBits);
  last_pages_ = 0;
  return begin;
}

NodeId Document::take_in(const Document& other) {
  const auto nodes = static_cast<std::uint32_t>(count());
  const auto tables = static_cast<std::uint32_t>(index_.size());
  const std::uint32_t text = share_texts(other);
  const auto moved = [&](NodeId id) { return id == 0 ? 0 : id + nodes; };
  for (const std::vector<NodeId>& slots : other.index_) {
    std::vector<NodeId>& made = index_.emplace_back(slots);
    for (NodeId& id : made) id = moved(id);
  }
  for (auto record = other.records_.begin() + 1; record != other.records_.end(); ++record) {
    Record& made = records_.emplace_back(*record);
    made.next = moved(made.next);
    made.previous = moved(made.previous);
    made.parent = moved(made.parent);
    made.key += text;
    if (made.is_collection()) {
      made.text = moved(made.text);
      made.text_size = moved(made.text_size);
      if (made.table != 0) made.table += tables;
    } else {
      made.text += text;
    }
  }
  for (const auto& [id, spans] : other.replaced_) replaced_.emplace(moved(id), spans);
  return moved(other.root_);
}

NodeId Document::copy(Node from) {
  const Document* source = from.document();
  const Record r = source->records_[from.id()];  // by value: records_ may grow under a reference
  NodeId id = 0;
  if (r.is_collection()) {
    id = add(r.get_kind(), r.span());
    for (NodeId child = r.text; child != 0; child = source->records_[child].next) {
      const NodeId made = copy(Node(source, child));
      if (r.get_kind() == Kind::list) {
        append(id, made);
      } else {
        const Record& c = source->records_[child];
        append(id, source->pool(c.key, c.key_size), c.key_hash, c.key_span(), made);
      }
    }
  } else {
    id = add_text(r.get_kind(), source->pool(r.text, r.text_size), r.span());
    records_[id].set_value(r.value());
  }
  records_[id].style = r.style;
  if (r.replaces != 0) set_replaced(id, source->replaced_.at(from.id()));
  return id;
}

}  // namespace formwork
