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

/// What filling did, per node.
struct Filled {
  /// For each node made by a computed field: the nodes its expression read. For one chosen by
  /// `x-tier`: the tier's.
  std::map<NodeId, std::vector<NodeId>> reads;
  /// Nodes that came from a `default` or `x-tier`, in order: what `compile` lists as assumed.
  std::vector<NodeId> assumed;
};

/// Fills absent fields of present objects, parent first: `default`, `x-tier` by metadata.tier,
/// `x-expr`. A filled node's span is its line in the schema. Runs after a clean validate.
[[nodiscard]] std::optional<Filled> fill(const Schema& schema, Document& document,
                                         Diagnostics& diagnostics);

}  // namespace formwork
