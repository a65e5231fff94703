// What the schema says of each path.
#include "schema/link.h"
#include "schema/literal.h"

#include <algorithm>

namespace formwork {
namespace {

constexpr std::size_t kShown = 400;  // of a default

// What is said of a record holds for all below it.
struct Inherited {
  Owner owner = Owner::spec;
  bool free = false;  // x-parity
  [[nodiscard]] Inherited of(const SchemaNode& use) const {
    return {use.owner.value_or(owner), free || use.parity_free};
  }
};

FieldInfo describe(const Schema::Impl& impl, const Property& property, std::string path,
                   Inherited inherited) {
  const SchemaNode& use = *property.schema;
  FieldInfo out;
  out.path = std::move(path);
  out.type = type_of(use);
  out.description = use.description;
  out.owner = inherited.of(use).owner;
  out.parity_free = inherited.of(use).free;
  out.required = property.required;
  out.read_only = use.read_only;
  out.planned = use.planned;
  if (use.default_value != 0) out.default_text = show(impl.values.node(use.default_value), kShown);
  for (std::size_t i = 0; i < kTiers.size() && use.has_tier; ++i) {
    out.tier.emplace(kTiers[i], show(impl.values.node(use.tier[i]), kShown));
  }
  if (use.has_expr) out.expr = use.expr;
  out.span = property.span;
  return out;
}

class Walk {
 public:
  Walk(const Schema::Impl& impl, std::vector<FieldInfo>& out) : impl_(impl), out_(out) {}

  void record(const SchemaNode& use, const std::string& prefix, Inherited from) {
    const SchemaNode& schema = shape(use);
    if (std::find(open_.begin(), open_.end(), &schema) != open_.end())
      return;  // a definition within itself
    open_.push_back(&schema);
    if (!schema.variants.empty()) {
      std::vector<std::string> seen;
      for (const Variant& variant : schema.variants)
        fields(shape(*variant.schema), prefix, from, seen);
    } else if (schema.additional != nullptr) {
      record(*schema.additional, prefix.empty() ? "*" : prefix + ".*", from.of(*schema.additional));
    } else if (schema.items != nullptr) {
      record(*schema.items, prefix + "[*]", {Owner::spec, from.free});
    } else {
      std::vector<std::string> seen;
      fields(schema, prefix, from, seen);
    }
    open_.pop_back();
  }

 private:
  void fields(const SchemaNode& schema, const std::string& prefix, Inherited from,
              std::vector<std::string>& seen) {
    for (const Property& property : schema.properties) {
      if (std::find(seen.begin(), seen.end(), property.name) != seen.end()) continue;
      seen.push_back(property.name);
      const std::string path = prefix.empty() ? property.name : prefix + '.' + property.name;
      out_.push_back(describe(impl_, property, path, from));
      if (!property.schema->planned) record(*property.schema, path, from.of(*property.schema));
    }
  }

  const Schema::Impl& impl_;
  std::vector<FieldInfo>& out_;
  std::vector<const SchemaNode*> open_;
};

// The next step of a path: `name`, `["any text"]`, `[3]` or `[*]`; moves `at` past it and the dot
// behind it.
std::string next_step(std::string_view path, std::size_t& at) {
  std::string step;
  if (path.substr(at).starts_with("[\"")) {
    const std::size_t end = path.find("\"]", at + 2);
    step = path.substr(at + 2, end == std::string_view::npos ? end : end - at - 2);
    at = end == std::string_view::npos ? path.size() : end + 2;
  } else if (path[at] == '[') {
    const std::size_t end = std::min(path.find(']', at), path.size() - 1);
    step = path.substr(at, end + 1 - at);
    at = end + 1;
  } else {
    const std::size_t end = std::min(path.find_first_of(".[", at), path.size());
    step = path.substr(at, end - at);
    at = end;
  }
  if (at < path.size() && path[at] == '.') ++at;
  return step;
}

}  // namespace

std::vector<FieldInfo> Schema::fields() const {
  std::vector<FieldInfo> out;
  Walk(*impl_, out).record(*impl_->root, {}, {});
  return out;
}

std::optional<FieldInfo> Schema::field(std::string_view path) const {
  const SchemaNode* here = impl_->root;
  const Property* last = nullptr;
  Inherited inherited;
  if (path.empty()) return std::nullopt;
  for (std::size_t at = 0; at < path.size();) {
    const std::string step = next_step(path, at);
    const SchemaNode& schema = shape(*here);
    const Property* property = schema.property(step);
    for (const Variant& variant : schema.variants) {
      if (property == nullptr) property = shape(*variant.schema).property(step);
    }
    if (property != nullptr) {
      last = property;
      here = property->schema;
    } else if (schema.additional != nullptr) {
      last = nullptr;
      here = schema.additional;
    } else if (schema.items != nullptr && step.starts_with('[')) {
      last = nullptr;
      here = schema.items;
    } else {
      return std::nullopt;
    }
    inherited = inherited.of(*here);
  }
  if (last != nullptr) return describe(*impl_, *last, std::string(path), inherited);
  FieldInfo out;  // an item, or a value under the user's key
  out.path = path;
  out.type = type_of(*here);
  out.description = here->description;
  out.owner = inherited.owner;
  out.parity_free = inherited.free;
  out.span = here->span;
  return out;
}

}  // namespace formwork
