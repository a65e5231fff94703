#include "schema/link.h"

#include "base/text.h"
#include "schema/check.h"
#include "schema/literal.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

namespace formwork {
namespace {

class Linker {
 public:
  Linker(Schema::Impl& impl, SchemaMode mode, Diagnostics& diagnostics)
      : impl_(impl), mode_(mode), diagnostics_(diagnostics) {}

  bool run() {
    for (SchemaNode& node : impl_.nodes) resolve(node);
    if (diagnostics_.has_errors()) return false;
    for (SchemaNode& node : impl_.nodes) refuse_circle(node);
    if (diagnostics_.has_errors()) return false;
    for (SchemaNode& node : impl_.nodes) inherit(node);
    for (SchemaNode& node : impl_.nodes) mark_required(node);
    for (SchemaNode& node : impl_.nodes) find_tag(node);
    if (diagnostics_.has_errors()) return false;
    if (mode_ == SchemaMode::section) {
      for (SchemaNode& node : impl_.nodes) refuse_endless(node);
    }
    return !diagnostics_.has_errors();
  }

 private:
  enum class Colour : std::uint8_t { white, grey, black };

  void resolve(SchemaNode& node) {
    if (node.ref.empty()) return;
    const auto it = impl_.by_name.find(node.ref);
    if (it != impl_.by_name.end()) {
      node.target = it->second;
      return;
    }
    std::vector<std::string> names;
    names.reserve(impl_.definitions.size());
    for (const SchemaNode* definition : impl_.definitions) names.push_back(definition->definition);
    const auto near = suggest(node.ref, names);
    diagnostics_.add(Code::FW3004, node.ref_span,
                     fmt::format("no definition is called `{}`", node.ref),
                     near ? fmt::format("did you mean `{}`?", *near) : std::string());
  }

  void refuse_circle(SchemaNode& node) {
    // Two steps against one: they meet if the chain of references has no end.
    const SchemaNode* slow = node.target;
    const SchemaNode* fast = node.target;
    while (fast != nullptr && fast->target != nullptr) {
      slow = slow->target;
      fast = fast->target->target;
      if (slow != fast) continue;
      diagnostics_.add(Code::FW3004, node.ref_span,
                       fmt::format("`{}` refers back to itself", node.ref));
      return;
    }
  }

  static void inherit(SchemaNode& node) {
    for (const SchemaNode* from = node.target; from != nullptr; from = from->target) {
      if (node.title.empty()) node.title = from->title;
      if (node.description.empty()) node.description = from->description;
      if (from->deprecated) node.deprecated = true;
      if (from->read_only && !node.read_only) {
        node.read_only = true;
        node.read_only_span = from->read_only_span;
      }
      if (from->planned && !node.planned) {
        node.planned = true;
        node.planned_span = from->planned_span;
      }
      if (from->owner && !node.owner) {
        node.owner = from->owner;
        node.owner_span = from->owner_span;
      }
    }
  }

  void mark_required(SchemaNode& node) {
    for (const auto& [name, span] : node.required) {
      const auto it = std::find_if(node.properties.begin(), node.properties.end(),
                                   [&](const Property& p) { return p.name == name; });
      if (it != node.properties.end()) {
        it->required = true;
      } else if (mode_ == SchemaMode::section) {
        std::vector<std::string> names;
        names.reserve(node.properties.size());
        for (const Property& property : node.properties) names.push_back(property.name);
        const auto near = suggest(name, names);
        diagnostics_.add(Code::FW3003, span,
                         fmt::format("required `{}` is no property", shorten(name)),
                         near ? fmt::format("did you mean `{}`?", *near) : std::string());
      }
    }
    for (Property& property : node.properties) inherit_default(property);
  }

  // A definition's default is that of every field that refers to it, unless the field says
  // otherwise.
  static void inherit_default(Property& property) {
    SchemaNode& use = *property.schema;
    for (const SchemaNode* from = use.target; from != nullptr && !property.required;
         from = from->target) {
      if (use.filled() || use.has_expr) return;
      use.default_value = from->default_value;
      use.default_span = from->default_span;
      use.has_tier = from->has_tier;
      use.tier = from->tier;
      use.tier_span = from->tier_span;
      use.has_expr = from->has_expr;
      use.expr = from->expr;
      use.expr_span = from->expr_span;
    }
  }

  static bool is_tag(const SchemaNode& variant, const std::string& name) {
    const Property* property = variant.property(name);
    if (property == nullptr || !property->required) return false;
    const SchemaNode& schema = shape(*property->schema);
    return schema.is_const && !schema.members.empty();
  }

  void find_tag(SchemaNode& node) {
    if (node.variants.empty()) return;
    if (node.type != BasicType::any && node.type != BasicType::object) {
      diagnostics_.add(Code::FW3008, node.type_span, "a union of records is an `object`");
      return;
    }
    for (const Variant& variant : node.variants) {
      const SchemaNode& record = shape(*variant.schema);
      if (record.type == BasicType::object && record.variants.empty() && record.has_properties)
        continue;
      diagnostics_.add(Code::FW3008, variant.span, "a variant of `oneOf` is not a record",
                       "give it `type: object`, `properties`, and a required field with a `const`");
      return;
    }
    const SchemaNode& first = shape(*node.variants.front().schema);
    for (const Property& property : first.properties) {
      const bool in_all = std::all_of(
          node.variants.begin(), node.variants.end(),
          [&](const Variant& variant) { return is_tag(shape(*variant.schema), property.name); });
      if (!in_all) continue;
      if (name_variants(node, property.name)) return;
    }
    diagnostics_.add(Code::FW3008, node.variants.front().span,
                     "no field tells the variants of this `oneOf` apart",
                     "let each variant require the same text field, with a `const` of its own");
  }

  bool name_variants(SchemaNode& node, const std::string& tag) {
    std::set<std::string_view> names;
    for (std::size_t i = 0; i < node.variants.size(); ++i) {
      const SchemaNode& field = shape(*shape(*node.variants[i].schema).property(tag)->schema);
      const Node value = impl_.values.node(field.members.front());
      if (!value.is(Kind::scalar) && !value.is(Kind::string)) return false;
      node.variants[i].name = value.text();
      if (!names.insert(value.text()).second) return false;
    }
    node.tag = tag;
    return true;
  }

  // A record that holds itself through records alone has no finite value.
  void refuse_endless(SchemaNode& node) {
    Colour& colour = colours_[&node];
    if (colour == Colour::black) return;
    colour = Colour::grey;
    const auto follow = [&](SchemaNode* next, Span span) {
      if (next == nullptr) return;
      const auto it = colours_.find(next);
      if (it != colours_.end() && it->second == Colour::grey) {
        diagnostics_.add(Code::FW3005, span, "this record holds itself",
                         "only a map or a list may lead back to a definition");
        return;
      }
      refuse_endless(*next);
    };
    follow(node.target, node.ref_span);
    for (const Property& property : node.properties) follow(property.schema, property.span);
    for (const Variant& variant : node.variants) follow(variant.schema, variant.span);
    colours_[&node] = Colour::black;
  }

  Schema::Impl& impl_;
  SchemaMode mode_;
  Diagnostics& diagnostics_;
  std::unordered_map<const SchemaNode*, Colour> colours_;
};

// What is wrong with a value of the schema itself.
void as_default_error(const SchemaNode& node, Diagnostics&& found, Diagnostics& out) {
  for (Diagnostic& inner : found.items()) {
    if (inner.severity != Severity::error) continue;
    Diagnostic outer = make(Code::FW3007, inner.span.valid() ? inner.span : node.span,
                            std::move(inner.message), std::move(inner.help));
    outer.notes = std::move(inner.notes);
    outer.fix = std::move(inner.fix);
    out.add(std::move(outer));
  }
}

}  // namespace

bool link_references(Schema::Impl& impl, SchemaMode mode, Diagnostics& diagnostics) {
  return Linker(impl, mode, diagnostics).run();
}

bool type_values(Schema::Impl& impl, SchemaMode mode, Diagnostics& diagnostics) {
  const auto check = [&](const SchemaNode& node, NodeId id, std::string place,
                         SpecChecker::Author author) {
    Diagnostics found;
    SpecChecker checker(impl, impl.values, author, nullptr, found);
    checker.set_place(std::move(place));
    if (checker.check(node, impl.values.node(id))) return true;
    as_default_error(node, std::move(found), diagnostics);
    return false;
  };
  const auto author = impl.trust == SchemaTrust::built_in ? SpecChecker::Author::built_in
                                                          : SpecChecker::Author::user;
  for (SchemaNode& node : impl.nodes) {
    SchemaNode typed;
    typed.type = node.type;
    typed.span = node.members_span;
    for (std::size_t i = 0; i < node.members.size(); ++i) {
      const NodeId id = node.members[i];
      if (mode == SchemaMode::section) {
        std::string place = node.is_const ? std::string("const") : fmt::format("enum[{}]", i);
        if (!check(typed, id, std::move(place), SpecChecker::Author::schema)) continue;
      }
      const Node member = impl.values.node(id);
      if (!node.member_set.insert(canonical(member)).second && mode == SchemaMode::section) {
        diagnostics.add(Code::FW3002, member.span(),
                        fmt::format("`{}` stands twice in `enum`", show(member)));
      }
    }
  }
  if (diagnostics.has_errors() || mode == SchemaMode::bare) return !diagnostics.has_errors();
  for (const SchemaNode& node : impl.nodes) {
    if (node.planned) continue;
    if (node.default_value != 0) check(node, node.default_value, "default", author);
    for (std::size_t i = 0; i < kTiers.size() && node.has_tier; ++i) {
      check(node, node.tier[i], fmt::format("x-tier.{}", kTiers[i]), author);
    }
    for (std::size_t i = 0; i < node.examples.size(); ++i) {
      check(node, node.examples[i], fmt::format("examples[{}]", i), author);
    }
  }
  return !diagnostics.has_errors();
}

}  // namespace formwork
