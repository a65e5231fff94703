// The schema for editors: JSON Schema 2020-12, in the profile. The only place of this room that
// writes JSON.
//
// Two things differ from what the compiler checks. A file is one layer of several, so what is
// required may stand in another file: `required` becomes a word of the description, but for the
// tags that tell variants apart. And planned fields are left out: an editor offers every name in
// `properties`, even one whose schema is `not: {}`.
#include "schema/literal.h"
#include "schema/schema_node.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace formwork {
namespace {

using Json = nlohmann::ordered_json;

Json to_json(Node node) {
  switch (node.kind()) {
    case Kind::null:
      return nullptr;
    case Kind::boolean:
      return node.as_bool();
    case Kind::integer:
      return node.as_int();
    case Kind::number:
      return node.as_number();
    case Kind::list: {
      Json out = Json::array();
      for (const Node item : node) out.push_back(to_json(item));
      return out;
    }
    case Kind::map: {
      Json out = Json::object();
      for (const Node entry : node) out[std::string(entry.key())] = to_json(entry);
      return out;
    }
    default:
      return std::string(node.text());
  }
}

class Publisher {
 public:
  explicit Publisher(const Schema::Impl& impl) : impl_(impl) {}

  Json document() const {
    const bool is_environment = impl_.root->property("metadata") != nullptr;
    Json out = {
        {"$schema", "https://json-schema.org/draft/2020-12/schema"},
        {"$id", is_environment ? "https://formwork.dev/schema/v1alpha1/environment.schema.json"
                               : fmt::format("https://formwork.dev/schema/v1alpha1/{}.schema.json",
                                             impl_.sections.front().name)},
        {"title",
         is_environment ? "formwork environment" : "formwork " + impl_.sections.front().name},
        {"description",
         "One layer of a specification; what is required may stand in another layer."}};
    out.update(record(*impl_.root, {}));
    if (impl_.definitions.empty()) return out;
    Json definitions = Json::object();
    for (const SchemaNode* definition : impl_.definitions) {
      if (!definition->planned) definitions[definition->definition] = schema(*definition, false);
    }
    out["$defs"] = std::move(definitions);
    return out;
  }

 private:
  // The description with what editors cannot read from keywords of ours.
  static std::string words(const Schema::Impl& impl, const SchemaNode& use, bool required) {
    std::string out = use.description;
    const auto add = [&](const std::string& sentence) {
      if (!out.empty()) out += out.ends_with('.') ? " " : ". ";
      out += sentence;
    };
    if (required) add("Required.");
    if (use.has_tier) {
      std::string tiers;
      for (std::size_t i = 0; i < kTiers.size(); ++i) {
        tiers += fmt::format("{}{}: {}", i == 0 ? "" : ", ", kTiers[i],
                             show(impl.values.node(use.tier[i])));
      }
      add(fmt::format("Default by tier: {}.", tiers));
    }
    if (use.has_expr)
      add(fmt::format("{}: `{}`.", use.read_only ? "Computed" : "Computed if left out", use.expr));
    if (use.owner == Owner::release) add("Set in `releases/<environment>.yaml`.");
    if (use.owner == Owner::bound) add("Set in `bindings/<environment>.yaml`, by `formwork bind`.");
    return out;
  }

  void numbers(const SchemaNode& node, Json& out) const {
    const auto put = [&](const char* key, const std::optional<Number>& number) {
      if (!number) return;
      if (number->integral)
        out[key] = number->integer;
      else
        out[key] = number->value;
    };
    const auto count = [&](const char* key, const std::optional<std::uint64_t>& value) {
      if (value) out[key] = *value;
    };
    put("minimum", node.minimum);
    put("maximum", node.maximum);
    put("exclusiveMinimum", node.exclusive_minimum);
    put("exclusiveMaximum", node.exclusive_maximum);
    put("multipleOf", node.multiple_of);
    count("minLength", node.min_length);
    count("maxLength", node.max_length);
    if (!node.pattern.empty()) out["pattern"] = node.pattern;
    count("minItems", node.min_items);
    count("maxItems", node.max_items);
    if (node.unique_items) out["uniqueItems"] = true;
    count("minProperties", node.min_properties);
    count("maxProperties", node.max_properties);
  }

  Json record(const SchemaNode& node, std::string_view tag) const {
    Json out = {{"type", "object"}};
    if (node.closed) out["additionalProperties"] = false;
    if (!tag.empty()) out["required"] = Json::array({tag});
    Json properties = Json::object();
    for (const Property& property : node.properties) {
      if (!property.schema->planned)
        properties[property.name] = schema(*property.schema, property.required);
    }
    out["properties"] = std::move(properties);
    return out;
  }

  Json schema(const SchemaNode& use, bool required, std::string_view tag = {}) const {
    Json out = Json::object();
    if (!use.title.empty()) out["title"] = use.title;
    if (std::string text = words(impl_, use, required); !text.empty())
      out["description"] = std::move(text);
    if (use.deprecated) out["deprecated"] = true;
    if (use.read_only) out["readOnly"] = true;
    if (use.default_value != 0) out["default"] = to_json(impl_.values.node(use.default_value));
    if (!use.examples.empty()) {
      Json examples = Json::array();
      for (const NodeId id : use.examples) examples.push_back(to_json(impl_.values.node(id)));
      out["examples"] = std::move(examples);
    }
    if (use.target != nullptr && tag.empty()) {
      out["$ref"] = "#/$defs/" + use.ref;
      return out;
    }
    const SchemaNode& node = tag.empty() ? use : shape(use);
    if (!node.variants.empty()) {
      Json variants = Json::array();
      for (const Variant& variant : node.variants)
        variants.push_back(schema(*variant.schema, false, node.tag));
      out["oneOf"] = std::move(variants);
      return out;
    }
    if (node.has_properties) {
      out.update(record(node, tag));
      return out;
    }
    if (node.type != BasicType::any) out["type"] = name(node.type);
    if (node.is_const) {
      out["const"] = to_json(impl_.values.node(node.members.front()));
    } else if (!node.members.empty()) {
      Json members = Json::array();
      for (const NodeId id : node.members) members.push_back(to_json(impl_.values.node(id)));
      out["enum"] = std::move(members);
    }
    numbers(node, out);
    if (node.items != nullptr) out["items"] = schema(*node.items, false);
    if (node.names != nullptr) out["propertyNames"] = schema(*node.names, false);
    if (node.additional != nullptr) out["additionalProperties"] = schema(*node.additional, false);
    return out;
  }

  const Schema::Impl& impl_;
};

}  // namespace

std::string Schema::published() const {
  return Publisher(*impl_).document().dump(2, ' ', false, Json::error_handler_t::replace) + '\n';
}

}  // namespace formwork
