#include "schema/reader.h"

#include "base/text.h"
#include "schema/literal.h"

#include <fmt/format.h>
#include <re2/re2.h>

#include <algorithm>
#include <cmath>

namespace formwork {
namespace {

constexpr std::string_view kDialect = "https://json-schema.org/draft/2020-12/schema";

constexpr std::array<std::pair<std::string_view, BasicType>, 7> kTypes = {{
    {"boolean", BasicType::boolean},
    {"integer", BasicType::integer},
    {"number", BasicType::number},
    {"string", BasicType::string},
    {"array", BasicType::array},
    {"object", BasicType::object},
    {"null", BasicType::null},
}};

bool is_word(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](unsigned char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
           c == '-';
  });
}

// `$schema` and names in the user's own vocabulary (`script-src`) are fields too.
bool is_field_name(std::string_view text) {
  if (text.starts_with('$')) text.remove_prefix(1);
  return is_word(text) && text[0] != '-' && !(text[0] >= '0' && text[0] <= '9');
}

std::uint8_t scope_of(BasicType type) {
  switch (type) {
    case BasicType::any:
      return kOnAny;
    case BasicType::null:
    case BasicType::boolean:
      return 0;
    case BasicType::integer:
    case BasicType::number:
      return kOnNumber;
    case BasicType::string:
      return kOnString;
    case BasicType::array:
      return kOnArray;
    case BasicType::object:
      return kOnObject;
  }
  return 0;
}

}  // namespace

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

SchemaNode* SchemaReader::read_bare(Node schema) {
  impl_.root = read(schema, Place::root);
  return impl_.root;
}

void SchemaReader::read_section(Node file) {
  if (impl_.root == nullptr) {
    impl_.root = &impl_.nodes.emplace_back();
    impl_.root->type = BasicType::object;
    impl_.root->closed = true;
    impl_.root->has_properties = true;
    impl_.root->span = file ? file.span() : Span{};
  }
  if (!file.is(Kind::map)) {
    diagnostics_.add(Code::FW3013, file ? file.span() : Span{},
                     "a section is a map with `section` and `properties`");
    return;
  }
  Section section;
  section.span = file.span();
  section.first = impl_.root->properties.size();
  for (const Node entry : file) {
    const std::string_view key = entry.key();
    if (key == "section") {
      if (get_text(entry, section.name) && !is_word(section.name)) bad_value(entry, "a name");
      section.span = entry.span();
    } else if (key == "title") {
      (void)get_text(entry, section.title);
    } else if (key == "description") {
      (void)get_text(entry, section.description);
    } else if (key == "properties") {
      read_properties(*impl_.root, entry);
    } else if (key == "required") {
      read_required(*impl_.root, entry);
    } else if (key == "$defs") {
      read_definitions(entry);
    } else if (key != "$comment") {
      diagnostics_.add(
          Code::FW3013, entry.key_span(),
          fmt::format("unknown key `{}` in a section", shorten(key)),
          "a section has `section`, `title`, `description`, `properties`, `required`, `$defs` and "
          "`$comment`");
    }
  }
  section.last = impl_.root->properties.size();
  if (section.name.empty()) {
    diagnostics_.add(Code::FW3013, file.span(), "this section has no name",
                     "add `section: …`, the file's stem");
    return;
  }
  for (const Section& other : impl_.sections) {
    if (other.name != section.name) continue;
    diagnostics_
        .add(Code::FW3006, section.span, fmt::format("section `{}` is defined twice", section.name))
        .notes.push_back({other.span, {}, "first defined here"});
  }
  impl_.sections.push_back(std::move(section));
}

SchemaNode* SchemaReader::read(Node schema, Place place) {
  SchemaNode& out = impl_.nodes.emplace_back();
  out.span = schema.span();
  if (!schema.is(Kind::map)) {
    if (schema.is(Kind::boolean) || schema.text() == "true" || schema.text() == "false") {
      diagnostics_.add(Code::FW3001, schema.span(), "a boolean schema is outside the profile",
                       "only `additionalProperties` may be `false`");
    } else {
      diagnostics_.add(Code::FW3002, schema.span(),
                       fmt::format("a schema is a map of keywords, found `{}`", show(schema)));
    }
    return &out;
  }
  for (const Node entry : schema) {
    const std::string_view key = entry.key();
    if (mode_ == SchemaMode::bare && place == Place::root) {
      if (key == "$schema") {
        std::string dialect;
        if (get_text(entry, dialect) && dialect != kDialect)
          bad_value(entry, fmt::format("`{}`", kDialect));
        continue;
      }
      if (key == "$defs") {
        read_definitions(entry);
        continue;
      }
    }
    const KeywordInfo* info = find_keyword(key);
    if (info != nullptr) {
      read_keyword(out, *info, entry);
      continue;
    }
    std::string help(instead_of(key));
    if (help.empty()) {
      std::vector<std::string> names;
      for (const KeywordInfo& known : keywords()) {
        if (!schema.find(known.name)) names.emplace_back(known.name);
      }
      if (const auto near = nearest(key, names)) help = fmt::format("did you mean `{}`?", *near);
    }
    diagnostics_.add(Code::FW3001, entry.key_span(),
                     fmt::format("keyword `{}` is outside the profile", shorten(key)),
                     std::move(help));
  }
  check_scopes(out, schema, place);
  check_clashes(out, schema, place);
  return &out;
}

void SchemaReader::read_keyword(SchemaNode& out, const KeywordInfo& info, Node value) {
  switch (info.keyword) {
    case Keyword::type:
      read_type(out, value);
      return;
    case Keyword::properties:
      out.has_properties = true;
      read_properties(out, value);
      return;
    case Keyword::required:
      read_required(out, value);
      return;
    case Keyword::additional_properties:
      if (value.is(Kind::map)) {
        out.additional = read(value, Place::value);
      } else if ((value.is(Kind::boolean) && !value.as_bool()) ||
                 (value.is(Kind::scalar) && value.text() == "false")) {
        out.closed = true;
      } else {
        bad_value(value, "`false` or a schema");
      }
      return;
    case Keyword::property_names:
      out.names = read(value, Place::names);
      return;
    case Keyword::items:
      out.items = read(value, Place::item);
      return;
    case Keyword::enumeration:
      read_members(out, value);
      return;
    case Keyword::constant:
      if (!out.members.empty()) {
        diagnostics_.add(Code::FW3010, value.key_span(), "`const` and `enum` stand in one schema");
      }
      out.is_const = true;
      out.members = {impl_.values.copy(value)};
      out.members_span = value.span();
      return;
    case Keyword::minimum:
      get_number(value, out.minimum);
      return;
    case Keyword::maximum:
      get_number(value, out.maximum);
      return;
    case Keyword::exclusive_minimum:
      get_number(value, out.exclusive_minimum);
      return;
    case Keyword::exclusive_maximum:
      get_number(value, out.exclusive_maximum);
      return;
    case Keyword::multiple_of:
      get_number(value, out.multiple_of);
      if (out.multiple_of && out.multiple_of->value <= 0) bad_value(value, "a number above 0");
      return;
    case Keyword::min_length:
      get_count(value, out.min_length);
      return;
    case Keyword::max_length:
      get_count(value, out.max_length);
      return;
    case Keyword::pattern:
      read_pattern(out, value);
      return;
    case Keyword::min_items:
      get_count(value, out.min_items);
      return;
    case Keyword::max_items:
      get_count(value, out.max_items);
      return;
    case Keyword::unique_items:
      get_bool(value, out.unique_items);
      return;
    case Keyword::min_properties:
      get_count(value, out.min_properties);
      return;
    case Keyword::max_properties:
      get_count(value, out.max_properties);
      return;
    case Keyword::ref:
      read_reference(out, value);
      return;
    case Keyword::one_of:
      read_variants(out, value);
      return;
    case Keyword::title:
      (void)get_text(value, out.title);
      return;
    case Keyword::description:
      (void)get_text(value, out.description);
      return;
    case Keyword::default_value:
      out.default_value = impl_.values.copy(value);
      out.default_span = value.key_span();
      return;
    case Keyword::examples:
      if (!value.is(Kind::list)) return bad_value(value, "a list");
      for (const Node example : value) out.examples.push_back(impl_.values.copy(example));
      return;
    case Keyword::deprecated:
      get_bool(value, out.deprecated);
      return;
    case Keyword::read_only:
      get_bool(value, out.read_only);
      out.read_only_span = value.key_span();
      return;
    case Keyword::comment: {
      std::string ignored;
      (void)get_text(value, ignored);
      return;
    }
    case Keyword::x_tier:
      read_tiers(out, value);
      return;
    case Keyword::x_expr:
      out.has_expr = get_text(value, out.expr);
      out.expr_span = text_span(value);
      return;
    case Keyword::x_owner:
      read_owner(out, value);
      return;
    case Keyword::x_type:
      if (value.is_scalar() && value.text() == "identifier") {
        out.identifier = true;
        out.identifier_span = value.span();
      } else {
        bad_value(value, "`identifier`");
      }
      return;
    case Keyword::x_planned:
      get_bool(value, out.planned);
      out.planned_span = value.key_span();
      return;
  }
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
  record.index.emplace(made.name, record.properties.size());
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
    if (!is_word(name)) {
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
  if (!text.starts_with(kPrefix) || !is_word(std::string_view(text).substr(kPrefix.size()))) {
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
  re2::RE2::Options options;
  options.set_log_errors(false);
  auto regex = std::make_shared<re2::RE2>(out.pattern, options);
  if (regex->ok()) {
    out.regex = std::move(regex);
    return;
  }
  diagnostics_.add(Code::FW3009, out.pattern_span,
                   fmt::format("not an RE2 pattern: {}", regex->error()),
                   "RE2 has no look-around and no back-references");
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

void SchemaReader::check_scopes(const SchemaNode& out, Node schema, Place place) {
  for (const Node entry : schema) {
    const KeywordInfo* info = find_keyword(entry.key());
    if (info == nullptr || info->scope == kAnnotation) continue;
    if (!out.ref.empty()) {
      diagnostics_.add(Code::FW3001, entry.key_span(),
                       fmt::format("`{}` beside `$ref` is outside the profile", entry.key()),
                       "only annotations and defaults stand beside `$ref`");
      continue;
    }
    if (!out.variants.empty() && info->keyword != Keyword::one_of &&
        info->keyword != Keyword::type) {
      diagnostics_.add(Code::FW3001, entry.key_span(),
                       fmt::format("`{}` beside `oneOf` is outside the profile", entry.key()),
                       "write it in each variant");
      continue;
    }
    const bool narrow = info->scope != kOnAny;
    if (mode_ == SchemaMode::section && narrow && place != Place::names &&
        (info->scope & scope_of(out.type)) == 0) {
      diagnostics_.add(Code::FW3010, entry.key_span(),
                       fmt::format("`{}` says nothing about {}", entry.key(), article(out.type)));
    }
  }
  if (place != Place::names || mode_ == SchemaMode::bare) return;
  for (const Node entry : schema) {
    const KeywordInfo* info = find_keyword(entry.key());
    const bool fits = info == nullptr || info->scope == kOnString ||
                      info->keyword == Keyword::enumeration || info->keyword == Keyword::constant ||
                      info->keyword == Keyword::description || info->keyword == Keyword::type;
    if (fits) continue;
    diagnostics_.add(Code::FW3001, entry.key_span(),
                     fmt::format("`{}` in `propertyNames` is outside the profile", entry.key()));
  }
}

void SchemaReader::check_clashes(const SchemaNode& out, Node schema, Place place) {
  const auto clash = [&](Span span, std::string message, std::string help = {}) {
    diagnostics_.add(Code::FW3010, span, std::move(message), std::move(help));
  };
  const int ways =
      (out.default_value != 0 ? 1 : 0) + (out.has_tier ? 1 : 0) + (out.has_expr ? 1 : 0);
  if (ways > 1) {
    clash(out.has_expr ? schema.find("x-expr").key_span() : out.tier_span,
          "a field has one default: `default`, `x-tier` or `x-expr`");
  }
  const auto crossed = [&](const auto& low, const auto& high, std::string_view low_name,
                           std::string_view high_name) {
    if (low && high && *low > *high) {
      clash(schema.find(low_name).span(), fmt::format("`{}` is above `{}`", low_name, high_name));
    }
  };
  if (mode_ == SchemaMode::bare) return;
  crossed(out.min_length, out.max_length, "minLength", "maxLength");
  crossed(out.min_items, out.max_items, "minItems", "maxItems");
  crossed(out.min_properties, out.max_properties, "minProperties", "maxProperties");
  if (out.minimum && out.maximum && out.minimum->value > out.maximum->value) {
    clash(schema.find("minimum").span(), "`minimum` is above `maximum`");
  }
  if (out.planned && (ways != 0 || out.read_only)) {
    clash(out.planned_span, "a planned field has no default: it would come to exist");
  }
  const bool is_field = place == Place::property || place == Place::definition;
  if (!is_field && (ways != 0 || out.planned || out.read_only)) {
    clash(schema.span(), "only a field of a record can have a default, be planned or be read-only");
  }
}

}  // namespace formwork
