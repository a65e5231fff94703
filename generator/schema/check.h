#pragma once
// The one validator: of specs, defaults, computed values and bare instances. Scalars are given
// their type in place; values that have one already are held against the schema as they are.
#include "base/source_map.h"
#include "diag/diagnostic.h"
#include "document/origins.h"
#include "schema/schema_node.h"

#include <optional>
#include <string>
#include <vector>

namespace formwork {

class SpecChecker {
 public:
  /// Whose values these are. A user may set no read-only field, and is told of deprecated ones.
  /// Values of a built-in schema are only given their types: their patterns were matched when
  /// formwork was tested.
  enum class Author : std::uint8_t { user, schema, built_in };

  /// With `sources`, owners are checked by the layer a value came from.
  SpecChecker(const Schema::Impl& impl, Document& document, Author author, const SourceMap* sources,
              Diagnostics& diagnostics)
      : impl_(impl),
        document_(document),
        author_(author),
        sources_(sources),
        diagnostics_(diagnostics) {}

  /// What stands before the path of a node that has no parent yet.
  void set_place(std::string place) { place_ = std::move(place); }
  /// What the merge knew of the document; may be null.
  void set_origins(const Origins* origins) { origins_ = origins; }
  /// Reports in document order; true if nothing was wrong.
  bool check(const SchemaNode& schema, Node node, Owner owner = Owner::spec);

 private:
  void visit(const SchemaNode& use, Node node, Owner owner);
  bool has_type(const SchemaNode& use, Node node);
  bool give_type(const SchemaNode& use, Node scalar);
  void wrong_scalar(const SchemaNode& use, Node scalar);
  void no_value(const SchemaNode& use, Node node);
  void check_members(const SchemaNode& use, Node node);
  void check_number(const SchemaNode& schema, Node node);
  void check_text(const SchemaNode& use, Node node);
  void check_list(const SchemaNode& schema, Node list);
  void check_map(const SchemaNode& schema, Node map, Owner owner);
  void check_union(const SchemaNode& use, Node map, Owner owner);
  void check_entry(const SchemaNode& schema, Node entry, Owner owner,
                   std::vector<std::string>& unused);
  void check_key(const SchemaNode& names, Node entry, const SchemaNode& map);
  void check_owner(const SchemaNode& use, Node leaf, Owner owner);
  void check_entry_owner(const SchemaNode& use, Node entry, Owner owner);
  void wrong_owner(const SchemaNode& use, Span span, Node node, Owner owner);
  /// Who writes the file that `span` lies in: spec, release or bound; nothing for what any may set.
  std::optional<Owner> writer_of(Span span);
  void missing(const SchemaNode& schema, Node map, const std::string& key,
               const std::string& allowed);
  void unknown_key(const SchemaNode& schema, Node entry, std::vector<std::string>& unused);

  /// "`services.api.port`", or "the document".
  [[nodiscard]] std::string label(Node node) const;
  [[nodiscard]] std::string path(Node node) const;
  Diagnostic& error(Code code, Span span, std::string message, std::string help = {});
  void explain_absence(const SchemaNode& schema, Node map, const std::string& key, Diagnostic& d);

  const Schema::Impl& impl_;
  Document& document_;
  Author author_;
  const SourceMap* sources_;
  Diagnostics& diagnostics_;
  std::string place_{};
  /// The lists around the value at hand, and its index: Node::path() would count the items each
  /// time.
  std::vector<std::pair<NodeId, std::size_t>> lists_{};
  std::size_t errors_ = 0;
  const Origins* origins_ = nullptr;
  /// By source: owner + 2; 1 for a source that may set all, 0 for one not looked at yet.
  std::vector<std::uint8_t> writers_{};
};

/// `candidates` nearest to `word`: by base's rule, else the only one that starts with it, or that
/// it starts with.
[[nodiscard]] std::optional<std::string> suggest(std::string_view word,
                                                 const std::vector<std::string>& candidates);

}  // namespace formwork
