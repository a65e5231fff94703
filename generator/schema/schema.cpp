#include "schema/schema.h"

#include "schema/check.h"
#include "schema/link.h"
#include "schema/reader.h"

namespace formwork {

std::string_view name(Owner owner) {
  switch (owner) {
    case Owner::spec:
      return "spec";
    case Owner::release:
      return "release";
    case Owner::bound:
      return "bound";
    case Owner::runtime:
      return "runtime";
  }
  return "spec";
}

Schema::Schema(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Schema::Schema(Schema&&) noexcept = default;
Schema& Schema::operator=(Schema&&) noexcept = default;
Schema::~Schema() = default;

std::optional<Schema> Schema::compile(const std::vector<const Document*>& sections,
                                      const FunctionTable& functions, Diagnostics& diagnostics,
                                      SchemaTrust trust) {
  auto impl = std::make_unique<Impl>();
  impl->trust = trust;
  Diagnostics found;
  SchemaReader reader(*impl, SchemaMode::section, found);
  for (const Document* section : sections) reader.read_section(section->root());
  bool sound = impl->root != nullptr && !found.has_errors();
  if (impl->root == nullptr) found.add(Code::FW3013, Span{}, "a schema needs at least one section");
  sound = sound && link_references(*impl, SchemaMode::section, found);
  sound = sound && check_complete(*impl, found);
  sound = sound && type_values(*impl, SchemaMode::section, found);
  if (sound) {
    make_types(*impl);
    sound = compile_computed(*impl, functions, found);
  }
  diagnostics.append(std::move(found));
  if (!sound) return std::nullopt;
  return Schema(std::move(impl));
}

TypeRef Schema::root() const {
  return type_of(*impl_->root);
}
TypeTable& Schema::types() const {
  return *impl_->types;
}

bool validate(const Schema& schema, Document& document, const SourceMap& sources,
              Diagnostics& diagnostics, const Origins* origins) {
  const Node root = document.root();
  if (!root) {
    diagnostics.add(Code::FW3113, Span{}, "the document is empty");
    return false;
  }
  SpecChecker checker(schema.impl(), document, SpecChecker::Author::user, &sources, diagnostics);
  checker.set_origins(origins);
  return checker.check(*schema.impl().root, root);
}

}  // namespace formwork
