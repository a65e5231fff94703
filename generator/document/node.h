#pragma once
// Node: the one tree type. Document, merged environment, schema, template context and parsed output
// are all Nodes in an arena of fixed records with 32-bit offsets and one text pool. A Node is a
// 16-byte handle.
#include "base/span.h"

#include <cstdint>
#include <iterator>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace formwork {

enum class Kind : std::uint8_t {
  null,
  boolean,
  integer,
  number,  // a decimal fraction; `text()` keeps how it was written
  string,  // typed text
  scalar,  // a spec scalar before the schema gave it a type: its text, plain or quoted
  list,
  map,
  unknown,  // an output value that is not a literal: text() is its expression
  hole,     // in the parsed shape of a rendered artifact: text() holds hole marks, see
            // template/shape.h
};

[[nodiscard]] std::string_view name(Kind kind);

/// How a scalar was written.
enum class Style : std::uint8_t { plain, single_quoted, double_quoted, block };

class Document;
using NodeId = std::uint32_t;

/// A handle on a node of a Document; cheap to copy, valid while the Document lives. A default Node
/// is absent.
class Node {
 public:
  Node() = default;
  Node(const Document* document, NodeId id) : document_(document), id_(id) {}

  explicit operator bool() const { return document_ != nullptr; }
  [[nodiscard]] const Document* document() const { return document_; }
  [[nodiscard]] NodeId id() const { return id_; }

  [[nodiscard]] Kind kind() const;
  [[nodiscard]] bool is(Kind k) const { return document_ != nullptr && kind() == k; }
  /// True for every kind but list and map.
  [[nodiscard]] bool is_scalar() const;
  [[nodiscard]] Style style() const;
  [[nodiscard]] Span span() const;
  /// The text of a scalar: what was written (scalar, string, number), or the canonical text of the
  /// others.
  [[nodiscard]] std::string_view text() const;
  [[nodiscard]] bool as_bool() const;         // boolean only
  [[nodiscard]] std::int64_t as_int() const;  // integer only
  [[nodiscard]] double as_number() const;     // integer or number

  /// Entries of a list or map.
  [[nodiscard]] std::size_t size() const;
  /// Key of this node in its map (empty in a list) and where the key stands.
  [[nodiscard]] std::string_view key() const;
  [[nodiscard]] Span key_span() const;
  /// The value of `key` in a map; absent if it is not there or this is no map.
  [[nodiscard]] Node find(std::string_view key) const;
  /// The same where the key's `key_hash` is known.
  [[nodiscard]] Node find(std::string_view key, std::uint32_t hash) const;
  /// `find` along `a.b.c`; keys hold no dot here.
  [[nodiscard]] Node find_path(std::string_view dotted) const;
  [[nodiscard]] Node at(std::size_t index) const;

  [[nodiscard]] Node parent() const;
  /// `services.api.port`, `steps[2].name`; keys that are not plain words are quoted:
  /// `config["a.b"]`.
  [[nodiscard]] std::string path() const;
  /// Appends one step of such a path.
  static void append_step(std::string& path, std::string_view key);
  /// Spans of the values this one replaced while layers were merged, lowest layer first.
  [[nodiscard]] std::vector<Span> replaced() const;

  /// Iteration over children in written order.
  class Iterator {
   public:
    using iterator_category = std::forward_iterator_tag;
    using value_type = Node;
    using difference_type = std::ptrdiff_t;
    using pointer = const Node*;
    using reference = Node;
    Iterator() = default;
    Iterator(const Document* document, NodeId id) : document_(document), id_(id) {}
    Node operator*() const { return {document_, id_}; }
    Iterator& operator++();
    Iterator operator++(int) {
      Iterator old = *this;
      ++*this;
      return old;
    }
    friend bool operator==(const Iterator& a, const Iterator& b) { return a.id_ == b.id_; }

   private:
    const Document* document_ = nullptr;
    NodeId id_ = 0;
  };
  [[nodiscard]] Iterator begin() const;
  [[nodiscard]] Iterator end() const { return {document_, 0}; }

  friend bool operator==(const Node&, const Node&) = default;  // identity, not value: see equal()

 private:
  const Document* document_ = nullptr;
  NodeId id_ = 0;
};

/// FNV-1a, folded: keys are short and come from people.
[[nodiscard]] constexpr std::uint32_t key_hash(std::string_view key) {
  std::uint64_t h = 1469598103934665603U;
  for (const char c : key) h = (h ^ static_cast<unsigned char>(c)) * 1099511628211U;
  return static_cast<std::uint32_t>(h ^ (h >> 32U));
}

/// True if both hold the same value: kind, text and children; map order does not matter.
[[nodiscard]] bool equal(Node a, Node b);

/// Children of a map in byte order of their keys: the order of every loop over a user's map.
[[nodiscard]] std::vector<Node> by_key(Node map);
/// The same behind what `out` holds.
void append_by_key(Node map, std::vector<Node>& out);

/// The arena. Build with the functions below, then read through Nodes. Not copyable; movable.
/// Ids start at 1; 0 is "none".
class Document {
 public:
  Document();
  Document(Document&&) noexcept;
  Document& operator=(Document&&) noexcept;
  ~Document();

  /// Empties it and keeps its memory: for a scratch Document that is used again and again.
  void clear();
  /// Makes room for as many nodes in all.
  void reserve(std::size_t nodes) { records_.reserve(nodes + 1); }
  [[nodiscard]] Node root() const { return root_ == 0 ? Node() : Node(this, root_); }
  void set_root(NodeId id) { root_ = id; }
  [[nodiscard]] Node node(NodeId id) const { return id == 0 ? Node() : Node(this, id); }
  /// Number of nodes; ids are 1..count().
  [[nodiscard]] std::size_t count() const { return records_.size() - 1; }

  NodeId add_null(Span span = {});
  NodeId add_bool(bool value, Span span = {});
  NodeId add_int(std::int64_t value, Span span = {});
  /// `text` is kept as written and printed again; `value` is what it means.
  NodeId add_number(double value, std::string_view text, Span span = {});
  NodeId add_string(std::string_view text, Span span = {}, Style style = Style::double_quoted);
  NodeId add_scalar(std::string_view text, Style style, Span span);
  /// unknown, hole. A hole that is not plain is text as it is written in the output, whatever the
  /// type of its value.
  NodeId add_text(Kind kind, std::string_view text, Span span = {}, Style style = Style::plain);
  NodeId add_list(Span span = {});
  NodeId add_map(Span span = {});

  /// Appends a child that has no parent yet.
  void append(NodeId list, NodeId item);
  /// Appends `key: value`. The caller has made sure that `key` is new (see find).
  void append(NodeId map, std::string_view key, Span key_span, NodeId value);
  /// The same where the key's `key_hash` is known.
  void append(NodeId map, std::string_view key, std::uint32_t hash, Span key_span, NodeId value);
  /// Puts `value` in the place of child `old` of a map or list, keeping key and order;
  /// `old`'s span and those it replaced become `value`'s `replaced()`.
  void replace(NodeId old, NodeId value);
  /// Takes a child out of its map or list.
  void remove(NodeId child);
  /// Gives a `scalar` its type in place.
  void retype_bool(NodeId id, bool value);
  void retype_int(NodeId id, std::int64_t value);
  void retype_number(NodeId id, double value);
  void retype_string(NodeId id);
  void set_span(NodeId id, Span span);
  void set_key_span(NodeId id, Span span);
  void set_replaced(NodeId id, std::vector<Span> spans);
  /// Deep copy of a node of any Document into this one; spans, styles and `replaced` stay. No
  /// parent yet.
  NodeId copy(Node from);
  /// The same for all that `other` holds, reached or not, a record at a time; gives its root, or 0.
  NodeId take_in(const Document& other);

  /// True if both have one structure: the same ids, with the same kinds and keys, at the same
  /// places of the same lists and maps. `differing` is then set to the scalars that differ in
  /// value, by id.
  [[nodiscard]] bool same_structure(const Document& other, std::vector<NodeId>& differing) const;
  /// Equal for Documents of one structure.
  [[nodiscard]] std::uint64_t structure_hash() const;
  /// This Document with all that was added to `model` after its first `count()` nodes: ids, keys
  /// and order are the model's, values and places of this Document's nodes their own. Nothing if
  /// those have not the structure that the model had then. `differing`: as above.
  [[nodiscard]] std::optional<Document> completed_like(const Document& model,
                                                       std::vector<NodeId>& differing) const;
  /// Gives a scalar the value of another one of its kind.
  void assign(NodeId id, Node from);

 private:
  friend class Node;
  friend struct DocumentImage;
  /// One cache line. What finding a key looks at comes first.
  struct alignas(64) Record {
    std::uint32_t key_hash = 0;
    std::uint32_t next = 0;
    std::uint32_t key = 0, key_size = 0;    // into the text pool
    std::uint32_t text = 0, text_size = 0;  // the same; lists and maps: first child, last child
    std::uint32_t parent = 0, previous = 0;
    // Scalars: the halves of a boolean, an integer or the bits of a number. Lists and maps: how
    // many children; the number of a map's key table, from 1, or 0.
    std::uint32_t count = 0, table = 0;
    std::uint32_t begin = 0, end = 0, key_begin = 0, key_end = 0;  // spans; their sources:
    std::uint32_t source : 24 = 0;
    std::uint32_t kind : 8 = 0;
    std::uint32_t key_source : 24 = 0;
    std::uint32_t style : 7 = 0;
    std::uint32_t replaces : 1 = 0;  // replaced_ has a list for it

    [[nodiscard]] std::int64_t value() const {
      return static_cast<std::int64_t>(std::uint64_t{table} << 32U | count);
    }
    void set_value(std::int64_t v) {
      count = static_cast<std::uint32_t>(static_cast<std::uint64_t>(v));
      table = static_cast<std::uint32_t>(static_cast<std::uint64_t>(v) >> 32U);
    }
    [[nodiscard]] Kind get_kind() const { return static_cast<Kind>(kind); }
    void set_kind(Kind k) { kind = static_cast<std::uint8_t>(k); }
    [[nodiscard]] Style get_style() const { return static_cast<Style>(style); }
    void set_style(Style s) { style = static_cast<std::uint8_t>(s) & 0x7FU; }
    [[nodiscard]] Span span() const { return {source, begin, end}; }
    void set_span(Span s) {
      source = s.source & kMostSources;
      begin = s.begin;
      end = s.end;
    }
    [[nodiscard]] Span key_span() const { return {key_source, key_begin, key_end}; }
    void set_key_span(Span s) {
      key_source = s.source & kMostSources;
      key_begin = s.begin;
      key_end = s.end;
    }
    [[nodiscard]] bool is_collection() const {
      return get_kind() == Kind::list || get_kind() == Kind::map;
    }
  };
  [[nodiscard]] bool same_kind(const Record& a, const Record& b, const Document& other) const;
  [[nodiscard]] bool same_value(const Record& a, const Record& b, const Document& other) const;
  [[nodiscard]] bool begins(const Document& model) const;
  NodeId add(Kind kind, Span span);
  NodeId link(NodeId parent, NodeId child);
  std::uint32_t intern(std::string_view text);
  [[nodiscard]] std::string_view pool(std::uint32_t at, std::uint32_t size) const {
    return size == 0 ? std::string_view()
                     : std::string_view(pages_[at >> kPageBits] + (at & (kPageSize - 1)), size);
  }
  // key_index.cpp: maps of more than kLinearKeys keys have a table of them.
  [[nodiscard]] NodeId lookup(NodeId map, std::string_view key, std::uint32_t hash) const;
  void index(NodeId map);
  void insert(NodeId map, NodeId child);
  void erase(NodeId map, NodeId child);
  /// The key table whose number is in a map's record.
  [[nodiscard]] std::vector<NodeId>& table(std::uint32_t number) { return index_[number - 1]; }
  [[nodiscard]] const std::vector<NodeId>& table(std::uint32_t number) const {
    return index_[number - 1];
  }
  [[nodiscard]] std::size_t slot_of(NodeId map, NodeId child) const;

  static constexpr std::uint32_t kLinearKeys = 16;
  static constexpr std::uint32_t kPageBits = 12;
  static constexpr std::uint32_t kPageSize = 1U << kPageBits;

  std::vector<Record> records_;
  [[nodiscard]] std::uint32_t share_texts(const Document& other);

  /// The text pool: pages that never move, so a view of a node's text lives as long as the
  /// Document. A text longer than a page takes a block of several. What was written stays as it is,
  /// so Documents that were made of another one have their blocks in common.
  std::vector<std::shared_ptr<char[]>> blocks_;
  std::vector<char*> pages_;
  std::size_t last_pages_ = 0;  // of the last block, if it is this Document's own
  std::uint32_t used_ = 0;
  std::unordered_map<NodeId, std::vector<Span>> replaced_;
  /// Key tables of maps that outgrew a linear search; their numbers begin at 1.
  std::vector<std::vector<NodeId>> index_;
  NodeId root_ = 0;
};

// ---- inline: the inner loops of evaluation and rendering walk Nodes ----------------------------

inline Kind Node::kind() const {
  return document_->records_[id_].get_kind();
}
inline bool Node::is_scalar() const {
  return document_ != nullptr && kind() != Kind::list && kind() != Kind::map;
}
inline Style Node::style() const {
  return document_->records_[id_].get_style();
}
inline Span Node::span() const {
  return document_->records_[id_].span();
}
inline std::string_view Node::text() const {
  const auto& r = document_->records_[id_];
  if (r.is_collection()) return {};
  return document_->pool(r.text, r.text_size);
}
inline std::size_t Node::size() const {
  const auto& r = document_->records_[id_];
  return r.is_collection() ? r.count : 0;
}
inline std::string_view Node::key() const {
  const auto& r = document_->records_[id_];
  return document_->pool(r.key, r.key_size);
}
inline Span Node::key_span() const {
  return document_->records_[id_].key_span();
}
inline Node Node::find(std::string_view key, std::uint32_t hash) const {
  if (!is(Kind::map)) return {};
  return document_->node(document_->lookup(id_, key, hash));
}
inline Node Node::find(std::string_view key) const {
  return find(key, key_hash(key));
}
inline Node::Iterator& Node::Iterator::operator++() {
  id_ = document_->records_[id_].next;
  return *this;
}
inline Node::Iterator Node::begin() const {
  if (document_ == nullptr || is_scalar()) return {document_, 0};
  return {document_, document_->records_[id_].text};
}

}  // namespace formwork
