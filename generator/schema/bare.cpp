#include "schema/bare.h"

#include "schema/check.h"
#include "schema/link.h"
#include "schema/reader.h"

namespace formwork {

struct BareSchemaImpl {
  Schema::Impl schema;
};

BareSchema::BareSchema(std::unique_ptr<BareSchemaImpl> impl) : impl_(std::move(impl)) {}
BareSchema::BareSchema(BareSchema&&) noexcept = default;
BareSchema& BareSchema::operator=(BareSchema&&) noexcept = default;
BareSchema::~BareSchema() = default;

std::optional<BareSchema> BareSchema::compile(const Document& document, Diagnostics& diagnostics) {
  auto impl = std::make_unique<BareSchemaImpl>();
  Diagnostics found;
  const Node root = document.root();
  if (root) {
    SchemaReader(impl->schema, SchemaMode::bare, found).read_bare(root);
  } else {
    found.add(Code::FW3013, Span{}, "the schema is empty");
  }
  const bool sound = !found.has_errors() &&
                     link_references(impl->schema, SchemaMode::bare, found) &&
                     type_values(impl->schema, SchemaMode::bare, found);
  diagnostics.append(std::move(found));
  if (!sound) return std::nullopt;
  return BareSchema(std::move(impl));
}

bool BareSchema::validate(Document& instance, Diagnostics& diagnostics) const {
  const Node root = instance.root();
  if (!root) return false;
  return SpecChecker(impl_->schema, instance, SpecChecker::Author::schema, nullptr, diagnostics)
      .check(*impl_->schema.root, root);
}

}  // namespace formwork
