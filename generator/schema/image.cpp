// A compiled schema as bytes and back: a run of formwork need not read, link and type the built-in
// schema again.
#include "expr/image.h"

#include "document/document_image.h"
#include "schema/schema_node.h"

#include <algorithm>
#include <unordered_map>

namespace formwork {
namespace {

class SchemaWriter : public ImageWriter<SchemaWriter> {
 public:
  SchemaWriter(const std::vector<SourceId>& sources, const FunctionTable& functions,
               const Schema::Impl& impl)
      : ImageWriter(sources), functions_(functions) {
    nodes_.reserve(impl.nodes.size());
    for (const SchemaNode& node : impl.nodes) nodes_.emplace(&node, nodes_.size() + 1);
  }
  [[nodiscard]] std::uint64_t number_of(TypeRef type) { return types_.of(type); }
  [[nodiscard]] std::uint64_t number_of(const SchemaNode* node) const {
    return node == nullptr ? 0 : nodes_.at(node);
  }
  [[nodiscard]] const FunctionTable& functions() const { return functions_; }
  [[nodiscard]] TypeNumbers& types() { return types_; }

 private:
  const FunctionTable& functions_;
  std::unordered_map<const SchemaNode*, std::uint64_t> nodes_;
  TypeNumbers types_;
};

class SchemaImageReader : public ImageReader<SchemaImageReader> {
 public:
  SchemaImageReader(std::string_view bytes, const std::vector<SourceId>& sources,
                    const FunctionTable& functions, Schema::Impl& impl)
      : ImageReader(bytes, sources), functions_(functions), impl_(impl) {}
  [[nodiscard]] TypeRef type_at(std::uint64_t number) const { return types_->at(number); }
  [[nodiscard]] Type* made_type(std::uint64_t number) { return types_->made_at(number); }
  [[nodiscard]] SchemaNode* node_at(std::uint64_t number) {
    return number == 0 ? nullptr : &impl_.nodes[number - 1];
  }
  [[nodiscard]] std::shared_ptr<const Pattern> pattern(const std::string& text) {
    std::shared_ptr<const Pattern>& known = impl_.patterns[text];
    if (known == nullptr) known = std::make_shared<const Pattern>(text);
    return known;
  }
  [[nodiscard]] const FunctionTable& functions() const { return functions_; }
  NumberedTypes& make_types(std::size_t count) { return types_.emplace(*impl_.types, count); }

 private:
  const FunctionTable& functions_;
  Schema::Impl& impl_;
  std::optional<NumberedTypes> types_;
};

template <class Image>
void members(Image& image, Is<SchemaNode*> auto& node) {
  if constexpr (Image::kReads)
    node = image.node_at(image.number());
  else
    image.number(image.number_of(node));
}

// Canonical texts of an enumeration.
template <class Image>
void members(Image& image, Is<std::unordered_set<std::string>> auto& set) {
  std::vector<std::string> texts(set.begin(), set.end());
  std::sort(texts.begin(), texts.end());
  image(texts);
  if constexpr (Image::kReads) {
    for (std::string& text : texts) set.insert(std::move(text));
  }
}

template <class Image>
void members(Image& image, Is<Property> auto& property) {
  image(property.name, property.span, property.schema, property.required, property.hash);
}

template <class Image>
void members(Image& image, Is<Variant> auto& variant) {
  image(variant.name, variant.span, variant.schema);
}

template <class Image>
void members(Image& image, Is<Number> auto& number) {
  image(number.value, number.integer, number.integral, number.text);
}

template <class Image>
void members(Image& image, Is<Section> auto& section) {
  image(section.name, section.title, section.description, section.span, section.first,
        section.last);
}

// `of` members that most nodes lack, behind one flag.
template <class Image, class... T>
void rare(Image& image, bool present, T&... of) {
  image(present);
  if (present) image(of...);
}

template <class Image>
void members(Image& image, Is<SchemaNode> auto& n) {
  image(n.span, n.type, n.type_span, n.title, n.description, n.computed, n.keyed);
  rare(image, n.target != nullptr || !n.definition.empty(), n.definition, n.ref, n.ref_span,
       n.target);
  rare(image,
       n.deprecated || n.read_only || n.planned || n.identifier || n.parity_free || n.owner ||
           n.planned_span.valid() || n.read_only_span.valid() || n.identifier_span.valid(),
       n.deprecated, n.read_only, n.planned, n.identifier, n.parity_free, n.owner, n.owner_span,
       n.read_only_span, n.identifier_span, n.planned_span);
  rare(image, n.filled() || n.default_span.valid() || n.tier_span.valid(), n.default_value,
       n.default_span, n.tier, n.tier_span, n.has_tier);
  image(n.examples);
  rare(image, n.has_expr, n.expr, n.expr_span, n.has_expr);
  rare(image, n.members_span.valid() || !n.planned_members.empty(), n.members, n.planned_members,
       n.is_const, n.members_span, n.member_set);
  rare(image,
       n.minimum || n.maximum || n.exclusive_minimum || n.exclusive_maximum || n.multiple_of ||
           n.min_length || n.max_length || n.min_items || n.max_items || n.min_properties ||
           n.max_properties || n.unique_items,
       n.minimum, n.maximum, n.exclusive_minimum, n.exclusive_maximum, n.multiple_of, n.min_length,
       n.max_length, n.min_items, n.max_items, n.min_properties, n.max_properties, n.unique_items);
  rare(image, n.pattern_span.valid(), n.pattern, n.pattern_span);
  rare(image,
       n.items != nullptr || n.names != nullptr || n.additional != nullptr || n.closed ||
           n.has_properties || !n.required.empty(),
       n.items, n.names, n.additional, n.closed, n.has_properties, n.properties, n.required);
  rare(image, !n.variants.empty(), n.variants, n.tag);
  bool composite = n.own_type != nullptr;
  image(composite);
  if constexpr (Image::kReads) {
    if (composite) n.own_type = image.made_type(image.number());
    if (n.pattern_span.valid()) n.regex = image.pattern(n.pattern);
  } else if (composite) {
    image.number(image.number_of(n.own_type));
  }
}

template <class Image>
void members(Image& image, Is<const SchemaNode*> auto& node) {
  if constexpr (Image::kReads)
    node = image.node_at(image.number());
  else
    image.number(image.number_of(node));
}

template <class Image>
void members(Image& image, Is<Computed> auto& computed) {
  std::size_t property = 0;
  if constexpr (!Image::kReads)
    property = static_cast<std::size_t>(computed.property - computed.record->properties.data());
  image(computed.record, property, computed.expr, computed.keyed, computed.rank);
  if constexpr (Image::kReads) computed.property = &computed.record->properties[property];
}

}  // namespace

std::string Schema::image(const std::vector<SourceId>& sources,
                          const FunctionTable& functions) const {
  SchemaWriter body(sources, functions, *impl_);
  body(impl_->nodes, impl_->values, impl_->root, impl_->sections, impl_->definitions,
       impl_->computed, impl_->uses_tiers, impl_->trust);
  // Types stand before what refers to them: those that were met, and those that these are made of.
  SchemaWriter types(sources, functions, *impl_);
  types.types() = std::move(body.types());
  const std::vector<TypeRef>& list = types.types().list();
  for (std::size_t i = 0; i < list.size(); ++i) types(*list[i]);
  SchemaWriter head(sources, functions, *impl_);
  head.number(impl_->nodes.size());
  head.number(list.size());
  return head.take() + types.take() + body.take();
}

Schema Schema::of_image(std::string_view bytes, const std::vector<SourceId>& sources,
                        const FunctionTable& functions) {
  auto impl = std::make_unique<Impl>();
  SchemaImageReader in(bytes, sources, functions, *impl);
  impl->nodes.resize(in.number());
  NumberedTypes& types = in.make_types(in.number());
  for (Type* type : types.made()) in(*type);
  in(impl->nodes, impl->values, impl->root, impl->sections, impl->definitions, impl->computed,
     impl->uses_tiers, impl->trust);
  for (SchemaNode* definition : impl->definitions)
    impl->by_name.emplace(definition->definition, definition);
  return Schema(std::move(impl));
}

}  // namespace formwork
