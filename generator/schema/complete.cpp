// What a section must say beyond being well formed, so that every path has a type, an owner and a
// description.
#include "schema/link.h"
#include "schema/literal.h"

#include <fmt/format.h>

#include <algorithm>

namespace formwork {
namespace {

bool is_name_char(char c, bool dots) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
         c == '_' || (dots && c == '.');
}

class Completeness {
 public:
  Completeness(Schema::Impl& impl, Diagnostics& diagnostics)
      : impl_(impl), diagnostics_(diagnostics) {}

  bool run() {
    for (const SchemaNode& node : impl_.nodes) {
      check_shape(node);
      check_identifier(node);
      for (const Property& property : node.properties) check_field(property);
    }
    check_tiers();
    return !diagnostics_.has_errors();
  }

 private:
  void incomplete(Span span, std::string message, std::string help) {
    diagnostics_.add(Code::FW3003, span, std::move(message), std::move(help));
  }

  void check_shape(const SchemaNode& node) {
    if (&node == impl_.root || node.target != nullptr || !node.variants.empty() || node.planned)
      return;
    if (is_names(node)) return;
    switch (node.type) {
      case BasicType::any:
        incomplete(node.span, "a schema without a type", "add `type`, `$ref` or `oneOf`");
        return;
      case BasicType::array:
        if (node.items == nullptr)
          incomplete(node.span, "a list does not say what its items are", "add `items`");
        return;
      case BasicType::object:
        check_object(node);
        return;
      default:
        return;
    }
  }

  void check_object(const SchemaNode& node) {
    if (node.has_properties && node.additional != nullptr) {
      diagnostics_.add(Code::FW3001, node.span, "a record that is a map too is outside the profile",
                       "a record has `properties` and `additionalProperties: false`; a map has "
                       "`additionalProperties: {…}` alone");
    } else if (node.has_properties && !node.closed) {
      incomplete(node.span, "a record is not closed", "add `additionalProperties: false`");
    } else if (!node.has_properties && node.additional == nullptr) {
      incomplete(
          node.span, "neither a record nor a map",
          "add `properties` and `additionalProperties: false`, or `additionalProperties: {…}`");
    } else if (node.additional != nullptr && node.names == nullptr) {
      incomplete(node.span, "a map does not say what its keys look like",
                 "add `propertyNames: {pattern: \"^[a-z][a-z0-9-]{0,30}$\"}`");
    }
  }

  bool is_names(const SchemaNode& node) {
    if (names_.empty()) {
      for (const SchemaNode& other : impl_.nodes) {
        if (other.names != nullptr) names_.insert(other.names);
      }
      names_.insert(nullptr);
    }
    return names_.contains(&node);
  }

  void check_identifier(const SchemaNode& node) {
    if (!node.identifier) return;
    if (node.type != BasicType::string) {
      diagnostics_.add(Code::FW3010, node.identifier_span, "only a `string` can be an identifier");
    } else if (node.pattern.empty() && node.members.empty()) {
      incomplete(node.identifier_span, "an identifier has no pattern",
                 "add a `pattern` of letters, digits, `-`, `_` and `.`, anchored by `^` and `$`");
    } else if (!node.pattern.empty() && !admits_only_names(node.pattern, true)) {
      diagnostics_.add(Code::FW3009, node.pattern_span,
                       fmt::format("`{}` admits what an identifier must not hold", node.pattern),
                       "letters, digits, `-`, `_` and `.` alone, anchored by `^` and `$`");
    }
  }

  void check_field(const Property& property) {
    const SchemaNode& use = *property.schema;
    const auto clash = [&](std::string message, std::string help) {
      diagnostics_.add(Code::FW3010, property.span, std::move(message), std::move(help));
    };
    if (use.description.empty()) {
      incomplete(property.span, fmt::format("`{}` has no description", property.name),
                 "add `description`: messages, editors and the reference page show it");
    }
    if (property.required && (use.filled() || use.has_expr)) {
      clash(fmt::format("`{}` is required, so its default is never used", property.name),
            "drop one of the two: `required` is for facts that cannot be invented");
    }
    if (property.required && use.planned) {
      clash(fmt::format("`{}` is required and planned", property.name),
            "a planned field cannot be set");
    }
    if (use.read_only && !use.filled() && !use.has_expr) {
      clash(fmt::format("`{}` is read-only and nothing gives it a value", property.name),
            "add `x-expr`, `x-tier` or `default`");
    }
  }

  // `x-tier` needs `metadata.tier`, always there.
  void check_tiers() {
    if (!impl_.uses_tiers) return;
    const Property* metadata = impl_.root->property("metadata");
    const Property* tier =
        metadata == nullptr ? nullptr : shape(*metadata->schema).property("tier");
    const bool is_sure = tier != nullptr && metadata->required && tier->required;
    if (is_sure) {
      const SchemaNode& field = shape(*tier->schema);
      const bool has_all = std::all_of(kTiers.begin(), kTiers.end(), [&](std::string_view name) {
        return std::any_of(field.members.begin(), field.members.end(),
                           [&](NodeId id) { return impl_.values.node(id).text() == name; });
      });
      if (has_all) return;
    }
    for (const SchemaNode& node : impl_.nodes) {
      if (!node.has_tier) continue;
      incomplete(node.tier_span, "`x-tier` needs `metadata.tier`",
                 "require `metadata` and in it `tier`, with `development`, `staging` and "
                 "`production` in its `enum`");
      return;
    }
  }

  Schema::Impl& impl_;
  Diagnostics& diagnostics_;
  std::unordered_set<const SchemaNode*> names_;
};

}  // namespace

bool admits_only_names(std::string_view pattern, bool dots) {
  if (!pattern.starts_with('^') || !pattern.ends_with('$') || pattern.size() < 3) return false;
  pattern = pattern.substr(1, pattern.size() - 2);
  int depth = 0;
  for (std::size_t i = 0; i < pattern.size(); ++i) {
    const char c = pattern[i];
    switch (c) {
      case '[': {  // a class of single characters and ranges between letters or digits
        std::size_t end = pattern.find(']', i + 1);
        if (end == std::string_view::npos || end == i + 1) return false;
        for (std::size_t k = i + 1; k < end; ++k) {
          if (pattern[k] == '\\' && k + 1 < end && (pattern[k + 1] == '-' || pattern[k + 1] == '.'))
            continue;
          if (!is_name_char(pattern[k], dots)) return false;
          if (k + 2 < end && pattern[k + 1] == '-' && pattern[k + 2] != '\\') {
            const auto kind = [](char x) {
              return x >= '0' && x <= '9'   ? 1
                     : x >= 'a' && x <= 'z' ? 2
                     : x >= 'A' && x <= 'Z' ? 3
                                            : 0;
            };
            if (kind(pattern[k]) == 0 || kind(pattern[k]) != kind(pattern[k + 2])) return false;
            k += 2;
          }
        }
        i = end;
        break;
      }
      case '{': {
        const std::size_t end = pattern.find('}', i);
        if (end == std::string_view::npos) return false;
        const std::string_view count = pattern.substr(i + 1, end - i - 1);
        if (count.find_first_not_of("0123456789,") != std::string_view::npos) return false;
        i = end;
        break;
      }
      case '(':
        ++depth;
        if (pattern.substr(i + 1).starts_with("?:"))
          i += 2;
        else if (pattern.substr(i + 1).starts_with("?"))
          return false;
        break;
      case ')':
        if (--depth < 0) return false;
        break;
      case '|':
        if (depth == 0) return false;  // it would part from the anchors
        break;
      case '?':
      case '*':
      case '+':
        break;
      case '\\':
        if (++i == pattern.size() ||
            (pattern[i] != 'd' && pattern[i] != '-' && !(dots && pattern[i] == '.'))) {
          return false;
        }
        break;
      case '.':
        return false;  // any character
      default:
        if (!is_name_char(c, false)) return false;
    }
  }
  return depth == 0;
}

bool check_complete(Schema::Impl& impl, Diagnostics& diagnostics) {
  return Completeness(impl, diagnostics).run();
}

}  // namespace formwork
