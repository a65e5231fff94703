// SchemaReader, the part about the values of single keywords.
#include "base/text.h"
#include "schema/literal.h"
#include "schema/reader.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

namespace formwork {
namespace {

constexpr std::array<std::pair<std::string_view, BasicType>, 7> kTypes = {{
    {"boolean", BasicType::boolean},
    {"integer", BasicType::integer},
    {"number", BasicType::number},
    {"string", BasicType::string},
    {"array", BasicType::array},
    {"object", BasicType::object},
    {"null", BasicType::null},
}};

// `$schema` and names in the user's own vocabulary (`script-src`) are fields too.
bool is_field_name(std::string_view text) {
  if (text.starts_with('$')) text.remove_prefix(1);
  return is_name_text(text) && text[0] != '-' && !(text[0] >= '0' && text[0] <= '9');
}

}  // namespace

bool is_name_text(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](unsigned char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
           c == '-';
  });
}

std::string_view name(BasicType type) {
  if (type == BasicType::any) return "any";
  for (const auto& [text, value] : kTypes) {
    if (value == type) return text;
  }
  return "any";
}

std::string_view article(BasicType type) {
  switch (type) {
    case BasicType::any:
      return "a value";
    case BasicType::null:
      return "null";
    case BasicType::boolean:
      return "`true` or `false`";
    case BasicType::integer:
      return "an integer";
    case BasicType::number:
      return "a number";
    case BasicType::string:
      return "a text";
    case BasicType::array:
      return "a list";
    case BasicType::object:
      return "a map";
  }
  return "a value";
}

Span text_span(Node scalar) {
  Span span = scalar.span();
  const bool is_quoted =
      scalar.style() == Style::double_quoted || scalar.style() == Style::single_quoted;
  if (is_quoted && span.size() >= 2) {
    ++span.begin;
    --span.end;
  }
  return span;
}

void SchemaReader::bad_value(Node value, std::string_view expected) {
  const std::string key = value.key().empty() ? "this" : fmt::format("`{}`", shorten(value.key()));
  diagnostics_.add(Code::FW3002, value.span(),
                   fmt::format("{} is `{}`, expected {}", key, show(value), expected));
}

bool SchemaReader::get_text(Node value, std::string& out) {
  if (value.is(Kind::string) || value.is(Kind::scalar)) {
    out = value.text();
    return true;
  }
  bad_value(value, "a text");
  return false;
}

void SchemaReader::get_bool(Node value, bool& out) {
  if (value.is(Kind::boolean)) {
    out = value.as_bool();
  } else if (value.is(Kind::scalar) && value.style() == Style::plain &&
             (value.text() == "true" || value.text() == "false")) {
    out = value.text() == "true";
  } else {
    bad_value(value, "`true` or `false`");
  }
}

void SchemaReader::get_number(Node value, std::optional<Number>& out) {
  Number number;
  number.text = value.is_scalar() ? std::string(value.text()) : std::string();
  if (value.is(Kind::integer)) {
    number.integer = value.as_int();
    number.integral = true;
    number.value = static_cast<double>(number.integer);
  } else if (value.is(Kind::number)) {
    number.value = value.as_number();
  } else if (value.is(Kind::scalar) && value.style() == Style::plain &&
             read_decimal(value.text())) {
    number.value = *read_decimal(value.text());
    if (const auto integer = read_integer(value.text())) {
      number.integer = *integer;
      number.integral = true;
    }
  } else {
    bad_value(value, "a number");
    return;
  }
  out = number;
}

void SchemaReader::get_count(Node value, std::optional<std::uint64_t>& out) {
  std::optional<Number> number;
  if (value.is_scalar() && !value.is(Kind::string) && !value.is(Kind::boolean) &&
      !value.is(Kind::null)) {
    get_number(value, number);
    if (!number) return;
  }
  if (!number || number->value < 0 || number->value != std::floor(number->value) ||
      number->value > 1e15) {
    bad_value(value, "a count");
    return;
  }
  out = static_cast<std::uint64_t>(number->value);
}

void SchemaReader::read_type(SchemaNode& out, Node value) {
  out.type_span = value.span();
  if (value.is(Kind::list)) {
    diagnostics_.add(
        Code::FW3001, value.span(), "a list of types is outside the profile",
        "give the value one type; a field that may be absent is left out of `required`");
    return;
  }
  std::vector<std::string> names;
  for (const auto& [text, type] : kTypes) {
    if (type == BasicType::null && mode_ == SchemaMode::section) continue;
    if (value.is_scalar() && value.text() == text) {
      out.type = type;
      return;
    }
    names.emplace_back(text);
  }
  bad_value(value, quoted_list(names));
}

void SchemaReader::add_property(SchemaNode& record, Node property) {
  Property made;
  made.name = property.key();
  made.span = property.key_span();
  if (mode_ == SchemaMode::section && !is_field_name(made.name)) {
    diagnostics_.add(Code::FW3002, property.key_span(),
                     fmt::format("`{}` cannot be the name of a field", shorten(made.name)),
                     "a letter, then letters, digits, `_` and `-`");
  }
  if (const Property* other = record.property(made.name)) {
    diagnostics_
        .add(Code::FW3006, property.key_span(),
             fmt::format("property `{}` is defined twice", shorten(made.name)))
        .notes.push_back({other->span, {}, "first defined here"});
    return;
  }
  made.schema = read(property, Place::property);
  made.hash = key_hash(made.name);
  record.properties.push_back(std::move(made));
}

void SchemaReader::read_properties(SchemaNode& out, Node value) {
  if (!value.is(Kind::map)) return bad_value(value, "a map of schemas");
  for (const Node property : value) add_property(out, property);
}

void SchemaReader::read_required(SchemaNode& out, Node value) {
  if (!value.is(Kind::list)) return bad_value(value, "a list of names");
  for (const Node item : value) {
    std::string name;
    if (!get_text(item, name)) continue;
    const bool twice = std::any_of(out.required.begin(), out.required.end(),
                                   [&](const auto& other) { return other.first == name; });
    if (twice) {
      diagnostics_.add(Code::FW3002, item.span(),
                       fmt::format("`{}` is required twice", shorten(name)));
      continue;
    }
    out.required.emplace_back(std::move(name), item.span());
  }
}

void SchemaReader::read_definitions(Node value) {
  if (!value.is(Kind::map)) return bad_value(value, "a map of schemas");
  for (const Node definition : value) {
    std::string name(definition.key());
    if (!is_name_text(name)) {
      diagnostics_.add(Code::FW3001, definition.key_span(),
                       fmt::format("definition `{}` is outside the profile", shorten(name)),
                       "its name has letters, digits, `-` and `_` alone");
    }
    if (const auto it = impl_.by_name.find(name); it != impl_.by_name.end()) {
      diagnostics_
          .add(Code::FW3006, definition.key_span(),
               fmt::format("definition `{}` is defined twice", shorten(name)))
          .notes.push_back({it->second->span, {}, "first defined here"});
      continue;
    }
    SchemaNode* made = read(definition, Place::definition);
    made->span = definition.key_span();
    made->definition = name;
    impl_.definitions.push_back(made);
    impl_.by_name.emplace(std::move(name), made);
  }
}

void SchemaReader::read_reference(SchemaNode& out, Node value) {
  static constexpr std::string_view kPrefix = "#/$defs/";
  std::string text;
  if (!get_text(value, text)) return;
  if (!text.starts_with(kPrefix) || !is_name_text(std::string_view(text).substr(kPrefix.size()))) {
    diagnostics_.add(Code::FW3001, value.span(),
                     fmt::format("`$ref` to `{}` is outside the profile", shorten(text)),
                     "write `\"#/$defs/<name>\"`");
    return;
  }
  out.ref = text.substr(kPrefix.size());
  out.ref_span = value.span();
}

void SchemaReader::read_members(SchemaNode& out, Node value) {
  if (!value.is(Kind::list) || value.size() == 0) return bad_value(value, "a list of values");
  if (out.is_const) {
    diagnostics_.add(Code::FW3010, value.key_span(), "`const` and `enum` stand in one schema");
    return;
  }
  out.members_span = value.span();
  for (const Node member : value) out.members.push_back(impl_.values.copy(member));
}

void SchemaReader::read_pattern(SchemaNode& out, Node value) {
  if (!get_text(value, out.pattern)) return;
  out.pattern_span = text_span(value);
  std::shared_ptr<const Pattern>& pattern = impl_.patterns[out.pattern];
  if (pattern == nullptr) pattern = std::make_shared<const Pattern>(out.pattern);
  out.regex = pattern;
  if (impl_.trust == SchemaTrust::built_in) return;
  if (const std::string why = pattern->error(); !why.empty()) {
    diagnostics_.add(Code::FW3009, out.pattern_span, fmt::format("not an RE2 pattern: {}", why),
                     "RE2 has no look-around and no back-references");
  }
}

void SchemaReader::read_variants(SchemaNode& out, Node value) {
  if (!value.is(Kind::list) || value.size() == 0) return bad_value(value, "a list of records");
  for (const Node item : value) {
    Variant variant;
    variant.span = item.span();
    variant.schema = read(item, Place::variant);
    out.variants.push_back(std::move(variant));
  }
}

void SchemaReader::read_tiers(SchemaNode& out, Node value) {
  if (!value.is(Kind::map)) return bad_value(value, "`{development, staging, production}`");
  out.tier_span = value.key_span();
  out.has_tier = true;
  impl_.uses_tiers = true;
  for (const Node entry : value) {
    const auto* const tier = std::find(kTiers.begin(), kTiers.end(), entry.key());
    if (tier == kTiers.end()) {
      diagnostics_.add(Code::FW3002, entry.key_span(),
                       fmt::format("unknown tier `{}`", shorten(entry.key())),
                       "the tiers are `development`, `staging` and `production`");
      continue;
    }
    out.tier[static_cast<std::size_t>(tier - kTiers.begin())] = impl_.values.copy(entry);
  }
  for (std::size_t i = 0; i < kTiers.size(); ++i) {
    if (out.tier[i] != 0) continue;
    diagnostics_.add(Code::FW3003, value.key_span(),
                     fmt::format("`x-tier` has no value for `{}`", kTiers[i]));
  }
}

void SchemaReader::read_owner(SchemaNode& out, Node value) {
  out.owner_span = value.key_span();
  for (const Owner owner : {Owner::spec, Owner::release, Owner::bound, Owner::runtime}) {
    if (!value.is_scalar() || value.text() != name(owner)) continue;
    out.owner = owner;
    return;
  }
  bad_value(value, "`spec`, `release`, `bound` or `runtime`");
}

}  // namespace formwork
