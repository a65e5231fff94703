// docs/spec.md: every field of a spec, by section.
#include "schema/link.h"
#include "schema/schema_node.h"

#include <fmt/format.h>

namespace formwork {
namespace {

// Text that may stand in a cell of a table.
std::string cell(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == '|') out += '\\';
    out += c == '\n' ? ' ' : c;
  }
  return out;
}

std::string code(std::string_view text) {
  return text.empty() ? std::string() : fmt::format("`{}`", cell(text));
}

std::string type_words(TypeRef type) {
  switch (type->kind) {
    case TypeKind::record:
    case TypeKind::tagged:
      return "record";
    case TypeKind::list:
      return "list of " + type_words(type->element);
    case TypeKind::map:
      return "map of " + type_words(type->element);
    case TypeKind::enumeration: {
      std::string out;
      for (const std::string& value : type->values) out += (out.empty() ? "" : ", ") + code(value);
      return out;
    }
    default:
      return type->describe();
  }
}

std::string default_words(const FieldInfo& field) {
  if (field.planned) return "not in this version";
  if (!field.tier.empty()) {
    return fmt::format("{} · {} · {}", code(field.tier.at("development")),
                       code(field.tier.at("staging")), code(field.tier.at("production")));
  }
  if (!field.expr.empty()) return "computed: " + code(field.expr);
  if (!field.default_text.empty()) return code(field.default_text);
  return field.required ? "**required**" : "";
}

std::string row(const FieldInfo& field) {
  std::string owner(name(field.owner));
  if (field.read_only) owner = "formwork";
  return fmt::format("| `{}` | {} | {} | {} | {} |\n", cell(field.path),
                     field.planned ? "" : type_words(field.type), default_words(field), owner,
                     cell(field.description));
}

/// Fields within a record that is computed whole are nobody's to set: the record's row says it all.
class ComputedWhole {
 public:
  bool covers(const FieldInfo& field) {
    if (!record_.empty() && field.path.starts_with(record_) && field.path.size() > record_.size() &&
        (field.path[record_.size()] == '.' || field.path[record_.size()] == '['))
      return true;
    record_ = field.read_only ? field.path : std::string();
    return false;
  }

 private:
  std::string record_;
};

}  // namespace

std::string Schema::reference() const {
  const std::vector<FieldInfo> all = fields();
  std::string out =
      "# The specification, field by field\n\n"
      "Generated from `schemas/environment/`; do not edit. In a path, `*` stands for a name of "
      "yours and `[*]` for "
      "each item of a list. A default of three values is that of the tiers development · staging · "
      "production. The "
      "owner is who sets the field: `spec` in `environments/`, `release` in `releases/`, `bound` "
      "in `bindings/`, "
      "`runtime` in the spec for the first roll-out and the running system after it, `formwork` "
      "where it is always "
      "computed.\n";
  std::string tiers;
  std::size_t at = 0;
  ComputedWhole computed;
  for (const Section& section : impl_->sections) {
    if (section.first == section.last) continue;
    out += fmt::format("\n## {}\n\n", section.title.empty() ? section.name : section.title);
    if (!section.description.empty()) out += section.description + "\n\n";
    out += "| field | type | default | owner | what it is |\n|---|---|---|---|---|\n";
    for (std::size_t top = section.first; top < section.last; ++top) {
      const std::string& name = impl_->root->properties[top].name;
      for (; at < all.size(); ++at) {
        const FieldInfo& field = all[at];
        const bool is_below = field.path == name ||
                              (field.path.starts_with(name) &&
                               (field.path[name.size()] == '.' || field.path[name.size()] == '['));
        if (!is_below) break;
        if (computed.covers(field)) continue;
        out += row(field);
        if (field.tier.empty()) continue;
        tiers += fmt::format("| `{}` | {} | {} | {} |\n", cell(field.path),
                             code(field.tier.at("development")), code(field.tier.at("staging")),
                             code(field.tier.at("production")));
      }
    }
  }
  out += "\n## Defaults by tier\n\n";
  out += "What `metadata.tier` decides where the spec is silent.\n\n";
  out += "| field | development | staging | production |\n|---|---|---|---|\n" + tiers;
  return out;
}

}  // namespace formwork
