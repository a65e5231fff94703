#include "schema/reader.h"

#include "base/text.h"
#include "schema/literal.h"

#include <fmt/format.h>

#include <algorithm>

namespace formwork {
namespace {

constexpr std::string_view kDialect = "https://json-schema.org/draft/2020-12/schema";

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
      if (get_text(entry, section.name) && !is_name_text(section.name)) bad_value(entry, "a name");
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
    case Keyword::x_parity:
      if (value.is_scalar() && value.text() == "free") {
        out.parity_free = true;
      } else {
        bad_value(value, "`free`");
      }
      return;
    case Keyword::x_planned:
      out.planned_span = value.key_span();
      if (!value.is(Kind::list)) return get_bool(value, out.planned);
      for (const Node member : value) {
        if (get_text(member, out.planned_members.emplace_back())) continue;
        out.planned_members.pop_back();
      }
      return;
  }
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
  if (!out.planned_members.empty() && (out.members.empty() || out.is_const)) {
    clash(out.planned_span, "planned values stand beside the `enum` that will hold them");
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
