#pragma once
// The only definition of the spec: JSON Schema 2020-12 in a small profile, written in YAML
// (docs/schema-profile.md). Compiles it, validates a Node, types and fills it, and knows every
// legal path.
#include "base/source_map.h"
#include "diag/diagnostic.h"
#include "document/node.h"
#include "document/origins.h"
#include "expr/expr.h"

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace formwork {

/// Who may set a field (`x-owner`).
enum class Owner : std::uint8_t { spec, release, bound, runtime };
[[nodiscard]] std::string_view name(Owner owner);

struct SchemaNode;  // private to the room

/// Built-in schemas were compiled in full when formwork was tested: their patterns wait until they
/// are first asked.
enum class SchemaTrust : std::uint8_t { none, built_in };

/// What the schema says of one path, for `explain`, the reference page and layers' owners.
struct FieldInfo {
  std::string path;  // "services.*.scale.min"
  TypeRef type = nullptr;
  std::string description;
  Owner owner = Owner::spec;
  bool required = false, read_only = false, planned = false;
  bool parity_free = false;                 // x-parity: free, of it or of what it is part of
  std::string default_text;                 // as written; empty without
  std::map<std::string, std::string> tier;  // x-tier: tier -> value as written
  std::string expr;                         // x-expr
  Span span{};
};

class Schema {
 public:
  /// Compiles the sections (one file each: a map with `section`, and `properties`/`$defs`), merged
  /// into one root record. Keywords outside the profile are FW30xx at their place. x-expr are
  /// compiled and ordered; cycles refused.
  [[nodiscard]] static std::optional<Schema> compile(const std::vector<const Document*>& sections,
                                                     const FunctionTable& functions,
                                                     Diagnostics& diagnostics,
                                                     SchemaTrust trust = SchemaTrust::none);
  /// The schema as bytes, for `of_image` of the same build; `sources` are the texts of its
  /// sections.
  [[nodiscard]] std::string image(const std::vector<SourceId>& sources,
                                  const FunctionTable& functions) const;
  /// The schema whose image it is. `bytes` outlive it; `sources` hold the same texts, in the same
  /// order.
  [[nodiscard]] static Schema of_image(std::string_view bytes, const std::vector<SourceId>& sources,
                                       const FunctionTable& functions);
  Schema(Schema&&) noexcept;
  Schema& operator=(Schema&&) noexcept;
  ~Schema();

  [[nodiscard]] TypeRef root() const;
  [[nodiscard]] TypeTable& types() const;
  /// By a concrete path ("services.api.port") or a pattern ("services.*.port").
  [[nodiscard]] std::optional<FieldInfo> field(std::string_view path) const;
  /// Every field in document order.
  [[nodiscard]] std::vector<FieldInfo> fields() const;
  /// One JSON Schema 2020-12 document, for editors (`formwork schema`); stable bytes.
  [[nodiscard]] std::string published() const;
  /// The reference page, Markdown.
  [[nodiscard]] std::string reference() const;

  struct Impl;
  [[nodiscard]] const Impl& impl() const { return *impl_; }

 private:
  explicit Schema(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

/// Checks `document` against the schema and gives each `scalar` its type in place (FW31xx: unknown
/// key, wrong type, not in enum, out of range, missing, `not in this version`, set although
/// read-only or owned by another layer). All errors in spec order. False if there were any.
/// `origins`, if given, is what the merge knew: a missing key names the layers, and who removed it.
[[nodiscard]] bool validate(const Schema& schema, Document& document, const SourceMap& sources,
                            Diagnostics& diagnostics, const Origins* origins = nullptr);

/// For each node made by a computed field: the nodes its expression read. For one chosen by
/// `x-tier`: the tier's. Documents that were filled alike share most of it.
class ComputedFrom {
 public:
  using Nodes = std::vector<NodeId>;
  ComputedFrom() = default;
  explicit ComputedFrom(std::map<NodeId, Nodes> all)
      : shared_(std::make_shared<const std::map<NodeId, Nodes>>(std::move(all))) {}
  /// Null for what is not computed.
  [[nodiscard]] const Nodes* find(NodeId value) const {
    if (const auto it = own_.find(value); it != own_.end()) return &it->second;
    if (shared_ == nullptr) return nullptr;
    const auto it = shared_->find(value);
    return it == shared_->end() ? nullptr : &it->second;
  }
  [[nodiscard]] bool contains(NodeId value) const { return find(value) != nullptr; }
  [[nodiscard]] bool empty() const { return shared_ == nullptr || shared_->empty(); }
  /// In the place of what it was made from in the Document it was filled like.
  void set(NodeId value, Nodes nodes) { own_[value] = std::move(nodes); }
  /// True if both say the same for certain; false where only a look at each could tell.
  [[nodiscard]] bool is_same(const ComputedFrom& other) const {
    return shared_ == other.shared_ && own_ == other.own_;
  }
  /// Calls `body(value, nodes)`, by value.
  template <class Body>
  void each(const Body& body) const {
    if (shared_ == nullptr) return;
    for (const auto& [value, nodes] : *shared_) {
      const auto own = own_.empty() ? own_.end() : own_.find(value);
      body(value, own == own_.end() ? nodes : own->second);
    }
  }

 private:
  std::shared_ptr<const std::map<NodeId, Nodes>> shared_;
  std::map<NodeId, Nodes> own_;  // its keys are keys of `shared_`
};

struct FillTrace;  // private to the room

/// What filling did, per node.
struct Filled {
  ComputedFrom reads;
  /// Nodes that came from a `default` or `x-tier`, in order: what `compile` lists as assumed.
  std::vector<NodeId> assumed;
  std::shared_ptr<const FillTrace> trace;  // for fill_like
};

/// Fills absent fields of present objects, parent first: `default`, `x-tier` by metadata.tier,
/// `x-expr`. A filled node's span is its line in the schema. Runs after a clean validate.
[[nodiscard]] std::optional<Filled> fill(const Schema& schema, Document& document,
                                         Diagnostics& diagnostics);

/// The same for a validated document that had, before filling, the structure of `model`: what did
/// not depend on a scalar that differs is taken over, the rest computed anew, with the same result.
/// Nothing, and `document` as it was, where the structure differs, then or now, or anything is
/// wrong: then `fill` tells.
[[nodiscard]] std::optional<Filled> fill_like(const Schema& schema, Document& document,
                                              const Document& model, const Filled& of_model);

}  // namespace formwork
